package searchhttp

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/search"
)

func TestResultsStandInThePageOfTheBuild(t *testing.T) {
	status, header, page := results(t, newService(t, Options{}), "q=Krisenstab")
	if status != http.StatusOK || header.Get("Cache-Control") != "private, no-cache" || header.Get("X-Robots-Tag") != "noindex" {
		t.Errorf("status %d, %v", status, header)
	}
	mustContain(t, page,
		`<title>Krisenstab – Suche – Portal</title>`,
		`<input value="Krisenstab" class="head" type="search" name="q" placeholder="Suchbegriff">`,
		`<input value="Krisenstab" type="search" name="q"><input name="other">`,
		"data-search-results><div class=\"results-layout\">\n",
		`<p class="count" role="status">2 Treffer zu „Krisenstab“</p>`,
		`<a href="../termine/uebung/">Übung des <mark>Krisenstabs</mark></a>`,
		`<span class="result-kind">Termin</span>`,
		`mit &lt;b&gt;Tusch&lt;/b&gt; &amp; <mark>Krisenstab</mark>`,
		`<a href="../leitfaden/bia/">Business-Impact-Analyse</a>`,
		`<p class="result-section">Abschnitt: <a href="../leitfaden/bia/#vorfilter">Vorfilter</a></p>`,
		`<p>Fuß</p></main>`)
	mustLack(t, page, "Ohne JavaScript", `class="pager"`, "Filter entfernen")
}

func TestFiltersAreLinksWithCounts(t *testing.T) {
	s := newService(t, Options{})
	_, _, page := results(t, s, "q=Krisenstab")
	mustContain(t, page,
		`<nav class="filter" aria-label="Filter: Art">`,
		`<a class="chip" href="?q=Krisenstab&amp;typ=guide">Leitfaden <span class="chip-count"><span class="kern-sr-only">– </span>1<span class="kern-sr-only"> Treffer</span></span></a>`)
	_, _, page = results(t, s, "q=Krisenstab&typ=guide&seite=3")
	mustContain(t, page, "1 Treffer",
		`<a class="chip" href="?q=Krisenstab" aria-current="true">Leitfaden`,
		`<a class="chip" href="?q=Krisenstab&amp;typ=guide&amp;typ=event">Termin`, `<a class="pager-link" href="?q=Krisenstab&amp;typ=guide" rel="prev">Zurück</a>`,
		`<a href="?q=Krisenstab">Alle Filter entfernen</a>`)
	_, _, page = results(t, s, "q=Krisenstab&typ=Leitfaden&typ=Termin&schritt=7")
	mustContain(t, page, "1 Treffer", `<a class="chip" href="?q=Krisenstab&amp;typ=Termin&amp;schritt=7" aria-current="true">Leitfaden`)
	_, _, page = results(t, s, "q=Krisenstab&typ=Leitfaden")
	mustContain(t, page, `<a class="chip" href="?q=Krisenstab" aria-current="true">Leitfaden`)
	_, _, page = results(t, s, "q=typ:leitfaden+Krisenstab")
	mustContain(t, page, "1 Treffer", `<a class="chip" href="?q=Krisenstab" aria-current="true">Leitfaden`)
	_, _, page = results(t, s, "rolle=leitung")
	mustContain(t, page, ">1 Treffer<", `../termine/uebung/`)
	_, _, page = results(t, s, "rolle=niemand")
	mustContain(t, page, ">Nichts gefunden.<")
	_, _, page = results(t, s, "q=Krisenstab&stufe=reaktiv&bereich=leitfaden")
	mustContain(t, page, "1 Treffer", `../leitfaden/bia/`)
}

func TestLongFiltersAreFoldedAndInOrder(t *testing.T) {
	var found search.Results
	values := []search.ValueCount{{ID: "10", Title: "zehn"}, {ID: "9", Title: "neun"}}
	for i := range 7 {
		values = append(values, search.ValueCount{ID: fmt.Sprint(20 - i), Title: "später", Active: i == 0})
	}
	found.Facets = []search.FacetCount{
		{Facet: search.FacetStep, Values: values},
		{Facet: search.FacetLevel, Values: []search.ValueCount{{ID: "aufbau"}, {ID: "standard"}, {ID: "reaktiv"}}},
		{Facet: search.FacetKind, Values: []search.ValueCount{{ID: "c", Title: "Übung"}, {ID: "b", Title: "Zoo"}, {ID: "a", Title: "Ufer"}}},
	}
	v := resultView{words: inGerman(t), asked: &asked{facets: map[search.Facet][]string{}}}
	v.facets(&found)
	var got []string
	for _, f := range v.Facets {
		got = append(got, "|")
		for _, value := range f.Values {
			got = append(got, value.URL)
		}
		got = append(got, fmt.Sprint(len(f.More)))
	}
	const want = "| ?schritt=9&schritt=20 ?schritt=10&schritt=20 ?schritt=14&schritt=20 ?schritt=15&schritt=20 ?schritt=16&schritt=20 ?schritt=17&schritt=20 ? 2 " +
		"| ?stufe=reaktiv ?stufe=aufbau ?stufe=standard 0 | ?typ=c ?typ=a ?typ=b 0"
	if line := strings.Join(got, " "); line != want {
		t.Errorf("got\n%s, want\n%s", line, want)
	}
}

func TestAChoiceReplacesWhatWasTyped(t *testing.T) {
	for query, want := range map[string]string{
		"": "", "a": "a", "a typ:b c": "a c", `typ:"zwei wörter" a`: "a", "kind:a art:b": "", "-typ:a b": "-typ:a b",
		"bereich:a": "bereich:a", `"typ:a b"`: `"typ:a b"`, `"a b" -"c d" typ:x`: `"a b" -"c d"`, "typ: a": "typ: a",
	} {
		if got := untyped(query, search.FacetKind); got != want {
			t.Errorf("%q: %q, want %q", query, got, want)
		}
	}
}

func TestManyResultsAreLeafedThrough(t *testing.T) {
	s := newService(t, Options{})
	_, _, first := results(t, s, "q=Amt&bereich=aktuelles")
	mustContain(t, first, "22 Treffer", `<ol class="results" start="1">`, "../aktuelles/a/",
		`<nav class="pager" aria-label=`, `<a class="pager-link" href="?q=Amt&amp;bereich=aktuelles&amp;seite=2" rel="next">Weiter</a>`,
		`<a class="pager-link" href="?q=Amt&amp;bereich=aktuelles" aria-current="page">1</a>`)
	mustLack(t, first, "../aktuelles/u/", "prev")
	_, _, second := results(t, s, "q=Amt&bereich=aktuelles&seite=3")
	mustContain(t, second, "22 Treffer", `start="21"`, "../aktuelles/u/", `rel="prev">Zurück</a>`)
	mustLack(t, second, "../aktuelles/a/", "next")
	for _, page := range []string{"0", "-1", "x", "99999999999", "1.5", ""} {
		if _, _, got := results(t, s, "q=Amt&bereich=aktuelles&seite="+page); got != first {
			t.Errorf("page %q is not the first", page)
		}
	}
	_, _, beyond := results(t, s, "q=Amt&bereich=aktuelles&seite=50")
	mustContain(t, beyond, "22 Treffer", `seite=3" rel="prev"`)
}

func TestLongListsOfPagesAreAbridged(t *testing.T) {
	words := inGerman(t)
	for _, c := range []struct {
		page, total int
		want        string
	}{
		{1, perPage, ""}, {1, 0, ""}, {3, 0, ""},
		{3, perPage, "Zurück 1"},
		{1, perPage + 1, "[1] 2 Weiter"},
		{1, 10*perPage - 1, "[1] 2 3 … 10 Weiter"},
		{5, 10*perPage - 1, "Zurück 1 … 3 4 [5] 6 7 … 10 Weiter"},
		{4, 10*perPage - 1, "Zurück 1 2 3 [4] 5 6 … 10 Weiter"},
		{10, 10*perPage - 1, "Zurück 1 … 8 9 [10]"},
		{1, 1_000_000, "[1] 2 3 … 1.001 Weiter"},
	} {
		v := resultView{words: words, asked: &asked{query: "a", page: c.page}}
		v.pages(c.total)
		var got []string
		for _, p := range v.Pages {
			switch {
			case p.URL == "":
				got = append(got, "…")
			case p.Current:
				got = append(got, "["+p.Label+"]")
			default:
				got = append(got, p.Label)
			}
		}
		if line := strings.Join(got, " "); line != c.want {
			t.Errorf("page %d of %d results: %s, want %s", c.page, c.total, line, c.want)
		}
	}
}

func TestWhoFindsNothingGetsHints(t *testing.T) {
	_, _, page := results(t, newService(t, Options{}), "q=Quastenflosser&typ=guide")
	mustContain(t, page, "Nichts gefunden zu „Quastenflosser“.", "Prüfen Sie die Schreibweise.",
		`<a href="../a-z/">Alle Seiten von A bis Z</a>`, `<a href="?q=Quastenflosser">Alle Filter entfernen</a>`)
	mustLack(t, page, "<ol")
}

func TestASlipIsPutRight(t *testing.T) {
	_, _, page := results(t, newService(t, Options{}), "q=Krisnstab&typ=event")
	mustContain(t, page, `Meinten Sie „<a href="?q=Krisenstab&amp;typ=event">Krisenstab</a>“?`, "../termine/uebung/")
}

func TestNotesTellHowWasSearched(t *testing.T) {
	s := newService(t, Options{})
	_, _, page := results(t, s, "q="+url.QueryEscape(`"Rathaus Krisenstab Analyse"`))
	mustContain(t, page, "Wörtlich steht das nirgends.")
	_, _, page = results(t, s, "q=Krisenstab"+strings.Repeat("+und", 100))
	mustContain(t, page, "Gesucht wird mit den ersten 200 Zeichen.")
}

func TestWithoutAQuestionThePageStaysAsItIs(t *testing.T) {
	s := newService(t, Options{})
	for _, query := range []string{"", "q=", "q=+++", "seite=2", "typ=", "x=y", "q"} {
		if status, _, page := results(t, s, query); status != 0 || page != builtPage {
			t.Errorf("%q: status %d", query, status)
		}
	}
}

func TestAPageWithoutAWholePlaceForResultsStaysAsItIs(t *testing.T) {
	s := newService(t, Options{})
	for _, page := range []string{
		"", "<", "<p>data-search-results</p>", "<!-- <div data-search-results></div> -->", "<div data-search-results>", "<div data-search-results><div></div>",
		"<script>'<div data-search-results></div>'</script>", "<input data-search-results>", "<div data-search-results",
	} {
		r := httptest.NewRequest(http.MethodGet, "http://localhost/suche/?q=Krisenstab", nil)
		if _, body, ok := s.Page(http.Header{}, r, []byte(page)); ok {
			t.Errorf("%q became %q", page, body)
		}
	}
}

func TestResultsAreFoundAPlaceInAnyForm(t *testing.T) {
	for page, want := range map[string]string{
		"<DIV Data-Search-Results=''>x</DIV>y":                      "<DIV Data-Search-Results=''>R</DIV>y",
		"<section data-search-results><div>x</div></section>":       "<section data-search-results>R</section>",
		"<div data-search-results><div><div></div></div>x</div>y":   "<div data-search-results>R</div>y",
		"<div data-search-results></div><div data-search-results>x": "<div data-search-results>R</div><div data-search-results>x",
		"<title>T</title><input name=q /><p data-search-results>":   "",
		"<input name=q><b data-search-results><input name=q></b>":   `<input value="&lt;a&#34;&gt;" name=q><b data-search-results>R</b>`,
	} {
		gaps, found := findGaps([]byte(page))
		if !found {
			if want != "" {
				t.Errorf("%s: no place", page)
			}
			continue
		}
		if got := string(fill([]byte(page), gaps, `<a">`, []byte("R"))); got != want {
			t.Errorf("%s: %s, want %s", page, got, want)
		}
	}
}

func TestLinksLeadToFilesOfAnyName(t *testing.T) {
	for _, c := range []struct {
		output, anchor, want string
	}{
		{"index.html", "", "../"},
		{"a/index.html", "über uns", "../a/#%C3%BCber%20uns"},
		{"a/xindex.html", "", "../a/xindex.html"},
		{"vorlagen/100 % sicher? #1.pdf", "", "../vorlagen/100%20%25%20sicher%3F%20%231.pdf"},
		{"javascript:alert(1)/index.html", "", "../javascript:alert%281%29/"},
	} {
		if got := link(c.output, c.anchor); got != c.want {
			t.Errorf("%s: %s, want %s", c.output, got, c.want)
		}
	}
}
