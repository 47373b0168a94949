package disclosure

import "math/rand/v2"

// The search for witnesses changes true answers until enough units of the atom
// are outside the family and all cells hold. It tries exchanges that keep most
// cells as they are, and then, one answer at a time, what brings the cells
// closest to holding.

// patience is how many answers an attempt changes in the end, attempts how often
// the last resort starts again from the true answers.
const (
	patience = 60
	attempts = 24
)

// search looks for a witness, the first attempt and then with others among the
// units of the atom. The state is as before when it returns.
func (g *gate) search(o *goal, attempt int) (witness, bool) {
	f := &finder{gate: g, goal: o, locked: map[entry]bool{}, attempt: attempt,
		dice: rand.New(rand.NewPCG(uint64(attempt), 1))} // the same at every run
	defer f.s.back(0)
	missing := o.needs(g.w) - f.have()
	for range max(0, missing) {
		if !f.exchange() && !f.force() {
			return witness{}, false
		}
	}
	if !f.s.holds() && !f.repair() {
		return witness{}, false
	}
	return f.witness(), true
}

type finder struct {
	*gate
	goal   *goal
	locked map[entry]bool // answers that have to stay as they are
	// attempt counts from 0; all but the first throw dice where choices cost alike.
	attempt int
	dice    *rand.Rand
}

// free reports whether the answers of a unit may be changed.
func (f *finder) free(u int) bool { return !f.goal.knows(f.w.units[u].member) }

// have locks the units that are outside already, as far as they are needed, and
// returns how many they are.
func (f *finder) have() (n int) {
	q, need := f.goal.question, f.goal.needs(f.w)
	for _, u := range f.goal.atom.units {
		if n < need && f.free(u) && f.goal.outside(f.s.rows[u][q]) == 1 {
			f.locked[entry{u, q}] = true
			n++
		}
	}
	return n
}

// witness is the data set that was found.
func (f *finder) witness() witness {
	found := witness{f.w, make([]bool, f.w.members), make([]bool, len(f.w.units))}
	for _, c := range f.s.log {
		if f.s.rows[c.unit][c.question] != f.w.units[c.unit].row[c.question] {
			found.touched[f.w.units[c.unit].member] = true
		}
	}
	for _, u := range f.goal.atom.units {
		found.outside[u] = f.goal.outside(f.s.rows[u][f.goal.question]) == 1
	}
	return found
}

// move is up to four changes at once.
type move []struct {
	u, q int
	a    uint8
}

// try makes a move if everything holds then.
func (f *finder) try(m move) bool {
	before := len(f.s.log)
	for _, c := range m {
		f.s.set(c.u, c.q, c.a)
	}
	if !f.s.holds() {
		f.s.back(before)
		return false
	}
	f.locked[entry{m[0].u, m[0].q}] = true
	return true
}

// exchange brings one unit of the atom outside the family and keeps all cells.
func (f *finder) exchange() bool {
	if !f.s.holds() || f.attempt%3 == 2 {
		return false
	}
	for _, kind := range []func(u int, a uint8) bool{f.alone, f.turned, f.swapped, f.both} {
		for _, u := range f.goal.atom.units {
			if !f.free(u) || f.goal.outside(f.s.rows[u][f.goal.question]) == 1 {
				continue
			}
			for a := range uint8(f.w.answers) {
				if f.goal.outside(a) == 1 && kind(u, a) {
					return true
				}
			}
		}
	}
	return false
}

// alone changes nothing else.
func (f *finder) alone(u int, a uint8) bool {
	return f.try(move{{u, f.goal.question, a}})
}

// turned gives the unit its old answer at another question.
func (f *finder) turned(u int, a uint8) bool {
	q := f.goal.question
	old := f.s.rows[u][q]
	for _, r := range f.w.questions[q].related {
		if f.s.rows[u][r] == a && !f.locked[entry{u, r}] && f.try(move{{u, q, a}, {u, r, old}}) {
			return true
		}
	}
	return false
}

// swapped gives the old answer to another unit, of another atom.
func (f *finder) swapped(u int, a uint8) bool {
	q := f.goal.question
	old := f.s.rows[u][q]
	for v := range f.w.units {
		if f.partner(v) && f.s.rows[v][q] == a && f.try(move{{u, q, a}, {v, q, old}}) {
			return true
		}
	}
	return false
}

// partner reports whether a unit of another atom may be changed.
func (f *finder) partner(v int) bool {
	q := f.goal.question
	return f.w.units[v].round == f.goal.atom.round && f.w.units[v].atom != f.w.units[f.goal.atom.units[0]].atom &&
		f.free(v) && !f.locked[entry{v, q}]
}

// both does it at two questions, so that neither counts, shares nor the units'
// own rates change.
func (f *finder) both(u int, a uint8) bool {
	q := f.goal.question
	old := f.s.rows[u][q]
	for v := range f.w.units {
		if !f.partner(v) || f.s.rows[v][q] != a {
			continue
		}
		for _, r := range f.w.questions[q].related {
			if f.s.rows[u][r] == a && f.s.rows[v][r] == old && !f.locked[entry{u, r}] &&
				f.try(move{{u, q, a}, {v, q, old}, {u, r, old}, {v, r, a}}) {
				return true
			}
		}
	}
	return false
}

// force brings a unit outside the family at the least cost, whatever breaks.
func (f *finder) force() bool {
	q, best, cost := f.goal.question, entry{-1, 0}, 0
	for _, u := range f.goal.atom.units {
		if !f.free(u) || f.goal.outside(f.s.rows[u][q]) == 1 {
			continue
		}
		for a := range f.w.answers {
			if f.goal.outside(uint8(a)) == 0 {
				continue
			}
			if c := f.price(move{{u, q, uint8(a)}}); best.unit < 0 || c < cost || f.toss(c, cost+f.attempt/6) {
				best, cost = entry{u, a}, c
			}
		}
	}
	if best.unit < 0 {
		return false
	}
	f.s.set(best.unit, q, uint8(best.question))
	f.locked[entry{best.unit, q}] = true
	return true
}
