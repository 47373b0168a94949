package markdown

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kaaw/nachbar/internal/diag"
)

var update = flag.Bool("update", false, "write the output of this version into testdata")

// A file of testdata holds cases: a name, Markdown, HTML and, where there are
// any, the problems, one a line.
const (
	partMark = "//- - - - - - - - -//\n"
	caseMark = "//= = = = = = = = = = = = = = = = = = =//\n"
)

type goldenCase struct{ name, source, html, problems string }

func readCases(t testing.TB, file string) []goldenCase {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []goldenCase
	for _, part := range strings.Split(string(text), caseMark) {
		parts := strings.Split(strings.TrimLeft(part, "\n"), partMark)
		if len(parts) < 2 {
			continue
		}
		parts = append(parts, "", "")
		cases = append(cases, goldenCase{strings.TrimSpace(parts[0]), parts[1], parts[2], parts[3]})
	}
	return cases
}

func writeCases(t *testing.T, file string, cases []goldenCase) {
	t.Helper()
	var b strings.Builder
	for _, c := range cases {
		b.WriteString(c.name + "\n" + partMark + c.source + partMark + c.html)
		if c.problems != "" {
			b.WriteString(partMark + c.problems)
		}
		b.WriteString(caseMark + "\n")
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// pages is a site of a few pages and pictures.
type pages struct{}

func (pages) Link(dest string) (string, error) {
	path, fragment, _ := strings.Cut(dest, "#")
	switch {
	case path == "fehlt.md":
		return "", &ResolveError{ID: "link-missing", Args: diag.Args{"dest": dest}}
	case path == "kaputt.md":
		return "", errors.New("disk is gone")
	case strings.HasSuffix(path, ".md"):
		path = "../" + strings.TrimSuffix(path, ".md") + "/"
	case strings.HasPrefix(path, "/"):
		path = "../.." + path
	}
	if fragment != "" {
		path += "#" + fragment
	}
	return path, nil
}

func (pages) Image(dest string) (Image, error) {
	if dest == "fehlt.png" {
		return Image{}, &ResolveError{ID: "image-missing", Args: diag.Args{"dest": dest}}
	}
	return Image{Src: "../" + dest, Width: 640, Height: 480}, nil
}

// testGlossary has terms of one and of several words, and one with a hyphen.
func testGlossary() *Glossary {
	return NewGlossary([]Term{
		{ID: "bia", Name: "Business-Impact-Analyse", Forms: []string{"BIA", "Business Impact Analyse"}, Short: "Zeigt, was ein Ausfall \"kostet\".", URL: "/glossar/#bia"},
		{ID: "notfall", Name: "Notfall", Forms: []string{"Notfälle", "Notfalls"}, Short: "Ein Ausfall, der <sofort> drängt.", URL: "/glossar/#notfall"},
		{ID: "mta", Name: "MTA", Short: "Längste Zeit bis zum Notbetrieb.", URL: "fehlt.md"},
	})
}

func testOptions() Options {
	return Options{
		Highlight: true,
		Labels:    map[string]string{"callout.note": "Hinweis", "callout.warning": "Achtung", "table": "Tabelle", "footnote": "Fußnote", "footnotes": "Fußnoten", "footnote.back": "Zurück zu Verweis", "task.done": "erledigt", "task.open": "offen"},
		Fields:    map[string]string{"kommune": "Name der Kommune", "amt": ""},
		Reserved:  []string{"inhalt"},
	}
}

func TestMarkdownBecomesHTML(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata")
	}
	r := New(testOptions(), testGlossary())
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			cases := readCases(t, file)
			for i, c := range cases {
				doc, problems := r.Render([]byte(c.source), "a.md", 1, pages{})
				got := goldenCase{c.name, c.source, string(doc.HTML), describe(problems)}
				if !*update && got != c {
					t.Errorf("%s:\n%s\n%s", c.name, c.source, cmp.Diff(c.html+"\n"+c.problems, got.html+"\n"+got.problems))
				}
				cases[i] = got
			}
			if *update {
				writeCases(t, file, cases)
			}
		})
	}
}

func describe(problems diag.List) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "%d:%d %s %s %v\n", p.Line, p.Col, p.Severity, p.ID, map[string]string(p.Args))
	}
	return b.String()
}
