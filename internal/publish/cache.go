package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/history"
	"github.com/kaaw/nachbar/internal/site"
)

// records is the file with what a build keeps of an audience for the next one,
// decodedName that with its decoded files. Audiences share nothing.
func (o *Options) records(audience string) string { return o.state("cache", audience, "records") }

func (o *Options) decodedName(audience string) string { return o.state("cache", audience, "files") }

// decoded is the store of decoded files of an audience.
func (o *Options) decoded(audience string) *content.Store {
	name := o.decodedName(audience)
	return &content.Store{
		Version: o.Site.Version,
		Read: func() []byte {
			data, err := os.ReadFile(name)
			if err != nil {
				return nil // the files are decoded anew
			}
			return data
		},
		Save: func(data []byte) error {
			return saveFile(name, func(w io.Writer) error {
				_, err := w.Write(data)
				return err
			})
		},
	}
}

// remember lets the memory of the history outlive the program: what a version of
// a page said of labels is worked out once, not for every commit. It is an input
// of all audiences, as the mirror is.
func (o *Options) remember(m *history.Memory) {
	name, stamp := o.state("cache", "history"), []byte(o.Site.Version+"\n")
	m.Kept = func() []byte {
		data, err := os.ReadFile(name)
		if rest, ok := bytes.CutPrefix(data, stamp); err == nil && ok {
			return rest
		}
		return nil // it is worked out anew
	}
	m.Keep = func(data []byte) error {
		return saveFile(name, func(w io.Writer) error {
			_, err := w.Write(append(bytes.Clone(stamp), data...))
			return err
		})
	}
}

// readRecords reads the records of a build; those that are missing or damaged
// are none.
func readRecords(name string) *site.Cache {
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

// saveFile writes a file of the state folder in one step. Its caller holds the
// lock of the store.
func saveFile(name string, write func(io.Writer) error) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
		return fmt.Errorf("keep records: %w", err)
	}
	f, err := os.Create(name + ".tmp")
	if err != nil {
		return fmt.Errorf("keep records: %w", err)
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return errors.Join(fmt.Errorf("keep records: %w", err), os.Remove(f.Name()))
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return fmt.Errorf("keep records: %w", err)
	}
	return nil
}
