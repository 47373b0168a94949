package disclosure

import "testing"

func TestOnlyDisjointFiguresAreHigherOrLower(t *testing.T) {
	p := DefaultPolicy()
	release := func(round string, n int, since *Movement) *Release {
		return &Release{Round: round, Policy: p, Groups: map[string]Group{"g": {N: n}}, Since: since}
	}
	before := release("2024", 50, nil)
	count := func(lo, hi float64) Cell { return Cell{Group: "g", Answers: []string{"ja"}, Lo: lo, Hi: hi} }
	share := func(lo, hi float64) Cell { return Cell{Group: "g", Num: []string{"ja"}, Lo: lo, Hi: hi} }
	edge := Cell{Group: "g", Answers: []string{"ja"}, Edge: true, Lo: 8, Hi: 42}
	moved := func(left int) *Release { return release("2026", 50, &Movement{Round: "2024", Left: left}) }
	for name, c := range map[string]struct {
		now     *Release
		was, is Cell
		want    Change
	}{
		"same":                  {moved(0), count(18, 22), count(18, 22), Unclear},
		"overlap":               {moved(0), count(18, 22), count(22, 27), Unclear},
		"higher":                {moved(0), count(18, 22), count(23, 27), Higher},
		"lower":                 {moved(0), count(18, 22), count(13, 17), Lower},
		"higher, one left":      {moved(1), count(18, 22), count(23, 27), Higher},
		"lower, one left":       {moved(1), count(18, 22), count(13, 17), Unclear},
		"lower, four left":      {moved(4), count(18, 22), count(13, 17), Unclear},
		"lower, five left":      {moved(5), count(18, 22), count(13, 17), Lower},
		"lower, unknown":        {release("2026", 50, nil), count(18, 22), count(13, 17), Unclear},
		"lower, other round":    {release("2026", 50, &Movement{Round: "2022"}), count(18, 22), count(13, 17), Unclear},
		"of fewer units":        {release("2026", 45, &Movement{Round: "2024", Left: 5}), count(18, 22), count(18, 22), Unclear},
		"higher of fewer units": {release("2026", 30, &Movement{Round: "2024", Left: 20}), count(13, 17), count(13, 17), Higher},
		"share touches":         {moved(1), share(0.5, 0.55), share(0.55, 0.6), Higher},
		"share falls":           {moved(1), share(0.5, 0.55), share(0.45, 0.5), Lower},
		"share same":            {moved(1), share(0.5, 0.55), share(0.5, 0.55), Unclear},
		"end of unknown side":   {moved(0), edge, count(18, 22), Unclear},
		"two different figures": {moved(0), share(0, 0.1), count(18, 22), Unclear},
	} {
		if got := Compare(before, c.now, c.was, c.is); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
