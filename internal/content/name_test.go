package content

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestNamesHaveToSurviveEveryFileSystem(t *testing.T) {
	for name, want := range map[string]string{
		"bia.md": "", "Über uns.md": "", "a.b.c": "", "console": "", "com10": "", "nul-liste": "", strings.Repeat("x", 120): "",
		strings.Repeat("x", 121): "long", strings.Repeat("ä", 61): "long",
		norm.NFD.String("ü.md"): "nfc",
		`a\b`:                   "chars", "a:b": "chars", "a*": "chars", "a?": "chars", `a"b`: "chars", "a<b": "chars", "a|b": "chars",
		"a\u202eb": "invisible", "a\u200bb": "invisible", "a\nb": "invisible", "a\x7f": "invisible", "\ufeffa": "invisible", "a\ufffd": "invisible",
		"a.": "end", "a ": "end", "..": "end",
		"con": "reserved", "Aux.md": "reserved", "LPT1.pdf": "reserved", "com9": "reserved", "nul.tar.gz": "reserved",
	} {
		if got := badName(name); got != want {
			t.Errorf("%q is bad because %q, want %q", name, got, want)
		}
	}
}

func TestBadNamesAreNamedAndLeftOut(t *testing.T) {
	tree, problems := loadAll(t, site("con.md", front("a"), "a*b/c.md", front("c"), "d.pdf ", "", "e.md", front("e")), public)
	want := "content/a*b:0:0 content-bad-name\ncontent/con.md:0:0 content-bad-name\ncontent/d.pdf :0:0 content-bad-name"
	if got := places(problems); got != want || paths(tree.Pages) != "/ /e" {
		t.Errorf("pages are %s, problems\n%s\nwant\n%s", paths(tree.Pages), got, want)
	}
}

func TestBackupsAndHiddenFilesAreNoContent(t *testing.T) {
	tree := load(t, site(".git/x.md", "", "a.md~", "", "#a.md#", "", ".a.md.swp", "", "a.md", front("a")), public)
	if paths(tree.Pages) != "/ /a" || len(tree.Home.Attachments) > 0 {
		t.Errorf("pages are %s with %s", paths(tree.Pages), attached(tree.Home))
	}
}

func TestIgnoredFilesAndFoldersAreNoContent(t *testing.T) {
	opt := public
	var asked []string
	opt.Ignored = func(path string) bool {
		asked = append(asked, path)
		return path == "entwurf" || path == "s/notiz.md"
	}
	tree := load(t, site("entwurf/a.md", "broken", "s/notiz.md", "broken", "s/b.md", front("b")), opt)
	if paths(tree.Pages) != "/ /s /s/b" || slices.Contains(asked, "entwurf/a.md") {
		t.Errorf("pages are %s, asked %q", paths(tree.Pages), asked)
	}
}

func TestTitlesAreComparedAsInAGermanIndex(t *testing.T) {
	for title, want := range map[string]string{
		"Übung": "ubung", "Straße": "strasse", "Café": "cafe", "Çelik": "celik", "Åland": "aland", "Łódź": "lodz", norm.NFD.String("Über"): "uber",
		"„BIA“": "bia", "§ 8a": "8a", "Ærø": "aero", "BSI 200-4": "bsi 200-4", "Жук": "жук",
	} {
		if got := TitleKey(title); got != want {
			t.Errorf("%q is ordered as %q, want %q", title, got, want)
		}
	}
}

func TestTitlesFromNames(t *testing.T) {
	for name, want := range map[string]string{"bcm-konzept": "Bcm konzept", "über_uns": "Über uns", "": "", "7": "7"} {
		if got := TitleFromName(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}
