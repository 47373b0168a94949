package view

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/board"
)

const boardYAML = `groups:
  - {id: hb, title: Handbuch, page: gruppen/hb}
  - {id: bia, title: BIA, page: gruppen/bia}
results:
  - id: karte
    title: Karte
    step: "5"
    page: vorlagen/karte
    lead: hb
    work:
      - {group: hb, status: in Arbeit, since: 2026-05-01, next: kürzen}
      - {group: bia, status: abgeschlossen, since: 2026-06-01}
  - id: bericht
    title: Bericht
    page: vorlagen/nicht-da
    lead: bia
    work:
      - {group: bia, status: nicht begonnen, date: 2027-05-05}
`

func boardWorld() *world {
	event := func(title, start string, more ...string) string {
		return page(title, append([]string{"start: " + start, "kind: event"}, more...)...)
	}
	w := newWorld(
		"content/stand.md", page("Stand", "layout: board"),
		"content/gruppen/_index.md", page("Gruppen"),
		"content/gruppen/hb.md", page("AG Handbuch"),
		"content/vorlagen/_index.md", page("Vorlagen"),
		"content/termine/_index.md", page("Termine"),
		"content/termine/vorbei.md", event("Vorbei", "2026-01-01", "group: [hb]"),
		"content/termine/runde.md", event("Runde", "2026-10-01T09:00", "group: [hb]", "repeat: {every: 1m, until: 2027-12-31, except: [2026-12-01]}"),
		"content/termine/a.md", event(`"Reihe: Teil 1"`, "2027-02-01", "series: reihe-1", "seats: 30", "place: A", "tags: [Übung]"),
		"content/termine/b.md", event(`"Reihe: Teil 2"`, "2027-01-01", "series: reihe-1", "seats: 20", "place: B"),
		"content/termine/c.md", event("Allein", "2027-01-01", "series: allein"),
		"content/wissen.md", page("Heute", "lastmod: 2026-11-20"),
		"data/bsi/schritte.yaml", "- {step: \"5\", title: Aufbau, page: leitfaden/bao}\n",
		"content/leitfaden/_index.md", page("Leitfaden"),
		"content/leitfaden/bao.md", page("BAO", `step: "5"`, "kind: guide"),
	)
	w.put("content/vorlagen/karte.md", page("Karte", "kind: page"))
	return w
}

// boardModel is the world's model with a board.
func boardModel(t *testing.T, text string) *Model {
	t.Helper()
	w := boardWorld()
	m := w.model(t)
	b, problems := board.Parse([]byte(text), "data/stand.yaml")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	parts := m.Parts
	parts.Board = b
	return NewModel(parts)
}

// on is the page at a path while it is rendered.
func on(t *testing.T, m *Model, path string) *Page {
	t.Helper()
	p := m.Tree.Page(path)
	if p == nil {
		t.Fatal("no page", path)
	}
	return m.NewContext(Target{Page: p, Output: p.Output(), Name: "single"}).Page()
}

func TestTheBoardHasARowForEachResultAndACellForEachGroup(t *testing.T) {
	v := on(t, boardModel(t, boardYAML), "stand").Site().Board()
	if v == nil || len(v.Steps) != 2 || v.Steps[0].Step != "5" || v.Steps[0].Title != "Aufbau" || v.Steps[1].Step != "" {
		t.Fatalf("%+v", v)
	}
	row := v.Steps[0].Rows[0]
	if row.URL != "../vorlagen/karte/" || row.State.ID != "working" || row.Cells[0].State.ID != "working" || !row.Cells[0].Lead || row.Cells[1].State.ID != "done" {
		t.Errorf("%+v", row)
	}
	// The first of December is left out, the next meeting after the 20th of November is in January.
	if row.Date.Format(time.DateOnly) != "2027-01-01" || row.DateURL != "../termine/runde/" {
		t.Errorf("next: %s %s", row.Date, row.DateURL)
	}
	other := v.Steps[1].Rows[0]
	if other.URL != "" || other.Cells[0] != nil || other.Date.Format(time.DateOnly) != "2027-05-05" {
		t.Errorf("%+v", other)
	}
	if v.Changed.Format(time.DateOnly) != "2026-06-01" {
		t.Error("changed:", v.Changed)
	}
	if v.Total != (BoardTotal{All: 2, Working: 1, Untouched: 1}) || len(v.Progress.Table.Rows) != 2 {
		t.Errorf("%+v", v.Total)
	}
}

func TestWithoutResultsThereIsNoBoard(t *testing.T) {
	m := boardWorld().model(t)
	if v := on(t, m, "stand").Site().Board(); v != nil {
		t.Error(v)
	}
	if marks := on(t, m, "vorlagen/karte").BoardMarks(); marks != nil {
		t.Error(marks)
	}
}

func TestPagesAreMarkedWithTheirResults(t *testing.T) {
	m := boardModel(t, boardYAML)
	for path, want := range map[string]string{
		"vorlagen/karte": "[Karte working 2026-06-01 ../../stand/#ergebnis-karte]",
		"leitfaden/bao":  "[Karte working 2026-06-01 ../../stand/#ergebnis-karte]",
		"wissen":         "[]",
	} {
		got := []string{}
		for _, mark := range on(t, m, path).BoardMarks() {
			got = append(got, mark.Title, mark.State.ID, mark.Since.Format(time.DateOnly), mark.URL)
		}
		if text := fmt.Sprint(got); text != want {
			t.Errorf("%s: %s, want %s", path, text, want)
		}
	}
}

func TestAPageOfAGroupHasItsResultsAndMeetings(t *testing.T) {
	g := on(t, boardModel(t, boardYAML), "gruppen/hb").BoardGroup()
	if g == nil || len(g.Results) != 1 || g.Results[0].Next != "kürzen" || g.Next.Title() != "Runde" || len(g.Events) != 2 || g.ICS != "termine.ics" {
		t.Errorf("%+v", g)
	}
	if other := on(t, boardModel(t, boardYAML), "wissen").BoardGroup(); other != nil {
		t.Error(other)
	}
}

func TestASeriesHasDatesInOrderAndSeats(t *testing.T) {
	m := boardModel(t, boardYAML)
	if ids := m.SeriesIDs(); !slices.Equal(ids, []string{"reihe-1"}) {
		t.Error(ids)
	}
	v := on(t, m, "termine/a").SeriesView()
	if v.Title != "Reihe" || v.Seats != 50 || v.Places != 2 || v.Share != 10 || v.Dates[0].Title() != "Reihe: Teil 2" {
		t.Errorf("%+v", v)
	}
	if v := on(t, m, "termine/c").SeriesView(); v != nil {
		t.Error("a series of one has no page")
	}
}

func TestCalendarsAreSortedByGroupSeriesAndTopic(t *testing.T) {
	var got []string
	for _, part := range on(t, boardModel(t, boardYAML), "termine").Site().Calendars() {
		for _, link := range part.Links {
			got = append(got, link.Title+" "+link.URL)
		}
	}
	want := []string{"Handbuch ../gruppen/hb/termine.ics", "Reihe reihe/reihe-1/termine.ics", "Übung ../schlagworte/uebung/termine.ics"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestAPageIsMadeAgainWhenItsResultChanges(t *testing.T) {
	before := boardModel(t, boardYAML)
	after := boardModel(t, strings.Replace(boardYAML, "status: in Arbeit", "status: abgeschlossen", 1))
	later := boardModel(t, strings.Replace(boardYAML, "since: 2026-05-01", "since: 2026-05-02", 1))
	for path, changes := range map[string]bool{"vorlagen/karte": true, "leitfaden/bao": true, "stand": true, "wissen": false} {
		p := on(t, before, path)
		p.BoardMarks()
		if path == "stand" {
			p.Site().Board()
		}
		keys := p.c.trace.Keys()
		for name, m := range map[string]*Model{"status": after, "day": later} {
			if changed := before.Digest(keys, path) != m.Digest(keys, path); changed != changes {
				t.Errorf("%s, another %s: changed is %t", path, name, changed)
			}
		}
	}
}
