package disclosure

import (
	"bytes"
	"math"
	"slices"
	"testing"
)

func mustMake(tb testing.TB, t, before *Table) *Release {
	tb.Helper()
	r, list := Make(t, before, options())
	if len(list) > 0 {
		tb.Fatal(list)
	}
	return r
}

func cellsOf(r *Release, group, topic string, p int) []Cell {
	var list []Cell
	for _, c := range r.Cells {
		if c.Group == group && c.Topic == topic && c.P == p && !c.isCount() {
			list = append(list, c)
		}
	}
	return list
}

func TestAQuestionAtAnEndTellsNothingElse(t *testing.T) {
	table := population(1, "2026", []int{17, 17, 16}, []int{8}, 0)
	table.set(0, -1, no)
	table.set(1, -1, yes)
	table.set(2, 0, yes)
	table.set(2, 1, partly)
	table.set(2, 2, no)
	r := mustMake(t, table, nil)
	want := []Cell{
		{Group: "2026/alle", Questions: Questions{"c-T01-01"}, Answers: []string{"ja"}, Lo: 0, Hi: 8},
		{Group: "2026/alle", Questions: Questions{"c-T01-02"}, Answers: []string{"ja"}, Lo: 42, Hi: 50},
		{Group: "2026/alle", Questions: Questions{"c-T01-03"}, Answers: []string{"ja"}, Lo: 13, Hi: 17},
		{Group: "2026/alle", Questions: Questions{"c-T01-03"}, Answers: []string{"teilweise"}, Lo: 13, Hi: 17},
		{Group: "2026/alle", Questions: Questions{"c-T01-03"}, Answers: []string{"nein"}, Lo: 13, Hi: 17},
		{Group: "2026/alle", Questions: Questions{"c-T01-03"}, Answers: []string{"entbehrlich"}, Lo: 0, Hi: 2},
	}
	for i, c := range want {
		if !same(r.Cells[i], c) {
			t.Errorf("cell %d is %+v, want %+v", i, r.Cells[i], c)
		}
	}
}

func same(a, b Cell) bool {
	x, _ := (&Release{Cells: []Cell{a}}).Bytes()
	y, _ := (&Release{Cells: []Cell{b}}).Bytes()
	return bytes.Equal(x, y)
}

func TestSharesAreStepsOfFivePoints(t *testing.T) {
	for _, c := range []struct {
		num, den int
		lo, hi   float64
	}{
		{0, 0, 0, 0.1}, {0, 9, 0, 0.1}, {1, 10, 0, 0.1}, {11, 100, 0.1, 0.15}, {15, 100, 0.1, 0.15}, {16, 100, 0.15, 0.2},
		{50, 100, 0.45, 0.5}, {85, 100, 0.8, 0.85}, {86, 100, 0.85, 0.9}, {9, 10, 0.85, 0.9}, {901, 1000, 0.9, 1}, {7, 7, 0.9, 1},
	} {
		if lo, hi := shareBand(c.num, c.den, 10); lo != c.lo || hi != c.hi {
			t.Errorf("%d of %d: %v–%v, want %v–%v", c.num, c.den, lo, hi, c.lo, c.hi)
		}
	}
}

func TestTheEndsOfSharesAreAsWideAsACoalition(t *testing.T) {
	p := DefaultPolicy()
	for _, c := range []struct{ n, questions, edge int }{
		{50, 12, 10}, {46, 8, 10}, {19, 12, 20}, {15, 12, 25}, {15, 8, 25}, {10, 12, 35}, {10, 14, 35},
	} {
		if got := p.Edge(c.n, c.questions); got != c.edge {
			t.Errorf("%d units, %d questions: %d, want %d", c.n, c.questions, got, c.edge)
		}
		// Everybody but T units says yes, these T nothing but no: the share has to
		// leave room for others.
		yes, all := (c.n-p.T)*c.questions, c.n*c.questions
		room := max(1, (c.n-p.T+9)/10)
		if 100*(yes-room) < (100-p.Edge(c.n, c.questions))*all {
			t.Errorf("%d units, %d questions: the highest step leaves no room beside a coalition", c.n, c.questions)
		}
	}
}

func TestRatesOfUnitsAreRoundedToFivePoints(t *testing.T) {
	for _, c := range []struct {
		r      rate
		lo, hi float64
	}{
		{rate{0, 0}, 0, 0.025}, {rate{0, 24}, 0, 0.025}, {rate{1, 40}, 0.025, 0.075}, {rate{1, 2}, 0.475, 0.525},
		{rate{39, 40}, 0.975, 1}, {rate{24, 24}, 0.975, 1}, {rate{97, 100}, 0.925, 0.975},
	} {
		if lo, hi := c.r.band(); math.Abs(lo-c.lo) > 1e-12 || math.Abs(hi-c.hi) > 1e-12 {
			t.Errorf("%+v: %v–%v, want %v–%v", c.r, lo, hi, c.lo, c.hi)
		}
	}
}

func TestSmallTopicsAreMergedWithTheirSmallerNeighbour(t *testing.T) {
	names := func(sizes ...int) (ids []string) {
		for _, topic := range topics(population(1, "2026", []int{10}, sizes, 0)) {
			ids = append(ids, topic.ID)
		}
		return ids
	}
	for _, c := range []struct {
		sizes []int
		want  []string
	}{
		{[]int{12, 8, 6}, []string{"T01", "T02+T03"}},
		{[]int{6, 12, 8}, []string{"T01+T02", "T03"}},
		{[]int{9, 3, 8}, []string{"T01", "T02+T03"}},
		{[]int{8, 3, 8}, []string{"T01+T02", "T03"}},
		{[]int{3, 3, 3, 8}, []string{"T01+T02+T03", "T04"}},
		{[]int{7}, nil},
	} {
		if got := names(c.sizes...); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.sizes, got, c.want)
		}
	}
}

func TestClassesAreMergedByTheNumberOfUnitsOnly(t *testing.T) {
	for _, c := range []struct {
		sizes []int
		want  []string
	}{
		{[]int{17, 16, 17}, []string{"gross", "klein", "mittel"}},
		{[]int{10, 10, 10}, []string{"gross", "klein", "mittel"}},
		{[]int{9, 12, 11}, []string{"gross", "klein+mittel"}},
		{[]int{12, 9, 11}, []string{"klein", "mittel+gross"}},
		{[]int{20, 0, 20}, []string{"gross", "klein+mittel"}},
		{[]int{9, 9, 9}, nil},
		{[]int{30, 3, 2}, nil},
		{[]int{5, 5, 0}, nil},
	} {
		r := mustMake(t, population(2, "2026", c.sizes, []int{8}, 0), nil)
		var got []string
		for _, g := range sortedKeys(r.Groups) {
			if g != "2026/alle" {
				got = append(got, g[len("2026/"):])
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.sizes, got, c.want)
		}
		for _, cell := range r.Cells {
			if _, known := r.Groups[cell.Group]; !known {
				t.Errorf("%v: a cell about %s", c.sizes, cell.Group)
			}
		}
	}
	r := mustMake(t, population(2, "2026", []int{9, 12, 11}, []int{8}, 0), nil)
	if g := r.Groups["2026/klein+mittel"]; g.N != 21 || !slices.Equal(g.Merged, []string{"klein", "mittel"}) || g.Title != "Klein, Mittel" {
		t.Errorf("got %+v", g)
	}
}

func TestTooFewUnitsPublishNothing(t *testing.T) {
	for _, sizes := range [][]int{{3, 3, 3}, {7, 0, 0}, {0, 0, 0}} {
		r, list := Make(population(1, "2026", sizes, []int{8}, 0), nil, options())
		if r != nil || len(list) != 1 || list[0].ID != "disclosure-few" {
			t.Errorf("%v: %v, %v", sizes, r, list)
		}
	}
	r := mustMake(t, population(1, "2026", []int{4, 3, 3}, []int{8}, 0), nil)
	if len(cellsOf(r, "2026/alle", "T01", 0)) != 0 || len(cellsOf(r, "2026/alle", "T01", 25)) != 0 {
		t.Error("ten units: want no shares and no quartiles")
	}
}

func TestQuartilesAreTheRatesOfNearestRank(t *testing.T) {
	table := population(1, "2026", []int{16, 0, 0}, []int{10}, 0)
	for i, u := range table.Units { // rates 0, 0, 0.1 … : i ÷ 10, and 1 from the tenth on
		for q := range u.Answers {
			u.Answers[q] = no
			if q < i-1 {
				u.Answers[q] = yes
			}
		}
	}
	for q := range table.Units[0].Answers {
		table.Units[0].Answers[q] = none
	}
	r := mustMake(t, table, nil)
	for p, want := range map[int]float64{25: 0.2, 50: 0.6, 75: 1} { // the 4th, 8th and 12th of 16
		for _, topic := range []string{"T01", ""} {
			c := cellsOf(r, "2026/alle", topic, p)
			if len(c) != 1 || want < c[0].Lo || want > c[0].Hi || c[0].Hi-c[0].Lo > 0.051 {
				t.Errorf("%d%% of %q: %+v, want %v", p, topic, c, want)
			}
		}
	}
}

func TestMovementCountsUnitsNotClasses(t *testing.T) {
	before := population(3, "2024", []int{17, 16, 15}, []int{8}, 0)
	now := population(3, "2026", []int{17, 16, 16}, []int{8}, 0)
	now.Units = now.Units[1:]
	now.Units[5].Class = 2
	r := mustMake(t, now, before)
	if r.Since == nil || *r.Since != (Movement{"2024", 1, 1}) {
		t.Errorf("got %+v", r.Since)
	}
}

func TestTheSameTableGivesTheSameBytes(t *testing.T) {
	table := population(4, "2026", []int{17, 16, 17}, topicSizes, 0)
	want, err := mustMake(t, table, nil).Bytes()
	if err != nil {
		t.Fatal(err)
	}
	turned := table.clone()
	slices.Reverse(turned.Units)
	for _, table := range []*Table{table, turned} {
		got, err := mustMake(t, table, nil).Bytes()
		if err != nil || !bytes.Equal(got, want) {
			t.Error("other bytes", err)
		}
	}
	back, err := ReadRelease(want)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := back.Bytes(); err != nil || !bytes.Equal(again, want) {
		t.Error("a release that was read is another one", err)
	}
}

func TestBrokenTablesAreRefusedWithoutTellingAnything(t *testing.T) {
	for name, spoil := range map[string]func(*Table){
		"unit twice":     func(t *Table) { t.Units[1].Key = t.Units[0].Key },
		"no key":         func(t *Table) { t.Units[1].Key = "" },
		"short answers":  func(t *Table) { t.Units[1].Answers = t.Units[1].Answers[1:] },
		"unknown answer": func(t *Table) { t.Units[1].Answers[0] = 4 },
		"unknown class":  func(t *Table) { t.Units[1].Class = 3 },
		"question twice": func(t *Table) { t.Questions[1] = t.Questions[0] },
		"in two topics":  func(t *Table) { t.Topics[0].Questions[0] = 1 },
		"no such yes":    func(t *Table) { t.Yes = []int{7} },
		"no round":       func(t *Table) { t.Round = "" },
	} {
		table := population(1, "2026", []int{10, 10, 10}, []int{8}, 0)
		spoil(table)
		if r, list := Make(table, nil, options()); r != nil || len(list) != 1 || list[0].ID != "disclosure-table" {
			t.Errorf("%s: %v, %v", name, r != nil, list)
		}
	}
}
