package site

import (
	"cmp"
	"path"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/feed"
	"github.com/kaaw/nachbar/internal/view"
)

// routeRecent adds what is new and changed: the pages of the list, if the site
// has a layout for them and no page of its own in their place, and feeds for
// all, each section, topic and template.
func (s *snapshot) routeRecent(add func(*artefact)) {
	m := s.model
	if len(m.Recent("")) == 0 {
		return
	}
	s.routeRecentPages(add)
	s.routeRecentFeeds("", m.Text.T("page.recent", nil), add)
	for _, section := range m.RecentSections() {
		s.routeRecentFeeds(view.RecentSection(section.Path), section.Title, add)
	}
	taken := map[string]bool{}
	for _, tag := range m.Tags() {
		slug := view.Slug(tag)
		if !taken[slug] && content.ValidPart(slug) {
			taken[slug] = true
			s.routeRecentFeeds(view.RecentTag(tag), tag, add)
		}
	}
	for _, p := range m.Tree.Pages {
		if p.Template != nil {
			s.routeRecentFeeds(view.RecentPage(p.Path), p.Title, add)
		}
	}
}

func (s *snapshot) routeRecentPages(add func(*artefact)) {
	title := s.model.Text.T("page.recent", nil)
	page := s.generatedPage(view.RecentPath, title)
	if _, known := s.layouts.Lookup(view.RecentLayout, page.Path, string(page.Kind)); !known || s.model.Tree.Page(view.RecentPath) != nil {
		return
	}
	list := func(page *content.Page, section, arg string) {
		for _, e := range s.model.Recent(arg) { // the page tells of all of them
			page.Label = max(page.Label, e.Page.Label)
		}
		out := view.RecentOutput(section)
		s.routeList(view.Target{
			Page: page, Output: out, Name: view.RecentLayout, List: view.List{Question: "recent", Arg: arg, Base: out},
		}, view.RecentPath, add)
	}
	list(page, "", "")
	for _, section := range s.model.RecentSections() {
		part := s.generatedPage(path.Join(view.RecentPath, section.Path), section.Title)
		part.Parent = page
		list(part, section.Path, view.RecentSection(section.Path))
	}
}

// routeRecentFeeds adds both feeds for an argument of the question "recent".
func (s *snapshot) routeRecentFeeds(arg, title string, add func(*artefact)) {
	if len(s.model.Recent(arg)) == 0 || s.opt.Portable { // nobody subscribes to a stick
		return
	}
	atom, json := view.RecentFeeds(arg)
	for _, to := range []string{atom, json} {
		write := feed.Atom
		if to == json {
			write = feed.JSON
		}
		add(&artefact{path: to, place: view.RecentPath, make: func(c *view.Context) ([]byte, error) {
			return write(s.recentFeed(c, arg, title, to))
		}})
	}
}

// recentFeed is what is new as a feed. Ids are made of the portal's title, the
// page, the day and the text: another change is another entry, and nothing in
// them tells of commits.
func (s *snapshot) recentFeed(c *view.Context, arg, title, to string) feed.Feed {
	cfg := s.model.Conf
	c.Ask("recent", arg)
	if section, ok := strings.CutPrefix(arg, "section|"); ok {
		c.Ask("meta", section) // its title
	}
	f := feed.Feed{
		ID: feed.URN(cfg.Title + "/" + to), Title: cfg.Title + ": " + title, Subtitle: c.T("feed.recent.text", nil),
		Author: cmp.Or(cfg.Organisation.Name, cfg.Title), Lang: c.Lang(),
	}
	if cfg.BaseURL != "" {
		f.Self, f.Home = view.Absolute(cfg.BaseURL, to), view.Absolute(cfg.BaseURL, recentHome(arg))
	}
	entries := s.model.RecentFed(arg)
	f.Updated = entries[0].Day
	for _, e := range entries {
		f.Entries = append(f.Entries, s.recentFeedEntry(c, e))
	}
	return f
}

// recentHome is the output path of the page that a feed belongs to.
func recentHome(arg string) string {
	kind, rest, _ := strings.Cut(arg, "|")
	if kind == "tag" {
		return view.TagOutput(rest)
	}
	return path.Join(rest, "index.html")
}

func (s *snapshot) recentFeedEntry(c *view.Context, e view.PastEntry) feed.Entry {
	p, word := e.Page, "changed"
	if e.New {
		word = "new"
	}
	summary := e.Text
	if summary == "" {
		summary = p.Description
	}
	return feed.Entry{
		ID:    feed.URN(strings.Join([]string{s.model.Conf.Title, "neu", p.Path, e.Day.Format(time.DateOnly), word, e.Text}, "/")),
		Title: c.T("feed.recent."+word, map[string]string{"title": p.Title}), URL: s.absolute(p), Summary: summary,
		Published: e.Day, Updated: e.Day, Categories: p.Tags,
	}
}
