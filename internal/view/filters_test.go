package view

import (
	"fmt"
	"strings"
	"testing"
)

// filters shows filters as the tables write them.
func filters(p *Page) string {
	var lines []string
	for _, f := range p.Filters() {
		line := f.ID + " " + f.Title + ":"
		for _, o := range f.Options {
			mark := ""
			if o.Active {
				mark = "*"
			}
			line += fmt.Sprintf(" %s%s(%s)=%d→%s", mark, o.ID, o.Title, o.Count, o.URL)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestASectionHasTheFiltersThatTellItsPagesApart(t *testing.T) {
	m := newWorld(
		"data/rollen.yaml", "- {id: bcm, title: BCM-Ansprechperson}\n- {id: it, title: IT-Leitung}\n",
		"content/leitfaden/_index.md", page("Leitfaden"),
		"content/leitfaden/a.md", page("A", "bcms: [standard, reaktiv]", "role: [bcm]", "tags: [x, x]"),
		"content/leitfaden/b.md", page("B", "bcms: [reaktiv]", "role: [it, bcm]", "tags: [x]"),
		"content/leitfaden/tief/c.md", page("C", "bcms: [aufbau]", "role: [frei]", "tags: [x]"),
		"content/aktuelles/_index.md", page("Aktuelles"),
		"content/aktuelles/a.md", page("N1", "date: 2026-05-01", "tags: [Übung]"), "content/aktuelles/b.md", page("N2", "date: 2027-05-01", "tags: [Ubung]"),
		"content/termine/a.md", page("E1", "start: 2026-05-01", "for: [bcm]"), "content/termine/b.md", page("E2", "start: 2027-05-01", "role: [it]"),
		"content/wissen/a.md", page("W", "tags: [eins]"),
	).model(t)
	for path, want := range map[string]string{
		"leitfaden": `stufe Stufe: reaktiv(Reaktiv)=2→stufe/reaktiv/ aufbau(Aufbau)=1→stufe/aufbau/ standard(Standard)=1→stufe/standard/
rolle Rolle: bcm(BCM-Ansprechperson)=2→rolle/bcm/ frei(frei)=1→rolle/frei/ it(IT-Leitung)=1→rolle/it/`,
		"aktuelles": `jahr Jahr: 2027(2027)=1→jahr/2027/ 2026(2026)=1→jahr/2026/
schlagwort Thema: Ubung(Ubung)=1→schlagwort/ubung/ Übung(Übung)=1→schlagwort/uebung/`,
		"termine": `rolle Rolle: bcm(BCM-Ansprechperson)=1→rolle/bcm/ it(IT-Leitung)=1→rolle/it/
jahr Jahr: 2027(2027)=1→jahr/2027/ 2026(2026)=1→jahr/2026/`,
		"wissen":         "", // one value tells nothing apart
		"leitfaden/tief": "", // only top-level sections are filtered
		"leitfaden/a":    "",
	} {
		if got := filters(at(t, m, path)); got != want {
			t.Errorf("/%s has the filters\n%s\nwant\n%s", path, got, want)
		}
	}
	section := m.Tree.Page("leitfaden")
	for value, want := range map[string]string{"reaktiv": "A, B", "aufbau": "C", "standard": "A"} {
		out := FilterOutput("leitfaden", "stufe", value)
		p := apart(t, m, section, "leitfaden/stufe/"+value, "Leitfaden", "filter", List{
			Question: "filter", Arg: FilterArg("leitfaden", "stufe", value), Base: out, Number: 1, Size: 25, Section: "leitfaden", Facet: "stufe", Value: value,
		})
		if got := titles(p.Pager().Items); got != want {
			t.Errorf("%s lists %s, want %s", value, got, want)
		}
		active := p.Active()
		if active == nil || active.ID != value || active.Count != len(p.Pager().Items) || strings.Count(filters(p), "*") != 1 {
			t.Errorf("%s: active is %+v in %s", value, active, filters(p))
		}
	}
	if at(t, m, "leitfaden").Active() != nil {
		t.Error("a filter is on where none was chosen")
	}
}

func TestTagFiltersAreTheMostFrequentTags(t *testing.T) {
	w := newWorld("content/wissen/_index.md", page("Wissen"))
	for i := range maxTagOptions + 3 {
		for j := range 1 + i {
			w.put(fmt.Sprintf("content/wissen/%02d-%02d.md", i, j), page("x", fmt.Sprintf("tags: [t%02d]", i)))
		}
	}
	m := w.model(t)
	facets := m.Facets(m.Tree.Page("wissen"))
	if len(facets) != 1 || len(facets[0].Values) != maxTagOptions || facets[0].Values[0].ID != "t03" {
		t.Errorf("filters are %v", facets)
	}
}

func TestSlugsOfValues(t *testing.T) {
	for s, want := range map[string]string{
		"BIA": "bia", "Über Größe": "ueber-groesse", "C++": "cplusplus", " a  b! ": "a-b", "–": "", "BSI 200-4": "bsi-200-4", "a/../b": "a-b", "Ünal": "uenal",
	} {
		if got := Slug(s); got != want {
			t.Errorf("%q becomes %q, want %q", s, got, want)
		}
	}
}
