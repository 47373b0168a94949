package site_test

import (
	"cmp"
	"context"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/site"
)

// shelf is an Index that keeps what it is given.
type shelf struct {
	mu   sync.Mutex
	kept map[[32]byte]search.Document
	docs []search.Document
}

func (s *shelf) Kept(key [32]byte) (search.Document, bool) {
	d, ok := s.kept[key]
	return d, ok
}

func (s *shelf) Add(d search.Document) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.docs = append(s.docs, d)
	return nil
}

// sorted are the documents by address.
func (s *shelf) sorted() []search.Document {
	slices.SortFunc(s.docs, func(a, b search.Document) int {
		return cmp.Or(cmp.Compare(a.URL, b.URL), cmp.Compare(a.Anchor, b.Anchor))
	})
	return s.docs
}

func (s *shelf) find(t *testing.T, url, anchor string) search.Document {
	t.Helper()
	for _, d := range s.docs {
		if d.URL == url && d.Anchor == anchor {
			return d
		}
	}
	t.Fatalf("no document %s#%s", url, anchor)
	return search.Document{}
}

// texts gives the documents of a portal to a shelf.
func texts(t *testing.T, p portal, into *shelf) *site.Texts {
	t.Helper()
	loaded, err := site.LoadTexts(context.Background(), site.Options{FS: p.fs(), Version: "1"})
	if err != nil {
		t.Fatal(err)
	}
	if err := loaded.Add(context.Background(), into); err != nil {
		t.Fatal(err)
	}
	return loaded
}

func TestDocumentsSayWhatAPageIsAndWhereItStands(t *testing.T) {
	var s shelf
	texts(t, newPortal(), &s)
	d := s.find(t, "leitfaden/bia/index.html", "")
	d.Key = [32]byte{}
	want := search.Document{
		URL: "leitfaden/bia/index.html", Title: "BIA", Trail: "Leitfaden", Kind: "guide", Section: "leitfaden", Step: "7",
		Levels: []string{"reaktiv", "standard"}, Roles: []string{"bcm"}, Tags: []string{"analyse"},
		Body:     "Zur Frist:\nZiel\nAnfang",
		Headings: []search.Section{{Anchor: "ziel", Title: "Ziel", Start: 11}},
	}
	if !reflect.DeepEqual(d, want) {
		t.Errorf("got %+v\nwant %+v", d, want)
	}
	if d := s.find(t, "leitfaden/tief/x/index.html", ""); d.Trail != "Leitfaden › Tief" && d.Trail != "Leitfaden › tief" {
		t.Errorf("trail %q", d.Trail)
	}
	if d := s.find(t, "wissen/b/index.html", ""); d.Body != "Kurz." || d.Summary != "Kurz." {
		t.Errorf("page without a body: %+v", d)
	}
	if d := s.find(t, "termine/runde/index.html", ""); d.Body != "Rathaus" {
		t.Errorf("place of an event: %q", d.Body)
	}
	if d := s.find(t, "termine/reihe/index.html", ""); !slices.Equal(d.Roles, []string{"it"}) {
		t.Errorf("roles of an event: %v", d.Roles)
	}
}

func TestEveryTermOfTheGlossaryIsADocument(t *testing.T) {
	var s shelf
	loaded := texts(t, newPortal(), &s)
	d := s.find(t, "glossar/index.html", "bao")
	if d.Title != "Besondere Aufbauorganisation (BAO)" || d.Kind != search.KindTerm || d.Summary != "Stab." || d.Trail != "Glossar" {
		t.Errorf("term %+v", d)
	}
	if d := s.find(t, "glossar/index.html", "frist"); d.Body != "Zeit.\nSiehe BIA." {
		t.Errorf("text of a term: %q", d.Body)
	}
	if got := loaded.Options().Synonyms; !reflect.DeepEqual(got, [][]string{{"Besondere Aufbauorganisation", "BAO"}}) {
		t.Errorf("synonyms %v", got)
	}
	var none shelf
	texts(t, newPortal().with("content/glossar/_index.md", ""), &none)
	for _, d := range none.docs {
		if d.Kind == search.KindTerm {
			t.Errorf("a site without a glossary page has the term %s", d.Title)
		}
	}
}

func TestWhatAnAudienceMayNotSeeIsNoText(t *testing.T) {
	var public shelf
	texts(t, newPortal(), &public)
	for _, d := range public.docs {
		if strings.Contains(d.URL, "intern") || strings.Contains(d.Body, "Intern") {
			t.Errorf("public document %+v", d)
		}
	}
	members, err := site.LoadTexts(context.Background(), site.Options{FS: newPortal().fs(), Audience: "mitglieder"})
	if err != nil {
		t.Fatal(err)
	}
	var s shelf
	if err := members.Add(context.Background(), &s); err != nil {
		t.Fatal(err)
	}
	s.find(t, "intern/index.html", "")
}

func TestABuildIndexesTheSameWhetherPagesAreRenderedOrKept(t *testing.T) {
	p := newPortal()
	var alone shelf
	texts(t, p, &alone)
	sink, cache := newMemory(), &site.Cache{}
	for _, run := range []string{"clean", "unchanged"} {
		var s shelf
		if _, err := site.Build(context.Background(), site.Options{FS: p.fs(), Version: "1", Index: &s}, sink, cache); err != nil {
			t.Fatal(err)
		}
		if got, want := s.sorted(), alone.sorted(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %d documents, alone %d", run, len(got), len(want))
			for i := range min(len(got), len(want)) {
				if !reflect.DeepEqual(got[i], want[i]) {
					t.Errorf("got %+v\nwant %+v", got[i], want[i])
				}
			}
		}
	}
}

func TestTextsOfUnchangedPagesAreTakenOver(t *testing.T) {
	p := newPortal()
	var first shelf
	texts(t, p, &first)
	second := shelf{kept: map[[32]byte]search.Document{}}
	for _, d := range first.docs {
		if d.Key != [32]byte{} {
			d.Body, d.Title = "taken over "+d.URL, "old title"
			second.kept[d.Key] = d
		}
	}
	texts(t, p.with("content/leitfaden/bia.md", strings.Replace(p["content/leitfaden/bia.md"], "Zur Frist", "Zum Ziel", 1)), &second)
	if d := second.find(t, "leitfaden/bia/index.html", ""); d.Body != "Zum Ziel:\nZiel\nAnfang" {
		t.Errorf("changed page: %q", d.Body)
	}
	if d := second.find(t, "wissen/b/index.html", ""); d.Body != "taken over wissen/b/index.html" || d.Title != "Bündel & Co" {
		t.Errorf("unchanged page: %q %q", d.Title, d.Body)
	}
}

func TestTheDigestOfTextsChangesWithWhatCanBeFound(t *testing.T) {
	p := newPortal()
	var s shelf
	before := texts(t, p, &s).Digest()
	for name, q := range map[string]portal{
		"a body":       p.with("content/wissen/a.md", p["content/wissen/a.md"]+"Mehr.\n"),
		"a title":      p.with("content/wissen/d.md", md("Dee")),
		"a new page":   p.with("content/wissen/e.md", md("E")),
		"a lost page":  p.with("content/wissen/d.md", ""),
		"a definition": p.with("data/glossar.yaml", strings.Replace(p["data/glossar.yaml"], "Stab.", "Der Stab.", 1)),
		"a role":       p.with("data/rollen.yaml", "- {id: bcm, title: BCM}\n- {id: it, title: IT-Leitung}\n"),
	} {
		if texts(t, q, &s).Digest() == before {
			t.Errorf("%s does not change it", name)
		}
	}
	if texts(t, p.with("static/favicon.svg", "<svg></svg>"), &s).Digest() != before {
		t.Error("a picture changes it")
	}
}
