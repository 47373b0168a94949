package view

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/board"
	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/feed"
)

// CalendarName is the name of a calendar beside a page; the one of all events is
// EventsCalendar.
const CalendarName = "termine.ics"

// SeriesLayout is the layout of the page of a series.
const SeriesLayout = "series"

// SeriesOutput is the page of a series of events, SeriesCalendar its calendar.
func SeriesOutput(id string) string   { return path.Join("termine/reihe", id, "index.html") }
func SeriesCalendar(id string) string { return path.Join("termine/reihe", id, CalendarName) }

// GroupCalendar is the calendar of the events of a working group.
func GroupCalendar(g *board.Group) string { return path.Join(g.Page, CalendarName) }

// TagCalendar is the calendar of the events with a tag.
func TagCalendar(tag string) string { return path.Join(path.Dir(TagOutput(tag)), CalendarName) }

// seriesID is the form of series that have a page.
var seriesID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// ValidSeries reports whether a series can have a page.
func ValidSeries(id string) bool { return seriesID.MatchString(id) }

// timely lists the events with a start in order of time.
func timely(pages []*content.Page) []*content.Page {
	var list []*content.Page
	for _, p := range pages {
		if p.Event != nil && !p.Event.Start.IsZero() {
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, b *content.Page) int {
		return content.Day(a.Event.Start).Compare(content.Day(b.Event.Start))
	})
	return list
}

// GroupEvents lists the events of a working group in order of time.
func (m *Model) GroupEvents(id string) []*content.Page {
	return timely(slices.DeleteFunc(slices.Clone(m.kinds[content.Event]), func(p *content.Page) bool {
		return p.Event == nil || !slices.Contains(p.Event.Group, id)
	}))
}

// SeriesEvents lists the events of a series in order of time.
func (m *Model) SeriesEvents(id string) []*content.Page { return timely(m.series(id)) }

// TaggedEvents lists the events with a tag in order of time.
func (m *Model) TaggedEvents(tag string) []*content.Page { return timely(m.tags[tag]) }

// SeriesIDs lists the series with more than one event, the first to begin first.
func (m *Model) SeriesIDs() []string {
	count := map[string]int{}
	var ids []string
	for _, p := range timely(m.kinds[content.Event]) {
		if id := p.Event.Series; id != "" {
			if count[id]++; count[id] == 2 {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// SeriesTitle is what the titles of a series have in common before a colon, or
// the title of its first event.
func (m *Model) SeriesTitle(id string) string {
	title := ""
	for i, p := range m.SeriesEvents(id) {
		first, _, _ := strings.Cut(p.Title, ": ")
		if i == 0 {
			title = first
		} else if first != title {
			return m.SeriesEvents(id)[0].Title
		}
	}
	return title
}

// meeting is an event of a group; page is nil if there is none.
type meeting struct {
	page  *Page
	start time.Time
}

// maxDates bounds the dates of a repeated event that are looked at.
const maxDates = 1000

// nextMeeting is the first meeting of a group that is not over on the day the
// content speaks of.
func (c *Context) nextMeeting(group string) (next meeting) {
	c.trace.ask("kind", string(content.Event))
	c.trace.ask("asof", "")
	zone := c.model.Conf.Location()
	today := c.model.asOf.Format(time.DateOnly)
	for _, p := range c.model.GroupEvents(group) {
		e := feed.Event{Start: p.Event.Start.In(zone), AllDay: !p.Event.Start.HasClock()}
		if r := p.Event.Repeat; r != nil {
			e.Every, e.Until = r.Every.String(), r.Until.In(zone)
			for _, day := range r.Except {
				e.Except = append(e.Except, day.In(zone))
			}
		}
		for _, at := range feed.Occurrences(e, maxDates) {
			if at.Format(time.DateOnly) >= today {
				if next.page == nil || at.Before(next.start) {
					next = meeting{c.wrap(p), at}
				}
				break
			}
		}
	}
	return next
}

// BoardGroup is a working group as its page shows it.
type BoardGroup struct {
	Title   string
	Example bool
	Results []GroupResult
	// Next is the next meeting, nil without one; NextDate is its day: events
	// that are repeated have many.
	Next     *Page
	NextDate time.Time
	// Events are all events of the group, ICS their calendar; "" without any.
	Events []*Page
	ICS    string
	// Board is the address of the board.
	Board string
}

// GroupResult is the part of a group in a result.
type GroupResult struct {
	Title, URL, Step string
	State            State
	Since            time.Time
	Next             string
	Date             time.Time
	// Lead is "" if the group itself answers for the result.
	Lead string
}

// BoardGroup is the group that the page belongs to, nil for other pages.
func (p *Page) BoardGroup() *BoardGroup {
	c := p.c
	b := c.board()
	for _, g := range b.Groups {
		if g.Page == p.p.Path {
			return c.boardGroup(b, g)
		}
	}
	return nil
}

func (c *Context) boardGroup(b *board.Board, g *board.Group) *BoardGroup {
	v := &BoardGroup{Title: g.Title, Example: b.Example, Board: c.pageURL(BoardPath)}
	next := c.nextMeeting(g.ID)
	v.Next, v.NextDate = next.page, next.start
	if events := c.model.GroupEvents(g.ID); len(events) > 0 {
		v.Events, v.ICS = c.wrapAll(events), c.link(GroupCalendar(g))
	}
	for _, r := range b.Results {
		w := r.Of(g.ID)
		if w == nil {
			continue
		}
		result := GroupResult{Title: r.Title, URL: c.pageURL(r.Page), Step: r.Step, State: stateOf(w.Status), Since: w.Day, Next: w.Next, Date: content.Day(w.Date)}
		if lead := b.Group(r.Lead); lead != nil && lead != g {
			result.Lead = lead.Title
		}
		v.Results = append(v.Results, result)
	}
	return v
}

// BoardGroups lists the working groups with their next meetings and the counts
// of what they do.
func (s *Site) BoardGroups() []GroupCard {
	b := s.c.board()
	var cards []GroupCard
	for _, g := range b.Groups {
		card := GroupCard{Title: g.Title, URL: s.c.pageURL(g.Page)}
		for _, r := range b.Results {
			if w := r.Of(g.ID); w != nil {
				card.Count.add(w.Status)
			}
		}
		next := s.c.nextMeeting(g.ID)
		card.Next, card.NextDate = next.page, next.start
		cards = append(cards, card)
	}
	return cards
}

// GroupCard is a group in a list of groups.
type GroupCard struct {
	Title, URL string
	Count      BoardTotal
	Next       *Page
	NextDate   time.Time
}

func (t *BoardTotal) add(s board.Status) {
	t.All++
	switch s {
	case board.Done:
		t.Done++
	case board.Working:
		t.Working++
	default:
		t.Untouched++
	}
}

// SeriesView is a series of events with its dates, places and seats.
type SeriesView struct {
	Title, URL, ICS string
	Dates           []*Page
	// Seats are those of all dates; 0 if one has no number.
	Seats int
	// Places counts the places, Share is what each of them may send to a date,
	// 0 if that is not known: in a series over several town halls each sends
	// the same part.
	Places, Share int
}

// SeriesView is the series that a generated page, or an event, belongs to; nil
// if there is none with a page of its own.
func (p *Page) SeriesView() *SeriesView {
	id := ""
	switch spec := p.c.list.spec; {
	case p.p == p.c.self && spec.Question == "series":
		id = spec.Arg
	case p.p.Event != nil:
		id = p.p.Event.Series
	}
	return p.c.seriesView(id)
}

func (c *Context) seriesView(id string) *SeriesView {
	if !ValidSeries(id) {
		return nil
	}
	c.trace.ask("series", id)
	events := c.model.SeriesEvents(id)
	if len(events) < 2 {
		return nil
	}
	v := &SeriesView{Title: c.model.SeriesTitle(id), URL: c.link(SeriesOutput(id)), ICS: c.link(SeriesCalendar(id)), Dates: c.wrapAll(events)}
	places, least := map[string]bool{}, events[0].Event.Seats
	for _, p := range events {
		places[p.Event.Place] = true
		least = min(least, p.Event.Seats)
		v.Seats += p.Event.Seats
	}
	if v.Places = len(places); least > 0 && v.Places > 1 {
		v.Share = least / v.Places
	}
	if least == 0 {
		v.Seats = 0
	}
	return v
}

// Series lists the series that have a page.
func (s *Site) Series() []*SeriesView {
	s.c.trace.ask("kind", string(content.Event))
	var list []*SeriesView
	for _, id := range s.c.model.SeriesIDs() {
		if v := s.c.seriesView(id); v != nil {
			list = append(list, v)
		}
	}
	return list
}

// Calendars are those of the groups, the series and the topics of events.
func (s *Site) Calendars() (list []Calendars) {
	c := s.c
	c.trace.ask("kind", string(content.Event))
	groups := Calendars{Title: c.T("ui.board.calendars.groups", nil)}
	for _, g := range c.board().Groups {
		if len(c.model.GroupEvents(g.ID)) > 0 {
			groups.Links = append(groups.Links, Link{g.Title, c.link(GroupCalendar(g))})
		}
	}
	series := Calendars{Title: c.T("ui.board.calendars.series", nil)}
	for _, v := range s.Series() {
		series.Links = append(series.Links, Link{v.Title, v.ICS})
	}
	topics := Calendars{Title: c.T("ui.board.calendars.topics", nil)}
	taken := map[string]bool{}
	for _, tag := range c.eventTags() {
		if to := TagCalendar(tag); !taken[to] {
			taken[to] = true
			topics.Links = append(topics.Links, Link{tag, c.link(to)})
		}
	}
	for _, part := range []Calendars{groups, series, topics} {
		if len(part.Links) > 0 {
			list = append(list, part)
		}
	}
	return list
}

// Calendars are calendars of one sort.
type Calendars struct {
	Title string
	Links []Link
}

func (c *Context) eventTags() []string {
	var tags []string
	for _, p := range timely(c.model.kinds[content.Event]) {
		for _, tag := range p.Tags {
			if content.ValidPart(Slug(tag)) {
				tags = append(tags, tag)
			}
		}
	}
	slices.SortFunc(tags, compareNames)
	return slices.Compact(tags)
}

// TopicCalendar is the calendar of the events with the tag that the page lists;
// "" if there is none.
func (p *Page) TopicCalendar() string {
	spec := p.c.list.spec
	if p.p != p.c.self || spec.Question != "tagged" {
		return ""
	}
	p.c.trace.ask("tagged", spec.Arg)
	if len(p.c.model.TaggedEvents(spec.Arg)) == 0 {
		return ""
	}
	return p.c.link(TagCalendar(spec.Arg))
}
