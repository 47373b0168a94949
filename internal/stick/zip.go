package stick

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"path"
	"strings"
	"time"
)

// WriteZip writes the edition as a ZIP file: slashes, names in UTF-8, one time
// for all files, the list of checksums at the end.
func (e *Edition) WriteZip(ctx context.Context, w io.Writer) error {
	z := zip.NewWriter(w)
	for _, f := range e.files {
		if err := ctx.Err(); err != nil {
			return err
		}
		body, err := e.bytes(f)
		if err != nil {
			return err
		}
		header := &zip.FileHeader{Name: f.path, Method: method(f.path), Modified: e.time()}
		header.SetMode(0o644)
		entry, err := z.CreateHeader(header)
		if err == nil {
			_, err = entry.Write(body)
		}
		if err != nil {
			return fmt.Errorf("pack %s: %w", f.path, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("pack the stick: %w", err)
	}
	return nil
}

// time is that of all entries: the day the content speaks of. ZIP files know no
// time before 1980.
func (e *Edition) time() time.Time {
	first := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	if e.asOf.Before(first) {
		return first
	}
	return e.asOf.UTC().Truncate(24 * time.Hour)
}

// method leaves alone what is packed already.
func method(name string) uint16 {
	switch strings.ToLower(path.Ext(name)) {
	case ".odt", ".ods", ".docx", ".xlsx", ".zip", ".woff2", ".png", ".jpg", ".jpeg", ".webp", ".gif":
		return zip.Store
	}
	return zip.Deflate
}

// IsZip reports whether a ZIP file holds an edition, so that a newer one may
// stand in its place.
func IsZip(r *zip.Reader) bool {
	f, err := r.Open(StartFile)
	if err != nil {
		return false
	}
	defer f.Close()
	page, err := io.ReadAll(io.LimitReader(f, 64<<10))
	return err == nil && strings.Contains(string(page), generator)
}
