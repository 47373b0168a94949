package content

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestThePathComesFromTheFileOrTheSlug(t *testing.T) {
	tree := load(t, site(
		"Über uns.md", front("a"), "a.b.md", front("b"), "c/_index.md", front("c", "slug: kapitel"), "c/d.md", front("d", "slug: Anhang 1"), "c/e/f.md", front("f"),
	), public)
	if got, want := paths(tree.Pages), "/ /Über-uns /a.b /kapitel /kapitel/Anhang-1 /kapitel/e /kapitel/e/f"; got != want {
		t.Errorf("pages are %s, want %s", got, want)
	}
	if p := page(t, tree, "kapitel/Anhang-1"); tree.BySource("content/c/d.md") != p || p.Output() != "kapitel/Anhang-1/index.html" {
		t.Errorf("found %+v", p)
	}
}

func TestASlugCannotLeadElsewhere(t *testing.T) {
	for _, slug := range []string{"..", ".", ".git", "a/b", "../a", "/a", `a\b`, "a#b", "a%2fb", "a?", "con", "NUL.txt", "a.", "a ", " a", "\u202ea", "a\u200bb", "a:b", strings.Repeat("x", 121)} {
		for _, name := range []string{"a.md", "s/_index.md"} {
			fsys := site("s/x.md", front("x"))
			fsys["content/"+name] = file1("---\ntitle: t\nslug: " + quoted(slug) + "\n---\n")
			tree, problems := loadAll(t, fsys, public)
			if !problems.HasErrors() {
				t.Errorf("slug %q of %s is taken", slug, name)
			}
			for _, p := range tree.Pages {
				if strings.Contains("/"+p.Path+"/", "/../") || strings.Contains(p.Path, "#") || strings.Contains(p.Path, "%") {
					t.Errorf("slug %q of %s makes the path %q", slug, name, p.Path)
				}
			}
		}
	}
}

func quoted(s string) string { return "'" + s + "'" }

func TestPathsThatOneFileSystemCannotTellApartCollide(t *testing.T) {
	for _, tt := range []struct {
		fsys fstest.MapFS
		want string
	}{
		{site("a.md", front("a"), "b.md", front("b", "slug: a")), "content/b.md:0:0 path-collision"},
		{site("Bia.md", front("a"), "bia.md", front("b")), "content/bia.md:0:0 path-collision"},
		{site("a b.md", front("a"), "a-b.md", front("b")), "content/a-b.md:0:0 path-collision"},
		{site("a.md", front("a"), "a/b.md", front("b")), "content/a:0:0 path-collision"},
		{site("a.md", front("a"), "a/_index.md", front("b"), "a/c.md", front("c")), "content/a/_index.md:0:0 path-collision"},
	} {
		tree, problems := loadAll(t, tt.fsys, public)
		if got := places(problems); got != tt.want {
			t.Errorf("problems are %s, want %s", got, tt.want)
		}
		if len(tree.Pages) != 2 {
			t.Errorf("pages are %s", paths(tree.Pages))
		}
	}
}
