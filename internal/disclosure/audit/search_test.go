package audit

import (
	"math/rand/v2"
	"testing"
)

// Branch and bound with certificates says what trying all cases says.
func TestSearchAgreesWithTryingAllCases(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	verdicts := map[Verdict]int{}
	for i := range 3000 {
		p := randomProblem(rng)
		_, want := p.enumerate()
		s := &solver{p: p, budget: maxNodes}
		s.branch(s.start(p.rows))
		got := Exposed
		switch {
		case s.found != nil:
			got = Safe
			if !p.holds(s.found) {
				t.Fatalf("problem %d: %v is no solution of %v", i, s.found, p)
			}
		case s.gap || s.budget <= 0:
			got = Undecided
		}
		if got != want {
			t.Fatalf("problem %d: %v, want %v: %+v", i, got, want, p)
		}
		verdicts[got]++
	}
	if verdicts[Safe] < 300 || verdicts[Exposed] < 300 {
		t.Errorf("problems are one-sided: %v", verdicts)
	}
}

func randomProblem(rng *rand.Rand) *problem {
	p := &problem{}
	for range 2 + rng.IntN(4) {
		p.upper = append(p.upper, int64(1+rng.IntN(4)))
	}
	random := func() row {
		r := row{lo: int64(rng.IntN(9) - 2)}
		r.hi = r.lo + int64(rng.IntN(3))
		for v := range p.upper {
			if c := int64(rng.IntN(7) - 2); rng.IntN(3) > 0 && c != 0 {
				r.terms = append(r.terms, term{v, c})
			}
		}
		switch rng.IntN(4) {
		case 0:
			r.lo = -far
		case 1:
			r.hi = far
		}
		return r
	}
	for range 1 + rng.IntN(5) {
		p.rows = append(p.rows, random())
	}
	if rng.IntN(3) == 0 {
		e := either{random(), random()}
		p.eithers = append(p.eithers, e)
	}
	return p
}
