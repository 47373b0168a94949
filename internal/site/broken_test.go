package site_test

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/overlay"
	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/site"
)

// pageA is the page that most rows break.
const pageA = "content/seiten/a.md"

// files are those a row puts over the sound site: path → content.
type files map[string]string

// a is a row's files when it only breaks page A.
func a(src string) files { return files{pageA: src} }

// broken is one mistake, and all that nachbar has to say about it: no more and
// no less, so that an editor is not sent after the consequences of a mistake.
type broken struct {
	name  string
	files files
	// want are the problems as "path:line:col id" with what is known of the
	// place, and "warning" behind it where the build goes on; * stands for any
	// characters.
	want []string
	// disk does to a site on disk what a map of files cannot.
	disk func(t *testing.T, dir string)
}

// over lays a row's files over the sound site.
func (b broken) over(m fstest.MapFS) fstest.MapFS {
	for name, src := range b.files {
		m[name] = &fstest.MapFile{Data: []byte(src)}
	}
	return m
}

// options are those of a build of fsys with the words and facts that nachbar
// brings along, but with the layouts of the test.
func options(fsys fs.FS) site.Options {
	return site.Options{
		FS:      overlay.New(fsys, nachbar.Defaults(), "i18n", "data"),
		Today:   time.Date(2027, 3, 4, 0, 0, 0, 0, time.UTC),
		Version: "test",
	}
}

// spy notes what becomes of a build.
type spy struct {
	site.Sink
	committed, aborted bool
}

func (s *spy) Commit(keep func(string) bool) (int, error) {
	s.committed = true
	return s.Sink.Commit(keep)
}
func (s *spy) Abort() error { s.aborted = true; return s.Sink.Abort() }

// build builds fsys into out and fails the test if that takes too long: no
// mistake of an author may stop the program.
func build(t *testing.T, fsys fs.FS, out string) (site.Result, *spy) {
	t.Helper()
	stage, err := release.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	sink := &spy{Sink: stage}
	type answer struct {
		result site.Result
		err    error
	}
	done := make(chan answer, 1)
	go func() {
		result, err := site.Build(context.Background(), options(fsys), sink, &site.Cache{})
		done <- answer{result, err}
	}()
	select {
	case a := <-done:
		if a.err != nil {
			t.Fatalf("the build failed instead of naming a problem: %v", a.err)
		}
		return a.result, sink
	case <-time.After(15 * time.Second):
		t.Fatal("the build hangs")
	}
	return site.Result{}, nil
}

func TestTheSoundSiteHasNoProblems(t *testing.T) {
	result, sink := build(t, soundSite(), filepath.Join(t.TempDir(), "public"))
	if len(result.Problems) > 0 || !sink.committed {
		t.Fatalf("committed %v, problems %q", sink.committed, places(result.Problems))
	}
}

// run holds every row to the same promises.
func run(t *testing.T, rows []broken) {
	words := map[string]*i18n.Catalogue{"de": words(t, "de"), "en": words(t, "en")}
	for _, row := range rows {
		t.Run(strings.ReplaceAll(row.name, " ", "_"), func(t *testing.T) {
			t.Parallel()
			out := filepath.Join(t.TempDir(), "public")
			build(t, soundSite(), out)
			before := tree(t, out)

			result, sink := build(t, row.site(t), out)
			if got := places(result.Problems); !slices.EqualFunc(got, row.want, matches) {
				t.Errorf("got  %q\nwant %q", got, row.want)
			}
			for _, p := range result.Problems {
				for lang, tr := range words {
					readable(t, lang, tr, p)
				}
			}
			stops := slices.ContainsFunc(row.want, func(w string) bool { return !strings.HasSuffix(w, " warning") })
			if sink.committed == stops || sink.aborted != stops || result.Problems.HasErrors() != stops {
				t.Errorf("committed %v, aborted %v, errors %v: want a build that stops: %v",
					sink.committed, sink.aborted, result.Problems.HasErrors(), stops)
			}
			if after := tree(t, out); stops && !maps.Equal(before, after) {
				t.Errorf("the old output changed")
			}
			if left := stray(t, filepath.Dir(out)); len(left) > 0 {
				t.Errorf("the build left %q behind", left)
			}
		})
	}
}

func matches(got, want string) bool {
	head, tail, any := strings.Cut(want, "*")
	return got == want || any && len(got) >= len(head)+len(tail) && strings.HasPrefix(got, head) && strings.HasSuffix(got, tail)
}

// site is the row's site, on disk if it has to be.
func (b broken) site(t *testing.T) fs.FS {
	m := b.over(soundSite())
	if b.disk == nil {
		return m
	}
	dir := filepath.Join(t.TempDir(), "site")
	if err := os.CopyFS(dir, m); err != nil {
		t.Fatal(err)
	}
	b.disk(t, dir)
	return os.DirFS(dir)
}

func words(t *testing.T, lang string) *i18n.Catalogue {
	t.Helper()
	c, err := i18n.Load(nachbar.Defaults(), lang)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// places writes problems as rows expect them.
func places(list diag.List) []string {
	var out []string
	for _, p := range list {
		place := p.Path
		for _, n := range []int{p.Line, p.Col} {
			if n > 0 {
				place += fmt.Sprint(":", n)
			}
		}
		line := place + " " + p.ID
		if p.Severity == diag.Warning {
			line += " warning"
		}
		out = append(out, line)
	}
	return out
}

// readable checks that a problem has a message and a remedy, both complete.
func readable(t *testing.T, lang string, tr *i18n.Catalogue, p diag.Problem) {
	t.Helper()
	message, hint := diag.Text(p, tr)
	for _, text := range []string{message, hint} {
		if text == "" || strings.HasPrefix(text, "[") {
			t.Errorf("%s: %s has no text: %q", lang, p.ID, text)
		}
	}
	for key, text := range map[string]string{"diag." + p.ID: message, "diag." + p.ID + ".hint": hint} {
		for _, name := range i18n.Placeholders(tr.T(key, nil)) {
			if _, filled := p.Args[name]; !filled {
				t.Errorf("%s: %s has no {%s}: %s", lang, key, name, text)
			}
		}
	}
}

// tree reads a folder: path → content.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		src, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		files[name] = string(src)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// stray lists what lies beside the output of a build.
func stray(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if e.Name() != "public" {
			names = append(names, e.Name())
		}
	}
	return names
}
