package view

import (
	"slices"
	"time"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/versions"
)

// Difference is what changed between two released versions of a template.
type Difference struct {
	Page             *Page
	Old, New         string
	OldDate, NewDate time.Time
	// Reasons are the entries of the history behind Old, up to New.
	Reasons []Change
	Title   []Piece
	Blocks  []DiffBlock
	// Unchanged are the titles of the blocks that stayed the same.
	Unchanged []string
	// Others are the further pages of changes of the template.
	Others []Link
}

// DiffBlock is a block that changed. Op is "changed", "added" or "removed", or
// "same" if the block only moved.
type DiffBlock struct {
	ID, Title, Op string
	Moved         bool
	Parts         []Part
}

// Part is a table, a line, or a number of lines that are left out because they
// stayed the same.
type Part struct {
	Table   *DiffTable
	Line    *DiffLine
	Skipped int
}

// DiffTable are rows one below the other; Head is empty where it is unknown.
type DiffTable struct {
	Head []DiffLine
	Rows []DiffLine
}

// Columns is how many columns the table has.
func (t *DiffTable) Columns() int {
	n := 1
	for _, row := range slices.Concat(t.Head, t.Rows) {
		n = max(n, len(row.Cells))
	}
	return n
}

// DiffLine is a line; a row has several cells. Skipped stands for rows that are
// left out.
type DiffLine struct {
	Op, Kind, Type string
	Level          int
	Cells          [][]Piece
	Links          []Piece
	Skipped        int
}

// Piece is a part of a text: Op is "same", "added" or "removed", or "marked" for
// what only one of two variants says. A field shows its label.
type Piece struct {
	Op, Text string
	Field    bool
}

// Difference is what the page of changes shows, nil on other pages.
func (p *Page) Difference() *Difference {
	pair := p.c.pair
	if pair.Page == nil || pair.Other != nil {
		return nil
	}
	p.c.trace.ask("meta", pair.Page.Path)
	out := &Difference{Page: p.c.wrap(pair.Page), Old: pair.Old.String(), New: pair.New.String()}
	var before, after *versions.Version
	for _, v := range p.c.Released(pair.Page) {
		switch v.Number {
		case pair.Old:
			before = v
		case pair.New:
			after = v
		}
	}
	if before == nil || after == nil {
		return out // one of them is damaged, which is reported
	}
	out.OldDate, out.NewDate = day(before.Date), day(after.Date)
	for _, c := range pair.Page.Template.History() {
		if c.Version.Compare(pair.Old) > 0 && c.Version.Compare(pair.New) <= 0 {
			out.Reasons = append(out.Reasons, p.c.change(c))
		}
	}
	w := lineWriter{c: p.c, own: pair.Page.Template.Fields}
	d := versions.Compare(before, after)
	if len(d.Title) > 1 {
		out.Title = w.pieces(d.Title)
	}
	for _, block := range d.Blocks {
		if block.Op == versions.Same && !block.Moved {
			out.Unchanged = append(out.Unchanged, w.plain(block.Title))
			continue
		}
		out.Blocks = append(out.Blocks, w.block(block))
	}
	out.Others = p.c.otherChanges(pair)
	return out
}

func day(date string) time.Time {
	t, _ := time.Parse(time.DateOnly, date)
	return t
}

// change is an entry of a history.
func (c *Context) change(entry content.Change) Change {
	class := Term{ID: entry.Class, Title: c.T("ui.change."+entry.Class, nil)}
	return Change{Version: entry.Version.String(), Why: entry.Why, Date: content.Day(entry.Date), Class: class}
}

// otherChanges leads to the other pages of changes.
func (c *Context) otherChanges(pair Pair) []Link {
	var links []Link
	for _, other := range VersionPairs(pair.Page) {
		if other != pair {
			title := c.T("ui.changes.between", map[string]string{"old": other.Old.String(), "new": other.New.String()})
			links = append(links, Link{title, c.link(ChangesOutput(pair.Page, other.Old, other.New))})
		}
	}
	return links
}
