package site_test

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/overlay"
	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/site"
)

// syncTo makes a folder hold the portal, touching only what differs from before.
func (p portal) syncTo(t *testing.T, dir string, before portal) {
	t.Helper()
	gone := maps.Clone(before)
	maps.DeleteFunc(gone, func(name, _ string) bool { _, still := p[name]; return still })
	for name := range gone {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.Remove(full); err != nil {
			t.Fatal(err)
		}
		for parent := filepath.Dir(full); parent != dir && os.Remove(parent) == nil; { // until one is not empty
			parent = filepath.Dir(parent)
		}
	}
	changed := maps.Clone(p)
	maps.DeleteFunc(changed, func(name, text string) bool { old, known := before[name]; return known && old == text })
	changed.copyTo(t, dir)
}

// onDisk reads a folder as a build wrote it.
func onDisk(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files[name], err = fs.ReadFile(root, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestIncrementalBuildsOnDisk edits a folder and builds it into another, as
// people do: nothing is left over, nothing is missing, nothing is stale.
func TestIncrementalBuildsOnDisk(t *testing.T) {
	dir, out := t.TempDir(), filepath.Join(t.TempDir(), "public")
	a := author{rand.New(rand.NewPCG(3, 5)), newPortal()}
	a.portal.copyTo(t, dir)
	opt := site.Options{FS: os.DirFS(dir), Version: "test"}
	cache, built := &site.Cache{}, 0
	for step := range 25 {
		before := portal(maps.Clone(a.portal))
		what, _ := a.edit()
		if step%6 == 5 {
			a.mend()
		}
		a.portal.syncTo(t, dir, before)
		clean, want := construct(t, site.Options{FS: a.portal.fs(), Version: "test"})
		stage, err := release.Open(out)
		if err != nil {
			t.Fatal(err)
		}
		got, err := site.Build(context.Background(), opt, stage, cache)
		place := fmt.Sprintf("step %d, after %q", step, what)
		if err != nil || listing(got.Problems) != listing(want.Problems) {
			t.Fatalf("%s: %v, problems are\n%swant\n%s", place, err, listing(got.Problems), listing(want.Problems))
		}
		if want.Problems.HasErrors() {
			continue
		}
		built++
		if d := difference(onDisk(t, out), clean.files); d != "" {
			t.Fatalf("%s: %s", place, d)
		}
		cache = throughFile(t, cache)
	}
	if built < 10 {
		t.Errorf("only %d builds", built)
	}
}

// TestTheDefaultLayoutsKeepTheLaw edits the starter of a new site, with the
// layouts and words that the program brings along.
func TestTheDefaultLayoutsKeepTheLaw(t *testing.T) {
	starter, err := nachbar.Starter()
	if err != nil {
		t.Fatal(err)
	}
	p := portal{}
	err = fs.WalkDir(starter, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			src, readErr := fs.ReadFile(starter, name)
			p[name], err = string(src), readErr
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, extra := range []string{"content/leitfaden/bia.md", "content/termine/runde.md", "content/wissen/a.md", "content/wissen/b.md", "content/aktuelles/eins.md"} {
		text := newPortal()[extra]
		if extra == "content/leitfaden/bia.md" {
			text = md("BIA", "step: '7'", "bcms: [reaktiv]", "role: [bcm]", "tags: [x]", "Text.\n")
		}
		p[extra] = text
	}
	p["content/wissen/_index.md"], p["content/termine/_index.md"] = md("Wissen"), md("Termine", "layout: list")
	fsys := &live{}
	opt := site.Options{FS: overlay.New(fsys, nachbar.Defaults(), "layouts", "static", "i18n", "data")}
	sink, cache := newMemory(), &site.Cache{}
	var session *site.Session
	for step, change := range [][]string{
		{},
		{"content/wissen/a.md", md("Anders", "tags: [x, y]", "lastmod: 2027-03-01", "description: Neu.", "Text.\n")},
		{"content/leitfaden/bia.md", md("Folgenanalyse", "step: '7'", "bcms: [aufbau]", "role: [it-leitung]", "tags: [y]", "## Ziel\n")},
		{"content/leitfaden/neu.md", md("Neu", "step: '8'", "bcms: [aufbau]", "weight: 1", "Text.\n")},
		{"content/termine/runde.md", md("Runde", "start: 2026-02-14T09:00", "end: 2026-02-14T11:00")},
		{"content/termine/zweite.md", md("Zweite", "start: 2028-02-14", "for: [bcm]", "repeat: {every: 1m, until: 2028-12-31}", "seats: 12")},
		{"content/wissen/mappe/index.md", md("Mappe", "Text.\n"), "content/wissen/mappe/plan.csv", "pdf"},
		{"content/wissen/mappe/plan.csv", "longer"},
		{"content/wissen/b.md", ""},
		{"data/rollen.yaml", "- {id: bcm, title: Andere Rolle, short: x, page: leitfaden/bia}\n- {id: it-leitung, title: IT, short: y}\n- {id: buergermeister, title: B}\n- {id: fachdienst, title: F}\n"},
		{"layouts/partials/tags.html", "<p>Schlagworte</p>"},
		{"layouts/partials/tags.html", ""}, // back to the one that the program brings along
		{"content/wissen/_index.md", md("Grundlagen", "Mehr.\n")},
	} {
		before := maps.Clone(p)
		p = p.with(change...)
		fsys.set(p.fs())
		place := fmt.Sprintf("step %d, %q", step, change[:min(1, len(change))])
		clean, want := construct(t, opt)
		got, err := site.Build(context.Background(), opt, sink, cache)
		if err != nil || want.Problems.HasErrors() || listing(got.Problems) != listing(want.Problems) {
			t.Fatalf("%s: %v, problems are\n%swant\n%s", place, err, listing(got.Problems), listing(want.Problems))
		}
		if d := difference(sink.files, clean.files); d != "" {
			t.Fatalf("%s: %s", place, d)
		}
		if session == nil {
			if session, err = site.NewSession(context.Background(), opt); err != nil {
				t.Fatal(err)
			}
		}
		paths := slices.Concat(slices.Collect(maps.Keys(before)), slices.Collect(maps.Keys(p)))
		compareOutputs(t, place, session, slices.DeleteFunc(paths, func(name string) bool { return before[name] == p[name] }), clean.files)
		cache = throughFile(t, cache)
	}
}
