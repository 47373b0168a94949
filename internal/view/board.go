package view

import (
	"strconv"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/board"
	"github.com/kaaw/nachbar/internal/chart"
	"github.com/kaaw/nachbar/internal/content"
)

// Where the board stands in a build, with the layout of its page.
const (
	BoardPath   = "stand"
	BoardFeed   = "stand/feed.xml"
	BoardLayout = "board"
)

// State is a status as it is shown: the word for classes, and what people read.
type State struct{ ID, Word string }

func stateOf(s board.Status) State { return State{ID: s.ID(), Word: string(s)} }

// BoardView is the board as its page shows it.
type BoardView struct {
	Example bool
	Groups  []BoardColumn
	Steps   []BoardStep
	// Progress is how far the results of each step are.
	Progress *Figure
	Total    BoardTotal
	// Changed is the day of the last change, zero if none is known.
	Changed time.Time
	// Feed is the address of the feed of changes.
	Feed string
}

// BoardColumn is a group at the head of a column.
type BoardColumn struct{ Title, Short, URL string }

// BoardStep are the results of one chapter of BSI-Standard 200-4; Step is ""
// for those that belong to none.
type BoardStep struct {
	Step, Title, URL string
	Rows             []BoardRow
}

// BoardRow is a result with the part of each group, nil where one has none.
type BoardRow struct {
	ID, Title, URL string
	State          State
	Cells          []*BoardCell
	// Lead is the group that answers for the result.
	Lead string
	// Next is the next step, Date its day or that of the group's next meeting.
	Next    string
	Date    time.Time
	DateURL string
}

// BoardCell is the part of one group. Since is zero if nobody knows the day.
type BoardCell struct {
	State State
	Since time.Time
	Lead  bool
}

// BoardTotal counts results.
type BoardTotal struct{ All, Done, Working, Untouched int }

// board notes the question about the board and returns it; it is never nil.
func (c *Context) board() *board.Board {
	c.trace.ask("board", "")
	return c.model.board()
}

func (m *Model) board() *board.Board {
	if m.Board == nil {
		return &board.Board{}
	}
	return m.Board
}

// boardDigest is that of the whole board.
func (m *Model) boardDigest() Digest {
	b := m.board()
	return DigestText(append(partsOf(b, b.Results), strconv.FormatBool(b.Example))...)
}

// boardOfDigest is that of what the board tells of a page.
func (m *Model) boardOfDigest(page string) Digest {
	if list := m.boardOf(page); len(list) > 0 {
		return DigestText(partsOf(m.board(), list)...)
	}
	return Digest{}
}

// partsOf writes the groups and some results as texts.
func partsOf(b *board.Board, results []*board.Result) (parts []string) {
	for _, g := range b.Groups {
		parts = append(parts, g.ID, g.Title, g.Short, g.Page)
	}
	for _, r := range results {
		parts = append(parts, "result", r.ID, r.Title, r.Step, r.Page, r.Lead)
		for _, w := range r.Work {
			parts = append(parts, w.Group, string(w.Status), w.Next, content.Day(w.Date).Format(time.DateOnly), w.Day.Format(time.DateOnly))
		}
	}
	return parts
}

// boardOf lists the results that a page is the result of, or that belong to the
// step that it is the chapter of.
func (m *Model) boardOf(page string) []*board.Result {
	step := ""
	if p := m.Tree.Page(page); p != nil && p.Guide != nil && m.Data.field("bsi/schritte", "step", p.Guide.Step, "page") == page {
		step = p.Guide.Step
	}
	var list []*board.Result
	for _, r := range m.board().Results {
		if page != "" && r.Page == page || step != "" && r.Step == step {
			list = append(list, r)
		}
	}
	return list
}

// Board is the state of the common results; nil without any.
func (s *Site) Board() *BoardView {
	c, b := s.c, s.c.board()
	if len(b.Results) == 0 {
		return nil
	}
	v := &BoardView{Example: b.Example, Feed: c.link(BoardFeed)}
	for _, g := range b.Groups {
		short := g.Short
		if short == "" {
			short = g.Title
		}
		v.Groups = append(v.Groups, BoardColumn{Title: g.Title, Short: short, URL: c.pageURL(g.Page)})
	}
	meetings := map[string]meeting{}
	for _, g := range b.Groups {
		meetings[g.ID] = c.nextMeeting(g.ID)
	}
	for _, p := range b.Progress() {
		step := c.boardStep(p.Step)
		for _, r := range b.Results {
			if r.Step == p.Step {
				step.Rows = append(step.Rows, c.boardRow(b, r, meetings[r.Lead]))
			}
		}
		v.Steps = append(v.Steps, step)
		v.Total.All += p.Total
		v.Total.Done += p.Done
		v.Total.Working += p.Working
		v.Total.Untouched += p.Untouched
	}
	v.Progress = c.boardProgress(b, v.Total)
	if changes := b.Changes(); len(changes) > 0 {
		v.Changed = changes[0].Work.Day
	}
	return v
}

// BoardLegend lists the three states, the best first.
func (s *Site) BoardLegend() []State {
	var list []State
	for _, status := range board.Statuses() {
		list = append(list, stateOf(status))
	}
	return list
}

func (c *Context) boardStep(step string) BoardStep {
	if step == "" {
		return BoardStep{Title: c.T("ui.board.nostep", nil)}
	}
	c.trace.ask("data", "bsi/schritte")
	page := c.model.Data.field("bsi/schritte", "step", step, "page")
	return BoardStep{Step: step, Title: c.stepField(step, "title"), URL: c.pageURL(page)}
}

// pageURL is the address of a page that this audience has, or "".
func (c *Context) pageURL(logical string) string {
	if logical == "" {
		return ""
	}
	c.trace.ask("meta", logical)
	p := c.model.Tree.Page(logical)
	if p == nil {
		return ""
	}
	return c.link(p.Output())
}

func (c *Context) boardRow(b *board.Board, r *board.Result, next meeting) BoardRow {
	row := BoardRow{ID: r.ID, Title: r.Title, URL: c.pageURL(r.Page), State: stateOf(r.Status())}
	for _, g := range b.Groups {
		w := r.Of(g.ID)
		if w == nil {
			row.Cells = append(row.Cells, nil)
			continue
		}
		row.Cells = append(row.Cells, &BoardCell{State: stateOf(w.Status), Since: w.Day, Lead: g.ID == r.Lead})
		if g.ID == r.Lead {
			row.Lead, row.Next = g.Title, w.Next
			row.Date, row.DateURL = dueOf(w, next)
		}
	}
	return row
}

// dueOf is the day of the next step: that of the part, or of the group's next
// meeting unless all is done.
func dueOf(w *board.Work, next meeting) (day time.Time, url string) {
	switch {
	case !w.Date.IsZero():
		return content.Day(w.Date), ""
	case w.Status == board.Done || next.page == nil:
		return time.Time{}, ""
	}
	return next.start, next.page.URL()
}

// boardProgress draws how far the results of each step are.
func (c *Context) boardProgress(b *board.Board, total BoardTotal) *Figure {
	var rows []chart.Stack
	table := Table{ID: "fortschritt-tabelle", Caption: c.T("ui.board.progress.title", nil)}
	for _, key := range []string{"ui.board.step", "ui.board.done", "ui.board.working", "ui.board.untouched", "ui.board.total"} {
		table.Head = append(table.Head, c.T(key, nil))
	}
	for _, p := range b.Progress() {
		step := c.boardStep(p.Step)
		label := strings.TrimSpace(step.Step + " " + step.Title)
		value := c.T("ui.board.share", map[string]string{"done": strconv.Itoa(p.Done), "all": strconv.Itoa(p.Total)})
		rows = append(rows, chart.Stack{Label: label, Value: value, N: float64(p.Total), Yes: float64(p.Done), Partly: float64(p.Working), No: float64(p.Untouched)})
		row := cells(label, strconv.Itoa(p.Done), strconv.Itoa(p.Working), strconv.Itoa(p.Untouched), strconv.Itoa(p.Total))
		row[0].URL = step.URL
		table.Rows = append(table.Rows, row)
	}
	args := map[string]string{"done": strconv.Itoa(total.Done), "working": strconv.Itoa(total.Working), "untouched": strconv.Itoa(total.Untouched), "all": strconv.Itoa(total.All)}
	legend := [5]string{string(board.Done), string(board.Working), string(board.Untouched)}
	return &Figure{
		Drawing: chart.Likert("fortschritt", table.Caption, c.T("ui.board.progress.desc", args), legend, rows),
		Table:   table, Note: c.T("ui.board.progress.note", nil),
	}
}

// BoardMark is what the board tells of one result on another page.
type BoardMark struct {
	Title string
	State State
	Since time.Time
	// Lead is the group that answers for it; the addresses may be "".
	Lead, LeadURL string
	URL           string // of its row on the board
}

// BoardMarks are the results that the page is the result of, or that belong to
// the step that it is the chapter of.
func (p *Page) BoardMarks() []BoardMark {
	c := p.c
	c.trace.ask("boardof", p.p.Path)
	b := c.model.board()
	var marks []BoardMark
	for _, r := range c.model.boardOf(p.p.Path) {
		mark := BoardMark{Title: r.Title, State: stateOf(r.Status()), Since: lastDay(r)}
		if g := b.Group(r.Lead); g != nil {
			mark.Lead, mark.LeadURL = g.Title, c.pageURL(g.Page)
		}
		if mark.URL = c.pageURL(BoardPath); mark.URL != "" {
			mark.URL += "#" + BoardAnchor(r)
		}
		marks = append(marks, mark)
	}
	return marks
}

// BoardAnchor is the id of a result's row on the page of the board.
func BoardAnchor(r *board.Result) string { return "ergebnis-" + r.ID }

// lastDay is the day of the last change of any part; zero if one is unknown.
func lastDay(r *board.Result) (last time.Time) {
	for _, w := range r.Work {
		if w.Day.IsZero() {
			return time.Time{}
		}
		if w.Day.After(last) {
			last = w.Day
		}
	}
	return last
}
