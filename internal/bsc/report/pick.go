package report

import (
	"cmp"
	"slices"

	"github.com/kaaw/nachbar/internal/bsc"
)

// most is how many strengths and urgent points the short report names.
const most = 3

// Measure is a requirement that is not fulfilled, or only in part.
type Measure struct {
	Question *bsc.Question
	Reply    bsc.Reply
	// Effect is weight × gap; the gap is 2 for "nein" and 1 for "teilweise".
	Effect int
}

// Measures lists what is to be done, the most effect for the least effort
// (Effort.Days) first; ties by priority, then by id.
func Measures(in *Input) []Measure {
	list := in.gaps()
	slices.SortStableFunc(list, func(a, b Measure) int {
		return cmp.Or(
			cmp.Compare(b.Effect*a.Question.Effort.Days(), a.Effect*b.Question.Effort.Days()),
			cmp.Compare(a.Question.Priority, b.Question.Priority),
			cmp.Compare(a.Question.ID, b.Question.ID),
		)
	})
	return list
}

// gaps are the requirements that are not fulfilled, in the catalogue's order.
func (in *Input) gaps() []Measure {
	var list []Measure
	for i := range in.Catalogue.Questions {
		q := &in.Catalogue.Questions[i]
		reply := in.reply(q.ID)
		switch reply.Answer {
		case bsc.No:
			list = append(list, Measure{q, reply, 2 * q.Weight})
		case bsc.Partly:
			list = append(list, Measure{q, reply, q.Weight})
		}
	}
	return list
}

// Levels by which the urgency of a point is divided. Days would let every small
// job go before what is dangerous.
var effortLevels = map[bsc.Effort]int{bsc.Low: 1, bsc.Medium: 2, bsc.High: 3}

// lastPriority is the lowest priority that a question may have.
const lastPriority = 4

// urgent are the points for the head of the municipality: by effect × priority
// for the effort, ties by priority, weight and the catalogue's order.
func (in *Input) urgent() []Measure {
	list := in.gaps()
	urgency := func(m Measure) int { return m.Effect * (lastPriority + 1 - m.Question.Priority) }
	level := func(m Measure) int { return effortLevels[m.Question.Effort] }
	slices.SortStableFunc(list, func(a, b Measure) int {
		return cmp.Or(
			cmp.Compare(urgency(b)*level(a), urgency(a)*level(b)),
			cmp.Compare(a.Question.Priority, b.Question.Priority),
			cmp.Compare(b.Question.Weight, a.Question.Weight),
		)
	})
	return list[:min(most, len(list))]
}

// strengths are fulfilled requirements: the weightiest, of topics that do best,
// each of another topic as far as there are enough.
func (in *Input) strengths(result bsc.Result) []*bsc.Question {
	scores := map[string]bsc.Score{}
	for _, t := range result.Topics {
		scores[t.Topic] = t.Score
	}
	var list []*bsc.Question
	for i := range in.Catalogue.Questions {
		if q := &in.Catalogue.Questions[i]; in.Sheet.Answer(q.ID) == bsc.Yes {
			list = append(list, q)
		}
	}
	slices.SortStableFunc(list, func(a, b *bsc.Question) int {
		return cmp.Or(
			cmp.Compare(b.Weight, a.Weight),
			compareRates(scores[b.Topic], scores[a.Topic]),
			cmp.Compare(a.Priority, b.Priority),
		)
	})
	var chosen, others []*bsc.Question
	seen := map[string]bool{}
	for _, q := range list {
		if seen[q.Topic] {
			others = append(others, q)
			continue
		}
		seen[q.Topic] = true
		chosen = append(chosen, q)
	}
	chosen = append(chosen, others...)
	return chosen[:min(most, len(chosen))]
}

// compareRates compares the rates of two scores that have one.
func compareRates(a, b bsc.Score) int {
	return cmp.Compare((2*a.Yes+a.Partly)*b.Applicable(), (2*b.Yes+b.Partly)*a.Applicable())
}
