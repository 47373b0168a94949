package view

import (
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/exchange"
)

// ProfilePath is the logical path of the page on which a municipality fills in
// its data, BasketPath that of the page on which it collects templates.
const (
	ProfilePath = "meine-kommune"
	BasketPath  = "merkliste"
)

// HasTemplates reports whether there is something to take home.
func (m *Model) HasTemplates() bool {
	return len(m.kinds[content.Template])+len(m.kinds[content.Policy]) > 0
}

// HasTemplates reports whether there is something to take home: then the build
// has the pages "meine-kommune/" and "merkliste/".
func (s *Site) HasTemplates() bool {
	s.c.trace.ask("copies", "")
	return s.c.model.HasTemplates()
}

// Templates lists what there is to take home: templates, then policies.
func (c *Context) Templates() []*content.Page {
	list := slices.Concat(c.trace.ask("kind", string(content.Template)), c.trace.ask("kind", string(content.Policy)))
	return slices.DeleteFunc(list, func(p *content.Page) bool { return p.Template == nil })
}

// Copying is what lists of templates show of one: how long it takes to fill in,
// and its unfilled files.
type Copying struct {
	ID, Effort string
	Files      []File
}

// Copying is nil unless the page is a template or a policy.
func (p *Page) Copying() *Copying {
	t := p.p.Template
	if t == nil {
		return nil
	}
	out := &Copying{ID: t.ID, Effort: t.Effort}
	for _, format := range exchange.Formats(t) {
		name := t.ID + "." + format
		out.Files = append(out.Files, File{Name: name, URL: p.c.link(path.Join(p.p.Path, name)), Type: strings.ToUpper(format)})
	}
	return out
}

// Offer is a part of the list of all templates: those that a level of the BCMS
// needs first, those that the next one adds, then the others and the policies.
type Offer struct {
	ID, Title string
	Items     []*Page
}

// Offers are the parts of the list of all templates, without empty ones.
func (s *Site) Offers() []Offer {
	var out []Offer
	pages := s.c.Templates()
	add := func(id, key string, belongs func(p *content.Page) bool) {
		var items []*Page
		pages = slices.DeleteFunc(pages, func(p *content.Page) bool {
			if !belongs(p) {
				return false
			}
			items = append(items, s.c.wrap(p))
			return true
		})
		if len(items) > 0 {
			out = append(out, Offer{id, s.c.T(key, nil), items})
		}
	}
	for _, level := range content.Levels() {
		add(string(level), "bcms."+string(level), func(p *content.Page) bool {
			return p.Kind == content.Template && slices.Contains(p.Template.BCMS, level)
		})
	}
	add("vorlagen", "ui.basket.others", func(p *content.Page) bool { return p.Kind == content.Template })
	add("richtlinien", "ui.basket.policies", func(*content.Page) bool { return true })
	return out
}
