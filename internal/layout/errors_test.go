package layout

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kaaw/nachbar/internal/diag"
)

// place is a problem as the tables below write it.
func place(p diag.Problem) string {
	return fmt.Sprintf("%s:%d:%d %s", p.Path, p.Line, p.Col, p.ID)
}

func TestSyntaxErrorsHaveAPlace(t *testing.T) {
	for src, want := range map[string]string{
		"ok\n{{if}}":        "layouts/partials/x.html:2:0 layout-syntax",
		"\n\n{{unknown .}}": "layouts/partials/x.html:3:0 layout-syntax",
		"{{range .}}":       "layouts/partials/x.html:1:0 layout-syntax",
		"{{define \"a\"}}\n{{define \"b\"}}{{end}}": "layouts/partials/x.html:2:0 layout-syntax",
		"{{.Title}": "layouts/partials/x.html:1:0 layout-syntax",
	} {
		_, problems, err := Load(site("base.html", base, "partials/x.html", src), "layouts")
		if err != nil {
			t.Fatal(err)
		}
		if len(problems) != 1 || place(problems[0]) != want || problems[0].Args["reason"] == "" {
			t.Errorf("%q: problems are %v, want %s", src, problems, want)
		}
	}
}

func TestAllSyntaxErrorsAreNamedAtOnce(t *testing.T) {
	_, problems, err := Load(site("base.html", "{{", "_default/single.html", "{{", "partials/a.html", "{{", "partials/b.html", "fine"), "layouts")
	if err != nil || len(problems) != 3 {
		t.Errorf("problems are %v, %v", problems, err)
	}
}

func TestErrorsOfExecutionHaveThePlaceInTheFileThatFailed(t *testing.T) {
	for _, tt := range []struct {
		name, single, partial, want, reason string
	}{
		{"in the layout", "{{define \"main\"}}\n  {{.Nope}}{{end}}", "", "layouts/_default/single.html:2:5 layout-error", "can't evaluate field Nope"},
		{"in a partial", `{{define "main"}}{{template "partials/x.html" .}}{{end}}`, "a\nb\n {{.Nope.Deeper}}", "layouts/partials/x.html:3:9 layout-error", "can't evaluate field Nope"},
		{"a function", `{{define "main"}}{{data "x"}}{{end}}`, "", "layouts/_default/single.html:1:20 layout-error", "data: no such file"},
		{"an index out of range", `{{define "main"}}{{index . 7}}{{end}}`, "", "layouts/_default/single.html:1:20 layout-error", "out of range"},
	} {
		s := load(t, "_default/single.html", tt.single, "partials/x.html", tt.partial)
		_, problems := try(s, "_default/single.html", "dot")
		if len(problems) != 1 || place(problems[0]) != tt.want || !strings.Contains(problems[0].Args["reason"], tt.reason) ||
			problems[0].Args["page"] != "content/a.md" {
			t.Errorf("%s: problems are %v, want %s %s", tt.name, problems, tt.want, tt.reason)
		}
	}
}

// What is wrong whatever the page is said without a page, so that it is said once.
func TestMistakesOfTheFinishedLayoutNameNoPage(t *testing.T) {
	for _, tt := range []struct{ name, single, want string }{
		{"a partial that does not exist", "{{define \"main\"}}\n{{template \"partials/none.html\" .}}{{end}}", "layouts/_default/single.html:2:12 layout-no-partial"},
		{"branches that differ", `{{define "main"}}<a href={{if .}}"x{{end}}>{{end}}`, "layouts/_default/single.html:1:31 layout-unclosed"},
		{"a quote left open", `{{define "main"}}<a href="{{.}}>{{end}}`, "layouts/_default/single.html:0:0 layout-unclosed"},
	} {
		s := load(t, "_default/single.html", tt.single)
		for range 2 {
			_, problems := try(s, "_default/single.html", "dot")
			if len(problems) != 1 || place(problems[0]) != tt.want || problems[0].Args["page"] != "" {
				t.Errorf("%s: problems are %v, want %s", tt.name, problems, tt.want)
			}
		}
	}
}

func TestAPageThatFailedDoesNotSpoilTheNext(t *testing.T) {
	s := load(t, "_default/bad.html", `{{define "main"}}half {{.Nope}}{{end}}`, "_default/good.html", `{{define "main"}}good{{end}}`)
	for range 3 {
		if _, problems := try(s, "_default/bad.html", "dot"); len(problems) != 1 {
			t.Errorf("problems are %v", problems)
		}
		if got := render(t, s, "_default/good.html", "dot"); got != "<main>good</main>" {
			t.Errorf("got %s", got)
		}
	}
}

func TestABrokenPartialIsTheSameProblemOnEveryPage(t *testing.T) {
	s, _, err := Load(site("base.html", base, "partials/x.html", "a\n{{if}}", "_default/single.html", `{{define "main"}}{{end}}`), "layouts")
	if err != nil {
		t.Fatal(err)
	}
	if _, problems := try(s, "_default/single.html", nil); len(problems) != 1 || place(problems[0]) != "layouts/partials/x.html:2:0 layout-syntax" {
		t.Errorf("problems are %v", problems)
	}
}

func TestLayoutsThatCannotBeUsedAreNamed(t *testing.T) {
	huge := strings.Repeat("x", maxBytes+1)
	for want, fsys := range map[string]fstest.MapFS{
		"layouts:0:0 layout-no-base":                        site("_default/single.html", ""),
		"layouts/_default/single.html:0:0 layout-too-large": site("base.html", base, "_default/single.html", huge),
	} {
		s, problems, err := Load(fsys, "layouts")
		if err != nil || len(problems) != 1 || place(problems[0]) != want || s == nil {
			t.Errorf("problems are %v, %v, want %s", problems, err, want)
		}
	}
	if _, _, err := Load(site(), "layouts"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing folder gives %v", err)
	}
}

func TestOtherFilesBesideLayoutsAreNotRead(t *testing.T) {
	load(t, "README.md", "{{", "partials/x.html.bak", "{{", "_default/single.html", "")
}
