package browser_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/search/browser"
)

// some is an index that nobody asks.
func some(t *testing.T) *search.Index {
	return index(t, search.Options{}, func(b *search.Builder) error {
		return b.Add(search.Document{URL: "a/index.html", Title: "Übung", Body: "Im Rathaus."})
	})
}

func TestAScriptThatFailsSaysWhy(t *testing.T) {
	for _, js := range []string{"throw new Error('broken')", "window.nachbarSearch = { open: async () => { throw new Error('broken') } }"} {
		e := start(t, t.Context(), js)
		if _, err := e.Search(browser.Request{Query: "Übung"}); err == nil {
			t.Error("no error of the search")
		}
		if err := e.Close(); err == nil || !strings.Contains(err.Error(), "broken") {
			t.Errorf("error %v", err)
		}
	}
}

func TestAQueryThatFailsSpoilsNoOther(t *testing.T) {
	e := start(t, t.Context(), `window.nachbarSearch = { open: async () => ({ search: async ({ query }) => {
		if (query === "bad") throw new Error("broken");
		return { total: 1, suggestion: query };
	} }) }`)
	if _, err := e.Search(browser.Request{Query: "bad"}); err == nil || !strings.Contains(err.Error(), "broken") {
		t.Errorf("error %v", err)
	}
	if r, err := e.Search(browser.Request{Query: "Übung\u2028\n"}); err != nil || r.Total != 1 || r.Suggestion != "Übung\u2028\n" {
		t.Errorf("%+v, %v", r, err)
	}
	if err := e.Close(); err != nil {
		t.Error(err)
	}
}

func TestTheEngineEndsWithItsContextAndLeavesNothing(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	e := start(t, ctx, "window.nachbarSearch = { open: async () => ({ search: () => new Promise(() => {}) }) }")
	cancel()
	if _, err := e.Search(browser.Request{Query: "Übung"}); err == nil {
		t.Error("no error")
	}
	if err := e.Close(); err == nil {
		t.Error("no error at the end")
	}
	if left, _ := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "*")); len(left) > 0 {
		t.Errorf("left are %q", left)
	}
}

func start(t *testing.T, ctx context.Context, js string) *browser.Engine {
	t.Helper()
	e, err := browser.Open(ctx, []byte(js), some(t))
	if err != nil {
		t.Fatal(err)
	}
	return e
}
