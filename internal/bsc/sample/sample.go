// Package sample draws invented rounds of the Basis-Sicherheitscheck.
//
// The portal shows how results look before there are any. Its answers are drawn,
// not thought up: every member has a maturity that depends on its size, leans to
// some topics, and gets better at a pace of its own; every question has a
// difficulty; what a member once had in place it mostly keeps; members whose
// services are run elsewhere do not need some questions. So answers go together
// as real ones do, and what protects them is tried on something like the truth.
//
// The same seed and catalogues give the same answers. Nothing of them is kept in
// the repository; only what may be published about them is.
package sample

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"

	"github.com/kaaw/nachbar/internal/bsc"
)

// Plan says who takes part in which round.
type Plan struct {
	Seed   uint64
	Rounds []RoundPlan
	// Sizes are the members of each class that there are in all rounds together.
	Sizes []int
}

// RoundPlan is one round: its catalogue and which members, by number from 0,
// are absent. Moved members belong to the next larger class from then on.
type RoundPlan struct {
	ID, Catalogue string
	Absent, Moved []int
}

// Default is the plan of the sample that the portal shows: three rounds of 46,
// 48 and 50 members, with joiners, one leaver and one that grows into the next
// class.
func Default(seed uint64) Plan {
	return Plan{
		Seed: seed, Sizes: []int{17, 18, 16},
		Rounds: []RoundPlan{
			{ID: "2022", Catalogue: "bsc-2023", Absent: []int{3, 11, 24, 33, 47}},
			{ID: "2024", Catalogue: "bsc-2023", Absent: []int{3, 24, 40}, Moved: []int{7}},
			{ID: "2026", Catalogue: "bsc-2026", Absent: []int{40}},
		},
	}
}

// Draw draws all rounds of a plan. It is an error if a catalogue is missing.
func Draw(p Plan, all bsc.Catalogues) ([]*bsc.Round, error) {
	members := p.members()
	questions := newDifficulties(p.Seed, all)
	var rounds []*bsc.Round
	for number, plan := range p.Rounds {
		c := all[plan.Catalogue]
		if c == nil {
			return nil, fmt.Errorf("draw round %s: no catalogue %s", plan.ID, plan.Catalogue)
		}
		round := &bsc.Round{ID: plan.ID, Catalogue: c}
		for _, i := range plan.Moved {
			members[i].class = min(members[i].class+1, len(p.Sizes)-1)
		}
		for i, m := range members {
			if !contains(plan.Absent, i) {
				round.Sheets = append(round.Sheets, m.answer(c, questions, number, p.Seed))
			}
		}
		rounds = append(rounds, round)
	}
	return rounds, nil
}

func contains(list []int, n int) bool {
	for _, v := range list {
		if v == n {
			return true
		}
	}
	return false
}

// source is a stream of chance that belongs to what it is named after, so that
// another question or member does not move the rest.
func source(seed uint64, name ...string) *rand.Rand {
	h := fnv.New64a()
	_, _ = h.Write([]byte(strings.Join(name, "\x00")))
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}
