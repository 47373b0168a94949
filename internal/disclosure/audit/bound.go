package audit

import (
	"slices"
)

// margin is for floating point: what is bounded is a whole number.
const margin = 0.05

// enough is what a lower bound of the number of second questions has to exceed.
func (b *bounder) enough() float64 {
	if b.known {
		return margin
	}
	return 1 + margin
}

// maxSteepest is how many steps a bound is improved before it is given up.
const maxSteepest = 60

// swap tells whether this way out is always open: a unit of atom k changes from
// an answer of class `from` to one of class `to`, one of atom l the other way
// round; both have such a unit. The totals themselves are the atom after the
// last one: they take part where they have room.
//
// The way back leads over other questions and, it may be, over other atoms: at
// one question k changes back with a third atom, at the next the third one with
// l. There is such a chain unless the atoms fall into two sides, k on one and l
// on the other, between which no question offers an exchange. So every division
// has to have enough questions that cross it.
//
// A first proof holds for all questions of the target at once: at least two
// questions cross, so at least one of them is another one. Where it fails and
// start is given, the state of the target's question is taken into account, and
// at least one other question has to cross.
func (e *escape) swap(k, l, from, to int, start *begin) bool {
	if from == to {
		return true
	}
	if k < l && e.lemma(lemma{k: k, l: l, from: from, to: to}) || k > l && e.lemma(lemma{k: l, l: k, from: to, to: from}) {
		return true
	}
	return start != nil && e.lemma(lemma{k: k, l: l, from: from, to: to, begin: *start})
}

// begin is the state in which a way out begins, if it is known: at a question at
// least `least` others of the first atom gave an answer of the family, and fewer
// than `want` one outside.
type begin struct {
	known            bool
	question, answer int
	family           mask
	least, want      int64
}

// rows are the conditions of that state.
func (s *begin) rows(l *local, k int) []row {
	every := mask(1)<<len(l.e.r.answers) - 1
	return []row{l.sum(k, 1<<s.answer, s.least, far), l.sum(k, every&^s.family, 0, s.want-1)}
}

// lemma is a way out: k changes from a class of answers to another one, l the
// other way round.
type lemma struct {
	k, l, from, to int
	begin
}

func (e *escape) lemma(key lemma) bool {
	known, ok := e.lemmas[key]
	if !ok {
		known = e.everyDivision(key)
		e.lemmas[key] = known
	}
	return known
}

func (e *escape) everyDivision(key lemma) bool {
	nodes := len(e.size) + 1
	for side := uint64(0); side < 1<<nodes; side++ {
		if side>>key.k&1 == 0 || side>>key.l&1 == 1 {
			continue
		}
		b := &bounder{e: e, lemma: key, side: side}
		if !b.holds() {
			return false
		}
	}
	return true
}

// bounder bounds the number of second questions that cross one division.
type bounder struct {
	e *escape
	lemma
	side  uint64     // the atoms on the side of k
	types [][]choice // by question
}

// choice is a state of a question in the relaxed problem: it offers a second
// half (cost 1) or provably not (cost 0).
type choice struct {
	lp   *simplex
	cost float64
}

// holds tells whether there is a second question whenever a share would break.
func (b *bounder) holds() bool {
	for r, row := range b.e.rows {
		by := b.change(&row)
		if by >= 0 {
			continue
		}
		if b.types == nil {
			b.open()
		}
		if !b.bound(r, float64(-by-1)) {
			return false
		}
	}
	return true
}

// change is what the first half does to a row.
func (b *bounder) change(r *shareRow) int64 {
	by := b.e.weight(r, b.to) - b.e.weight(r, b.from)
	return by * (int64(r.atoms>>b.k&1) - int64(r.atoms>>b.l&1))
}

// weight is what a row counts for answers of a class.
func (e *escape) weight(r *shareRow, class int) int64 {
	return r.weight[slices.Index(e.class, class)]
}

// members are the answers of a class.
func (e *escape) members(class int) mask {
	var m mask
	for a, c := range e.class {
		if c == class {
			m |= 1 << a
		}
	}
	return m
}

// open prepares the linear problems of all questions.
func (b *bounder) open() {
	for _, q := range b.e.p.questions {
		l := b.e.local(q)
		if b.known && q == b.question {
			b.types = append(b.types, l.choices(b.begin.rows(l, b.k), 0))
			continue
		}
		list := l.choices(nil, 1)
		for _, rows := range b.without(l) {
			list = append(list, l.choices(rows, 0)...)
		}
		b.types = append(b.types, list)
	}
}

// without lists the conditions under which a question does not cross the
// division: nobody on this side has an answer to give back, or nobody on the
// other side has one to take; and the totals, on their side, have no room.
func (b *bounder) without(l *local) [][]row {
	from, to := b.e.members(b.from), b.e.members(b.to)
	totals := b.side>>len(b.e.size)&1 == 1
	here, there := []row{b.none(l, true, to)}, []row{b.none(l, false, from)}
	if totals {
		return append(b.noRoom(l, here, from, to, false), there)
	}
	return append(b.noRoom(l, there, to, from, true), here)
}

// none is the condition that nobody on a side has an answer of a set.
func (b *bounder) none(l *local, here bool, a mask) row {
	out := row{}
	for k := range b.e.size {
		if (b.side>>k&1 == 1) == here {
			out.terms = append(out.terms, l.sum(k, a, 0, 0).terms...)
		}
	}
	return out
}

// noRoom extends a case by the ways in which the totals forbid everybody on a
// side to change from an answer of one set to one of another.
func (b *bounder) noRoom(l *local, rows []row, from, to mask, here bool) [][]row {
	cases := [][]row{rows}
	for x := range b.e.r.answers {
		for y := range b.e.r.answers {
			if !from.has(x) || !to.has(y) {
				continue
			}
			options, open := l.blocked(x, y)
			if open {
				return [][]row{rows}
			}
			cases = combine(cases, append(options, b.none(l, here, 1<<x)))
		}
	}
	return cases
}

// choices are the feasible problems of a question with some more conditions;
// each side of an edge cell is one of its own.
func (l *local) choices(rows []row, cost float64) []choice {
	cases := [][]row{rows}
	for _, e := range l.eithers {
		cases = combine(cases, []row{e.low, e.high})
	}
	var list []choice
	for _, c := range cases {
		lp := newSimplex(l.upper, append(slices.Clone(l.rows), c...), make([]float64, len(l.upper)))
		if ok, done := lp.feasible(); ok || !done {
			list = append(list, choice{lp, cost})
		}
	}
	return list
}

// bound tells whether there are two second questions in every state in which
// row `tight` has at most `slack` left. It raises the Lagrangian bound by steps
// in the direction of the violated rows.
func (b *bounder) bound(tight int, slack float64) bool {
	rows := b.e.rows
	n := len(rows)
	start := [2]int{int(b.side), tight}
	lambda := slices.Clone(b.e.lambda[start]) // one more for the upper side of row tight
	if lambda == nil {
		lambda = make([]float64, n+1)
	}
	values := make([]float64, n)
	best, pace, since := -1e9, 1.0, 0
	for range maxSteepest {
		low, ok := b.value(lambda, tight, slack, values)
		if !ok {
			return false
		}
		if low > b.enough() {
			b.e.lambda[start] = lambda
			return true
		}
		if since++; low > best+0.001 {
			best, since = low, 0
		} else if since > 6 {
			pace, since = pace/2, 0
		}
		b.climb(lambda, values, pace*(1.5*b.enough()-low), tight, slack)
	}
	return false
}

// climb moves the multipliers uphill, by what a bound lacks.
func (b *bounder) climb(lambda, values []float64, gap float64, tight int, slack float64) {
	n := len(b.e.rows)
	up := make([]float64, n+1)
	norm := 0.0
	for r := range n {
		up[r] = -values[r]
	}
	up[n] = values[tight] - slack/b.e.rows[tight].unit
	for r, g := range up {
		if lambda[r] == 0 && g < 0 {
			up[r] = 0
			continue
		}
		norm += g * g
	}
	if norm == 0 {
		return
	}
	for r, g := range up {
		lambda[r] = max(0, lambda[r]+gap/norm*g)
	}
}

// value is the bound for given multipliers; values receives what the rows have
// left in the state that attains it, in units of answers.
func (b *bounder) value(lambda []float64, tight int, slack float64, values []float64) (low float64, ok bool) {
	e := b.e
	n, answers := len(e.rows), len(e.r.answers)
	net := slices.Clone(lambda[:n])
	net[tight] -= lambda[n]
	goal := make([]float64, 2*len(e.size)*answers)
	for r := range e.rows {
		row := &e.rows[r]
		values[r] = -float64(row.least) / row.unit
		low += net[r] * float64(row.least) / row.unit
		for i := range goal {
			if row.atoms>>(i/answers%len(e.size))&1 == 1 {
				goal[i] -= net[r] * float64(row.weight[i%answers]) / row.unit
			}
		}
	}
	low -= lambda[n] * slack / e.rows[tight].unit
	for _, list := range b.types {
		var pick *simplex
		least := 0.0
		for _, c := range list {
			c.lp.aim(goal)
			at, done := c.lp.minimise()
			if !done {
				return 0, false
			}
			if at += c.cost; pick == nil || at < least {
				pick, least = c.lp, at
			}
		}
		if pick == nil {
			return 0, false
		}
		low += least
		e.left(pick, values)
	}
	return low, true
}

// left adds what a question contributes to the rows.
func (e *escape) left(lp *simplex, values []float64) {
	answers := len(e.r.answers)
	for r := range e.rows {
		row := &e.rows[r]
		for i := range lp.n {
			if row.atoms>>(i/answers%len(e.size))&1 == 1 {
				values[r] += lp.value[i] * float64(row.weight[i%answers]) / row.unit
			}
		}
	}
}
