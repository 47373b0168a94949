package release

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/site"
)

var _ site.Sink = (*Stage)(nil)

// build puts files into dir as a build does: everything, then pruefsummen.txt.
func build(t *testing.T, dir string, files map[string]string) (changed []string, removed int) {
	t.Helper()
	s := begin(t, dir)
	changed = put(t, s, files)
	removed, err := s.Commit(func(path string) bool { _, ok := files[path]; return ok || path == marker })
	if err != nil {
		t.Fatal(err)
	}
	return changed, removed
}

func begin(t *testing.T, dir string) *Stage {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// put stages files and their checksums and returns those that changed.
func put(t *testing.T, s *Stage, files map[string]string) (changed []string) {
	t.Helper()
	var sums strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		sums.WriteString(strings.Repeat("0", 64) + "  " + name + "\n")
		if one(t, s, name, files[name]) {
			changed = append(changed, name)
		}
	}
	one(t, s, marker, sums.String())
	return changed
}

func one(t *testing.T, s *Stage, name, body string) bool {
	t.Helper()
	stamp, changed, err := s.Put(name, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	if stamp.Size != int64(len(body)) || stamp.ModTime == 0 {
		t.Errorf("%s: stamp is %+v", name, stamp)
	}
	return changed
}

// tree lists the files and folders below dir; folders end in a slash.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || name == dir {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if entry.IsDir() {
			rel += "/"
		}
		names = append(names, filepath.ToSlash(rel))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, " ")
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

// age makes a file an hour older, so that a new write shows.
func age(t *testing.T, dir, name string) time.Time {
	t.Helper()
	old := time.Now().Add(-time.Hour).Truncate(time.Second)
	if err := os.Chtimes(filepath.Join(dir, name), old, old); err != nil {
		t.Fatal(err)
	}
	return old
}

func modTime(t *testing.T, dir, name string) time.Time {
	t.Helper()
	info, err := os.Lstat(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return info.ModTime()
}

func TestTheFirstBuildAppearsInOneStep(t *testing.T) {
	for _, existing := range []bool{false, true} {
		parent := t.TempDir()
		dir := filepath.Join(parent, "deep", "public")
		if existing {
			if err := os.MkdirAll(dir, 0o777); err != nil {
				t.Fatal(err)
			}
		}
		s := begin(t, dir)
		put(t, s, map[string]string{"index.html": "home", "a/b/index.html": "page"})
		if _, err := os.Stat(filepath.Join(dir, "index.html")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("index.html is visible before the build is done: %v", err)
		}
		staged, err := os.Stat(s.temp)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Commit(func(string) bool { return true }); err != nil {
			t.Fatal(err)
		}
		shown, err := os.Stat(dir)
		if err != nil {
			t.Fatal(err)
		}
		if !os.SameFile(staged, shown) {
			t.Error("the folder was copied or filled, not renamed")
		}
		if got, want := tree(t, parent), "deep/ deep/public/ deep/public/a/ deep/public/a/b/ deep/public/a/b/index.html deep/public/index.html deep/public/pruefsummen.txt"; got != want {
			t.Errorf("folder holds %s, want %s", got, want)
		}
	}
}

func TestFilesThatDidNotChangeKeepTheirTime(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	build(t, dir, map[string]string{"same.html": "same", "edited.html": "old", "longer.html": "old"})
	before := age(t, dir, "same.html")
	age(t, dir, "edited.html")
	age(t, dir, "longer.html")
	changed, removed := build(t, dir, map[string]string{"same.html": "same", "edited.html": "new", "longer.html": "older"})
	if !slices.Equal(changed, []string{"edited.html", "longer.html"}) || removed != 0 {
		t.Errorf("changed %q, removed %d", changed, removed)
	}
	if !modTime(t, dir, "same.html").Equal(before) {
		t.Error("same.html was written again")
	}
	if modTime(t, dir, "edited.html").Equal(before) || read(t, dir, "edited.html") != "new" {
		t.Error("edited.html was not written")
	}
}

func TestWhatIsNoPartOfTheBuildGoesWithItsEmptyFolders(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	build(t, dir, map[string]string{"index.html": "", "a/b/c/index.html": "", "a/index.html": "", "d/e/index.html": ""})
	if err := os.WriteFile(filepath.Join(dir, "d", "notiz.txt"), []byte("somebody's own"), 0o666); err != nil {
		t.Fatal(err)
	}
	_, removed := build(t, dir, map[string]string{"index.html": "", "a/index.html": ""})
	if removed != 2 {
		t.Errorf("removed %d files, want 2", removed)
	}
	if got, want := tree(t, dir), "a/ a/index.html d/ d/notiz.txt index.html pruefsummen.txt"; got != want {
		t.Errorf("folder holds %s, want %s", got, want)
	}
}

func TestAFileMayBecomeAFolderAndTheOtherWayRound(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	for _, files := range []map[string]string{
		{"a": "file"},
		{"a/b/c": "in folders"},
		{"a/b": "file"},
		{"a": "file again"},
	} {
		build(t, dir, files)
		for name, want := range files {
			if got := read(t, dir, name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		if got := strings.Count(tree(t, dir), " "); got != strings.Count(slices.Collect(maps.Keys(files))[0], "/")+1 {
			t.Errorf("left over: %s", tree(t, dir))
		}
	}
}

func TestAFolderThatIsNoBuildIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "steuer.odt"), []byte("precious"), 0o666); err != nil {
		t.Fatal(err)
	}
	_, err := Open(dir)
	var notOurs *NotOursError
	if !errors.As(err, &notOurs) || notOurs.Dir != dir || !strings.Contains(err.Error(), dir) {
		t.Fatalf("error is %v", err)
	}
	if got := tree(t, filepath.Dir(dir)); strings.Contains(got, ".tmp-") || read(t, dir, "steuer.odt") != "precious" {
		t.Errorf("something happened: %s", got)
	}
}

func TestATargetThatIsAFileIsRefused(t *testing.T) {
	name := filepath.Join(t.TempDir(), "public")
	if err := os.WriteFile(name, []byte("precious"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(name); err == nil {
		t.Error("a file was taken for a folder")
	}
	if got := read(t, filepath.Dir(name), "public"); got != "precious" {
		t.Errorf("the file holds %q", got)
	}
}

func TestAnAbortedBuildLeavesEverythingAsItWas(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	build(t, dir, map[string]string{"index.html": "old", "alt/index.html": "old"})
	before, when := tree(t, parent), age(t, dir, "index.html")
	s := begin(t, dir)
	put(t, s, map[string]string{"index.html": "new", "neu/index.html": "new"})
	if err := s.Abort(); err != nil {
		t.Fatal(err)
	}
	if got := tree(t, parent); got != before || read(t, dir, "index.html") != "old" || !modTime(t, dir, "index.html").Equal(when) {
		t.Errorf("folder holds %s, want %s", got, before)
	}
	fresh := filepath.Join(parent, "never")
	s = begin(t, fresh)
	put(t, s, map[string]string{"index.html": "new"})
	if err := s.Abort(); err != nil {
		t.Fatal(err)
	}
	if got := tree(t, parent); got != before {
		t.Errorf("a first build that failed left %s", got)
	}
}

func TestAPutThatFailsLeavesTheTargetUntouched(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	build(t, dir, map[string]string{"index.html": "old"})
	before := tree(t, parent)
	s := begin(t, dir)
	if _, _, err := s.Put("a", []byte("a file")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Put("a/b", []byte("below a file")); err == nil || !strings.Contains(err.Error(), "write a/b") {
		t.Errorf("error is %v", err)
	}
	if _, _, err := s.Put("index.html", []byte("new")); err != nil {
		t.Fatal(err)
	}
	if got := read(t, dir, "index.html"); got != "old" {
		t.Errorf("index.html is %q before Commit", got)
	}
	if err := s.Abort(); err != nil {
		t.Fatal(err)
	}
	if got := tree(t, parent); got != before {
		t.Errorf("folder holds %s, want %s", got, before)
	}
}

func TestAFileIsIntactWhileNobodyTouchesIt(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	s := begin(t, dir)
	stamp, _, err := s.Put("index.html", []byte("page"))
	if err != nil {
		t.Fatal(err)
	}
	one(t, s, marker, strings.Repeat("0", 64)+"  index.html\n")
	if s.Intact("index.html", stamp) {
		t.Error("a staged file counts as a file of the earlier build")
	}
	if _, err := s.Commit(func(string) bool { return true }); err != nil {
		t.Fatal(err)
	}
	s = begin(t, dir)
	defer func() {
		if err := s.Abort(); err != nil {
			t.Error(err)
		}
	}()
	full := filepath.Join(dir, "index.html")
	if !s.Intact("index.html", stamp) {
		t.Error("the file is not found again after Commit")
	}
	age(t, dir, "index.html")
	if s.Intact("index.html", stamp) {
		t.Error("a file with another time counts as untouched")
	}
	if err := os.Chtimes(full, time.Unix(0, stamp.ModTime), time.Unix(0, stamp.ModTime)); err != nil {
		t.Fatal(err)
	}
	if !s.Intact("index.html", stamp) || s.Intact("index.html", site.Stamp{Size: 3, ModTime: stamp.ModTime}) {
		t.Error("size and time do not decide")
	}
	if err := errors.Join(os.Remove(full), os.Symlink("pruefsummen.txt", full)); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(full); err != nil || s.Intact("index.html", stampOf(info)) {
		t.Errorf("a link counts as a file of ours: %v", err)
	}
}

func TestALinkToAFolderStaysALink(t *testing.T) {
	parent := t.TempDir()
	real, link := filepath.Join(parent, "www"), filepath.Join(parent, "public")
	if err := errors.Join(os.Mkdir(real, 0o777), os.Symlink("www", link)); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"first", "second"} {
		build(t, link, map[string]string{"index.html": text})
		info, err := os.Lstat(link)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode()&fs.ModeSymlink == 0 || read(t, real, "index.html") != text {
			t.Errorf("%s build did not go where the link leads", text)
		}
	}
}

func TestChecksumsNeverLeadOutOfTheTarget(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	build(t, dir, map[string]string{"index.html": ""})
	sums := strings.Repeat("0", 64) + "  ../precious\nnonsense\n" + strings.Repeat("0", 64) + "  " + filepath.Join(parent, "precious") + "\n"
	if err := errors.Join(
		os.WriteFile(filepath.Join(parent, "precious"), []byte("precious"), 0o666),
		os.WriteFile(filepath.Join(dir, marker), []byte(sums), 0o666),
	); err != nil {
		t.Fatal(err)
	}
	build(t, dir, map[string]string{"index.html": ""})
	if got := read(t, parent, "precious"); got != "precious" {
		t.Errorf("a file outside holds %q", got)
	}
}

func TestWhatAKilledBuildLeftBesideTheTargetIsRemoved(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	gone := exec.Command("true")
	if err := gone.Run(); err != nil {
		t.Fatal(err)
	}
	killed := filepath.Join(parent, fmt.Sprintf(".public.tmp-%d", gone.Process.Pid))
	other := filepath.Join(parent, fmt.Sprintf(".public.tmp-%d", os.Getppid()))
	for _, left := range []string{killed, other} {
		if err := os.MkdirAll(filepath.Join(left, "aktuell"), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	build(t, dir, map[string]string{"index.html": "new"})
	if _, err := os.Stat(killed); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder of a build that was killed is still there: %v", err)
	}
	if _, err := os.Stat(other); err != nil {
		t.Errorf("the folder of a build that runs was removed: %v", err)
	}
}

func TestABuildThatWasCutOffIsTidiedUpByTheNext(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	build(t, dir, map[string]string{"index.html": "old"})
	s := begin(t, dir)
	put(t, s, map[string]string{"index.html": "new", "aktuell/index.html": "new"})
	s.staged = s.inOrder()[:2] // the machine stops after two of three files were moved
	if _, err := s.Commit(func(string) bool { return true }); err != nil {
		t.Fatal(err)
	}
	build(t, dir, map[string]string{"index.html": "newest"})
	if got, want := tree(t, dir), "index.html pruefsummen.txt"; got != want {
		t.Errorf("folder holds %s, want %s", got, want)
	}
}
