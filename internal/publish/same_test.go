package publish

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/site"
)

// TestMain publishes instead of testing where a test started this program
// again: as another process, in another environment.
func TestMain(m *testing.M) {
	if text, ok := os.LookupEnv("NACHBAR_TEST_CHILD"); ok {
		if err := runChild(text, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func (c child) encode() string {
	text, err := json.Marshal(c)
	if err != nil {
		return "" // strings and numbers only
	}
	return string(text)
}

// runChild is the process of a child; it prints how the run ended.
func runChild(text string, out io.Writer) error {
	var c child
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return err
	}
	if c.Umask != 0 {
		syscall.Umask(c.Umask)
	}
	now := func() time.Time { return time.Now().AddDate(0, 0, c.Later) }
	store, err := release.OpenStore(c.Dir, release.Options{Create: true, Now: now})
	if err != nil {
		return err
	}
	result, err := Run(context.Background(), Options{
		Source: c.Source, Ref: "main", Store: store, Leave: c.Leave,
		Site: site.Options{Version: "test", Defaults: defaults(), Today: now()},
	})
	if err != nil {
		return err
	}
	if result.Outcome == Refused {
		return fmt.Errorf("refused:\n%s", told(result.Problems))
	}
	fmt.Fprint(out, result.Outcome)
	return store.Close()
}

// TestTheSameCommitIsTheSameBytes publishes a commit in eight surroundings.
func TestTheSameCommitIsTheSameBytes(t *testing.T) {
	r := newRepository(t)
	r.commits(
		stream{branch: "main", files: portal()},
		stream{branch: "main", files: portal().with(
			"content/leitfaden/übung.md", "---\ntitle: Übung\ntags: [Ä, z, a]\ndate: 2026-03-29\n---\nText.\n",
			"content/wissen/eins.md", "---\ntitle: Eins\ndate: 2026-10-25T02:30\n---\n")})
	bundle := filepath.Join(t.TempDir(), "portal.bundle")
	r.git(nil, "bundle", "create", "--quiet", bundle, "--all")
	clone := filepath.Join(t.TempDir(), "klon")
	r.git(nil, "clone", "--quiet", "file://"+r.dir, clone)

	store := newStore(t)
	want := sum(t, r.published(store, "main").Release)
	for what, c := range map[string]child{
		"another time zone":       {Env: []string{"TZ=Pacific/Kiritimati"}},
		"another locale":          {Env: []string{"LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8"}},
		"another home":            {Env: []string{"HOME=" + t.TempDir()}},
		"one processor":           {Env: []string{"GOMAXPROCS=1"}},
		"many processors":         {Env: []string{"GOMAXPROCS=7"}},
		"another umask":           {Umask: 0o077},
		"another day":             {Later: 4000},
		"a bundle, another place": {Source: bundle, Dir: filepath.Join(t.TempDir(), "mit Leerzeichen", "ü")},
		"a clone with files":      {Source: clone},
	} {
		if c.Source == "" {
			c.Source = r.dir
		}
		if c.Dir == "" {
			c.Dir = filepath.Join(t.TempDir(), "portal")
		}
		if out, err := c.run(); err != nil || out != string(Published) {
			t.Errorf("%s: %s %v", what, out, err)
			continue
		}
		other, err := release.OpenStore(c.Dir, release.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := sum(t, shown(t, other)); got != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}
}

// TestWhatIsRestoredIsWhatWasThere saves the repository as a bundle and the
// state folder, and publishes from both in an empty place.
func TestWhatIsRestoredIsWhatWasThere(t *testing.T) {
	r, store := newRepository(t), newStore(t)
	r.commit("main", portal())
	r.published(store, "main")
	r.commit("main", portal().with("content/leitfaden/neu.md", "---\ntitle: Neu\n---\n"))
	want := r.published(store, "main").Release

	saved := t.TempDir()
	bundle := filepath.Join(saved, "portal.bundle")
	r.git(nil, "bundle", "create", "--quiet", bundle, "--all")
	again := filepath.Join(t.TempDir(), "portal")
	if err := os.CopyFS(filepath.Join(again, "state"), os.DirFS(store.StateDir())); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(again, "releases"), 0o755); err != nil {
		t.Fatal(err)
	}
	restored, err := release.OpenStore(again, release.Options{})
	if err != nil {
		t.Fatal(err)
	}
	opt := r.options(restored, "main")
	opt.Source = bundle
	result, err := Run(context.Background(), opt)
	if err != nil || result.Outcome != Published || result.Commit != want.Commit {
		t.Fatalf("%+v %v", result, err)
	}
	if log, err := restored.Log(); err != nil || len(log) != 3 || log[2].Release <= want.ID {
		t.Errorf("the log does not go on: %v %v", log, err)
	}
	if got := sum(t, shown(t, restored)); got != sum(t, want) {
		t.Error("another site")
	}
}
