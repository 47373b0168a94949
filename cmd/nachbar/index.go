package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/site"
)

// openIndex opens the search index of a site. It stands beside the site, under
// the label of its audience and the digest of what can be found; if it is not
// there it is made, from the texts of the one before where pages stayed the
// same. Where nothing can be written it is made in memory.
func openIndex(ctx context.Context, dir string, texts *site.Texts) (*search.Engine, error) {
	shelf := filepath.Join(dir, ".nachbar", "search", texts.Label())
	place := filepath.Join(shelf, texts.Digest()[:20])
	engine, err := search.Open(place)
	if err == nil {
		return engine, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		if err := os.RemoveAll(place); err != nil {
			return nil, fmt.Errorf("replace search index: %w", err)
		}
	}
	err = writeIndex(ctx, shelf, place, texts)
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return indexInMemory(ctx, texts)
	}
	if err != nil {
		return nil, err
	}
	return search.Open(place)
}

// writeIndex makes the index and takes the place of the one before.
func writeIndex(ctx context.Context, shelf, place string, texts *site.Texts) error {
	before := earlier(shelf, filepath.Base(place))
	var old *search.Engine
	for _, name := range before {
		if engine, err := search.Open(name); err == nil {
			old = engine
			break
		}
	}
	err := fillIndex(ctx, place, texts, old)
	if old != nil {
		err = errors.Join(err, old.Close())
	}
	if err != nil {
		return err
	}
	for _, name := range before {
		_ = os.RemoveAll(name) // another process may still read it; the next run tries again
	}
	return nil
}

func fillIndex(ctx context.Context, place string, texts *site.Texts, old *search.Engine) error {
	w, err := search.NewWriter(place, texts.Options(), old)
	if err != nil {
		return err
	}
	if err := texts.Add(ctx, w); err != nil {
		return errors.Join(err, w.Abort())
	}
	return w.Finish(ctx)
}

// earlier lists the indexes on a shelf except one.
func earlier(shelf, except string) []string {
	entries, err := os.ReadDir(shelf)
	if err != nil {
		return nil
	}
	var names []string
	for _, entry := range entries {
		if name := entry.Name(); name != except && !strings.HasPrefix(name, ".") {
			names = append(names, filepath.Join(shelf, name))
		}
	}
	return names
}

func indexInMemory(ctx context.Context, texts *site.Texts) (*search.Engine, error) {
	b, err := search.NewBuilder(texts.Options())
	if err != nil {
		return nil, err
	}
	if err := texts.Add(ctx, b); err != nil {
		return nil, err
	}
	ix, err := b.Finish(ctx)
	if err != nil {
		return nil, err
	}
	return search.NewEngine(ix), nil
}
