package content

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/tlp"
)

// site makes a content folder: pairs of a path below content/ and a file. A
// home page with the label CLEAR for all is added if there is none.
func site(pairs ...string) fstest.MapFS {
	m := fstest.MapFS{"content/_index.md": file1("---\ntitle: Start\ncascade: {tlp: CLEAR}\n---\n")}
	for i := 0; i < len(pairs); i += 2 {
		m["content/"+pairs[i]] = file1(pairs[i+1])
	}
	return m
}

func file1(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

// front is a page with a title and further keys, one a line.
func front(title string, keys ...string) string {
	return "---\ntitle: " + title + "\n" + strings.Join(append(keys, ""), "\n") + "---\ntext\n"
}

var public = Options{Dir: "content", Max: tlp.Clear}

// load reads a site that has no problems.
func load(t *testing.T, fsys fs.FS, opt Options) *Tree {
	t.Helper()
	tree, problems := loadAll(t, fsys, opt)
	if len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	return tree
}

func loadAll(t *testing.T, fsys fs.FS, opt Options) (*Tree, diag.List) {
	t.Helper()
	tree, problems, err := NewLoader(fsys, opt).Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return tree, problems
}

// page returns the page of a path, which has to exist.
func page(t *testing.T, tree *Tree, path string) *Page {
	t.Helper()
	p := tree.Page(path)
	if p == nil {
		t.Fatalf("no page %q, only %s", path, paths(tree.Pages))
	}
	return p
}

// paths lists pages as the tables write them: "/" is the home page.
func paths(pages []*Page) string {
	var names []string
	for _, p := range pages {
		names = append(names, "/"+p.Path)
	}
	return strings.Join(names, " ")
}

// places lists problems as the tables write them.
func places(list diag.List) string {
	var lines []string
	for _, p := range list.Sorted() {
		mark := ""
		if p.Severity == diag.Warning {
			mark = "~"
		}
		lines = append(lines, fmt.Sprintf("%s%s:%d:%d %s", mark, p.Path, p.Line, p.Col, p.ID))
	}
	return strings.Join(lines, "\n")
}
