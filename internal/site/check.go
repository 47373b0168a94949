package site

import (
	"time"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/lint"
)

// checkLinks follows every link of the built pages.
func (s *snapshot) checkLinks(records map[string]*Record) diag.List {
	pages := make(map[string]lint.Page, len(records))
	for path, rec := range records {
		if isPage(path) && !s.linksElsewhere(path) {
			pages[path] = rec.Page
		}
	}
	exists := func(path string) bool {
		_, ok := s.routes[path]
		return ok || path == manifestFile || path == checksumsFile
	}
	var out diag.List
	for _, p := range lint.Links(pages, exists, s.opt.Portable) {
		a := s.routes[p.Path]
		if a == nil {
			continue
		}
		p = inSource(a, p, lineOf(records[p.Path], p.Args["url"]))
		if s.lenient {
			p = p.AsWarning()
		}
		out.Add(p)
	}
	return out
}

// linksElsewhere reports whether the links of an output start at the root of a
// host that serves the portal below a folder: they cannot be followed here.
func (s *snapshot) linksElsewhere(path string) bool {
	return path == "404.html" && s.model.Conf.BaseURL != "" && !rootURL(s.model.Conf.BaseURL)
}

// lineOf is the line of the Markdown link that became href, 0 if a layout made it.
func lineOf(rec *Record, href string) int {
	for _, link := range rec.Links {
		if link.Href == href {
			return link.Line
		}
	}
	return 0
}

// review adds what is wrong with the tree as a whole and stops no build:
// empty sections, pages that nobody can reach, overdue reviews, ids that no
// data file knows.
func (s *snapshot) review() {
	for _, p := range s.model.Tree.Pages {
		if p.Section && p.BodyEmpty && len(p.Children) == 0 && p.Layout == "" && p.Parent != nil {
			s.problems.Add(diag.New("section-empty", p.Source, 1).AsWarning())
		}
		if r := p.Review; r != nil && !s.opt.Today.IsZero() && r.Next().Before(s.opt.Today) && !r.Last.IsZero() {
			s.problems.Add(diag.New("review-overdue", p.Source, 1,
				"due", r.Next().Format(time.DateOnly), "role", r.Role).AsWarning())
		}
		s.checkIDs("rollen", "id", "role-unknown", p.Source, p.Role)
		if p.Event != nil {
			s.checkIDs("rollen", "id", "role-unknown", p.Source, p.Event.For)
		}
		if p.Guide != nil && p.Guide.Step != "" {
			s.checkIDs("bsi/schritte", "step", "step-unknown", p.Source, []string{p.Guide.Step})
		}
	}
	s.checkMenus()
}

func (s *snapshot) checkIDs(file, by, id, source string, values []string) {
	for _, value := range values {
		if !s.model.Data.Has(file, by, value) {
			p := diag.New(id, source, 1, "value", value, "known", join(s.model.Data.Names(file, by)))
			if s.lenient {
				p = p.AsWarning()
			}
			s.problems.Add(p)
		}
	}
}
