package disclosure

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestStepsOfSharesAreAsWideAsCountsWouldBe(t *testing.T) {
	p := DefaultPolicy()
	for n := 10; n <= 200; n++ {
		steps := p.steps(n)
		if lo, hi := bandOf(n); fmt.Sprint(p.steps(lo)) != fmt.Sprint(p.steps(hi)) {
			t.Fatalf("%d and %d units have other steps: the number shows", lo, hi)
		}
		inner := 0
		for i := 1; i < len(steps); i++ {
			c := counts(steps[i-1], steps[i], n)
			switch {
			case i == 1 && c.Hi < p.H(n), i == len(steps)-1 && n-c.Lo < p.H(n):
				t.Errorf("n = %d: an end is only %v", n, c)
			case i > 1 && i < len(steps)-1:
				inner++
			}
		}
		if last := len(steps) - 1; steps[0] != 0 || steps[last] != 100 || inner == 0 {
			t.Errorf("n = %d: steps %v", n, steps)
		}
		if n >= 50 && n < 55 && fmt.Sprint(steps) != "[0 20 30 40 50 60 70 80 100]" {
			t.Errorf("50 units have the steps %v", steps)
		}
	}
}

func TestEveryCountIsInTheStepThatIsPublishedForIt(t *testing.T) {
	p := DefaultPolicy()
	for n := 10; n <= 60; n++ {
		for count := 0; count <= n; count++ {
			lo, hi := p.Step(count, n)
			if c := counts(lo, hi, n); count < c.Lo || count > c.Hi {
				t.Errorf("%d of %d is told as %d–%d %%, which is %v", count, n, lo, hi, c)
			}
		}
	}
}

// horizonTable draws values of units for a few processes; some have no value.
func horizonTable(r *rand.Rand, round string, units, processes int) *Table {
	t := &Table{Round: round, Catalogue: "prozesse", Closed: round + "-06-30", Set: "bia",
		Answers:   []string{"4h", "24h", "3T", "7T", "14T", "30T", ">30T"},
		Sensitive: [][]int{{0}, {1}, {2}, {3}, {4}, {5}, {6}, {0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 6}},
		Yes:       []int{0}, Applicable: []int{0, 1, 2, 3, 4, 5, 6}, Classes: []string{"klein"}, Titles: []string{"klein"}}
	for q := range processes {
		t.Questions = append(t.Questions, fmt.Sprintf("01-%02d", q+1))
	}
	missing := make([]float64, processes)
	middle := make([]int, processes)
	for q := range missing {
		missing[q], middle[q] = r.Float64()*0.9, r.IntN(9)-1
	}
	for u := range units {
		unit := Unit{Key: fmt.Sprint("u", u)}
		for q := range processes {
			a := min(6, max(0, middle[q]+r.IntN(3)-1))
			if r.Float64() < missing[q] {
				a = NoAnswer
			}
			unit.Answers = append(unit.Answers, uint8(a))
		}
		t.Units = append(t.Units, unit)
	}
	return t
}

func publishBands(t *testing.T, table *Table, past []Published, l *Ledger) (*Publication, error) {
	t.Helper()
	p, problems, err := PublishBands(t.Context(), BandRequest{Table: table, Upto: []int{2, 3}, Past: past, Ledger: l, Options: Options{Policy: DefaultPolicy()}})
	if err != nil {
		t.Fatal(err)
	}
	if len(problems) > 0 {
		return p, fmt.Errorf("%v", problems)
	}
	return p, nil
}

func TestBandsArePublishedOverRoundsAndTheGateFindsNothing(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 1))
		ledger, past := &Ledger{}, []Published(nil)
		for _, round := range []string{"2026", "2028"} {
			table := horizonTable(r, round, 10+r.IntN(43), 30)
			p, err := publishBands(t, table, past, ledger)
			if err != nil {
				t.Fatalf("seed %d, round %s: %v", seed, round, err)
			}
			if p.Verdict.Targets == 0 || len(p.Members.Cells)%2 != 0 {
				t.Fatalf("%+v", p.Verdict)
			}
			ledger, past = p.Ledger, append(past, Published{table, p.Members})
		}
		if _, err := publishBands(t, past[0].Table, past, ledger); err == nil || !strings.Contains(err.Error(), "disclosure-again") {
			t.Errorf("a round is published again: %v", err)
		}
	}
}

func TestAProcessOfFewUnitsIsLeftOutAndTheNumberIsABand(t *testing.T) {
	table := horizonTable(rand.New(rand.NewPCG(9, 9)), "2026", 23, 3)
	for u := range table.Units {
		table.Units[u].Answers = []uint8{1, NoAnswer, 3}
		if u < 9 {
			table.Units[u].Answers[1] = 0
		}
	}
	p, err := publishBands(t, table, nil, &Ledger{})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Members.Groups) != 2 || fmt.Sprint(p.Members.Groups["2026/01-01"]) != "{20 24  []}" {
		t.Errorf("got %+v", p.Members.Groups)
	}
	for u := range table.Units {
		table.Units[u].Answers = []uint8{NoAnswer, NoAnswer, NoAnswer}
	}
	if p, err := publishBands(t, table, nil, &Ledger{}); p != nil || err == nil || !strings.Contains(err.Error(), "disclosure-few") {
		t.Errorf("nothing is published of nobody: %v", err)
	}
}

// A maker without wide ends would be refused: all but one have the same value.
func TestTheGateRefusesStepsThatAreTooNarrow(t *testing.T) {
	table := horizonTable(rand.New(rand.NewPCG(2, 2)), "2026", 20, 1)
	for u := range table.Units {
		table.Units[u].Answers = []uint8{1}
	}
	q := BandRequest{Table: table, Upto: []int{2, 3}, Ledger: &Ledger{}}
	r := q.bands(DefaultPolicy())
	if v, problems, err := q.gate(t.Context(), r); err != nil || len(problems) > 0 || v.Targets == 0 {
		t.Fatal(problems, err)
	}
	for i := range r.Cells {
		r.Cells[i].Lo = 0.99
	}
	if _, problems, err := q.gate(t.Context(), r); err != nil || len(problems) == 0 {
		t.Error("certainty is not refused", err)
	}
}

func TestThePublicDoesNotSeeAtWhichEndASharesIs(t *testing.T) {
	r := &Release{Policy: DefaultPolicy(), Groups: map[string]Group{}}
	for q, shares := range map[string][2][2]float64{"both": {{0, .2}, {.8, 1}}, "mixed": {{0, .2}, {.35, .5}}, "inner": {{.35, .5}, {.65, .8}}} {
		r.Groups[q] = Group{N: 40, Most: 44}
		for _, s := range shares {
			r.Cells = append(r.Cells, Cell{Group: q, Questions: Questions{q}, Num: []string{"4h"}, Lo: s[0], Hi: s[1]})
		}
	}
	seen := map[string]string{}
	for _, c := range BandView(r).Cells {
		seen[c.Group] += fmt.Sprintf("%v %g %g;", c.Edge, c.Lo, c.Hi)
	}
	if seen["both"] != "true 0.2 0.8;true 0.2 0.8;" || seen["mixed"] != "" || seen["inner"] != "false 0.35 0.5;false 0.65 0.8;" {
		t.Errorf("got %v", seen)
	}
}
