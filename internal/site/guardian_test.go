package site_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kaaw/nachbar/internal/site"
)

// A layout that opens a door is found, and nothing is shown: neither in a build
// from nothing nor in one that keeps files of an earlier one.
func TestABuildThatLeaksShowsNothing(t *testing.T) {
	m := member{author{rand.New(rand.NewPCG(1, 1)), memberPortal()}}
	opt := m.options()
	secrets, err := site.Secrets(context.Background(), opt, nil)
	if err != nil {
		t.Fatal(err)
	}
	sink, cache := newMemory(), &site.Cache{}
	result, err := site.Build(context.Background(), opt, site.Guard(sink, secrets, inMemory(nil)), cache)
	if err != nil || result.Problems.HasErrors() || len(sink.files) < 20 {
		t.Fatalf("%v %s", err, listing(result.Problems))
	}
	before := difference(sink.files, nil)

	leaky := m.portal.with("layouts/_default/tag.html", `{{define "main"}}<p>Mappe der Mitglieder</p>{{end}}`)
	opt.FS = leaky.fs()
	result, err = site.Build(context.Background(), opt, site.Guard(sink, secrets, inMemory(sink.files)), cache)
	if err != nil || !strings.Contains(listing(result.Problems), "schlagworte/analyse/index.html:0:0 error leak-found") {
		t.Errorf("%v, problems: %s", err, listing(result.Problems))
	}
	if difference(sink.files, nil) != before {
		t.Error("something was shown")
	}

	kept := inMemory(sink.files)
	kept["wissen/a/index.html"] = &fstest.MapFile{Data: []byte("<p>Mappe der Mitglieder")}
	opt.FS = m.portal.fs()
	result, err = site.Build(context.Background(), opt, site.Guard(sink, secrets, kept), cache)
	if err != nil || !strings.Contains(listing(result.Problems), "wissen/a/index.html:0:0 error leak-found") {
		t.Errorf("of an earlier build: %v, problems: %s", err, listing(result.Problems))
	}
}
