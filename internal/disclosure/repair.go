package disclosure

// toss prefers, now and then, what costs no more than the best so far.
func (f *finder) toss(cost, best int) bool {
	return f.attempt > 0 && cost <= best && f.dice.IntN(3) == 0
}

// repair changes answers that are not locked until all cells hold. An answer
// that was changed stays for a while.
func (f *finder) repair() bool {
	resting := map[entry]int{}
	for step := range patience * (1 + f.attempt/8) {
		next, a, found := f.best(step, resting)
		if !found {
			return false
		}
		f.s.set(next.unit, next.question, a)
		resting[next] = step + 8
		if f.s.holds() {
			return true
		}
	}
	return false
}

// best is the change of the answers to a cell that does not hold, or behind a
// broken link, that costs least.
func (f *finder) best(step int, resting map[entry]int) (best entry, answer uint8, found bool) {
	cost := 0
	consider := func(e entry) {
		if !f.free(e.unit) || f.locked[e] || resting[e] > step {
			return
		}
		for a := range uint8(f.w.answers) {
			if a == f.s.rows[e.unit][e.question] {
				continue
			}
			if c := f.cost(e.unit, e.question, a); !found || c < cost || f.toss(c, cost) {
				best, answer, cost, found = e, a, c, true
			}
		}
	}
	if worst := f.smallest(); worst != nil {
		for _, u := range worst.units {
			for _, q := range worst.questions {
				consider(entry{u, q})
			}
		}
		return best, answer, found
	}
	for _, c := range f.s.log {
		for _, l := range f.w.links[c.entry] {
			if f.s.breaks(l) == 1 {
				consider(l.from)
				consider(l.to)
			}
		}
	}
	return best, answer, found
}

// smallest is the cell with the fewest answers of those that do not hold.
func (f *finder) smallest() (worst *cell) {
	size := func(c *cell) int { return len(c.units) * len(c.questions) }
	for i, off := range f.s.off {
		if c := &f.w.cells[i]; off > 0 && (worst == nil || size(c) < size(worst)) {
			worst = c
		}
	}
	return worst
}
