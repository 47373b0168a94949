package search

import (
	"fmt"
	"slices"
	"testing"
)

// formsOf are the Word forms of a query's only slot, but for its own stem and
// root.
func formsOf(t *testing.T, c *contents, query string) []string {
	t.Helper()
	q := Parse(query)
	slots := newPlanner(c).plan(&q)
	if len(slots) != 1 {
		t.Fatalf("%q has %d slots", query, len(slots))
	}
	var out []string
	for _, f := range slots[0].groups[0].words[0] {
		if f.field == Word && f.weight != 1 && f.weight != RootWeight || slots[0].prefix {
			out = append(out, f.text)
		}
	}
	return out
}

func TestOnlyAWordThatTheSiteDoesNotHaveIsTheBeginningOfOthers(t *testing.T) {
	ix := build(t, Options{},
		page("a/index.html", "Eins", "page", "", "Der Notfallplan nennt die Notfallnummer. Wiederanläufe gelingen."),
		page("b/index.html", "Zwei", "page", "", "Notfall! Ein Wiederanlaufteam wird einberufen, Prüfungsamt und Prüfling."))
	for query, want := range map[string][]string{
		"Notfa":        {"notfall", "notfallnumm", "notfallplan"},
		"Wiederanlau":  {"wiederanlauf", "wiederanlaufteam"},
		"Notfall":      nil, // the site has the word
		"Wiederanlauf": nil, // in another form
		"prüfen":       nil, // Prüfung has the same root
		"Not":          nil, // short words are no beginnings
		"Not*":         {"notfall", "notfallnumm", "notfallplan"},
	} {
		got := formsOf(t, &ix.contents, query)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s stands for %q, want %q", query, got, want)
		}
	}
}

func TestABeginningStandsForTheMostFrequentWords(t *testing.T) {
	var docs []Document
	for i := range 3 * maxPrefixForms {
		body := fmt.Sprintf("verfahren%c%cx", 'a'+i/26, 'a'+i%26)
		docs = append(docs, page(fmt.Sprint(i, ".html"), "Seite", "page", "", body))
		if i >= 2*maxPrefixForms {
			docs = append(docs, page(fmt.Sprint(i, "b.html"), "Seite", "page", "", body))
		}
	}
	ix := build(t, Options{}, docs...)
	got := formsOf(t, &ix.contents, "verfa")
	if len(got) != maxPrefixForms || slices.ContainsFunc(got, func(w string) bool { return ix.word(w).DF != 2 }) || !slices.IsSorted(got) {
		t.Errorf("%d words: %q", len(got), got)
	}
}

func TestABeginningFindsTheWordItselfToo(t *testing.T) {
	for name, e := range engines(t) {
		word, beginning := ask(t, e, "Stromausfall"), ask(t, e, "Stromausfall*")
		if beginning.Total == 0 || word.Total == 0 {
			t.Errorf("%s: Stromausfall finds %d, Stromausfall* %d", name, word.Total, beginning.Total)
		}
	}
}
