package content

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kaaw/nachbar/internal/tlp"
)

// describe writes down all that a tree says.
func describe(tree *Tree) string {
	var b strings.Builder
	for _, p := range tree.Pages {
		parent := "-"
		if p.Parent != nil {
			parent = p.Parent.Path
		}
		fmt.Fprintf(&b, "/%s %q %s %s %s in /%s at %d section %t kids %s files %s meta %x hash %x size %d body %d:%d %t guide %v event %v\n",
			p.Path, p.Title, p.Source, p.Kind, p.Label, parent, p.Index(), p.Section, paths(p.Children), attached(p), p.MetaHash, p.Hash,
			p.Size, p.BodyOffset, p.BodyLine, p.BodyEmpty, p.Guide, p.Event)
		if tree.Page(p.Path) != p || p.Source != "" && tree.BySource(p.Source) != p {
			fmt.Fprintf(&b, "/%s is not found\n", p.Path)
		}
	}
	return b.String()
}

// leftOut writes down what a tree does not hold.
func leftOut(tree *Tree) string {
	var b strings.Builder
	for _, source := range slices.Sorted(maps.Keys(tree.withheld)) {
		fmt.Fprintf(&b, "%s left out for %s\n", source, tree.withheld[source])
	}
	return b.String()
}

// editor changes a content folder as people do, and says what a watcher would.
type editor struct {
	*rand.Rand
	fsys fstest.MapFS
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

func (e editor) file() string {
	return path.Join("content", pick(e.Rand, "", "a", "a/b", "a/b/c", "leitfaden", "leitfaden/x", "termine", "n/e/u"),
		pick(e.Rand, "p.md", "q.md", "R.md", "index.md", "_index.md", "plan.pdf"))
}

func (e editor) text() []byte {
	keys := []string{"title: " + pick(e.Rand, "Alpha", "Übung", "Zeta", "''")}
	for _, key := range []string{"weight: 3", "draft: true", "tlp: GREEN", "tlp: GREE", "slug: s", "kind: guide", "kind: event", "start: 2027-01-14", "cascade: {kind: guide, tlp: GREEN}", "unknown: key", "tags: [a]"} {
		if e.IntN(8) == 0 {
			keys = append(keys, key)
		}
	}
	return []byte("---\n" + strings.Join(keys, "\n") + pick(e.Rand, "\n---\n", "\n---\n", "\n---\n", "\n") + pick(e.Rand, "", "text\n"))
}

// edit does one thing and returns the paths that changed.
func (e editor) edit() []string {
	name := e.file()
	switch e.IntN(6) {
	case 0:
		return e.remove(name)
	case 1:
		return e.remove(path.Dir(name))
	case 2:
		to := e.file()
		return append(e.move(name, to), name, to)
	case 3:
		from, to := path.Dir(name), path.Dir(e.file())
		if from == "content" || strings.HasPrefix(to+"/", from+"/") || strings.HasPrefix(from+"/", to+"/") {
			return nil
		}
		return append(e.move(from, to), from, to)
	}
	e.fsys[name] = &fstest.MapFile{Data: e.text()}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		delete(e.fsys, dir) // a file of that name becomes a folder
	}
	return []string{name}
}

// remove deletes a file or a folder. It never deletes the content folder.
func (e editor) remove(name string) []string {
	if name == "content" {
		return nil
	}
	maps.DeleteFunc(e.fsys, func(file string, _ *fstest.MapFile) bool { return file == name || strings.HasPrefix(file, name+"/") })
	return []string{name}
}

// move renames a file or a folder over whatever is there.
func (e editor) move(from, to string) []string {
	for _, file := range slices.Sorted(maps.Keys(e.fsys)) {
		if rest, ok := strings.CutPrefix(file, from); ok && (rest == "" || rest[0] == '/') {
			e.fsys[to+rest] = e.fsys[file]
			delete(e.fsys, file)
		}
	}
	return nil
}

// TestReloadingEqualsLoading is the law of the Loader: after any edits, what it
// has forgotten and read again is what a new Loader reads.
func TestReloadingEqualsLoading(t *testing.T) {
	for seed := range uint64(8) {
		e := editor{rand.New(rand.NewPCG(seed, 1)), site("a/p.md", front("p"), "leitfaden/q.md", front("q"))}
		opt := Options{Dir: "content", Max: tlp.Clear, Lenient: seed%2 == 1}
		loader := NewLoader(e.fsys, opt)
		for step := range 150 {
			var changed []string
			for range 1 + e.IntN(3) {
				changed = append(changed, e.edit()...)
			}
			loader.Forget(changed)
			got, gotProblems, err := loader.Load(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			want, wantProblems := loadAll(t, e.fsys, opt)
			a, b := describe(got)+leftOut(got)+places(gotProblems), describe(want)+leftOut(want)+places(wantProblems)
			if a != b {
				t.Fatalf("seed %d, step %d, after %q:\n%s\nwant\n%s", seed, step, changed, a, b)
			}
		}
	}
}

func TestNothingIsReadAgainUnlessForgotten(t *testing.T) {
	fsys := site("a.md", front("a"), "s/b.md", front("b"))
	loader := NewLoader(fsys, public)
	title := func(path string) string {
		tree, _, err := loader.Load(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if p := tree.Page(path); p != nil {
			return p.Title
		}
		return "no page"
	}
	if title("a") != "a" {
		t.Fatal("not loaded")
	}
	fsys["content/a.md"] = file1(front("changed"))
	fsys["content/neu.md"] = file1(front("new"))
	if title("a") != "a" || title("neu") != "no page" {
		t.Error("read again without being told to")
	}
	loader.Forget([]string{"content/s/b.md", "layouts/base.html", "static"})
	if title("a") != "a" {
		t.Error("read again for another file")
	}
	loader.Forget([]string{"content/a.md"})
	if title("a") != "changed" || title("neu") != "new" {
		t.Error("not read again")
	}
}

func TestTheFolderAboveTheContentMayChange(t *testing.T) {
	fsys := fstest.MapFS{"texte/de/_index.md": file1(front("Start", "tlp: CLEAR"))}
	loader := NewLoader(fsys, Options{Dir: "texte/de", Max: tlp.Clear})
	for _, want := range []string{"Start", "Anfang"} {
		fsys["texte/de/_index.md"] = file1(front(want, "tlp: CLEAR"))
		loader.Forget([]string{"texte"})
		tree, _, err := loader.Load(context.Background())
		if err != nil || tree.Home.Title != want {
			t.Errorf("the title is %q, %v, want %q", tree.Home.Title, err, want)
		}
	}
}
