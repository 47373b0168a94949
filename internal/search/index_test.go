package search

import (
	"bytes"
	"context"
	"math"
	"slices"
	"sync"
	"testing"
)

func TestAnIndexDoesNotDependOnTheOrderOfItsDocuments(t *testing.T) {
	want := build(t, portalOptions, portal...)
	turned := slices.Clone(portal)
	slices.Reverse(turned)
	b, err := NewBuilder(portalOptions)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for _, d := range turned {
		wg.Go(func() {
			if err := b.Add(d); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	got, err := b.Finish(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, ix := range []*Index{want, got} {
		for i := range ix.docs {
			ix.docs[i].body = span{} // where a text lies depends on the order
		}
	}
	if !bytes.Equal(want.encode(), got.encode()) {
		t.Error("contents differ")
	}
	for i := range want.Terms() {
		a, b := collect(want, i), collect(got, i)
		if !slices.Equal(a, b) {
			t.Errorf("postings of %v: %v and %v", want.Terms()[i], a, b)
		}
	}
}

type posting struct {
	doc    int
	impact Impact
}

func collect(ix *Index, term int) []posting {
	var out []posting
	for doc, impact := range ix.Postings(term) {
		out = append(out, posting{doc, impact})
	}
	return out
}

func TestPostingsAreInOrderAndAsManyAsDFSays(t *testing.T) {
	ix := build(t, portalOptions, portal...)
	terms := ix.Terms()
	if !slices.IsSortedFunc(terms, compareTerms) {
		t.Error("terms are not in order")
	}
	for i, term := range terms {
		list := collect(ix, i)
		if len(list) != term.DF || len(list) == 0 {
			t.Errorf("%c%s: %d postings, DF %d", term.Field, term.Text, len(list), term.DF)
		}
		if !slices.IsSortedFunc(list, func(a, b posting) int { return a.doc - b.doc }) {
			t.Errorf("%c%s: %v", term.Field, term.Text, list)
		}
	}
}

func TestTermsOfCompoundsKnowTheirPartsAndSpelling(t *testing.T) {
	ix := build(t, portalOptions, portal...)
	term := ix.word("notfallhandbuch")
	if term == nil || !slices.Equal(term.Parts, []string{"notfall", "handbuch"}) || term.Shown != "Notfallhandbuch" {
		t.Errorf("term %+v", term)
	}
}

func TestADocumentCannotBeAddedTwice(t *testing.T) {
	b, err := NewBuilder(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := b.Add(Document{URL: "a", Anchor: "b"}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Finish(context.Background()); err == nil {
		t.Error("no error")
	}
}

func TestTitlesCountMoreThanHeadingsAndHeadingsMoreThanText(t *testing.T) {
	filler := " Hier steht etwas anderes, das niemand sucht."
	e := NewEngine(build(t, Options{},
		Document{URL: "1", Title: "Seite", Body: "Notstrom ist wichtig." + filler},
		Document{URL: "2", Title: "Seite", Body: "Notstrom\n" + filler, Headings: []Section{{Anchor: "a", Title: "Notstrom"}}},
		Document{URL: "3", Title: "Notstrom", Body: "Hier." + filler},
	))
	if got := urls(ask(t, e, "Notstrom")); !slices.Equal(got, []string{"3", "2", "1"}) {
		t.Errorf("order %v", got)
	}
}

func TestImpactLevelsRoundToTheNearest(t *testing.T) {
	for i := Impact(0); i <= MaxImpact; i++ {
		if got := impactOf(i.Value()); got != i {
			t.Errorf("level %d, value %g: back to %d", i, i.Value(), got)
		}
		if i > 0 && (i.Value() <= (i-1).Value() || i.Value() > 1.13*(i-1).Value()) {
			t.Errorf("levels %d and %d: %g, %g", i-1, i, (i - 1).Value(), i.Value())
		}
	}
	for _, f := range []float64{0, -1, 1e-9, 0.3, 1, 2.2, 14.9, 15, 1e9, math.Inf(1), math.NaN()} {
		level := impactOf(f)
		if value := level.Value(); level > MaxImpact || f > 1./16 && f < 15 && math.Abs(value-f) > 0.07*f {
			t.Errorf("%g becomes level %d, %g", f, level, value)
		}
	}
}
