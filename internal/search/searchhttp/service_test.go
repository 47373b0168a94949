package searchhttp

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/search"
)

// documents are a small site. Twenty-two pages are alike, to be leafed through.
func documents() []search.Document {
	docs := []search.Document{
		{URL: "index.html", Title: "Startseite", Kind: "page", Body: "Willkommen bei den Nachbarn."},
		{URL: "leitfaden/bia/index.html", Title: "Business-Impact-Analyse", Trail: "Leitfaden", Kind: "guide", Section: "leitfaden", Step: "7",
			Levels: []string{"reaktiv"}, Body: "Welche Prozesse zuerst?\nVorfilter\nDer Krisenstab braucht einen Vorfilter.",
			Headings: []search.Section{{Anchor: "vorfilter", Title: "Vorfilter", Start: len("Welche Prozesse zuerst?\n")}}},
		{URL: "termine/uebung/index.html", Title: "Übung des Krisenstabs", Kind: "event", Section: "termine", Roles: []string{"leitung"}, Body: "Im Rathaus, mit <b>Tusch</b> & Krisenstab."},
	}
	for _, letter := range "abcdefghijklmnopqrstuv" {
		docs = append(docs, search.Document{
			URL: "aktuelles/" + string(letter) + "/index.html", Title: "Meldung " + string(letter), Kind: "news", Section: "aktuelles", Body: "Neues aus dem Amt.",
		})
	}
	return docs
}

var titlesOfFacets = map[search.Facet]map[string]string{
	search.FacetKind: {"page": "Seite", "guide": "Leitfaden", "event": "Termin", "news": "Nachricht"},
}

func engineOf(t testing.TB, docs []search.Document) *search.Engine {
	t.Helper()
	b, err := search.NewBuilder(search.Options{Titles: titlesOfFacets})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		if err := b.Add(d); err != nil {
			t.Fatal(err)
		}
	}
	ix, err := b.Finish(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return search.NewEngine(ix)
}

func inGerman(t testing.TB) *i18n.Catalogue {
	t.Helper()
	words, err := i18n.Load(os.DirFS("../../.."), "de")
	if err != nil {
		t.Fatal(err)
	}
	return words
}

// newService answers from the small site, as often as one likes if opt does not
// say otherwise.
func newService(t testing.TB, opt Options) *Service {
	t.Helper()
	if opt.Engine == nil {
		engine := engineOf(t, documents())
		opt.Engine = func(context.Context) (*search.Engine, error) { return engine, nil }
	}
	words := inGerman(t)
	opt.Words = func() Words { return words }
	orDefault(&opt.Rate, 1_000_000)
	orDefault(&opt.Burst, 1_000_000)
	orDefault(&opt.Time, time.Minute)
	t.Cleanup(func() {
		if missing := words.Missing(); len(missing) > 0 {
			t.Errorf("no words for %q", missing)
		}
	})
	return New(opt)
}

// get asks the service for Path and a query; header are names and values.
func get(s *Service, query string, header ...string) *httptest.ResponseRecorder {
	return ask(s, http.MethodGet, query, header...)
}

func ask(s *Service, method, query string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://localhost"+Path, nil)
	r.URL.RawQuery = query
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// builtPage is a result page as a build makes it.
const builtPage = `<!doctype html><html lang="de"><head><title>Suche – Portal</title></head><body>
<form action="./"><input class="head" type="search" name="q" placeholder="Suchbegriff"></form>
<main><form action="./"><input type="search" name="q"><input name="other"></form>
<div class="x" data-search-results><div><p>Ohne JavaScript <a href="../a-z/">A bis Z</a>.</p></div><br></div>
<p>Fuß</p></main></body></html>`

// results asks for the result page and returns its status, header and body.
func results(t testing.TB, s *Service, query string) (int, http.Header, string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "http://localhost/suche/", nil)
	r.URL.RawQuery = query
	h := http.Header{}
	status, body, ok := s.Page(h, r, []byte(builtPage))
	if !ok {
		return 0, h, builtPage
	}
	return status, h, string(body)
}

func mustContain(t testing.TB, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is missing in\n%s", part, text)
		}
	}
}

func mustLack(t testing.TB, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(text, part) {
			t.Errorf("%q is in\n%s", part, text)
		}
	}
}

func bodyOf(t testing.TB, w *httptest.ResponseRecorder) string {
	t.Helper()
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
