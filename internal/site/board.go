package site

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/board"
	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/feed"
	"github.com/kaaw/nachbar/internal/history"
	"github.com/kaaw/nachbar/internal/view"
)

// boardFile is the file of the board below the site's root.
func (l *loader) boardFile() string { return path.Join(l.conf.Data, board.File) }

// loadBoard reads the state of the common results, with the days that the
// history of the file tells.
func (l *loader) loadBoard(ctx context.Context) (*board.Board, diag.List, error) {
	name := l.boardFile()
	b, problems, err := board.Load(l.opt.FS, name)
	if err != nil || b == nil || l.opt.History == nil {
		return b, problems, err
	}
	versions, err := l.opt.History(ctx, name)
	switch {
	case errors.Is(err, history.ErrNone):
	case errors.Is(err, history.ErrShallow) && l.opt.Log != nil: // loadPast says so
	case errors.Is(err, history.ErrShallow):
		problems.Add(b.Undated("board-shallow", name)...)
	case err != nil:
		return nil, nil, fmt.Errorf("read data: %w", err)
	default:
		problems.Add(b.Date(versions, name)...)
	}
	return b, problems, nil
}

// routeBoard adds what belongs to the board and to dates: the feed of changes,
// the pages of series, the calendars of groups, series and topics.
func (s *snapshot) routeBoard(add func(*artefact)) {
	b := s.model.Board
	if page := s.model.Tree.Page(view.BoardPath); b != nil && page != nil && page.Layout == view.BoardLayout {
		add(&artefact{path: view.BoardFeed, place: page.Source, make: s.boardFeed})
	}
	if b != nil {
		for _, g := range b.Groups {
			page := s.model.Tree.Page(g.Page)
			if page == nil || len(s.model.GroupEvents(g.ID)) == 0 {
				continue
			}
			add(s.calendar(view.GroupCalendar(g), page.Source, page.Title, func(c *view.Context) []*content.Page {
				c.Ask("board", "")
				return s.model.GroupEvents(g.ID)
			}))
		}
	}
	for _, id := range s.model.SeriesIDs() {
		if view.ValidSeries(id) {
			s.routeSeries(id, add)
		}
	}
	taken := map[string]bool{}
	for _, tag := range s.model.Tags() {
		to := view.TagCalendar(tag)
		events := s.model.TaggedEvents(tag)
		if len(events) == 0 || taken[to] || !content.ValidPart(view.Slug(tag)) {
			continue
		}
		taken[to] = true
		add(s.calendar(to, events[0].Source, tag, func(*view.Context) []*content.Page { return s.model.TaggedEvents(tag) }))
	}
}

// calendar is a calendar file with a part of the events.
func (s *snapshot) calendar(to, place, title string, pick func(c *view.Context) []*content.Page) *artefact {
	return &artefact{path: to, place: place, make: func(c *view.Context) ([]byte, error) {
		c.Ask("asof", "")
		c.Ask("kind", string(content.Event))
		var events []feed.Event
		for _, p := range pick(c) {
			if timely(p.Event) {
				events = append(events, s.event(p))
			}
		}
		return feed.Calendar(s.model.Conf.Title+": "+title, s.model.Conf.TimeZone, events)
	}}
}

// routeSeries adds the page of a series, if the site has a layout for it, and
// its calendar.
func (s *snapshot) routeSeries(id string, add func(*artefact)) {
	events := s.model.SeriesEvents(id)
	title, out := s.model.SeriesTitle(id), view.SeriesOutput(id)
	page := s.generatedPage(path.Dir(out), title)
	page.Parent = cmp.Or(events[0].Parent, page.Parent)
	page.Label = events[0].Label
	for _, p := range events { // the page tells of all of them
		page.Label = max(page.Label, p.Label)
	}
	if _, known := s.layouts.Lookup(view.SeriesLayout, page.Path, string(page.Kind)); known {
		add(&artefact{path: out, place: events[0].Source, target: view.Target{
			Page: page, Output: out, Name: view.SeriesLayout, List: view.List{Question: "series", Arg: id, Base: out, Number: 1, Size: len(events)},
		}})
	}
	add(s.calendar(view.SeriesCalendar(id), events[0].Source, title, func(*view.Context) []*content.Page { return s.model.SeriesEvents(id) }))
}

// boardFeed tells the changes of the board as an Atom feed.
func (s *snapshot) boardFeed(c *view.Context) ([]byte, error) {
	cfg, b := s.model.Conf, s.model.Board
	c.Ask("board", "")
	c.Ask("meta", view.BoardPath)
	page := s.model.Tree.Page(view.BoardPath)
	title := cfg.Title + ": " + page.Title
	f := feed.Feed{
		ID: feed.URN(cfg.Title + "/" + view.BoardFeed), Title: title, Subtitle: page.Description,
		Author: cmp.Or(cfg.Organisation.Name, cfg.Title), Lang: c.Lang(), Home: s.absolute(page),
		Updated: time.Unix(0, 0).UTC(),
	}
	if cfg.BaseURL != "" {
		f.Self = cfg.BaseURL + view.BoardFeed
	}
	for i, change := range b.Changes() {
		if i == 0 {
			f.Updated = change.Work.Day
		}
		if i == feedLength {
			break
		}
		f.Entries = append(f.Entries, s.boardEntry(c, change, f.Home))
	}
	return feed.Atom(f)
}

// boardEntry is a change as an entry; its id tells the status and the day, so
// that the next change is another entry.
func (s *snapshot) boardEntry(c *view.Context, change board.Change, home string) feed.Entry {
	r, g, w := change.Result, change.Group, change.Work
	args := map[string]string{"result": r.Title, "group": g.Title, "status": string(w.Status), "next": w.Next}
	e := feed.Entry{
		ID:    feed.URN(strings.Join([]string{s.model.Conf.Title, view.BoardFeed, r.ID, g.ID, w.Status.ID(), w.Day.Format(time.DateOnly)}, "/")),
		Title: c.T("ui.board.feed.title", args), Summary: c.T("ui.board.feed.text", args),
		Published: w.Day, Updated: w.Day, Categories: []string{string(w.Status)},
	}
	if home != "" {
		e.URL = home + "#" + view.BoardAnchor(r)
	}
	return e
}

// reviewBoard holds the board to the steps and pages of the site, and events to
// the board's groups.
func (s *snapshot) reviewBoard() {
	if b := s.model.Board; b != nil {
		file := path.Join(s.model.Conf.Data, board.File)
		for _, g := range b.Groups {
			s.reviewBoardPage(file, g.ID, g.Page, g.Line)
		}
		for _, r := range b.Results {
			s.reviewBoardPage(file, r.ID, r.Page, r.Line)
			if r.Step != "" && !s.model.Data.Has("bsi/schritte", "step", r.Step) {
				s.problems.Add(s.soften(diag.New("board-step", file, r.Line, "result", r.ID, "value", r.Step, "known", strings.Join(s.model.Data.Names("bsi/schritte", "step"), ", "))))
			}
		}
	}
	for _, p := range s.model.OfKind(content.Event) {
		if p.Event != nil {
			s.reviewEventGroups(p)
		}
	}
	for _, id := range s.model.SeriesIDs() {
		if !view.ValidSeries(id) {
			s.problems.Add(diag.New("event-series", s.model.SeriesEvents(id)[0].Source, 1, "value", id).AsWarning())
		}
	}
}

// reviewBoardPage names a page that does not exist; one that this audience does
// not have is not missing.
func (s *snapshot) reviewBoardPage(file, id, page string, line int) {
	if page == "" || s.model.Tree.Page(page) != nil {
		return
	}
	for _, end := range []string{".md", "/index.md", "/_index.md"} {
		if s.model.Tree.Withheld(path.Join(s.model.Conf.Content, page)+end) != "" {
			return
		}
	}
	s.problems.Add(s.soften(diag.New("board-page", file, line, "value", page, "id", id)))
}

func (s *snapshot) reviewEventGroups(p *content.Page) {
	var known []string
	if s.model.Board != nil {
		for _, g := range s.model.Board.Groups {
			known = append(known, g.ID)
		}
	}
	for _, id := range p.Event.Group {
		if s.model.Board == nil || s.model.Board.Group(id) == nil {
			s.problems.Add(s.soften(diag.New("event-group", p.Source, 1, "value", id, "known", strings.Join(known, ", "))))
		}
	}
}
