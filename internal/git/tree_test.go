package git

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

func TestACommitIsAFileSystem(t *testing.T) {
	r := newRepository(t)
	tree := r.open(r.files("main", map[string]string{"nachbar.yaml": "title: x\n", "content/a.md": "a", "content/tief/ü b.md": "", "z": strings.Repeat("z", 100_000)}))
	if err := fstest.TestFS(tree, "nachbar.yaml", "content/a.md", "content/tief/ü b.md", "z"); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(tree.Files(), " "); got != "content/a.md content/tief/ü b.md nachbar.yaml z" {
		t.Error(got)
	}
}

func TestBlobsAreReadByManyAtOnce(t *testing.T) {
	r := newRepository(t)
	tree := r.open(r.files("main", map[string]string{"a": "eins", "b": "", "c": strings.Repeat("c", 1<<17)}))
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() {
			name := string(rune('a' + i%3))
			src, err := fs.ReadFile(tree, name)
			if want := map[string]int{"a": 4, "b": 0, "c": 1 << 17}[name]; err != nil || len(src) != want {
				t.Errorf("%s has %d bytes, want %d: %v", name, len(src), want, err)
			}
		})
	}
	wg.Wait()
}

func TestTheNameOfTheBytesRecognisesAFile(t *testing.T) {
	r := newRepository(t)
	one := r.open(r.files("main", map[string]string{"a": "same", "b": "old"}))
	two := r.open(r.files("main", map[string]string{"a": "same", "b": "new"}))
	id := func(tree *Tree, name string) Blob {
		info, err := fs.Stat(tree, name)
		if err != nil {
			t.Fatal(err)
		}
		return info.Sys().(Blob)
	}
	if id(one, "a") != id(two, "a") || id(one, "b") == id(two, "b") {
		t.Error("equal bytes have equal names, others have not")
	}
}

func TestLinksAndSubmodulesAreListedAndCannotBeOpened(t *testing.T) {
	secret := t.TempDir() + "/secret"
	if err := os.WriteFile(secret, []byte("secret"), 0o666); err != nil {
		t.Fatal(err)
	}
	r := newRepository(t)
	file, link := r.blob("x"), r.blob(secret)
	tree := r.open(r.commit("main", r.tree(
		item{"100644", "file", file}, item{"120000", "link", link}, item{"160000", "module", strings.Repeat("a", 40)})))
	for name, want := range map[string]fs.FileMode{"link": fs.ModeSymlink, "module": fs.ModeIrregular, "file": 0} {
		info, err := fs.Lstat(tree, name)
		if err != nil || info.Mode().Type() != want {
			t.Errorf("%s: %v %v, want %v", name, info, err, want)
		}
		if _, err := fs.ReadFile(tree, name); (err == nil) != (name == "file") {
			t.Errorf("reading %s: %v", name, err)
		}
		if f, err := tree.Open(name); name != "file" && (!errors.Is(err, fs.ErrNotExist) || f != nil) {
			t.Errorf("opening %s: %v", name, err)
		}
	}
	if target, err := tree.ReadLink("link"); err != nil || target != secret {
		t.Errorf("the link leads to %q %v", target, err)
	}
	if entries, err := fs.ReadDir(tree, "."); err != nil || len(entries) != 3 {
		t.Error(entries, err)
	}
}

func TestNamesThatAreTricksAreRefusedByName(t *testing.T) {
	r := newRepository(t)
	x := r.blob("x")
	sub := r.tree(item{"100644", "passwd", x})
	for _, name := range []string{"..", ".", ".git", ".GIT", ".git ", "git~1", ".g\u200cit", "a\\b", "..\\x", "a\xffb", "a/../b", "/etc", ".git::$INDEX_ALLOCATION", strings.Repeat("a", 1100)} {
		tree := r.open(r.commit("main", r.tree(item{"40000", name, sub}, item{"100644", "good", x})))
		if found := tree.Problems(); len(found) != 1 || found[0].ID != "git-bad-path" || !strings.Contains(found[0].Path, "passwd") {
			t.Errorf("%q: %v", name, found)
		}
		if got := strings.Join(tree.Files(), " "); got != "good" {
			t.Errorf("%q: the commit shows %q", name, got)
		}
		if err := fstest.TestFS(tree, "good"); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestTwoOfOneNameAreRefused(t *testing.T) {
	r := newRepository(t)
	one, two := r.blob("1"), r.blob("2")
	for what, items := range map[string][]item{
		"files":             {{"100644", "a", one}, {"100644", "a", two}},
		"a file, a folder":  {{"100644", "a", one}, {"40000", "a", r.tree(item{"100644", "x", two})}},
		"a folder, a file":  {{"40000", "a", r.tree(item{"100644", "x", two})}, {"100644", "a", one}},
		"a link, a folder":  {{"120000", "a", one}, {"40000", "a", r.tree(item{"100644", "x", two})}},
		"a module, a file":  {{"160000", "a", one}, {"100644", "a", one}},
		"a folder, a slash": {{"100644", "a", one}, {"100644", "a/x", one}},
	} {
		tree := r.open(r.commit("main", r.tree(items...)))
		if found := tree.Problems(); len(found) != 1 || found[0].ID != "git-bad-path" {
			t.Errorf("%s: %v", what, found)
		}
		if got := strings.Join(tree.Files(), " "); got != "a" && got != "a/x" {
			t.Errorf("%s: the commit shows %q", what, got)
		}
	}
}

func TestATreeThatGitCannotListIsRefused(t *testing.T) {
	r := newRepository(t)
	commit := r.commit("main", r.tree(item{"100644", "", r.blob("x")}))
	var refused *RefusedError
	if _, err := (&Mirror{Dir: r.dir}).Open(t.Context(), commit); !errors.As(err, &refused) || !strings.Contains(refused.Said, "empty filename") {
		t.Error(err)
	}
}

func TestDeepPathsCostLittle(t *testing.T) {
	r := newRepository(t)
	tree := r.open(r.files("main", map[string]string{strings.Repeat("a/", 500) + "x": "x", "good": "x"}))
	if len(tree.Problems()) != 1 || len(tree.nodes) != 2 {
		t.Errorf("%d problems, %d names", len(tree.Problems()), len(tree.nodes))
	}
}

func TestAGiantIsNotRead(t *testing.T) {
	tree := &Tree{nodes: map[string]*node{"giant": {name: "giant", size: MaxFileBytes + 1}}}
	if _, err := fs.ReadFile(tree, "giant"); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
	f, err := tree.Open("giant")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Read(make([]byte, 1)); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
}

func TestAMissingBlobIsAnError(t *testing.T) {
	r := newRepository(t)
	commit := r.files("main", map[string]string{"a": "eins", "b": "zwei"})
	tree := r.open(commit)
	tree.nodes["a"].id = strings.Repeat("1", 40)
	if _, err := fs.ReadFile(tree, "a"); err == nil || !strings.Contains(err.Error(), "read a of commit "+commit[:12]) {
		t.Error(err)
	}
	if got := read(t, tree, "b"); got != "zwei" {
		t.Errorf("after an error b is %q", got)
	}
	tree.nodes["b"].size = 3
	if _, err := fs.ReadFile(tree, "b"); err == nil {
		t.Error("another size was taken")
	}
}

func TestNothingIsReadAfterClose(t *testing.T) {
	r := newRepository(t)
	tree := r.open(r.files("main", map[string]string{"a": "eins"}))
	read(t, tree, "a")
	if err := tree.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := fs.ReadFile(tree, "a"); err == nil {
		t.Error("read after Close")
	}
}

func FuzzList(f *testing.F) {
	f.Add("100644 blob aa       4\tcontent/a.md\x00120000 blob bb 1\tx\x00160000 commit cc       -\tm\x00")
	f.Add("100644 blob aa 4\t../x\x00100644 blob aa 4\ta\x00100644 blob aa 4\ta/b\x00")
	f.Add("100644 blob aa -4\tx\x00")
	f.Add("a b c d\t")
	f.Fuzz(func(t *testing.T, listing string) {
		tree := &Tree{nodes: map[string]*node{".": {name: ".", mode: fs.ModeDir | 0o555}}}
		err := tree.list(strings.NewReader(listing))
		tree.sort()
		if err != nil {
			return
		}
		for _, name := range tree.Files() {
			if !fs.ValidPath(name) || strings.Contains(name, `\`) {
				t.Errorf("%q is a path", name)
			}
		}
	})
}
