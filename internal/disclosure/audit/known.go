package audit

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
)

// target is what an attacker wants to know: that all units of an atom outside
// the coalition answered a question within a family.
type target struct {
	atom, question int
	family         mask
}

// attackKnown attacks a round with its real answers: every coalition of at most
// t real units, every target. A unit of each atom that is not in the coalition
// has to be possible outside the family in another data set that agrees with
// everything published and with the coalition.
type attackKnown struct {
	r    *round
	t    int
	tell *tally
	rng  *rand.Rand
	base *dataset
	part *part
	in   map[int]bool // cells of the part
	// quantiles are those that the part's questions count in.
	quantiles []cell
	units     [][]int // by atom
}

// witness is another data set: the changes that lead to it.
type witness struct {
	changes []change
	touched map[int]bool
	outside map[int]bool // units of the target's atom outside the family
}

type change struct {
	unit, question int
	answer         uint8
}

func runKnown(ctx context.Context, r *round, t int, tell *tally) error {
	a := &attackKnown{r: r, t: t, tell: tell, rng: rand.New(rand.NewPCG(1, uint64(len(r.units)))), base: newDataset(r)}
	if err := a.base.fits(r.cells, r.quantiles); err != nil {
		return fmt.Errorf("round %s: the release is not about these answers: %w", r.name, err)
	}
	a.units = make([][]int, len(r.atoms))
	for u := range r.units {
		a.units[r.units[u].atom] = append(a.units[r.units[u].atom], u)
	}
	for i := range r.parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		a.open(&r.parts[i])
		for _, q := range a.part.questions {
			for k := range r.atoms {
				for _, family := range r.sensitive {
					a.attack(target{k, q, family})
				}
			}
		}
	}
	return nil
}

// open starts with a part.
func (a *attackKnown) open(p *part) {
	a.part, a.in, a.quantiles = p, map[int]bool{}, nil
	for _, c := range p.cells {
		a.in[c] = true
	}
	for _, c := range a.r.quantiles {
		if slices.ContainsFunc(c.questions, func(q int) bool { return slices.Contains(p.questions, q) }) {
			a.quantiles = append(a.quantiles, c)
		}
	}
}

// attack tries all coalitions on one target.
func (a *attackKnown) attack(tg target) {
	var out []int
	for _, u := range a.units[tg.atom] {
		if !tg.family.has(int(a.r.units[u].answers[tg.question])) {
			out = append(out, u)
		}
	}
	a.tell.target()
	if len(out) >= need(len(a.units[tg.atom]))+a.t { // whoever colludes, the truth itself is a witness
		return
	}
	var found []witness
	var lost [][]int // a larger coalition knows at least as much
	a.coalitions(func(c []int) {
		if slices.ContainsFunc(lost, func(e []int) bool { return subset(e, c) }) {
			return
		}
		others := 0
		left := 0
		for _, u := range a.units[tg.atom] {
			if slices.Contains(c, u) {
				continue
			}
			others++
			left += int(one(slices.Contains(out, u)))
		}
		if others == 0 {
			return
		}
		a.tell.coalition()
		if left >= need(others) {
			return
		}
		for i := range found {
			if found[i].serves(c, need(others)) {
				return
			}
		}
		w, verdict := a.settle(tg, c, need(others))
		if verdict == Safe {
			found = append(found, w)
			return
		}
		lost = append(lost, c)
		a.tell.find(a.finding(tg, c, verdict))
	})
}

func subset(small, large []int) bool {
	for _, u := range small {
		if !slices.Contains(large, u) {
			return false
		}
	}
	return true
}

// coalitions calls visit with every coalition of at most t units. Nobody alone
// comes first, so that what nobody needs to know is told once.
func (a *attackKnown) coalitions(visit func([]int)) {
	var grow func(c []int, from, size int)
	grow = func(c []int, from, size int) {
		if len(c) == size {
			visit(c)
			return
		}
		for u := from; u < len(a.r.units); u++ {
			grow(append(c[:len(c):len(c)], u), u+1, size)
		}
	}
	for size := 0; size <= a.t; size++ {
		grow(nil, 0, size)
	}
}

// serves tells whether a witness agrees with a coalition and has enough units
// outside the family.
func (w *witness) serves(c []int, want int) bool {
	n := len(w.outside)
	for _, u := range c {
		if w.touched[u] {
			return false
		}
		if w.outside[u] {
			n--
		}
	}
	return n >= want
}

// settle finds a witness for one coalition, or proves that there is none.
func (a *attackKnown) settle(tg target, c []int, want int) (witness, Verdict) {
	quick := &walk{a: a, tg: tg, forbidden: c, want: want}
	for range 30 {
		if w, ok := quick.try(); ok {
			return w, Safe
		}
	}
	s, _ := a.system(c)
	x, verdict := s.outside(tg.question, tg.atom, tg.family, int64(want)).solve()
	if verdict != Safe {
		return witness{}, verdict
	}
	if w, ok := a.assign(s, x, tg, c, 40); ok {
		return w, Safe
	}
	way, truth := s.outside(tg.question, tg.atom, tg.family, int64(want)).repairer(a.rng), a.truth(s, c)
	for range 400 { // quartiles mostly stay where few answers change
		if x := way.near(truth); x != nil {
			if w, ok := a.assign(s, x, tg, c, 4); ok {
				return w, Safe
			}
		}
	}
	for range 1500 {
		if w, ok := quick.try(); ok {
			return w, Safe
		}
	}
	return witness{}, Undecided
}

// system is what a coalition of units knows about the open part.
func (a *attackKnown) system(c []int) (*system, []int64) {
	members := make([]int64, len(a.r.atoms))
	said := newKnown(len(a.part.questions), len(a.r.atoms), len(a.r.answers))
	for _, u := range c {
		k := a.r.units[u].atom
		members[k]++
		for i, q := range a.part.questions {
			said[i][k][a.r.units[u].answers[q]]++
		}
	}
	return newSystem(a.r, a.part, members, said), members
}

// truth is the true answers of all but a coalition, as a solution of the system.
func (a *attackKnown) truth(s *system, c []int) []float64 {
	x := make([]float64, len(s.upper))
	for u := range a.r.units {
		if slices.Contains(c, u) {
			continue
		}
		for i, q := range a.part.questions {
			x[s.v(i, a.r.units[u].atom, int(a.r.units[u].answers[q]))]++
		}
	}
	return x
}

// assign gives the numbers of a solution to units, leaving as many of them as
// possible with their true answers, and checks the outcome.
func (a *attackKnown) assign(s *system, x []int64, tg target, c []int, tries int) (witness, bool) {
	for range tries {
		var changes []change
		for i, q := range a.part.questions {
			for k := range a.r.atoms {
				changes = append(changes, a.assignOne(s, x, i, q, k, c)...)
			}
		}
		if w, ok := a.check(changes, tg, c); ok {
			return w, true
		}
	}
	return witness{}, false
}

func (a *attackKnown) assignOne(s *system, x []int64, i, q, k int, c []int) []change {
	room := make([]int64, len(a.r.answers))
	for answer := range room {
		room[answer] = x[s.v(i, k, answer)]
	}
	var free []int
	units := slices.Clone(a.units[k])
	a.rng.Shuffle(len(units), func(i, j int) { units[i], units[j] = units[j], units[i] })
	for _, u := range units {
		if slices.Contains(c, u) {
			continue
		}
		if own := a.r.units[u].answers[q]; room[own] > 0 {
			room[own]--
			continue
		}
		free = append(free, u)
	}
	var changes []change
	for answer, n := range room {
		for ; n > 0; n-- {
			changes = append(changes, change{free[0], q, uint8(answer)})
			free = free[1:]
		}
	}
	return changes
}

// check applies changes to the true answers and checks in whole numbers that
// the outcome is consistent with the release and agrees with the coalition.
func (a *attackKnown) check(changes []change, tg target, c []int) (witness, bool) {
	w := witness{touched: map[int]bool{}, outside: map[int]bool{}}
	defer a.undo(changes)
	for _, ch := range changes {
		if slices.Contains(c, ch.unit) {
			return w, false
		}
		a.base.set(ch.unit, ch.question, ch.answer)
		w.touched[ch.unit] = true
	}
	cells := make([]cell, 0, len(a.part.cells))
	for _, i := range a.part.cells {
		cells = append(cells, a.r.cells[i])
	}
	if a.base.fits(cells, a.quantiles) != nil {
		return w, false
	}
	others, n := 0, 0
	for _, u := range a.units[tg.atom] {
		if !tg.family.has(int(a.base.answers[u][tg.question])) {
			w.outside[u] = true
		}
		if !slices.Contains(c, u) {
			others++
			n += int(one(w.outside[u]))
		}
	}
	w.changes = changes
	return w, n >= need(others)
}

func (a *attackKnown) undo(changes []change) {
	for _, ch := range changes {
		a.base.set(ch.unit, ch.question, a.r.units[ch.unit].answers[ch.question])
	}
}

func (a *attackKnown) finding(tg target, c []int, verdict Verdict) Finding {
	pattern := make([]int, len(a.r.atoms))
	for _, u := range c {
		pattern[a.r.units[u].atom]++
	}
	return a.r.finding(tg, pattern, verdict, "mit Antworten")
}
