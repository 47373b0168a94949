package disclosure

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// The gate decides for given answers whether coalitions of up to t units learn
// an answer of another one from everything that was published.
//
// A target is an atom, a question and a family of answers. It is safe from a
// coalition if there is a witness: answers with which all publications would
// have been the same, the coalition's own answers too, and with which some of
// the others in the atom, at least the part ρ of them and at least one, have an
// answer outside the family (C1, C2). A witness is found by changing the true
// answers and checked in integers against every cell; cells are exactly the set
// of answers that they are published for, and where a question is shown or
// hidden by the codebook, that is a condition as well (C3). "Exposed" is said
// only if the linear conditions leave no room, see proof.go. All else is
// undecided, and that is a failure too.

// Status is what the gate found about a target.
type Status string

// The statuses of findings; targets that are safe are none.
const (
	Exposed   Status = "exposed"
	Undecided Status = "undecided"
)

// Finding is a target that is not safe. It names no unit.
type Finding struct {
	Status Status
	// Rule is C1, or C2 if only too few of the others have another answer.
	Rule string
	// Release is the position of the release, Group the atom's published group.
	Release  int
	Round    string
	Group    string
	Question string
	Family   []string
	// Coalition lists the groups of the units that know too much.
	Coalition []string
}

// Verdict is what the gate found about some releases.
type Verdict struct {
	Findings []Finding
	// Targets were looked at, of them Open could not be settled by counting;
	// Witnesses were made for those.
	Targets, Open, Witnesses int
}

// Safe reports whether nothing is exposed and nothing undecided.
func (v *Verdict) Safe() bool { return len(v.Findings) == 0 }

// Count counts the findings of a status.
func (v *Verdict) Count(s Status) (n int) {
	for _, f := range v.Findings {
		if f.Status == s {
			n++
		}
	}
	return n
}

// ErrForeign is wrapped by errors of Check about releases that were not made of
// their tables.
var ErrForeign = errors.New("the release does not belong to the answers")

// Belief is what an attacker believes who holds that a yes is never taken back:
// it follows members through the rounds. Where the answers contradict it, it
// believes nothing.
type Belief struct {
	// Kept maps ids of questions to those of an earlier catalogue that ask the
	// same; the same id asks the same.
	Kept map[string]string
}

// Check runs the gate over releases and the tables they were made of, both in the
// order of the rounds. belief is nil for an attacker who believes nothing.
func Check(ctx context.Context, releases []*Release, tables []*Table, t int, belief *Belief) (*Verdict, error) {
	w, err := newWorld(releases, tables, belief)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	g := &gate{w: w, s: newState(w), t: t, linked: belief != nil, releases: releases, table: tables[0], attempts: attempts}
	if !g.s.holds() {
		return nil, fmt.Errorf("%w: %d cells do not hold", ErrForeign, g.wrong())
	}
	v := &Verdict{}
	for i := range w.atoms {
		for q := range w.questions {
			if w.questions[q].round != w.atoms[i].round {
				continue
			}
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			for _, family := range g.table.Sensitive {
				g.target(v, &w.atoms[i], q, family)
			}
		}
	}
	return v, nil
}

type gate struct {
	w        *world
	s        *state
	t        int
	linked   bool
	releases []*Release
	table    *Table
	// attempts gets smaller with every target that stays undecided: one is enough
	// to refuse the release.
	attempts int
}

func (g *gate) wrong() (n int) {
	for _, off := range g.s.off {
		if off > 0 {
			n++
		}
	}
	return n
}

// target settles one target for all coalitions; it stops at the first that is
// not safe, and they come in the order of their size.
func (g *gate) target(v *Verdict, a *atom, q int, family []int) {
	v.Targets++
	goal := goal{atom: a, question: q, policy: g.releases[g.w.questions[q].release].Policy}
	for _, answer := range family {
		goal.family |= 1 << answer
	}
	outside := 0
	for _, u := range a.units {
		outside += goal.outside(g.s.rows[u][q])
	}
	if outside-g.t >= goal.need(len(a.units)) {
		return
	}
	v.Open++
	var found []witness
	g.coalitions(a.round, func(c []int) bool {
		goal.coalition = c
		if goal.free(g.w) == 0 || slices.ContainsFunc(found, goal.covers) {
			return true
		}
		rule, status, next := g.settle(&goal)
		if status == "" {
			v.Witnesses++
			found = append(found, next)
			return true
		}
		if status == Undecided {
			g.attempts = max(2, g.attempts/2)
		}
		v.Findings = append(v.Findings, g.finding(&goal, rule, status, family))
		return false
	})
}

// settle looks for a witness, and for a proof that there is none.
func (g *gate) settle(goal *goal) (rule string, s Status, found witness) {
	if w, ok := g.search(goal, 0); ok {
		return "", "", w
	}
	p := g.prover(goal)
	s = Exposed
	if p.system.narrow(nil) {
		for attempt := 1; attempt < g.attempts; attempt++ {
			if w, ok := g.search(goal, attempt); ok {
				return "", "", w
			}
		}
		if found, s = p.decide(); s == "" {
			return "", "", found
		}
	}
	if goal.needs(g.w) > 1 {
		one := *goal
		one.single = true
		if rule, s, _ := g.settle(&one); s != "" {
			return rule, s, witness{}
		}
		return "C2", s, witness{}
	}
	return "C1", s, witness{}
}

func (g *gate) finding(goal *goal, rule string, s Status, family []int) Finding {
	f := Finding{Status: s, Rule: rule, Release: g.w.questions[goal.question].release, Group: goal.atom.group,
		Question: g.w.questions[goal.question].id, Family: g.table.words(family), Coalition: []string{}}
	f.Round = g.releases[f.Release].Round
	for _, u := range g.w.units {
		if u.round == goal.atom.round && slices.Contains(goal.coalition, u.member) {
			f.Coalition = append(f.Coalition, u.class)
		}
	}
	slices.Sort(f.Coalition)
	return f
}

// coalitions calls f with every set of up to t members who took part in the
// round, or in any if members are followed, the smaller ones first, until f
// returns false.
func (g *gate) coalitions(round int, f func([]int) bool) {
	var members []int
	for _, u := range g.w.units {
		if (u.round == round || g.linked) && !slices.Contains(members, u.member) {
			members = append(members, u.member)
		}
	}
	var walk func(c []int, from, size int) bool
	walk = func(c []int, from, size int) bool {
		if len(c) == size {
			return f(slices.Clone(c))
		}
		for i := from; i < len(members); i++ {
			if !walk(append(c, members[i]), i+1, size) {
				return false
			}
		}
		return true
	}
	for size := 0; size <= g.t; size++ {
		if !walk(nil, 0, size) {
			return
		}
	}
}
