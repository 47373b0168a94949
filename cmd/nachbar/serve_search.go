package main

import (
	"context"
	"log/slog"

	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/search/searchhttp"
	"github.com/kaaw/nachbar/internal/site"
)

// An editor's own machine may ask as often as a script of tests does.
const (
	serveRate  = 50
	serveBurst = 500
)

// searchOf answers the searches of who looks at the preview.
func searchOf(session *site.Session, log *slog.Logger) *searchhttp.Service {
	return searchhttp.New(searchhttp.Options{
		Engine: func(ctx context.Context) (*search.Engine, error) {
			if !session.HasSearch() {
				return nil, searchhttp.ErrNoSearch
			}
			return session.Engine(ctx)
		},
		Words: func() searchhttp.Words { return session.Words() },
		Log:   log, Rate: serveRate, Burst: serveBurst,
	})
}
