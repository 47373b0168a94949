package search

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// portal is a small site for tests. Every page is a paragraph a section.
var portal = []Document{
	page("leitfaden/bia/index.html", "Business-Impact-Analyse", "guide", "leitfaden",
		"Die Business-Impact-Analyse (BIA) ermittelt, welche Prozesse zuerst wieder laufen müssen.",
		"Vorfilter", "Der Vorfilter spart Arbeit. Nur zeitkritische Prozesse werden untersucht.",
		"Ergebnis", "Am Ende steht die maximal tolerierbare Ausfallzeit je Prozess."),
	page("leitfaden/wiederanlauf/index.html", "Wiederanlaufplanung", "guide", "leitfaden",
		"Der Wiederanlauf folgt der Reihenfolge aus der BIA.",
		"Notstrom", "Ohne Notstromversorgung läuft nach einem Stromausfall kein Server. Prüfen Sie die Netzersatzanlage."),
	page("wissen/notfallhandbuch/index.html", "Das Notfallhandbuch", "page", "wissen",
		"Das Notfallhandbuch enthält Kontakte und Sofortmaßnahmen.",
		"Aufbau", "Jedes Handbuch beginnt mit den Rufnummern. Die Übung zeigt, ob das Handbuch taugt."),
	page("wissen/uebung/index.html", "Üben und Testen", "page", "wissen",
		"Eine Übung im Jahr hält den Stab wach. Das Rathaus übt mit der Feuerwehr.",
		"Stabsrahmenübung", "Der Krisenstab übt an einem Tisch. Verfahren nach DER.4 und BSI-Standard 200-4."),
	page("termine/stabsuebung/index.html", "Übung des Krisenstabs", "event", "termine",
		"Die Übung des Krisenstabs findet im Rathaus statt. Anmeldung im Bürgeramt."),
	page("aktuelles/neu/index.html", "Neue Ansprechperson", "news", "aktuelles",
		"Im Einwohnermeldeamt gibt es eine neue Ansprechperson für Mitarbeiter:innen."),
	page("seiten/kontakt/index.html", "Kontakt", "page", "seiten",
		"Sie erreichen uns telefonisch. Die Hotline ist im Notfall besetzt."),
}

// page makes a document of a first paragraph and pairs of heading and text.
func page(url, title, kind, section, text string, sections ...string) Document {
	d := Document{URL: url, Title: title, Kind: kind, Section: section, Trail: section, Body: text}
	for i := 0; i+1 < len(sections); i += 2 {
		d.Headings = append(d.Headings, Section{
			Anchor: strings.ToLower(sections[i]), Title: sections[i], Start: len(d.Body) + 1,
		})
		d.Body += "\n" + sections[i] + "\n" + sections[i+1]
	}
	if kind == "guide" {
		d.Levels, d.Step, d.Roles, d.Tags = []string{"reaktiv", "aufbau"}, "7", []string{"bcm"}, []string{"Planung"}
	}
	return d
}

var portalOptions = Options{
	Synonyms: [][]string{
		{"BIA", "Business-Impact-Analyse"},
		{"Bürgeramt", "Einwohnermeldeamt"},
		{"MTPD", "MTA", "maximal tolerierbare Ausfallzeit"},
	},
	Titles: map[Facet]map[string]string{
		FacetKind:    {"guide": "Leitfaden", "event": "Termin", "news": "Nachricht", "page": "Seite"},
		FacetSection: {"wissen": "Wissen"},
	},
}

// build makes an index of documents in memory.
func build(t testing.TB, opt Options, docs ...Document) *Index {
	t.Helper()
	b, err := NewBuilder(opt)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		if err := b.Add(d); err != nil {
			t.Fatal(err)
		}
	}
	ix, err := b.Finish(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

// engines are the same site in memory and in a folder.
func engines(t testing.TB) map[string]*Engine {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "index")
	w, err := NewWriter(dir, portalOptions, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range portal {
		if err := w.Add(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Finish(context.Background()); err != nil {
		t.Fatal(err)
	}
	disk, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := disk.Close(); err != nil {
			t.Error(err)
		}
	})
	return map[string]*Engine{"memory": NewEngine(build(t, portalOptions, portal...)), "folder": disk}
}

func ask(t testing.TB, e *Engine, query string) *Results {
	t.Helper()
	r, err := e.Search(context.Background(), Request{Query: Parse(query)})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func urls(r *Results) []string {
	var out []string
	for _, h := range r.Hits {
		out = append(out, strings.TrimSuffix(h.URL, "/index.html"))
	}
	return out
}

// show writes spans with the marked words in brackets.
func show(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		if s.Mark {
			fmt.Fprintf(&b, "[%s]", s.Text)
		} else {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

func TestQueriesFindThePageOneExpects(t *testing.T) {
	tests := []struct{ why, query, first string }{
		{"the title", "Notfallhandbuch", "wissen/notfallhandbuch"},
		{"part of a compound", "Handbuch", "wissen/notfallhandbuch"},
		{"a compound that no page has, by its parts", "Stromversorgung", "leitfaden/wiederanlauf"},
		{"inflected", "Notfallhandbücher", "wissen/notfallhandbuch"},
		{"umlaut written out", "Uebung Feuerwehr", "wissen/uebung"},
		{"umlaut left out", "Ubung Feuerwehr", "wissen/uebung"},
		{"upper case", "KONTAKT", "seiten/kontakt"},
		{"a slip of the pen", "Notfalhandbuch", "wissen/notfallhandbuch"},
		{"a slip in one part of an unknown compound", "Netzversorgnug", "leitfaden/wiederanlauf"},
		{"an identifier with a stop word in it", "DER.4", "wissen/uebung"},
		{"an identifier of digits", "200-4", "wissen/uebung"},
		{"a synonym", "MTPD", "leitfaden/bia"},
		{"gender form", "Mitarbeiter", "aktuelles/neu"},
		{"the beginning of a word", "Wiederanl", "leitfaden/wiederanlauf"},
		{"any beginning", "Krisens*", "termine/stabsuebung"},
		{"a question", "Wer erreicht uns im Notfall?", "seiten/kontakt"},
		{"a tag", "Planung", "leitfaden/wiederanlauf"},
	}
	for name, e := range engines(t) {
		for _, tt := range tests {
			r := ask(t, e, tt.query)
			if got := urls(r); len(got) == 0 || got[0] != tt.first {
				t.Errorf("%s: %s: %q finds %v, want %s first", name, tt.why, tt.query, got, tt.first)
			}
		}
	}
}

func TestSynonymsFindThePagesOfTheOtherNameAfterItsOwn(t *testing.T) {
	for name, e := range engines(t) {
		if got := urls(ask(t, e, "Einwohnermeldeamt")); !slices.Equal(got, []string{"aktuelles/neu", "termine/stabsuebung"}) {
			t.Errorf("%s: Einwohnermeldeamt finds %v", name, got)
		}
		if got := urls(ask(t, e, "maximal tolerierbare Ausfallzeit")); len(got) == 0 || got[0] != "leitfaden/bia" {
			t.Errorf("%s: the long name finds %v", name, got)
		}
	}
}

func TestPagesWithAllWordsComeBeforePagesWithOne(t *testing.T) {
	for name, e := range engines(t) {
		got := urls(ask(t, e, "Übung Rathaus Anmeldung"))
		if len(got) < 3 || got[0] != "termine/stabsuebung" || got[1] != "wissen/uebung" {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

func TestQueriesThatAskForNothingFindNothing(t *testing.T) {
	for name, e := range engines(t) {
		for _, query := range []string{"", "   ", "der die das", "?!", "-Übung", `""`, "typ:", "*", "-", "xyzzyq"} {
			if r := ask(t, e, query); r.Total != 0 || len(r.Hits) != 0 {
				t.Errorf("%s: %q finds %v", name, query, urls(r))
			}
		}
	}
}

func TestExclusionsPhrasesAndFiltersNarrowTheResults(t *testing.T) {
	tests := []struct {
		query string
		want  []string
	}{
		{"Übung -Rathaus", []string{"wissen/notfallhandbuch"}},
		{`"Übung des Krisenstabs"`, []string{"termine/stabsuebung"}},
		{`„das Handbuch“`, []string{"wissen/notfallhandbuch"}},
		{`Übung -"im Rathaus"`, []string{"wissen/uebung", "wissen/notfallhandbuch"}},
		{"Übung typ:termin", []string{"termine/stabsuebung"}},
		{"Übung typ:Termine", []string{"termine/stabsuebung"}},
		{"Übung kind:event", []string{"termine/stabsuebung"}},
		{"Übung -typ:termin", []string{"wissen/uebung", "wissen/notfallhandbuch"}},
		{"Übung bereich:wissen -Rathaus", []string{"wissen/notfallhandbuch"}},
		{"typ:leitfaden", []string{"leitfaden/bia", "leitfaden/wiederanlauf"}},
		{"typ:leitfaden typ:termin", []string{"leitfaden/bia", "leitfaden/wiederanlauf", "termine/stabsuebung"}},
		{"stufe:reaktiv rolle:bcm schritt:7 schlagwort:planung Notstrom", []string{"leitfaden/wiederanlauf"}},
		{"Übung typ:gibtesnicht", nil},
	}
	for name, e := range engines(t) {
		for _, tt := range tests {
			r := ask(t, e, tt.query)
			if got := urls(r); !slices.Equal(got, tt.want) || r.Total != len(tt.want) {
				t.Errorf("%s: %q finds %v (total %d), want %v", name, tt.query, got, r.Total, tt.want)
			}
		}
	}
}

func TestAPhraseThatNothingHasIsRelaxed(t *testing.T) {
	for name, e := range engines(t) {
		r := ask(t, e, `"Krisenstabs Übung"`)
		if !r.Relaxed || r.Total == 0 {
			t.Errorf("%s: relaxed %t, total %d", name, r.Relaxed, r.Total)
		}
		if r := ask(t, e, `"Übung des Krisenstabs"`); r.Relaxed {
			t.Errorf("%s: a phrase that is there was relaxed", name)
		}
	}
}

func TestFacetCountsTellWhatAnotherChoiceWouldBring(t *testing.T) {
	for name, e := range engines(t) {
		r := ask(t, e, "Übung typ:termin")
		var kinds string
		for _, f := range r.Facets {
			if f.Facet == FacetKind {
				kinds = fmt.Sprint(f.Values)
			}
		}
		if want := "[{page Seite 2 false} {event Termin 1 true}]"; kinds != want {
			t.Errorf("%s: kinds %s, want %s", name, kinds, want)
		}
		if r.Total != 1 {
			t.Errorf("%s: total %d, want 1", name, r.Total)
		}
	}
}

func TestMisspeltWordsAreSuggestedAsTheSiteWritesThem(t *testing.T) {
	tests := map[string]string{
		"Notfalhandbuch":      "Notfallhandbuch",
		"neue Ansprechpreson": "neue Ansprechperson",
		"Notfallhandbuch":     "",
		"Übung":               "",
		"Quastenflosser":      "",
		"Stromversorgung":     "",
	}
	for name, e := range engines(t) {
		for query, want := range tests {
			if got := ask(t, e, query).Suggestion; got != want {
				t.Errorf("%s: %q suggests %q, want %q", name, query, got, want)
			}
		}
	}
}

func TestPagingShowsEveryResultOnce(t *testing.T) {
	for name, e := range engines(t) {
		all := ask(t, e, "Übung Notfall Rathaus BIA")
		var paged []string
		for offset := 0; offset < all.Total; offset += 2 {
			r, err := e.Search(context.Background(), Request{Query: Parse("Übung Notfall Rathaus BIA"), Offset: offset, Limit: 2})
			if err != nil {
				t.Fatal(err)
			}
			paged = append(paged, urls(r)...)
		}
		if !slices.Equal(paged, urls(all)) {
			t.Errorf("%s: page by page %v, at once %v", name, paged, urls(all))
		}
	}
}

func TestExplanationsAddUp(t *testing.T) {
	for name, e := range engines(t) {
		r, err := e.Search(context.Background(), Request{Query: Parse("Übung Krisenstab"), Explain: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range r.Hits {
			sum := 0.0
			for _, s := range h.Because {
				sum += s
			}
			if len(h.Because) != len(r.Words) || h.Score < sum || h.Score > 2*sum+1e-9 {
				t.Errorf("%s: %s: score %g of %v", name, h.URL, h.Score, h.Because)
			}
		}
	}
}

func TestBothEnginesReturnTheSame(t *testing.T) {
	both := engines(t)
	queries := []string{"Übung", "Notfall Handbuch", "BIA", "Stab Rathaus Übung", "Notstrom", "Übung -Stab", "Prozess", "typ:seite", "n*", "Ver*", "nofall"}
	for _, q := range queries {
		a, b := ask(t, both["memory"], q), ask(t, both["folder"], q)
		if fmt.Sprint(*a) != fmt.Sprint(*b) {
			t.Errorf("%q: memory %+v\nfolder %+v", q, *a, *b)
		}
	}
}
