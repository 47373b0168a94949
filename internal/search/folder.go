package search

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// An index in a folder is three things: contents.bin (documents, words,
// synonyms), texts.bin (the bodies one after the other) and bleve/ (postings).
const (
	contentsFile = "contents.bin"
	textsFile    = "texts.bin"
)

// Writer makes an index in a folder. The folder appears, whole, with Finish.
type Writer struct {
	*Builder
	dir, temp string
	old       *Engine
}

// NewWriter starts an index that will stand in the folder dir. Texts are taken
// over from old, which may be nil.
func NewWriter(dir string, opt Options, old *Engine) (*Writer, error) {
	parent := filepath.Dir(dir)
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return nil, fmt.Errorf("write search index: %w", err)
	}
	temp, err := os.MkdirTemp(parent, ".new-")
	if err != nil {
		return nil, fmt.Errorf("write search index: %w", err)
	}
	w := &Writer{dir: dir, temp: temp, old: old}
	file, err := os.Create(filepath.Join(temp, textsFile))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("write search index: %w", err), w.clear())
	}
	if w.Builder, err = newBuilder(opt, &fileTexts{file: file}); err != nil {
		return nil, errors.Join(err, file.Close(), w.clear())
	}
	return w, nil
}

// Kept returns the document that the old index made with a key.
func (w *Writer) Kept(key [32]byte) (Document, bool) {
	if w.old == nil {
		return Document{}, false
	}
	return w.old.Kept(key)
}

// Finish writes the index and moves it to its place. If another process was
// faster its index stays. The Writer must not be used again.
func (w *Writer) Finish(ctx context.Context) error {
	if err := w.write(ctx); err != nil {
		return errors.Join(err, w.clear())
	}
	err := os.Rename(w.temp, w.dir)
	if _, statErr := os.Stat(filepath.Join(w.dir, contentsFile)); err != nil && statErr == nil {
		err = nil
	}
	if err != nil {
		err = fmt.Errorf("write search index: %w", err)
	}
	return errors.Join(err, w.clear())
}

func (w *Writer) write(ctx context.Context) error {
	ix, err := w.Builder.Finish(ctx)
	if err != nil {
		return errors.Join(err, w.texts.Close())
	}
	if err := ix.Close(); err != nil {
		return fmt.Errorf("write search index: %w", err)
	}
	if len(ix.docs) > 0 {
		if err := writeBleve(ctx, w.temp, ix); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(w.temp, contentsFile), ix.encode(), 0o666); err != nil {
		return fmt.Errorf("write search index: %w", err)
	}
	return nil
}

// Abort drops what was written.
func (w *Writer) Abort() error { return errors.Join(w.texts.Close(), w.clear()) }

func (w *Writer) clear() error { return os.RemoveAll(w.temp) }

// Open opens an index in a folder. fs.ErrNotExist means that there is none.
func Open(dir string) (*Engine, error) {
	file, err := os.ReadFile(filepath.Join(dir, contentsFile))
	if err != nil {
		return nil, fmt.Errorf("open search index: %w", err)
	}
	c, err := decodeContents(file)
	if err != nil {
		return nil, fmt.Errorf("open search index %s: %w", dir, err)
	}
	text, err := os.Open(filepath.Join(dir, textsFile))
	if err != nil {
		return nil, fmt.Errorf("open search index: %w", err)
	}
	c.texts = &fileTexts{file: text}
	if len(c.docs) == 0 {
		return newEngine(c, memory{&Index{}}), nil
	}
	store, err := openBleve(dir, len(c.docs))
	if err != nil {
		return nil, errors.Join(err, text.Close())
	}
	return newEngine(c, store), nil
}

// Kept returns the document that was made with a key, whole.
func (e *Engine) Kept(key [32]byte) (Document, bool) {
	e.keptOnce.Do(func() {
		e.kept = map[[32]byte]int{}
		for i := range e.docs {
			if k := e.docs[i].Key; k != [32]byte{} {
				e.kept[k] = i
			}
		}
	})
	i, ok := e.kept[key]
	if !ok {
		return Document{}, false
	}
	d := e.Document(i)
	var err error
	d.Body, err = e.Text(i)
	return d, err == nil
}

// Close gives up what the engine has opened.
func (e *Engine) Close() error {
	return errors.Join(e.store.Close(), e.contents.Close())
}
