package site

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"strings"
	"sync"

	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/search"
)

// Session is a site that is served while it is written: outputs are rendered
// when somebody asks for them and kept while their records hold. It is safe
// for concurrent use. Who no longer needs it calls Close.
type Session struct {
	load   loader
	reload sync.Mutex // held while loading

	mu      sync.Mutex
	snap    *snapshot
	records map[string]*Record
	bodies  *bodies
	checked *diag.List // of the last full check of snap; nil while it runs
	search  *liveSearch
}

// Output is one file of the site; ETag is the SHA-256 of Body in hexadecimal.
type Output = struct {
	Body []byte
	ETag string
}

// BrokenError tells why an output cannot be built.
type BrokenError struct{ problems diag.List }

func (e *BrokenError) Error() string { return "the page cannot be built" }

// Problems are the reasons.
func (e *BrokenError) Problems() diag.List { return e.problems }

// NewSession loads the site. Nothing is rendered yet.
func NewSession(ctx context.Context, opt Options) (*Session, error) {
	s := &Session{load: loader{opt: opt}, records: map[string]*Record{}, bodies: newBodies()}
	snap, err := s.load.load(ctx, nil)
	if err != nil {
		return nil, err
	}
	s.snap = snap
	s.search = newLiveSearch(s.Texts)
	return s, nil
}

// Close ends what goes on behind the scenes. Nothing can be searched any more.
func (s *Session) Close() { s.search.close() }

// Change reads again what the paths, below the site's root, name.
func (s *Session) Change(ctx context.Context, paths []string) error {
	if len(paths) == 0 {
		return nil
	}
	s.reload.Lock()
	defer s.reload.Unlock()
	snap, err := s.load.load(ctx, paths)
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.snap, s.checked = snap, nil
	s.mu.Unlock()
	s.search.changed()
	return nil
}

// Output returns what a build would write to path; fs.ErrNotExist if it would
// write no such file, *BrokenError if the file cannot be made. The two files
// that describe a whole build, manifest.json and pruefsummen.txt, do not exist.
func (s *Session) Output(ctx context.Context, path string) (Output, error) {
	snap := s.current()
	a := snap.routes[path]
	if a == nil {
		return s.shard(ctx, snap, path)
	}
	body, rec := s.known(path)
	if body == nil || !snap.valid(a, rec) {
		var err error
		if body, rec, err = snap.render(a, new(bytes.Buffer)); err != nil {
			return Output{}, err
		}
		s.mu.Lock()
		s.records[path] = rec
		s.bodies.put(path, body)
		s.mu.Unlock()
	}
	if body == nil || brokenPage(rec.Problems) {
		return Output{}, &BrokenError{snap.atOrigin(rec.Problems)}
	}
	return Output{Body: body, ETag: hex.EncodeToString(rec.Sum[:])}, nil
}

// Engine answers searches of the site as it is now. It is made on the first
// search after a change.
func (s *Session) Engine(ctx context.Context) (*search.Engine, error) {
	ix, err := s.search.index.Get(ctx)
	if err != nil {
		return nil, err
	}
	return ix.engine, nil
}

// shard is an output of the search.
func (s *Session) shard(ctx context.Context, snap *snapshot, path string) (Output, error) {
	if !snap.isShard(path) {
		return Output{}, fs.ErrNotExist
	}
	body, err := s.search.shard(ctx, path)
	if err != nil {
		return Output{}, err
	}
	if body == nil {
		return Output{}, fs.ErrNotExist
	}
	sum := sha256.Sum256(body)
	return Output{Body: body, ETag: hex.EncodeToString(sum[:])}, nil
}

// brokenPage reports whether a page is so wrong that its HTML cannot be shown:
// its layout failed half way.
func brokenPage(problems diag.List) bool {
	for _, p := range problems {
		if strings.HasPrefix(p.ID, "layout-") {
			return true
		}
	}
	return false
}

func (s *Session) current() *snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.snap
}

func (s *Session) known(path string) ([]byte, *Record) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.bodies.get(path), s.records[path]
}

// Problems returns all that is known to be wrong: of loading, of the pages
// rendered since, and, once CheckAll is done, of the whole site.
func (s *Session) Problems() diag.List {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out diag.List
	out.Add(s.snap.problems...)
	if s.checked != nil {
		out.Add(*s.checked...)
		return condense(s.snap.atOrigin(out).Sorted(), s.snap.model.Conf.Layouts)
	}
	for path, rec := range s.records {
		if s.snap.routes[path] != nil && len(rec.Problems) > 0 && s.snap.valid(s.snap.routes[path], rec) {
			out.Add(rec.Problems...)
		}
	}
	return condense(s.snap.atOrigin(out).Sorted(), s.snap.model.Conf.Layouts)
}

// CheckAll renders and checks all that is not up to date, without keeping the
// bodies, and follows all links. It stops early, without a result, when the
// site changes meanwhile. done reports whether it came to its end.
func (s *Session) CheckAll(ctx context.Context) (done bool, err error) {
	snap := s.current()
	records := make([]*Record, len(snap.made))
	var buf bytes.Buffer
	for _, a := range snap.order {
		if ctx.Err() != nil || s.current() != snap {
			return false, ctx.Err()
		}
		_, rec := s.known(a.path)
		if !snap.valid(a, rec) {
			if _, rec, err = snap.render(a, &buf); err != nil {
				return false, err
			}
			s.mu.Lock()
			s.records[a.path] = rec
			s.bodies.drop(a.path)
			s.mu.Unlock()
		}
		records[a.number] = rec
	}
	var found diag.List
	for _, a := range snap.order {
		found.Add(records[a.number].Problems...)
	}
	found.Add(snap.checkLinks(records)...)
	if !found.HasErrors() && !snap.problems.HasErrors() {
		found.Add(snap.orphans(records)...)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.snap == snap {
		s.checked = &found
	}
	return s.snap == snap, nil
}

// Inputs are the files and folders, below the site's root, that the site is
// made of.
func (s *Session) Inputs() []string {
	cfg := s.current().model.Conf
	return []string{conf.File, cfg.Content, cfg.Layouts, cfg.Static, cfg.Data, cfg.I18n}
}
