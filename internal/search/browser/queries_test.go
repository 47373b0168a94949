package browser_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/search/searchtest"
)

// queries are what readers of the portal look for, what its own words make up,
// and what nobody types by accident.
func queries(t *testing.T, ix *search.Index) []string {
	t.Helper()
	list := append(ranking(t), searchtest.Hostile()...)
	words := shown(ix)
	list = append(list, facets(ix)...)
	list = append(list, phrases(t, ix)...)
	for i, word := range words {
		next := words[(i+7)%len(words)]
		letters := []rune(word)
		half := len(letters)/2 + 1
		switch i % 10 {
		case 0:
			list = append(list, word)
		case 1:
			list = append(list, word+" "+next)
		case 2:
			list = append(list, word+" -"+next)
		case 3: // a letter left out
			list = append(list, string(letters[:half])+string(letters[min(half+1, len(letters)):]))
		case 4: // two letters swapped
			list = append(list, string(letters[:half-1])+string(letters[half:])+string(letters[half-1:half]))
		case 5: // being typed
			list = append(list, string(letters[:half]), next+" "+string(letters[:half]))
		case 6:
			list = append(list, string(letters[:half])+"*")
		case 7:
			list = append(list, plain.Replace(word), strings.ToUpper(word))
		case 8: // a compound that is not there
			list = append(list, word+strings.ToLower(next), strings.ToLower(next)+"s"+strings.ToLower(word))
		case 9:
			list = append(list, word+"-"+next, next+" und der "+word+" im Notfall üben", "was ist "+word+"?")
		}
	}
	return list
}

// plain writes umlauts as who has no such keys.
var plain = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ß", "ss")

// ranking are the queries whose answers are known.
func ranking(t *testing.T) []string {
	t.Helper()
	file, err := os.ReadFile(filepath.Join(root, "cmd/nachbar/testdata/ranking.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for line := range strings.Lines(string(file)) {
		if query, _, ok := strings.Cut(line, "\t"); ok && !strings.HasPrefix(line, "# ") {
			list = append(list, query)
		}
	}
	return list
}

// shown are words of the site from the whole alphabet, compounds and
// abbreviations among them, as they are written.
func shown(ix *search.Index) []string {
	var list []string
	for i, term := range ix.Terms() {
		if term.Field == search.Word && i%29 == 0 && utf8.RuneCountInString(term.Shown) > 2 || term.Field == search.Word && len(term.Parts) > 2 && i%5 == 0 {
			list = append(list, term.Shown)
		}
	}
	return list
}

// facets are filters by all values.
func facets(ix *search.Index) []string {
	var list []string
	for _, f := range search.Facets() {
		for _, id := range ix.FacetValues(f) {
			list = append(list, string(f)+":"+id, "Notfall "+string(f)+`:"`+ix.FacetTitle(f, id)+`"`, "Übung -"+string(f)+":"+id)
		}
	}
	return append(list, "typ:leitfaden typ:vorlage Plan", "typ:vorlage -typ:vorlage", "typ:gibtesnicht Plan", "Plan bereich:wissen typ:termin", "-typ:termin")
}

// phrases are words that stand side by side somewhere, and words that do not.
func phrases(t *testing.T, ix *search.Index) []string {
	t.Helper()
	var list []string
	for doc := 0; doc < ix.Len(); doc += 3 {
		body, err := ix.Text(doc)
		if err != nil {
			t.Fatal(err)
		}
		words := strings.Fields(body)
		if len(words) < 40 {
			continue
		}
		at := doc % 30
		clause := strings.ReplaceAll(strings.Join(words[at:at+3+doc%2], " "), `"`, "")
		list = append(list, `"`+clause+`"`, "Notfall -„"+clause+"“", `"`+words[at]+" "+words[at+2]+`" `+words[at+1])
	}
	return append(list, `"in der" Krise`, `"der die das"`, `"nicht mehr" "noch nicht"`, `"die Übung`, `Plan -"der Plan" -"ein Plan"`)
}
