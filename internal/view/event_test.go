package view

import (
	"testing"
	"time"
)

// calendar is a site that speaks of the day asOf.
func calendar(asOf string, pairs ...string) *world {
	w := newWorld(pairs...)
	w.put("content/aktuelles/stand.md", page("Stand", "date: "+asOf))
	return w
}

func TestAnEventIsOverOnTheDayAfterItsLast(t *testing.T) {
	const repeat = "repeat: {every: 2w, until: 2027-06-30}"
	for _, tt := range []struct {
		name, asOf string
		keys       []string
		over       bool
	}{
		{"the day before", "2027-01-13", []string{"start: 2027-01-14"}, false},
		{"on the day", "2027-01-14", []string{"start: 2027-01-14"}, false},
		{"on the day, at an hour", "2027-01-14T15:00", []string{"start: 2027-01-14T09:00", "end: 2027-01-14T11:00"}, false},
		{"on the day, without an hour", "2027-01-14T15:00", []string{"start: 2027-01-14"}, false},
		{"the day after", "2027-01-15", []string{"start: 2027-01-14T09:00"}, true},
		{"on its last day", "2027-01-16", []string{"start: 2027-01-14", "end: 2027-01-16"}, false},
		{"after its last day", "2027-01-17", []string{"start: 2027-01-14", "end: 2027-01-16"}, true},
		{"within its series", "2027-06-30", []string{"start: 2027-01-14T09:00", "end: 2027-01-14T11:00", repeat}, false},
		{"after its series", "2027-07-01", []string{"start: 2027-01-14T09:00", "end: 2027-01-14T11:00", repeat}, true},
	} {
		m := calendar(tt.asOf, "content/termine/a.md", page("A", tt.keys...)).model(t)
		p := at(t, m, "termine/a")
		if got := p.Event().Past; got != tt.over {
			t.Errorf("%s: over %t, want %t", tt.name, got, tt.over)
		}
		if upcoming := len(p.Site().Upcoming(5)) == 1; upcoming == tt.over {
			t.Errorf("%s: upcoming %t", tt.name, upcoming)
		}
	}
}

func TestUpcomingAndLatestPages(t *testing.T) {
	m := calendar("2027-02-01",
		"content/termine/alt.md", page("Alt", "start: 2027-01-14"), "content/termine/bald.md", page("Bald", "start: 2027-02-14"),
		"content/termine/heute.md", page("Heute", "start: 2027-02-01"), "content/wissen/spaeter.md", page("Später", "kind: event", "start: 2027-08-01"),
		"content/aktuelles/b.md", page("B", "date: 2026-01-01"), "content/wissen/c.md", page("C", "kind: news", "date: 2026-05-01"), "content/aktuelles/a.md", page("A", "date: 2026-01-01"),
	).model(t)
	s := at(t, m, "").Site()
	for n, want := range map[int]string{0: "", 1: "Heute", 2: "Heute, Bald", 9: "Heute, Bald, Später", -1: ""} {
		if got := titles(s.Upcoming(n)); got != want {
			t.Errorf("the next %d events are %s, want %s", n, got, want)
		}
	}
	for n, want := range map[int]string{0: "", 2: "Stand, C", 9: "Stand, C, A, B"} {
		if got := titles(s.Latest("news", n)); got != want {
			t.Errorf("the latest %d news are %s, want %s", n, got, want)
		}
	}
	if !s.AsOf().Equal(time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC)) || !m.AsOf().Equal(s.AsOf()) {
		t.Errorf("the content speaks of %s", s.AsOf())
	}
}

func TestAnEventIsShownInTheZoneOfTheSite(t *testing.T) {
	w := calendar("2027-01-01",
		"content/termine/a.md", page("A", "start: 2027-07-14T09:00", "end: 2027-07-14T08:00Z", "place: Rathaus", "seats: 12", "series: s", "for: [bcm]", "organizer: KAAW",
			"repeat: {every: 1m, until: 2027-12-31}"),
		"content/termine/b.md", page("B", "start: 2027-01-20", "series: s"), "content/termine/c.md", page("C", "start: 2027-01-10", "series: t"),
		"data/rollen.yaml", "- {id: bcm, title: BCM-Ansprechperson}\n",
	)
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	m := w.model(t)
	zone := m.Conf.Location()
	e := at(t, m, "termine/a").Event()
	if e.Start.Location() != zone || !e.Start.Equal(time.Date(2027, 7, 14, 9, 0, 0, 0, zone)) || !e.End.Equal(time.Date(2027, 7, 14, 10, 0, 0, 0, berlin)) {
		t.Errorf("it is from %s to %s in %s", e.Start, e.End, zone)
	}
	if e.AllDay || e.Place != "Rathaus" || e.Seats != 12 || e.Organizer != "KAAW" || e.Every != "1m" || e.Until.Format(time.DateOnly) != "2027-12-31" ||
		e.ICS != "termin.ics" || len(e.For) != 1 || e.For[0].Title != "BCM-Ansprechperson" {
		t.Errorf("the event is %+v", e)
	}
	if got := titles(at(t, m, "termine/a").SeriesPages()); got != "B, A" {
		t.Errorf("the series is %s", got)
	}
	if e := at(t, m, "termine/b").Event(); !e.AllDay || !e.End.IsZero() || e.Every != "" {
		t.Errorf("the event is %+v", e)
	}
	if at(t, m, "aktuelles/stand").Event() != nil || at(t, m, "aktuelles/stand").SeriesPages() != nil {
		t.Error("news are an event")
	}
	if got := at(t, m, "termine").Children()[0].Event().ICS; got != "c/termin.ics" {
		t.Errorf("from the list the calendar is at %s", got)
	}
}
