package search

import (
	"fmt"
	"strings"
	"testing"
)

// However many phrases a query excludes, no more text is read than for one.
func TestExcludedPhrasesShareWhatMayBeRead(t *testing.T) {
	var docs []Document
	body := "eins und zwei " + strings.Repeat("und ", 32<<10)
	for i := range maxPhraseText/len(body) - 2 {
		docs = append(docs, Document{URL: fmt.Sprintf("%d/index.html", i), Title: "Seite", Body: body})
	}
	e := NewEngine(build(t, Options{}, docs...))
	if r := ask(t, e, `eins -"eins zwei"`); r.Partial || r.Total != len(docs) {
		t.Errorf("one phrase: partial %v, %d documents", r.Partial, r.Total)
	}
	if r := ask(t, e, `eins -"eins zwei" -"zwei eins"`); !r.Partial || r.Total != len(docs) {
		t.Errorf("two phrases: partial %v, %d documents", r.Partial, r.Total)
	}
}
