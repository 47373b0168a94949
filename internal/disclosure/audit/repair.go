package audit

import (
	"math"
	"math/rand/v2"
)

// repairs and repairSteps bound the search for a whole solution near a broken one.
const (
	repairs     = 12
	repairSteps = 400
)

// repairer looks for whole numbers near the values of a linear program: it rounds
// them and then moves single units from one answer to another, each time so that
// the rows are violated least. It finds solutions where there are many and proves
// nothing where it finds none.
type repairer struct {
	p     *problem
	rng   *rand.Rand
	x     []int64
	sums  []int64   // by row
	units []float64 // by row: the largest coefficient
	at    [][]term  // by variable: the rows it is in, with its coefficients
	moves [][2]int  // from variable, to variable
	tabu  []int     // by variable: until which step it is left alone
}

// repair returns a solution near value, or nil.
func (p *problem) repair(value []float64) []int64 {
	r := p.repairer(rand.New(rand.NewPCG(3, uint64(len(p.rows)))))
	for range repairs {
		if x := r.near(value); x != nil {
			return x
		}
	}
	return nil
}

// near is one attempt.
func (r *repairer) near(value []float64) []int64 {
	r.round(value)
	if r.search() {
		return r.x
	}
	return nil
}

func (p *problem) repairer(rng *rand.Rand) *repairer {
	r := &repairer{p: p, rng: rng, at: make([][]term, len(p.upper))}
	for _, row := range p.rows {
		r.watch(row)
		r.exchange(row)
	}
	for _, e := range p.eithers { // both are about the same sum
		r.watch(e.low)
	}
	return r
}

// watch keeps the sum of a row.
func (r *repairer) watch(row row) {
	i, unit := len(r.units), 1.0
	for _, t := range row.terms {
		r.at[t.v] = append(r.at[t.v], term{i, t.c})
		unit = max(unit, math.Abs(float64(t.c)))
	}
	r.units = append(r.units, unit)
}

// exchange lists the moves inside a row that fixes a sum.
func (r *repairer) exchange(row row) {
	if row.lo != row.hi {
		return
	}
	for _, a := range row.terms {
		for _, b := range row.terms {
			if a.v != b.v && a.c == b.c {
				r.moves = append(r.moves, [2]int{a.v, b.v})
			}
		}
	}
}

// round takes each value to a whole number, up as often as its fraction says.
func (r *repairer) round(value []float64) {
	r.x = make([]int64, len(r.p.upper))
	r.sums = make([]int64, len(r.units))
	r.tabu = make([]int, len(r.p.upper))
	for v := range r.x {
		r.set(v, min(max(int64(math.Floor(value[v]+r.rng.Float64())), r.p.least(v)), r.p.upper[v]))
	}
	for _, row := range r.p.rows { // sums that are fixed hold from the start
		if row.lo == row.hi {
			r.fill(row)
		}
	}
}

// fill corrects a fixed sum of single units.
func (r *repairer) fill(row row) {
	for range 1000 {
		sum := int64(0)
		for _, t := range row.terms {
			sum += t.c * r.x[t.v]
		}
		if sum == row.lo {
			return
		}
		t := row.terms[r.rng.IntN(len(row.terms))]
		by := int64(1)
		if sum > row.lo {
			by = -1
		}
		if to := r.x[t.v] + by; to >= r.p.least(t.v) && to <= r.p.upper[t.v] {
			r.set(t.v, to)
		}
	}
}

func (p *problem) least(v int) int64 {
	if p.lower == nil {
		return 0
	}
	return p.lower[v]
}

func (r *repairer) set(v int, to int64) {
	for _, t := range r.at[v] {
		r.sums[t.v] += t.c * (to - r.x[v])
	}
	r.x[v] = to
}

// search moves units until no row is violated.
func (r *repairer) search() bool {
	for step := range repairSteps {
		best, least := -1, math.Inf(1)
		now := r.violation()
		if now == 0 {
			return r.p.within(r.x)
		}
		for i, m := range r.moves {
			if r.x[m[0]] <= r.p.least(m[0]) || r.x[m[1]] >= r.p.upper[m[1]] || r.tabu[m[1]] > step || r.tabu[m[0]] > step {
				continue
			}
			if d := r.gain(m) + 1e-6*r.rng.Float64(); d < least {
				best, least = i, d
			}
		}
		if best < 0 {
			return false
		}
		m := r.moves[best]
		r.set(m[0], r.x[m[0]]-1)
		r.set(m[1], r.x[m[1]]+1)
		r.tabu[m[0]] = step + 3 + r.rng.IntN(5)
	}
	return false
}

// violation is by how much rows are missed, in units of answers.
func (r *repairer) violation() (sum float64) {
	for i, s := range r.sums {
		sum += r.miss(i, s)
	}
	return sum
}

func (r *repairer) miss(i int, sum int64) float64 {
	if n := len(r.p.rows); i >= n {
		e := &r.p.eithers[i-n]
		return min(e.low.miss(sum), e.high.miss(sum)) / r.units[i]
	}
	return r.p.rows[i].miss(sum) / r.units[i]
}

// miss is by how much a sum is outside a row's bounds.
func (r *row) miss(sum int64) float64 { return float64(max(0, r.lo-sum, sum-r.hi)) }

// gain is how a move changes the violation; negative is better.
func (r *repairer) gain(m [2]int) (d float64) {
	for _, t := range r.at[m[0]] {
		d += r.miss(t.v, r.sums[t.v]-t.c) - r.miss(t.v, r.sums[t.v])
		r.sums[t.v] -= t.c
	}
	for _, t := range r.at[m[1]] {
		d += r.miss(t.v, r.sums[t.v]+t.c) - r.miss(t.v, r.sums[t.v])
	}
	for _, t := range r.at[m[0]] {
		r.sums[t.v] += t.c
	}
	return d
}

// within checks a solution against everything, apart from the running sums.
func (p *problem) within(x []int64) bool {
	for v, n := range x {
		if n < p.least(v) || n > p.upper[v] {
			return false
		}
	}
	return p.holds(x)
}
