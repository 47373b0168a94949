package content

import (
	"testing"
	"testing/fstest"

	"github.com/kaaw/nachbar/internal/privacy"
	"github.com/kaaw/nachbar/internal/tlp"
)

// FuzzDecodeFile holds every file to what the rest relies on: the body lies in
// the file, problems have a place in it, and a page either has a label that
// somebody wrote or is not in the tree.
func FuzzDecodeFile(f *testing.F) {
	for _, seed := range []string{
		"", "text", front("a"), "---\n---\n", "---\ntitle: a", "\ufeff\r\n---\r\ntitle: a\r\n---\r\nb", "---\ntitle: a\ntlp: WHITE\n---\n",
		front("a", "kind: event", "start: 2027-01-14T09:00", "repeat: {every: 2w, until: 2027-06-30, except: [2027-04-01]}"),
		front("a", "kind: guide", "bcms: [reaktiv]", "step: '7'"), front("a", "cascade: {tlp: RED}"), front("a", "slug: ../x"),
		front("a", "TLP: GREEN"), "+++\ntitle = 'a'\n+++\n", "\xff", "---\na: &x [*x]\n---\n", front("a", "tags: [\"x\\ny\"]"),
	} {
		for _, lenient := range []bool{false, true} {
			f.Add([]byte(seed), lenient)
		}
	}
	f.Fuzz(func(t *testing.T, src []byte, lenient bool) {
		for _, kind := range Kinds() {
			file := decodeFile("content/a.md", src, kind, privacy.NewRules("", nil), lenient)
			if file.bodyOffset < 0 || file.bodyOffset > len(src) || file.bodyLine < 1 {
				t.Errorf("the body starts at %d, line %d", file.bodyOffset, file.bodyLine)
			}
			if (file.event != nil) != (file.front.Kind == Event) || (file.guide != nil) != hasStep(file.front.Kind) ||
				(file.template != nil) != (file.front.Kind == Template || file.front.Kind == Policy) {
				t.Errorf("a %s has the keys of another kind", file.front.Kind)
			}
			for _, p := range file.problems {
				if p.ID == "" || p.Path != "content/a.md" || p.Line < 1 {
					t.Errorf("problem without a place: %+v", p)
				}
			}
		}
		fsys := fstest.MapFS{"content/_index.md": file1(front("Start", "tlp: CLEAR")), "content/a.md": {Data: src}}
		tree, problems := loadAll(t, fsys, Options{Dir: "content", Max: tlp.Clear, Lenient: lenient})
		for _, p := range tree.Pages {
			if p.Label != tlp.Clear {
				t.Errorf("/%s is labelled %s", p.Path, p.Label)
			}
			if !p.Home() && (p.Title == "" && len(problems) == 0 || p.Path == "" || p.TLP == nil) {
				t.Errorf("a page without title, path or label: %+v", p)
			}
		}
	})
}

// hasStep reports whether pages of a kind have a step and levels.
func hasStep(kind Kind) bool { return kind == Guide || kind == Template || kind == Policy }
