package content

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/tlp"
)

// inherited shows what a page got from the sections above.
func inherited(p *Page) string {
	toc, review, bcms := "-", "-", "-"
	if p.TOC != nil {
		toc = fmt.Sprint(*p.TOC)
	}
	if p.Review != nil {
		review = p.Review.Every.String()
	}
	if p.Guide != nil {
		bcms = fmt.Sprint(p.Guide.BCMS)
	}
	return strings.Join([]string{p.Label.String(), "layout=" + p.Layout, fmt.Sprint(p.Role), bcms, toc, review}, " ")
}

func TestThePageWinsThenTheNearestSection(t *testing.T) {
	const review = "review: {every: 24m, last: 2026-10-01}"
	tree := load(t, site(
		"_index.md", front("Start", "cascade: {tlp: CLEAR, role: [bcm], toc: true, bcms: [standard], review: {every: 1y, last: 2026-01-01}}"),
		"a.md", front("a"),
		"leitfaden/_index.md", front("l", "cascade: {layout: kapitel, bcms: [reaktiv], toc: false}"),
		"leitfaden/b.md", front("b"),
		"leitfaden/c.md", front("c", "layout: bogen", "bcms: [aufbau]", "toc: true", "role: [it-leitung]", review),
		"leitfaden/d.md", front("d", "role: []", "bcms: []"),
		"leitfaden/tief/_index.md", front("t", "cascade: {tlp: GREEN, role: [fachdienst]}"),
		"leitfaden/tief/tiefer/e.md", front("e"),
		"leitfaden/tief/tiefer/f.md", front("f", "tlp: CLEAR"),
		"leitfaden/tief/buendel/index.md", front("g"),
	), Options{Dir: "content", Max: tlp.Green})
	for path, want := range map[string]string{
		"":                        "TLP:CLEAR layout= [bcm] - true -", // a section has no review and no layout by inheritance
		"a":                       "TLP:CLEAR layout= [bcm] - true 1y",
		"leitfaden":               "TLP:CLEAR layout= [bcm] - false -",
		"leitfaden/b":             "TLP:CLEAR layout=kapitel [bcm] [reaktiv] false 1y",
		"leitfaden/c":             "TLP:CLEAR layout=bogen [it-leitung] [aufbau] true 2y",
		"leitfaden/d":             "TLP:CLEAR layout=kapitel [] [] false 1y",
		"leitfaden/tief":          "TLP:GREEN layout= [fachdienst] - false -",
		"leitfaden/tief/tiefer/e": "TLP:GREEN layout=kapitel [fachdienst] [reaktiv] false 1y",
		"leitfaden/tief/tiefer/f": "TLP:CLEAR layout=kapitel [fachdienst] [reaktiv] false 1y",
		"leitfaden/tief/buendel":  "TLP:GREEN layout=kapitel [fachdienst] [reaktiv] false 1y",
	} {
		if got := inherited(page(t, tree, path)); got != want {
			t.Errorf("/%s: %s, want %s", path, got, want)
		}
	}
}

func TestAPageCannotCascade(t *testing.T) {
	fsys := site("a.md", front("a", "cascade: {tlp: CLEAR}"))
	for _, lenient := range []bool{false, true} {
		_, problems := loadAll(t, fsys, Options{Dir: "content", Lenient: lenient, Max: tlp.Clear})
		if len(problems) != 1 || problems[0].ID != "content-cascade-in-page" || problems.HasErrors() == lenient {
			t.Errorf("lenient %t: %v", lenient, problems)
		}
	}
}

func TestWhatOthersShowOfAPageChangesItsMetaHash(t *testing.T) {
	base := []string{
		"_index.md", front("Start", "cascade: {tlp: CLEAR}"),
		"leitfaden/_index.md", front("l", "cascade: {bcms: [reaktiv]}"),
		"leitfaden/a.md", front("a"), "leitfaden/b.md", front("b"),
	}
	for _, tt := range []struct {
		name  string
		edits []string
		want  string
	}{
		{"nothing", nil, ""},
		{"the text", []string{"leitfaden/a.md", strings.Replace(front("a"), "text", "other", 1)}, ""},
		{"a new page", []string{"leitfaden/c.md", front("c")}, ""},
		{"an attachment", []string{"leitfaden/plan.pdf", "pdf"}, ""},
		{"the title", []string{"leitfaden/a.md", front("A")}, "/leitfaden/a"},
		{"any key", []string{"leitfaden/a.md", front("a", "weight: 3")}, "/leitfaden/a"},
		{"a key of the section", []string{"leitfaden/_index.md", front("L", "cascade: {bcms: [reaktiv]}")}, "/leitfaden"},
		{"a cascade", []string{"leitfaden/_index.md", front("l", "cascade: {bcms: [aufbau]}")}, "/leitfaden /leitfaden/a /leitfaden/b"},
		{"the slug of the section", []string{"leitfaden/_index.md", front("l", "cascade: {bcms: [reaktiv]}", "slug: x")}, "/leitfaden /leitfaden/a /leitfaden/b"},
	} {
		before, after := load(t, site(base...), public), load(t, site(append(base[:len(base):len(base)], tt.edits...)...), public)
		var changed []*Page
		for _, p := range before.Pages {
			if q := after.BySource(p.Source); q == nil || q.MetaHash != p.MetaHash {
				changed = append(changed, p)
			}
		}
		if got := paths(changed); got != tt.want {
			t.Errorf("%s changes %q, want %q", tt.name, got, tt.want)
		}
	}
}
