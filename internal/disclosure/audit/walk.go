package audit

import "slices"

// walk looks for a witness near the true answers: it changes answers of the
// target until the coalition no longer sees them within the family, and then
// one answer after the other so that every published figure holds again.
type walk struct {
	a         *attackKnown
	tg        target
	forbidden []int // the coalition
	want      int

	changes []change
	locked  map[[2]int]bool
	moved   map[int]bool
}

// maxSteps is how many answers a walk changes before it starts anew.
const maxSteps = 60

func (w *walk) try() (witness, bool) {
	w.changes, w.locked, w.moved = nil, map[[2]int]bool{}, map[int]bool{}
	defer func() { w.a.undo(w.changes) }()
	if !w.leave() {
		return witness{}, false
	}
	for range maxSteps {
		failing := w.a.base.failing(nil, w.a.in)
		if len(failing) == 0 {
			break
		}
		if !w.repair(failing[w.a.rng.IntN(len(failing))]) {
			return witness{}, false
		}
	}
	changes := w.changes
	w.a.undo(changes)
	w.changes = nil
	return w.a.check(changes, w.tg, w.forbidden)
}

func (w *walk) set(u, q int, a uint8) {
	w.a.base.set(u, q, a)
	w.changes = append(w.changes, change{u, q, a})
	w.locked[[2]int{u, q}] = true
	w.moved[u] = true
}

// leave makes enough units of the target answer something outside the family.
func (w *walk) leave() bool {
	var inside []int
	n := 0
	for _, u := range w.a.units[w.tg.atom] {
		switch {
		case slices.Contains(w.forbidden, u):
		case w.tg.family.has(int(w.a.r.units[u].answers[w.tg.question])):
			inside = append(inside, u)
		default:
			n++
			w.locked[[2]int{u, w.tg.question}] = true
		}
	}
	var to []uint8
	for a := range w.a.r.answers {
		if !w.tg.family.has(a) {
			to = append(to, uint8(a))
		}
	}
	rng := w.a.rng
	rng.Shuffle(len(inside), func(i, j int) { inside[i], inside[j] = inside[j], inside[i] })
	for ; n < w.want; n++ {
		if len(inside) == 0 {
			return false
		}
		w.set(inside[0], w.tg.question, to[rng.IntN(len(to))])
		inside = inside[1:]
	}
	return true
}

// repair changes one answer so that a condition fails less and the others, on
// the whole, not more than needed.
func (w *walk) repair(broken int) bool {
	base := w.a.base
	c := &base.conds[broken]
	cell := &w.a.r.cells[c.cell]
	best, ties := -1e9, 0
	var pick [4]int
	for _, q := range cell.questions {
		for k := range w.a.r.atoms {
			if cell.atoms>>k&1 == 0 {
				continue
			}
			var movable [maxAnswers]bool
			for _, u := range w.a.units[k] {
				if w.free(u, q) {
					movable[base.answers[u][q]] = true
				}
			}
			for from := range w.a.r.answers {
				for to := range w.a.r.answers {
					if !movable[from] || !w.helps(c, broken, from, to) {
						continue
					}
					gain := base.gain(q, k, from, to)
					if gain > best+1e-9 {
						best, ties = gain, 0
					}
					if gain > best-1e-9 {
						ties++
						if w.a.rng.IntN(ties) == 0 {
							pick = [4]int{q, k, from, to}
						}
					}
				}
			}
		}
	}
	if ties == 0 {
		return false
	}
	w.set(w.choose(pick[0], pick[1], pick[2]), pick[0], uint8(pick[3]))
	return true
}

// helps tells whether answering to in place of from makes a condition fail less.
func (w *walk) helps(c *cond, i, from, to int) bool {
	by := c.weight[to] - c.weight[from]
	sum := w.a.base.sums[i]
	return by != 0 && c.missing(sum+by) < c.missing(sum)
}

func (w *walk) free(u, q int) bool {
	return !w.locked[[2]int{u, q}] && !slices.Contains(w.forbidden, u)
}

// choose picks a unit that may change, rather one that was changed before: its
// own rate then stays near to what it was.
func (w *walk) choose(q, k, from int) int {
	var all, moved []int
	for _, u := range w.a.units[k] {
		if w.free(u, q) && int(w.a.base.answers[u][q]) == from {
			all = append(all, u)
			if w.moved[u] {
				moved = append(moved, u)
			}
		}
	}
	if len(moved) > 0 && w.a.rng.IntN(4) > 0 {
		return moved[w.a.rng.IntN(len(moved))]
	}
	return all[w.a.rng.IntN(len(all))]
}
