package disclosure

import (
	"math"
	"testing"
)

// recoded is a release whose questions have ends of another width: the mistake of
// a maker that does not know H. Width -1 codes nothing.
func recoded(t *Table, r *Release, width int) *Release {
	n := len(t.Units)
	bad := *r
	bad.Cells = nil
	m := newMaker(t, r.Policy)
	for q, id := range t.Questions {
		counts := t.count(q, m.all.units)
		switch y := counts[t.Yes[0]]; {
		case y <= width:
			m.add(m.count(id, t.Yes[0], Interval{0, width}))
			continue
		case y >= n-width:
			m.add(m.count(id, t.Yes[0], Interval{n - width, n}))
			continue
		}
		for a, count := range counts {
			m.add(m.count(id, a, r.Policy.Rounded(count, n)))
		}
	}
	bad.Cells = m.release.Cells
	for _, c := range r.Cells {
		if !c.isCount() {
			bad.Cells = append(bad.Cells, c)
		}
	}
	return &bad
}

// precise is a release whose shares have one decimal.
func precise(t *Table, r *Release) *Release {
	bad := *r
	bad.Cells = nil
	m := newMaker(t, r.Policy)
	units := map[string][]int{m.group(m.all): m.all.units}
	for _, c := range m.classes {
		units[m.group(c)] = c.units
	}
	byID := map[string]Topic{}
	for _, topic := range m.topics {
		byID[topic.ID] = topic
	}
	for _, c := range r.Cells {
		if len(c.Num) > 0 && c.P == 0 {
			num, den := t.share(byID[c.Topic], units[c.Group])
			at := math.Floor(1000 * float64(num) / float64(max(den, 1)))
			c.Lo, c.Hi = (at-1)/1000, (at+1)/1000
			if at < 1 {
				c.Lo = 0
			}
			if at >= 999 {
				c.Hi = 1
			}
		}
		bad.Cells = append(bad.Cells, c)
	}
	return &bad
}

func TestPlantedDefectsAreFound(t *testing.T) {
	releases, tables := rounds(t, 110, topicSizes)
	plant := func(defect func(*Table, *Release) *Release) []*Release {
		var bad []*Release
		for i, r := range releases {
			bad = append(bad, defect(tables[i], r))
		}
		return bad
	}
	for name, bad := range map[string][]*Release{
		"coded ends of width 1": plant(func(t *Table, r *Release) *Release { return recoded(t, r, 1) }),
		"no coded ends":         plant(func(t *Table, r *Release) *Release { return recoded(t, r, -1) }),
		"shares with a decimal": plant(precise),
	} {
		v := verdict(t, bad, tables, 2)
		if v.Safe() {
			t.Errorf("%s: nothing found", name)
		}
		t.Logf("%s: %d exposed, %d undecided of %d open", name, v.Count(Exposed), v.Count(Undecided), v.Open)
	}
}

// latecomer is the last round again, without its last unit, before the round.
func latecomer(tb testing.TB, seed uint64, topics []int) ([]*Release, []*Table) {
	releases, tables := rounds(tb, seed, topics)
	first := tables[2].clone()
	first.Units = first.Units[:len(first.Units)-1]
	r := mustMake(tb, first, tables[1])
	return append(releases, r), append(tables, first)
}

func TestAReleaseWithALatecomerExposesIt(t *testing.T) {
	releases, tables := latecomer(t, 7, topicSizes)
	v := verdict(t, releases, tables, 0)
	t.Logf("%d exposed, %d undecided", v.Count(Exposed), v.Count(Undecided))
	if v.Count(Exposed) == 0 {
		t.Error("nothing found")
	}
}
