package host

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/search/searchhttp"
	"github.com/kaaw/nachbar/internal/search/shards"
)

// searching is the search of one tree: its engine is read from the tree's shards
// once, on the first search or after the release was loaded.
type searching struct {
	tree *tree
	once sync.Once
	done chan struct{}

	engine *search.Engine
	err    error
}

func newSearching(t *tree) *searching { return &searching{tree: t, done: make(chan struct{})} }

// get returns the engine; who cannot wait leaves, and the reading goes on.
func (s *searching) get(ctx context.Context) (*search.Engine, error) {
	s.once.Do(func() { go s.read() })
	select {
	case <-s.done:
		return s.engine, s.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// read ends by itself: its work is bounded by the release.
func (s *searching) read() {
	defer close(s.done)
	s.engine, s.err = shards.Read(context.Background(), s.open)
	if errors.Is(s.err, fs.ErrNotExist) {
		s.err = searchhttp.ErrNoSearch
	}
}

// shardsDir is where a build puts the root of its index.
const shardsDir = "/suche/"

func (s *searching) open(name string) ([]byte, error) {
	f := s.tree.paths[shardsDir+name]
	if f == nil {
		return nil, fmt.Errorf("open %s: %w", name, fs.ErrNotExist)
	}
	if f.content.plain.bytes != nil {
		return f.content.plain.bytes, nil
	}
	return readAll(s.tree.root, f.name, maxSums)
}

// asksFor reports whether a request is for results and not for a file.
func asksFor(f *file, r *http.Request) bool {
	return f != nil && f.name == searchhttp.PageOutput && f.status == http.StatusOK && r.URL.RawQuery != ""
}

// results answers a search: for programs, or as a page.
func (h *handler) results(w *recorder, r *http.Request, t *tree, f *file) {
	defer func() { h.metrics.searched(w.status) }()
	if !h.searches.Allow() {
		w.Header()["Retry-After"] = []string{strconv.Itoa(1)}
		h.refuse(w, t, http.StatusServiceUnavailable, "ui.search.busy")
		return
	}
	r = r.WithContext(context.WithValue(r.Context(), treeKey{}, t))
	if f == nil {
		h.search.ServeHTTP(w, r)
		return
	}
	page := f.content.plain.bytes
	if page == nil {
		h.file(w, r, t, f)
		return
	}
	header := w.Header()
	header["Content-Type"], header["Cache-Control"] = f.kind, f.caching
	status, body, filled := h.search.Page(header, r, page)
	if !filled {
		h.file(w, r, t, f)
		return
	}
	if body == nil {
		return // the reader is gone
	}
	header["Content-Length"] = []string{strconv.Itoa(len(body))}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

// treeKey is under what a request for a search knows its tree.
type treeKey struct{}

// newSearch is the service of all releases. It gets no log: that of a search has
// its words.
func (h *handler) newSearch(opt *Options) *searchhttp.Service {
	return searchhttp.New(searchhttp.Options{
		Engine: func(ctx context.Context) (*search.Engine, error) {
			t, ok := ctx.Value(treeKey{}).(*tree)
			if !ok {
				return nil, searchhttp.ErrNoSearch
			}
			return t.search.get(ctx)
		},
		Words:   func() searchhttp.Words { return h.words() },
		Proxies: opt.Proxies,
		Rate:    opt.Limits.SearchesEach, Burst: 6 * opt.Limits.SearchesEach,
	})
}

// words are those of the audience that everybody sees.
func (h *handler) words() Words {
	if s := h.shelf.Load(); s != nil && s.current != nil {
		if w := s.current.trees[s.current.shown].words; w != nil {
			return w
		}
	}
	return keys{}
}

// keys are Words that know none.
type keys struct{}

func (keys) T(key string, _ map[string]string) string { return key }

func (keys) N(key string, _ int, _ map[string]string) string { return key }

func (keys) Number(n int) string { return strings.TrimSpace(strconv.Itoa(n)) }
