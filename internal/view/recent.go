package view

import (
	"strconv"
	"strings"
	"time"
)

// RecentMonth is a month with what was new in it. ID is "2026-11".
type RecentMonth struct {
	ID      string
	Day     time.Time
	Entries []RecentEntry
}

// RecentEntry is an entry as it is shown; Section is the title of its section.
type RecentEntry struct {
	Page    *Page
	New     bool
	Day     time.Time
	Note    string
	Role    string
	Section string
}

// Recent is what a page of the list of changes shows, by month.
func (p *Page) Recent() []RecentMonth {
	spec := p.c.list.spec
	if spec.Question != "recent" {
		return nil
	}
	p.c.trace.ask("recent", spec.Arg)
	all := p.c.model.recent[spec.Arg]
	from := min((spec.Number-1)*spec.Size, len(all))
	var months []RecentMonth
	for _, e := range all[from:min(from+spec.Size, len(all))] {
		id := e.Day.Format("2006-01")
		if len(months) == 0 || months[len(months)-1].ID != id {
			months = append(months, RecentMonth{ID: id, Day: e.Day})
		}
		last := &months[len(months)-1]
		last.Entries = append(last.Entries, p.c.recentEntry(e))
	}
	return months
}

func (c *Context) recentEntry(e PastEntry) RecentEntry {
	out := RecentEntry{Page: c.wrap(e.Page), New: e.New, Day: e.Day, Note: e.Text, Role: e.Role}
	if top := e.Page.Top(); top != e.Page.Path {
		c.trace.ask("meta", top)
		if section := c.model.Tree.Page(top); section != nil {
			out.Section = section.Title
		}
	}
	return out
}

// RecentFilter are the sections that have something new, "all" first; nil on
// other pages.
func (p *Page) RecentFilter() []Option {
	spec := p.c.list.spec
	if spec.Question != "recent" {
		return nil
	}
	p.c.trace.ask("recentsections", "")
	options := []Option{{Title: p.c.T("ui.recent.all", nil), URL: p.c.link(RecentOutput("")), Count: len(p.c.model.recent[""]), Active: spec.Arg == ""}}
	for _, s := range p.c.model.RecentSections() {
		arg := RecentSection(s.Path)
		options = append(options, Option{
			ID: s.Path, Title: s.Title, URL: p.c.link(RecentOutput(s.Path)), Count: len(p.c.model.recent[arg]), Active: spec.Arg == arg,
		})
	}
	return options
}

// recentSectionsDigest is that of what filters show.
func (m *Model) recentSectionsDigest() Digest {
	parts := []string{strconv.Itoa(len(m.recent[""]))}
	for _, s := range m.RecentSections() {
		parts = append(parts, string(s.MetaHash[:]), strconv.Itoa(len(m.recent[RecentSection(s.Path)])))
	}
	return DigestText(parts...)
}

// RecentAlternates are the feeds of what is new that belong to the page.
func (p *Page) RecentAlternates() []Alternate {
	arg, title := "", ""
	switch spec := p.c.list.spec; {
	case p.p == p.c.self && spec.Question == "recent":
		arg = spec.Arg
	case p.p == p.c.self && spec.Question == "tagged":
		arg, title = RecentTag(spec.Arg), spec.Arg
	case p.p.Template != nil && !p.p.Section:
		arg, title = RecentPage(p.p.Path), p.p.Title
	case p.p.Section && p.p.Path != "" && p.p.Path == p.p.Top():
		arg = RecentSection(p.p.Path)
	case !p.IsHome():
		return nil
	}
	p.c.trace.ask("recentany", arg)
	if len(p.c.model.recent[arg]) == 0 || p.c.model.Portable {
		return nil
	}
	if section, ok := strings.CutPrefix(arg, "section|"); ok {
		p.c.trace.ask("meta", section)
		if s := p.c.model.Tree.Page(section); s != nil {
			title = s.Title
		}
	}
	name := p.c.T("feed.recent", nil)
	if title != "" {
		name = p.c.T("feed.recent.of", map[string]string{"title": title})
	}
	atom, json := RecentFeeds(arg)
	return []Alternate{
		{Type: "application/atom+xml", Link: Link{name, p.c.link(atom)}},
		{Type: "application/feed+json", Link: Link{name, p.c.link(json)}},
	}
}

// HasRecent reports whether the site can tell what is new.
func (s *Site) HasRecent() bool {
	s.c.trace.ask("recentany", "")
	return len(s.c.model.recent[""]) > 0
}
