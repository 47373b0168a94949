package disclosure

// state is a data set that is being looked for: the true answers with changes,
// and how far each cell is from holding. It holds the same answers again when
// all changes are taken back.
type state struct {
	w      *world
	rows   [][]uint8
	num    []int // by cell: the count, or the numerator
	den    []int
	below  [][2]int // quantiles: units with a rate below Lo, and below Hi
	own    [][]rate // quantiles: the rates by unit
	counts [][]int  // forms: yes by class
	off    []int    // by cell: how far from holding
	broken int      // links that do not hold
	total  int
	log    []change
}

type change struct {
	entry
	was uint8
}

func newState(w *world) *state {
	n := len(w.cells)
	s := &state{w: w, num: make([]int, n), den: make([]int, n), below: make([][2]int, n),
		own: make([][]rate, n), counts: make([][]int, n), off: make([]int, n)}
	for _, u := range w.units {
		s.rows = append(s.rows, append([]uint8(nil), u.row...))
	}
	for i := range w.cells {
		s.fill(i)
	}
	return s
}

// fill computes a cell from all its answers.
func (s *state) fill(i int) {
	c := &s.w.cells[i]
	switch c.kind {
	case quantileCell:
		s.own[i] = make([]rate, len(s.rows))
	case formCell:
		s.counts[i] = make([]int, len(c.book.sizes))
	}
	for _, u := range c.units {
		if c.kind == quantileCell {
			s.within(i, u, 1)
		}
		for _, q := range c.questions {
			s.tally(i, u, s.rows[u][q], 1)
		}
	}
	s.off[i] = s.distance(i)
	s.total += s.off[i]
}

// set changes one answer and keeps the cells right.
func (s *state) set(u, q int, a uint8) {
	was := s.rows[u][q]
	if was == a {
		return
	}
	s.log = append(s.log, change{entry{u, q}, was})
	s.put(u, q, a)
}

func (s *state) put(u, q int, a uint8) {
	was := s.rows[u][q]
	for _, l := range s.w.links[entry{u, q}] {
		s.broken -= s.breaks(l)
	}
	s.rows[u][q] = a
	for _, l := range s.w.links[entry{u, q}] {
		s.broken += s.breaks(l)
	}
	for _, i := range s.w.touching[q] {
		if !s.w.cells[i].in[u] {
			continue
		}
		s.tally(i, u, was, -1)
		s.tally(i, u, a, 1)
		off := s.distance(i)
		s.total += off - s.off[i]
		s.off[i] = off
	}
}

// back takes changes back until n are left.
func (s *state) back(n int) {
	for len(s.log) > n {
		last := s.log[len(s.log)-1]
		s.log = s.log[:len(s.log)-1]
		s.put(last.unit, last.question, last.was)
	}
}

// holds reports whether all that was published holds.
func (s *state) holds() bool { return s.total == 0 && s.broken == 0 }

func (s *state) breaks(l link) int {
	if s.rows[l.from.unit][l.from.question] == s.w.yes && s.rows[l.to.unit][l.to.question] != s.w.yes {
		return 1
	}
	return 0
}

// tally counts an answer of a unit into a cell, or out of it.
func (s *state) tally(i, u int, a uint8, by int) {
	c := &s.w.cells[i]
	bit := uint8(1) << a
	switch c.kind {
	case quantileCell:
		s.within(i, u, -1)
		s.own[i][u].num += by * (2*has(c.num, bit) + has(c.half, bit))
		s.own[i][u].den += by * 2 * has(c.den, bit)
		s.within(i, u, 1)
	case formCell:
		s.counts[i][c.classOf[u]] += by * has(c.num, bit)
	default:
		s.num[i] += by * has(c.num, bit)
		s.den[i] += by * has(c.den, bit)
	}
}

func has(mask, bit uint8) int {
	if mask&bit != 0 {
		return 1
	}
	return 0
}

// within counts a unit's rate below the bounds of a quantile, or out of them.
func (s *state) within(i, u, by int) {
	c, r := &s.w.cells[i], s.own[i][u]
	den := max(r.den, 1)
	if scale*r.num < c.lo*den {
		s.below[i][0] += by
	}
	if c.hi == scale || scale*r.num < c.hi*den {
		s.below[i][1] += by
	}
}

// distance is about how many answers keep a cell from holding; 0 if it holds.
func (s *state) distance(i int) int {
	c := &s.w.cells[i]
	switch c.kind {
	case countCell:
		return max(0, c.lo-s.num[i], s.num[i]-c.hi)
	case edgeCell:
		return max(0, min(s.num[i]-c.lo, c.hi-s.num[i]))
	case quantileCell:
		return max(0, s.below[i][0]-c.rank, c.rank+1-s.below[i][1])
	case formCell:
		if c.book.shown(s.counts[i]) != c.shown {
			return 1
		}
		return 0
	}
	return c.shareDistance(s.num[i], s.den[i])
}

// shareDistance follows the bounds of shares, see Cell.
func (c *cell) shareDistance(num, den int) int {
	if den == 0 { // only the lowest band has room for nothing
		return min(c.lo, 1)
	}
	missing := max(0, c.lo*den+c.above()-scale*num, scale*num-c.hi*den)
	return (missing + scale - 1) / scale
}

// above is 1 if the lower bound is not part of the step: a share holds if
// scale·num ≥ lo·den + above and scale·num ≤ hi·den.
func (c *cell) above() int { return min(c.lo, 1) }
