package site

import (
	"cmp"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/feed"
	"github.com/kaaw/nachbar/internal/view"
)

// feedLength is how many news the feed carries.
const feedLength = 30

// routeFeeds adds the files that programs read.
func (s *snapshot) routeFeeds(add func(*artefact)) {
	base := s.model.Conf.BaseURL
	if len(s.model.OfKind(content.News)) > 0 {
		add(&artefact{path: view.NewsFeed, place: view.NewsFeed, make: s.newsFeed})
	}
	if len(s.model.OfKind(content.Event)) > 0 {
		add(&artefact{path: view.EventsCalendar, place: view.EventsCalendar, make: s.allEvents})
	}
	robots := ""
	if base != "" {
		robots = base + sitemapFile
		s.routeSitemaps(add)
	}
	public := s.model.Audience == "TLP:CLEAR"
	add(&artefact{path: "robots.txt", place: "robots.txt", make: func(*view.Context) ([]byte, error) {
		return feed.Robots(robots, public), nil
	}})
}

func (s *snapshot) newsFeed(c *view.Context) ([]byte, error) {
	cfg := s.model.Conf
	f := feed.Feed{
		ID: feed.URN(cfg.Title + "/" + view.NewsFeed), Title: cfg.Title, Subtitle: cfg.Description,
		Author: cmp.Or(cfg.Organisation.Name, cfg.Title), Lang: c.Lang(), Updated: s.model.AsOf(),
	}
	if cfg.BaseURL != "" {
		f.Self, f.Home = cfg.BaseURL+view.NewsFeed, cfg.BaseURL
	}
	c.Ask("asof", "")
	for _, p := range c.Ask("latest", "news/"+strconv.Itoa(feedLength)) {
		if p.Date.IsZero() && p.Lastmod.IsZero() {
			continue // reported when its keys were read
		}
		f.Entries = append(f.Entries, feed.Entry{
			ID: feed.URN(cfg.Title + "/" + p.Path), Title: p.Title, URL: s.absolute(p),
			Summary: p.Description, Published: content.Day(p.Date),
			Updated: latest(content.Day(p.Date), content.Day(p.Lastmod)), Categories: p.Tags,
		})
	}
	if f.Updated.IsZero() { // no page has a date
		f.Updated = time.Unix(0, 0).UTC()
	}
	return feed.Atom(f)
}

func (s *snapshot) absolute(p *content.Page) string {
	if s.model.Conf.BaseURL == "" {
		return ""
	}
	return view.Absolute(s.model.Conf.BaseURL, p.Output())
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// allEvents is the calendar of all events.
func (s *snapshot) allEvents(c *view.Context) ([]byte, error) {
	var events []feed.Event
	c.Ask("asof", "")
	for _, p := range c.Ask("kind", string(content.Event)) {
		if timely(p.Event) {
			events = append(events, s.event(p))
		}
	}
	return feed.Calendar(s.model.Conf.Title, s.model.Conf.TimeZone, events)
}

// eventCalendar is the calendar file of one event.
func (s *snapshot) eventCalendar(p *content.Page) func(*view.Context) ([]byte, error) {
	return func(c *view.Context) ([]byte, error) {
		c.Ask("meta", p.Path)
		c.Ask("asof", "")
		var events []feed.Event
		if timely(p.Event) {
			events = append(events, s.event(p))
		}
		return feed.Calendar(p.Title, s.model.Conf.TimeZone, events)
	}
}

// event is a page as an entry of a calendar. Its UID is made of the portal's
// title and the page's path, so that it stays the same in every build.
func (s *snapshot) event(p *content.Page) feed.Event {
	zone := s.model.Conf.Location()
	e := feed.Event{
		UID: feed.URN(s.model.Conf.Title + "/" + p.Path), Title: p.Title,
		Description: p.Description, Place: p.Event.Place, URL: s.absolute(p),
		Start: p.Event.Start.In(zone), End: p.Event.End.In(zone), AllDay: !p.Event.Start.HasClock(),
		Updated: latest(content.Day(p.Lastmod), content.Day(p.Date)), Categories: p.Tags,
	}
	if e.Updated.IsZero() {
		e.Updated = s.model.AsOf()
	}
	if e.Updated.IsZero() {
		e.Updated = e.Start
	}
	if r := p.Event.Repeat; r != nil {
		e.Every, e.Until = r.Every.String(), r.Until.In(zone)
		for _, day := range r.Except {
			e.Except = append(e.Except, day.In(zone))
		}
	}
	return e
}

const sitemapFile = "sitemap.xml"

// routeSitemaps adds sitemap.xml; on a site with more pages than one file may
// hold it lists the files that hold them.
func (s *snapshot) routeSitemaps(add func(*artefact)) {
	pages := len(s.model.Tree.Pages)
	if pages <= feed.MaxURLs {
		add(&artefact{path: sitemapFile, place: sitemapFile, make: s.sitemap(0, pages)})
		return
	}
	var parts []feed.URL
	for from := 0; from < pages; from += feed.MaxURLs {
		name := "sitemap-" + strconv.Itoa(len(parts)+1) + ".xml"
		parts = append(parts, feed.URL{Loc: s.model.Conf.BaseURL + name})
		add(&artefact{path: name, place: name, make: s.sitemap(from, min(from+feed.MaxURLs, pages))})
	}
	add(&artefact{path: sitemapFile, place: sitemapFile, make: func(c *view.Context) ([]byte, error) {
		c.Ask("all", "")
		return feed.SitemapIndex(parts)
	}})
}

// sitemap lists a part of all pages.
func (s *snapshot) sitemap(from, to int) func(*view.Context) ([]byte, error) {
	return func(c *view.Context) ([]byte, error) {
		var urls []feed.URL
		c.Ask("lastmods", "")
		for _, p := range c.Ask("all", "")[from:to] {
			urls = append(urls, feed.URL{Loc: s.absolute(p), Lastmod: s.model.LastmodOf(p)})
		}
		return feed.Sitemap(urls)
	}
}

// isPage reports whether an output is an HTML page.
func isPage(output string) bool { return strings.EqualFold(path.Ext(output), ".html") }
