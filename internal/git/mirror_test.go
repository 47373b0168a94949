package git

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// fetch fetches the repository into dir.
func fetch(t *testing.T, source, dir string) *Mirror {
	t.Helper()
	m, err := Fetch(t.Context(), source, dir)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func resolve(t *testing.T, m *Mirror, ref string) string {
	t.Helper()
	commit, err := m.Resolve(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	return commit
}

func TestTheMirrorFollowsTheRepository(t *testing.T) {
	r, dir := newRepository(t), filepath.Join(t.TempDir(), "mirror.git")
	first := r.files("main", map[string]string{"a": "1"})
	r.files("gone", map[string]string{"a": "2"})
	m := fetch(t, r.dir, dir)
	if got := resolve(t, m, "main"); got != first {
		t.Errorf("main is %s, want %s", got, first)
	}
	rewritten := r.files("main", map[string]string{"b": "3"})
	r.git(nil, "update-ref", "-d", "refs/heads/gone")
	r.git(nil, "tag", "-m", "v", "v1", first)
	m = fetch(t, "file://"+r.dir, dir)
	if resolve(t, m, "main") != rewritten || resolve(t, m, "v1") != first || resolve(t, m, first) != first {
		t.Error("branch, tag and commit")
	}
	var none *NoRefError
	if _, err := m.Resolve(t.Context(), "gone"); !errors.As(err, &none) || strings.Join(none.Known, " ") != "main" {
		t.Error(err, none)
	}
}

func TestABundleIsASource(t *testing.T) {
	r := newRepository(t)
	want := r.files("main", map[string]string{"a": "1"})
	bundle := filepath.Join(t.TempDir(), "portal.bundle")
	r.git(nil, "bundle", "create", "--quiet", bundle, "--all")
	if got := resolve(t, fetch(t, bundle, filepath.Join(t.TempDir(), "m")), "main"); got != want {
		t.Error(got)
	}
}

func TestAnEmptyRepositoryHasNoBranch(t *testing.T) {
	m := fetch(t, newRepository(t).dir, filepath.Join(t.TempDir(), "m"))
	var none *NoRefError
	if _, err := m.Resolve(t.Context(), "main"); !errors.As(err, &none) || len(none.Known) != 0 {
		t.Error(err)
	}
}

func TestRefsCannotBeOptionsOrExpressions(t *testing.T) {
	r := newRepository(t)
	r.files("main", map[string]string{"a": "1"})
	m := fetch(t, r.dir, filepath.Join(t.TempDir(), "m"))
	for _, ref := range []string{"", "--all", "-h", "main:a", "main^{tree}", "@{-1}", "HEAD~0", "../heads/main", ":/x"} {
		if got, err := m.Resolve(t.Context(), ref); err == nil {
			t.Errorf("%q is %s", ref, got)
		}
	}
}

func TestADamagedOrLockedMirrorIsMadeAnew(t *testing.T) {
	r, dir := newRepository(t), filepath.Join(t.TempDir(), "m")
	r.files("main", map[string]string{"a": "1"})
	fetch(t, r.dir, dir)
	for _, damage := range []func() error{
		func() error { return os.WriteFile(filepath.Join(dir, "refs/heads/main.lock"), nil, 0o666) },
		func() error { return os.WriteFile(filepath.Join(dir, "HEAD"), []byte("no"), 0o666) },
		func() error { return os.RemoveAll(filepath.Join(dir, "objects")) },
		func() error { return os.WriteFile(filepath.Join(dir, "packed-refs"), []byte("no"), 0o666) },
	} {
		if err := damage(); err != nil {
			t.Fatal(err)
		}
		want := r.files("main", map[string]string{"a": time.Now().String()})
		if got := resolve(t, fetch(t, r.dir, dir), "main"); got != want {
			t.Errorf("main is %s, want %s", got, want)
		}
	}
}

func TestAnUnreachableSourceLeavesTheMirror(t *testing.T) {
	r, dir := newRepository(t), filepath.Join(t.TempDir(), "m")
	want := r.files("main", map[string]string{"a": "1"})
	fetch(t, r.dir, dir)
	var refused *RefusedError
	if _, err := Fetch(t.Context(), r.dir+"-gone", dir); !errors.As(err, &refused) {
		t.Error(err)
	}
	if got := resolve(t, &Mirror{Dir: dir}, "main"); got != want {
		t.Error(got)
	}
	if _, err := os.Stat(dir + ".new"); !errors.Is(err, os.ErrNotExist) {
		t.Error("half a mirror is left:", err)
	}
}

func TestOnlySomeKindsOfSourceAreFetched(t *testing.T) {
	dir := t.TempDir()
	for _, source := range []string{"https://example.org/x.git", "ssh://git@example.org/x", "git@example.org:x/y.git", "file:///x"} {
		if got, err := Source(source); err != nil || got != source {
			t.Errorf("%s: %q %v", source, got, err)
		}
	}
	if got, err := Source(dir); err != nil || got != dir {
		t.Error(got, err)
	}
	var bad *SourceError
	for _, source := range []string{"", "ext::sh -c date", "http://example.org/x", "git://example.org/x", "--upload-pack=date", "-x@y:z", "fd::3", "/gone", "https://", "ftp://x/y"} {
		if got, err := Source(source); !errors.As(err, &bad) {
			t.Errorf("%q is %q %v", source, got, err)
		}
	}
	for _, source := range []string{"ext::touch " + dir + "/ran", "git://127.0.0.1:9/x"} {
		if _, err := Fetch(t.Context(), source, filepath.Join(dir, "m")); err == nil || !strings.Contains(err.Error(), "not allowed") {
			t.Errorf("%s: %v", source, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "ran")); err == nil {
		t.Error("a program of the address was started")
	}
}

func TestPasswordsAreNotTold(t *testing.T) {
	const source = "https://user:hunter2@127.0.0.1:1/x.git"
	_, err := Fetch(t.Context(), source, filepath.Join(t.TempDir(), "m"))
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Error(err)
	}
	if got := said([]byte("fatal: unable to access '"+source+"': hunter2\n"), source); strings.Contains(got, "hunter2") {
		t.Error(got)
	}
}

func TestNamesInATreeDoNotPoisonAHistory(t *testing.T) {
	r, dir := newRepository(t), filepath.Join(t.TempDir(), "m")
	x := r.blob("x")
	for _, name := range []string{"..", ".git", ".", "a/b"} {
		bad := r.commit("main", r.tree(item{"100644", name, x}))
		good := r.git(nil, "commit-tree", "-m", "x", "-p", bad, r.tree(item{"100644", "good", x}))
		r.git(nil, "update-ref", "refs/heads/main", good)
		if got := resolve(t, fetch(t, r.dir, dir), "main"); got != good {
			t.Errorf("%q: %s", name, got)
		}
	}
}

func TestObjectsAreCheckedOnTheirWay(t *testing.T) {
	r := newRepository(t)
	x := r.blob("x")
	r.commit("main", r.tree(item{"100644", "b", x}, item{"100644", "a", x}))
	var refused *RefusedError
	if _, err := Fetch(t.Context(), r.dir, filepath.Join(t.TempDir(), "m")); !errors.As(err, &refused) {
		t.Error(err)
	}
}

func TestFetchEndsWithItsContext(t *testing.T) {
	r := newRepository(t)
	r.files("main", map[string]string{"a": "1"})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Fetch(ctx, r.dir, filepath.Join(t.TempDir(), "m")); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
