package disclosure

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestEveryCellHoldsForTheAnswersItWasMadeOf(t *testing.T) {
	for seed := range uint64(20) {
		table := population(seed, "2026", []int{11 + int(seed%7), 14, 9 + int(seed%3)}, []int{12, 9, 5}, float64(seed%5)-2)
		r := mustMake(t, table, nil)
		m := newMaker(table, r.Policy)
		for _, view := range []*Release{r, PublicView(r)} {
			for _, c := range view.Cells {
				if !c.holds(table, m.unitsOf(c.Group)) {
					t.Errorf("seed %d: %+v", seed, c)
				}
			}
		}
	}
}

func (m *maker) unitsOf(group string) []int {
	for _, c := range append([]class{m.all}, m.classes...) {
		if m.group(c) == group {
			return c.units
		}
	}
	return nil
}

// TestAWitnessWouldHaveBeenPublishedAlike makes the release of every witness: it
// has to be the same file (C3), and nothing of the coalition may have changed.
func TestAWitnessWouldHaveBeenPublishedAlike(t *testing.T) {
	table := population(14, "2026", []int{17, 17, 18}, []int{12, 9, 6}, 1)
	for _, o := range []Options{options(), {Policy: DefaultPolicy(), ClassCounts: true}} {
		r, list := Make(table, nil, o)
		if len(list) > 0 {
			t.Fatal(list)
		}
		w, err := newWorld([]*Release{r}, []*Table{table}, nil)
		if err != nil {
			t.Fatal(err)
		}
		g := &gate{w: w, s: newState(w), t: 2, releases: []*Release{r}, table: table, attempts: attempts}
		dice, seen := rand.New(rand.NewPCG(3, 4)), 0
		for seen < 60 {
			goal := goal{atom: &w.atoms[dice.IntN(len(w.atoms))], question: dice.IntN(len(w.questions)), policy: r.Policy,
				family: []uint8{1, 4, 6}[dice.IntN(3)], coalition: []int{dice.IntN(26), 26 + dice.IntN(26)}}
			f := &finder{gate: g, goal: &goal, locked: map[entry]bool{}, dice: dice}
			missing := goal.needs(w) - f.have()
			for range max(0, missing) {
				if !f.exchange() && !f.force() {
					t.Fatal("no unit is left")
				}
			}
			if missing > 0 && (g.s.holds() || f.repair()) {
				seen++
				wantAlike(t, table, r, o, g, &goal)
			}
			g.s.back(0)
		}
		if !g.s.holds() || slices.ContainsFunc(w.units, func(u unit) bool { return !slices.Equal(u.row, g.s.rows[u.member]) }) {
			t.Error("taking all changes back does not give the true answers")
		}
	}
}

func wantAlike(t *testing.T, table *Table, r *Release, o Options, g *gate, goal *goal) {
	t.Helper()
	other := table.clone()
	for u := range other.Units {
		copy(other.Units[u].Answers, g.s.rows[u])
		if goal.knows(g.w.units[u].member) && !slices.Equal(other.Units[u].Answers, table.Units[u].Answers) {
			t.Error("a witness changes the answers of the coalition")
		}
	}
	outside := 0
	for _, u := range goal.atom.units {
		if !goal.knows(g.w.units[u].member) {
			outside += goal.outside(other.Units[u].Answers[goal.question])
		}
	}
	if outside < goal.needs(g.w) {
		t.Errorf("only %d units are outside the family", outside)
	}
	again, list := Make(other, nil, o)
	if len(list) > 0 || head(again) != head(r) || lines(again) != lines(r) {
		t.Error("a witness would have been published otherwise")
	}
}

// TestChangingOneAnswerChangesOnlyWhatItIsPartOf is the promise to a member: its
// answer to a question moves no figure about others.
func TestChangingOneAnswerChangesOnlyWhatItIsPartOf(t *testing.T) {
	dice := rand.New(rand.NewPCG(5, 6))
	moved := 0
	for range 300 {
		table := population(dice.Uint64()%50, "2026", []int{10 + dice.IntN(9), 16, 8 + dice.IntN(9)}, []int{8, 10, 4}, 0)
		r := mustMake(t, table, nil)
		other := table.clone()
		u, q := dice.IntN(len(other.Units)), dice.IntN(len(other.Questions))
		other.Units[u].Answers[q] = uint8(dice.IntN(4))
		again := mustMake(t, other, nil)
		if head(r) != head(again) {
			t.Fatal("an answer changes groups")
		}
		m := newMaker(other, r.Policy)
		old := map[string]bool{}
		for _, c := range r.Cells {
			old[text(c)] = true
		}
		for _, c := range again.Cells {
			if !c.holds(other, m.unitsOf(c.Group)) {
				t.Errorf("%+v does not hold", c)
			}
			if old[text(c)] {
				continue
			}
			moved++
			if !slices.Contains(m.unitsOf(c.Group), u) || !slices.Contains(c.Questions, other.Questions[q]) {
				t.Errorf("an answer to %s moves %+v", other.Questions[q], c)
			}
		}
	}
	if moved < 50 {
		t.Errorf("only %d figures moved", moved)
	}
}

// TestWhoBelievesInLastingProgressLearnsOfALeaver is why R7 exists: one leaves who
// said yes, one joins who does not, and the count falls from "at least 33".
func TestWhoBelievesInLastingProgressLearnsOfALeaver(t *testing.T) {
	first := population(21, "2024", []int{20, 20}, []int{8}, 0)
	first.set(0, -1, yes)
	for _, u := range first.Units[:7] {
		u.Answers[0] = no
	}
	second := first.clone()
	second.Round = "2026"
	second.Units[39].Key = "new"
	second.Units[39].Answers[0] = no
	tables := []*Table{first, second}
	releases := []*Release{mustMake(t, first, nil), mustMake(t, second, first)}
	wantSafe(t, releases, tables)
	v, err := Check(context.Background(), releases, tables, 2, &Belief{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(v.Findings, func(f Finding) bool {
		return f.Round == "2024" && f.Question == "c-T01-01" && slices.Equal(f.Family, []string{"ja"}) && len(f.Coalition) == 0
	}) {
		t.Errorf("the leaver was not found: %+v", v.Findings)
	}
	if c := Compare(releases[0], releases[1], releases[0].Cells[0], releases[1].Cells[0]); c != Unclear {
		t.Errorf("one left, and the change is %v", c)
	}
}
