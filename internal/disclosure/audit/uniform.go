package audit

import "slices"

// uniform looks for data sets that agree with whatever a coalition of a pattern
// may say: every answer to every question is given by at least as many units of
// an atom as members of the coalition could have given it. Members of an atom
// are interchangeable, so whatever the coalition answered, it may be among
// those; if enough of the rest are outside a family, nothing about it follows.
// It returns the targets for which that does not settle the matter. nodes is the
// budget of each search.
func uniform(r *round, p *part, pattern []int64, targets []target, nodes int) (open []target) {
	e := &escape{r: r, p: p, pattern: pattern}
	for k, a := range r.atoms {
		e.size = append(e.size, int64(a.n)-pattern[k])
	}
	var choices [][]box
	combinations := 1
	for _, q := range p.questions {
		list := boxes(e.local(q))
		choices = append(choices, list)
		if combinations *= len(list); combinations == 0 || combinations > maxCombinations {
			return targets
		}
	}
	open = everyCombination(choices, combinations, targets, func(pick []box, targets []target) []target {
		u := newSystem(r, p, make([]int64, len(r.atoms)), newKnown(len(p.questions), len(r.atoms), len(r.answers)))
		u.nodes = nodes
		u.demand(pick)
		return u.settle(targets, pattern, func(m mask) mask { return m })
	})
	full, ok := newEscape(r, p, pattern)
	if len(open) == 0 || !ok {
		return open
	}
	return everyCombination(choices, combinations, open, func(pick []box, targets []target) []target {
		u := newSystem(r, p, make([]int64, len(r.atoms)), newKnown(len(p.questions), len(r.atoms), len(r.answers)))
		u.nodes = nodes
		u.demandClasses(pick, full)
		return u.settle(targets, pattern, full.closure)
	})
}

// everyCombination proves targets for each combination of boxes and returns
// those that are open in one.
func everyCombination(choices [][]box, combinations int, targets []target, settle func([]box, []target) []target) (open []target) {
	failed := map[target]bool{}
	pick := make([]int, len(choices))
	for range combinations {
		var boxes []box
		for q, i := range pick {
			boxes = append(boxes, choices[q][i])
		}
		for _, tg := range settle(boxes, targets) {
			failed[tg] = true
		}
		if len(failed) == len(targets) {
			return targets
		}
		for q := range pick { // the next choice
			if pick[q]++; pick[q] < len(choices[q]) {
				break
			}
			pick[q] = 0
		}
	}
	for _, tg := range targets {
		if failed[tg] {
			open = append(open, tg)
		}
	}
	return open
}

// demand asks of a data set that the coalition may be among its units.
func (s *system) demand(pick []box) {
	s.lower = make([]int64, len(s.upper))
	for q := range pick {
		for k, answers := range pick[q] {
			for a, n := range answers {
				s.lower[s.v(q, k, a)] = n
			}
		}
	}
}

// demandClasses asks for less. Answers that shares count alike, teilweise and
// nein, can be exchanged between atoms without any figure changing. So it is
// enough that an atom has as many of them together as the coalition may have
// given there, and that all atoms together have as many of each.
func (s *system) demandClasses(pick []box, e *escape) {
	s.lower = make([]int64, len(s.upper))
	for q := range pick {
		for class := range 3 {
			members := e.members(class)
			for k, answers := range pick[q] {
				together := int64(0)
				for a, n := range answers {
					if members.has(a) {
						together += n
					}
				}
				s.rows = append(s.rows, s.sum(q, k, members, min(together, e.pattern[k]), far))
			}
			for a := range s.r.answers {
				if !members.has(a) {
					continue
				}
				all := row{hi: far}
				for k := range pick[q] {
					all.lo += pick[q][k][a]
					all.terms = append(all.terms, s.sum(q, k, 1<<a, 0, 0).terms...)
				}
				all.lo = min(all.lo, sum(e.pattern))
				s.rows = append(s.rows, all)
			}
		}
	}
}

// closure adds to a family the answers that may be exchanged for its own.
func (e *escape) closure(family mask) mask {
	out := family
	for class := range 3 {
		if members := e.members(class); family&members != 0 {
			out |= members
		}
	}
	return out
}

// maxHopeless is after how many failures in a row the rest is given up.
const maxHopeless = 8

// settle proves targets with data sets that satisfy the demands and returns the
// others. closure widens families by what may be exchanged.
func (s *system) settle(targets []target, pattern []int64, closure func(mask) mask) (open []target) {
	first, verdict := s.solve()
	if verdict != Safe {
		return targets
	}
	seen := [][]int64{first}
	if all, verdict := s.with(targets, pattern, closure).solve(); verdict == Safe {
		seen = append(seen, all)
	}
	hopeless := 0
	for i, tg := range targets {
		if hopeless > maxHopeless {
			return append(open, targets[i:]...)
		}
		want := s.least(tg, pattern)
		if slices.ContainsFunc(seen, func(x []int64) bool { return s.out(x, target{tg.atom, tg.question, closure(tg.family)}) >= want }) {
			continue
		}
		x, verdict := s.with([]target{tg}, pattern, closure).solve()
		if verdict != Safe {
			open = append(open, tg)
			hopeless++
			continue
		}
		hopeless = 0
		seen = append(seen, x)
	}
	return open
}

// least is how many units of the whole atom have to be outside the family:
// the coalition may be among them.
func (s *system) least(tg target, pattern []int64) int64 {
	return int64(need(s.r.atoms[tg.atom].n)) + pattern[tg.atom]
}

// with adds targets to the conditions.
func (s *system) with(targets []target, pattern []int64, closure func(mask) mask) *problem {
	out := s.problem
	out.rows = slices.Clone(s.rows)
	for _, tg := range targets {
		out.rows = append(out.rows, s.sum(s.at[tg.question], tg.atom, (mask(1)<<len(s.r.answers)-1)&^closure(tg.family), s.least(tg, pattern), far))
	}
	return &out
}
