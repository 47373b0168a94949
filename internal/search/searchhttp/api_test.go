package searchhttp

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/search/searchtest"
)

func TestAnAnswerHasTheFieldsOfTheCommandLine(t *testing.T) {
	w := get(newService(t, Options{}), "q=Vorfilter&limit=1")
	if w.Code != http.StatusOK {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	for name, want := range map[string]string{
		"Content-Type": "application/json; charset=utf-8", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
	} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	mustContain(t, bodyOf(t, w),
		`{"total":1,"partial":false,"relaxed":false,"suggestion":"","results":[{"url":"leitfaden/bia/","anchor":"vorfilter",`+
			`"title":"Business-Impact-Analyse","heading":"Vorfilter","kind":"guide","section":"leitfaden","trail":"Leitfaden","score":`,
		`"snippet":"Der Krisenstab braucht einen Vorfilter.","marks":["Vorfilter"]}]`,
		`"facets":[{"facet":"typ","values":[{"id":"guide","title":"Leitfaden","count":1,"active":false}]}`)
}

func TestParametersChooseResults(t *testing.T) {
	s := newService(t, Options{})
	for _, c := range []struct {
		query string
		total int
		urls  string
	}{
		{"q=Krisenstab", 2, "termine/uebung/ leitfaden/bia/"},
		{"q=Krisenstab&limit=1", 2, "termine/uebung/"},
		{"q=Krisenstab&limit=1&offset=1", 2, "leitfaden/bia/"},
		{"q=Krisenstab&offset=9", 2, ""},
		{"q=Krisenstab&kind=guide", 1, "leitfaden/bia/"},
		{"q=Krisenstab&kind=Leitfaden", 1, "leitfaden/bia/"},
		{"q=Krisenstab&kind=guide&kind=event", 2, "termine/uebung/ leitfaden/bia/"},
		{"q=Krisenstab&kind=guide&section=termine", 0, ""},
		{"q=Krisenstab&section=termine", 1, "termine/uebung/"},
		{"q=Krisenstab&kind=unbekannt", 0, ""},
		{"q=Krisenstab&kind=", 2, "termine/uebung/ leitfaden/bia/"},
		{"q=Krisenstab&unbekannt=1", 2, "termine/uebung/ leitfaden/bia/"},
		{"q=typ:termin", 1, "termine/uebung/"},
		{"section=termine", 1, "termine/uebung/"},
		{"q=Krisenstab+-Rathaus", 1, "leitfaden/bia/"},
		{"q=", 0, ""},
		{"", 0, ""},
		{"q=%zz", 0, ""},
	} {
		w := get(s, c.query)
		var got answer
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusOK {
			t.Errorf("%s: status %d, %v", c.query, w.Code, err)
		}
		var urls []string
		for _, hit := range got.Results {
			urls = append(urls, hit.URL)
		}
		if got.Total != c.total || strings.Join(urls, " ") != c.urls {
			t.Errorf("%s: %d results, %s", c.query, got.Total, urls)
		}
	}
}

func TestListsAreNeverNull(t *testing.T) {
	mustContain(t, get(newService(t, Options{}), "q=Quastenflosser").Body.String(), `"results":[],"facets":[]`)
}

func TestWhatIsOutOfBoundsIsRefusedInWords(t *testing.T) {
	s := newService(t, Options{})
	for query, want := range map[string]string{
		"q=a&limit=0":                    "limit ist eine Zahl von 1 bis 100",
		"q=a&limit=101":                  "limit ist eine Zahl von 1 bis 100",
		"q=a&limit=-1":                   "limit ist",
		"q=a&limit=zehn":                 "limit ist",
		"q=a&limit=1e1":                  "limit ist",
		"q=a&limit=99999999999999999999": "limit ist",
		"q=a&offset=-1":                  "offset ist eine Zahl von 0 bis 10000",
		"q=a&offset=10001":               "offset ist",
		"q=a&offset=%00":                 "offset ist",
	} {
		w := get(s, query)
		var got struct{ Error string }
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusBadRequest || !strings.Contains(got.Error, want) {
			t.Errorf("%s: status %d, %s", query, w.Code, w.Body)
		}
	}
}

func TestOnlyReadingIsAllowed(t *testing.T) {
	s := newService(t, Options{})
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "X"} {
		if w := ask(s, method, "q=Krisenstab"); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: status %d", method, w.Code)
		}
	}
	if w := ask(s, http.MethodHead, "q=Krisenstab"); w.Code != http.StatusOK || w.Body.Len() > 0 || w.Header().Get("Content-Length") == "" {
		t.Errorf("HEAD: status %d, %d bytes", w.Code, w.Body.Len())
	}
}

// addresses are hostile queries as a program would send them, and as one would
// that does not know how.
func addresses() []string {
	var out []string
	for _, q := range searchtest.Hostile() {
		out = append(out, "q="+url.QueryEscape(q))
	}
	for _, q := range []string{"Krisenstab", "a", "typ:a"} {
		for _, v := range []string{"\xff", "\x00", "<script>", strings.Repeat("ä", 5000), "../..", "typ:a", "-guide", ""} {
			v = url.QueryEscape(v)
			out = append(out, "q="+q+"&kind="+v+"&section="+v, "q="+q+strings.Repeat("&kind="+v, 50), "q="+q+"&typ="+v+"&bereich="+v+"&rolle="+v, "q="+q+"&q="+v+"&seite="+v)
		}
	}
	return append(out, "q", "q=;", "q=%", "&&&", "=", "q=%C0%80", "q=a;kind=b", strings.Repeat("q=a&", 4000))
}

func TestNoQueryBreaksTheAnswer(t *testing.T) {
	s := newService(t, Options{})
	for _, query := range addresses() {
		w := get(s, query)
		if w.Code != http.StatusOK || !json.Valid(w.Body.Bytes()) || strings.ContainsAny(w.Body.String(), "<>") {
			t.Errorf("%.80q: status %d, %s", query, w.Code, w.Body)
		}
	}
}

func TestALongQueryIsCut(t *testing.T) {
	var got answer
	w := get(newService(t, Options{}), "q=Krisenstab"+strings.Repeat("+und", 5000)+"+Rathaus")
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || got.Total != 2 {
		t.Errorf("%d results, %v", got.Total, err)
	}
}
