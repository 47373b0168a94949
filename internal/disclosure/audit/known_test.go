package audit

import (
	"context"
	"testing"
)

// attacked reads releases with their answers and attacks them.
func attacked(tb testing.TB, files []*File, who ...*people) *tally {
	tb.Helper()
	members := map[string]*rawRound{}
	for _, p := range who {
		raw, err := readMembers(p.round, p.csv())
		if err != nil {
			tb.Fatal(err)
		}
		members[p.round] = raw
	}
	rounds, err := newRounds(files, members)
	if err != nil {
		tb.Fatal(err)
	}
	tell := newTally()
	for _, r := range rounds {
		if err := runKnown(context.Background(), r, 2, tell); err != nil {
			tb.Fatal(err)
		}
	}
	return tell
}

// guessed attacks releases without the answers.
func guessed(tb testing.TB, files ...*File) *tally {
	tb.Helper()
	rounds, err := newRounds(files, nil)
	if err != nil {
		tb.Fatal(err)
	}
	tell := newTally()
	for _, r := range rounds {
		if err := runUnknown(context.Background(), r, 2, tell); err != nil {
			tb.Fatal(err)
		}
	}
	return tell
}

func (t *tally) count(v Verdict) int {
	n := 0
	for f := range t.found {
		n += int(one(f.Verdict == v))
	}
	return n
}

// fullTopics are 140 questions, the smallest topics put together.
var fullTopics = []int{12, 10, 12, 12, 12, 10, 12, 12, 10, 8, 8, 8, 14}

var usual = world{sizes: []int{17, 17, 16}, topics: fullTopics, spread: 1, harsh: 1.2}

func TestNothingFollowsFromReleasesThatKeepTheRules(t *testing.T) {
	for seed := range uint64(3) {
		w := usual
		w.seed = seed
		p := invent("2026", w)
		for f := range attacked(t, []*File{p.publish(t, rules(), 50)}, p).found {
			t.Error("with the answers:", f)
		}
	}
	w := usual
	w.seed, w.topics = 3, []int{12, 8}
	p := invent("2026", w)
	for f := range guessed(t, p.publish(t, rules(), 50)).found {
		t.Error("without the answers:", f)
	}
}

func TestNothingFollowsInCornerCases(t *testing.T) {
	small := []int{12, 8}
	all := func(a int) func(*people) {
		return func(p *people) {
			for u := range p.answers {
				for _, q := range p.topics[1] {
					p.answers[u][q] = a
				}
			}
		}
	}
	merged := rules()
	merged.merge = true
	for name, c := range map[string]struct {
		world  world
		policy policy
	}{
		"polarised":             {world{sizes: []int{17, 17, 16}, topics: small, spread: 4, harsh: 3}, rules()},
		"a class of ten":        {world{sizes: []int{10, 18, 18}, topics: small, spread: 1, harsh: 1.2}, rules()},
		"merged classes":        {world{sizes: []int{20, 18, 8}, topics: small, spread: 1, harsh: 1.2}, merged},
		"all no":                {world{sizes: []int{17, 17, 16}, topics: small, spread: 1, harsh: 1.2, prepare: all(2)}, rules()},
		"all yes":               {world{sizes: []int{17, 17, 16}, topics: small, spread: 1, harsh: 1.2, prepare: all(0)}, rules()},
		"all without relevance": {world{sizes: []int{17, 17, 16}, topics: small, spread: 1, harsh: 1.2, prepare: all(3)}, rules()},
	} {
		for seed := range uint64(4) {
			c.world.seed = seed
			p := invent("2026", c.world)
			for f := range attacked(t, []*File{p.publish(t, c.policy, len(p.answers))}, p).found {
				t.Errorf("%s, seed %d: %v", name, seed, f)
			}
		}
	}
}

func TestPlantedDefectsAreFound(t *testing.T) {
	w := world{seed: 3, sizes: []int{17, 17, 16}, topics: []int{12, 12}, spread: 1.5, harsh: 2.5}
	p := invent("2026", w)
	p.prepareNearlyUnanimous()
	for name, o := range map[string]func(*policy){
		"coding of one":    func(o *policy) { o.h = func(int) int { return 1 } },
		"no coding at all": func(o *policy) { o.noCoding = true },
	} {
		bad := rules()
		o(&bad)
		if attacked(t, []*File{p.publish(t, bad, 50)}, p).count(Exposed) == 0 {
			t.Errorf("%s: not found with the answers", name)
		}
	}
	if n := len(attacked(t, []*File{p.publish(t, rules(), 50)}, p).found); n > 0 {
		t.Errorf("the same answers by the rules: %d findings", n)
	}
}

// prepareNearlyUnanimous makes some questions that all but one or two answered
// alike.
func (p *people) prepareNearlyUnanimous() {
	for i, q := range []int{0, 5, 13, 20} {
		for u := range p.answers {
			p.answers[u][q] = 2 * (i % 2)
		}
		if i > 1 {
			p.answers[3][q] = 1
		}
	}
}

func TestSecondReleaseAfterLatecomerBetraysIt(t *testing.T) {
	w := usual
	w.seed, w.topics = 3, []int{12, 12}
	p := invent("2026", w)
	found := attacked(t, []*File{p.publish(t, rules(), 49), p.publish(t, rules(), 50)}, p)
	alone := 0
	for f := range found.found {
		alone += int(one(f.Verdict == Exposed && f.Coalition == "niemand" && f.Group == "gross (später dazugekommen)"))
	}
	if alone == 0 {
		t.Errorf("nothing about the latecomer among %d findings", len(found.found))
	}
}

// Bands by class without a codebook betray members only if answers fall badly;
// that shows without the answers.
func TestBandsWithoutCodebookAreFoundWithoutTheAnswers(t *testing.T) {
	w := world{seed: 1, sizes: []int{17, 17, 16}, topics: []int{1}, spread: 1, harsh: 1.5}
	p := invent("2026", w)
	for u := range p.answers { // twelve of one class say yes, nobody else
		p.answers[u][0] = 2
		if u < 12 {
			p.answers[u][0] = 0
		}
	}
	o := rules()
	o.shares, o.quantiles, o.bands = false, false, true
	if guessed(t, p.publish(t, o, 50)).count(Exposed) == 0 {
		t.Error("not found without the answers")
	}
	o.bands = false
	if n := len(guessed(t, p.publish(t, o, 50)).found); n > 0 {
		t.Errorf("without the bands: %d findings", n)
	}
}

func TestSharesWithOneDecimalAreFoundWithoutTheAnswers(t *testing.T) {
	w := usual
	w.seed, w.topics = 3, []int{6}
	p := invent("2026", w)
	o := rules()
	o.percent = 1
	if len(guessed(t, p.publish(t, o, 50)).found) == 0 {
		t.Error("rates with one decimal are neither exposed nor undecided")
	}
}
