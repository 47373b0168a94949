// Package kept holds on the disk what makes the next run faster: decoded files,
// the memory of a history, the records of builds. All of it may be removed at any
// time, and what is damaged or of another version is as good as missing.
package kept

import (
	"bytes"
	"io"
	"os"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/site"
)

// Saver writes a file in one step. Callers differ in who may read it, and in what
// else may write it at the same time.
type Saver func(name string, write func(io.Writer) error) error

// Files is the store of decoded files in a file.
func Files(name, version string, save Saver) *content.Store {
	return &content.Store{
		Version: version,
		Read: func() []byte {
			data, err := os.ReadFile(name)
			if err != nil {
				return nil // the files are decoded anew
			}
			return data
		},
		Save: func(data []byte) error { return save(name, writing(data)) },
	}
}

// History reads and saves the memory of a history in a file; see history.Memory.
// A memory of another version is none.
func History(name, version string, save Saver) (read func() []byte, keep func([]byte) error) {
	stamp := []byte(version + "\n")
	read = func() []byte {
		data, err := os.ReadFile(name)
		if rest, ok := bytes.CutPrefix(data, stamp); err == nil && ok {
			return rest
		}
		return nil // it is worked out anew
	}
	return read, func(data []byte) error { return save(name, writing(append(bytes.Clone(stamp), data...))) }
}

// Records reads the records of a build; those that are missing or damaged are
// none.
func Records(name string) *site.Cache {
	f, err := os.Open(name)
	if err != nil {
		return &site.Cache{}
	}
	defer f.Close()
	cache, err := site.ReadCache(f)
	if err != nil {
		return &site.Cache{}
	}
	return cache
}

func writing(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}
