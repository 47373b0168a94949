package audit

import (
	"math"
	"slices"
)

// Verdict is what the attack on one target came to.
type Verdict int

// Safe: another data set was found and checked. Exposed: it is proven that
// there is none. Undecided: neither, within the budget; it counts as a failure.
const (
	Safe Verdict = iota
	Exposed
	Undecided
)

// String is the German word of the report.
func (v Verdict) String() string {
	switch v {
	case Safe:
		return "nicht ableitbar"
	case Exposed:
		return "ableitbar"
	}
	return "nicht entschieden"
}

// either is a pair of rows of which one has to hold (an edge cell).
type either struct{ low, high row }

// problem asks for whole numbers lower ≤ x ≤ upper that satisfy all rows and one
// row of each pair.
type problem struct {
	upper   []int64
	lower   []int64 // nil for zero
	rows    []row
	eithers []either
	nodes   int // budget of the search, 0 for maxNodes
}

// maxNodes is the budget of one search.
const maxNodes = 400

// solve finds such x (Safe), proves that there are none (Exposed), or gives up.
func (p *problem) solve() ([]int64, Verdict) {
	if p.lower == nil && p.everyCase() {
		return p.enumerate()
	}
	s := &solver{p: p, budget: maxNodes}
	if p.nodes > 0 {
		s.budget = p.nodes
	}
	root := s.start(p.rows)
	if ok, done := root.lp.feasible(); ok && done {
		if x := p.repair(root.lp.value); x != nil {
			return x, Safe
		}
	}
	s.branch(root)
	switch {
	case s.found != nil:
		return s.found, Safe
	case s.gap || s.budget <= 0:
		return nil, Undecided
	}
	return nil, Exposed
}

type solver struct {
	p      *problem
	budget int
	gap    bool // a contradiction was claimed and not proven
	found  []int64
}

// node is a place of the search: sides are the chosen rows of pairs, lo and hi
// the narrowed bounds of variables, lp a dictionary to go on from.
type node struct {
	rows   []row
	lo, hi []int64
	lp     *simplex
}

// start is the whole problem.
func (s *solver) start(rows []row) *node {
	n := &node{rows: rows, lo: make([]int64, len(s.p.upper)), hi: slices.Clone(s.p.upper), lp: newSimplex(s.p.upper, rows, nil)}
	copy(n.lo, s.p.lower)
	for v, lo := range s.p.lower {
		n.lp.restrict(v, float64(lo), float64(n.hi[v]))
	}
	return n
}

// branch searches below a node.
func (s *solver) branch(n *node) {
	if s.found != nil || s.budget <= 0 {
		return
	}
	s.budget--
	ok, done := n.lp.feasible()
	if !done {
		s.gap = true
		return
	}
	if !ok {
		if !contradicts(n.lp.certificate(), n.rows, n.lo, n.hi) {
			s.gap = true
		}
		return
	}
	v := n.fraction()
	if v < 0 {
		s.leaf(n)
		return
	}
	at := n.lp.value[v]
	down, up := n.narrow(v, n.lo[v], int64(math.Floor(at))), n.narrow(v, int64(math.Floor(at))+1, n.hi[v])
	if at-math.Floor(at) > 0.5 { // the nearer whole number first
		down, up = up, down
	}
	s.branch(down)
	s.branch(up)
}

// fraction is the variable to divide at: of small atoms first, because much
// hangs on a single unit; -1 if all values are whole.
func (n *node) fraction() int {
	best, least, worst := -1, int64(math.MaxInt64), 0.0
	for v := range n.lo {
		f := math.Abs(n.lp.value[v] - math.Round(n.lp.value[v]))
		if f < 1e-6 {
			continue
		}
		if u := n.hi[v] - n.lo[v]; u < least || u == least && f > worst {
			best, least, worst = v, u, f
		}
	}
	return best
}

func (n *node) narrow(v int, lo, hi int64) *node {
	c := &node{rows: n.rows, lo: slices.Clone(n.lo), hi: slices.Clone(n.hi), lp: n.lp.clone()}
	c.lo[v], c.hi[v] = lo, hi
	c.lp.restrict(v, float64(lo), float64(hi))
	return c
}

// leaf checks a whole solution; a pair that is not satisfied divides the search.
func (s *solver) leaf(n *node) {
	x := make([]int64, len(n.lo))
	for v := range x {
		x[v] = int64(math.Round(n.lp.value[v]))
	}
	for _, e := range s.p.eithers {
		if e.low.holds(x) || e.high.holds(x) {
			continue
		}
		for _, side := range []row{e.low, e.high} {
			c := s.start(append(slices.Clone(n.rows), side))
			copy(c.lo, n.lo)
			copy(c.hi, n.hi)
			for v := range c.lo {
				c.lp.restrict(v, float64(c.lo[v]), float64(c.hi[v]))
			}
			s.branch(c)
		}
		return
	}
	for _, r := range n.rows {
		if !r.holds(x) {
			s.gap = true
			return
		}
	}
	s.found = x
}

func (r row) holds(x []int64) bool {
	sum := int64(0)
	for _, t := range r.terms {
		sum += t.c * x[t.v]
	}
	return r.lo <= sum && sum <= r.hi
}

// everyCase tells whether all cases can be tried one by one.
func (p *problem) everyCase() bool {
	cases := 1.0
	for _, u := range p.upper {
		cases *= float64(u + 1)
	}
	return cases <= 500
}

// enumerate tries all cases.
func (p *problem) enumerate() ([]int64, Verdict) {
	x := make([]int64, len(p.upper))
	for {
		if p.holds(x) {
			return x, Safe
		}
		v := 0
		for ; v < len(x) && x[v] == p.upper[v]; v++ {
			x[v] = 0
		}
		if v == len(x) {
			return nil, Exposed
		}
		x[v]++
	}
}

func (p *problem) holds(x []int64) bool {
	for _, r := range p.rows {
		if !r.holds(x) {
			return false
		}
	}
	for _, e := range p.eithers {
		if !e.low.holds(x) && !e.high.holds(x) {
			return false
		}
	}
	return true
}
