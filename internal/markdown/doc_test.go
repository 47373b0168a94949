package markdown

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kaaw/nachbar/internal/diag"
)

// lines joins lines to a page.
func lines(text ...string) []byte { return []byte(strings.Join(text, "\n") + "\n") }

// render renders without glossary and site.
func render(opt Options, src string) (Doc, diag.List) {
	return New(opt, nil).Render([]byte(src), "content/a.md", 1, nil)
}

func names(problems diag.List) []string {
	var all []string
	for _, p := range problems {
		all = append(all, p.Severity.String()+" "+p.ID)
	}
	return all
}

func TestTableOfContentsIsATree(t *testing.T) {
	src := lines("#### zu tief", "### ohne Eltern", "## A", "### A *1*", "#### A 1 a", "### A 2", "## B & C", "#### B a", "### B 1")
	doc, _ := New(Options{}, nil).Render(src, "a.md", 1, nil)
	want := []Heading{
		{Level: 3, ID: "ohne-eltern", Text: "ohne Eltern"},
		{Level: 2, ID: "a", Text: "A", Children: []Heading{{Level: 3, ID: "a-1", Text: "A 1"}, {Level: 3, ID: "a-2", Text: "A 2"}}},
		{Level: 2, ID: "b-c", Text: "B & C", Children: []Heading{{Level: 3, ID: "b-1", Text: "B 1"}}},
	}
	if diff := cmp.Diff(want, doc.TOC); diff != "" {
		t.Error(diff)
	}
	deep, _ := New(Options{TOCMin: 4, TOCMax: 4}, nil).Render(src, "a.md", 1, nil)
	if len(deep.TOC) != 3 || deep.TOC[1].Text != "A 1 a" {
		t.Errorf("levels 4 to 4: %v", deep.TOC)
	}
}

func TestSummaryIsTheFirstParagraph(t *testing.T) {
	long := strings.Repeat("Wörter und ", 40)
	for _, c := range []struct{ src, want string }{
		{"## Titel\n\n- Liste\n\nDer *erste* [Absatz](a.md)\nhat `zwei` Zeilen &amp; mehr.\n\nDer zweite.\n", "Der erste Absatz hat zwei Zeilen & mehr."},
		{"> Zitat\n\n![Bild](a.png)\n\nText[^1]\n\n[^1]: Note\n", "Bild"},
		{"", ""},
		{long, strings.TrimSpace(long[:strings.LastIndex(long[:len("Wörter und ")*27+4], " ")]) + "…"},
		{strings.Repeat("ä", 400), strings.Repeat("ä", 299) + "…"},
	} {
		doc, _ := render(Options{}, c.src)
		if doc.Summary != c.want {
			t.Errorf("%.40q: got %q, want %q", c.src, doc.Summary, c.want)
		}
		if n := len([]rune(doc.Summary)); n > maxSummary {
			t.Errorf("%.40q: %d characters", c.src, n)
		}
	}
}

func TestTitleIsTakenOutOfTheBody(t *testing.T) {
	doc, problems := render(Options{}, "# Der *Titel*\n\n## Teil\n\n# Zweiter\n")
	if doc.Title != "Der Titel" || bytes.Contains(doc.HTML, []byte("Der")) || bytes.Contains(doc.HTML, []byte("<h1")) {
		t.Errorf("title %q in %s", doc.Title, doc.HTML)
	}
	if diff := cmp.Diff([]string{"warning markdown-second-title"}, names(problems)); diff != "" {
		t.Error(diff)
	}
	if _, problems := render(Options{Lenient: true}, "# A\n\n# B\n"); len(problems) != 0 {
		t.Errorf("lenient: %v", problems)
	}
}

func TestLinksAreListedAsWrittenAndAsResolved(t *testing.T) {
	src := lines("Text [a](bia.md#x)", "und <https://a.b> und www.c.d.", "", "[e](#f) [g](fehlt.md) [h](javascript:x)", "", "[i]", "", "[i]: j.md")
	doc, _ := New(Options{}, nil).Render(src, "a.md", 10, pages{})
	want := []Link{
		{"bia.md#x", "../bia/#x", 10}, {"https://a.b", "https://a.b", 11}, {"https://www.c.d", "https://www.c.d", 11},
		{"#f", "#f", 13}, {"fehlt.md", "", 13}, {"javascript:x", "", 13}, {"j.md", "../j/", 15},
	}
	if diff := cmp.Diff(want, doc.Links); diff != "" {
		t.Error(diff)
	}
}

func TestAnchorsTermsAndFieldsAreListedInOrder(t *testing.T) {
	src := "## B {#eigen}\n\n## A\n\nNotfall und BIA. {#absatz}\n\n{{z}} {{a}} {{z}}[^1]\n\n[^1]: Note\n"
	doc, _ := New(Options{}, testGlossary()).Render([]byte(src), "a.md", 1, pages{})
	if diff := cmp.Diff([]string{"eigen", "a", "absatz", "fnref:1", "fn:1"}, doc.Anchors); diff != "" {
		t.Error("anchors", diff)
	}
	if diff := cmp.Diff([]string{"notfall", "bia"}, doc.Terms); diff != "" {
		t.Error("terms", diff)
	}
	if diff := cmp.Diff([]string{"z", "a"}, doc.Fields); diff != "" {
		t.Error("fields", diff)
	}
}

func TestWordsAreCounted(t *testing.T) {
	for _, c := range []struct {
		src  string
		want int
	}{
		{"Ein kurzer Satz.\n", 3},
		{"Zwei\nZeilen mit *vier* Worten\n", 5},
		{"## Zwei Worte\n\n- eins\n- zwei\n", 4},
		{"a | b\n--|--\nc d | e\n", 5},
		{"", 0},
	} {
		if doc, _ := render(Options{}, c.src); doc.Words != c.want {
			t.Errorf("%q: %d words, want %d", c.src, doc.Words, c.want)
		}
	}
}

func TestIDPrefixStartsEveryGeneratedID(t *testing.T) {
	r := New(Options{IDPrefix: "x-"}, testGlossary())
	doc, _ := r.Render([]byte("## A\n\nBIA[^1] b {#c}\n\n[^1]: d\n"), "a.md", 1, pages{})
	for _, want := range []string{`id="x-a"`, `id="x-gl:bia"`, `id="x-fn:1"`, `href="#x-fn:1"`, `id="x-fnref:1"`, `href="#x-fnref:1"`, `id="c"`} {
		if !bytes.Contains(doc.HTML, []byte(want)) {
			t.Errorf("no %s in %s", want, doc.HTML)
		}
	}
}

func TestPlacesCountLinesOfTheFileAndCharacters(t *testing.T) {
	src := lines("Zeile", "", "Prüfung größer [a](javascript:x)", "[b](data:x)")
	_, problems := New(Options{}, nil).Render(src, "content/a.md", 8, nil)
	if len(problems) != 2 {
		t.Fatalf("got %v", problems)
	}
	for i, want := range []diag.Problem{{Line: 10, Col: 16}, {Line: 11, Col: 1}} {
		if p := problems[i]; p.Line != want.Line || p.Col != want.Col || p.Path != "content/a.md" {
			t.Errorf("got %s:%d:%d, want %d:%d", p.Path, p.Line, p.Col, want.Line, want.Col)
		}
	}
}

func TestLenientModeForgivesWhatAnImportCannotHelp(t *testing.T) {
	src := "![](a.png) [x](fehlt.md) [^1] {{f}} [leer]() \u202e\n"
	opt := Options{Fields: map[string]string{}}
	_, strict := New(opt, nil).Render([]byte(src), "a.md", 1, pages{})
	opt.Lenient = true
	_, lenient := New(opt, nil).Render([]byte(src), "a.md", 1, pages{})
	if len(strict) != 6 || len(lenient) != 6 {
		t.Fatalf("%v\n%v", names(strict), names(lenient))
	}
	for _, p := range strict {
		if p.Severity != diag.Error {
			t.Errorf("strict: %s is a warning", p.ID)
		}
	}
	if lenient.HasErrors() {
		t.Errorf("lenient: %v", names(lenient))
	}
	if _, always := New(opt, nil).Render([]byte("[a](javascript:x)\n"), "a.md", 1, nil); !always.HasErrors() {
		t.Error("lenient mode lets a script through without an error")
	}
}

func TestBodiesBeyondTheLimitsAreRefused(t *testing.T) {
	for _, c := range []struct {
		name, src, want string
	}{
		{"size", strings.Repeat("a", 101), "error markdown-too-large"},
		{"lines", strings.Repeat("\n", maxLines+1), "error markdown-too-many-lines"},
	} {
		opt := Options{MaxBytes: 100}
		if c.name == "lines" {
			opt.MaxBytes = 0
		}
		doc, problems := render(opt, c.src)
		if got := names(problems); len(got) != 1 || got[0] != c.want || doc.HTML != nil {
			t.Errorf("%s: %v, %d bytes", c.name, got, len(doc.HTML))
		}
	}
}

func TestEachBudgetIsReportedOnce(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{strings.Repeat("> ", maxDepth+1) + "a", "markdown-too-deep"},
		{strings.Repeat("- ", maxDepth-1) + "a" + strings.Repeat("\n", 30_000), "markdown-too-nested"},
		{strings.Repeat("*a_ ", 3_000), "markdown-too-many-marks"},
		{strings.Repeat("[", maxBrackets+1), "markdown-too-many-marks"},
		{"a " + strings.Repeat("*", maxRun+1), "markdown-too-many-marks"},
		{strings.Repeat("|a", maxColumns+1) + "\n" + strings.Repeat("|-", maxColumns+1), "markdown-too-many-cells"},
		{repeat("[^%d]: a\n\n", 6_000), "markdown-too-many-footnotes"},
		{repeat("[%d]: a\n", 30_000), "markdown-too-many-references"},
		{"[a]: " + strings.Repeat("b", 60_000) + "\n\n[a] [a] [a]", "markdown-reference-size"},
	} {
		_, problems := render(Options{}, c.src)
		n := 0
		for _, p := range problems {
			if p.ID == c.want && p.Severity == diag.Error {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%.20q: %s is reported %d times: %v", c.src, c.want, n, names(problems))
		}
	}
}

func TestOrdinaryPagesStayWithinAllBudgets(t *testing.T) {
	for name, src := range map[string]string{
		"long list":     strings.Repeat("- Punkt mit **Wort** und [Link](a.md)\n", 20_000),
		"long table":    "a|b|c\n-|-|-\n" + strings.Repeat("1 | `2` | *3*\n", 10_000),
		"deep list":     growing("- a\n", 1_000),
		"many links":    strings.Repeat("[Kapitel](kapitel.md), ", 400),
		"references":    repeat("[%d]: a.md\n", 15_000),
		"many headings": repeat("## Abschnitt %d\n\nText mit *Wort*.\n\n", 500_000),
	} {
		if _, problems := render(Options{}, src); len(problems) != 0 {
			t.Errorf("%s: %v", name, problems[0])
		}
	}
}

func TestProblemsOfAPageAreLimited(t *testing.T) {
	_, problems := render(Options{}, strings.Repeat("[a](javascript:x)\n\n", 1_000))
	if len(problems) != maxProblems {
		t.Errorf("%d problems, want %d", len(problems), maxProblems)
	}
}

func TestTextThatIsNotUTF8IsMended(t *testing.T) {
	doc, problems := render(Options{}, "gut\n\nschle\xe4cht\n")
	if got := string(doc.HTML); got != "<p>gut</p>\n<p>schle\ufffdcht</p>\n" {
		t.Errorf("%q", got)
	}
	if len(problems) != 1 || problems[0].ID != "text-invalid-utf8" || problems[0].Line != 3 || problems[0].Col != 6 {
		t.Errorf("%v", problems)
	}
}

func TestRenderersAreSafeForConcurrentUse(t *testing.T) {
	r := New(testOptions(), testGlossary())
	sources := []string{"## Ziel\n\nBIA[^1]\n\n[^1]: a\n", "## Ziel\n\n## Ziel {#ziel}\n\n{{kommune}}\n", "a | b\n-|-\n1 | Notfall\n"}
	want := make([]Doc, len(sources))
	for i, src := range sources {
		want[i], _ = r.Render([]byte(src), "a.md", 1, pages{})
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for i := range 200 {
				got, _ := r.Render([]byte(sources[i%3]), "a.md", 1, pages{})
				if diff := cmp.Diff(want[i%3], got); diff != "" {
					t.Error(diff)
					return
				}
			}
		})
	}
	group.Wait()
}

func TestLabelsAreEnglishUnlessGiven(t *testing.T) {
	src := "> [!TIP]\n> a\n\n- [ ] b\n"
	doc, _ := render(Options{Labels: map[string]string{"callout.tip": "Tipp"}}, src)
	if !bytes.Contains(doc.HTML, []byte(`aria-label="Tipp"`)) || !bytes.Contains(doc.HTML, []byte(`aria-label="open"`)) {
		t.Errorf("%s", doc.HTML)
	}
	for _, key := range LabelKeys() {
		if english[key] == "" {
			t.Errorf("label %q has no English word", key)
		}
	}
}
