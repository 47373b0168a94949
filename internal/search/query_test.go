package search

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/search/searchtest"
)

func TestParseReadsWhatWasTyped(t *testing.T) {
	tests := []struct {
		input string
		want  Query
	}{
		{"Notfall Handbuch", Query{Text: "Notfall Handbuch"}},
		{"  Notfall\t\nHandbuch  ", Query{Text: "Notfall Handbuch"}},
		{`"im Notfall" Stab`, Query{Text: "im Notfall Stab", Phrases: []string{"im Notfall"}}},
		{`„im Notfall“ “zwei drei” »vier fünf«`, Query{Text: "im Notfall zwei drei vier fünf", Phrases: []string{"im Notfall", "zwei drei", "vier fünf"}}},
		{`"Notfall"`, Query{Text: "Notfall"}},
		{`Stab "nie zu Ende`, Query{Text: "Stab nie zu Ende"}},
		{`5"-Diskette`, Query{Text: "5 -Diskette"}},
		{"Übung -Feuerwehr", Query{Text: "Übung", Without: []string{"Feuerwehr"}}},
		{`Übung -"der Feuerwehr"`, Query{Text: "Übung", Without: []string{"der Feuerwehr"}}},
		{"200-4 IT-Grundschutz", Query{Text: "200-4 IT-Grundschutz"}},
		{"Plan - Entwurf", Query{Text: "Plan Entwurf"}},
		{"Notf*", Query{Prefixes: []string{"Notf"}}},
		{"No* Ü*", Query{Text: "No* Ü*"}},
		{"Mitarbeiter*innen", Query{Text: "Mitarbeiter*innen"}},
		{"typ:termin Stab", Query{Text: "Stab", Filters: []Filter{{FacetKind, []string{"termin"}, false}}}},
		{"TYP:Termin", Query{Filters: []Filter{{FacetKind, []string{"Termin"}, false}}}},
		{"typ:termin typ:leitfaden -bereich:wissen", Query{Filters: []Filter{
			{FacetKind, []string{"termin", "leitfaden"}, false}, {FacetSection, []string{"wissen"}, true}}}},
		{`schlagwort:"IT-Sicherheit im Amt"`, Query{Filters: []Filter{{FacetTag, []string{"IT-Sicherheit im Amt"}, false}}}},
		{"stufe:reaktiv rolle:bcm schritt:7", Query{Filters: []Filter{
			{FacetLevel, []string{"reaktiv"}, false}, {FacetRole, []string{"bcm"}, false}, {FacetStep, []string{"7"}, false}}}},
		{"typ: termin", Query{Text: "typ: termin"}},
		{"typ:", Query{Text: "typ:"}},
		{"farbe:rot 22301:2019", Query{Text: "farbe:rot 22301:2019"}},
		{"§ 8a", Query{Text: "8a"}},
		{"?! … --", Query{}},
		{"a\x00b\x1b[31mc", Query{Text: "a b [31mc"}},
		{"a\xffb", Query{Text: "a b"}},
	}
	for _, tt := range tests {
		if got := Parse(tt.input); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("Parse(%q) = %+v, want %+v", tt.input, got, tt.want)
		}
	}
}

func TestParseCutsLongQueries(t *testing.T) {
	q := Parse(strings.Repeat("ä", MaxQuery+1))
	if utf8.RuneCountInString(q.Text) != MaxQuery || !q.Cut {
		t.Errorf("%d characters, cut %t", utf8.RuneCountInString(q.Text), q.Cut)
	}
	if q := Parse(strings.Repeat("ä", MaxQuery)); q.Cut {
		t.Error("a query of MaxQuery characters was cut")
	}
	if q := Parse(strings.Repeat("x", 10<<20)); len(q.Text) != MaxQuery {
		t.Errorf("%d bytes kept of 10 MiB", len(q.Text))
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range searchtest.Hostile() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, input string) {
		q := Parse(input)
		if !utf8.ValidString(q.Text) || utf8.RuneCountInString(q.Text) > MaxQuery {
			t.Errorf("Parse(%q).Text = %q", input, q.Text)
		}
		for _, f := range q.Filters {
			if len(f.Values) == 0 || len(f.Values) > maxValues {
				t.Errorf("Parse(%q): filter %+v", input, f)
			}
		}
		again := Parse(q.Text)
		if len(again.Text) > len(q.Text) {
			t.Errorf("Parse(%q) grows to %q", q.Text, again.Text)
		}
		_ = fmt.Sprint(q)
	})
}
