package release

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// withManifest adds the list of sizes that a build has.
func withManifest(all files) files {
	all["manifest.json"] = `{"files": [{"path": "lang.html", "size": 10}]}`
	return all
}

func TestVerifyFindsWhateverIsNotAsItWasPublished(t *testing.T) {
	s := newStore(t)
	public := withManifest(files{"index.html": "eins", "lang.html": "0123456789", "a/b.html": "b", "weg.html": "weg", "link.html": "x"})
	r := mustPublish(t, s, "aaaa", public, files{"index.html": "intern"})
	if report, err := s.Verify(context.Background(), ""); err != nil || len(report.Findings) > 0 || report.ID != r.ID || report.Files != 9 {
		t.Fatalf("a release that is good: %+v, %v", report, err)
	}
	in := func(name string) string { return filepath.Join(r.Dir, "oeffentlich", filepath.FromSlash(name)) }
	edit := func(name, body string) error {
		return errors.Join(os.Remove(in(name)), os.WriteFile(in(name), []byte(body), 0o644))
	}
	if err := errors.Join(
		edit("index.html", "einz"), edit("lang.html", "01234"), os.Remove(in("weg.html")),
		os.WriteFile(in("a/mehr.html"), nil, 0o644), os.Mkdir(filepath.Join(r.Dir, "fremd"), 0o755),
		os.Remove(in("link.html")), os.Symlink("index.html", in("link.html")),
		os.Remove(in("a/b.html")), os.Mkdir(in("a/b.html"), 0o755),
	); err != nil {
		t.Fatal(err)
	}
	report, err := s.Verify(context.Background(), r.ID)
	want := []Finding{
		{"", "fremd", Additional},
		{"oeffentlich", "a/b.html", Irregular},
		{"oeffentlich", "a/mehr.html", Additional},
		{"oeffentlich", "index.html", Changed},
		{"oeffentlich", "lang.html", Truncated},
		{"oeffentlich", "link.html", Irregular},
		{"oeffentlich", "weg.html", Missing},
	}
	if err != nil || !slices.Equal(report.Findings, want) {
		t.Errorf("found %v, %v", report.Findings, err)
	}
	last := lastEntry(t, s)
	if last.Event != EventDamaged || last.Release != r.ID || !strings.HasPrefix(last.Note, "7: ") {
		t.Errorf("the log says %+v", last)
	}
	var unknown *UnknownReleaseError
	if _, err := s.Verify(context.Background(), "000009-ffff"); !errors.As(err, &unknown) || !slices.Equal(unknown.Known, []string{r.ID}) {
		t.Errorf("an unknown release: %v", err)
	}
}

func TestVerifyFollowsTheChainFromTheLogToEveryFile(t *testing.T) {
	change := func(t *testing.T, name, from, to string) {
		body, err := os.ReadFile(name)
		if err == nil && !strings.Contains(string(body), from) {
			t.Fatalf("%s has no %q", name, from)
		}
		if err = errors.Join(err, os.Remove(name), os.WriteFile(name, []byte(strings.ReplaceAll(string(body), from, to)), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	for name, forge := range map[string]func(t *testing.T, dir string){
		"a file with its checksum": func(t *testing.T, dir string) {
			change(t, filepath.Join(dir, "oeffentlich", "index.html"), "eins", "zwei")
			change(t, filepath.Join(dir, "oeffentlich", sumsFile), digest([]byte("eins")), digest([]byte("zwei")))
		},
		"a file, its checksum and the manifest": func(t *testing.T, dir string) {
			sums := filepath.Join(dir, "oeffentlich", sumsFile)
			before := read(t, filepath.Dir(sums), sumsFile)
			change(t, filepath.Join(dir, "oeffentlich", "index.html"), "eins", "zwei")
			change(t, sums, digest([]byte("eins")), digest([]byte("zwei")))
			change(t, filepath.Join(dir, manifestFile), digest([]byte(before)), digest([]byte(read(t, filepath.Dir(sums), sumsFile))))
		},
		"the manifest": func(t *testing.T, dir string) { change(t, filepath.Join(dir, manifestFile), "aaaa", "bbbb") },
	} {
		s := newStore(t)
		r := mustPublish(t, s, "aaaa", files{"index.html": "eins"}, files{"index.html": "intern"})
		forge(t, r.Dir)
		if report, err := s.Verify(context.Background(), r.ID); err != nil || len(report.Findings) != 1 || report.Findings[0].Kind != Changed {
			t.Errorf("%s: found %v, %v", name, report.Findings, err)
		}
	}
}

func TestNothingIsPublishedThatIsNotWhatTheBuildSaid(t *testing.T) {
	s := newStore(t)
	first := mustPublish(t, s, "aaaa", files{"index.html": "eins", "fest.html": "fest"}, files{"index.html": "intern"})
	refusal := errors.New("a leak")
	_, err := publish(s, "bbbb", files{"index.html": "zwei"}, files{"index.html": "intern"}, func(audience string, tree fs.FS) error {
		if body, err := fs.ReadFile(tree, "index.html"); audience == "oeffentlich" && (err != nil || string(body) != "zwei") {
			t.Errorf("verify sees %q, %v", body, err)
		}
		if audience == "mitglieder" {
			return refusal
		}
		return nil
	})
	if !errors.Is(err, refusal) {
		t.Errorf("verify was not heard: %v", err)
	}
	// A file that rots in place keeps its size and time: the link would carry it on.
	rotten := filepath.Join(first.Dir, "oeffentlich", "fest.html")
	info, err := os.Stat(rotten)
	if err = errors.Join(err, os.Chmod(rotten, 0o644), os.WriteFile(rotten, []byte("faul"), 0o644), os.Chtimes(rotten, info.ModTime(), info.ModTime())); err != nil {
		t.Fatal(err)
	}
	l, err := s.TryLock()
	if err != nil {
		t.Fatal(err)
	}
	d, err := l.Begin(Meta{Commit: "cccc"})
	if err != nil {
		t.Fatal(err)
	}
	sink, err := d.Audience("oeffentlich")
	if err != nil {
		t.Fatal(err)
	}
	if !sink.Intact("fest.html", stampOf(info)) {
		t.Fatal("the rotten file was noticed without being read")
	}
	sums := digest([]byte("fest")) + "  fest.html\n"
	if _, _, err := sink.Put(sumsFile, []byte(sums)); err != nil {
		t.Fatal(err)
	}
	if _, err := sink.Commit(func(path string) bool { return path == "fest.html" }); err != nil {
		t.Fatal(err)
	}
	var damaged *DamagedError
	if _, err := d.Publish(context.Background(), nil); !errors.As(err, &damaged) || damaged.Findings[0] != (Finding{"oeffentlich", "fest.html", Changed}) {
		t.Errorf("a rotten file: %v", err)
	}
	if err := l.Unlock(); err != nil {
		t.Fatal(err)
	}
	if current, err := s.Current(); err != nil || current.ID != first.ID {
		t.Errorf("current is %s, %v", current.ID, err)
	}
	if got := tree(t, s.path(releasesDir)); strings.Contains(got, draftPrefix) {
		t.Errorf("left over: %s", got)
	}
	second := mustPublish(t, s, "cccc", files{"fest.html": "fest"}, files{"index.html": "intern"})
	if got := read(t, second.Dir, "oeffentlich/fest.html"); got != "fest" {
		t.Errorf("made anew it is %q", got)
	}
}

func TestRollbackShowsTheReleaseBeforeAtOnce(t *testing.T) {
	s := newStore(t)
	if _, err := s.Rollback(context.Background(), ""); !errors.Is(err, ErrNone) {
		t.Errorf("in an empty store: %v", err)
	}
	var ids []string
	for _, text := range []string{"eins", "zwei", "drei"} {
		ids = append(ids, mustPublish(t, s, text, files{"index.html": text}, files{"index.html": "intern"}).ID)
	}
	for _, step := range []struct{ to, shows, text string }{
		{"", ids[1], "zwei"}, {"", ids[0], "eins"}, {ids[2], ids[2], "drei"}, {ids[2], ids[2], "drei"},
	} {
		started := time.Now()
		r, err := s.Rollback(context.Background(), step.to)
		if err != nil || r.ID != step.shows || !r.Current || time.Since(started) > time.Second {
			t.Errorf("rollback to %q: %s after %v, %v", step.to, r.ID, time.Since(started), err)
		}
		if got := read(t, s.Dir(), "current/oeffentlich/index.html"); got != step.text {
			t.Errorf("after a rollback to %q readers see %q", step.to, got)
		}
	}
	if e := lastEntry(t, s); e.Event != EventRolledBack || e.Release != ids[2] || e.From != ids[0] || e.N != 6 {
		t.Errorf("the log says %+v", e)
	}
	if next := mustPublish(t, s, "vier", files{"index.html": "vier"}, files{"index.html": "intern"}); Number(next.ID) != 4 || next.Previous != ids[2] {
		t.Errorf("the next release is %s after %s", next.ID, next.Previous)
	}
}

func TestALargeReleaseIsRolledBackWithinASecond(t *testing.T) {
	pages := 300
	if soak() {
		pages = 20_000
	}
	s := newStore(t)
	large := files{}
	for i := range pages {
		large[fmt.Sprintf("recht/%d/%d/index.html", i%100, i)] = strings.Repeat("Text ", i%50)
	}
	started := time.Now()
	first := mustPublish(t, s, "eins", large, files{"index.html": "intern"})
	cold := time.Since(started)
	large["recht/0/0/index.html"] = "anders"
	started = time.Now()
	mustPublish(t, s, "zwei", large, files{"index.html": "intern"})
	again := time.Since(started)
	started = time.Now()
	r, err := s.Rollback(context.Background(), "")
	took := time.Since(started)
	if err != nil || r.ID != first.ID || took > time.Second {
		t.Errorf("rolled back to %s in %v, %v", r.ID, took, err)
	}
	t.Logf("%d files: first release %v, one file changed %v, rollback %v", pages, cold, again, took)
}

func TestRollbackToAReleaseThatLostAFileIsRefused(t *testing.T) {
	s := newStore(t)
	first := mustPublish(t, s, "aaaa", files{"index.html": "eins"}, files{"index.html": "intern"})
	second := mustPublish(t, s, "bbbb", files{"index.html": "zwei"}, files{"index.html": "intern"})
	if err := os.Remove(filepath.Join(first.Dir, "oeffentlich", "index.html")); err != nil {
		t.Fatal(err)
	}
	var damaged *DamagedError
	if _, err := s.Rollback(context.Background(), ""); !errors.As(err, &damaged) || damaged.Findings[0].Kind != Missing {
		t.Errorf("error is %v", err)
	}
	if current, err := s.Current(); err != nil || current.ID != second.ID {
		t.Errorf("current is %s, %v", current.ID, err)
	}
}

func TestCleaningKeepsWhatIsShownAndWhatCouldBe(t *testing.T) {
	s := newStore(t)
	var ids []string
	for _, text := range []string{"eins", "zwei", "drei", "vier", "fuenf", "sechs"} {
		ids = append(ids, mustPublish(t, s, text, files{"index.html": text}, files{"index.html": "intern"}).ID)
	}
	if _, err := s.Rollback(context.Background(), ids[2]); err != nil {
		t.Fatal(err)
	}
	l, err := s.TryLock()
	if err != nil {
		t.Fatal(err)
	}
	removed, err := l.Clean(0)
	if err = errors.Join(err, l.Unlock(), s.Close()); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(removed, []string{ids[3], ids[0]}) {
		t.Errorf("removed %v", removed)
	}
	list, err := s.List()
	var kept []string
	for _, r := range list {
		kept = append(kept, r.ID)
	}
	if want := []string{ids[5], ids[4], ids[2], ids[1]}; err != nil || !slices.Equal(kept, want) {
		t.Errorf("kept %v, want %v, %v", kept, want, err)
	}
	entries, err := os.ReadDir(s.path(releasesDir))
	if err != nil || len(entries) != 4 {
		t.Errorf("%d folders are left, %v", len(entries), err)
	}
}

func TestNumbersAreNeverGivenTwice(t *testing.T) {
	s := newStore(t)
	for _, text := range []string{"eins", "zwei", "drei"} {
		mustPublish(t, s, text, files{"index.html": text}, files{"index.html": "intern"})
	}
	if _, err := s.Rollback(context.Background(), ""); err != nil {
		t.Fatal(err)
	}
	newest, err := filepath.Glob(s.path(releasesDir, "000003-*"))
	if err = errors.Join(err, os.RemoveAll(newest[0])); err != nil { // somebody tidied up by hand
		t.Fatal(err)
	}
	if r := mustPublish(t, s, "vier", files{"index.html": "vier"}, files{"index.html": "intern"}); Number(r.ID) != 4 {
		t.Errorf("the next release is %s", r.ID)
	}
}

func TestFoldersThatAreNoStoreAreRefused(t *testing.T) {
	dir := t.TempDir()
	if _, err := OpenStore(dir, Options{}); !errors.Is(err, ErrNoStore) {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := OpenStore(filepath.Join(dir, "fehlt"), Options{}); !errors.Is(err, ErrNoStore) {
		t.Errorf("no folder: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "steuer.odt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	var notOurs *NotOursError
	if _, err := OpenStore(dir, Options{Create: true}); !errors.As(err, &notOurs) {
		t.Errorf("a folder with other files: %v", err)
	}
}

func lastEntry(t *testing.T, s *Store) Entry {
	t.Helper()
	entries, err := s.Log()
	if err != nil || len(entries) == 0 {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	return entries[len(entries)-1]
}
