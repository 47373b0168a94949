package search

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/search/searchtest"
)

func TestSnippetsMarkWordsAsTheyStandInTheText(t *testing.T) {
	tests := []struct{ why, text, query, want string }{
		{"the word", "Das Handbuch liegt bereit.", "Handbuch", "Das [Handbuch] liegt bereit."},
		{"inflected", "Zwei Handbücher liegen bereit.", "Handbuch", "Zwei [Handbücher] liegen bereit."},
		{"compounds as a whole", "Das Notfallhandbuch liegt bereit.", "Handbuch", "Das [Notfallhandbuch] liegt bereit."},
		{"behind umlauts at the right place", "Äußerst schöne Übungsräume für größere Übungen.", "Übung", "Äußerst schöne [Übungsräume] für größere [Übungen]."},
		{"decomposed umlauts", "Die U\u0308bung gefa\u0308llt.", "Übung", "Die [U\u0308bung] gefa\u0308llt."},
		{"soft hyphens", "Das Not\u00adfall\u00adhand\u00adbuch.", "Notfallhandbuch", "Das [Not\u00adfall\u00adhand\u00adbuch]."},
		{"hyphenated words as one", "Der IT-Notfall-Stab tagt.", "Notfall IT Stab", "Der [IT-Notfall-Stab] tagt."},
		{"identifiers", "Nach DER.4 und 200-4.", "DER.4 200-4", "Nach [DER.4] und [200-4]."},
		{"gender forms", "Alle Mitarbeiter:innen üben.", "Mitarbeiter", "Alle [Mitarbeiter:innen] üben."},
		{"synonyms", "Die MTA ist kurz.", "MTPD", "Die [MTA] ist kurz."},
		{"slips of the pen", "Die Übung ist kurz.", "Übnug", "Die [Übung] ist kurz."},
		{"no stop words", "Der Stab der Stadt.", "der Stadt", "Der Stab der [Stadt]."},
		{"emoji and right to left", "😀 שלום Übung 😀", "Übung", "😀 שלום [Übung] 😀"},
		{"blocks on one line", "Eins\nZwei Übung\nDrei", "Übung", "Eins · Zwei [Übung] · Drei"},
	}
	for _, tt := range tests {
		e := NewEngine(build(t, portalOptions, Document{URL: "a", Body: tt.text}, Document{URL: "b", Body: "Ganz anderes."}))
		r := ask(t, e, tt.query)
		if len(r.Hits) == 0 {
			t.Errorf("%s: nothing found", tt.why)
		} else if got := show(r.Hits[0].Snippet); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.why, got, tt.want)
		}
	}
}

func TestTitlesAreMarked(t *testing.T) {
	e := NewEngine(build(t, portalOptions, portal...))
	if got := show(ask(t, e, "Handbuch").Hits[0].Title); got != "Das [Notfallhandbuch]" {
		t.Errorf("title %q", got)
	}
}

func TestResultsLeadToTheSectionThatAnswers(t *testing.T) {
	tests := []struct{ query, url, anchor, heading string }{
		{"Notstromversorgung", "leitfaden/wiederanlauf", "notstrom", "Notstrom"},
		{"Vorfilter", "leitfaden/bia", "vorfilter", "Vorfilter"},
		{"tolerierbare Ausfallzeit", "leitfaden/bia", "ergebnis", "Ergebnis"},
		{"Kontakte Sofortmaßnahmen", "wissen/notfallhandbuch", "", ""},
	}
	e := NewEngine(build(t, portalOptions, portal...))
	for _, tt := range tests {
		hit := ask(t, e, tt.query).Hits[0]
		if hit.URL != tt.url+"/index.html" || hit.Anchor != tt.anchor || hit.Heading != tt.heading {
			t.Errorf("%q leads to %s#%s %q, want %s#%s", tt.query, hit.URL, hit.Anchor, hit.Heading, tt.url, tt.anchor)
		}
	}
}

func TestPassagesAreShortAndHaveTheWords(t *testing.T) {
	far := strings.Repeat("Hier steht nichts dazu. ", 400)
	body := far + "Im dritten Absatz geht es um den Krisenstab und seine Räume. " + far + "Der Krisenstab probt in der Feuerwache. " + far
	e := NewEngine(build(t, portalOptions, Document{URL: "a", Body: body}))
	hit := ask(t, e, "Krisenstab Feuerwache").Hits[0]
	got := show(hit.Snippet)
	if !strings.Contains(got, "Der [Krisenstab] probt in der [Feuerwache].") {
		t.Errorf("snippet %q", got)
	}
	if n := len(got); n > passageSize+40 || !strings.HasPrefix(got, "… ") || !strings.HasSuffix(got, " …") {
		t.Errorf("snippet of %d bytes: %q", n, got)
	}
}

func TestPagesFoundByTheirTitleShowTheirSummary(t *testing.T) {
	docs := []Document{{URL: "a", Title: "Übung", Summary: "Kurz gesagt.", Body: "Lang und breit."}, {URL: "b", Title: "Übungen", Body: "Lang und breit."}}
	e := NewEngine(build(t, portalOptions, docs...))
	r := ask(t, e, "Übung")
	if a, b := show(r.Hits[0].Snippet), show(r.Hits[1].Snippet); a != "Kurz gesagt." || b != "Lang und breit." {
		t.Errorf("snippets %q and %q", a, b)
	}
}

func TestOnlyWhatIsCutOffHasDots(t *testing.T) {
	d := page("a", "Titel", "page", "wissen", "Vorab.", "Aufbau", "Das Handbuch hat Teile.", "Ende", "Nichts mehr.")
	e := NewEngine(build(t, portalOptions, d))
	if got := show(ask(t, e, "Handbuch").Hits[0].Snippet); got != "Das [Handbuch] hat Teile." {
		t.Errorf("snippet %q", got)
	}
}

func FuzzSnippet(f *testing.F) {
	for i, query := range searchtest.Hostile() {
		if i%7 == 0 {
			f.Add(query, "Das Notfall\u00adhandbuch für Übungen.\nÜberschrift\n"+query, 5)
		}
	}
	e := NewEngine(build(f, portalOptions, portal...))
	f.Fuzz(func(t *testing.T, query, text string, at int) {
		text = strings.ToValidUTF8(text, "?")
		at = max(0, min(at, len(text)))
		for at < len(text) && !utf8.RuneStart(text[at]) {
			at++
		}
		d := Document{URL: "a", Body: text, Headings: []Section{{Anchor: "x", Title: "Y", Start: at}}}
		q := Parse(query)
		r, err := rank(context.Background(), memory{e.store.(memory).Index}, e.Len(), e.planner.plan(&q), e.standIns, false)
		if err != nil {
			t.Fatal(err)
		}
		p := e.newMarker(r.slots).passage(&d, text)
		plain := ""
		for _, s := range p.spans {
			if s.Text == "" || !utf8.ValidString(s.Text) {
				t.Errorf("span %q", s.Text)
			}
			plain += s.Text
		}
		if len(plain) > 3*passageSize+100 {
			t.Errorf("passage of %d bytes", len(plain))
		}
		plain = strings.TrimSuffix(strings.TrimPrefix(plain, "… "), " …")
		if !strings.Contains(oneLine(text), plain) {
			t.Errorf("%q is not part of %q", plain, oneLine(text))
		}
	})
}
