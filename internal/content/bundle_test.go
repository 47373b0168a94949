package content

import (
	"fmt"
	"strings"
	"testing"
)

// attached lists attachments with their sizes.
func attached(p *Page) string {
	var names []string
	for _, a := range p.Attachments {
		names = append(names, fmt.Sprintf("%s=%s:%d", a.Name, a.Source, a.Size))
	}
	return strings.Join(names, " ")
}

func TestAFolderWithIndexIsAPageWithItsFiles(t *testing.T) {
	tree := load(t, site(
		"bild.svg", "<svg>",
		"termine/_index.md", front("t"), "termine/jahresplan.pdf", "pdf",
		"termine/uebung/index.md", front("u", "start: 2027-01-14"),
		"termine/uebung/plan.pdf", "plan", "termine/uebung/bilder/raum.png", "png", "termine/uebung/bilder/alt/x.png", "",
		"termine/probe/index.md", front("p", "start: 2027-01-14", "slug: generalprobe"), "termine/probe/plan.pdf", "other plan",
	), public)
	for path, want := range map[string]string{
		"":                     "bild.svg=content/bild.svg:5",
		"termine":              "jahresplan.pdf=content/termine/jahresplan.pdf:3",
		"termine/uebung":       "plan.pdf=content/termine/uebung/plan.pdf:4 bilder/raum.png=content/termine/uebung/bilder/raum.png:3 bilder/alt/x.png=content/termine/uebung/bilder/alt/x.png:0",
		"termine/generalprobe": "plan.pdf=content/termine/probe/plan.pdf:10",
	} {
		if got := attached(page(t, tree, path)); got != want {
			t.Errorf("/%s has %s, want %s", path, got, want)
		}
	}
	if got, want := paths(tree.Pages), "/ /termine /termine/generalprobe /termine/uebung"; got != want {
		t.Errorf("pages are %s, want %s", got, want)
	}
	p := page(t, tree, "termine/uebung")
	if p.Section || p.Source != "content/termine/uebung/index.md" || tree.BySource(p.Source) != p || p.Output() != "termine/uebung/index.html" || p.Top() != "termine" {
		t.Errorf("the bundle is %+v", p)
	}
}

func TestPagesInABundleAreNamed(t *testing.T) {
	tree, problems := loadAll(t, site(
		"a/index.md", front("a"), "a/mehr.md", front("m"), "a/tief/_index.md", front("t"), "a/tief/noch.md", front("n"), "a/tief/eins/index.md", front("e"),
	), public)
	want := `content/a/mehr.md:0:0 content-page-in-bundle
content/a/tief/_index.md:0:0 content-page-in-bundle
content/a/tief/eins/index.md:0:0 content-page-in-bundle
content/a/tief/noch.md:0:0 content-page-in-bundle`
	if got := places(problems); got != want || paths(tree.Pages) != "/ /a" {
		t.Errorf("pages are %s, problems\n%s\nwant\n%s", paths(tree.Pages), got, want)
	}
}

func TestTwoIndexesAreNamed(t *testing.T) {
	_, problems := loadAll(t, site("a/index.md", front("a"), "a/_index.md", front("b"), "index.md", front("c")), public)
	for _, want := range []string{"content/a/index.md:0:0 content-two-indexes", "content/index.md:0:0 content-two-indexes", "content/index.md:0:0 content-root-index"} {
		if !strings.Contains(places(problems), want) {
			t.Errorf("no problem %s in\n%s", want, places(problems))
		}
	}
}

func TestFoldersWithoutIndexAreSections(t *testing.T) {
	tree := load(t, site("bcm-wissen/tief_gang/a.md", front("a"), "b.md", front("b")), public)
	if got, want := paths(tree.Pages), "/ /b /bcm-wissen /bcm-wissen/tief_gang /bcm-wissen/tief_gang/a"; got != want {
		t.Errorf("pages are %s, want %s", got, want)
	}
	p := page(t, tree, "bcm-wissen/tief_gang")
	if p.Title != "Tief gang" || !p.Section || p.Source != "" || !p.BodyEmpty || p.Parent.Title != "Bcm wissen" {
		t.Errorf("the section is %+v", p)
	}
}

func TestAttachmentsWithoutAPageAreNamed(t *testing.T) {
	_, problems := loadAll(t, site("anlagen/plan.pdf", "%PDF", "a/index.md", front("a"), "a/tief/anlage.odt", "PK"), public)
	if got, want := places(problems), "~content/anlagen/plan.pdf:0:0 content-attachment-alone"; got != want {
		t.Errorf("problems are %s, want %s", got, want)
	}
}

func TestASiteWithoutAHomePageStillHasOne(t *testing.T) {
	label := public
	label.DefaultLabel = new(public.Max)
	fsys := site("a.md", front("a"))
	delete(fsys, "content/_index.md")
	tree := load(t, fsys, label)
	if tree.Home == nil || tree.Page("") != tree.Home || !tree.Home.Home() || paths(tree.Pages) != "/ /a" {
		t.Errorf("pages are %s", paths(tree.Pages))
	}
}
