package content

import (
	"cmp"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/tlp"
)

// label sets p.Label from the page or its sections. A page without a valid
// label is reported, at place, and not published: labels fail closed.
func (a *assembly) label(p *Page, inherited Cascade, place string) bool {
	if f := a.files[p.Source]; f != nil && f.mislabelled {
		a.tree.withheld[p.Source] = isHidden
		return false // the label's own problem is in the list already
	}
	for _, candidate := range []*tlp.Label{p.TLP, inherited.TLP, a.opt.DefaultLabel} {
		if candidate != nil {
			p.Label = *candidate
			return true
		}
	}
	a.problems.Add(diag.New("tlp-missing", place, 1))
	return false
}

// admit decides whether p belongs to this audience and whether its path is
// free, and registers it.
func (a *assembly) admit(p *Page, place string) bool {
	switch {
	case p.Draft && !a.opt.Drafts:
		return a.hide(p, isDraft)
	case !p.Label.Publishable():
		a.problems.Add(diag.New("tlp-unpublishable", place, 1, "label", p.Label.String()).AsWarning())
		return a.hide(p, isHidden)
	case !p.Label.Within(a.opt.Max):
		return a.hide(p, isHidden)
	}
	if other := a.twins[Twin(p.Path)]; other != nil {
		a.problems.Add(diag.New("path-collision", place, 0, "path", "/"+p.Path+"/", "other", cmp.Or(other.Source, other.Path)))
		return a.hide(p, isTwin)
	}
	a.twins[Twin(p.Path)] = p
	a.tree.byPath[p.Path] = p
	if p.Source != "" {
		a.tree.bySource[p.Source] = p
	}
	return true
}

// hide notes why p is left out.
func (a *assembly) hide(p *Page, why reason) bool {
	if p.Source != "" {
		a.tree.withheld[p.Source] = why
	}
	return false
}

// grade turns an error into a warning for foreign trees.
func (a *assembly) grade(p diag.Problem) diag.Problem {
	if a.opt.Lenient {
		return p.AsWarning()
	}
	return p
}
