package stick

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/release/disk"
)

// built is a build with its list of checksums.
func built(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	var list strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		out[name] = &fstest.MapFile{Data: []byte(files[name])}
		fmt.Fprintf(&list, "%x  %s\n", sha256.Sum256([]byte(files[name])), name)
	}
	out[ListFile] = &fstest.MapFile{Data: []byte(list.String())}
	return out
}

var words = Words{Title: "Muster & Portal", Lang: "de", Open: "Öffnen", Readme: "Zeile 1\nZeile 2", AsOf: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)}

func edition(t *testing.T, files map[string]string) *Edition {
	t.Helper()
	e, problems, err := Make(built(files), words)
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	return e
}

// write writes an edition and returns what that did.
func write(t *testing.T, e *Edition, dir string) Written {
	t.Helper()
	written, err := e.WriteDir(t.Context(), disk.Real{}, dir)
	if err != nil {
		t.Fatal(err)
	}
	return written
}

// tree is what a folder holds, by path.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if name == dir && errors.Is(err, fs.ErrNotExist) {
			return nil // nothing was written yet
		}
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := os.ReadFile(name)
		rel, relErr := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = string(body)
		return errors.Join(err, relErr)
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// wrong are the files of a stick that are not as its list says.
func wrong(t *testing.T, dir string) []string {
	t.Helper()
	files := tree(t, dir)
	var bad []string
	for line := range strings.Lines(files[ListFile]) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if body, ok := files[name]; !ok || fmt.Sprintf("%x", sha256.Sum256([]byte(body))) != sum {
			bad = append(bad, name)
		}
	}
	return bad
}

var sample = map[string]string{"index.html": "home", "a/b/index.html": "page", "a/x.odt": "odt", "manifest.json": `{"audience":"TLP:GREEN"}`}

func TestAStickHoldsTheBuildAStartFileAndAListOfAll(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "Notfall Stick für Rathaus ü")
	e := edition(t, sample)
	if got := write(t, e, dir); got.Changed != 8 || got.Files != 8 || got.Removed != 0 {
		t.Errorf("%+v", got)
	}
	files := tree(t, dir)
	want := []string{ReadmeFile, StartFile, "portal/a/b/index.html", "portal/a/x.odt", "portal/index.html", "portal/manifest.json", "portal/pruefung/liste.js", ListFile}
	if got := slices.Sorted(maps.Keys(files)); !slices.Equal(got, want) {
		t.Errorf("the stick holds %q", got)
	}
	if n := strings.Count(files[ListFile], "\n"); n != 6 || len(wrong(t, dir)) > 0 {
		t.Errorf("%d lines, wrong are %q", n, wrong(t, dir))
	}
	if files[ReadmeFile] != "\ufeffZeile 1\r\nZeile 2\r\n" || !strings.Contains(files[StartFile], "Muster &amp; Portal") {
		t.Errorf("%q\n%s", files[ReadmeFile], files[StartFile])
	}
	if Audience(os.DirFS(dir)) != "TLP:GREEN" || e.Sum() != sha256.Sum256([]byte(files[ListFile])) {
		t.Error("label or sum is another")
	}
}

func TestAnUpdateWritesOnlyWhatDiffersAndLeavesWhatIsNotOurs(t *testing.T) {
	dir := t.TempDir()
	old := edition(t, map[string]string{"index.html": "home", "a/b/index.html": "page", "alt/index.html": "old", "bleibt/x": "x"})
	write(t, old, dir)
	own := map[string]string{"Eigenes.odt": "Eigenes", "portal/bleibt/Notiz.txt": "Notiz", "System Volume Information/x": ""}
	for name, body := range own {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(body), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "portal", "index.html"), []byte("hoxe"), 0o666); err != nil { // a worn stick
		t.Fatal(err)
	}
	got := write(t, edition(t, map[string]string{"index.html": "home", "a/b/index.html": "new page"}), dir)
	// The page, the worn file and both lists.
	if got.Changed != 4 || got.Removed != 2 {
		t.Errorf("%+v", got)
	}
	files := tree(t, dir)
	for name, body := range own {
		if there, ok := files[name]; !ok || there != body {
			t.Errorf("%s is %q", name, there)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "portal", "alt")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("an empty folder is left")
	}
	if bad := wrong(t, dir); len(bad) > 0 {
		t.Errorf("wrong are %q", bad)
	}
	if again := write(t, edition(t, map[string]string{"index.html": "home", "a/b/index.html": "new page"}), dir); again.Changed != 0 || again.Removed != 0 {
		t.Errorf("again %+v", again)
	}
}

func TestAFolderOfSomebodyElseIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "brief.odt"), []byte("precious"), 0o666); err != nil {
		t.Fatal(err)
	}
	_, err := edition(t, sample).WriteDir(t.Context(), disk.Real{}, dir)
	var notOurs *release.NotOursError
	if !errors.As(err, &notOurs) || len(tree(t, dir)) != 1 {
		t.Errorf("%v, %v", err, tree(t, dir))
	}
}

// pulled is a disk that is pulled out at the n-th change.
type pulled struct {
	disk.Disk
	left int
}

var errPulled = errors.New("pulled out")

func (p *pulled) step(do func() error) error {
	if p.left--; p.left < 0 {
		return errPulled
	}
	return do()
}

func (p *pulled) Mkdir(name string, perm fs.FileMode) error {
	return p.step(func() error { return p.Disk.Mkdir(name, perm) })
}

func (p *pulled) WriteFile(name string, body []byte, perm fs.FileMode) error {
	return p.step(func() error {
		if p.left == 0 { // half of it arrived
			return errors.Join(p.Disk.WriteFile(name, body[:len(body)/2], perm), errPulled)
		}
		return p.Disk.WriteFile(name, body, perm)
	})
}

func (p *pulled) Rename(from, to string) error {
	return p.step(func() error { return p.Disk.Rename(from, to) })
}

func (p *pulled) RemoveAll(name string) error {
	return p.step(func() error { return p.Disk.RemoveAll(name) })
}

func TestAStickThatIsPulledOutAtAnyStepIsNoticedAndMended(t *testing.T) {
	old := edition(t, map[string]string{"index.html": "home", "a/index.html": "a", "alt.html": "old"})
	e := edition(t, map[string]string{"index.html": "new home", "a/index.html": "a", "b/index.html": "b"})
	for _, fresh := range []bool{true, false} {
		steps := 0
		for done := false; !done; steps++ {
			dir := filepath.Join(t.TempDir(), "stick")
			if !fresh {
				write(t, old, dir)
			}
			_, err := e.WriteDir(t.Context(), &pulled{disk.Real{}, steps}, dir)
			if done = err == nil; done {
				break
			}
			files := tree(t, dir)
			whole := len(wrong(t, dir)) == 0 && files[ListFile] != "" && strings.Contains(files[scriptFile], "nachbarForm")
			if whole && files["portal/index.html"] == "new home" && files["portal/b/index.html"] == "" {
				t.Fatalf("step %d: half an edition passes for a whole one", steps)
			}
			if fresh && files[ListFile] != "" {
				t.Fatalf("step %d: the list came before the end", steps)
			}
			write(t, e, dir) // the stick is plugged in again
			if bad := wrong(t, dir); len(bad) > 0 || tree(t, dir)[writingFile] != "" || tree(t, dir)["portal/alt.html"] != "" {
				t.Fatalf("step %d: not mended: %q", steps, bad)
			}
		}
		if steps < 15 {
			t.Errorf("only %d steps", steps)
		}
	}
}

func TestTheZIPHasTheSameBytesFixedTimesAndPlainNames(t *testing.T) {
	files := maps.Clone(sample)
	files["ü/Notfall.html"] = strings.Repeat("Text ", 1000)
	var one, two bytes.Buffer
	for _, w := range []io.Writer{&one, &two} {
		if err := edition(t, files).WriteZip(t.Context(), w); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("two ZIP files of one edition differ")
	}
	r, err := zip.NewReader(bytes.NewReader(one.Bytes()), int64(one.Len()))
	if err != nil || !IsZip(r) {
		t.Fatal(err)
	}
	if last := r.File[len(r.File)-1].Name; r.File[0].Name != StartFile || last != ListFile {
		t.Errorf("from %s to %s", r.File[0].Name, last)
	}
	for _, f := range r.File {
		wantMethod := zip.Deflate
		if strings.HasSuffix(f.Name, ".odt") {
			wantMethod = zip.Store
		}
		utf8 := strings.Contains(f.Name, "ü")
		if strings.Contains(f.Name, `\`) || f.Method != wantMethod || !f.Modified.Equal(words.AsOf) || utf8 && (f.Flags&0x800 == 0 || f.NonUTF8) {
			t.Errorf("%s: method %d, flags %x, %s", f.Name, f.Method, f.Flags, f.Modified)
		}
	}
}

func TestNamesThatWindowsOrFATRefuseAreToldAllAtOnce(t *testing.T) {
	long := strings.Repeat("lang/", 40) + "x"
	paths := []string{
		"portal/index.html", "portal/aux/index.html", "portal/a:b", "portal/ende./x", "portal/Bild.png", "portal/bild.png",
		"portal/Ordner/a", "portal/ordner/b", long, "portal/" + strings.Repeat("ä", 61), "portal/con.txt", "portal/leer ",
	}
	found := map[string]string{}
	for _, p := range CheckPaths(paths) {
		found[p.Path] = p.ID
	}
	want := map[string]string{
		"portal/aux": "content-bad-name", "portal/a:b": "content-bad-name", "portal/ende.": "content-bad-name", "portal/bild.png": "stick-twin",
		"portal/ordner": "stick-twin", long: "stick-path-long", "portal/" + strings.Repeat("ä", 61): "content-bad-name",
		"portal/con.txt": "content-bad-name", "portal/leer ": "content-bad-name",
	}
	if !maps.Equal(found, want) {
		t.Errorf("found %v", found)
	}
	if _, problems, err := Make(built(map[string]string{"A.html": "", "a.html": ""}), words); err != nil || !problems.HasErrors() {
		t.Errorf("twins are laid out: %v, %v", problems, err)
	}
}

func TestABuildThatIsNotWhatItsListSaysIsNotWritten(t *testing.T) {
	build := built(sample)
	build["a/x.odt"].Data = []byte("other")
	e, _, err := Make(build, words)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "stick")
	if _, err := e.WriteDir(t.Context(), disk.Real{}, dir); err == nil || tree(t, dir)[ListFile] != "" {
		t.Errorf("written: %v", err)
	}
	if err := e.WriteZip(t.Context(), io.Discard); err == nil {
		t.Error("packed")
	}
	for _, list := range []string{"abc  x\n", strings.Repeat("0", 64) + "  ../x\n", strings.Repeat("0", 64) + " x\n"} {
		build[ListFile].Data = []byte(list)
		if _, _, err := Make(build, words); err == nil {
			t.Errorf("list %q is taken", list)
		}
	}
}

func TestACancelledWriteStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := filepath.Join(t.TempDir(), "stick")
	if _, err := edition(t, sample).WriteDir(ctx, disk.Real{}, dir); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestASumIsShownInGroups(t *testing.T) {
	if got := Groups(sha256.Sum256(nil)); got != "e3b0 c442 98fc 1c14 9afb f4c8 996f b924" {
		t.Error(got)
	}
}
