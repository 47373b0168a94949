package publish

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// item is an entry of a tree, which may be one that no honest program writes.
type item struct{ mode, name, id string }

// raw makes a commit of the portal with more entries in its content folder the
// newest of main.
func (r repository) raw(items ...item) {
	r.t.Helper()
	base := r.commit("basis", portal())
	write := func(path, replace, id string, more ...item) string {
		var all []item
		for line := range strings.Lines(r.git(nil, "ls-tree", base+":"+path) + "\n") {
			head, name, _ := strings.Cut(strings.TrimSpace(line), "\t")
			if f := strings.Fields(head); len(f) == 3 {
				if name == replace {
					f[2] = id
				}
				all = append(all, item{strings.TrimPrefix(f[0], "0"), name, f[2]})
			}
		}
		return r.tree(append(all, more...)...)
	}
	root := write("", "content", write("content", "", "", items...))
	id := r.git(nil, "commit-tree", "-m", "x", root)
	r.git(nil, "update-ref", "refs/heads/main", id)
}

// tree writes a tree byte by byte, in git's order.
func (r repository) tree(items ...item) string {
	r.t.Helper()
	key := func(i item) string {
		if i.mode == "40000" {
			return i.name + "/"
		}
		return i.name
	}
	slices.SortStableFunc(items, func(a, b item) int { return cmp.Compare(key(a), key(b)) })
	var raw bytes.Buffer
	for _, i := range items {
		id, err := hex.DecodeString(i.id)
		if err != nil {
			r.t.Fatal(err)
		}
		fmt.Fprintf(&raw, "%s %s\x00%s", i.mode, i.name, id)
	}
	return r.git(&raw, "hash-object", "-t", "tree", "-w", "--stdin", "--literally")
}

func (r repository) blob(text string) string {
	return r.git(strings.NewReader(text), "hash-object", "-w", "--stdin")
}

// TestNothingOutsideTheCommitIsRead tries ways to a file that lies beside the
// repository, and to what only members may see.
func TestNothingOutsideTheCommitIsRead(t *testing.T) {
	const secret = "geheimnis-7c1f"
	r, store := newRepository(t), newStore(t)
	outside := filepath.Join(filepath.Dir(r.dir), "geheim.md")
	text := "---\ntitle: " + secret + "\n---\n" + secret + "\n"
	if err := os.WriteFile(outside, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	r.commit("main", portal())
	r.published(store, "main")
	file := r.blob(text)
	folder := r.tree(item{"100644", "geheim.md", file})
	change := func(pairs ...string) func() { return func() { r.commit("main", portal().with(pairs...)) } }
	raw := func(items ...item) func() { return func() { r.raw(items...) } }
	for what, c := range map[string]struct {
		commit func()
		want   string
	}{
		"a link to a file, absolute":     {change("content/x.md", "link:"+outside), "content/x.md:0 error content-symlink"},
		"a link to a file, relative":     {change("content/x.md", "link:../../geheim.md"), "content/x.md:0 error content-symlink"},
		"a link to a folder":             {change("content/x", "link:"+filepath.Dir(outside)), "content/x:0 error content-symlink"},
		"a link to what members see":     {change("content/x.md", "link:intern.md"), "content/x.md:0 error content-symlink"},
		"a link among static files":      {change("static/x.txt", "link:"+outside), "static/x.txt:0 error content-symlink"},
		"a link among layouts":           {change("layouts/partials/x.html", "link:"+outside), "layouts/partials/x.html:0 error content-symlink"},
		"a link among data":              {change("data/glossar.yaml", "link:"+outside), "data/glossar.yaml:0 error content-symlink"},
		"a link instead of a folder":     {change("static", "gone", "static", "link:/etc"), "static:0 error content-symlink"},
		"a link instead of the settings": {change("nachbar.yaml", "link:"+outside), "nachbar.yaml:0 error content-symlink"},
		"a submodule":                    {change("content/x", "module:"+strings.Repeat("1f", 20)), "content/x:0 error content-special-file"},
		"a folder called ..":             {raw(item{"40000", "..", folder}), "content/../geheim.md:0 error git-bad-path"},
		"a folder called .git":           {raw(item{"40000", ".GIT", folder}), "content/.GIT/geheim.md:0 error git-bad-path"},
		"a name with a slash":            {raw(item{"100644", "../../geheim.md", file}), "content/../../geheim.md:0 error git-bad-path"},
		"a name with a backslash":        {raw(item{"100644", `..\geheim.md`, file}), `error git-bad-path map[why:\]`},
		"a name of a drive":              {raw(item{"100644", `C:geheim.md`, file}), "content/C:geheim.md:0 error content-bad-name"},
		"a name that turns around":       {raw(item{"100644", "a\u202edm.exe", file}), "error content-bad-name"},
		"a name of a device":             {raw(item{"100644", "NUL.md", file}), "content/NUL.md:0 error content-bad-name"},
		"a name with a line break":       {raw(item{"100644", "a\nb.md", file}), "error content-bad-name"},
		"one name twice":                 {raw(item{"100644", "x.md", r.blob("---\ntitle: X\n---\n")}, item{"100644", "x.md", file}), "content/x.md:0 error git-bad-path"},
		"a settings folder outside":      {change("nachbar.yaml", "title: Portal\nstatic: ../\n"), "nachbar.yaml:2 error conf-"},
		"a picture outside":              {change("content/x.md", "---\ntitle: X\n---\n![x](../../geheim.md)\n"), "content/x.md:4 error "},
		"a file of the machine":          {change("content/x.md", "---\ntitle: X\n---\n[x](file://"+outside+")\n"), "content/x.md:4 error "},
	} {
		c.commit()
		result := r.publish(store, "main")
		if result.Outcome != Refused || !strings.Contains(told(result.Problems), c.want) {
			t.Errorf("%s: %s, want %q in\n%s", what, result.Outcome, c.want, told(result.Problems))
		}
	}
	holds(t, store.Dir(), secret)
}

// holds fails if a file below releases/ holds a text.
func holds(t *testing.T, dir, text string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), "releases", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		src, err := fs.ReadFile(os.DirFS(dir), name)
		if bytes.Contains(src, []byte(text)) {
			t.Errorf("%s holds what it must not", name)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
