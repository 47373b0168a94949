package site_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/site"
)

// shardPaths are the files of the search among the files of a build.
func shardPaths(files map[string][]byte) []string {
	var paths []string
	for path := range files {
		if strings.HasPrefix(path, "suche/") && path != "suche/index.html" {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

func TestShardsAreListedAmongTheFilesButNotAmongThePages(t *testing.T) {
	files := outputs(t, site.Options{FS: newPortal().fs()})
	paths := shardPaths(files)
	if len(paths) < 6 || files["suche/index.js"] == nil {
		t.Fatalf("shards %q", paths)
	}
	for _, path := range paths {
		if !bytes.Contains(files["manifest.json"], []byte(`"`+path+`"`)) || !bytes.Contains(files["pruefsummen.txt"], []byte("  "+path+"\n")) {
			t.Errorf("%s is not listed", path)
		}
		if bytes.Contains(files["sitemap.xml"], []byte(path)) {
			t.Errorf("%s is a page of the sitemap", path)
		}
	}
	var lines []string
	for line := range strings.Lines(string(files["pruefsummen.txt"])) {
		lines = append(lines, line[66:])
	}
	if !slices.IsSorted(lines) {
		t.Error("the files are not in order")
	}
}

func TestThePortableEditionHasShardsWithStableNames(t *testing.T) {
	opt := site.Options{FS: newPortal().fs(), Portable: true}
	before := shardPaths(outputs(t, opt))
	opt.FS = newPortal().with("content/wissen/d.md", md("De", "Ein anderer Text.\n")).fs()
	after := shardPaths(outputs(t, opt))
	if !slices.Equal(before, after) || !slices.Contains(after, "suche/d/t1.js") {
		t.Errorf("shards %q became %q", before, after)
	}
}

func TestASiteWithoutSearchHasNoShards(t *testing.T) {
	off := newPortal().with("nachbar.yaml", newPortal()["nachbar.yaml"]+"search: false\n")
	if got := shardPaths(outputs(t, site.Options{FS: off.fs()})); got != nil {
		t.Errorf("shards %q", got)
	}
	sink, cache := newMemory(), &site.Cache{}
	for _, p := range []portal{newPortal(), off} {
		if _, err := site.Build(context.Background(), site.Options{FS: p.fs()}, sink, cache); err != nil {
			t.Fatal(err)
		}
	}
	if got := shardPaths(sink.files); got != nil {
		t.Errorf("shards %q are left", got)
	}
}

func TestShardsAreMadeAnewOnlyForWhatCanBeFound(t *testing.T) {
	opt := site.Options{FS: newPortal().fs(), Version: "1"}
	sink, file := saved(t, opt)
	shards := shardPaths(sink.files)
	opt.FS = newPortal().with("layouts/_default/tag.html", `{{define "main"}}<p>Wort</p>{{end}}`).fs()
	stats := again(t, opt, sink, file)
	if stats.Rendered != 2+2 { // two tags
		t.Errorf("with another layout: %+v", stats)
	}

	before := maps.Clone(sink.files)
	_, file = saved(t, opt)
	opt.FS = newPortal().with("layouts/_default/tag.html", `{{define "main"}}<p>Wort</p>{{end}}`, "content/wissen/d.md", md("De", "Übungstag.\n")).fs()
	sink.files = maps.Clone(before)
	again(t, opt, sink, file)
	kept := 0
	for _, path := range shardPaths(sink.files) {
		if before[path] != nil {
			kept++
		}
	}
	if kept < 2 || bytes.Equal(before["suche/index.js"], sink.files["suche/index.js"]) {
		t.Errorf("with another text %d of %d shards are kept", kept, len(shards))
	}
}

func TestAShardThatSomebodyChangedIsMadeAgain(t *testing.T) {
	opt := site.Options{FS: newPortal().fs(), Version: "1"}
	for _, path := range []string{"suche/index.js", ""} {
		sink, file := saved(t, opt)
		want := maps.Clone(sink.files)
		if path == "" {
			path = shardPaths(sink.files)[0]
		}
		delete(sink.files, path)
		delete(sink.stamps, path)
		again(t, opt, sink, file)
		if d := difference(sink.files, want); d != "" {
			t.Errorf("%s: %s", path, d)
		}
	}
}

func TestNothingOfAPageThatLeftIsInAShard(t *testing.T) {
	p := newPortal().with("content/wissen/weg.md", md("Schweigepunkt", "Zaubersprüchlein.\n"))
	sink, cache := newMemory(), &site.Cache{}
	for _, p := range []portal{p, newPortal()} {
		if _, err := site.Build(context.Background(), site.Options{FS: p.fs()}, sink, cache); err != nil {
			t.Fatal(err)
		}
	}
	if d := difference(sink.files, outputs(t, site.Options{FS: newPortal().fs()})); d != "" {
		t.Error(d)
	}
}

func TestTheNamesOfShardsAreTaken(t *testing.T) {
	for _, path := range []string{"static/suche/index.js", "static/suche/d/x.js", "static/Suche/D/x.js"} {
		_, result := construct(t, site.Options{FS: newPortal().with(path, "x").fs()})
		if got := listing(result.Problems); !strings.Contains(got, "path-collision") || !strings.Contains(got, path) {
			t.Errorf("%s: %s", path, got)
		}
	}
	if _, result := construct(t, site.Options{FS: newPortal().with("static/suche/hilfe.pdf", "x").fs()}); result.Problems.HasErrors() {
		t.Error(listing(result.Problems))
	}
}

func TestAScriptMayNameTheRootOfTheSearch(t *testing.T) {
	p := newPortal().with("layouts/_default/search.html", `{{define "main"}}<p><a href="{{rel "suche/index.js"}}">x</a></p>{{end}}`)
	if _, result := construct(t, site.Options{FS: p.fs()}); result.Problems.HasErrors() {
		t.Error(listing(result.Problems))
	}
	p = p.with("nachbar.yaml", p["nachbar.yaml"]+"search: false\n", "content/wissen/d.md", md("De", "[x](/suche/index.js)\n"))
	if _, result := construct(t, site.Options{FS: p.fs()}); !result.Problems.HasErrors() {
		t.Error("a link to a search that is not there is no problem")
	}
}

func TestASessionServesTheShardsOfTheSiteAsItIs(t *testing.T) {
	ctx := context.Background()
	fsys := &live{now: newPortal().fs()}
	session, err := site.NewSession(ctx, site.Options{FS: fsys})
	if err != nil {
		t.Fatal(err)
	}
	compareOutputs(t, "at first", session, nil, outputs(t, site.Options{FS: fsys.now}))
	before, _ := session.Output(ctx, "suche/index.js")

	next := newPortal().with("content/wissen/d.md", md("De", "Ein anderer Text.\n"))
	fsys.set(next.fs())
	compareOutputs(t, "after an edit", session, []string{"content/wissen/d.md"}, outputs(t, site.Options{FS: next.fs()}))
	if after, _ := session.Output(ctx, "suche/index.js"); after.ETag == before.ETag {
		t.Error("the root is the same after an edit")
	}
	for _, path := range []string{"suche/d/none.js", "suche/d/", "suche/none.js"} {
		if _, err := session.Output(ctx, path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", path, err)
		}
	}
	gone, cancel := context.WithCancel(ctx)
	cancel()
	fsys.set(newPortal().fs())
	if err := session.Change(ctx, []string{"content/wissen/d.md"}); err != nil {
		t.Fatal(err)
	}
	if _, err := session.Output(gone, "suche/index.js"); !errors.Is(err, context.Canceled) {
		t.Errorf("a reader who left: %v", err)
	}
	if back, err := session.Output(ctx, "suche/index.js"); err != nil || back.ETag != before.ETag {
		t.Errorf("the next reader: %v", err)
	}
}
