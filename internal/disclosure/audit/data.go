package audit

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// dataset is answers of all units of a round, with the sums of all cells kept
// up to date. It is what the attacker cannot rule out.
type dataset struct {
	r       *round
	answers [][]uint8
	conds   []cond
	at      [][][]int // conds by question and atom
	sums    []int64
}

// cond is one side of a cell, Σ weight of an answer ≥ least, or a whole edge cell.
type cond struct {
	cell   int
	weight []int64
	least  int64
	unit   float64 // what one answer weighs
	edge   bool
	lo, hi int64
}

// newDataset starts with the answers of the round's units.
func newDataset(r *round) *dataset {
	d := &dataset{r: r, at: make([][][]int, len(r.questions))}
	for q := range d.at {
		d.at[q] = make([][]int, len(r.atoms))
	}
	for i := range r.cells {
		d.take(i)
	}
	d.sums = make([]int64, len(d.conds))
	for _, u := range r.units {
		d.answers = append(d.answers, slices.Clone(u.answers))
		for q, a := range u.answers {
			for _, i := range d.at[q][u.atom] {
				d.sums[i] += d.conds[i].weight[a]
			}
		}
	}
	return d
}

func (d *dataset) take(i int) {
	c := &d.r.cells[i]
	switch c.kind {
	case share:
		for _, side := range shareSides(c) {
			d.cond(cond{cell: i, least: side.least, unit: float64(scale / gcd(gcd(c.lo, scale), gcd(c.hi, scale)))}, side.weight)
		}
	case edge:
		d.cond(cond{cell: i, edge: true, lo: c.lo, hi: c.hi, unit: 1}, func(a int) int64 { return one(c.a.has(a)) })
	default:
		d.cond(cond{cell: i, least: c.lo, unit: 1}, func(a int) int64 { return one(c.a.has(a)) })
		d.cond(cond{cell: i, least: -c.hi, unit: 1}, func(a int) int64 { return -one(c.a.has(a)) })
	}
}

func (d *dataset) cond(c cond, weight func(int) int64) {
	for a := range d.r.answers {
		c.weight = append(c.weight, weight(a))
	}
	at := len(d.conds)
	d.conds = append(d.conds, c)
	cell := &d.r.cells[c.cell]
	for _, q := range cell.questions {
		for k := range d.r.atoms {
			if cell.atoms>>k&1 == 1 {
				d.at[q][k] = append(d.at[q][k], at)
			}
		}
	}
}

// missing is by how many answers a condition fails at a sum.
func (c *cond) missing(sum int64) float64 {
	if c.edge {
		return float64(max(0, min(sum-c.lo, c.hi-sum)))
	}
	if sum >= c.least {
		return 0
	}
	return math.Max(float64(c.least-sum)/c.unit, 0.01)
}

// set changes one answer.
func (d *dataset) set(u, q int, a uint8) {
	was := d.answers[u][q]
	d.answers[u][q] = a
	for _, i := range d.at[q][d.r.units[u].atom] {
		d.sums[i] += d.conds[i].weight[a] - d.conds[i].weight[was]
	}
}

// gain is by how much a change of one answer in atom k makes the conditions
// fail less.
func (d *dataset) gain(q, k int, from, to int) float64 {
	sum := 0.0
	for _, i := range d.at[q][k] {
		c := &d.conds[i]
		if by := c.weight[to] - c.weight[from]; by != 0 {
			sum += c.missing(d.sums[i]) - c.missing(d.sums[i]+by)
		}
	}
	return sum
}

// failing appends the conditions of a part that do not hold.
func (d *dataset) failing(list []int, cells map[int]bool) []int {
	for i := range d.conds {
		if cells[d.conds[i].cell] && d.conds[i].missing(d.sums[i]) > 0 {
			list = append(list, i)
		}
	}
	return list
}

// fits checks the data set against the release from scratch, in whole numbers:
// every cell, quantiles of the units too. It shares nothing with the sums that
// are kept.
func (d *dataset) fits(cells, quantiles []cell) error {
	for i := range cells {
		if !d.r.fitsCell(&cells[i], d.answers) {
			return fmt.Errorf("a cell of %s about %s does not hold", cells[i].group, d.r.questions[cells[i].questions[0]])
		}
	}
	for i := range quantiles {
		if !d.r.fitsQuantile(&quantiles[i], d.answers) {
			return fmt.Errorf("a quantile of %s about %d questions does not hold", quantiles[i].group, len(quantiles[i].questions))
		}
	}
	return nil
}

func (r *round) fitsCell(c *cell, answers [][]uint8) bool {
	var num, den int64
	for u := range r.units {
		if c.atoms>>r.units[u].atom&1 == 0 {
			continue
		}
		for _, q := range c.questions {
			num += one(c.a.has(int(answers[u][q])))
			den += one(c.den.has(int(answers[u][q])))
		}
	}
	switch c.kind {
	case count:
		return c.lo <= num && num <= c.hi
	case edge:
		return num <= c.lo || num >= c.hi
	}
	if den == 0 {
		return c.lo == 0
	}
	return (num*scale > c.lo*den || c.lo == 0) && num*scale <= c.hi*den
}

// fitsQuantile reads a quantile as the value at the nearest rank; a unit to
// which nothing applies has the rate 0.
func (r *round) fitsQuantile(c *cell, answers [][]uint8) bool {
	type rate struct{ num, den int64 }
	var rates []rate
	for u := range r.units {
		if c.atoms>>r.units[u].atom&1 == 0 {
			continue
		}
		x := rate{0, 0}
		for _, q := range c.questions {
			a := int(answers[u][q])
			x.num += 2*one(c.a.has(a)) + one(c.half.has(a))
			x.den += 2 * one(c.den.has(a))
		}
		if x.den == 0 {
			x.den = 1
		}
		rates = append(rates, x)
	}
	slices.SortFunc(rates, func(x, y rate) int { return cmp.Compare(x.num*y.den, y.num*x.den) })
	x := rates[max(0, (c.percentile*len(rates)+99)/100-1)]
	return x.num*scale >= c.lo*x.den && (x.num*scale < c.hi*x.den || c.hi == scale && x.num == x.den)
}
