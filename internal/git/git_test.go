package git

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// repository is a bare repository that tests write objects into.
type repository struct {
	t   *testing.T
	dir string
}

func newRepository(t *testing.T) repository {
	r := repository{t, filepath.Join(t.TempDir(), "repo.git")}
	if err := os.Mkdir(r.dir, 0o777); err != nil {
		t.Fatal(err)
	}
	r.git(nil, "init", "--quiet", "--bare", "--initial-branch=main")
	return r
}

func (r repository) git(in []byte, args ...string) string {
	r.t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = r.dir
	cmd.Stdin = bytes.NewReader(in)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull,
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=c", "GIT_COMMITTER_EMAIL=c@example.org",
		"GIT_AUTHOR_DATE=1780000000 +0200", "GIT_COMMITTER_DATE=1780000000 +0200")
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func (r repository) blob(text string) string {
	return r.git([]byte(text), "hash-object", "-w", "--stdin")
}

// item is an entry of a tree as no honest program may write it.
type item struct{ mode, name, id string }

// tree writes a tree, byte by byte.
func (r repository) tree(items ...item) string {
	r.t.Helper()
	var raw bytes.Buffer
	for _, i := range items {
		id, err := hex.DecodeString(i.id)
		if err != nil {
			r.t.Fatal(err)
		}
		fmt.Fprintf(&raw, "%s %s\x00%s", i.mode, i.name, id)
	}
	return r.git(raw.Bytes(), "hash-object", "-t", "tree", "-w", "--stdin", "--literally")
}

// commit makes a branch hold one commit of a tree.
func (r repository) commit(branch, tree string) string {
	id := r.git(nil, "commit-tree", "-m", "x", tree)
	r.git(nil, "update-ref", "refs/heads/"+branch, id)
	return id
}

// files makes a branch hold one commit of regular files.
func (r repository) files(branch string, files map[string]string) string {
	var in strings.Builder
	fmt.Fprintf(&in, "commit refs/heads/%s\ncommitter c <c@example.org> 1780000000 +0200\ndata 1\nx\ndeleteall\n", branch)
	for name, text := range files {
		fmt.Fprintf(&in, "M 100644 inline %s\ndata %d\n%s\n", name, len(text), text)
	}
	r.git([]byte(in.String()), "fast-import", "--quiet", "--force")
	return r.git(nil, "rev-parse", branch)
}

// open shows a commit of the repository.
func (r repository) open(commit string) *Tree {
	r.t.Helper()
	tree, err := (&Mirror{Dir: r.dir}).Open(r.t.Context(), commit)
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() {
		if err := tree.Close(); err != nil {
			r.t.Error(err)
		}
	})
	return tree
}

func read(t *testing.T, fsys fs.FS, name string) string {
	t.Helper()
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}
