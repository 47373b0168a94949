package search

import (
	"context"
	"fmt"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/search/searchtest"
)

// mostTime is how long any query may take.
const mostTime = 150 * time.Millisecond

func timed(e *Engine, query string) (*Results, time.Duration, error) {
	start := time.Now()
	r, err := e.Search(context.Background(), Request{Query: Parse(query), Limit: MaxResults, Explain: true})
	return r, time.Since(start), err
}

func TestHostileQueriesAreAnsweredInTime(t *testing.T) {
	queries := searchtest.Hostile()
	if len(queries) < 515 {
		t.Fatalf("%d queries, want 515 or more", len(queries))
	}
	for name, e := range engines(t) {
		ask(t, e, "warm Stromversorgung")
		for _, query := range queries {
			r, took, err := timed(e, query)
			for try := 0; try < 3 && took > mostTime; try++ { // the machine may be busy with something else
				r, took, err = timed(e, query)
			}
			if err != nil {
				t.Errorf("%s: %q: %v", name, query, err)
				continue
			}
			if took > mostTime {
				t.Errorf("%s: %q took %v", name, query, took)
			}
			for _, h := range r.Hits {
				if !utf8.ValidString(fmt.Sprint(h.Title, h.Snippet)) {
					t.Errorf("%s: %q: snippet %v", name, query, h.Snippet)
				}
			}
		}
	}
}

func TestARequestCannotAskForTooMuch(t *testing.T) {
	e := NewEngine(build(t, portalOptions, portal...))
	for _, req := range []Request{{Limit: 1 << 30}, {Limit: -1}, {Offset: -5}, {Offset: 1 << 40, Limit: 1 << 40}} {
		req.Query = Parse("Übung")
		if _, err := e.Search(context.Background(), req); err != nil {
			t.Errorf("%+v: %v", req, err)
		}
	}
}

func TestACancelledSearchStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for name, e := range engines(t) {
		if _, err := e.Search(ctx, Request{Query: Parse("Übung")}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
