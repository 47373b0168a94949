package view

import (
	"strconv"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/conf"
)

// Site is the portal as layouts see it.
type Site struct{ c *Context }

// MenuItem is an entry of a menu. Active marks the section the page is in.
type MenuItem struct {
	Title, URL string
	Active     bool
	Children   []MenuItem
}

func (s *Site) Title() string                   { return s.c.model.Conf.Title }
func (s *Site) Description() string             { return s.c.model.Conf.Description }
func (s *Site) Language() string                { return s.c.model.Text.Lang() }
func (s *Site) Organisation() conf.Organisation { return s.c.model.Conf.Organisation }

// Home is the home page.
func (s *Site) Home() *Page { return s.page("") }

// Section is the page with a logical path, nil if there is none.
func (s *Site) Section(path string) *Page { return s.page(path) }

func (s *Site) page(path string) *Page {
	s.c.trace.ask("meta", path)
	return s.c.wrap(s.c.model.Tree.Page(path))
}

// Latest lists the newest n pages of a kind.
func (s *Site) Latest(kind string, n int) []*Page {
	return s.c.wrapAll(s.c.trace.ask("latest", kind+"/"+strconv.Itoa(n)))
}

// Upcoming lists the next n events, counted from AsOf.
func (s *Site) Upcoming(n int) []*Page {
	s.c.trace.ask("asof", "")
	return s.c.wrapAll(s.c.trace.ask("upcoming", strconv.Itoa(n)))
}

// AsOf is the newest date of the content: a build knows no other today.
func (s *Site) AsOf() time.Time {
	s.c.trace.ask("asof", "")
	return s.c.model.asOf
}

// Steps lists the guide's main chapters in the order of BSI-Standard 200-4:
// the pages that data/bsi/schritte.yaml names.
func (s *Site) Steps() []*Page {
	steps, err := s.c.Data("bsi/schritte")
	list, ok := steps.([]any)
	if err != nil || !ok {
		return nil
	}
	var pages []*Page
	for _, item := range list {
		entry, _ := item.(map[string]any)
		path, _ := entry["page"].(string)
		if p := s.page(path); p != nil && path != "" {
			pages = append(pages, p)
		}
	}
	return pages
}

// Path lists the main chapters for a level of the BCMS.
func (s *Site) Path(level string) []*Page {
	var pages []*Page
	for _, p := range s.Steps() {
		if p.HasLevel(level) {
			pages = append(pages, p)
		}
	}
	return pages
}

// Menu is a menu of nachbar.yaml. Entries whose page does not belong to this
// audience are left out.
func (s *Site) Menu(name string) []MenuItem { return s.menu(s.c.model.Conf.Menus[name]) }

func (s *Site) menu(items []conf.MenuItem) []MenuItem {
	var out []MenuItem
	for _, item := range items {
		entry := MenuItem{Title: item.Title, URL: item.URL, Children: s.menu(item.Children)}
		if item.Page != "" {
			page := strings.Trim(item.Page, "/")
			s.c.trace.ask("meta", page)
			if page == RecentPath {
				s.c.trace.ask("recentany", "")
			}
			if s.c.model.Tree.Page(page) == nil && !s.c.model.Generated(page) {
				continue
			}
			entry.URL = s.c.link(output(page))
			entry.Active = s.within(page)
		}
		out = append(out, entry)
	}
	return out
}

// Generated reports whether the path is a page that the build has without a
// file of its own: all tags, the A–Z index, the search, and what belongs to
// templates.
func (m *Model) Generated(path string) bool {
	switch path {
	case TagsPath, IndexPath:
		return true
	case RecentPath:
		return len(m.recent[""]) > 0
	case SearchPath:
		return m.Conf.HasSearch()
	case ProfilePath, BasketPath, CataloguePath:
		return m.HasTemplates()
	}
	return false
}

func (s *Site) within(path string) bool {
	self := s.c.self.Path
	if path == "" {
		return self == ""
	}
	return self == path || len(self) > len(path) && self[:len(path)] == path && self[len(path)] == '/'
}

// HasSearch reports whether the site has a full text search, at "suche/".
func (s *Site) HasSearch() bool { return s.c.model.Conf.HasSearch() }

// Audience is the label of this build, such as TLP:CLEAR: nothing in it is
// meant for fewer people.
func (s *Site) Audience() string { return s.c.model.Audience }
