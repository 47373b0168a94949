package audit

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
)

// Trying all data sets of small releases says what the attack says, with the
// answers and without them. The proofs for large parts never contradict it.
func TestEveryVerdictIsThatOfTryingAllDataSets(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 3))
	seen := map[Verdict]int{}
	proven := 0
	for i := range 240 {
		r, answers := tiny(rng)
		all := r.allDataSets()
		known := newTally()
		if err := runKnown(context.Background(), r, 2, known); err != nil {
			t.Fatalf("case %d: %v", i, err)
		}
		compare(t, fmt.Sprintf("case %d, with answers", i), known, r.bruteKnown(all, answers), seen)
		unknown := newTally()
		if err := runUnknown(context.Background(), r, 2, unknown); err != nil {
			t.Fatalf("case %d: %v", i, err)
		}
		want := r.bruteUnknown(all)
		compare(t, fmt.Sprintf("case %d, without", i), unknown, want, seen)
		forced := newTally()
		for j := range r.parts {
			if len(r.parts[j].cells) > 0 {
				(&attackUnknown{r: r, p: &r.parts[j], t: 2, tell: forced, rng: rng, limit: -1}).run()
			}
		}
		proven += r.checkProofs(t, i, forced, want)
	}
	if seen[Exposed] < 200 || proven < 200 {
		t.Errorf("cases are one-sided: %v exposed, %d proven", seen, proven)
	}
}

// tiny is a round of 3 to 6 units, 1 to 3 questions and 2 to 4 answers with
// random cells, all true for some answers.
func tiny(rng *rand.Rand) (*round, [][]uint8) {
	r := &round{name: "x", index: map[string]int{}}
	for a := range 2 + rng.IntN(3) {
		r.answers = append(r.answers, fmt.Sprint("a", a))
		r.sensitive = append(r.sensitive, mask(1)<<a)
	}
	if len(r.answers) > 2 {
		r.sensitive = append(r.sensitive, 6)
	}
	budget := 20000.0
	for range 1 + rng.IntN(3) {
		r.questions = append(r.questions, fmt.Sprint("q", len(r.questions)))
	}
	units := 3 + rng.IntN(4)
	size := func() float64 {
		n := 1.0
		for range units * len(r.questions) {
			n *= float64(len(r.answers))
		}
		return n
	}
	for size() > budget && units > 3 {
		units--
	}
	for size() > budget {
		r.questions = r.questions[1:]
	}
	atoms := 1 + rng.IntN(3)
	for k := range atoms {
		r.atoms = append(r.atoms, atom{name: fmt.Sprint("k", k)})
	}
	var answers [][]uint8
	bias := rng.IntN(3)
	for u := range units {
		one := unit{key: fmt.Sprint("canary", u), atom: rng.IntN(atoms), answers: make([]uint8, len(r.questions))}
		for q := range one.answers {
			if rng.IntN(3) >= bias {
				one.answers[q] = uint8(rng.IntN(len(r.answers)))
			}
		}
		r.atoms[one.atom].n++
		r.units = append(r.units, one)
		answers = append(answers, one.answers)
	}
	for range 1 + rng.IntN(4) {
		if c, ok := r.randomCell(rng, answers); ok {
			r.cells = append(r.cells, c)
		}
	}
	r.parts = components(len(r.questions), r.cells)
	return r, answers
}

func (r *round) randomCell(rng *rand.Rand, answers [][]uint8) (cell, bool) {
	every := mask(1)<<len(r.answers) - 1
	c := cell{atoms: uint64(1 + rng.IntN(1<<len(r.atoms)-1)), a: mask(1 + rng.IntN(int(every)-1)), questions: []int{rng.IntN(len(r.questions))}}
	switch rng.IntN(3) {
	case 0:
		c.kind = share
		c.questions = nil
		for q := range r.questions {
			c.questions = append(c.questions, q)
		}
		c.a, c.den = 1, mask(3)|mask(rng.IntN(int(every)+1))
		k := int64(rng.IntN(20))
		c.lo, c.hi = k*50_000, (k+1)*50_000
		for tries := 0; tries < 20 && !r.fitsCell(&c, answers); tries++ {
			k = (k + 1) % 20
			c.lo, c.hi = k*50_000, (k+1)*50_000
		}
		if rng.IntN(3) == 0 && c.hi <= 100_000 {
			c.lo, c.hi = 0, 100_000
		}
	case 1:
		c.kind = edge
		c.lo = int64(rng.IntN(2))
		c.hi = c.lo + 1 + int64(rng.IntN(2))
	default:
		n := int64(0)
		for u := range r.units {
			if c.atoms>>r.units[u].atom&1 == 1 {
				n += one(c.a.has(int(answers[u][c.questions[0]])))
			}
		}
		c.lo, c.hi = max(0, n-int64(rng.IntN(2))), n+int64(rng.IntN(2))
	}
	return c, r.fitsCell(&c, answers)
}

// allDataSets are all answers that agree with the cells.
func (r *round) allDataSets() (list [][][]uint8) {
	answers := make([][]uint8, len(r.units))
	for u := range answers {
		answers[u] = make([]uint8, len(r.questions))
	}
	var fill func(i int)
	fill = func(i int) {
		if i == len(r.units)*len(r.questions) {
			for c := range r.cells {
				if !r.fitsCell(&r.cells[c], answers) {
					return
				}
			}
			var copied [][]uint8
			for _, a := range answers {
				copied = append(copied, append([]uint8(nil), a...))
			}
			list = append(list, copied)
			return
		}
		u, q := i/len(r.questions), i%len(r.questions)
		for a := range r.answers {
			answers[u][q] = uint8(a)
			fill(i + 1)
		}
	}
	fill(0)
	return list
}

// bruteKnown finds, for each target, the smallest coalitions to which it is exposed.
func (r *round) bruteKnown(all [][][]uint8, truth [][]uint8) map[Finding]bool {
	found := map[Finding]bool{}
	a := &attackKnown{r: r, t: 2}
	for _, tg := range r.allTargets() {
		var lost [][]int
		a.coalitions(func(c []int) {
			for _, l := range lost {
				if subset(l, c) {
					return
				}
			}
			if agreeing := filter(all, truth, c); !r.escapes(agreeing, tg, c) {
				lost = append(lost, c)
				found[a.finding(tg, c, Exposed)] = true
			}
		})
	}
	return found
}

func (r *round) allTargets() (list []target) {
	for k := range r.atoms {
		for q := range r.questions {
			for _, s := range r.sensitive {
				list = append(list, target{k, q, s})
			}
		}
	}
	return list
}

func filter(all [][][]uint8, truth [][]uint8, c []int) (list [][][]uint8) {
next:
	for _, d := range all {
		for _, u := range c {
			for q := range d[u] {
				if d[u][q] != truth[u][q] {
					continue next
				}
			}
		}
		list = append(list, d)
	}
	return list
}

// escapes tells whether one of the data sets has enough units outside.
func (r *round) escapes(list [][][]uint8, tg target, c []int) bool {
	others, best := 0, 0
	for i, d := range list {
		n := 0
		for u := range r.units {
			if r.units[u].atom != tg.atom || contains(c, u) {
				continue
			}
			if i == 0 {
				others++
			}
			n += int(one(!tg.family.has(int(d[u][tg.question]))))
		}
		best = max(best, n)
	}
	return others == 0 || best >= need(others)
}

func contains(c []int, u int) bool {
	for _, x := range c {
		if x == u {
			return true
		}
	}
	return false
}

// bruteUnknown takes every consistent data set for the truth. What a coalition
// says about other parts does not matter: they are independent.
func (r *round) bruteUnknown(all [][][]uint8) map[Finding]bool {
	found := map[Finding]bool{}
	a := &attackKnown{r: r, t: 2}
	for _, tg := range r.allTargets() {
		if r.untold(tg.question) {
			continue
		}
		a.coalitions(func(c []int) {
			groups := map[string][][][]uint8{}
			for _, d := range all {
				key := ""
				for _, u := range c {
					key += string(d[u]) + "/"
				}
				groups[key] = append(groups[key], d)
			}
			for _, list := range groups {
				if !r.escapes(list, tg, c) {
					f := a.finding(tg, c, Exposed)
					f.How = "ohne Antworten"
					found[f] = true
					return
				}
			}
		})
	}
	return found
}

// untold tells whether no cell is about a question.
func (r *round) untold(q int) bool {
	for _, p := range r.parts {
		if len(p.cells) == 0 && p.questions[0] == q {
			return true
		}
	}
	return false
}

func compare(t *testing.T, name string, got *tally, want map[Finding]bool, seen map[Verdict]int) {
	t.Helper()
	for f := range got.found {
		seen[f.Verdict]++
		if !want[f] {
			t.Fatalf("%s: %v is not exposed", name, f)
		}
	}
	for f := range want {
		if !got.found[f] {
			t.Fatalf("%s: %v was not found", name, f)
		}
	}
	seen[Safe]++
}

// checkProofs holds the way of large parts against the truth: what it does not
// name is safe for every coalition, what it calls exposed is.
func (r *round) checkProofs(t *testing.T, i int, got *tally, want map[Finding]bool) (proven int) {
	t.Helper()
	for f := range got.found {
		if f.Verdict == Exposed && !want[f] {
			t.Fatalf("case %d: %v is not exposed", i, f)
		}
	}
	for f := range want {
		named := false
		for g := range got.found {
			named = named || g.Group == f.Group && g.Question == f.Question && g.Family == f.Family
		}
		if !named {
			t.Fatalf("case %d: %v passed for proven", i, f)
		}
	}
	for _, tg := range r.allTargets() {
		named := false
		for g := range got.found {
			named = named || g.Group == r.atoms[tg.atom].name && g.Question == r.questions[tg.question] && g.Family == r.family(tg.family)
		}
		proven += int(one(!named))
	}
	return proven
}
