package view

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/content"
)

// Where what is new and changed stands in a build, with the layout of its pages.
const (
	RecentPath   = "neu"
	RecentLayout = "recent"
)

// Past is what an audience may know of how its pages came about: days, roles
// and notes from the history and from front matter. It is immutable. Nil, or
// the zero Past, knows nothing.
type Past struct {
	// Pages are by logical path.
	Pages map[string]*PastPage
	// Entries are what is new and changed, the newest first.
	Entries []PastEntry
}

// PastPage is the past of one page. Days are at midnight UTC and zero if
// nobody knows them.
type PastPage struct {
	First, Last time.Time
	// By are the roles, or names if the page asks for them, of those who took
	// part, in the order of their first change.
	By    []string
	Notes []PastNote // the newest first
}

// PastNote is a note for readers on a page.
type PastNote struct {
	Day        time.Time
	Text, Role string
}

// PastEntry says that a page is new, or was changed. Note and Role may be "".
type PastEntry struct {
	PastNote
	New  bool
	Page *content.Page
}

// recentShown is how many entries pages show, so that a change of one page
// never moves thousands; recentFed is how many a feed carries.
const (
	recentShown = 500
	recentFed   = 50
)

// recents sorts entries into those of everything, "", of a section
// ("section|leitfaden"), of a topic ("tag|bcm") and of a page ("page|…").
func recents(past *Past) map[string][]PastEntry {
	if past == nil || len(past.Entries) == 0 {
		return nil
	}
	out := map[string][]PastEntry{}
	add := func(key string, e PastEntry) {
		if len(out[key]) < recentShown {
			out[key] = append(out[key], e)
		}
	}
	for _, e := range past.Entries {
		add("", e)
		if top := e.Page.Top(); e.Page.Path != top || len(e.Page.Children) > 0 { // a page at the top is no section
			add(RecentSection(top), e)
		}
		for i, tag := range e.Page.Tags {
			if !slices.Contains(e.Page.Tags[:i], tag) {
				add(RecentTag(tag), e)
			}
		}
		if e.Page.Template != nil {
			add(RecentPage(e.Page.Path), e)
		}
	}
	return out
}

// RecentSection, RecentTag and RecentPage are arguments of the question
// "recent": what is new in a section, on a topic, in a template.
func RecentSection(section string) string { return "section|" + section }

// RecentTag is that of a topic.
func RecentTag(tag string) string { return "tag|" + tag }

// RecentPage is that of a template.
func RecentPage(path string) string { return "page|" + path }

// Recent lists what is new, for an argument of the question "recent".
func (m *Model) Recent(arg string) []PastEntry { return m.recent[arg] }

// RecentFed lists what a feed carries of it.
func (m *Model) RecentFed(arg string) []PastEntry {
	return m.recent[arg][:min(recentFed, len(m.recent[arg]))]
}

// RecentSections lists the sections that have something new, in menu order.
func (m *Model) RecentSections() []*content.Page {
	var sections []*content.Page
	for _, p := range m.Tree.Home.Children {
		if len(m.recent[RecentSection(p.Path)]) > 0 && content.ValidPart(p.Path) {
			sections = append(sections, p)
		}
	}
	return sections
}

// RecentOutput is the output path of what is new in a section, "" for all.
func RecentOutput(section string) string { return path.Join(RecentPath, section, "index.html") }

// RecentFeeds are the output paths of the feeds for an argument of the question
// "recent": Atom and JSON.
func RecentFeeds(arg string) (atom, json string) {
	kind, rest, _ := strings.Cut(arg, "|")
	dir := RecentPath
	switch kind {
	case "section":
		dir = path.Join(RecentPath, rest)
	case "tag":
		dir = path.Dir(TagOutput(rest))
	case "page":
		dir = rest
	}
	return path.Join(dir, "feed.xml"), path.Join(dir, "feed.json")
}

// recentPages answers the question "recent" with the page of each entry.
func (m *Model) recentPages(arg string) []*content.Page {
	pages := make([]*content.Page, len(m.recent[arg]))
	for i, e := range m.recent[arg] {
		pages[i] = e.Page
	}
	return pages
}

// recentDigest is that of the entries and of their pages as lists show them.
func (m *Model) recentDigest(arg string) Digest {
	var parts []string
	for _, e := range m.recent[arg] {
		parts = append(parts, e.Day.Format(time.DateOnly), e.Text, e.Role, strconv.FormatBool(e.New), e.Page.Path, string(e.Page.MetaHash[:]))
	}
	return DigestText(parts...)
}

// past is what is known of a page, nil for nothing.
func (m *Model) past(path string) *PastPage {
	if m.Past == nil {
		return nil
	}
	return m.Past.Pages[path]
}

func (m *Model) pastDigest(path string) Digest {
	p := m.past(path)
	if p == nil {
		return Digest{}
	}
	parts := []string{p.First.Format(time.DateOnly), p.Last.Format(time.DateOnly)}
	parts = append(parts, p.By...)
	for _, n := range p.Notes {
		parts = append(parts, "note", n.Day.Format(time.DateOnly), n.Text, n.Role)
	}
	return DigestText(parts...)
}

// LastmodOf is the day of a page's last change: its own key, else that of its
// history, else the day on which it is dated; zero if nobody knows.
func (m *Model) LastmodOf(p *content.Page) time.Time {
	if !p.Lastmod.IsZero() {
		return content.Day(p.Lastmod)
	}
	if past := m.past(p.Path); past != nil && past.Last.After(content.Day(p.Date)) {
		return past.Last
	}
	return content.Day(p.Date)
}

// lastmodsDigest is that of LastmodOf of all pages.
func (m *Model) lastmodsDigest() Digest {
	days := make([]string, len(m.Tree.Pages))
	for i, p := range m.Tree.Pages {
		days[i] = m.LastmodOf(p).Format(time.DateOnly)
	}
	return DigestText(days...)
}

// Lastmod is the day of the page's last change: its own key, else that of its
// history; zero if nobody knows.
func (p *Page) Lastmod() time.Time {
	if !p.p.Lastmod.IsZero() {
		return content.Day(p.p.Lastmod)
	}
	if past := p.past(); past != nil {
		return past.Last
	}
	return time.Time{}
}

// past notes the question about the page's past.
func (p *Page) past() *PastPage {
	p.c.trace.ask("past", p.p.Path)
	return p.c.model.past(p.p.Path)
}

// Notes are the notes for readers on the page, the newest first.
func (p *Page) Notes() []PastNote {
	if past := p.past(); past != nil {
		return past.Notes
	}
	return nil
}

// By are the roles of those who took part in the page, or their names if it
// asks for them.
func (p *Page) By() []string {
	if past := p.past(); past != nil {
		return past.By
	}
	return nil
}

// SortEntries orders entries: the newest day first, then by title and path, so
// that nothing depends on the order of commits.
func SortEntries(entries []PastEntry) {
	type place struct {
		title string // its key is dear: worked out once
		at    int
	}
	places, before := make([]place, len(entries)), slices.Clone(entries)
	for i, e := range entries {
		places[i] = place{title: sortKey(e.Page.Title), at: i}
	}
	slices.SortFunc(places, func(x, y place) int {
		a, b := &before[x.at], &before[y.at]
		if day := b.Day.Compare(a.Day); day != 0 {
			return day
		}
		return cmp.Or(cmp.Compare(x.title, y.title), cmp.Compare(a.Page.Path, b.Page.Path), cmp.Compare(x.at, y.at))
	})
	for i, p := range places {
		entries[i] = before[p.at]
	}
}
