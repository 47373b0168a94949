package site_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// page is the shortest page with a title.
func page(title, keys string) string { return "---\ntitle: " + title + "\n" + keys + "---\n\nText.\n" }

func TestCollidingAddresses(t *testing.T) {
	run(t, []broken{{
		name:  "two files for one page",
		files: files{"content/seiten/b.md": page("B", ""), "content/seiten/b/index.md": page("B", "")},
		want:  []string{"content/seiten/b/index.md path-collision"},
	}, {
		name:  "slug of another page",
		files: files{"content/seiten/b.md": page("B", "slug: a\n")},
		want:  []string{"content/seiten/b.md path-collision"},
	}, {
		name:  "case twins",
		files: files{"content/seiten/B.md": page("B", ""), "content/seiten/b.md": page("B", "")},
		want:  []string{"content/seiten/b.md path-collision"},
	}, {
		name:  "page and section",
		files: files{"content/leitfaden.md": page("Leitfaden", "")},
		want:  []string{"content/leitfaden/_index.md path-collision", "content/seiten/a.md:6:16 link-twin"},
	}, {
		name:  "alias of a page that exists",
		files: files{"content/seiten/b.md": page("B", "aliases: [/alt/, /seiten/a/]\n")},
		want:  []string{"content/seiten/b.md:3:18 path-collision"},
	}, {
		name:  "alias of two pages",
		files: files{"content/seiten/b.md": page("B", "aliases: [/alt/]\n"), "content/seiten/c.md": page("C", "aliases: [/Alt]\n")},
		want:  []string{"content/seiten/c.md:3:11 path-collision"},
	}, {
		name:  "static file in the place of a page",
		files: files{"static/seiten/a/index.html": "<html></html>"},
		want:  []string{"static/seiten/a/index.html path-collision"},
	}, {
		name:  "static file in the place of a folder",
		files: files{"static/leitfaden": "x"},
		want:  []string{"static/leitfaden path-collision"},
	}, {
		name:  "page in a folder that is a file",
		files: files{"content/seiten/b.md": page("B", "slug: index.html\n")},
		want:  []string{"content/seiten/b.md path-collision"},
	}, {
		name:  "alias in a folder that is a file",
		files: files{pageA: page("A", "aliases: [/alt.html]\n"), "content/seiten/b.md": page("B", "aliases: [/alt.html/b/]\n")},
		want:  []string{"content/seiten/a.md:3:11 path-collision"},
	}, {
		name:  "page in the place of a generated one",
		files: files{"content/a-z.md": page("A bis Z", "")},
		want:  []string{"content/a-z.md path-collision"},
	}, {
		name:  "attachment in the place of the page",
		files: files{"content/seiten/b/index.md": page("B", ""), "content/seiten/b/index.html": "<html></html>"},
		want:  []string{"content/seiten/b/index.html path-collision"},
	}, {
		name:  "static file with the name of a file of nachbar",
		files: files{"static/manifest.json": "{}"},
		want:  []string{"static/manifest.json path-collision"},
	}})
}

func TestBrokenFolders(t *testing.T) {
	run(t, []broken{{
		name:  "index.md and _index.md in one folder",
		files: files{"content/leitfaden/index.md": page("Leitfaden", "")},
		want:  []string{"content/leitfaden/index.md content-two-indexes"},
	}, {
		name:  "index.md at the top",
		files: files{"content/index.md": page("Start", "")},
		want:  []string{"content/index.md content-root-index", "content/index.md content-two-indexes"},
	}, {
		name:  "page in the folder of another page",
		files: files{"content/seiten/b/index.md": page("B", ""), "content/seiten/b/c.md": page("C", "")},
		want:  []string{"content/seiten/b/c.md content-page-in-bundle"},
	}, {
		name:  "section in the folder of a page",
		files: files{"content/seiten/b/index.md": page("B", ""), "content/seiten/b/c/_index.md": page("C", "")},
		want:  []string{"content/seiten/b/c/_index.md content-page-in-bundle"},
	}, {
		name:  "section without anything",
		files: files{"content/leer/_index.md": "---\ntitle: Leer\n---\n"},
		want:  []string{"content/leer/_index.md:1 section-empty warning"},
	}, {
		name:  "page with its ending in capitals",
		files: files{"content/seiten/B.MD": page("B", "")},
		want:  []string{"content/seiten/B.MD content-extension"},
	}, {
		name:  "name that Windows reserves",
		files: files{"content/seiten/aux.md": page("AUX", "")},
		want:  []string{"content/seiten/aux.md content-bad-name"},
	}, {
		name:  "name that is too long",
		files: files{"content/seiten/" + strings.Repeat("lang-", 30) + "b.md": page("B", "")},
		want:  []string{"content/seiten/" + strings.Repeat("lang-", 30) + "b.md content-bad-name"},
	}, {
		name:  "name with a colon",
		files: files{"content/seiten/10:30.md": page("Halb elf", "")},
		want:  []string{"content/seiten/10:30.md content-bad-name"},
	}, {
		name:  "name with an invisible character",
		files: files{"content/seiten/a\u200bb.md": page("B", "")},
		want:  []string{"content/seiten/a\u200bb.md content-bad-name"},
	}, {
		name:  "name with separate accents",
		files: files{"content/seiten/u\u0308bung.md": page("B", "")},
		want:  []string{"content/seiten/u\u0308bung.md content-bad-name"},
	}, {
		name:  "static name that Windows reserves",
		files: files{"static/nul.txt": "x"},
		want:  []string{"static/nul.txt content-bad-name"},
	}, {
		name:  "tag that is no name",
		files: files{pageA: page("A", "tags: [\"../..\"]\n")},
		want:  []string{"content/seiten/a.md:3:8 tag-bad"},
	}, {
		name: "tags that only differ in case",
		files: files{pageA: page("A", "tags: [BIA]\n"), "content/aktuelles/b.md": page("B", "date: 2026-11-20\ntags: [bia]\n"),
			"content/aktuelles/c.md": page("C", "date: 2026-11-20\ntags: [Bia]\n")},
		want: []string{"content/aktuelles/b.md:4:8 tag-twin", "content/aktuelles/c.md:4:8 tag-twin"},
	}, {
		name:  "folders too deep",
		files: files{"content" + strings.Repeat("/a", 30) + "/b.md": page("B", "")},
		want:  []string{"content" + strings.Repeat("/a", 25) + " content-too-deep"},
	}, {
		name:  "page that nobody links",
		files: files{"content/seiten/_index.md": "---\ntitle: Seiten\nlayout: single\n---\n\nText.\n"},
		want:  []string{"content/seiten/a.md:1 page-orphan warning"},
	}})
}

func TestFilesThatAreNoFiles(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("links and pipes are tried on Unix")
		return
	}
	in := func(dir, name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	link := func(target, name string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			secret := filepath.Join(filepath.Dir(dir), "geheim.md")
			if err := os.WriteFile(secret, []byte(page("Geheim", "")), 0o600); err != nil {
				t.Fatal(err)
			}
			try(t, os.MkdirAll(filepath.Dir(in(dir, name)), 0o777))
			try(t, os.Symlink(target, in(dir, name)))
		}
	}
	pipe := func(name string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			try(t, os.MkdirAll(filepath.Dir(in(dir, name)), 0o777))
			try(t, syscall.Mkfifo(in(dir, name), 0o600))
		}
	}
	large := func(name string, size int64) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			try(t, os.MkdirAll(filepath.Dir(in(dir, name)), 0o777))
			try(t, os.WriteFile(in(dir, name), nil, 0o600))
			try(t, os.Truncate(in(dir, name), size))
		}
	}
	moved := func(name string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			try(t, os.Rename(in(dir, name), filepath.Join(filepath.Dir(dir), "anderswo")))
			try(t, os.Symlink("../anderswo", in(dir, name)))
		}
	}
	run(t, []broken{
		{name: "link out of the site", disk: link("../../../geheim.md", "content/seiten/b.md"),
			want: []string{"content/seiten/b.md content-symlink"}},
		{name: "link inside the site", disk: link("a.md", "content/seiten/b.md"),
			want: []string{"content/seiten/b.md content-symlink"}},
		{name: "folder that is a link", disk: link("../..", "content/seiten/b"),
			want: []string{"content/seiten/b content-symlink"}},
		{name: "link among static files", disk: link("/etc/passwd", "static/passwd.txt"),
			want: []string{"static/passwd.txt content-symlink"}},
		{name: "link among data", disk: link("../../geheim.md", "data/geheim.yaml"),
			want: []string{"data/geheim.yaml content-symlink"}},
		{name: "link among layouts", disk: link("../../geheim.md", "layouts/_default/geheim.html"),
			want: []string{"layouts/_default/geheim.html content-symlink"}},
		{name: "content folder that is a link", disk: moved("content"),
			want: []string{"content content-symlink"}},
		{name: "data folder that is a link", disk: moved("data"),
			want: []string{"data content-symlink"}},
		{name: "pipe", disk: pipe("content/seiten/b.md"),
			want: []string{"content/seiten/b.md content-special-file"}},
		{name: "pipe among static files", disk: pipe("static/b.txt"),
			want: []string{"static/b.txt content-special-file"}},
		{name: "pipe among data", disk: pipe("data/b.yaml"),
			want: []string{"data/b.yaml content-special-file"}},
		{name: "pipe among layouts", disk: pipe("layouts/_default/b.html"),
			want: []string{"layouts/_default/b.html content-special-file"}},
		{name: "page of one GiB", disk: large("content/seiten/b.md", 1<<30),
			want: []string{"content/seiten/b.md content-too-large"}},
		{name: "attachment of one GiB", disk: large("content/seiten/b.pdf", 1<<30),
			want: []string{"content/seiten/b.pdf content-too-large"}},
		{name: "static file of one GiB", disk: large("static/b.pdf", 1<<30),
			want: []string{"static/b.pdf content-too-large"}},
		{name: "data of one GiB", disk: large("data/b.yaml", 1<<30),
			want: []string{"data/b.yaml:1 yaml-too-large"}},
	})
}

func try(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
