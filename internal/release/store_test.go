package release

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/site"
)

var _ site.Sink = (*audienceTree)(nil)

// files are those of an audience, without pruefsummen.txt.
type files map[string]string

// clock is a clock that stands still.
func clock() time.Time { return time.Date(2026, 11, 6, 12, 0, 0, 500, time.UTC) }

func newStore(t *testing.T) *Store {
	t.Helper()
	s, err := OpenStore(filepath.Join(t.TempDir(), "tief", "portal"), Options{Create: true, Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// fill builds a tree as a build does: what did not change is kept.
func fill(sink site.Sink, all files) error {
	var sums strings.Builder
	for _, name := range slices.Sorted(maps.Keys(all)) {
		sums.WriteString(digest([]byte(all[name])) + "  " + name + "\n")
		if _, _, err := sink.Put(name, []byte(all[name])); err != nil {
			return err
		}
	}
	if _, _, err := sink.Put(sumsFile, []byte(sums.String())); err != nil {
		return err
	}
	_, err := sink.Commit(func(path string) bool { _, ok := all[path]; return ok })
	return err
}

// publish makes a release of two audiences.
func publish(s *Store, commit string, public, members files, verify func(string, fs.FS) error) (r Release, err error) {
	l, err := s.TryLock()
	if err != nil {
		return Release{}, err
	}
	defer func() { err = errors.Join(err, l.Unlock()) }()
	d, err := l.Begin(Meta{Commit: commit, Ref: "main"})
	if err != nil {
		return Release{}, err
	}
	for name, all := range map[string]files{"oeffentlich": public, "mitglieder": members} {
		sink, err := d.Audience(name)
		if err == nil {
			err = fill(sink, all)
		}
		if err != nil {
			return Release{}, errors.Join(err, d.Abort())
		}
	}
	return d.Publish(context.Background(), verify)
}

func mustPublish(t *testing.T, s *Store, commit string, public, members files) Release {
	t.Helper()
	r, err := publish(s, commit, public, members, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAReleaseIsSeenWhenItIsPublished(t *testing.T) {
	s := newStore(t)
	if _, err := s.Current(); !errors.Is(err, ErrNone) {
		t.Errorf("an empty store shows a release: %v", err)
	}
	first := mustPublish(t, s, "AAAA1111bbbb2222cccc", files{"index.html": "eins", "a/b.html": "bleibt"}, files{"index.html": "intern"})
	second := mustPublish(t, s, "dddd", files{"index.html": "zwei", "a/b.html": "bleibt"}, files{"index.html": "intern"})
	if first.ID != "000001-aaaa1111bbbb" || second.ID != "000002-dddd" || second.Previous != first.ID {
		t.Errorf("releases are %s and %s after %q", first.ID, second.ID, second.Previous)
	}
	for name, want := range map[string]string{
		"current/oeffentlich/index.html": "zwei", "current/oeffentlich/a/b.html": "bleibt", "current/mitglieder/index.html": "intern",
		"releases/" + first.ID + "/oeffentlich/index.html": "eins",
	} {
		if got := read(t, s.Dir(), name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if target, err := os.Readlink(filepath.Join(s.Dir(), "current")); err != nil || target != filepath.Join("releases", second.ID) {
		t.Errorf("current leads to %q, %v", target, err)
	}
	current, err := s.Current()
	if err != nil || current.ID != second.ID || !current.Current || len(current.Audiences) != 2 || current.Audiences[1].Files != 3 {
		t.Errorf("current is %+v, %v", current, err)
	}
}

func TestUnchangedFilesAreTheSameFileInBothReleases(t *testing.T) {
	s := newStore(t)
	first := mustPublish(t, s, "aaaa", files{"a.html": "bleibt", "b.html": "alt", "weg.html": "weg"}, files{"x": "x"})
	stamp := func(r Release, name string) (fs.FileInfo, site.Stamp) {
		info, err := os.Lstat(filepath.Join(r.Dir, "oeffentlich", name))
		if err != nil {
			t.Fatal(err)
		}
		return info, stampOf(info)
	}
	l, err := s.TryLock()
	if err != nil {
		t.Fatal(err)
	}
	d, err := l.Begin(Meta{Commit: "bbbb"})
	if err != nil {
		t.Fatal(err)
	}
	sink, err := d.Audience("oeffentlich")
	if err != nil {
		t.Fatal(err)
	}
	before, kept := stamp(first, "a.html")
	if !sink.Intact("a.html", kept) || sink.Intact("a.html", site.Stamp{}) || sink.Intact("c.html", kept) {
		t.Error("size and time of the file in the current release do not decide")
	}
	// As an incremental build does: only b.html is put, a.html is kept.
	sums := digest([]byte("bleibt")) + "  a.html\n" + digest([]byte("neu")) + "  b.html\n"
	for name, body := range map[string]string{"b.html": "neu", sumsFile: sums} {
		if _, changed, err := sink.Put(name, []byte(body)); err != nil || !changed {
			t.Errorf("%s: changed %v, %v", name, changed, err)
		}
	}
	if removed, err := sink.Commit(func(path string) bool { return path != "weg.html" }); err != nil || removed != 1 {
		t.Errorf("removed %d, %v", removed, err)
	}
	second, err := d.Publish(context.Background(), nil)
	if err = errors.Join(err, l.Unlock()); err != nil {
		t.Fatal(err)
	}
	after, same := stamp(second, "a.html")
	if !os.SameFile(before, after) || same != kept {
		t.Error("a.html was written again")
	}
	if got := read(t, first.Dir, "oeffentlich/b.html"); got != "alt" {
		t.Errorf("the earlier release changed: b.html is %q", got)
	}
}
