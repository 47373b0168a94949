package disclosure

import "slices"

// goal is a target and the coalition that it has to be safe from.
type goal struct {
	atom      *atom
	question  int
	family    uint8
	policy    Policy
	coalition []int
	// single asks for one unit outside the family only.
	single bool
}

func (o *goal) outside(a uint8) int { return 1 - has(o.family, 1<<a) }

func (o *goal) knows(member int) bool { return slices.Contains(o.coalition, member) }

// free is the number of units of the atom that are not in the coalition.
func (o *goal) free(w *world) (n int) {
	for _, u := range o.atom.units {
		if !o.knows(w.units[u].member) {
			n++
		}
	}
	return n
}

// need is how many of n units have to be outside the family.
func (o *goal) need(n int) int {
	if o.single {
		return 1
	}
	return max(1, o.policy.share(n))
}

func (o *goal) needs(w *world) int { return o.need(o.free(w)) }

// witness is other answers that would have been published alike.
type witness struct {
	w       *world
	touched []bool // by member: an answer was changed
	outside []bool // by unit: has an answer outside the family
}

// covers reports whether a witness will do for the goal's coalition too.
func (o *goal) covers(found witness) bool {
	for _, m := range o.coalition {
		if found.touched[m] {
			return false
		}
	}
	outside, free := 0, 0
	for _, u := range o.atom.units {
		if o.knows(found.w.units[u].member) {
			continue
		}
		free++
		if found.outside[u] {
			outside++
		}
	}
	return outside >= o.need(free)
}
