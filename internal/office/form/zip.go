package form

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/kaaw/nachbar/internal/deflate"
)

// The time of all entries, 1 January 1980, is the first that ZIP knows: bytes
// must not depend on a clock.
const (
	modDate = 1<<5 | 1
)

// Write writes the archive: entries in their order, without times, extra fields
// and data descriptors, since the first entry of an OpenDocument file has to be
// readable at a fixed place.
func Write(w io.Writer, files []File) error {
	archive := zip.NewWriter(w)
	for _, f := range files {
		if err := add(archive, f); err != nil {
			return fmt.Errorf("write %s: %w", f.Name, err)
		}
	}
	if err := archive.Close(); err != nil {
		return fmt.Errorf("write archive: %w", err)
	}
	return nil
}

func add(archive *zip.Writer, f File) error {
	packed, method := f.Data, zip.Store
	if !f.Stored {
		packed, method = deflate.Pack(f.Data), zip.Deflate
	}
	header := &zip.FileHeader{
		Name: f.Name, Method: method,
		//lint:ignore SA1019 CreateRaw writes this field and not Modified, which would add an extra field
		ModifiedDate: modDate,
		CRC32:        crc32.ChecksumIEEE(f.Data), CompressedSize64: uint64(len(packed)), UncompressedSize64: uint64(len(f.Data)),
	}
	entry, err := archive.CreateRaw(header)
	if err != nil {
		return err
	}
	_, err = entry.Write(packed)
	return err
}

// Bytes is the archive of a form filled with values.
func (f *Form) Bytes(values map[string]string) ([]byte, error) {
	files, err := f.Fill(values)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := Write(&b, files); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
