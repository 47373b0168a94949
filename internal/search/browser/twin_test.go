package browser_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/search/browser"
)

const root = "../../.."

// script bundles the engine of the browser as web/bundle does.
func script(t *testing.T) []byte {
	t.Helper()
	dir, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	built := api.Build(api.BuildOptions{
		AbsWorkingDir: dir, EntryPoints: []string{"web/ts/search/main.ts"}, Bundle: true, Format: api.FormatIIFE,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, Charset: api.CharsetUTF8,
	})
	if len(built.Errors) > 0 {
		t.Fatal(built.Errors)
	}
	return built.OutputFiles[0].Contents
}

// open starts the engine of the browser on an index.
func open(t *testing.T, script []byte, ix *search.Index) *browser.Engine {
	t.Helper()
	e, err := browser.Open(context.Background(), script, ix)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// Both engines have to find the same pages in the same order, lead to the same
// places and show the same.
func TestTheBrowserFindsWhatTheServerFinds(t *testing.T) {
	js, ix := script(t), portal(t)
	for _, tt := range []struct {
		site    string
		ix      *search.Index
		queries []string
		partial int // answers that may be partial, in a thousand
	}{
		{"portal", ix, queries(t, ix), 50},
		{"large site", large(t, ix), ranking(t), 50},
	} {
		t.Run(tt.site, func(t *testing.T) {
			server, twin := search.NewEngine(tt.ix), open(t, js, tt.ix)
			wrong, partial := 0, 0
			for _, query := range tt.queries {
				diff, cut := compare(t, server, twin, query)
				if diff != "" && wrong < 20 {
					wrong++
					t.Errorf("%.200q: %s", query, diff)
				}
				if cut {
					partial++
				}
			}
			if n := len(tt.queries); partial*1000 > tt.partial*n {
				t.Errorf("%d of %d answers are partial", partial, n)
			}
			pages(t, server, twin)
		})
	}
}

// Nothing but the pages' summaries has the compound, and another page far away.
func TestCompoundsInSummariesAreMarked(t *testing.T) {
	ix := index(t, search.Options{}, func(b *search.Builder) error {
		filler := strings.Repeat("Davon steht hier nichts. ", 600)
		return errors.Join(
			b.Add(search.Document{URL: "a", Title: "Handbuch", Summary: "Das Notfallhandbuch.", Body: filler}),
			b.Add(search.Document{URL: "b", Title: "Handbuch", Summary: "Das Notfallhandbuch.", Body: filler + filler}),
			b.Add(search.Document{URL: "c", Title: "Plan", Body: filler + filler}),
			b.Add(search.Document{URL: "d", Title: "Notfallhandbuch", Body: filler}),
		)
	})
	got := ask(t, open(t, script(t), ix), browser.Request{Query: "Handbuch", Limit: 2})
	if diff := difference(got, expect(t, search.NewEngine(ix), "Handbuch", 2, 0)); diff != "" {
		t.Error(diff)
	}
	if snippet := got.Hits[0].Snippet; len(snippet) != 3 || !snippet[1].Mark {
		t.Errorf("snippet %+v", snippet)
	}
}

// compare tells the first difference between two answers, and whether the
// browser's is partial.
func compare(t *testing.T, server *search.Engine, twin *browser.Engine, query string) (diff string, partial bool) {
	t.Helper()
	got := ask(t, twin, browser.Request{Query: query, Limit: 10})
	switch q := search.Parse(query); {
	case !got.Partial:
		return difference(got, expect(t, server, query, 10, 0)), false
	case len(q.Without) == 0 && !got.Relaxed:
		return missing(got, expect(t, server, query, search.MaxResults, 0)), true
	}
	return "", true
}

// pages compares results that are not the first ten.
func pages(t *testing.T, server *search.Engine, twin *browser.Engine) {
	t.Helper()
	for _, req := range []browser.Request{{"Notfall", 30, 0}, {"Notfall", 5, 7}, {"Notfall", 1000, 0}, {"Notfall", 10, 20_000}, {"Notfall", -1, -1}} {
		got, want := ask(t, twin, req), expect(t, server, req.Query, req.Limit, req.Offset)
		if diff := difference(got, want); diff != "" {
			t.Errorf("%+v: %s", req, diff)
		}
	}
}

func ask(t *testing.T, e *browser.Engine, req browser.Request) *search.Results {
	t.Helper()
	r, err := e.Search(req)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func expect(t *testing.T, e *search.Engine, query string, limit, offset int) *search.Results {
	t.Helper()
	r, err := e.Search(t.Context(), search.Request{Query: search.Parse(query), Limit: limit, Offset: offset})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// difference tells the first thing in which two answers differ.
func difference(got, want *search.Results) string {
	if a, b := addresses(got), addresses(want); !slices.Equal(a, b) {
		return fmt.Sprintf("found %v\nwant %v", a, b)
	}
	for i := range got.Hits {
		if diff := hitDifference(got.Hits[i], want.Hits[i]); diff != "" {
			return diff
		}
	}
	g, w := *got, *want
	g.Hits, w.Hits, w.Words = nil, nil, nil
	if len(g.Facets) == 0 && len(w.Facets) == 0 {
		g.Facets = w.Facets
	}
	if !reflect.DeepEqual(g, w) {
		return fmt.Sprintf("got %+v\nwant %+v", g, w)
	}
	return ""
}

func hitDifference(got, want search.Hit) string {
	// Compilers may round once where others round twice.
	if math.Abs(got.Score-want.Score) > 1e-9*want.Score {
		return fmt.Sprintf("%s has the score %v, want %v", got.URL, got.Score, want.Score)
	}
	got.Doc, got.Score = want.Doc, want.Score
	if a, b := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want); a != b {
		return fmt.Sprintf("shows %s\nwant %s", a, b)
	}
	return ""
}

// missing tells what a partial answer has that the whole one does not have, or
// in another order: a browser reads less text for phrases.
func missing(got, whole *search.Results) string {
	all := addresses(whole)
	for _, address := range addresses(got) {
		i := slices.Index(all, address)
		if i < 0 {
			return fmt.Sprintf("found %v\nwant %v", addresses(got), addresses(whole))
		}
		all = all[i+1:]
	}
	return ""
}

func addresses(r *search.Results) []string {
	var list []string
	for i := range r.Hits {
		list = append(list, r.Hits[i].Address())
	}
	return list
}
