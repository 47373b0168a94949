package disclosure

import "slices"

// effort is how many systems a proof looks at before it gives up.
const effort = 400

// prover writes down the linear conditions of a target. If they leave no room,
// it is exposed.
func (g *gate) prover(o *goal) *prover {
	p := &prover{gate: g, goal: o, budget: effort, vars: map[int]int{}}
	p.build()
	return p
}

// decide looks for a solution of the conditions. Without one the target is
// exposed. A solution becomes answers, and a witness if all cells hold with it.
func (p *prover) decide() (witness, Status) {
	found, done := p.branch()
	switch {
	case found != nil:
		return *found, ""
	case done && !p.doubt:
		return witness{}, Exposed
	}
	return witness{}, Undecided
}

type prover struct {
	*gate
	goal      *goal
	system    system
	atoms     []int // of the round
	free      [][]int
	questions []int
	vars      map[int]int // atom, question and answer → variable
	budget    int
	// doubt is set when a solution of the linear conditions broke others.
	doubt bool
}

// build writes down the conditions of the questions that the target's question
// shares cells with.
func (p *prover) build() {
	p.questions = append([]int{p.goal.question}, p.w.questions[p.goal.question].related...)
	for i := range p.w.atoms {
		if p.w.atoms[i].round != p.goal.atom.round {
			continue
		}
		var free []int
		for _, u := range p.w.atoms[i].units {
			if !p.goal.knows(p.w.units[u].member) {
				free = append(free, u)
			}
		}
		p.atoms, p.free = append(p.atoms, i), append(p.free, free)
	}
	for _, i := range p.atoms {
		for _, q := range p.questions {
			p.split(i, q)
		}
	}
	seen := map[int]bool{}
	for _, q := range p.questions {
		for _, c := range p.w.touching[q] {
			if !seen[c] {
				seen[c] = true
				p.condition(&p.w.cells[c])
			}
		}
		p.nested(q)
	}
	p.target()
}

func (p *prover) id(atom, q, a int) int { return (atom*len(p.w.questions)+q)*p.w.answers + a }

// split adds the variables of an atom and a question: its units have one answer
// each.
func (p *prover) split(atom, q int) {
	n := len(p.free[slices.Index(p.atoms, atom)])
	var vars []int
	for a := range p.w.answers {
		v := p.system.variable(n)
		p.vars[p.id(atom, q, a)] = v
		vars = append(vars, v)
	}
	p.system.between(vars, n, n)
}

// condition adds a count or a share. The coalition's answers are known.
func (p *prover) condition(c *cell) {
	if c.kind != countCell && c.kind != shareCell || !p.covers(c) {
		return
	}
	var vars []int
	var bits []uint8
	for k, atom := range p.atoms {
		if len(p.free[k]) == 0 || !c.in[p.free[k][0]] {
			continue
		}
		for _, q := range c.questions {
			for a := range p.w.answers {
				vars, bits = append(vars, p.vars[p.id(atom, q, a)]), append(bits, 1<<a)
			}
		}
	}
	num, den := p.known(c)
	weigh := func(num, den int) []int {
		factors := make([]int, len(bits))
		for i, bit := range bits {
			factors[i] = num*has(c.num, bit) + den*has(c.den, bit)
		}
		return factors
	}
	if c.kind == countCell {
		p.system.add(vars, weigh(1, 0), c.lo-num)
		p.system.add(vars, weigh(-1, 0), num-c.hi)
		p.others(vars, bits, c, num)
		return
	}
	p.system.add(vars, weigh(scale, -c.lo), c.above()-scale*num+c.lo*den)
	p.system.add(vars, weigh(-scale, c.hi), scale*num-c.hi*den)
}

// others says of the other answers what a count says of its own: the same, but
// narrow sees more of it.
func (p *prover) others(vars []int, bits []uint8, c *cell, known int) {
	var rest []int
	total := 0
	for i, v := range vars {
		if has(c.num, bits[i]) == 0 {
			rest = append(rest, v)
		}
		if bits[i] == 1 {
			total += p.system.values[v].hi
		}
	}
	p.system.between(rest, total+known-c.hi, total+known-c.lo)
}

// nested compares counts of the same answers in a group and a part of it: what
// is left is about the rest.
func (p *prover) nested(q int) {
	for _, i := range p.w.touching[q] {
		for _, j := range p.w.touching[q] {
			whole, part := &p.w.cells[i], &p.w.cells[j]
			if whole.kind != countCell || part.kind != countCell || whole.num != part.num ||
				len(part.units) >= len(whole.units) || !slices.Equal(whole.questions, part.questions) || !inside(part, whole) {
				continue
			}
			rest := cell{num: whole.num, questions: whole.questions, in: slices.Clone(whole.in)}
			for _, u := range part.units {
				rest.in[u] = false
			}
			for _, u := range whole.units {
				if rest.in[u] {
					rest.units = append(rest.units, u)
				}
			}
			rest.lo, rest.hi = whole.lo-part.hi, whole.hi-part.lo
			p.condition(&rest)
		}
	}
}

func inside(part, whole *cell) bool {
	return !slices.ContainsFunc(part.units, func(u int) bool { return !whole.in[u] })
}

// covers reports whether all questions of a cell are part of the system.
func (p *prover) covers(c *cell) bool {
	return !slices.ContainsFunc(c.questions, func(q int) bool { return !slices.Contains(p.questions, q) })
}

// known counts the coalition's own answers to a cell.
func (p *prover) known(c *cell) (num, den int) {
	for _, u := range c.units {
		if !p.goal.knows(p.w.units[u].member) {
			continue
		}
		for _, q := range c.questions {
			bit := uint8(1) << p.w.units[u].row[q]
			num, den = num+has(c.num, bit), den+has(c.den, bit)
		}
	}
	return num, den
}

// target asks for enough units outside the family, and so for few inside.
func (p *prover) target() {
	var in, out []int
	atom := p.w.units[p.goal.atom.units[0]].atom
	for a := range p.w.answers {
		v := p.vars[p.id(atom, p.goal.question, a)]
		if p.goal.outside(uint8(a)) == 1 {
			out = append(out, v)
		} else {
			in = append(in, v)
		}
	}
	n, need := p.goal.free(p.w), p.goal.needs(p.w)
	p.system.between(out, need, n)
	p.system.between(in, 0, n-need)
}
