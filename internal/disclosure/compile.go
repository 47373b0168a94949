package disclosure

import (
	"fmt"
	"math"
	"slices"
)

// populations finds the units of the groups of a release again: they follow from
// who took part and the policy.
func (b *builder) populations(r *Release, t *Table) map[string][]int {
	m := newMaker(t, r.Policy)
	round := b.rounds[t.Round]
	groups := map[string][]int{}
	for _, c := range append([]class{m.all}, m.classes...) {
		name := m.group(c)
		in := make([]bool, len(b.units))
		for _, u := range c.units {
			at := b.unitAt[[2]int{b.member[t.Units[u].Key], round}]
			groups[name] = append(groups[name], at)
			in[at] = true
			b.units[at].class = name
		}
		b.groups = append(b.groups, in)
	}
	return groups
}

func (b *builder) compile(r *Release, t *Table) error {
	groups := b.populations(r, t)
	for name, g := range r.Groups {
		if len(groups[name]) != g.N {
			return fmt.Errorf("group %s has %d units, published are %d", name, len(groups[name]), g.N)
		}
	}
	book := false
	for i := range r.Cells {
		units, known := groups[r.Cells[i].Group]
		if !known {
			return fmt.Errorf("cell %d is about the unknown group %s", i+1, r.Cells[i].Group)
		}
		c, err := b.cell(&r.Cells[i], t, units)
		if err != nil {
			return fmt.Errorf("cell %d: %w", i+1, err)
		}
		book = book || c.kind == countCell && r.Cells[i].Group != t.Round+"/"+All
		b.cells = append(b.cells, c)
	}
	if book {
		b.forms(r, t)
	}
	return nil
}

func (b *builder) cell(published *Cell, t *Table, units []int) (cell, error) {
	c := cell{units: units, in: make([]bool, len(b.units))}
	for _, u := range units {
		c.in[u] = true
	}
	for _, id := range published.Questions {
		q, known := b.question[t.Round+"/"+id]
		if !known {
			return c, fmt.Errorf("unknown question %s", id)
		}
		c.questions = append(c.questions, q)
	}
	m := maskReader{answers: t.Answers}
	unit := 1.0
	switch {
	case published.isCount(), published.Edge:
		c.num = m.mask(published.Answers)
		if published.Edge {
			c.kind = edgeCell
		}
	default:
		c.kind, unit = shareCell, scale
		c.num, c.half, c.den = m.mask(published.Num), m.mask(published.Half), m.mask(published.Den)
		if published.P > 0 {
			c.kind, c.rank = quantileCell, rank(published.P, len(units))
		}
	}
	c.lo, c.hi = int(math.Round(published.Lo*unit)), int(math.Round(published.Hi*unit))
	off := math.Abs(published.Lo*unit-float64(c.lo)) + math.Abs(published.Hi*unit-float64(c.hi))
	if off > 1e-6 || len(units) == 0 || len(c.questions) == 0 {
		return c, fmt.Errorf("bounds %v and %v cannot be read", published.Lo, published.Hi)
	}
	return c, m.err
}

// maskReader makes sets of answers of their words and keeps the first error.
type maskReader struct {
	answers []string
	err     error
}

func (m *maskReader) mask(words []string) (set uint8) {
	for _, w := range words {
		a := slices.Index(m.answers, w)
		if a >= 0 {
			set |= 1 << a
		} else if m.err == nil {
			m.err = fmt.Errorf("unknown answer %q", w)
		}
	}
	return set
}

// forms adds what follows from a question being told by class, or not (C3).
func (b *builder) forms(r *Release, t *Table) {
	m := newMaker(t, r.Policy)
	shown := map[string]bool{}
	for _, c := range r.Cells {
		if c.isCount() && c.Group != t.Round+"/"+All {
			shown[c.Questions[0]] = true
		}
	}
	var sizes []int
	base := cell{kind: formCell, in: make([]bool, len(b.units)), classOf: make([]int, len(b.units)), num: 1 << t.Yes[0]}
	for k, c := range m.classes {
		sizes = append(sizes, len(c.units))
		for _, u := range c.units {
			at := b.unitAt[[2]int{b.member[t.Units[u].Key], b.rounds[t.Round]}]
			base.in[at], base.classOf[at] = true, k
			base.units = append(base.units, at)
		}
	}
	base.book = newCodebook(sizes, r.Policy)
	for _, id := range t.Questions {
		c := base
		c.questions = []int{b.question[t.Round+"/"+id]}
		c.shown = shown[id]
		b.cells = append(b.cells, c)
	}
}
