package content

import (
	"testing"

	"github.com/kaaw/nachbar/internal/tlp"
)

func TestForeignTreesAreReadWithWarnings(t *testing.T) {
	clear := tlp.Clear
	opt := Options{Dir: "content", Max: tlp.Clear, DefaultLabel: &clear, Lenient: true}
	fsys := site(
		"_index.md", "# Home\n",
		"gesetz-bla.md", "just text\n",
		"a.md", "---\nTitle: Titel\nauthor: x\ntags: eins\nweight: schwer\n---\ntext\n",
		"b.md", "---\nlayout: foreign\n---\ntext\n",
		"leitfaden/c.md", "text\n", "termine/d.md", "text\n", "termine/e.md", "---\ntitle: e\n---\n", "aktuelles/f.md", "text\n",
	)
	tree, problems := loadAll(t, fsys, opt)
	if problems.HasErrors() || len(problems) == 0 {
		t.Errorf("problems are\n%s", places(problems))
	}
	for path, want := range map[string]struct {
		title string
		kind  Kind
	}{
		"gesetz-bla": {"Gesetz bla", Plain}, "a": {"Titel", Plain}, "b": {"B", Plain},
		"leitfaden/c": {"C", Guide}, "termine/d": {"D", Event}, "termine/e": {"e", Event}, "aktuelles/f": {"F", News},
	} {
		p := page(t, tree, path)
		if p.Title != want.title || p.Kind != want.kind || (p.Event != nil) != (want.kind == Event) || (p.Guide != nil) != (want.kind == Guide) {
			t.Errorf("/%s is %q, a %s", path, p.Title, p.Kind)
		}
	}
	if p := page(t, tree, "a"); len(p.Tags) != 1 || p.Weight != 0 {
		t.Errorf("tags are %q, the weight %d", p.Tags, p.Weight)
	}
	strict := opt
	strict.Lenient = false
	if _, problems := loadAll(t, fsys, strict); !problems.HasErrors() {
		t.Error("the same tree is fine when read strictly")
	}
}

func TestAMisspeltLabelIsAnErrorInForeignTreesToo(t *testing.T) {
	for _, key := range []string{"tpl", "TPL", "ltp", "tlp2", "tlps", "_tlp"} {
		f := decodeFile("content/a.md", []byte("---\ntitle: A\n"+key+": AMBER\n---\n"), Plain, nil, true)
		if !f.problems.HasErrors() {
			t.Errorf("%s: AMBER is no error: the page would get the label of its folder", key)
		}
	}
	for _, key := range []string{"tip", "template", "lp", "toolp"} {
		f := decodeFile("content/a.md", []byte("---\ntitle: A\n"+key+": AMBER\n---\n"), Plain, nil, true)
		if f.problems.HasErrors() {
			t.Errorf("%s is an error: %v", key, f.problems)
		}
	}
}
