package audit

// maxTraps is how many statements of a coalition are tried where a proof failed.
const maxTraps = 20

// quick is the budget of a search that mostly succeeds, thorough that of the few
// cases that nothing else settles.
const (
	quick    = 300
	thorough = 4000
)

// prove decides a pattern of a large part: by proof, and where that fails by
// looking for a statement that gives something away. What is neither proven nor
// refuted is undecided.
func (a *attackUnknown) prove(pattern []int64) {
	var doubtful []target
	e, ok := newEscape(a.r, a.p, pattern)
	for _, tg := range uniform(a.r, a.p, pattern, a.targets(pattern), quick) {
		if !ok || !e.safe(tg) {
			doubtful = append(doubtful, tg)
		}
	}
	if len(doubtful) > 0 {
		doubtful = uniform(a.r, a.p, pattern, doubtful, thorough)
	}
	if len(doubtful) == 0 {
		return
	}
	before := len(a.tell.found)
	for i := range maxTraps {
		a.statement(pattern, a.guess(pattern, e, i), doubtful, 60)
		if len(a.tell.found) > before {
			break // it is not safe; how many statements betray somebody does not matter
		}
	}
	for _, tg := range doubtful {
		if f := a.r.finding(tg, ints(pattern), Exposed, "ohne Antworten"); !a.tell.found[f] {
			a.tell.find(a.r.finding(tg, ints(pattern), Undecided, "ohne Antworten"))
		}
	}
}

// guess makes a statement that may betray the others: the coalition is as
// different from them as a share allows.
func (a *attackUnknown) guess(pattern []int64, e *escape, i int) known {
	said := newKnown(len(a.p.questions), len(a.r.atoms), len(a.r.answers))
	mix := a.mix(pattern, e, i)
	for k, c := range pattern {
		for q := range a.p.questions {
			for range c {
				said[q][k][mix(k)]++
			}
		}
	}
	return said
}

// mix chooses answers. For a part with shares it takes the numbers of answers
// with which a row about an atom would only just hold if all others answered
// what that row counts most; else anything.
func (a *attackUnknown) mix(pattern []int64, e *escape, i int) func(k int) int {
	random := func(int) int { return a.rng.IntN(len(a.r.answers)) }
	if e == nil {
		return random
	}
	var bags [][]int
	for r := range e.rows {
		bags = append(bags, e.bags(&e.rows[r])...)
	}
	if len(bags) == 0 {
		return random
	}
	bag := bags[i%len(bags)]
	a.rng.Shuffle(len(bag), func(i, j int) { bag[i], bag[j] = bag[j], bag[i] })
	at := 0
	return func(int) int {
		at++
		return bag[(at-1)%len(bag)]
	}
}

// bags are the answers of a coalition inside one atom with which a row about
// that atom just holds if all others give the answer that counts most, and no
// longer if few of them give another.
func (e *escape) bags(r *shareRow) [][]int {
	var out [][]int
	for k, c := range e.pattern {
		if r.atoms != 1<<k || c == 0 || c != sum(e.pattern) {
			continue
		}
		most, next := int64(-1<<40), int64(-1<<40)
		for _, w := range r.weight {
			switch {
			case w > most:
				most, next = w, most
			case w > next && w < most:
				next = w
			}
		}
		said := int(c) * len(e.p.questions)
		base := most*e.size[k]*int64(len(e.p.questions)) - r.least
		classes := [3]int{}
		for class := range classes {
			classes[class] = -1
			for a, of := range e.class {
				if of == class {
					classes[class] = a
				}
			}
		}
		for x := 0; x <= said; x++ {
			for y := 0; x+y <= said; y++ {
				if bag, left, ok := e.bag(r, classes, said, x, y); ok && base+left >= 0 && base+left < (most-next)*int64(need(int(e.size[k]))) {
					out = append(out, bag)
				}
			}
		}
	}
	return out
}

// bag is x answers of class 0, y of class 2 and the rest of class 1.
func (e *escape) bag(r *shareRow, classes [3]int, said, x, y int) (bag []int, left int64, ok bool) {
	for class, n := range [3]int{x, said - x - y, y} {
		if n > 0 && classes[class] < 0 {
			return nil, 0, false
		}
		for range n {
			bag = append(bag, classes[class])
			left += r.weight[classes[class]]
		}
	}
	return bag, left, true
}
