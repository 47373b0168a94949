package site_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/site"
)

// saved builds the portal and returns sink and cache file.
func saved(t testing.TB, opt site.Options) (*memory, []byte) {
	t.Helper()
	sink, cache := newMemory(), &site.Cache{}
	result, err := site.Build(context.Background(), opt, sink, cache)
	if err != nil || result.Problems.HasErrors() {
		t.Fatal(err, listing(result.Problems))
	}
	var file bytes.Buffer
	if err := cache.Save(&file); err != nil {
		t.Fatal(err)
	}
	return sink, file.Bytes()
}

// again builds into sink with what can be read of a cache file, as the
// command does.
func again(t *testing.T, opt site.Options, sink *memory, file []byte) site.Stats {
	t.Helper()
	cache, err := site.ReadCache(bytes.NewReader(file))
	if err != nil {
		cache = &site.Cache{}
	}
	result, err := site.Build(context.Background(), opt, sink, cache)
	if err != nil || result.Problems.HasErrors() {
		t.Fatal(err, listing(result.Problems))
	}
	return result.Stats
}

func TestABuildWithoutChangesMakesNothing(t *testing.T) {
	opt := site.Options{FS: newPortal().fs(), Version: "1"}
	sink, file := saved(t, opt)
	stats := again(t, opt, sink, file)
	if stats.Written != 0 || stats.Removed != 0 || stats.Rendered != 2 || stats.Kept != stats.Outputs-2 || !stats.CacheUsed {
		t.Errorf("did %+v, want to make the two lists of files only", stats)
	}
}

func TestAnEditMakesOnlyThePagesThatShowIt(t *testing.T) {
	opt := site.Options{FS: newPortal().fs(), Version: "1"}
	for name, want := range map[string]struct {
		portal  portal
		written []string
	}{
		"a text": {newPortal().with("content/wissen/d.md", md("De", "Mehr.\n")), []string{"wissen/d/index.html", "suche/"}},
		"an attachment": {newPortal().with("content/wissen/mappe/plan.csv", "longer"),
			[]string{"wissen/mappe/index.html", "wissen/mappe/plan.csv"}},
		"an attachment of the same size": {newPortal().with("content/wissen/mappe/plan.csv", "PDF"), []string{"wissen/mappe/plan.csv"}},
		"a description": {newPortal().with("content/leitfaden/tief/x.md", md("Tief", "tags: [analyse, übung]", "description: Neu.")),
			[]string{"leitfaden/schlagwort/analyse/index.html", "leitfaden/schlagwort/uebung/index.html", "leitfaden/tief/index.html", "wissen/a/index.html", "wissen/c/index.html", "aktuelles/eins/index.html", "suche/"}},
		"a layout": {newPortal().with("layouts/_default/tag.html", `{{define "main"}}<p>Wort</p>{{end}}`),
			[]string{"schlagworte/analyse/index.html", "schlagworte/uebung/index.html"}},
		"a font": {newPortal().with("static/assets/fonts/f.woff2", "other"), []string{"assets/fonts/f.woff2"}},
	} {
		sink, file := saved(t, opt)
		before := maps.Clone(sink.files)
		again(t, site.Options{FS: want.portal.fs(), Version: "1"}, sink, file)
		var written []string
		for path, body := range sink.files {
			if !bytes.Equal(body, before[path]) && path != "manifest.json" && path != "pruefsummen.txt" {
				if strings.HasSuffix(path, ".js") { // a shard
					path = "suche/"
				}
				written = append(written, path)
			}
		}
		slices.Sort(written)
		written = slices.Compact(written)
		slices.Sort(want.written)
		if !slices.Equal(written, want.written) {
			t.Errorf("%s changes %q, want %q", name, written, want.written)
		}
	}
}

func TestACacheThatDoesNotFitIsNotUsed(t *testing.T) {
	opt := site.Options{FS: newPortal().fs(), Version: "1"}
	sink, file := saved(t, opt)
	_, other := saved(t, site.Options{FS: newPortal().fs(), Version: "2"})
	_, portable := saved(t, site.Options{FS: newPortal().fs(), Version: "1", Portable: true})
	_, members := saved(t, site.Options{FS: newPortal().fs(), Version: "1", Audience: "mitglieder"})
	_, drafts := saved(t, site.Options{FS: newPortal().fs(), Version: "1", Drafts: true})
	for name, damaged := range map[string][]byte{
		"empty": nil, "text": []byte("cache"), "of another version": other, "of the portable edition": portable,
		"of another audience": members, "with drafts": drafts, "cut in half": file[:len(file)/2], "cut by a byte": file[:len(file)-1], "only its head": file[:20],
	} {
		stats := again(t, opt, sink, damaged)
		if stats.CacheUsed || stats.Kept != 0 || stats.Written != 0 {
			t.Errorf("a cache that is %s is used: %+v", name, stats)
		}
	}
	if stats := again(t, opt, sink, file); !stats.CacheUsed || stats.Kept == 0 {
		t.Errorf("the right one is not: %+v", stats)
	}
}

func TestADamagedCacheIsFoundOut(t *testing.T) {
	_, file := saved(t, site.Options{FS: newPortal().fs(), Version: "1"})
	for at := range file {
		file[at] ^= 1 << (at % 8)
		if _, err := site.ReadCache(bytes.NewReader(file)); err == nil {
			t.Errorf("byte %d may be another", at)
		}
		file[at] ^= 1 << (at % 8)
	}
	if _, err := site.ReadCache(bytes.NewReader(file)); err != nil {
		t.Error(err)
	}
}

func TestFilesThatSomebodyTouchedAreMadeAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	opt := site.Options{FS: newPortal().fs(), Version: "1"}
	cache := &site.Cache{}
	run := func() site.Stats {
		stage, err := release.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		result, err := site.Build(context.Background(), opt, stage, cache)
		if err != nil || result.Problems.HasErrors() {
			t.Fatal(err, listing(result.Problems))
		}
		cache = throughFile(t, cache)
		return result.Stats
	}
	run()
	if stats := run(); stats.Rendered != 2 || stats.Written != 0 {
		t.Errorf("a second build did %+v", stats)
	}
	name := filepath.Join(dir, "wissen", "a", "index.html")
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for what, damage := range map[string]func() error{
		"edited":  func() error { return os.WriteFile(name, []byte("changed by hand"), 0o666) },
		"deleted": func() error { return os.Remove(name) },
		"touched": func() error { return os.Chtimes(name, time.Time{}, time.Unix(1, 0)) },
	} {
		if err := damage(); err != nil {
			t.Fatal(err)
		}
		stats := run()
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) || stats.Rendered != 3 {
			t.Errorf("%s: the file is %q, %v after %+v", what, got, err, stats)
		}
	}
}

// leaflet is a site of two pages.
func leaflet() portal {
	return portal{
		"nachbar.yaml":                 "title: P\n",
		"content/_index.md":            md("Start", "tlp: CLEAR", "[A](a.md)\n"),
		"content/a.md":                 md("A", "tlp: CLEAR", "[tot](none.md)\n"),
		"i18n/de.yaml":                 portalWords,
		"layouts/base.html":            `<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{{.Title}}</title></head><body><main><h1>{{.Title}}</h1>{{.Body}}</main></body></html>`,
		"layouts/_default/home.html":   "",
		"layouts/_default/single.html": "",
		"layouts/_default/az.html":     "",
		"layouts/_default/search.html": "",
		"layouts/_default/404.html":    "",
	}
}

// FuzzReadCache holds the reader to its promise: whatever lies in the cache
// folder, it returns a cache or an error, and a build can go on from what it
// returns. Checksums are put right first, or nothing would be read.
func FuzzReadCache(f *testing.F) {
	sound := leaflet().with("content/a.md", md("A", "tlp: CLEAR"))
	_, file := saved(f, site.Options{FS: sound.fs(), Version: "1"})
	f.Add(file[4:])
	f.Add(file[4 : len(file)/2])
	f.Add([]byte{})
	var empty bytes.Buffer
	if err := (&site.Cache{}).Save(&empty); err != nil {
		f.Fatal(err)
	}
	f.Add(empty.Bytes()[4:])
	opt := site.Options{FS: sound.with("content/a.md", "", "content/_index.md", md("Start", "tlp: CLEAR")).fs(), Version: "1"}
	f.Fuzz(func(t *testing.T, payload []byte) {
		file := binary.LittleEndian.AppendUint32(nil, crc32.Checksum(payload, crc32.MakeTable(crc32.Castagnoli)))
		cache, err := site.ReadCache(bytes.NewReader(append(file, payload...)))
		if (cache == nil) == (err == nil) {
			t.Fatalf("got %v and %v", cache, err)
		}
		if err != nil {
			return
		}
		if err := cache.Save(&bytes.Buffer{}); err != nil {
			t.Errorf("what was read cannot be written: %v", err)
		}
		if _, err := site.Build(context.Background(), opt, newMemory(), cache); err != nil {
			t.Errorf("no build goes on from it: %v", err)
		}
	})
}
