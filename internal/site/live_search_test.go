package site_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/site"
)

// found are how many documents of a session have a word.
func found(t *testing.T, session *site.Session, word string) int {
	t.Helper()
	engine, err := session.Engine(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	results, err := engine.Search(t.Context(), search.Request{Query: search.Parse(word)})
	if err != nil {
		t.Fatal(err)
	}
	return results.Total
}

func TestTheEngineOfASessionFollowsTheSite(t *testing.T) {
	fsys := &live{now: newPortal().fs()}
	session, err := site.NewSession(t.Context(), site.Options{FS: fsys})
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	if n := found(t, session, "Quastenflosser"); n != 0 {
		t.Fatalf("%d documents", n)
	}
	before, _ := session.Engine(t.Context())

	fsys.set(newPortal().with("content/wissen/d.md", md("De", "Der Quastenflosser.\n")).fs())
	if err := session.Change(t.Context(), []string{"content/wissen/d.md"}); err != nil {
		t.Fatal(err)
	}
	if n := found(t, session, "Quastenflosser"); n != 1 {
		t.Errorf("%d documents after the edit", n)
	}

	fsys.set(newPortal().fs())
	if err := session.Change(t.Context(), []string{"content/wissen/d.md"}); err != nil {
		t.Fatal(err)
	}
	if n := found(t, session, "Quastenflosser"); n != 0 {
		t.Errorf("%d documents after it was taken back", n)
	}
	if after, _ := session.Engine(t.Context()); after == before {
		t.Error("an old engine was kept")
	}
}

func TestAnEditThatNobodyCanFindKeepsTheEngine(t *testing.T) {
	fsys := &live{now: newPortal().fs()}
	session, err := site.NewSession(t.Context(), site.Options{FS: fsys})
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	before, err := session.Engine(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	fsys.set(newPortal().with("layouts/partials/extra.html", "<p>neu</p>").fs())
	if err := session.Change(t.Context(), []string{"layouts/partials/extra.html"}); err != nil {
		t.Fatal(err)
	}
	if after, err := session.Engine(t.Context()); err != nil || after != before {
		t.Errorf("another engine, %v", err)
	}
}

func TestAClosedSessionFindsNothing(t *testing.T) {
	session, err := site.NewSession(t.Context(), site.Options{FS: newPortal().fs()})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 { // some wait while it closes
		wg.Go(func() { _, _ = session.Output(context.Background(), "suche/index.js") })
	}
	session.Close()
	wg.Wait()
	if _, err := session.Engine(t.Context()); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if _, err := session.Output(t.Context(), "index.html"); err != nil {
		t.Errorf("a page: %v", err)
	}
}
