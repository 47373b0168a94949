package view

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

func TestTheGlossaryIsAlphabeticalAndLinked(t *testing.T) {
	w := newWorld("content/glossar/_index.md", page("Glossar"), "content/bia.md", page("BIA-Seite"), "data/glossar.yaml", `
- {id: ueb, term: Übung, short: s}
- {id: bia, term: Business-Impact-Analyse, abbr: BIA, short: Kurz., text: "Mehr in [BIA](/bia/).", see: [ueb], also: [Folgenanalyse], source: "200-4"}
- {id: "24", term: 24-Stunden-Regel, short: s}
- {id: ums, term: Umsetzung, short: s}
`)
	p := at(t, w.model(t), "glossar")
	var got []string
	for _, group := range p.TermLetters() {
		for _, term := range group.Terms {
			got = append(got, group.Letter+":"+term.ID)
		}
	}
	if want := "0–9:24 B:bia U:ueb U:ums"; strings.Join(got, " ") != want {
		t.Errorf("terms are %s, want %s", strings.Join(got, " "), want)
	}
	bia := p.Terms()[1]
	if bia.Abbr != "BIA" || bia.Source != "200-4" || fmt.Sprint(bia.Also) != "[Folgenanalyse]" || fmt.Sprint(bia.See) != "[{Übung #ueb}]" ||
		!strings.Contains(string(bia.HTML), `<a href="../bia/">BIA</a>`) {
		t.Errorf("the term is %+v", bia)
	}
}

func TestTermsThatCannotBeUsedAreNamed(t *testing.T) {
	for yaml, want := range map[string]string{
		"- {id: a, term: A, short: s}\n":                                "1 []",
		"- {id: a, term: A}\n":                                          "0 [glossary-incomplete a]",
		"- {term: A, short: s}\n":                                       "0 [glossary-incomplete #1]",
		"- {id: a, term: A, short: s}\n- {id: a, term: B, short: s}\n":  "1 [glossary-twice a]",
		"- {id: a, term: A, short: " + strings.Repeat("x", 241) + "}\n": "1 [glossary-long a]",
		"- {id: a, term: A, short: s, see: [a, b]}\n":                   "1 [glossary-see a]",
		"just text\n":        "0 []",
		"- text\n- [a, b]\n": "0 [glossary-incomplete #1 glossary-incomplete #2]",
	} {
		data, _, err := LoadData(fstest.MapFS{"data/glossar.yaml": {Data: []byte(yaml)}}, "data")
		if err != nil {
			t.Fatal(err)
		}
		terms, problems := GlossaryTerms(data, "data")
		var ids []string
		for _, p := range problems {
			ids = append(ids, p.ID+" "+p.Args["term"])
		}
		if got := fmt.Sprint(len(terms), " ", ids); got != want {
			t.Errorf("%q gives %s, want %s", yaml, got, want)
		}
	}
}

func TestDataFilesAreFoundByNameAndEntriesByKey(t *testing.T) {
	d, problems, err := LoadData(fstest.MapFS{
		"data/a.yaml":     {Data: []byte("- {id: x, title: X}\n- {id: y}\n- text\n")},
		"data/b/c.yaml":   {Data: []byte("key: value\n")},
		"data/bad.yaml":   {Data: []byte("a: [\n")},
		"data/README.txt": {Data: []byte("a: [\n")},
	}, "data")
	if err != nil || len(problems) != 1 || problems[0].Path != "data/bad.yaml" {
		t.Fatalf("problems are %v, %v", problems, err)
	}
	if _, ok := d.Value("bad"); ok {
		t.Error("a broken file has a value")
	}
	if value, ok := d.Value("b/c"); !ok || fmt.Sprint(value) != "map[key:value]" {
		t.Errorf("the value is %v", value)
	}
	if !d.Has("a", "id", "x") || d.Has("a", "id", "z") || !d.Has("none", "id", "z") || fmt.Sprint(d.Names("a", "id")) != "[x y]" || d.field("a", "id", "x", "title") != "X" {
		t.Error("entries are not found by their id")
	}
	if d.digest("a") == d.digest("b/c") || d.digest("none") != (Digest{}) {
		t.Error("digests do not tell files apart")
	}
	if d, problems, err := LoadData(fstest.MapFS{}, "data"); err != nil || len(problems) > 0 || d == nil {
		t.Errorf("a site without data: %v, %v", problems, err)
	}
}
