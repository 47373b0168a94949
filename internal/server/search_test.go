package server

import (
	"net/http"
	"strings"
	"testing"
)

// finder is a Search that fills in the query.
type finder struct{ gone bool }

func (finder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte(`{"asked":"` + r.URL.Query().Get("q") + `"}`))
}

func (f finder) Page(h http.Header, r *http.Request, page []byte) (int, []byte, bool) {
	query := r.URL.Query().Get("q")
	switch {
	case query == "":
		return 0, nil, false
	case f.gone:
		return 0, nil, true
	case query == "viel":
		return http.StatusTooManyRequests, []byte("<body>langsam</body>"), true
	}
	h.Set("Cache-Control", "private, no-cache")
	return http.StatusOK, []byte(strings.Replace(string(page), "Suche", "Gefunden: "+query, 1)), true
}

func searching(live bool, f Search) *Server {
	site := newFake()
	site.files["suche/index.html"] = page("Suche")
	return New(site, Options{Translate: words{}, LiveReload: live, Search: f})
}

func TestResultsAreFilledIntoTheResultPage(t *testing.T) {
	s := searching(false, finder{})
	for _, path := range []string{"/suche/?q=Stab", "/suche/index.html?q=Stab"} {
		resp := get(t, s, path)
		if got := body(t, resp); resp.StatusCode != http.StatusOK || !strings.Contains(got, "<h1>Gefunden: Stab</h1>") {
			t.Errorf("%s: %s %s", path, resp.Status, got)
		}
		if resp.Header.Get("Etag") != "" || resp.Header.Get("Cache-Control") != "private, no-cache" ||
			resp.Header.Get("Content-Type") != "text/html; charset=utf-8" || resp.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", path, resp.Header)
		}
	}
	resp := get(t, s, "/suche?q=Stab")
	if resp.StatusCode != http.StatusFound || resp.Header.Get("Location") != "/suche/?q=Stab" {
		t.Errorf("%s to %s", resp.Status, resp.Header.Get("Location"))
	}
	if got := body(t, get(t, s, "/leitfaden/?q=Stab")); !strings.Contains(got, "<h1>Leitfaden</h1>") {
		t.Errorf("another page: %s", got)
	}
}

func TestTheResultPageWithoutAQuestionIsLikeAllOthers(t *testing.T) {
	s := searching(true, finder{})
	resp := get(t, s, "/suche/")
	if !strings.HasSuffix(resp.Header.Get("Etag"), `-live"`) || resp.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("%v", resp.Header)
	}
	if again := get(t, s, "/suche/", "If-None-Match", resp.Header.Get("Etag")); again.StatusCode != http.StatusNotModified {
		t.Errorf("asked again: %s", again.Status)
	}
}

func TestResultsDoNotMakeThePageReload(t *testing.T) {
	s := searching(true, finder{})
	plain, found := body(t, get(t, s, "/suche/")), body(t, get(t, s, "/suche/?q=Stab"))
	_, state, _ := strings.Cut(plain, "data-state=")
	if _, same, ok := strings.Cut(found, "data-state="); !ok || same != state {
		t.Errorf("the script says %q, want %q", same, state)
	}
}

func TestARefusedSearchKeepsItsStatus(t *testing.T) {
	s := searching(false, finder{})
	resp := ask(t, s, http.MethodGet, "/suche/?q=viel")
	if got := body(t, resp); resp.StatusCode != http.StatusTooManyRequests || got != "<body>langsam</body>" {
		t.Errorf("%s %s", resp.Status, got)
	}
	if got := body(t, get(t, searching(false, finder{gone: true}), "/suche/?q=Stab")); got != "" {
		t.Errorf("a reader who is gone gets %q", got)
	}
}

func TestProgramsAskBesideThePages(t *testing.T) {
	s := searching(true, finder{})
	resp := get(t, s, "/api/suche?q=Stab")
	if got := body(t, resp); got != `{"asked":"Stab"}` || resp.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%s %v", got, resp.Header)
	}
	if resp := ask(t, s, http.MethodPost, "/api/suche?q=Stab"); resp.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %s", resp.Status)
	}
	if resp := get(t, s, "/api/suche?q=Stab", "Host", "evil.example"); resp.StatusCode != http.StatusForbidden {
		t.Errorf("a stranger's name: %s", resp.Status)
	}
	if resp := get(t, searching(true, nil), "/api/suche?q=Stab"); resp.StatusCode != http.StatusNotFound {
		t.Errorf("without search: %s", resp.Status)
	}
}
