package disclosure

import (
	"context"
	"errors"
	"testing"
	"time"
)

// rounds makes three rounds, with joiners and leavers, and their releases.
func rounds(tb testing.TB, seed uint64, topics []int) ([]*Release, []*Table) {
	tb.Helper()
	var releases []*Release
	tables := []*Table{
		population(seed, "2022", []int{17, 17, 18}, topics, 0),
		population(seed, "2024", []int{17, 17, 18}, topics, 0.4),
		population(seed, "2026", []int{17, 17, 18}, topics, 0.8),
	}
	tables[0].Units = tables[0].Units[3:49]
	tables[1].Units = tables[1].Units[2:50]
	tables[2].Units[20].Class = 2
	for i, t := range tables {
		var before *Table
		if i > 0 {
			before = tables[i-1]
		}
		releases = append(releases, mustMake(tb, t, before))
	}
	return releases, tables
}

func verdict(tb testing.TB, releases []*Release, tables []*Table, t int) *Verdict {
	tb.Helper()
	v, err := Check(context.Background(), releases, tables, t, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return v
}

func wantSafe(t *testing.T, releases []*Release, tables []*Table) {
	t.Helper()
	v := verdict(t, releases, tables, 2)
	t.Logf("%d targets, %d open, %d witnesses", v.Targets, v.Open, v.Witnesses)
	for _, f := range v.Findings[:min(len(v.Findings), 10)] {
		t.Errorf("%+v", f)
	}
}

func TestReleasesByThePolicyExposeNobody(t *testing.T) {
	for seed := range uint64(4) {
		releases, tables := rounds(t, seed, topicSizes)
		start := time.Now()
		wantSafe(t, releases, tables)
		if took := time.Since(start); took > time.Minute {
			t.Errorf("three rounds took %v", took)
		}
	}
}

func TestCornerCasesExposeNobody(t *testing.T) {
	topics := []int{12, 8, 6}
	for name, spoil := range map[string]func(*Table) *Table{
		"polarised": func(t *Table) *Table {
			for i, u := range t.Units {
				for q := range u.Answers {
					u.Answers[q] = []uint8{yes, no}[(i+q/3)%2]
				}
			}
			return t
		},
		"two camps": func(t *Table) *Table {
			for i, u := range t.Units {
				for q := range u.Answers {
					u.Answers[q] = []uint8{yes, no}[i%2]
				}
			}
			return t
		},
		"classes differ wholly": func(t *Table) *Table {
			for q := range t.Questions {
				t.set(q, 0, no)
				t.set(q, 2, yes)
			}
			return t
		},
		"all no":                   func(t *Table) *Table { t.set(3, -1, no); return t },
		"all yes":                  func(t *Table) *Table { t.set(3, -1, yes); return t },
		"a class is not concerned": func(t *Table) *Table { t.set(3, 1, none); return t },
		"topic not applicable": func(t *Table) *Table {
			for q := range 12 {
				t.set(q, -1, none)
			}
			return t
		},
		"everything is yes": func(t *Table) *Table {
			for q := range t.Questions {
				t.set(q, -1, yes)
			}
			return t
		},
		"everything is no": func(t *Table) *Table {
			for q := range t.Questions {
				t.set(q, -1, no)
			}
			return t
		},
		"class of ten": func(*Table) *Table { return population(9, "2026", []int{10, 20, 20}, topics, 0) },
		"merged class": func(*Table) *Table { return population(9, "2026", []int{9, 18, 20}, topics, 0) },
		"three tens":   func(*Table) *Table { return population(9, "2026", []int{10, 10, 10}, topics, 0) },
		"ten units":    func(*Table) *Table { return population(9, "2026", []int{4, 3, 3}, topics, 0) },
		"one class":    func(*Table) *Table { return population(9, "2026", []int{30}, topics, 0) },
		"mature":       func(*Table) *Table { return population(9, "2026", []int{17, 17, 18}, topics, 4) },
		"beginners":    func(*Table) *Table { return population(9, "2026", []int{17, 17, 18}, topics, -4) },
	} {
		t.Run(name, func(t *testing.T) {
			table := spoil(population(9, "2026", []int{17, 17, 18}, topics, 0))
			wantSafe(t, []*Release{mustMake(t, table, nil)}, []*Table{table})
		})
	}
}

func TestJoinersAndLeaversExposeNobody(t *testing.T) {
	for _, joined := range []int{0, 1, 3} {
		first := population(6, "2024", []int{17, 17, 18}, []int{12, 8}, 0)
		second := population(6, "2026", []int{17, 17, 18}, []int{12, 8}, 0.5)
		first.Units = first.Units[:52-joined]
		second.Units = second.Units[joined:]
		wantSafe(t, []*Release{mustMake(t, first, nil), mustMake(t, second, first)}, []*Table{first, second})
	}
}

func TestThePublicViewExposesNobodyEither(t *testing.T) {
	releases, tables := rounds(t, 5, []int{12, 8})
	for i, r := range releases {
		releases[i] = PublicView(r)
	}
	wantSafe(t, releases, tables)
}

func TestReleasesOfOtherAnswersAreNotChecked(t *testing.T) {
	releases, tables := rounds(t, 5, []int{12, 8})
	for name, spoil := range map[string]func(r *Release){
		"a cell that does not hold": func(r *Release) { r.Cells[0].Lo, r.Cells[0].Hi = 50, 50 },
		"an unknown question":       func(r *Release) { r.Cells[0].Questions = Questions{"x"} },
		"an unknown group":          func(r *Release) { r.Cells[0].Group = "2022/x" },
		"an unknown answer":         func(r *Release) { r.Cells[0].Answers = []string{"x"} },
		"no question":               func(r *Release) { r.Cells[0].Questions = nil },
		"an odd bound":              func(r *Release) { r.Cells[0].Lo = 1.0 / 3 },
		"another round":             func(r *Release) { r.Round = "x" },
		"another size":              func(r *Release) { r.Groups = map[string]Group{"2022/alle": {N: 40}} },
	} {
		bad := *releases[0]
		bad.Cells = append([]Cell(nil), bad.Cells...)
		spoil(&bad)
		v, err := Check(context.Background(), []*Release{&bad}, tables[:1], 2, nil)
		if !errors.Is(err, ErrForeign) {
			t.Errorf("%s: %+v, %v", name, v, err)
		}
	}
	if _, err := Check(context.Background(), releases, tables[:2], 2, nil); !errors.Is(err, ErrForeign) {
		t.Errorf("a table is missing: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Check(ctx, releases, tables, 2, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
