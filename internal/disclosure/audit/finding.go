package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Finding is one thing that an attacker gets to know, or that the audit could
// not rule out. It names no member: a coalition is told by its groups.
type Finding struct {
	Round     string  `json:"round"`
	Group     string  `json:"group"`
	Question  string  `json:"question"`
	Family    string  `json:"family"`
	Coalition string  `json:"coalition"`
	How       string  `json:"how"`
	Verdict   Verdict `json:"-"`
	Word      string  `json:"verdict"`
}

// tally counts what an audit did.
type tally struct {
	targets, coalitions int
	found               map[Finding]bool
}

func newTally() *tally { return &tally{found: map[Finding]bool{}} }

func (t *tally) target()        { t.targets++ }
func (t *tally) coalition()     { t.coalitions++ }
func (t *tally) find(f Finding) { t.found[f] = true }

// findings are all findings, each one once, in a fixed order.
func (t *tally) findings() []Finding {
	var list []Finding
	for f := range t.found {
		list = append(list, f)
	}
	slices.SortFunc(list, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.Round, b.Round), strings.Compare(a.Question, b.Question), strings.Compare(a.Group, b.Group),
			strings.Compare(a.Family, b.Family), strings.Compare(a.Coalition, b.Coalition), strings.Compare(a.How, b.How), cmp.Compare(a.Verdict, b.Verdict))
	})
	return list
}

func (r *round) finding(tg target, coalition []int, verdict Verdict, how string) Finding {
	return Finding{Round: r.name, Group: r.atoms[tg.atom].name, Question: r.questions[tg.question], Family: r.family(tg.family),
		Coalition: r.coalition(coalition), How: how, Verdict: verdict, Word: verdict.String()}
}

func (r *round) family(m mask) string {
	var words []string
	for a, word := range r.answers {
		if m.has(a) {
			words = append(words, word)
		}
	}
	return strings.Join(words, " oder ")
}

// coalition is a coalition in words, "zwei Mitglieder: 1 × gross, 1 × klein".
func (r *round) coalition(members []int) string {
	var parts []string
	n := 0
	for k, c := range members {
		if n += c; c > 0 {
			parts = append(parts, fmt.Sprintf("%d × %s", c, r.atoms[k].name))
		}
	}
	slices.Sort(parts)
	if n == 0 {
		return "niemand"
	}
	return strings.Join(parts, ", ")
}
