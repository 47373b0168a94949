package audit

import (
	"context"
	"testing"
	"time"
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

var fullTopics = []int{12, 10, 12, 12, 12, 10, 12, 12, 10, 8, 8, 8, 14}

func TestNothingFollowsFromReleasesThatKeepTheRules(t *testing.T) {
	for seed := range uint64(1) {
		start := time.Now()
		p := invent("2026", world{seed: seed, sizes: []int{17, 17, 16}, topics: fullTopics, spread: 1, harsh: 1.2})
		tell := attacked(t, []*File{p.publish(t, rules(), 50)}, p)
		t.Log(seed, tell.targets, tell.coalitions, len(tell.found), time.Since(start))
		for _, f := range tell.findings() {
			t.Error(f)
		}
	}
}
