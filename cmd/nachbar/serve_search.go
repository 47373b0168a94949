package main

import (
	"context"
	"log/slog"

	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/search/searchhttp"
	"github.com/kaaw/nachbar/internal/site"
)

// searched is a session whose search follows it: an index is made in memory on
// the first search after a change.
type searched struct {
	*site.Session
	fresh  *searchhttp.Fresh
	digest string // of what the last index was made of
}

func newSearched(session *site.Session) *searched {
	s := &searched{Session: session}
	s.fresh = searchhttp.NewFresh(s.build)
	return s
}

// Change implements server.Site.
func (s *searched) Change(ctx context.Context, paths []string) error {
	err := s.Session.Change(ctx, paths)
	if len(paths) > 0 {
		s.fresh.Changed()
	}
	return err
}

// build is called by one goroutine at a time.
func (s *searched) build(ctx context.Context, before *search.Engine) (*search.Engine, error) {
	texts := s.Texts()
	digest := texts.Digest()
	if before != nil && digest == s.digest {
		return before, nil
	}
	engine, err := indexInMemory(ctx, texts, before)
	if err == nil {
		s.digest = digest
	}
	return engine, err
}

// An editor's own machine may ask as often as a script of tests does.
const (
	serveRate  = 50
	serveBurst = 500
)

// service answers the searches of who looks at the preview.
func (s *searched) service(log *slog.Logger) *searchhttp.Service {
	return searchhttp.New(searchhttp.Options{
		Engine: func(ctx context.Context) (*search.Engine, error) {
			if !s.HasSearch() {
				return nil, searchhttp.ErrNoSearch
			}
			return s.fresh.Engine(ctx)
		},
		Words: func() searchhttp.Words { return s.Words() },
		Log:   log, Rate: serveRate, Burst: serveBurst,
	})
}
