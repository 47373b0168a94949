package site

import (
	"slices"
	"time"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/view"
)

// entries lists what is new and changed: for each page the day on which it came,
// its notes and releases, and its last change.
func (p *pastOf) entries() {
	for _, page := range p.tree.Pages {
		if page.Path != "" {
			p.past.Entries = append(p.past.Entries, p.pageEntries(page)...)
		}
	}
	view.SortEntries(p.past.Entries)
}

func (p *pastOf) pageEntries(page *content.Page) []view.PastEntry {
	first, last := content.Day(page.Date), content.Day(page.Lastmod)
	var told []view.PastNote
	if past := p.past.Pages[page.Path]; past != nil {
		if first.IsZero() {
			first = past.First
		}
		if last.IsZero() {
			last = past.Last
		}
		told = slices.Clone(past.Notes)
	}
	releases, begun := p.releases(page)
	if first.IsZero() {
		first = begun
	}
	for _, r := range releases {
		if !slices.ContainsFunc(told, func(n view.PastNote) bool { return n.Day.Equal(r.Day) }) {
			told = append(told, r)
		}
	}
	return p.entriesOf(page, first, last, told)
}

// entriesOf puts a page's entries together: each of told, and the first and the
// last day if nothing is told of them.
func (p *pastOf) entriesOf(page *content.Page, first, last time.Time, told []view.PastNote) (out []view.PastEntry) {
	newest, begun := first, false
	for _, n := range told {
		isNew := n.Day.Equal(first)
		begun = begun || isNew
		out = append(out, view.PastEntry{PastNote: n, New: isNew, Page: page})
		if n.Day.After(newest) {
			newest = n.Day
		}
	}
	if !first.IsZero() && !begun {
		out = append(out, view.PastEntry{PastNote: view.PastNote{Day: first}, New: true, Page: page})
	}
	if last.After(newest) {
		out = append(out, view.PastEntry{PastNote: view.PastNote{Day: last, Role: p.roles[page.Path]}, Page: page})
	}
	return out
}

// releases are the versions of a template, as notes; begun is the day of the
// first one, which needs no note.
func (p *pastOf) releases(page *content.Page) (notes []view.PastNote, begun time.Time) {
	if page.Template == nil {
		return nil, begun
	}
	changes := page.Template.History()
	for i, c := range changes {
		day := content.Day(c.Date)
		if day.IsZero() {
			continue
		}
		if i == len(changes)-1 {
			return notes, day
		}
		notes = append(notes, view.PastNote{Day: day, Text: c.Version.String() + ": " + c.Why})
	}
	return notes, begun
}
