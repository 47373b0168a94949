package view

import (
	"cmp"
	"crypto/sha256"
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

// kin is a page that shares tags with another; rare tags weigh more.
type kin struct {
	page  *content.Page
	score float64
}

func compareKin(a, b kin) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.page.Path, b.page.Path))
}

// related lists pages that share the most tags with p, rare tags first.
func (m *Model) related(p *content.Page) []*content.Page {
	var all []kin
	at := map[*content.Page]int{}
	for _, tag := range p.Tags {
		if len(m.tags[tag]) > commonTag {
			continue
		}
		for _, other := range m.tags[tag] {
			if _, known := at[other]; !known {
				at[other] = len(all)
				all = append(all, kin{page: other})
			}
			all[at[other]].score += 1 / float64(len(m.tags[tag]))
		}
	}
	var pages []*content.Page
	for _, k := range nearestKin(all, p) {
		pages = append(pages, k.page)
	}
	return pages
}

// nearestKin picks the first few in order, without p itself.
func nearestKin(all []kin, p *content.Page) []kin {
	first := make([]kin, 0, maxRelated+1)
	for _, k := range all {
		if k.page == p || len(first) == maxRelated && compareKin(first[maxRelated-1], k) <= 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(first, k, compareKin)
		first = slices.Insert(first, at, k)
		first = first[:min(maxRelated, len(first))]
	}
	return first
}

// kinDigest stands for the answer to "related" without working it out: the
// answer depends on the pages that share p's rarer tags, and on nothing else.
func (m *Model) kinDigest(p *content.Page) Digest {
	if p == nil {
		return Digest{}
	}
	var of []byte
	for _, tag := range p.Tags {
		d := Digest{}
		if len(m.tags[tag]) <= commonTag {
			d = m.digest("tagged", tag, "")
		}
		of = append(of, d[:]...)
	}
	sum := sha256.Sum256(of)
	return Digest(sum[:16])
}
