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
		next := f.best(step, resting)
		if next == nil {
			return false
		}
		for _, c := range next {
			f.s.set(c.u, c.q, c.a)
			resting[entry{c.u, c.q}] = step + 8
		}
		if f.s.holds() {
			return true
		}
	}
	return false
}

// best is what to do about a cell that does not hold, or about a broken link, at
// the least cost.
func (f *finder) best(step int, resting map[entry]int) (best move) {
	cost := 0
	fixed := func(e entry) bool { return !f.free(e.unit) || f.locked[e] || resting[e] > step }
	try := func(m move) {
		if c := f.price(m); best == nil || c < cost || f.toss(c, cost) {
			best, cost = m, c
		}
	}
	for _, e := range f.broken() {
		if fixed(e) {
			continue
		}
		old := f.s.rows[e.unit][e.question]
		for a := range uint8(f.w.answers) {
			if a == old {
				continue
			}
			try(move{{e.unit, e.question, a}})
			if f.attempt%2 == 0 {
				continue
			}
			for _, r := range f.w.questions[e.question].related { // two answers turned
				if f.s.rows[e.unit][r] == a && !fixed(entry{e.unit, r}) {
					try(move{{e.unit, e.question, a}, {e.unit, r, old}})
				}
			}
		}
	}
	return best
}

// price is how far the cells would be from holding after a move.
func (f *finder) price(m move) int {
	before := len(f.s.log)
	for _, c := range m {
		f.s.set(c.u, c.q, c.a)
	}
	price := f.s.total + 4*f.s.broken
	f.s.back(before)
	return price
}

// broken lists the answers to a cell that does not hold, or behind broken links.
func (f *finder) broken() (list []entry) {
	if worst := f.smallest(); worst != nil {
		for _, u := range worst.units {
			for _, q := range worst.questions {
				list = append(list, entry{u, q})
			}
		}
		return list
	}
	for _, c := range f.s.log {
		for _, l := range f.w.links[c.entry] {
			if f.s.breaks(l) == 1 {
				list = append(list, l.from, l.to)
			}
		}
	}
	return list
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
