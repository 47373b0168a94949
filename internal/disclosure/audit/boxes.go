package audit

import "slices"

// box is how many units of each atom have to give each answer to a question, so
// that a coalition may be among them: by atom, answer.
type box [][]int64

// maxCombinations is how many choices of boxes for the questions of a part are
// proven one by one.
const maxCombinations = 256

// boxes cover all that a coalition can say to one question: everything it says
// lies in one of them, and each agrees with what is published about the
// question. Mostly it is one; it takes more where totals do not leave room for
// all answers at once.
func boxes(l *local) []box {
	var all []box
	every := mask(1)<<len(l.e.r.answers) - 1
	said := make(box, len(l.e.pattern))
	for k := range said {
		said[k] = make([]int64, len(l.e.r.answers))
	}
	var fill func(k, a int, left int64)
	fill = func(k, a int, left int64) {
		switch {
		case k == len(said):
			if l.room(said) {
				all = append(all, clone(said))
			}
		case every == 1<<(a+1)-1:
			said[k][a] = left
			next := int64(0)
			if k+1 < len(said) {
				next = l.e.pattern[k+1]
			}
			fill(k+1, 0, next)
		default:
			for n := int64(0); n <= left; n++ {
				said[k][a] = n
				fill(k, a+1, left-n)
			}
		}
	}
	fill(0, 0, l.e.pattern[0])
	return l.cover(all)
}

func clone(b box) box {
	c := make(box, len(b))
	for k := range b {
		c[k] = slices.Clone(b[k])
	}
	return c
}

// hull is the smallest box around some.
func hull(all []box) box {
	h := clone(all[0])
	for _, b := range all[1:] {
		for k := range b {
			for a, n := range b[k] {
				h[k][a] = max(h[k][a], n)
			}
		}
	}
	return h
}

// room tells whether some data set of the question has all that a box asks for.
func (l *local) room(b box) bool {
	p := problem{upper: l.upper, rows: slices.Clone(l.rows), eithers: l.eithers}
	n := len(l.e.size)
	for k := range b {
		for a, least := range b[k] {
			if least == 0 {
				continue
			}
			both := l.sum(k, 1<<a, least, far) // others and coalition together
			both.terms = append(both.terms, l.sum(n+k, 1<<a, 0, 0).terms...)
			p.rows = append(p.rows, both)
		}
	}
	_, verdict := p.solve()
	return verdict != Exposed
}

// cover splits statements until the hull of each share of them has room.
func (l *local) cover(all []box) []box {
	if len(all) == 0 {
		return nil
	}
	h := hull(all)
	if len(all) == 1 || l.room(h) {
		return []box{h}
	}
	var best []box
	for k := range h {
		for a, most := range h[k] {
			if most == 0 {
				continue
			}
			var with, without []box
			for _, b := range all {
				if b[k][a] == most {
					with = append(with, b)
				} else {
					without = append(without, b)
				}
			}
			if len(without) == 0 {
				continue
			}
			if l.room(hull(with)) && l.room(hull(without)) {
				return []box{hull(with), hull(without)}
			}
			if best == nil {
				best = append(l.cover(with), l.cover(without)...)
			}
		}
	}
	return best
}
