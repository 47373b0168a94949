package audit

import "slices"

// escape proves, for coalitions of one pattern, that whatever they say and
// whatever the others answered, a data set in which nearly all others of an
// atom are within a family can be changed into one with one more of them
// outside, so that every published figure stays true.
//
// A way out has two halves. At the question of the target one other of the atom
// changes its answer, and either another atom changes the other way round, or
// the totals leave room. If shares of classes would break, the same happens the
// other way round at a second question: then nothing changes at all. So there
// is no way out only if a share is at its limit and no second question will do.
// escape bounds from below how many second questions there are in the worst
// case: by Lagrange multipliers on the shares the bound falls into a small
// linear problem for every question. Two are enough, one of them is another one.
//
// It needs parts in which totals do not tell atoms apart and in which all
// shares are about the same questions and answers; ok is false for others.
type escape struct {
	r       *round
	p       *part
	pattern []int64
	size    []int64
	rows    []shareRow
	class   []int // of the answers, by what shares count of them
	lemmas  map[lemma]bool
	lambda  map[[2]int][]float64
}

// shareRow is Σ weight over units of atoms and questions ≥ least.
type shareRow struct {
	atoms  uint64
	weight []int64
	least  int64
	unit   float64
}

func newEscape(r *round, p *part, pattern []int64) (e *escape, ok bool) {
	e = &escape{r: r, p: p, pattern: pattern, lemmas: map[lemma]bool{}, lambda: map[[2]int][]float64{}}
	var all uint64
	for k, a := range r.atoms {
		e.size = append(e.size, int64(a.n)-pattern[k])
		all |= 1 << k
	}
	var first *cell
	for _, i := range p.cells {
		c := &r.cells[i]
		if c.kind != share {
			if c.atoms != all {
				return nil, false
			}
			continue
		}
		if first == nil {
			first = c
		}
		if len(c.questions) != len(p.questions) || c.a != first.a || c.den != first.den {
			return nil, false
		}
		for _, side := range shareSides(c) {
			e.addRow(c, side)
		}
	}
	if first == nil {
		return nil, false
	}
	for a := range r.answers {
		e.class = append(e.class, int(one(first.a.has(a))+one(first.den.has(a))))
	}
	return e, true
}

func (e *escape) addRow(c *cell, side shareSide) {
	out := shareRow{atoms: c.atoms, least: side.least}
	for a := range e.r.answers {
		w := side.weight(a)
		out.weight = append(out.weight, w)
		out.unit = max(out.unit, float64(max(w, -w)))
	}
	e.rows = append(e.rows, out)
}

// safe tells whether the target is proven for everything the coalition can say.
func (e *escape) safe(tg target) bool {
	want := int64(need(e.r.atoms[tg.atom].n))
	inside := 0
	for a := range e.r.answers {
		inside += int(one(tg.family.has(a)))
	}
	for from := range e.r.answers {
		if !tg.family.has(from) {
			continue
		}
		least := (e.size[tg.atom] - want + int64(inside)) / int64(inside) // some answer has that many
		start := begin{known: true, question: tg.question, answer: from, family: tg.family, least: max(1, least), want: want}
		if e.stuck(tg, start, nil) && e.stuck(tg, start, &start) {
			return false
		}
	}
	return true
}

// stuck tells whether, in a state of the target's question, there may be no way
// out; refine is the same state to look closer, or nil.
func (e *escape) stuck(tg target, start begin, refine *begin) bool {
	l := e.local(tg.question)
	from := start.answer
	p := l.problem
	p.rows = append(slices.Clone(p.rows), start.rows(l, tg.atom)...)
	cases := [][]row{nil}
	for to := range e.r.answers {
		if tg.family.has(to) {
			continue
		}
		for k := range e.r.atoms {
			if k != tg.atom && e.swap(tg.atom, k, e.class[from], e.class[to], refine) {
				p.rows = append(p.rows, l.sum(k, 1<<to, 0, 0))
			}
		}
		if e.swap(tg.atom, len(e.size), e.class[from], e.class[to], refine) {
			if options, open := l.blocked(from, to); !open {
				cases = combine(cases, options)
			}
		}
	}
	for _, c := range cases {
		q := problem{upper: p.upper, rows: append(slices.Clone(p.rows), c...), eithers: p.eithers}
		if _, verdict := q.solve(); verdict != Exposed {
			return true
		}
	}
	return false
}

// combine pairs every case with every option.
func combine(cases [][]row, options []row) [][]row {
	var out [][]row
	for _, c := range cases {
		for _, o := range options {
			out = append(out, append(slices.Clone(c), o))
		}
	}
	return out
}

// local is one question: the others of each atom and, behind them, the
// coalition's members of each atom.
type local struct {
	e *escape
	q int
	problem
}

func (e *escape) local(q int) *local {
	l := &local{e: e, q: q}
	every := mask(1)<<len(e.r.answers) - 1
	for i, n := range slices.Concat(e.size, e.pattern) {
		for range e.r.answers {
			l.upper = append(l.upper, n)
		}
		l.rows = append(l.rows, l.sum(i, every, n, n))
	}
	for _, i := range e.p.cells {
		c := &e.r.cells[i]
		if c.kind == share || c.questions[0] != q {
			continue
		}
		if c.kind == count {
			l.rows = append(l.rows, l.total(c.a, c.lo, c.hi))
			continue
		}
		l.eithers = append(l.eithers, either{l.total(c.a, -far, c.lo), l.total(c.a, c.hi, far)})
	}
	return l
}

func (l *local) sum(source int, a mask, lo, hi int64) row {
	out := row{lo: lo, hi: hi}
	for i := range l.e.r.answers {
		if a.has(i) {
			out.terms = append(out.terms, term{source*len(l.e.r.answers) + i, 1})
		}
	}
	return out
}

func (l *local) total(a mask, lo, hi int64) row {
	out := row{lo: lo, hi: hi}
	for k := range 2 * len(l.e.size) {
		out.terms = append(out.terms, l.sum(k, a, 0, 0).terms...)
	}
	return out
}

// blocked lists the ways in which totals forbid one unit to change its answer;
// open is true if it is not known that they could: then there is no need for
// another unit, or (for an edge cell) no use in this way.
func (l *local) blocked(from, to int) (options []row, open bool) {
	for _, i := range l.e.p.cells {
		c := &l.e.r.cells[i]
		if c.kind == share || c.questions[0] != l.q || c.a.has(from) == c.a.has(to) {
			continue
		}
		if c.kind == edge {
			return nil, true
		}
		if c.a.has(from) {
			options = append(options, l.total(c.a, c.lo, c.lo))
		} else {
			options = append(options, l.total(c.a, c.hi, c.hi))
		}
	}
	return options, false
}
