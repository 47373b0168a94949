package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// site makes a module's root with the given files.
func site(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// sources is the smallest web/ that can be bundled.
func sources() map[string]string {
	return map[string]string{
		"web/css/main.css": `@import "./a.css"; @font-face { font-family: F; src: url("./f.woff2"); }`,
		"web/css/a.css":    "a { color: red; }",
		"web/css/f.woff2":  "font",
		"web/ts/main.ts":   `import { n } from "./n.js"; console.log(n);`,
		"web/ts/n.ts":      "export const n: number = 42;",
		"web/ts/head.ts":   "document.title;",

		"web/ts/search/main.ts":  "location.href;",
		"web/ts/search-field.ts": "location.hash;",
		"web/ts/search-page.ts":  "location.hash;",
		"web/ts/templates.ts":    "location.search;",

		"web/ts/bsc/main.ts": "", "web/ts/bia/complete.ts": "", "web/ts/bia/workbook-main.ts": "",
		"web/ts/planner/main.ts": "", "web/ts/cost.ts": "", "web/ts/process-table.ts": "",
		"web/ts/verify/main.ts": "", "web/ts/handbook/main.ts": "", "web/css/print-edition.css": "",
		"web/ts/contribution/main.ts": "",
	}
}

func TestOwnFilesAreBundledAsClassicScripts(t *testing.T) {
	files, err := buildOwn(site(t, sources()))
	if err != nil {
		t.Fatal(err)
	}
	if js := string(files["assets/nachbar.js"]); !strings.HasPrefix(js, "(()=>{") || !strings.Contains(js, "42") {
		t.Errorf("nachbar.js is no self-contained classic script: %q", js)
	}
	if css := string(files["assets/nachbar.css"]); !strings.Contains(css, "red") || !strings.Contains(css, "./fonts/f-") {
		t.Errorf("nachbar.css misses an import or its font: %q", css)
	}
	if _, ok := files["assets/theme.js"]; !ok {
		t.Error("theme.js is missing")
	}
}

func TestErrorsNameTheFileAndTheMissingImport(t *testing.T) {
	broken := sources()
	broken["web/css/main.css"] = `@import "./gone.css";`
	_, err := buildOwn(site(t, broken))
	if err == nil || !strings.Contains(err.Error(), "web/css/main.css:1") || !strings.Contains(err.Error(), "gone.css") {
		t.Errorf("got %v", err)
	}
}

func TestMissingLibrariesAreExplained(t *testing.T) {
	err := checkModules(t.TempDir())
	if err == nil || !strings.Contains(err.Error(), "npm ci --prefix web") {
		t.Errorf("got %v", err)
	}
}

func TestFilesAreListedInOrderAndMissingFoldersAreEmpty(t *testing.T) {
	root := site(t, map[string]string{"layouts/b.html": "", "layouts/a/c.html": "", "layouts/d.txt": ""})
	names, err := filesOf(root, kernUsers)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"layouts/a/c.html", "layouts/b.html"}; !slices.Equal(names, want) {
		t.Errorf("got %v, want %v", names, want)
	}
}

func TestBundleIsUpToDateUntilSomethingChanges(t *testing.T) {
	root := site(t, sources())
	digest := func() string {
		t.Helper()
		d, err := inputDigest(root)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	first := digest()
	if upToDate(root, first) {
		t.Error("up to date before the first run")
	}
	files := map[string][]byte{"assets/nachbar.css": []byte("a{}")}
	if err := write(root, files); err != nil {
		t.Fatal(err)
	}
	if err := stamp(root, first, files); err != nil {
		t.Fatal(err)
	}
	if !upToDate(root, first) {
		t.Error("not up to date after a run")
	}

	if err := os.WriteFile(filepath.Join(root, "web/css/a.css"), []byte("a { color: blue; }"), 0o644); err != nil {
		t.Fatal(err)
	}
	if upToDate(root, digest()) {
		t.Error("a changed style is not noticed")
	}
	if err := os.Remove(filepath.Join(root, "static/assets/nachbar.css")); err != nil {
		t.Fatal(err)
	}
	if upToDate(root, first) {
		t.Error("a missing output is not noticed")
	}
}

func TestLastBundleIsReplacedAsAWhole(t *testing.T) {
	root := site(t, map[string]string{"static/assets/old.css": "", "static/favicon.svg": "<svg/>"})
	if err := write(root, map[string][]byte{"assets/new.css": []byte("b{}")}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "static/assets/old.css")); !os.IsNotExist(err) {
		t.Error("a file of an earlier bundle is left")
	}
	if _, err := os.Stat(filepath.Join(root, "static/favicon.svg")); err != nil {
		t.Error("a file that is not of the bundle was removed")
	}
}
