package site_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/site"
)

// settings is nachbar.yaml of the sound site with one part replaced.
func settings(old, with string) files {
	src := string(soundSite()["nachbar.yaml"].Data)
	if !strings.Contains(src, old) {
		panic("the settings have no " + old)
	}
	return files{"nachbar.yaml": strings.Replace(src, old, with, 1)}
}

func TestBrokenSettings(t *testing.T) {
	run(t, []broken{{
		name: "unknown key", files: settings("title:", "titel: Probe\ntitle:"),
		want: []string{"nachbar.yaml:1:1 yaml-unknown-key"},
	}, {
		name: "no title", files: settings("title: Probe\n", ""),
		want: []string{"nachbar.yaml:1:1 yaml-missing-key"},
	}, {
		name: "audience that is never published", files: settings("tlp: AMBER", "tlp: RED"),
		want: []string{"nachbar.yaml:6:10 conf-audience-tlp"},
	}, {
		name: "audience with an unknown label", files: settings("tlp: CLEAR", "tlp: alle"),
		want: []string{"nachbar.yaml:4:10 tlp-unknown"},
	}, {
		name: "audience with a bad name", files: settings("name: mitglieder", "name: Mitglieder/Intern"),
		want: []string{"nachbar.yaml:5:11 conf-audience-name"},
	}, {
		name: "two audiences of one name", files: settings("name: mitglieder", "name: oeffentlich"),
		want: []string{"nachbar.yaml:5:11 conf-audience-duplicate"},
	}, {
		name: "no audience", files: files{"nachbar.yaml": "title: Probe\naudiences: []\n"},
		want: []string{"nachbar.yaml:2:12 conf-audience-none"},
	}, {
		name: "folder out of the site", files: settings("title:", "content: ../private\ntitle:"),
		want: []string{"nachbar.yaml:1:10 conf-folder"},
	}, {
		name: "folder that is never published", files: settings("title:", "content: private\ntitle:"),
		want: []string{"nachbar.yaml:1:10 conf-folder-reserved"},
	}, {
		name: "one folder in another", files: settings("title:", "static: content/bilder\ntitle:"),
		want: []string{"nachbar.yaml:1:9 conf-folder-overlap"},
	}, {
		name: "content folder that is not there", files: settings("title:", "content: inhalt\ntitle:"),
		want: []string{"inhalt content-missing"},
	}, {
		name: "menu to a page that is not there", files: settings("page: leitfaden", "page: leitpfad"),
		want: []string{"nachbar.yaml:10:13 menu-page-missing"},
	}, {
		name: "menu to a file", files: settings("page: leitfaden", "page: leitfaden/bia.md"),
		want: []string{"nachbar.yaml:10:13 conf-menu-page"},
	}, {
		name: "address that is none", files: settings("title:", "baseURL: portal.example.org\ntitle:"),
		want: []string{"nachbar.yaml:1:10 conf-base-url"},
	}, {
		name: "pattern that is none", files: settings("title:", "ignore: [\"[a\"]\ntitle:"),
		want: []string{"nachbar.yaml:1:10 conf-ignore"},
	}, {
		name: "language without words", files: settings("title:", "language: fr\ntitle:"),
		want: []string{"nachbar.yaml:1:11 conf-words"},
	}})
}

func TestBrokenData(t *testing.T) {
	glossary := func(src string) files { return files{"data/glossar.yaml": src} }
	const sound = "- id: frist\n  term: Frist\n  short: Zeit.\n"
	run(t, []broken{{
		name: "entry without a short text", files: glossary(sound + "- id: bia\n  term: BIA\n"),
		want: []string{"data/glossar.yaml:4:3 glossary-incomplete"},
	}, {
		name: "entry twice", files: glossary(sound + sound),
		want: []string{"data/glossar.yaml:4:3 glossary-twice"},
	}, {
		name: "entry that is too long", files: glossary("- id: frist\n  term: Frist\n  short: " + strings.Repeat("lang ", 50) + "\n"),
		want: []string{"data/glossar.yaml:1:3 glossary-long warning"},
	}, {
		name: "entry that points to nothing", files: glossary(sound + "  see: [bia]\n"),
		want: []string{"data/glossar.yaml:1:3 glossary-see"},
	}, {
		name: "entry with a misspelt key", files: glossary("- id: frist\n  term: Frist\n  short: Zeit.\n  siehe: [x]\n"),
		want: []string{"data/glossar.yaml:4:3 yaml-unknown-key"},
	}, {
		name: "broken link in an entry", files: glossary(sound + "  text: Siehe [dort](/fehlt.md).\n"),
		want: []string{"data/glossar.yaml:1:3 link-broken"},
	}, {
		name: "data that is no YAML", files: files{"data/plan.yaml": "a: [1, 2\n"},
		want: []string{"data/plan.yaml:1 yaml-syntax"},
	}, {
		name: "bidi character in data", files: files{"data/plan.yaml": "a: \u202eb\n"},
		want: []string{"data/plan.yaml:1:4 text-bidi"},
	}})
}

// Here are fourteen: an editor gets the whole list at once, in the order of the files.
func TestAllMistakesAreNamedInOneRun(t *testing.T) {
	b := broken{files: files{
		"content/aktuelles/n.md":       page("Neues", "date: gestern\n"),
		"content/leitfaden/bia.md":     page("BIA", "step: \"99\"\nbcms: [voll]\n"),
		"content/seiten/a.md":          page("A", "tlp: amber\n"),
		"content/seiten/b.md":          "---\ntitel: B\n---\n\nText.\n",
		"content/seiten/c.md":          page("C", "") + "\nSiehe [D](d.md) und [A](#hier).\n",
		"content/seiten/nul.md":        page("Nul", ""),
		"content/termine/t.md":         page("Termin", "start: 2027-01-14T11:00\nend: 2027-01-14T09:00\n"),
		"data/glossar.yaml":            "- id: frist\n  term: Frist\n",
		"layouts/_default/single.html": "{{define \"main\"}}\n<p style=\"color:red\">{{.Body}}</p>{{end}}\n",
		"nachbar.yaml":                 settings("page: leitfaden", "page: fehlt")["nachbar.yaml"],
		"static/con.txt":               "x",
	}}
	result, err := site.Check(context.Background(), options(b.over(soundSite())))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"content/aktuelles/n.md:3:7 yaml-bad-date",
		"content/leitfaden/bia.md:3:7 step-unknown",
		"content/leitfaden/bia.md:4:8 yaml-bad-value",
		"content/seiten/a.md:3:6 tlp-case",
		"content/seiten/b.md:2:1 yaml-missing-key",
		"content/seiten/b.md:2:1 yaml-unknown-key",
		"content/seiten/c.md:7 html-anchor-missing",
		"content/seiten/c.md:7:7 link-broken",
		"content/seiten/nul.md content-bad-name",
		"content/termine/t.md:4:6 event-end",
		"data/glossar.yaml:1:3 glossary-incomplete",
		"layouts/_default/single.html:2 html-inline-style",
		"nachbar.yaml:10:13 menu-page-missing",
		"static/con.txt content-bad-name",
	}
	if got := places(result.Problems); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if !slices.IsSortedFunc(result.Problems, func(a, b diag.Problem) int { return strings.Compare(a.Path, b.Path) }) {
		t.Error("the problems are not in the order of the files")
	}
}

func TestAnAudienceThatDoesNotExistIsAMistakeOfTheCaller(t *testing.T) {
	opt := options(soundSite())
	opt.Audience = "vorstand"
	_, err := site.Check(context.Background(), opt)
	var unknown *site.UnknownAudienceError
	if !errors.As(err, &unknown) || unknown.Name != "vorstand" || !slices.Equal(unknown.Known, []string{"oeffentlich", "mitglieder"}) {
		t.Errorf("got %v", err)
	}
}
