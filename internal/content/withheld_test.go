package content

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/tlp"
)

func TestAnAudienceGetsWhatIsMeantForIt(t *testing.T) {
	fsys := site(
		"clear.md", front("a"), "green.md", front("b", "tlp: GREEN"), "amber.md", front("c", "tlp: 'TLP:AMBER'"),
		"strict.md", front("d", "tlp: AMBER+STRICT"), "red.md", front("e", "tlp: RED"),
		"intern/_index.md", front("i", "cascade: {tlp: AMBER}"), "intern/a.md", front("a"), "intern/b.md", front("b", "tlp: CLEAR"), "intern/plan.pdf", "secret",
		"mitglied/_index.md", front("m", "tlp: GREEN"), "mitglied/a.md", front("a", "tlp: CLEAR"),
	)
	for _, tt := range []struct {
		max  tlp.Label
		want string
	}{
		{tlp.Clear, "/ /clear"},
		{tlp.Green, "/ /clear /green /mitglied /mitglied/a"},
		{tlp.Amber, "/ /clear /green /amber /intern /intern/a /intern/b /mitglied /mitglied/a"},
		{tlp.Red, "/ /clear /green /amber /intern /intern/a /intern/b /mitglied /mitglied/a"}, // never published
	} {
		tree, problems := loadAll(t, fsys, Options{Dir: "content", Max: tt.max})
		if got := paths(tree.Pages); got != tt.want {
			t.Errorf("%s gets %s, want %s", tt.max, got, tt.want)
		}
		if got, want := places(problems), "~content/red.md:1:0 tlp-unpublishable\n~content/strict.md:1:0 tlp-unpublishable"; tt.max != tlp.AmberStrict && got != want {
			t.Errorf("problems are\n%s\nwant\n%s", got, want)
		}
	}
	public := load(t, site("intern/_index.md", front("i", "cascade: {tlp: AMBER}"), "intern/plan.pdf", "secret", "intern/tief/x.pdf", "secret"), public)
	for _, p := range public.Pages {
		if len(p.Attachments) > 0 {
			t.Errorf("/%s publishes %s", p.Path, attached(p))
		}
	}
}

// Labels fail closed: what cannot be understood is an error and is not shown.
func TestLabelsThatCannotBeUnderstoodFailClosed(t *testing.T) {
	for _, label := range []string{
		"clear", "Clear", "CLEAR ", "TLP:WHITE", "WHITE", "TLP: CLEAR", "''", "CL\u0415AR" /* Cyrillic Е */, "\u0421LEAR", /* Cyrillic С */
		"CLE\u200bAR", "CLEAR\u202e", "ＣＬＥＡＲ", "TLP:", "TLP:CLEAR,GREEN", "[CLEAR]", "{a: CLEAR}", "0", "AMBER+", "GREEN?",
	} {
		for name, front := range map[string]string{
			"a.md":        "---\ntitle: t\ntlp: " + yamlText(label) + "\n---\nsecret\n",
			"s/_index.md": "---\ntitle: t\ncascade: {tlp: " + yamlText(label) + "}\n---\nsecret\n",
		} {
			for _, lenient := range []bool{false, true} {
				fsys := site("s/x.md", "---\ntitle: x\n---\nsecret\n")
				if name == "a.md" {
					delete(fsys, "content/s/x.md")
				}
				fsys["content/"+name] = file1(front)
				tree, problems := loadAll(t, fsys, Options{Dir: "content", Max: tlp.Clear, Lenient: lenient})
				if len(tree.Pages) > 1 && !problems.HasErrors() {
					t.Errorf("%q in %s, lenient %t: publishes %s and says %s", label, name, lenient, paths(tree.Pages), places(problems))
				}
				if len(problems) == 0 {
					t.Errorf("%q in %s, lenient %t: no problem", label, name, lenient)
				}
			}
		}
	}
}

// yamlText quotes a label unless it is a list, a mapping or quoted already.
func yamlText(s string) string {
	if strings.HasPrefix(s, "[") || strings.HasPrefix(s, "{") || strings.HasPrefix(s, "'") {
		return s
	}
	return fmt.Sprintf("%q", s)
}

func TestAPageWithoutALabelIsAnError(t *testing.T) {
	fsys := site("_index.md", front("Start", "tlp: CLEAR"), "a.md", front("a"), "b.md", front("b", "tlp: CLEAR"), "c/d.md", front("d"), "e/_index.md", front("e"))
	tree, problems := loadAll(t, fsys, public)
	want := "content/a.md:1:0 tlp-missing\ncontent/c:1:0 tlp-missing\ncontent/e/_index.md:1:0 tlp-missing"
	if got := places(problems); got != want || paths(tree.Pages) != "/ /b" {
		t.Errorf("pages are %s, problems\n%s\nwant\n%s", paths(tree.Pages), got, want)
	}
	clear := tlp.Clear
	opt := public
	opt.DefaultLabel = &clear
	if got := paths(load(t, fsys, opt).Pages); got != "/ /a /b /c /c/d /e" {
		t.Errorf("with a label for all: %s", got)
	}
}

func TestDraftsAreLeftOutUnlessAskedFor(t *testing.T) {
	fsys := site("a.md", front("a", "draft: true"), "b/_index.md", front("b", "draft: true"), "b/c.md", front("c"), "b/d/e.md", front("e"),
		"f/g.md", front("g", "draft: true"), "h/index.md", front("h", "draft: true"), "h/x.pdf", "")
	if got := paths(load(t, fsys, public).Pages); got != "/" {
		t.Errorf("without drafts: %s", got)
	}
	opt := public
	opt.Drafts = true
	if got := paths(load(t, fsys, opt).Pages); got != "/ /a /b /b/c /b/d /b/d/e /f /f/g /h" {
		t.Errorf("with drafts: %s", got)
	}
}

func TestATreeKnowsWhyAPageIsLeftOut(t *testing.T) {
	tree := load(t, site(
		"a.md", front("a", "draft: true"), "b.md", front("b", "tlp: GREEN"), "c.md", front("c"),
		"d/_index.md", front("d", "draft: true"), "d/e.md", front("e"), "d/f/_index.md", front("f"), "d/f/g/index.md", front("g"),
		"i/_index.md", front("i", "cascade: {tlp: AMBER}"), "i/j.md", front("j", "tlp: CLEAR"), "i/k/l.md", front("l"),
	), public)
	for source, want := range map[string]string{
		"a.md": "draft", "b.md": "label", "c.md": "", "none.md": "",
		"d/_index.md": "draft", "d/e.md": "draft", "d/f/_index.md": "draft", "d/f/g/index.md": "draft",
		"i/_index.md": "label", "i/j.md": "label", "i/k/l.md": "label",
	} {
		if got := tree.Withheld("content/" + source); got != want {
			t.Errorf("%s is left out for %q, want %q", source, got, want)
		}
	}
	if tree.Withheld("") != "" {
		t.Error("no file is left out")
	}
}

func TestMembersPagesDoNotChangeThePublicTree(t *testing.T) {
	base := []string{"a.md", front("a"), "s/_index.md", front("s"), "s/b.md", front("b")}
	alone := load(t, site(base...), public)
	for _, members := range [][]string{
		{"s/m.md", front("m", "tlp: AMBER", "weight: 1")},
		{"m/_index.md", front("m", "cascade: {tlp: GREEN}"), "m/n.md", front("n"), "m/o/p/index.md", front("p"), "m/o/p/x.pdf", ""},
		{"m/n.md", front("n", "tlp: GREEN")},
		{"b.md", front("b", "tlp: AMBER", "slug: a2"), "c.md", front("c", "tlp: AMBER", "slug: a2")},
	} {
		tree := load(t, site(append(base[:len(base):len(base)], members...)...), public)
		if describe(tree) != describe(alone) {
			t.Errorf("with %s the tree is\n%s\nwithout\n%s", members[0], describe(tree), describe(alone))
		}
	}
}
