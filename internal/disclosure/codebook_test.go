package disclosure

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestTheCodebookKeepsEveryClassAmbiguousForEveryCoalition(t *testing.T) {
	p := DefaultPolicy()
	for _, sizes := range [][]int{{17, 17, 18}, {16, 16, 18}, {10, 10, 10}, {10, 21, 17}, {25, 26}} {
		start := time.Now()
		b := newCodebook(sizes, p)
		took := time.Since(start)
		seen := map[string][][]int{} // what an attacker sees, and the vectors that show it
		shown := 0
		vector := make([]int, len(sizes))
		b.vectors(vector, 0, func() {
			key := "hidden"
			if b.shown(vector) {
				key = b.key(vector)
				shown++
			}
			key = string(rune(b.total(vector)+2)) + key
			seen[key] = append(seen[key], append([]int(nil), vector...))
		})
		for _, vectors := range seen {
			for _, v := range vectors {
				if k, bad := certain(sizes, v, vectors, p); bad {
					t.Fatalf("%v: with %v class %d is certain for somebody", sizes, v, k)
				}
			}
		}
		t.Logf("%v: %d vectors shown of %d totals and blocks, %v", sizes, shown, len(seen), took)
		if shown == 0 || took > 5*time.Second {
			t.Errorf("%v: %d shown, %v", sizes, shown, took)
		}
	}
}

func TestTooManyClassesShowNothing(t *testing.T) {
	sizes := []int{10, 10, 10, 10, 10, 10, 10}
	if newCodebook(sizes, DefaultPolicy()).shown([]int{5, 5, 5, 5, 5, 5, 5}) {
		t.Error("a codebook that was not computed shows a question")
	}
}

// certain takes the strongest coalitions at a true vector, T units of one answer
// in one class or spread over two, and asks what they still hold possible.
func certain(sizes, v []int, vectors [][]int, p Policy) (int, bool) {
	for a := range sizes {
		for c := range sizes {
			for first := 0; first <= p.T; first++ {
				insiders := make([]int, len(sizes)) // with a yes
				insiders[a] += min(first, v[a])
				insiders[c] += min(p.T-first, v[c]-insiders[c])
				if k, bad := pinned(sizes, insiders, nil, vectors); bad {
					return k, true
				}
				others := make([]int, len(sizes)) // without
				others[a] += min(first, sizes[a]-v[a])
				others[c] += min(p.T-first, sizes[c]-v[c]-others[c])
				if k, bad := pinned(sizes, nil, others, vectors); bad {
					return k, true
				}
			}
		}
	}
	return 0, false
}

func pinned(sizes, yes, no []int, vectors [][]int) (int, bool) {
	of := func(list []int, k int) int {
		if list == nil {
			return 0
		}
		return list[k]
	}
	for k, n := range sizes {
		someYes, someNo := false, false
		for _, v := range vectors {
			possible := true
			for j, y := range v {
				possible = possible && y >= of(yes, j) && sizes[j]-y >= of(no, j)
			}
			if possible {
				someYes = someYes || v[k] > of(yes, k)
				someNo = someNo || n-v[k] > of(no, k)
			}
		}
		if !someYes || !someNo {
			return k, true
		}
	}
	return 0, false
}

func TestQuestionsByClassExposeNobody(t *testing.T) {
	table := population(8, "2026", []int{17, 17, 18}, []int{12, 10}, 0)
	o := options()
	o.ClassCounts = true
	r, list := Make(table, nil, o)
	if len(list) > 0 {
		t.Fatal(list)
	}
	bands := 0
	for _, c := range r.Cells {
		if c.isCount() && c.Group != "2026/alle" {
			bands++
		}
		if len(c.Num) > 0 && c.P == 0 && c.Group != "2026/alle" {
			t.Fatalf("topics by class together with questions by class: %+v", c)
		}
	}
	if bands < 6 {
		t.Errorf("only %d bands", bands)
	}
	wantSafe(t, []*Release{r}, []*Table{table})
}

func TestAReleaseThatIgnoresTheCodebookIsNotAccepted(t *testing.T) {
	table := population(8, "2026", []int{17, 17, 18}, []int{12}, 0)
	for k := range 3 { // few say yes, and nearly all of them in one class
		table.set(0, k, no)
	}
	for _, u := range table.Units[:6] {
		u.Answers[0] = yes
	}
	r := mustMake(t, table, nil)
	m := newMaker(table, r.Policy)
	bad := *r
	for k, c := range m.classes {
		n := len(c.units)
		cell := m.count(table.Questions[0], 0, r.Policy.interval(r.Policy.band([]int{6, 0, 0}[k], n), n))
		cell.Group = m.group(c)
		bad.Cells = append(bad.Cells, cell)
	}
	v, err := Check(context.Background(), []*Release{&bad}, []*Table{table}, 2, nil)
	if !errors.Is(err, ErrForeign) {
		t.Errorf("got %+v, %v", v, err)
	}
}
