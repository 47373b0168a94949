package disclosure

// system is the published counts and shares as linear conditions on how many of
// the units of an atom, coalition members aside, gave each answer to a question.
// Quantiles, merged ends and beliefs are left out: what has no solution without
// them has none with them.
type system struct {
	rows   []linear
	uses   [][]int // variable → rows
	values []span
}

// span is the values a variable may have.
type span struct{ lo, hi int }

// linear is Σ coefficient · variable ≥ least.
type linear struct {
	vars, factors []int
	least         int
}

func (s *system) variable(hi int) int {
	s.values = append(s.values, span{0, hi})
	s.uses = append(s.uses, nil)
	return len(s.values) - 1
}

func (s *system) add(vars, factors []int, least int) {
	for _, v := range vars {
		s.uses[v] = append(s.uses[v], len(s.rows))
	}
	s.rows = append(s.rows, linear{vars, factors, least})
}

// between adds lo ≤ Σ variables ≤ hi.
func (s *system) between(vars []int, lo, hi int) {
	plus, minus := make([]int, len(vars)), make([]int, len(vars))
	for i := range vars {
		plus[i], minus[i] = 1, -1
	}
	s.add(vars, plus, lo)
	s.add(vars, minus, -hi)
}

// narrow draws the spans in until no condition draws them further; false says
// that there is no solution. Conditions are looked at that use a variable in
// changed, all of them if it is nil.
func (s *system) narrow(changed []int) bool {
	waiting, queue := make([]bool, len(s.rows)), []int{}
	wake := func(v int) {
		for _, r := range s.uses[v] {
			if !waiting[r] {
				waiting[r] = true
				queue = append(queue, r)
			}
		}
	}
	for v := range s.values {
		if changed == nil {
			wake(v)
		}
	}
	for _, v := range changed {
		wake(v)
	}
	for len(queue) > 0 {
		r := queue[0]
		queue = queue[1:]
		waiting[r] = false
		if !s.apply(&s.rows[r], wake) {
			return false
		}
	}
	return true
}

// apply draws in the spans of one condition's variables.
func (s *system) apply(r *linear, wake func(v int)) bool {
	most := -r.least // what is left above the least value if all are at their best
	for i, v := range r.vars {
		most += max(r.factors[i]*s.values[v].lo, r.factors[i]*s.values[v].hi)
	}
	if most < 0 {
		return false
	}
	for i, v := range r.vars {
		span, f := s.values[v], r.factors[i]
		if f == 0 {
			continue
		}
		room := most / max(f, -f)
		if span.hi-span.lo <= room {
			continue
		}
		if f > 0 {
			s.values[v].lo = span.hi - room
		} else {
			s.values[v].hi = span.lo + room
		}
		wake(v)
	}
	return true
}
