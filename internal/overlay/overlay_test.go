package overlay

import (
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func files(pairs ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

// two is a site over defaults that share layouts and i18n, but no content.
func two() *FS {
	return New(
		files("nachbar.yaml", "site", "layouts/base.html", "site", "layouts/guide/single.html", "site", "content/_index.md", "site"),
		files("layouts/base.html", "default", "layouts/partials/nav.html", "default", "layouts/guide/list.html", "default",
			"i18n/de.yaml", "default", "content/foreign.md", "default", "embed.go", "default"),
		"layouts", "i18n")
}

func TestTheUpperFileHidesTheLowerOne(t *testing.T) {
	for name, want := range map[string]string{
		"layouts/base.html":         "site",
		"layouts/guide/single.html": "site",
		"layouts/guide/list.html":   "default",
		"layouts/partials/nav.html": "default",
		"i18n/de.yaml":              "default",
		"nachbar.yaml":              "site",
		"content/_index.md":         "site",
		"content/foreign.md":        "missing",
		"embed.go":                  "missing",
		"layouts/none.html":         "missing",
	} {
		src, err := fs.ReadFile(two(), name)
		got := string(src)
		if errors.Is(err, fs.ErrNotExist) {
			got = "missing"
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
		if opened := open(t, two(), name); opened != want {
			t.Errorf("%s opens as %s, want %s", name, opened, want)
		}
	}
}

// open reads a file by Open instead of ReadFile.
func open(t *testing.T, fsys fs.FS, name string) string {
	t.Helper()
	f, err := fsys.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "missing"
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	src, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

func TestFoldersAreJoinedAndListedInOrder(t *testing.T) {
	for dir, want := range map[string]string{
		".":                "content i18n layouts nachbar.yaml",
		"layouts":          "base.html guide partials",
		"layouts/guide":    "list.html single.html",
		"layouts/partials": "nav.html",
		"i18n":             "de.yaml",
		"content":          "_index.md",
	} {
		entries, err := fs.ReadDir(two(), dir)
		if err != nil {
			t.Errorf("%s: %v", dir, err)
		}
		var names []string
		for _, entry := range entries {
			names = append(names, entry.Name())
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s holds %s, want %s", dir, got, want)
		}
	}
	if _, err := fs.ReadDir(two(), "layouts/none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is in neither gives %v", err)
	}
}

func TestAWalkSeesEveryFileOnce(t *testing.T) {
	var seen []string
	err := fs.WalkDir(two(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			seen = append(seen, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"content/_index.md", "i18n/de.yaml", "layouts/base.html", "layouts/guide/list.html",
		"layouts/guide/single.html", "layouts/partials/nav.html", "nachbar.yaml"}
	if !slices.Equal(seen, want) {
		t.Errorf("walked %q, want %q", seen, want)
	}
}

func TestAFileAboveHidesAFolderBelowAndTheOtherWayRound(t *testing.T) {
	fsys := New(
		files("layouts/a", "file", "layouts/b/x.html", "in a folder"),
		files("layouts/a/y.html", "hidden", "layouts/b", "hidden"), "layouts")
	if got := open(t, fsys, "layouts/a"); got != "file" {
		t.Errorf("layouts/a is %s", got)
	}
	entries, err := fs.ReadDir(fsys, "layouts/b")
	if err != nil || len(entries) != 1 || entries[0].Name() != "x.html" {
		t.Errorf("layouts/b holds %v, %v", entries, err)
	}
}

func TestItIsAFileSystemByTheRulesOfTheStandardLibrary(t *testing.T) {
	if err := fstest.TestFS(two(), "nachbar.yaml", "layouts/base.html", "layouts/partials/nav.html", "i18n/de.yaml", "content/_index.md"); err != nil {
		t.Error(err)
	}
	alone := New(files(), files("layouts/base.html", "default"), "layouts")
	if err := fstest.TestFS(alone, "layouts/base.html"); err != nil {
		t.Errorf("over an empty site: %v", err)
	}
}
