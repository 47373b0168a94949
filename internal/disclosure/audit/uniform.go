package audit

import "slices"

// uniform looks for data sets that agree with whatever a coalition of a pattern
// may say: every answer to every question is given by at least as many units of
// an atom as members of the coalition could have given it. Members of an atom
// are interchangeable, so whatever the coalition answered, it may be among
// those; if enough of the rest are outside a family, nothing about it follows.
// It returns the targets for which that does not settle the matter.
func uniform(r *round, p *part, pattern []int64, targets []target) (open []target) {
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
	failed := map[target]bool{}
	pick := make([]int, len(choices))
	for range combinations {
		for _, tg := range settled(r, p, pattern, choices, pick, targets) {
			failed[tg] = true
		}
		if len(failed) == len(targets) {
			break
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

// maxHopeless is after how many failures in a row the rest is given up.
const maxHopeless = 8

// settled proves the targets for one choice of boxes and returns the others.
func settled(r *round, p *part, pattern []int64, choices [][]box, pick []int, targets []target) (open []target) {
	u := newSystem(r, p, make([]int64, len(r.atoms)), newKnown(len(p.questions), len(r.atoms), len(r.answers)))
	u.lower = make([]int64, len(u.upper))
	for q := range p.questions {
		for k, answers := range choices[q][pick[q]] {
			for a, n := range answers {
				u.lower[u.v(q, k, a)] = n
			}
		}
	}
	first, verdict := u.solve()
	if verdict != Safe {
		return targets
	}
	seen := [][]int64{first}
	if all, verdict := u.with(targets, pattern).solve(); verdict == Safe {
		seen = append(seen, all)
	}
	hopeless := 0
	for i, tg := range targets {
		if hopeless > maxHopeless {
			return append(open, targets[i:]...)
		}
		want := u.least(tg, pattern)
		if slices.ContainsFunc(seen, func(x []int64) bool { return u.out(x, tg) >= want }) {
			continue
		}
		x, verdict := u.with([]target{tg}, pattern).solve()
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
func (s *system) with(targets []target, pattern []int64) *problem {
	out := s.problem
	out.nodes = 300
	out.rows = slices.Clone(s.rows)
	for _, tg := range targets {
		out.rows = append(out.rows, s.sum(s.at[tg.question], tg.atom, (mask(1)<<len(s.r.answers)-1)&^tg.family, s.least(tg, pattern), far))
	}
	return &out
}
