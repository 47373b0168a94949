package view

import (
	"path"
	"slices"
	"time"

	"github.com/kaaw/nachbar/internal/content"
)

// Roles are the roles the page is written for (data/rollen.yaml).
func (p *Page) Roles() []Term { return p.c.terms("rollen", p.p.Role) }

// Step is the chapter of BSI-Standard 200-4, "" if the page belongs to none.
func (p *Page) Step() string {
	if p.p.Guide == nil {
		return ""
	}
	return p.p.Guide.Step
}

// StepTitle is the name of the step in data/bsi/schritte.yaml.
func (p *Page) StepTitle() string {
	if step := p.Step(); step != "" {
		return p.c.stepField(step, "title")
	}
	return ""
}

// StepResult is what the step brings, in one line (data/bsi/schritte.yaml).
func (p *Page) StepResult() string {
	if step := p.Step(); step != "" {
		return p.c.stepField(step, "result")
	}
	return ""
}

func (c *Context) stepField(step, field string) string {
	c.trace.ask("data", "bsi/schritte")
	return c.model.Data.field("bsi/schritte", "step", step, field)
}

// BCMS are the levels of the BCMS the page is for (BSI 200-4, chapter 2).
func (p *Page) BCMS() []Term {
	if p.p.Guide == nil {
		return nil
	}
	var terms []Term
	for _, level := range p.p.Guide.BCMS {
		terms = append(terms, Term{ID: string(level), Title: p.c.T("bcms."+string(level), nil)})
	}
	return terms
}

// HasLevel reports whether the page is for a level of the BCMS.
func (p *Page) HasLevel(level string) bool {
	return p.p.Guide != nil && slices.Contains(p.p.Guide.BCMS, content.Level(level))
}

// terms names ids of a data file; an id that is not listed shows as itself.
func (c *Context) terms(file string, ids []string) []Term {
	if len(ids) == 0 {
		return nil
	}
	c.trace.ask("data", file)
	var terms []Term
	for _, id := range ids {
		title := c.model.Data.field(file, "id", id, "title")
		if title == "" {
			title = id
		}
		terms = append(terms, Term{ID: id, Title: title})
	}
	return terms
}

// Event is an event as layouts see it.
type Event struct {
	Start, End time.Time
	// AllDay says that the event has days and no hours.
	AllDay    bool
	Place     string
	Seats     int
	Series    string
	For       []Term
	Organizer string
	// Every is the period of a repeated event, "2w"; Until its last day.
	Every string
	Until time.Time
	// Past is reckoned from the day the content speaks of, not from a clock.
	Past bool
	// ICS is the address of the event's calendar file.
	ICS string
}

// Event is nil unless the page is an event with a start: without one there is
// nothing to show but the page.
func (p *Page) Event() *Event {
	e := p.p.Event
	if e == nil || e.Start.IsZero() {
		return nil
	}
	p.c.trace.ask("asof", "")
	zone := p.c.model.Conf.Location()
	out := &Event{
		Start: e.Start.In(zone), End: e.End.In(zone), AllDay: !e.Start.HasClock(), Place: e.Place, Seats: e.Seats,
		Series: e.Series, For: p.c.terms("rollen", e.For), Organizer: e.Organizer,
		Past: p.c.model.over(p.p),
		ICS:  p.c.link(path.Join(p.p.Path, "termin.ics")),
	}
	if e.Repeat != nil {
		out.Every, out.Until = e.Repeat.Every.String(), e.Repeat.Until.In(zone)
	}
	return out
}

// SeriesPages are all events of the same series in order of time.
func (p *Page) SeriesPages() []*Page {
	if p.p.Event == nil || p.p.Event.Series == "" {
		return nil
	}
	pages := slices.Clone(p.c.trace.ask("series", p.p.Event.Series))
	slices.SortStableFunc(pages, func(a, b *content.Page) int {
		return content.Day(a.Event.Start).Compare(content.Day(b.Event.Start))
	})
	return p.c.wrapAll(pages)
}

// Alternates are the feeds of the page's section.
func (p *Page) Alternates() []Alternate {
	var out []Alternate
	if p.p.Path == BoardPath && p.c.name == BoardLayout {
		out = append(out, Alternate{Type: "application/atom+xml", Link: Link{p.c.T("feed.board", nil), p.c.link(BoardFeed)}})
	}
	kind := p.p.Kind
	if p.p.Section {
		kind = content.KindOf(p.p.Path) // what the pages in it are
	}
	switch kind {
	case content.News:
		out = append(out, Alternate{Type: "application/atom+xml", Link: Link{p.c.T("feed.news", nil), p.c.link(NewsFeed)}})
	case content.Event:
		out = append(out, Alternate{Type: "text/calendar", Link: Link{p.c.T("feed.events", nil), p.c.link(EventsCalendar)}})
	}
	return append(out, p.RecentAlternates()...)
}

// Alternate is another form of a page's content.
type Alternate struct {
	Type string
	Link
}

// Where feeds stand in a build.
const (
	NewsFeed       = "aktuelles/feed.xml"
	EventsCalendar = "termine/termine.ics"
)
