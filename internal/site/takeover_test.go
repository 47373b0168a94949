package site_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/site"
)

// TestAFileMayBecomeAnotherWithTheSamePath goes through the changes after which
// a file of the build is made of something else, or by other means, although
// hardly anything that it asked for has another answer. Each is made forwards
// and back, on top of the cache of the build before.
func TestAFileMayBecomeAnotherWithTheSamePath(t *testing.T) {
	foreign := newPortal()
	foreign["nachbar.yaml"] += "strict: false\n"
	small := newPortal()
	small["layouts/_default/single.html"] = `{{define "main"}}{{.Body}}{{range .Roles}}{{.Title}}{{end}}{{end}}`
	for _, tt := range []struct {
		name   string
		before portal
		change []string
	}{
		{"a layout that a foreign page names appears", foreign.with("content/wissen/d.md", md("De", "layout: eigen")),
			[]string{"layouts/_default/eigen.html", `{{define "main"}}eigen{{end}}`}},
		{"a nearer layout appears", newPortal(), []string{"layouts/wissen/single.html", `{{define "main"}}eigen{{end}}`}},
		{"a tag is written otherwise", newPortal().with("content/wissen/d.md", md("De", "tags: [neu]")),
			[]string{"content/wissen/d.md", md("De", "tags: [Neu]")}},
		{"two bundles swap their addresses", newPortal().with(
			"content/wissen/x/index.md", md("X"), "content/wissen/x/plan.csv", "plan of x", "content/wissen/y/index.md", md("Y"), "content/wissen/y/plan.csv", "plan of y"),
			[]string{"content/wissen/x/index.md", md("X", "slug: y"), "content/wissen/y/index.md", md("Y", "slug: x")}},
		{"a page takes over an alias", newPortal().with("content/wissen/c.md", md("Ce", "aliases: [/früher/]")),
			[]string{"content/wissen/c.md", md("Ce"), "content/wissen/d.md", md("De", "aliases: [/früher/]")}},
		{"a page takes the place of an alias", newPortal().with("content/wissen/c.md", md("Ce", "aliases: [/wissen/neu/]")),
			[]string{"content/wissen/c.md", md("Ce"), "content/wissen/neu.md", md("Neu")}},
		{"an attachment becomes a static file", newPortal().with("content/wissen/_index.md", md("Wissen"), "content/wissen/x.pdf", "attached"),
			[]string{"content/wissen/x.pdf", "", "static/wissen/x.pdf", "static"}},
		{"a file becomes a bundle", newPortal(), []string{"content/wissen/d.md", "", "content/wissen/d/index.md", md("De")}},
		{"a folder gets a description", newPortal(), []string{"content/wissen/_index.md", md("Wissen", "Mehr.\n")}},
		{"a page gets a text", newPortal(), []string{"content/wissen/d.md", md("De", "Text.\n")}},
		{"a page gets a file", newPortal(), []string{"content/wissen/mappe/neu.pdf", "neu"}},
		{"a file grows", newPortal(), []string{"content/wissen/mappe/plan.csv", strings.Repeat("x", 5000)}},
		{"a section hands down another role", small.with("content/wissen/_index.md", md("Wissen", "cascade: {role: [bcm]}")),
			[]string{"content/wissen/_index.md", md("Wissen", "cascade: {role: [it]}")}},
		{"a section is called otherwise", newPortal(), []string{"content/leitfaden/_index.md", md("Handbuch", "cascade: {role: [bcm]}")}},
		{"a layout takes an id that a text had", newPortal().with("data/glossar.yaml", "- {id: frist, term: Frist, short: s, text: \"## Ziel\"}\n"),
			[]string{"layouts/_default/tag.html", `{{define "main"}}<p id="ziel">Wort</p>{{end}}`}},
		{"a link gets a target", foreign.with("content/wissen/d.md", md("De", "[neu](neu.md), [Datei](/neu.pdf), [verirrt](anhang.md)\n")),
			[]string{"content/wissen/neu.md", md("Neu"), "static/neu.pdf", "neu", "content/leitfaden/anhang.md", md("Anhang")}},
		{"a picture gets another size", newPortal().with("content/wissen/mappe/index.md", md("Mappe", "![Raum](raum.gif)\n"), "content/wissen/mappe/raum.gif", gif(1)),
			[]string{"content/wissen/mappe/raum.gif", gif(2)}},
		{"a picture can no longer be read", foreign.with("content/wissen/mappe/index.md", md("Mappe", "![Raum](raum.gif)\n"), "content/wissen/mappe/raum.gif", gif(1)),
			[]string{"content/wissen/mappe/raum.gif", "no picture"}},
		{"an anchor is called otherwise", foreign, []string{"content/leitfaden/initiierung.md", md("Initiierung", "step: '3'", "weight: 1", "## Beschluss\n")}},
	} {
		after := tt.before.with(tt.change...)
		for _, way := range []struct {
			name     string
			from, to portal
		}{{"", tt.before, after}, {", and back", after, tt.before}} {
			compareUpdate(t, tt.name+way.name, way.from, way.to)
		}
	}
}

// gif is the smallest picture of a width.
func gif(width byte) string {
	return "GIF89a" + string([]byte{width, 0, 1, 0, 0, 0, 0}) + ";"
}

// compareUpdate builds from, then to on top of it, and compares with a clean
// build of to; so it does with a session.
func compareUpdate(t *testing.T, name string, from, to portal) {
	t.Helper()
	fsys := &live{now: from.fs()}
	opt := site.Options{FS: fsys}
	sink, cache := newMemory(), &site.Cache{}
	session, err := site.NewSession(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := site.Build(context.Background(), opt, sink, cache); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for path := range sink.files {
		if _, err := session.Output(context.Background(), path); err != nil && path != "manifest.json" && path != "pruefsummen.txt" {
			t.Fatalf("%s: %s: %v", name, path, err)
		}
	}
	fsys.set(to.fs())
	clean, want := construct(t, opt)
	got, err := site.Build(context.Background(), opt, sink, throughFile(t, cache))
	if err != nil || want.Problems.HasErrors() || got.Stats.Kept == 0 {
		t.Fatalf("%s: %v, %d files kept, %s", name, err, got.Stats.Kept, listing(want.Problems))
	}
	if listing(got.Problems) != listing(want.Problems) {
		t.Errorf("%s: problems are\n%swant\n%s", name, listing(got.Problems), listing(want.Problems))
	}
	if d := difference(sink.files, clean.files); d != "" {
		t.Errorf("%s: %s", name, d)
	}
	paths := slices.Concat(slices.Collect(maps.Keys(from)), slices.Collect(maps.Keys(to)))
	changed := slices.DeleteFunc(paths, func(path string) bool { return from[path] == to[path] })
	compareOutputs(t, name, session, changed, clean.files)
}
