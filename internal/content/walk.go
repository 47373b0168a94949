package content

import (
	"errors"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
)

// Limits on single files. A page is text; what is larger is not one.
const (
	MaxPageBytes       = 8 << 20
	MaxAttachmentBytes = 64 << 20
	maxFolderDepth     = 24
)

// entry is one regular file or folder of a listing.
type entry struct {
	name string
	dir  bool
	stamp
	bad *diag.Problem
}

// listing reads a folder: regular files and folders, sorted by name. Links and
// special files become entries with a problem, so that they are named and
// never opened. What programs leave beside a file is left out, see Hidden.
func listing(fsys fs.FS, dir string) ([]entry, error) {
	items, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, err
	}
	entries := make([]entry, 0, len(items))
	for _, item := range items {
		if Hidden(item.Name()) {
			continue
		}
		e := entry{name: item.Name(), dir: item.IsDir()}
		full := path.Join(dir, e.name)
		if p, found := diag.Irregular(full, item.Type()); found {
			e.bad = &p
		}
		if item.Type().IsRegular() {
			info, err := item.Info()
			if errors.Is(err, fs.ErrNotExist) {
				continue // removed between listing and looking
			}
			if err != nil {
				return nil, err
			}
			e.stamp = stampOf(info)
			e.bad = tooLarge(full, e.Size)
		}
		if p, found := CheckName(full); found && e.bad == nil {
			e.bad = &p
		}
		if p, found := wrongExtension(full); found && e.bad == nil && !e.dir {
			e.bad = &p
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// Hidden reports whether a file or folder is nobody's content: a name with a dot
// in front, an editor's backup, the lock file of an office program, which holds
// the name of its user, or a list of pictures that Windows makes.
func Hidden(name string) bool {
	switch strings.ToLower(name) {
	case "thumbs.db", "desktop.ini":
		return true
	}
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "#") || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~")
}

// wrongExtension returns the problem of a page that would be published as a
// file, because its name does not end in ".md" as it stands.
func wrongExtension(full string) (p diag.Problem, found bool) {
	switch ext := path.Ext(full); strings.ToLower(ext) {
	case ".md", ".markdown", ".mdown", ".mkd":
		return diag.New("content-extension", full, 0, "extension", ext), ext != ".md"
	}
	return diag.Problem{}, false
}

func tooLarge(full string, size int64) *diag.Problem {
	limit := int64(MaxAttachmentBytes)
	if strings.HasSuffix(full, ".md") {
		limit = MaxPageBytes
	}
	if size <= limit {
		return nil
	}
	p := diag.New("content-too-large", full, 0, "size", mebibytes(size), "limit", mebibytes(limit))
	return &p
}

func mebibytes(n int64) string {
	return strconv.FormatInt((n+1<<20-1)>>20, 10) + " MiB"
}

// folder is a listing sorted out by role.
type folder struct {
	path     string
	index    string // source of _index.md, "" if there is none
	bundle   string // source of index.md
	pages    []string
	attached []Attachment
	dirs     []string
	stamps   map[string]stamp // of index, bundle and pages
	problems diag.List
}

// sortOut tells pages, attachments and folders of one listing apart.
func sortOut(dir string, entries []entry, ignored func(string) bool) folder {
	f := folder{path: dir, stamps: make(map[string]stamp, len(entries))}
	for _, e := range entries {
		full := path.Join(dir, e.name)
		switch {
		case ignored(full):
		case e.bad != nil:
			f.problems.Add(*e.bad)
		case e.dir:
			f.dirs = append(f.dirs, full)
		case e.name == "_index.md":
			f.index, f.stamps[full] = full, e.stamp
		case e.name == "index.md":
			f.bundle, f.stamps[full] = full, e.stamp
		case strings.HasSuffix(e.name, ".md"):
			f.pages, f.stamps[full] = append(f.pages, full), e.stamp
		default:
			f.attached = append(f.attached, Attachment{Source: full, Name: e.name, Size: e.Size})
		}
	}
	if f.index != "" && f.bundle != "" {
		f.problems.Add(diag.New("content-two-indexes", f.bundle, 0))
	}
	return f
}
