package disclosure

import "slices"

// branch searches the rest of the solutions; done says that it saw all.
func (p *prover) branch() (found *witness, done bool) {
	if p.budget--; p.budget < 0 {
		return nil, false
	}
	v := p.widest()
	if v < 0 {
		found = p.leaf()
		return found, true
	}
	before := slices.Clone(p.system.values)
	middle := (before[v].lo + before[v].hi) / 2
	halves := [2]span{{before[v].lo, middle}, {middle + 1, before[v].hi}}
	if p.truth(v) > middle {
		halves[0], halves[1] = halves[1], halves[0]
	}
	done = true
	for _, half := range halves {
		copy(p.system.values, before)
		p.system.values[v] = half
		if !p.system.narrow([]int{v}) {
			continue
		}
		found, all := p.branch()
		if found != nil {
			return found, false
		}
		done = done && all
	}
	return nil, done
}

// widest is the variable with the widest span, one of the target's question if
// there is any; -1 if all are fixed.
func (p *prover) widest() int {
	best, width := -1, 0
	for v, s := range p.system.values {
		if s.hi == s.lo {
			continue
		}
		w := s.hi - s.lo
		if v/p.w.answers%len(p.questions) == 0 {
			w += len(p.w.units)
		}
		if w > width {
			best, width = v, w
		}
	}
	return best
}

// truth is how many units really gave a variable's answer.
func (p *prover) truth(v int) (n int) {
	a := v % p.w.answers
	q := p.questions[v/p.w.answers%len(p.questions)]
	for _, u := range p.free[v/p.w.answers/len(p.questions)] {
		n += has(1<<a, 1<<p.w.units[u].row[q])
	}
	return n
}

// leaf turns a solution into answers, with as few changes as it takes.
func (p *prover) leaf() *witness {
	defer p.s.back(0)
	for k, atom := range p.atoms {
		for _, q := range p.questions {
			p.assign(p.free[k], atom, q)
		}
	}
	if !p.s.holds() {
		p.doubt = true
		return nil
	}
	f := finder{gate: p.gate, goal: p.goal}
	found := f.witness()
	return &found
}

func (p *prover) assign(units []int, atom, q int) {
	left := make([]int, p.w.answers)
	for a := range left {
		left[a] = p.system.values[p.vars[p.id(atom, q, a)]].lo
	}
	var moving []int
	for _, u := range units {
		if a := p.s.rows[u][q]; left[a] > 0 {
			left[a]--
		} else {
			moving = append(moving, u)
		}
	}
	for _, u := range moving {
		a := slices.IndexFunc(left, func(n int) bool { return n > 0 })
		left[a]--
		p.s.set(u, q, uint8(a))
	}
}
