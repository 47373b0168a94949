package audit

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// maxStatements is up to how many combinations of answers of a coalition are
// tried one by one.
const maxStatements = 5000

// attackUnknown attacks a part of a round without knowing any answer: is there
// a coalition whose members might have answered so, in agreement with all that
// is published, that they get to know something about the others?
//
// Small parts are decided by trying everything that a coalition can say. For
// the others it is proven that every data set has a way out (see escape), and
// where the proof fails a statement is looked for that shows the opposite.
type attackUnknown struct {
	r     *round
	p     *part
	t     int
	tell  *tally
	rng   *rand.Rand
	limit float64
}

func runUnknown(ctx context.Context, r *round, t int, tell *tally) error {
	seen := map[string][]Finding{}
	for i := range r.parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		p := &r.parts[i]
		if len(p.cells) == 0 {
			continue
		}
		key := p.form(r)
		list, known := seen[key]
		own := newTally()
		if known { // the same figures about other questions
			own.found = map[Finding]bool{}
			for _, f := range list {
				own.find(p.rename(r, f))
			}
		} else {
			a := &attackUnknown{r: r, p: p, t: t, tell: own, rng: rand.New(rand.NewPCG(2, uint64(i))), limit: maxStatements}
			a.run()
			for _, f := range own.findings() {
				list = append(list, p.number(r, f))
			}
			seen[key] = list
		}
		ways := len(patterns(r, t))
		tell.targets += len(p.questions) * len(r.atoms) * len(r.sensitive)
		tell.coalitions += ways * len(p.questions) * len(r.atoms) * len(r.sensitive)
		for f := range own.found {
			tell.find(f)
		}
	}
	return nil
}

// form describes what is published about a part without its questions' names.
func (p *part) form(r *round) string {
	var b strings.Builder
	fmt.Fprint(&b, len(p.questions))
	for _, i := range p.cells {
		c := &r.cells[i]
		fmt.Fprint(&b, "|", c.kind, c.atoms, c.a, c.den, c.lo, c.hi)
		for _, q := range c.questions {
			fmt.Fprint(&b, ",", slices.Index(p.questions, q))
		}
	}
	return b.String()
}

// number puts the position in the part in place of a question's name, rename
// the other way round.
func (p *part) number(r *round, f Finding) Finding {
	f.Question = fmt.Sprint(slices.IndexFunc(p.questions, func(q int) bool { return r.questions[q] == f.Question }))
	return f
}

func (p *part) rename(r *round, f Finding) Finding {
	var i int
	_, _ = fmt.Sscan(f.Question, &i) // number wrote it
	f.Question = r.questions[p.questions[i]]
	return f
}

// patterns are all ways to take at most t members from the atoms; the empty
// coalition first.
func patterns(r *round, t int) [][]int64 {
	var list [][]int64
	var grow func(pattern []int64, k, left int)
	grow = func(pattern []int64, k, left int) {
		if k == len(r.atoms) {
			if left == 0 {
				list = append(list, slices.Clone(pattern))
			}
			return
		}
		for c := 0; c <= min(left, r.atoms[k].n); c++ {
			pattern[k] = int64(c)
			grow(pattern, k+1, left-c)
		}
		pattern[k] = 0
	}
	for size := 0; size <= t; size++ {
		grow(make([]int64, len(r.atoms)), 0, size)
	}
	return list
}

func (a *attackUnknown) run() {
	all := patterns(a.r, a.t)
	small := !slices.ContainsFunc(all, func(pattern []int64) bool { return a.statements(pattern) > a.limit })
	for _, pattern := range all {
		if small {
			a.tryAll(pattern)
		} else if sum(pattern) == int64(min(a.t, a.r.total())) { // proves smaller ones as well
			a.prove(pattern)
		}
	}
}

func (r *round) total() int {
	n := 0
	for _, a := range r.atoms {
		n += a.n
	}
	return n
}

func sum(pattern []int64) int64 {
	var n int64
	for _, c := range pattern {
		n += c
	}
	return n
}

// statements counts what a coalition can say about a part.
func (a *attackUnknown) statements(pattern []int64) float64 {
	each := 1.0
	for _, c := range pattern {
		for i := range c { // ways to put c answers into A kinds
			each *= float64(int(i)+len(a.r.answers)) / float64(i+1)
		}
	}
	all := 1.0
	for range a.p.questions {
		all *= each
	}
	return all
}

// tryAll decides a pattern by trying all statements.
func (a *attackUnknown) tryAll(pattern []int64) {
	said := newKnown(len(a.p.questions), len(a.r.atoms), len(a.r.answers))
	var fill func(q, k, answer int, left int64)
	fill = func(q, k, answer int, left int64) {
		switch {
		case q == len(a.p.questions):
			a.statement(pattern, said, nil, math.MaxInt)
		case k == len(pattern):
			fill(q+1, 0, 0, pattern[0])
		case answer == len(a.r.answers)-1:
			said[q][k][answer] = left
			next := int64(0)
			if k+1 < len(pattern) {
				next = pattern[k+1]
			}
			fill(q, k+1, 0, next)
		default:
			for n := int64(0); n <= left; n++ {
				said[q][k][answer] = n
				fill(q, k, answer+1, left-n)
			}
		}
	}
	fill(0, 0, 0, pattern[0])
}

// statement decides all targets (or the given ones) for one statement of a
// coalition. Statements that contradict the release are none. A limit below
// maxNodes is the budget of a mere guess, of which a few findings are enough.
func (a *attackUnknown) statement(pattern []int64, said known, only []target, limit int) (found int) {
	s := newSystem(a.r, a.p, pattern, said)
	x, verdict := s.solve()
	if verdict == Exposed {
		return 0
	}
	if verdict == Undecided {
		if only == nil {
			for _, tg := range a.targets(pattern) {
				a.tell.find(a.r.finding(tg, ints(pattern), Undecided, "ohne Antworten"))
			}
		}
		return 0
	}
	seen, undecided := [][]int64{x}, 0
	if only == nil {
		only = a.targets(pattern)
	}
	for _, tg := range only {
		want := int64(need(int(s.size[tg.atom])))
		if slices.ContainsFunc(seen, func(x []int64) bool { return s.out(x, tg) >= want }) {
			continue
		}
		way := s.outside(tg.question, tg.atom, tg.family, want)
		way.nodes = min(limit, maxNodes)
		y, verdict := way.solve()
		if verdict == Undecided && limit < maxNodes { // one of many guesses
			if undecided++; undecided > maxHopeless {
				break
			}
			continue
		}
		if verdict == Safe {
			seen = append(seen, y)
			continue
		}
		a.tell.find(a.r.finding(tg, ints(pattern), verdict, "ohne Antworten"))
		if found++; found >= 3 && limit < maxNodes {
			break
		}
	}
	return found
}

// targets are all targets in atoms that the coalition leaves something of.
func (a *attackUnknown) targets(pattern []int64) []target {
	var list []target
	for k, atom := range a.r.atoms {
		if int64(atom.n) == pattern[k] {
			continue
		}
		for _, q := range a.p.questions {
			for _, family := range a.r.sensitive {
				list = append(list, target{k, q, family})
			}
		}
	}
	return list
}

// out counts the others of a target that are outside its family.
func (s *system) out(x []int64, tg target) int64 {
	var n int64
	for answer := range s.r.answers {
		if !tg.family.has(answer) {
			n += x[s.v(s.at[tg.question], tg.atom, answer)]
		}
	}
	return n
}

func ints(pattern []int64) []int {
	list := make([]int, len(pattern))
	for i, c := range pattern {
		list[i] = int(c)
	}
	return list
}
