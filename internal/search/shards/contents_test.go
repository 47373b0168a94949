package shards_test

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/search/shards"
)

func TestTermsAndListsAreThoseOfTheIndex(t *testing.T) {
	ix := index(t, portal(300, 1))
	out := write(t, ix, shards.Options{})
	want := map[string]termFile{}
	for i, term := range ix.Terms() {
		f := termFile{field: byte(term.Field), text: term.Text, parts: term.Parts}
		for doc, impact := range ix.Postings(i) {
			f.docs, f.impacts = append(f.docs, doc), append(f.impacts, byte(impact))
		}
		want[string(f.field)+f.text] = f
	}
	got := out.terms(t)
	if len(got) != len(want) {
		t.Errorf("%d terms, the index has %d", len(got), len(want))
	}
	for i, f := range got {
		if w := want[string(f.field)+f.text]; !reflect.DeepEqual(f, w) {
			t.Errorf("got %+v\nwant %+v", f, w)
		}
		if i > 0 && cmp.Or(cmp.Compare(got[i-1].text, f.text), cmp.Compare(got[i-1].field, f.field)) >= 0 {
			t.Errorf("%c %q stands behind %c %q", f.field, f.text, got[i-1].field, got[i-1].text)
		}
	}
	if n := len(out.root(t).Terms.Refs); n < 5 {
		t.Errorf("only %d shards of terms: the test says little", n)
	}
}

func TestLongListsAreShardsOfTheirOwn(t *testing.T) {
	var docs []search.Document
	for i := range 2500 {
		docs = append(docs, search.Document{URL: fmt.Sprintf("%04d.html", i), Title: "Stab", Body: "Stab und Plan"})
	}
	ix := index(t, docs)
	out := write(t, ix, shards.Options{Stable: true})
	if out["d/p1.js"] == nil {
		t.Error("no list is a shard of its own")
	}
	for _, f := range out.terms(t) {
		if len(f.docs) != 2500 || f.docs[2499] != 2499 {
			t.Errorf("%c %s has %d documents", f.field, f.text, len(f.docs))
		}
	}
	r := out.root(t)
	if len(r.Docs.Dirs) != 0 || len(r.Docs.Refs) != (2500+15)/16 || r.Block != 16 {
		t.Errorf("%d blocks of %d documents", len(r.Docs.Refs), r.Block)
	}
}

func TestDocumentsAndTextsAreThoseOfTheIndex(t *testing.T) {
	ix := index(t, portal(300, 2))
	out := write(t, ix, shards.Options{})
	r := out.root(t)
	texts := out.flat(t, r.Texts)
	long := 0
	for doc := range ix.Len() {
		d := ix.Document(doc)
		body, err := ix.Text(doc)
		if err != nil {
			t.Fatal(err)
		}
		var block [][]any
		out.json(t, r.Docs.Refs[doc/r.Block], &block)
		got := block[doc%r.Block]
		want := []any{d.URL, d.Anchor, d.Title, d.Trail, d.Kind, d.Section, d.Brief()}
		if !reflect.DeepEqual(got[:7], want) {
			t.Errorf("document %d is %v\nwant %v", doc, got[:7], want)
		}
		at := func(i int) int { return int(got[i].(float64)) }
		written, headings := out.body(t, texts, at(7), at(8), at(9))
		if written != body {
			t.Errorf("body of %s is %q\nwant %q", d.URL, written, body)
		}
		if at(9) > 1 {
			long++
		}
		for i, s := range d.Headings {
			start := len(utf16.Encode([]rune(body[:s.Start])))
			if want := [3]any{s.Anchor, s.Title, float64(start)}; i >= len(headings) || headings[i] != want {
				t.Errorf("headings of %s are %v, want %v at %d", d.URL, headings, want, i)
			}
		}
	}
	if long == 0 {
		t.Error("no body is cut into pieces: the test says little")
	}
}

func TestTextsNameTheirCompounds(t *testing.T) {
	ix := index(t, portal(120, 3))
	out := write(t, ix, shards.Options{})
	known := map[string]string{}
	for _, term := range ix.Terms() {
		if term.Field == search.Word && len(term.Parts) > 0 {
			known[term.Text] = strings.Join(append([]string{term.Text}, term.Parts...), "|")
		}
	}
	seen := map[string]bool{}
	for _, ref := range out.flat(t, out.root(t).Texts).Refs {
		var b textBlock
		out.json(t, ref, &b)
		for _, c := range b.C {
			stem, _, _ := strings.Cut(c, "|")
			if seen[stem] = true; known[stem] != c {
				t.Errorf("compound %q, the index has %q", c, known[stem])
			}
		}
		for _, x := range b.T {
			if strings.Contains(x.B, "Hochspannungsnetzgerät ") && !slices.Contains(b.C, known["hochspannungsnetzgerat"]) {
				t.Errorf("a block with Hochspannungsnetzgerät knows only %q", b.C)
			}
		}
	}
	if len(seen) != len(known) || len(known) < 6 {
		t.Errorf("%d of %d compounds stand in a block", len(seen), len(known))
	}
}

func TestWordsAreShownAsTheyAreWritten(t *testing.T) {
	ix := index(t, portal(100, 4))
	var want []string
	for _, term := range ix.Terms() {
		if term.Field == search.Word && search.Comparable(term.Text) {
			want = append(want, fmt.Sprint(term.Text, " ", term.DF, " ", cmp.Or(term.Shown, term.Text)))
		}
	}
	slices.SortStableFunc(want, func(a, b string) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(strings.Index(a, " "), strings.Index(b, " ")), cmp.Compare(a, b))
	})
	if got := write(t, ix, shards.Options{}).words(t); !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestFacetsLeadToTheirDocuments(t *testing.T) {
	ix := index(t, portal(100, 5))
	out := write(t, ix, shards.Options{})
	r := out.root(t)
	if _, ok := r.Facets["rolle"]; ok || len(r.Facets) != 4 {
		t.Errorf("facets %v", r.Facets)
	}
	if got := r.Facets["typ"]; !slices.Equal(got.Values, []string{"guide", "page"}) || !maps.Equal(got.Titles, map[string]string{"guide": "Leitfaden"}) {
		t.Errorf("kinds %v", got)
	}
	for _, f := range search.Facets() {
		lists := map[string][]int{}
		if entry, ok := r.Facets[string(f)]; ok {
			out.json(t, entry.Ref, &lists)
		}
		for id, list := range lists {
			for i := 1; i < len(list); i++ {
				list[i] += list[i-1]
			}
			for doc := range ix.Len() {
				d := ix.Document(doc)
				if slices.Contains(d.Values(f), id) != slices.Contains(list, doc) {
					t.Errorf("%s %s: %v is wrong about %d", f, id, list, doc)
				}
			}
		}
		if len(lists) != len(ix.FacetValues(f)) {
			t.Errorf("%s has %d values, want %d", f, len(lists), len(ix.FacetValues(f)))
		}
	}
}

func TestRootHasTheSynonymsAndTheLexicon(t *testing.T) {
	ix := index(t, portal(60, 6))
	out := write(t, ix, shards.Options{})
	r := out.root(t)
	if r.V != 1 || r.N != 60 || r.Block != 64 {
		t.Errorf("root %+v", r)
	}
	bia := r.Synonyms[0][0]
	if bia.Text != "BIA" || bia.Words[0].Key != "bia" || bia.Words[0].Forms[0] != [3]any{"w", "bia", 1.0} {
		t.Errorf("synonyms %v", r.Synonyms)
	}
	lexicon, pieces, _ := strings.Cut(string(out.load(t, r.Lexicon)), "\n#\n")
	if lexicon+"\n" != ix.Lexicon() || !strings.Contains(pieces, "ausfall ") || strings.Count(pieces, "\n") != len(ix.Pieces()) {
		t.Errorf("lexicon %q, pieces %q", lexicon, pieces)
	}
}
