package site

import (
	"path"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/versions"
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
	if pair.Other != nil {
		page.Label = max(page.Label, pair.Other.Label)
	}
	add(&artefact{path: out, place: pair.Page.Source, target: view.Target{Page: page, Output: out, Name: name, Pair: pair}})
}

// drift warns of a template that says something else than the release of its
// version: copies of both would have the same number.
func drift(c *view.Context, p *content.Page) diag.List {
	if p.Template == nil || len(p.Released) == 0 {
		return nil
	}
	now, lines, err := c.Now(p)
	if err != nil {
		return nil // of the environment: the page itself has just been read
	}
	for _, v := range c.Released(p) {
		if v.Number != now.Number || versions.Equal(v, now) {
			continue
		}
		changed := versions.Compare(v, now).Changed()
		line := 1
		if len(changed) > 0 {
			line = max(lines[changed[0]], 1)
		}
		return diag.List{diag.New("version-drift", p.Source, line, "id", now.ID, "version", now.Number.String(), "blocks", versions.Names(changed)).AsWarning()}
	}
	return nil
}
