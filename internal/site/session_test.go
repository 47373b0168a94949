package site_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"

	"github.com/kaaw/nachbar/internal/site"
)

// serve starts a session of a portal that can be edited.
func serve(t *testing.T, p portal) (*site.Session, *live) {
	t.Helper()
	fsys := &live{now: p.fs()}
	session, err := site.NewSession(context.Background(), site.Options{FS: fsys})
	if err != nil {
		t.Fatal(err)
	}
	return session, fsys
}

// get asks a session for a file that it has.
func get(t *testing.T, s *site.Session, path string) site.Output {
	t.Helper()
	out, err := s.Output(context.Background(), path)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return out
}

func change(t *testing.T, s *site.Session, paths ...string) {
	t.Helper()
	if err := s.Change(context.Background(), paths); err != nil {
		t.Fatal(err)
	}
}

func TestASessionServesTheBytesOfABuild(t *testing.T) {
	session, _ := serve(t, newPortal())
	for path, want := range outputs(t, site.Options{FS: newPortal().fs()}) {
		if path == "manifest.json" || path == "pruefsummen.txt" {
			if _, err := session.Output(context.Background(), path); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s, which only a whole build has, gives %v", path, err)
			}
			continue
		}
		first, second := get(t, session, path), get(t, session, path)
		if !bytes.Equal(first.Body, want) || !bytes.Equal(second.Body, want) || first.ETag != second.ETag || len(first.ETag) != 64 {
			t.Errorf("%s is\n%s\nwant\n%s", path, first.Body, want)
		}
	}
}

func TestAnEditIsSeenWhenItIsTold(t *testing.T) {
	p := newPortal()
	session, fsys := serve(t, p)
	before := get(t, session, "wissen/d/index.html")
	other := get(t, session, "wissen/b/index.html").ETag
	fsys.set(p.with("content/wissen/d.md", md("Delta")).fs())
	if got := get(t, session, "wissen/d/index.html"); got.ETag != before.ETag {
		t.Error("a page changed that nobody spoke of")
	}
	change(t, session, "content/wissen/d.md")
	after := get(t, session, "wissen/d/index.html")
	if after.ETag == before.ETag || !strings.Contains(string(after.Body), "Delta") {
		t.Errorf("the page is still %s", after.Body)
	}
	if get(t, session, "wissen/b/index.html").ETag == other {
		t.Error("the neighbour does not show the new title")
	}
}

func TestAPageThatFailsIsNeverServed(t *testing.T) {
	p := newPortal()
	session, fsys := serve(t, p.with("layouts/_default/single.html", `{{define "main"}}half of it {{.Nope}}{{end}}`))
	for range 3 {
		out, err := session.Output(context.Background(), "wissen/a/index.html")
		var broken *site.BrokenError
		if !errors.As(err, &broken) || len(out.Body) > 0 || len(broken.Problems()) == 0 || broken.Problems()[0].ID != "layout-error" {
			t.Errorf("got %q, %v", out.Body, err)
		}
	}
	fsys.set(p.fs())
	change(t, session, "layouts/_default/single.html")
	get(t, session, "wissen/a/index.html")
}

// TestAFailedChangeIsMadeUpFor spoils the words, on which everything depends,
// together with other files: when the words are mended, the other changes count.
func TestAFailedChangeIsMadeUpFor(t *testing.T) {
	p := newPortal()
	session, fsys := serve(t, p)
	q := p.with("content/wissen/d.md", md("Delta"), "data/rollen.yaml", "- {id: bcm, title: Neue Rolle}\n- {id: it, title: IT}\n",
		"nachbar.yaml", strings.Replace(p["nachbar.yaml"], "title: Portal", "title: Anderes", 1))
	broken := &failingFS{FS: q.fs(), name: "i18n/de.yaml"}
	fsys.set(broken)
	err := session.Change(context.Background(), []string{"nachbar.yaml", "content/wissen/d.md", "data/rollen.yaml", "i18n/de.yaml"})
	if !errors.Is(err, errDisk) {
		t.Fatalf("error is %v", err)
	}
	fsys.set(q.fs())
	change(t, session, "i18n/de.yaml")
	for path, want := range outputs(t, site.Options{FS: q.fs()}) {
		if path != "manifest.json" && path != "pruefsummen.txt" && !bytes.Equal(get(t, session, path).Body, want) {
			t.Errorf("%s is not what a build makes", path)
		}
	}
}

var errDisk = errors.New("disk on fire")

// failingFS is a disk that breaks at one file.
type failingFS struct {
	fs.FS
	name string
}

func (f *failingFS) Open(name string) (fs.File, error) {
	if name == f.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errDisk}
	}
	return f.FS.Open(name)
}

func TestProblemsComeWithTheCheckAndGoWithTheEdit(t *testing.T) {
	p := newPortal()
	session, fsys := serve(t, p)
	fsys.set(p.with("content/wissen/d.md", md("De", "[tot](none.md) und [Anker](a.md#none)\n")).fs())
	change(t, session, "content/wissen/d.md")
	get(t, session, "wissen/d/index.html")
	if got := session.Problems(); len(got) != 1 || got[0].ID != "link-broken" {
		t.Errorf("after looking at the page: %s", listing(got))
	}
	if done, err := session.CheckAll(context.Background()); !done || err != nil {
		t.Fatal(done, err)
	}
	checked, err := site.Check(context.Background(), site.Options{FS: fsys})
	if err != nil || listing(session.Problems()) != listing(checked.Problems) || len(checked.Problems) != 2 {
		t.Errorf("after the check: %s, want %s, %v", listing(session.Problems()), listing(checked.Problems), err)
	}
	fsys.set(p.fs())
	change(t, session, "content/wissen/d.md")
	if got := session.Problems(); len(got) != 0 {
		t.Errorf("after mending: %s", listing(got))
	}
}

func TestACheckStopsWhenTheSiteChanges(t *testing.T) {
	p := newPortal()
	slow := &stopFS{FS: p.fs(), name: "static/assets/fonts/f.woff2", reached: make(chan struct{}), goOn: make(chan struct{})}
	fsys := &live{now: slow}
	session, err := site.NewSession(context.Background(), site.Options{FS: fsys})
	if err != nil {
		t.Fatal(err)
	}
	slow.armed = true
	done := make(chan string)
	go func() {
		finished, err := session.CheckAll(context.Background())
		done <- fmt.Sprint(finished, " ", err)
	}()
	<-slow.reached
	fsys.set(p.with("content/wissen/d.md", md("Delta")).fs())
	change(t, session, "content/wissen/d.md")
	close(slow.goOn)
	if got := <-done; got != "false <nil>" {
		t.Errorf("the check of the old site ended %s", got)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if finished, err := session.CheckAll(ctx); finished || !errors.Is(err, context.Canceled) {
		t.Errorf("a check that was called off ended %t, %v", finished, err)
	}
}

// stopFS waits at one file, once it is armed.
type stopFS struct {
	fs.FS
	name          string
	armed         bool
	reached, goOn chan struct{}
	once          sync.Once
}

func (f *stopFS) Open(name string) (fs.File, error) {
	if f.armed && name == f.name {
		f.once.Do(func() { close(f.reached) })
		<-f.goOn
	}
	return f.FS.Open(name)
}

// TestASessionIsUsedByManyAtOnce edits, asks and checks at the same time; the
// race detector looks on, and at the end all agree with a build.
func TestASessionIsUsedByManyAtOnce(t *testing.T) {
	p := newPortal()
	session, fsys := serve(t, p)
	ctx := context.Background()
	paths := []string{"index.html", "wissen/index.html", "wissen/d/index.html", "wissen/a/index.html", "a-z/index.html", "none", "assets/fonts/f.woff2", "aktuelles/feed.xml"}
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			for i := range 15 {
				if _, err := session.Output(ctx, paths[(worker+i)%len(paths)]); err != nil && !errors.Is(err, fs.ErrNotExist) && !strings.Contains(err.Error(), "the file changed") {
					t.Error(err)
				}
				session.Problems()
				session.Inputs()
			}
		})
	}
	wg.Go(func() {
		for range 2 {
			if _, err := session.CheckAll(ctx); err != nil && !strings.Contains(err.Error(), "the file changed") {
				t.Error(err)
			}
		}
	})
	final := p
	for i := range 10 {
		final = p.with("content/wissen/d.md", md(fmt.Sprint("De ", i)))
		fsys.set(final.fs())
		if err := session.Change(ctx, []string{"content/wissen/d.md"}); err != nil {
			t.Error(err)
		}
	}
	wg.Wait()
	for path, want := range outputs(t, site.Options{FS: final.fs()}) {
		if path != "manifest.json" && path != "pruefsummen.txt" && !bytes.Equal(get(t, session, path).Body, want) {
			t.Errorf("%s is not what a build makes", path)
		}
	}
}

func TestInputsAreWhatTheSiteIsMadeOf(t *testing.T) {
	session, _ := serve(t, newPortal())
	if got := strings.Join(session.Inputs(), " "); got != "nachbar.yaml content layouts static data i18n" {
		t.Errorf("inputs are %s", got)
	}
}
