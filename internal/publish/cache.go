package publish

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/history"
	"github.com/kaaw/nachbar/internal/kept"
)

// records is the file with what a build keeps of an audience for the next one,
// decodedName that with its decoded files. Audiences share nothing.
func (o *Options) records(audience string) string { return o.state("cache", audience, "records") }

func (o *Options) decodedName(audience string) string { return o.state("cache", audience, "files") }

// decoded is the store of decoded files of an audience.
func (o *Options) decoded(audience string) *content.Store {
	return kept.Files(o.decodedName(audience), o.Site.Version, saveFile)
}

// remember lets the memory of the history outlive the program: what a version of
// a page said of labels is worked out once, not for every commit. It is an input
// of all audiences, as the mirror is.
func (o *Options) remember(m *history.Memory) {
	m.Kept, m.Keep = kept.History(o.state("cache", "history"), o.Site.Version, saveFile)
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
