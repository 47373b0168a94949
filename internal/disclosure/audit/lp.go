package audit

import "math"

// far stands for a bound that does not exist.
const far = int64(1) << 40

// row is a linear condition on whole numbers: lo ≤ Σ c·x[v] ≤ hi.
type row struct {
	terms  []term
	lo, hi int64
}

type term struct {
	v int
	c int64
}

// eps is what the simplex method takes for zero; no verdict rests on it.
const eps = 1e-7

// simplex looks for x with 0 ≤ x ≤ upper that satisfies rows, in floating
// point. Variables 0…n−1 are x, n+r is the value of row r. The dictionary
// expresses the basic variables by the others, all of which are at a bound.
// What it claims is never believed: solutions are checked in integers and
// contradictions by their certificate.
type simplex struct {
	n, m   int
	lo, hi []float64 // of all variables
	value  []float64
	basic  []int // variable of each line of d
	other  []int // variable of each column of d
	column []int // column of a variable, -1 if it is basic
	d      [][]float64
	goal   int // line of the objective, -1 for none
	steps  int
}

// newSimplex starts with x at zero. An objective, if there is one, is one more
// row without bounds.
func newSimplex(upper []int64, rows []row, objective []float64) *simplex {
	n, m := len(upper), len(rows)
	if objective != nil {
		m++
	}
	s := &simplex{n: n, m: m, goal: -1, lo: make([]float64, n+m), hi: make([]float64, n+m), value: make([]float64, n+m),
		basic: make([]int, m), other: make([]int, n), column: make([]int, n+m), d: make([][]float64, m)}
	cells := make([]float64, n*m)
	for v, u := range upper {
		s.hi[v], s.other[v], s.column[v] = float64(u), v, v
	}
	for r := range s.d {
		s.d[r] = cells[r*n : (r+1)*n]
		s.basic[r], s.column[n+r] = n+r, -1
		if r == len(rows) {
			s.goal = r
			copy(s.d[r], objective)
			s.lo[n+r], s.hi[n+r] = math.Inf(-1), math.Inf(1)
			break
		}
		for _, t := range rows[r].terms {
			s.d[r][t.v] += float64(t.c)
		}
		s.lo[n+r], s.hi[n+r] = bound(rows[r].lo), bound(rows[r].hi)
	}
	return s
}

func bound(b int64) float64 {
	if b >= far {
		return math.Inf(1)
	}
	if b <= -far {
		return math.Inf(-1)
	}
	return float64(b)
}

func (s *simplex) clone() *simplex {
	c := *s
	c.lo, c.hi = append([]float64(nil), s.lo...), append([]float64(nil), s.hi...)
	c.value = append([]float64(nil), s.value...)
	c.basic, c.other = append([]int(nil), s.basic...), append([]int(nil), s.other...)
	c.column = append([]int(nil), s.column...)
	c.d = make([][]float64, s.m)
	cells := make([]float64, s.n*s.m)
	for r := range c.d {
		c.d[r] = cells[r*s.n : (r+1)*s.n]
		copy(c.d[r], s.d[r])
	}
	return &c
}

// restrict narrows the bounds of a variable.
func (s *simplex) restrict(v int, lo, hi float64) {
	s.lo[v], s.hi[v] = max(s.lo[v], lo), min(s.hi[v], hi)
	j := s.column[v]
	if j < 0 {
		return
	}
	if to := min(max(s.value[v], s.lo[v]), s.hi[v]); to != s.value[v] {
		s.move(j, to-s.value[v])
	}
}

// move changes the variable of a column and with it all basic ones.
func (s *simplex) move(j int, by float64) {
	s.value[s.other[j]] += by
	for r := range s.d {
		s.value[s.basic[r]] += s.d[r][j] * by
	}
}

// feasible makes all variables keep their bounds; ok tells whether it could,
// done whether it came to an end at all.
func (s *simplex) feasible() (ok, done bool) {
	gradient := make([]float64, s.n)
	for limit := 60 * (s.n + s.m); limit > 0; limit-- {
		clear(gradient)
		broken := false
		for r, v := range s.basic {
			w := s.broken(v)
			if w == 0 {
				continue
			}
			broken = true
			for j, c := range s.d[r] {
				gradient[j] += w * c
			}
		}
		if !broken {
			return true, true
		}
		j := s.entering(gradient)
		if j < 0 {
			return false, true
		}
		s.step(j, gradient[j])
	}
	return false, false
}

// broken is 1 for a variable below its bounds, -1 above, else 0.
func (s *simplex) broken(v int) float64 {
	switch {
	case s.value[v] < s.lo[v]-eps:
		return 1
	case s.value[v] > s.hi[v]+eps:
		return -1
	}
	return 0
}

// entering picks the column that improves most; after many steps the first one,
// so that it does not go in circles.
func (s *simplex) entering(gradient []float64) int {
	best, at := eps, -1
	for j, g := range gradient {
		v := s.other[j]
		if g > 0 && s.value[v] >= s.hi[v]-eps || g < 0 && s.value[v] <= s.lo[v]+eps {
			continue
		}
		if a := math.Abs(g); a > best {
			best, at = a, j
			if s.steps > 4*(s.n+s.m) {
				return j
			}
		}
	}
	return at
}

// step moves the variable of column j in the direction of its gradient as far
// as bounds let it, and lets it change places with what stopped it.
func (s *simplex) step(j int, direction float64) {
	s.steps++
	v := s.other[j]
	sign := math.Copysign(1, direction)
	far, leaving, pivot := s.hi[v]-s.lo[v], -1, 0.0
	for r, b := range s.basic {
		c := s.d[r][j] * sign
		if math.Abs(c) < 1e-9 {
			continue
		}
		room := s.room(b, c)
		if room < far-1e-9 || room <= far+1e-9 && math.Abs(c) > math.Abs(pivot) {
			far, leaving, pivot = min(far, room), r, c
		}
	}
	if math.IsInf(far, 1) {
		return
	}
	s.move(j, sign*max(far, 0))
	if leaving >= 0 {
		s.pivot(leaving, j)
	}
}

// room is how far a basic variable lets another go that changes it at rate c.
func (s *simplex) room(b int, c float64) float64 {
	x := s.value[b]
	switch {
	case c > 0 && x < s.lo[b]-eps:
		return (s.lo[b] - x) / c
	case c < 0 && x > s.hi[b]+eps:
		return (s.hi[b] - x) / c
	case c > 0 && x <= s.hi[b]+eps:
		return max(0, (s.hi[b]-x)/c)
	case c < 0 && x >= s.lo[b]-eps:
		return max(0, (s.lo[b]-x)/c)
	}
	return math.Inf(1)
}

func (s *simplex) pivot(r, j int) {
	line := s.d[r]
	inverse := 1 / line[j]
	for k := range line {
		line[k] *= -inverse
	}
	line[j] = inverse
	for i, other := range s.d {
		c := other[j]
		if i == r || c == 0 {
			continue
		}
		other[j] = 0
		for k, l := range line {
			other[k] += c * l
		}
	}
	in, out := s.other[j], s.basic[r]
	s.other[j], s.basic[r] = out, in
	s.column[in], s.column[out] = -1, j
}

// minimise lowers the objective of a feasible dictionary to its least value.
func (s *simplex) minimise() (least float64, done bool) {
	gradient := make([]float64, s.n)
	for limit := 60 * (s.n + s.m); limit > 0; limit-- {
		for j, c := range s.d[s.goal] {
			gradient[j] = -c
		}
		j := s.entering(gradient)
		if j < 0 {
			return s.value[s.n+s.m-1], true
		}
		s.step(j, gradient[j])
	}
	return 0, false
}

// aim replaces the objective.
func (s *simplex) aim(objective []float64) {
	line := s.d[s.goal]
	clear(line)
	value := 0.0
	for v, c := range objective {
		if c == 0 {
			continue
		}
		value += c * s.value[v]
		if j := s.column[v]; j >= 0 {
			line[j] += c
			continue
		}
		for r, b := range s.basic {
			if b != v {
				continue
			}
			for j, d := range s.d[r] {
				line[j] += c * d
			}
			break
		}
	}
	s.value[s.n+s.m-1] = value
}

// certificate are multipliers of the rows that contradict the bounds, in whole
// numbers, after feasible said no.
func (s *simplex) certificate() []int64 {
	y := make([]float64, s.m)
	for r, v := range s.basic {
		w := s.broken(v)
		if w == 0 {
			continue
		}
		if v >= s.n {
			y[v-s.n] += w
		}
		for j, c := range s.d[r] {
			if o := s.other[j]; o >= s.n {
				y[o-s.n] -= w * c
			}
		}
	}
	most := 0.0
	for _, v := range y {
		most = max(most, math.Abs(v))
	}
	whole := make([]int64, s.m)
	for r, v := range y {
		whole[r] = int64(math.Round(v / most * (1 << 22)))
	}
	return whole
}

// contradicts tells in whole numbers whether multipliers prove that no x
// between lo and hi satisfies the rows: the weighted sum of the rows' values
// and the same sum reckoned from the variables have no value in common.
func contradicts(y []int64, rows []row, lo, hi []int64) bool {
	weights := make([]int64, len(lo))
	var least, most float64 // only to notice rows without a bound
	var size float64        // only to notice sums that do not fit
	var sumLo, sumHi int64
	for r, w := range y[:len(rows)] {
		if w == 0 {
			continue
		}
		a, b := rows[r].lo, rows[r].hi
		if w < 0 {
			a, b = b, a
		}
		least, most = least+open(a), most+open(b)
		if open(a) == 0 {
			sumLo += w * a
		}
		if open(b) == 0 {
			sumHi += w * b
		}
		for _, t := range rows[r].terms {
			weights[t.v] += w * t.c
			size += math.Abs(float64(w)*float64(t.c)) * float64(hi[t.v]+1)
		}
	}
	if size > 1<<60 {
		return false
	}
	var varLo, varHi int64
	for v, w := range weights {
		if w > 0 {
			varLo, varHi = varLo+w*lo[v], varHi+w*hi[v]
		} else {
			varLo, varHi = varLo+w*hi[v], varHi+w*lo[v]
		}
	}
	return most == 0 && sumHi < varLo || least == 0 && sumLo > varHi
}

// open is 1 for a bound that does not exist.
func open(b int64) float64 {
	if b >= far || b <= -far {
		return 1
	}
	return 0
}
