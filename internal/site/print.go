package site

import (
	"cmp"
	"path"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/view"
)

// routeBooks adds the print editions of the sections that nachbar.yaml names, each a
// page and the style sheet of its sheets. An edition has the narrowest label of what
// it holds. Sections with too much text for one page get none, which is told.
func (s *snapshot) routeBooks(add func(*artefact)) {
	var sections []string
	for _, p := range s.model.Tree.Home.Children {
		if p.Section {
			sections = append(sections, p.Path)
		}
	}
	for _, name := range s.model.Conf.Print.Sections {
		name = strings.Trim(name, "/")
		section := s.model.Tree.Page(name)
		if section == nil || !section.Section || section.Home() {
			if s.model.Tree.Withheld(path.Join(s.model.Conf.Content, name, "_index.md")) == "" {
				s.problems.Add(diag.New("print-section", "nachbar.yaml", 0, "value", name, "near", nearest(name, sections)).AsWarning())
			}
			continue
		}
		pages := view.BookPages(section)
		if view.BookTooLarge(pages) {
			s.problems.Add(diag.New("print-too-large", "nachbar.yaml", 0, "value", name, "pages", strconv.Itoa(len(pages)),
				"most", strconv.Itoa(view.MaxBookPages), "megabytes", strconv.Itoa(view.MaxBookBytes>>20)).AsWarning())
		}
		if s.model.HasBook(section.Path) {
			s.routeBook(section, pages, add)
		}
	}
}

func (s *snapshot) routeBook(section *content.Page, pages []*content.Page, add func(*artefact)) {
	out, place := view.BookOutput(section.Path), cmp.Or(section.Source, section.Path)
	p := s.generatedPage(path.Dir(out), s.model.Text.T("page.book", map[string]string{"title": section.Title}))
	p.Parent, p.Label = section, section.Label
	for _, other := range pages {
		p.Label = max(p.Label, other.Label)
	}
	add(&artefact{path: out, place: place, target: view.Target{Page: p, Output: out, Name: view.BookLayout}})
	add(&artefact{path: view.BookStylesOutput(section.Path), place: place, page: section, make: func(c *view.Context) ([]byte, error) {
		return c.BookStylesOf(section, p.Label.String()), nil
	}})
}
