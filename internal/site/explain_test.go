package site_test

import (
	"context"
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/site"
)

// TestReasonsAndTreesAgree holds what is said about a page to what is built: an
// audience sees a page exactly if nothing hides it.
func TestReasonsAndTreesAgree(t *testing.T) {
	m := member{author{rand.New(rand.NewPCG(3, 5)), memberPortal()}}
	m.portal["content/wissen/entwurf.md"] = md("Entwurf", "draft: true")
	m.portal["content/ohne/_index.md"] = md("Ohne", "tlp: GREEN", "draft: true")
	m.portal["content/ohne/x.md"] = md("X")
	reasons := map[string]int{}
	for range 4 {
		for range 10 {
			edits := m.edits()
			if name := m.pick(slices.Sorted(maps.Keys(edits))...); name != "slug" && name != "alias" { // pages without an address of their own
				edits[name]()
			}
		}
		opt := m.options()
		for name := range m.portal {
			if !strings.HasSuffix(name, ".md") {
				continue
			}
			r, err := site.Explain(context.Background(), opt, name)
			if err != nil || r.Source != name {
				t.Fatalf("%s: %v", name, err)
			}
			for _, s := range r.Audiences {
				reasons[s.Reason]++
				if s.Sees != (s.Reason == "") || s.Reason == "path" {
					t.Errorf("%s for %s: seen is %t, the reason %q", name, s.Name, s.Sees, s.Reason)
				}
			}
		}
	}
	for _, want := range []string{"", "label", "draft", "unpublishable"} {
		if reasons[want] == 0 {
			t.Errorf("no page had the reason %q", want)
		}
	}
}

func TestADerivedPageIsExplainedByItsData(t *testing.T) {
	p := newPortal().with(
		"data/prozesse/01.yaml", processFile(process("01-01", "Eins", "4h")),
		"layouts/process/single.html", `{{define "main"}}<p>x</p>{{end}}`)
	r, err := site.Explain(context.Background(), site.Options{FS: p.fs()}, "prozesse/01-01")
	if err != nil || r.Data != "data/prozesse/01.yaml" || !r.Audiences[0].Sees {
		t.Errorf("got %+v, %v", r, err)
	}
	var unknown *site.UnknownPageError
	if _, err := site.Explain(context.Background(), site.Options{FS: p.fs()}, "wissen/buendel/b2"); !errors.As(err, &unknown) {
		t.Errorf("got %v", err)
	}
}

// A file for members in the place of a derived page would take that page from
// everybody else.
func TestAFileForFewerPeopleDoesNotTakeAPublicPageAway(t *testing.T) {
	p := newPortal().with(
		"data/prozesse/01.yaml", processFile(process("01-01", "Eins", "4h")),
		"layouts/process/single.html", `{{define "main"}}<p>x</p>{{end}}`,
		"content/prozesse/01-01.md", md("Eigener", "tlp: AMBER", "process: 01-01"))
	_, result := construct(t, site.Options{FS: p.fs(), Version: "test"})
	if !strings.Contains(listing(result.Problems), "content/prozesse/01-01.md:1:0 error audience-derived") {
		t.Errorf("problems: %s", listing(result.Problems))
	}
}
