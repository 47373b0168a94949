package content

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// readAll reads a regular file of about size bytes, and never more than the
// limit of a page.
func readAll(fsys fs.FS, name string, size int64) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	buf := make([]byte, 0, size+512)
	for {
		n, err := f.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if errors.Is(err, io.EOF) {
			return buf, nil
		}
		if err != nil {
			return nil, err
		}
		if len(buf) > MaxPageBytes {
			return nil, fmt.Errorf("file grew beyond %d bytes while it was read", MaxPageBytes)
		}
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
	}
}

// Read returns the bytes of a page's file from its body on, and the hash of
// the whole file. A caller compares the hash with p.Hash to see whether the
// file changed since the tree was loaded.
func (p *Page) Read(fsys fs.FS) (body []byte, hash [32]byte, err error) {
	if p.Source == "" {
		return nil, p.Hash, nil
	}
	src, err := readAll(fsys, p.Source, p.Size)
	if err != nil {
		return nil, hash, err
	}
	return src[min(p.BodyOffset, len(src)):], sha256.Sum256(src), nil
}
