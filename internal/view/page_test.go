package view

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/conf"
)

func TestAPageShowsWhatItsFileSays(t *testing.T) {
	w := newWorld(
		"content/leitfaden/bia.md", page("BIA", "description: Kurz.", "date: 2026-01-02", "lastmod: 2027-03-04", "step: '7'", "bcms: [reaktiv, standard]",
			"role: [bcm, wer]", "review: {every: 24m, last: 2026-10-01, role: BCM}", "toc: false"),
		"data/rollen.yaml", "- {id: bcm, title: BCM-Ansprechperson}\n",
		"data/bsi/schritte.yaml", "- {step: '7', title: Business-Impact-Analyse, result: Fristen, page: leitfaden/bia}\n- {step: '8', page: leitfaden/none}\n",
		"content/uebung/index.md", page("Übung"), "content/uebung/plan.pdf", "1234", "content/uebung/x/Raum 1.PNG", "12",
	)
	m := w.model(t)
	p := at(t, m, "leitfaden/bia")
	for what, got := range map[string]string{
		"BIA/Kurz./guide/leitfaden/bia/content/leitfaden/bia.md/leitfaden/single": strings.Join([]string{p.Title(), p.Description(), p.Kind(), p.Path(), p.Source(), p.Section(), p.Name()}, "/"),
		"2026-01-02 2027-03-04 true":                                      p.Date().Format(time.DateOnly) + " " + p.Lastmod().Format(time.DateOnly) + " " + fmt.Sprint(p.HasDate()),
		"7 Business-Impact-Analyse Fristen":                               p.Step() + " " + p.StepTitle() + " " + p.StepResult(),
		"[{reaktiv Reaktiv} {standard Standard}]":                         fmt.Sprint(p.BCMS()),
		"[{bcm BCM-Ansprechperson} {wer wer}]":                            fmt.Sprint(p.Roles()),
		"{TLP:CLEAR clear für alle}":                                      fmt.Sprint(p.TLP()),
		"2y BCM 2028-10-01":                                               p.Review().Every + " " + p.Review().Role + " " + p.Review().Next.Format(time.DateOnly),
		"[{plan.pdf plan.pdf PDF 4} {x/Raum 1.PNG x/Raum%201.PNG PNG 2}]": fmt.Sprint(at(t, m, "uebung").Attachments()),
		"BIA":                 titles(p.Site().Steps()),
		"BIA ":                titles(p.Site().Path("reaktiv")) + " " + titles(p.Site().Path("aufbau")),
		"true false":          fmt.Sprint(p.HasLevel("standard"), p.HasLevel("aufbau")),
		"Portal de TLP:CLEAR": p.Site().Title() + " " + p.Site().Language() + " " + p.Site().Audience(),
	} {
		if got != what {
			t.Errorf("got %s, want %s", got, what)
		}
	}
	home := at(t, m, "")
	if home.Step() != "" || home.StepTitle() != "" || home.BCMS() != nil || home.Review() != nil || home.HasDate() || !home.IsSection() || p.IsSection() {
		t.Error("the home page has what only the chapter says")
	}
	if !home.Contains(p) || !p.IsCurrent(p) || p.IsCurrent(home) || p.IsCurrent(nil) || at(t, m, "uebung").Contains(p) || home.Contains(nil) {
		t.Error("pages do not know where they are")
	}
}

func TestFeedsBelongToTheirKind(t *testing.T) {
	m := newWorld("content/aktuelles/a.md", page("A", "date: 2027-01-01"), "content/termine/b.md", page("B", "start: 2027-01-01"), "content/c.md", page("C")).model(t)
	for path, want := range map[string]string{
		"aktuelles/a": "[{application/atom+xml {Neues ../feed.xml}}]",
		"termine/b":   "[{text/calendar {Termine ../termine.ics}}]",
		"c":           "[]",
	} {
		if got := fmt.Sprint(at(t, m, path).Alternates()); got != want {
			t.Errorf("/%s: %s, want %s", path, got, want)
		}
	}
}

func TestAMenuLeavesOutWhatTheAudienceDoesNotGet(t *testing.T) {
	w := newWorld("content/leitfaden/bia.md", page("BIA"), "content/leitfaden2.md", page("L2"), "content/intern.md", page("I", "tlp: GREEN"))
	w.conf.Menus = map[string][]conf.MenuItem{"main": {
		{Title: "Start", Page: "/"}, {Title: "Leitfaden", Page: "leitfaden", Children: []conf.MenuItem{{Title: "BIA", Page: "/leitfaden/bia/"}, {Title: "Intern", Page: "intern"}}},
		{Title: "Zwei", Page: "leitfaden2"}, {Title: "Intern", Page: "intern"}, {Title: "Extern", URL: "https://example.org/"}, {Title: "Alles", Page: "a-z"},
	}}
	m := w.model(t)
	want := "[{Start ../../ false []} {Leitfaden ../ true [{BIA ./ true []}]} {Zwei ../../leitfaden2/ false []} {Extern https://example.org/ false []} {Alles ../../a-z/ false []}]"
	if got := fmt.Sprint(at(t, m, "leitfaden/bia").Site().Menu("main")); got != want {
		t.Errorf("the menu is %s, want %s", got, want)
	}
	if got := at(t, m, "").Site().Menu("main")[0]; got.URL != "./" || !got.Active {
		t.Errorf("at home the menu begins with %+v", got)
	}
	if at(t, m, "").Site().Menu("none") != nil {
		t.Error("a menu that is not in nachbar.yaml has entries")
	}
}

func TestASiteWithoutSearchHasNoPageForIt(t *testing.T) {
	w := newWorld("content/a.md", page("A"))
	w.conf.Menus = map[string][]conf.MenuItem{"main": {{Title: "Suche", Page: "suche"}}}
	if s := at(t, w.model(t), "a").Site(); !s.HasSearch() || fmt.Sprint(s.Menu("main")) != "[{Suche ../suche/ false []}]" {
		t.Errorf("search is %v, the menu %v", s.HasSearch(), s.Menu("main"))
	}
	off := false
	w.conf.Search = &off
	if s := at(t, w.model(t), "a").Site(); s.HasSearch() || len(s.Menu("main")) > 0 {
		t.Errorf("search is %v, the menu %v", s.HasSearch(), s.Menu("main"))
	}
}

func TestFunctionsOfThePage(t *testing.T) {
	w := newWorld("content/a.md", page("A"), "data/tief/x.yaml", "- 1\n")
	w.assets["x.css"] = "body{}"
	w.words["count.one"], w.words["count.other"] = "eine Seite", "{n} Seiten"
	m := w.model(t)
	c := at(t, m, "a").c
	asset, err := c.Asset("x.css")
	if err != nil || !strings.HasPrefix(asset, "../assets/") || !strings.HasSuffix(asset, "-x.css") {
		t.Errorf("the style sheet is at %s, %v", asset, err)
	}
	if _, err := c.Asset("none.css"); !errors.Is(err, errMissing) || !strings.Contains(err.Error(), "static/assets/none.css") {
		t.Errorf("error is %v", err)
	}
	if _, err := c.Data("none"); !errors.Is(err, errMissing) || !strings.Contains(err.Error(), "data/none.yaml") {
		t.Errorf("error is %v", err)
	}
	value, err := c.Data("tief/x")
	if err != nil || fmt.Sprint(value) != "[1]" {
		t.Errorf("data are %v, %v", value, err)
	}
	for path, want := range map[string]string{"": "../", "/": "../", "leitfaden/": "../leitfaden/", "/favicon.svg": "../favicon.svg", "a/": "./"} {
		if got := c.Rel(path); got != want {
			t.Errorf("rel %q is %s, want %s", path, got, want)
		}
	}
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1 KB", 1499: "1 KB", 1500: "2 KB", 999_999: "1000 KB", 1_550_000: "1.6 MB"} {
		if got := c.Size(n); got != want {
			t.Errorf("%d bytes are %s, want %s", n, got, want)
		}
	}
	if c.N("count", 1) != "eine Seite" || c.N("count", 2) != "2 Seiten" || len(c.Problems()) > 0 {
		t.Errorf("counts are %s, %s, problems %v", c.N("count", 1), c.N("count", 2), c.Problems())
	}
	if c.T("none", nil) != "[none]" || len(c.Problems()) != 1 || c.Problems()[0].ID != "text-missing" || c.Problems()[0].Path != "i18n/de.yaml" {
		t.Errorf("problems are %v", c.Problems())
	}
}
