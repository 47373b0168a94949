package site

import (
	"path"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/view"
)

// routeLineage adds the pages that hold a template against its earlier versions
// and against the variants of neighbours.
func (s *snapshot) routeLineage(p *content.Page, add func(*artefact)) {
	for _, pair := range view.VersionPairs(p) {
		title := s.model.Text.T("ui.changes.title", map[string]string{
			"title": p.Title, "old": pair.Old.String(), "new": pair.New.String(),
		})
		s.routePair(view.ChangesOutput(p, pair.Old, pair.New), title, "changes", pair, add)
	}
}

// routeComparisons adds the pages with two templates side by side; two that were
// made of several ones have one page all the same.
func (s *snapshot) routeComparisons(templates []*content.Page, add func(*artefact)) {
	seen := map[string]bool{}
	for _, p := range templates {
		for _, pair := range s.model.Comparisons(p) {
			out := view.CompareOutput(pair.Page, pair.Other)
			if seen[out] {
				continue
			}
			seen[out] = true
			title := s.model.Text.T("ui.compare.title", map[string]string{"left": pair.Page.Title, "right": pair.Other.Title})
			s.routePair(out, title, "compare", pair, add)
		}
	}
}

func (s *snapshot) routePair(out, title, name string, pair view.Pair, add func(*artefact)) {
	page := s.generatedPage(path.Dir(out), title)
	page.Parent, page.Kind, page.Label = pair.Page, pair.Page.Kind, pair.Page.Label
	add(&artefact{path: out, place: pair.Page.Source, target: view.Target{Page: page, Output: out, Name: name, Pair: pair}})
}
