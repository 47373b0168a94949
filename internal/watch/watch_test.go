package watch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// site is a folder on disk that is watched.
type site struct {
	t       *testing.T
	dir     string
	batches <-chan Batch
	cancel  context.CancelFunc
	count   int // batches taken
}

// ways are the two ways of noticing; each behaviour is tested in both.
var ways = map[string]Options{
	"notify": {},
	"poll":   {Poll: 10 * time.Millisecond},
}

func inBothWays(t *testing.T, test func(t *testing.T, opt Options)) {
	for name, opt := range ways {
		t.Run(name, func(t *testing.T) { test(t, opt) })
	}
}

// watched makes files (name → text), folders (name ending in "/") and watches
// content, data and nachbar.yaml in their folder.
func watched(t *testing.T, opt Options, files map[string]string) *site {
	t.Helper()
	s := &site{t: t, dir: t.TempDir()}
	for name, text := range files {
		s.write(name, text)
	}
	ctx, cancel := context.WithCancel(context.Background())
	roots := []string{s.path("content"), s.path("data"), s.path("nachbar.yaml")}
	batches, err := Watch(ctx, roots, opt)
	if err != nil {
		t.Fatal(err)
	}
	s.batches, s.cancel = batches, cancel
	t.Cleanup(func() {
		cancel()
		for range batches {
		}
	})
	return s
}

func (s *site) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

func (s *site) write(name, text string) {
	s.t.Helper()
	path := s.path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if strings.HasSuffix(name, "/") {
		s.must(os.MkdirAll(path, 0o755))
		return
	}
	s.must(os.WriteFile(path, []byte(text), 0o644))
}

func (s *site) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) rename(from, to string) {
	s.t.Helper()
	s.must(os.Rename(s.path(from), s.path(to)))
}

// expect takes batches until each of want was reported, and returns all that
// was reported meanwhile.
func (s *site) expect(want ...string) []string {
	s.t.Helper()
	var got []string
	timeout := time.After(5 * time.Second)
	for {
		missing := slices.DeleteFunc(slices.Clone(want), func(name string) bool { return slices.Contains(got, name) })
		if len(missing) == 0 {
			return got
		}
		select {
		case batch := <-s.batches:
			s.count++
			got = append(got, batch.Relative(s.dir)...)
		case <-timeout:
			s.t.Fatalf("not reported: %q; reported: %q", missing, got)
		}
	}
}

// silent fails if anything is reported before a file written afterwards is.
func (s *site) silent() {
	s.t.Helper()
	s.write("content/last.md", time.Now().String())
	got := slices.DeleteFunc(s.expect("content/last.md"), func(name string) bool { return name == "content/last.md" })
	if len(got) > 0 {
		s.t.Errorf("reported %q, want nothing", got)
	}
}

func TestChangedNewAndDeletedFilesAreReported(t *testing.T) {
	inBothWays(t, func(t *testing.T, opt Options) {
		s := watched(t, opt, map[string]string{"content/a.md": "a", "content/teil/b.md": "b"})
		s.write("content/a.md", "anders")
		s.expect("content/a.md")
		s.write("content/teil/neu.md", "neu")
		s.expect("content/teil/neu.md")
		s.must(os.Remove(s.path("content/teil/b.md")))
		s.expect("content/teil/b.md")
	})
}

func TestSavingAsVimDoesIsOneChange(t *testing.T) {
	s := watched(t, Options{}, map[string]string{"content/a.md": "a"})
	s.write("content/4913", "")
	s.must(os.Remove(s.path("content/4913")))
	s.write("content/.a.md.swp", "b0VIM")
	s.rename("content/a.md", "content/a.md~")
	s.write("content/a.md", "anders")
	s.must(os.Remove(s.path("content/a.md~")))
	if got := s.expect("content/a.md"); !slices.Equal(got, []string{"content/a.md"}) {
		t.Errorf("reported %q, want content/a.md once", got)
	}
	s.silent()
}

func TestReplacingByRenameIsReported(t *testing.T) {
	inBothWays(t, func(t *testing.T, opt Options) {
		s := watched(t, opt, map[string]string{"content/a.md": "a"})
		for i := range 3 { // the watch must outlive the file it began with
			s.write("a.new", fmt.Sprint("mal ", strings.Repeat("x", i)))
			s.rename("a.new", "content/a.md")
			s.expect("content/a.md")
		}
	})
}

func TestNewFolderIsReportedWithAllInIt(t *testing.T) {
	inBothWays(t, func(t *testing.T, opt Options) {
		s := watched(t, opt, map[string]string{"content/a.md": "a", "neu/tief/b.md": "b"})
		s.rename("neu", "content/neu")
		s.expect("content/neu", "content/neu/tief", "content/neu/tief/b.md")
		s.write("content/neu/tief/c.md", "c")
		s.expect("content/neu/tief/c.md")
		s.write("content/x/y/z/d.md", "d") // made while it is being looked at
		s.expect("content/x/y/z/d.md")
	})
}

func TestRenamedFolderIsReportedUnderItsNewName(t *testing.T) {
	inBothWays(t, func(t *testing.T, opt Options) {
		s := watched(t, opt, map[string]string{"content/alt/tief/a.md": "a"})
		s.rename("content/alt", "content/neu")
		s.expect("content/alt", "content/neu", "content/neu/tief/a.md")
		s.write("content/neu/tief/a.md", "anders")
		got := s.expect("content/neu/tief/a.md")
		if i := slices.IndexFunc(got, func(name string) bool { return strings.HasPrefix(name, "content/alt") }); i >= 0 {
			t.Errorf("reported %q under its old name", got[i])
		}
	})
}

func TestFolderMovedAwayIsNoLongerWatched(t *testing.T) {
	s := watched(t, Options{}, map[string]string{"content/alt/tief/a.md": "a"})
	s.rename("content/alt", "fort")
	s.expect("content/alt")
	s.write("fort/tief/a.md", "anders")
	s.silent()
}

func TestRootsMayComeGoAndComeBack(t *testing.T) {
	inBothWays(t, func(t *testing.T, opt Options) {
		s := watched(t, opt, map[string]string{"content/a.md": "a"})
		s.write("data/felder.yaml", "a: b") // data did not exist
		s.expect("data/felder.yaml")
		s.write("nachbar.yaml", "title: x") // nor did this file
		s.expect("nachbar.yaml")
		s.must(os.RemoveAll(s.path("content")))
		s.expect("content")
		s.write("content/teil/b.md", "b")
		s.expect("content/teil/b.md")
		s.write("content/teil/b.md", "anders")
		s.expect("content/teil/b.md")
	})
}

func TestOnlyRootsAreReported(t *testing.T) {
	inBothWays(t, func(t *testing.T, opt Options) {
		opt.Ignore = func(path string) bool { return filepath.Base(path) == "entwurf" }
		s := watched(t, opt, map[string]string{"content/a.md": "a", "content/entwurf/x.md": "x", "public/": ""})
		s.write("public/index.html", "x")
		s.write("nachbar.yaml.bak", "x")
		s.write("contents/x.md", "x")
		s.write("content/.git/HEAD", "x")
		s.write("content/entwurf/x.md", "anders")
		s.write("content/entwurf/neu/x.md", "x")
		s.silent()
	})
}

func TestPermissionsAreNoChange(t *testing.T) {
	inBothWays(t, func(t *testing.T, opt Options) {
		s := watched(t, opt, map[string]string{"content/a.md": "a"})
		s.must(os.Chmod(s.path("content/a.md"), 0o600))
		s.silent()
	})
}

func TestBurstMakesFewBatches(t *testing.T) {
	s := watched(t, Options{}, map[string]string{"content/": ""})
	var want []string
	for i := range 200 {
		want = append(want, fmt.Sprintf("content/%03d.md", i))
		s.write(want[i], "neu")
	}
	s.expect(want...)
	if s.count > 5 {
		t.Errorf("200 changes came in %d batches, want at most 5", s.count)
	}
}

func TestLinksBelowRootsAreNotFollowed(t *testing.T) {
	inBothWays(t, func(t *testing.T, opt Options) {
		s := watched(t, opt, map[string]string{"content/": "", "fremd/x.md": "x"})
		s.must(os.Symlink(s.path("fremd"), s.path("content/link")))
		s.must(os.Symlink(s.path("content"), s.path("content/kreis")))
		s.expect("content/link", "content/kreis")
		s.write("fremd/x.md", "anders")
		s.silent()
	})
}

func TestRootMayBeALink(t *testing.T) {
	inBothWays(t, func(t *testing.T, opt Options) {
		dir := t.TempDir()
		if err := os.Symlink(dir, dir+"-link"); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		batches, err := Watch(ctx, []string{dir + "-link"}, opt)
		if err != nil {
			t.Fatal(err)
		}
		s := &site{t: t, dir: dir + "-link", batches: batches, cancel: cancel}
		defer cancel()
		s.write("a.md", "a")
		s.expect("a.md")
	})
}

func TestMissingFolderOfARootIsAnError(t *testing.T) {
	_, err := Watch(t.Context(), []string{filepath.Join(t.TempDir(), "gibt", "es", "nicht")}, Options{})
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("err = %v, want fs.ErrNotExist", err)
	}
}

func TestCancelEndsEverything(t *testing.T) {
	inBothWays(t, func(t *testing.T, opt Options) {
		s := watched(t, opt, map[string]string{"content/a.md": "a"})
		s.write("content/a.md", "noch nicht abgeholt")
		time.Sleep(30 * time.Millisecond)
		s.cancel()
		for range s.batches {
		}
		var stacks bytes.Buffer
		for deadline := time.Now().Add(time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
			stacks.Reset()
			s.must(pprof.Lookup("goroutine").WriteTo(&stacks, 1))
			if !strings.Contains(stacks.String(), "watch.Watch.") && !strings.Contains(stacks.String(), "fsnotify") {
				return
			}
		}
		t.Errorf("goroutines are left:\n%s", stacks.String())
	})
}

func TestPollingTakesOverWhenNotificationsFail(t *testing.T) {
	dir := t.TempDir()
	n, err := newNotifier(newTree([]string{dir}, nil))
	if err != nil {
		t.Fatal(err)
	}
	var reason error
	n.onFail = func(err error) { reason = err }
	ctx, cancel := context.WithCancel(t.Context())
	emitted, done := make(chan []string), make(chan struct{})
	go func() {
		defer close(done)
		n.run(ctx, func(paths []string) { emitted <- paths })
	}()
	broken := errors.New("no space left on device")
	n.w.Errors <- broken
	if paths := <-emitted; !slices.Equal(paths, []string{dir}) {
		t.Errorf("emitted %q, want the root, below which anything may have changed", paths)
	}
	if !errors.Is(reason, broken) {
		t.Errorf("reason = %v, want %v", reason, broken)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.md"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if paths := <-emitted; !slices.Equal(paths, []string{filepath.Join(dir, "a.md")}) {
		t.Errorf("polling emitted %q", paths)
	}
	cancel()
	<-done
}

func TestLostEventsMakeRootsChanged(t *testing.T) {
	dir := t.TempDir()
	n, err := newNotifier(newTree([]string{dir}, nil))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	emitted, done := make(chan []string, 1), make(chan struct{})
	go func() {
		defer close(done)
		n.run(ctx, func(paths []string) { emitted <- paths })
	}()
	n.w.Errors <- fsnotify.ErrEventOverflow
	if paths := <-emitted; !slices.Equal(paths, []string{dir}) {
		t.Errorf("emitted %q, want the root", paths)
	}
	cancel()
	<-done
}

func TestRelativeLeavesOutsideOut(t *testing.T) {
	b := Batch{Paths: []string{filepath.FromSlash("/s"), filepath.FromSlash("/s/content/a.md"), filepath.FromSlash("/t/x")}}
	if got := b.Relative(filepath.FromSlash("/s")); !slices.Equal(got, []string{".", "content/a.md"}) {
		t.Errorf("Relative = %q", got)
	}
}

func TestRelativeRootsAreReportedAsGiven(t *testing.T) {
	inBothWays(t, func(t *testing.T, opt Options) {
		for _, root := range []string{".", "content"} {
			t.Run(root, func(t *testing.T) {
				s := &site{t: t, dir: t.TempDir()}
				s.write("content/teil/", "")
				t.Chdir(s.dir)
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				batches, err := Watch(ctx, []string{root}, opt)
				s.must(err)
				s.write("content/teil/a.md", "a")
				want := filepath.Join("content", "teil", "a.md")
				if batch := <-batches; !slices.Equal(batch.Paths, []string{want}) {
					t.Errorf("paths = %q, want %q", batch.Paths, want)
				}
			})
		}
	})
}
