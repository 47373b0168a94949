package view

import (
	"cmp"
	"slices"

	"github.com/kaaw/nachbar/internal/content"
)

// ancestors lists the pages above p, the home page first.
func ancestors(p *content.Page) []*content.Page {
	var up []*content.Page
	for q := p.Parent; q != nil; q = q.Parent {
		up = append(up, q)
	}
	slices.Reverse(up)
	return up
}

// siblings lists p's neighbours including itself, at most siblingWindow.
func siblings(p *content.Page) []*content.Page {
	if p.Parent == nil {
		return nil
	}
	all := p.Parent.Children
	if len(all) <= siblingWindow {
		return all
	}
	from := max(0, p.Index()-siblingWindow/2)
	from = min(from, len(all)-siblingWindow)
	return all[from : from+siblingWindow]
}

// neighbour returns the page that many places before or after p.
func neighbour(p *content.Page, offset int) *content.Page {
	if p.Parent == nil {
		return nil
	}
	i := p.Index() + offset
	if i < 0 || i >= len(p.Parent.Children) || p.Parent.Children[p.Index()] != p {
		return nil
	}
	return p.Parent.Children[i]
}

// descendants lists the pages below p that are no sections.
func descendants(p *content.Page) []*content.Page {
	var pages []*content.Page
	for _, child := range p.Children {
		if child.Section {
			pages = append(pages, descendants(child)...)
			continue
		}
		pages = append(pages, child)
	}
	return pages
}

// maxRelated bounds the list of related pages; commonTag is the number of
// pages from which a tag says nothing about kinship any more.
const (
	maxRelated = 5
	commonTag  = 200
)

// related lists pages that share the most tags with p, rare tags first.
func (m *Model) related(p *content.Page) []*content.Page {
	scores := map[*content.Page]float64{}
	for _, tag := range p.Tags {
		if len(m.tags[tag]) > commonTag {
			continue
		}
		for _, other := range m.tags[tag] {
			if other != p {
				scores[other] += 1 / float64(len(m.tags[tag]))
			}
		}
	}
	pages := make([]*content.Page, 0, len(scores))
	for other := range scores {
		pages = append(pages, other)
	}
	slices.SortFunc(pages, func(a, b *content.Page) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(a.Path, b.Path))
	})
	return pages[:min(maxRelated, len(pages))]
}
