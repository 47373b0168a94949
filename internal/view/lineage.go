package view

import (
	"path"
	"slices"

	"github.com/kaaw/nachbar/internal/content"
)

// Where the pages stand that hold versions of templates against each other.
const (
	changesDir = "aenderungen"
	compareDir = "vergleich"
)

// Pair is what a page of changes shows: two released versions of a template. A
// page of a comparison shows two templates as they stand.
type Pair struct {
	Page, Other *content.Page
	Old, New    content.Version
}

// ChangesOutput is the output path of the page that tells what changed between
// two versions.
func ChangesOutput(p *content.Page, a, b content.Version) string {
	return path.Join(p.Path, changesDir, a.String()+"-"+b.String(), "index.html")
}

// CompareOutput is the output path of the page with two templates side by side.
func CompareOutput(p, other *content.Page) string {
	return path.Join(p.Path, compareDir, other.Template.ID, "index.html")
}

// VersionPairs are the versions of a template that have a page of changes: each
// with the one before, for who reads along, and each with the newest, for who
// took it home.
func VersionPairs(p *content.Page) []Pair {
	var pairs []Pair
	last := len(p.Released) - 1
	for i := 1; i <= last; i++ {
		pairs = append(pairs, Pair{Page: p, Old: p.Released[i-1].Version, New: p.Released[i].Version})
	}
	for i := 0; i < last-1; i++ {
		pairs = append(pairs, Pair{Page: p, Old: p.Released[i].Version, New: p.Released[last].Version})
	}
	return pairs
}

// hasPair reports whether there is a page of changes.
func hasPair(p *content.Page, a, b content.Version) bool {
	return slices.ContainsFunc(VersionPairs(p), func(pair Pair) bool { return pair.Old == a && pair.New == b })
}

// Comparisons are the templates that stand beside p: those made of it, and each
// two of those. Every two templates have one page, in the older one's folder.
func (m *Model) Comparisons(p *content.Page) []Pair {
	if p.Template == nil {
		return nil
	}
	heirs := m.heirs[p.Template.ID]
	var pairs []Pair
	for i, heir := range heirs {
		pairs = append(pairs, Pair{Page: p, Other: heir})
		for _, other := range heirs[i+1:] {
			pairs = append(pairs, Pair{Page: heir, Other: other})
		}
	}
	return pairs
}

// kin notes which templates were made of which.
func (m *Model) kin(p *content.Page) {
	if p.Template == nil {
		return
	}
	if m.templates[p.Template.ID] == nil {
		m.templates[p.Template.ID] = p
	}
	for _, ref := range p.Template.BasedOn {
		if ref.ID != p.Template.ID {
			m.heirs[ref.ID] = appendOnce(m.heirs[ref.ID], p)
		}
	}
}

// template is the template of an id, as far as this audience sees it.
func (c *Context) template(id string) *content.Page {
	for _, p := range c.trace.ask("template", id) {
		return p
	}
	return nil
}

// heirs are the templates that were made of the one with an id.
func (c *Context) heirs(id string) []*content.Page { return c.trace.ask("heirs", id) }

// Relation is a template that was made of this one, or of which this one was
// made: of Version. Page is nil if this audience does not see it.
type Relation struct {
	Ref, ID, Version string
	Page             *Page
	Origin           string
	// Newer is the version that the ancestor has by now, "" if it is Version;
	// Changes leads to what changed since.
	Newer, Changes string
	// Compare leads to both side by side.
	Compare string
}

// lineage are the versions that the template was made of.
func (p *Page) lineage() []Relation {
	var list []Relation
	for _, ref := range p.p.Template.BasedOn {
		r := Relation{Ref: ref.String(), ID: ref.ID, Version: ref.Version.String()}
		if other := p.c.template(ref.ID); other != nil && other != p.p {
			r.Page, r.Origin = p.c.wrap(other), other.Template.Origin
			r.Compare = p.c.link(CompareOutput(other, p.p))
			p.c.outdated(&r, other, ref.Version)
		}
		list = append(list, r)
	}
	return list
}

// outdated says what became of a version since.
func (c *Context) outdated(r *Relation, p *content.Page, v content.Version) {
	newest := p.Template.Version
	if newest.Compare(v) <= 0 {
		return
	}
	r.Newer = newest.String()
	c.trace.ask("released", p.Path)
	if hasPair(p, v, newest) {
		r.Changes = c.link(ChangesOutput(p, v, newest))
	}
}

// descent are the templates that were made of this one.
func (p *Page) descent() []Relation {
	var list []Relation
	id := p.p.Template.ID
	for _, heir := range p.c.heirs(id) {
		r := Relation{ID: heir.Template.ID, Page: p.c.wrap(heir), Origin: heir.Template.Origin, Compare: p.c.link(CompareOutput(p.p, heir))}
		for _, ref := range heir.Template.BasedOn {
			if ref.ID == id {
				r.Ref, r.Version = ref.String(), ref.Version.String()
				p.c.outdated(&r, p.p, ref.Version)
			}
		}
		list = append(list, r)
	}
	return list
}

// siblings are the other templates that were made of an ancestor of this one.
func (p *Page) siblings() []Relation {
	var list []Relation
	seen := map[*content.Page]bool{p.p: true}
	for _, ref := range p.p.Template.BasedOn {
		if p.c.template(ref.ID) == nil {
			continue
		}
		heirs := p.c.heirs(ref.ID)
		for i, heir := range heirs {
			if seen[heir] {
				continue
			}
			seen[heir] = true
			first, second := p.p, heir
			if i < slices.Index(heirs, p.p) {
				first, second = heir, p.p
			}
			list = append(list, Relation{
				Ref: heir.Template.ID, ID: heir.Template.ID, Page: p.c.wrap(heir), Origin: heir.Template.Origin, Compare: p.c.link(CompareOutput(first, second)),
			})
		}
	}
	return list
}
