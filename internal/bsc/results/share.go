package results

import (
	"math"
	"slices"

	"github.com/kaaw/nachbar/internal/bsc"
)

// settle makes estimates of what is published about a question.
//
// The middles of rounded counts are moved by the same amount until they add up
// to n. Of a question at an end nothing is known about "entbehrlich": it is
// taken to be as frequent as among the questions that are told; where nearly all
// say "ja", those who cannot are among the few that do not.
func (r *Round) settle(q *Question) {
	n := float64(r.N)
	if q.Form != Counted {
		without := min(r.notApplicable()*n, float64(q.H))
		if q.Form == AtLeast {
			q.Yes.Mid -= without / 2
		}
		q.applicable = applicable{
			least: q.Yes.Lo, most: n, atFewest: n, atMost: q.Yes.Hi,
			likely: n - min(without, n-q.Yes.Mid),
		}
		return
	}
	addUp(q.Counts, n)
	yes, partly, no, without := q.Counts[0], q.Counts[1], q.Counts[2], q.Counts[3]
	q.Yes = yes
	fewest := func(yes float64) float64 { return max(without.Lo, n-yes-partly.Hi-no.Hi) } // "entbehrlich"
	most := func(yes float64) float64 { return min(without.Hi, n-yes-partly.Lo-no.Lo) }
	q.applicable = applicable{
		least: n - most(yes.Lo), most: n - fewest(yes.Hi), atFewest: n - fewest(yes.Lo), atMost: n - most(yes.Hi),
		likely: n - without.Mid,
	}
}

// addUp moves the middles of spans inside them until their sum is n, all that
// still can move by the same amount.
func addUp(spans []Span, n float64) {
	for range spans { // each turn brings at least one span to its end, or is the last
		rest := n
		for _, s := range spans {
			rest -= s.Mid
		}
		free := slices.DeleteFunc(slices.Clone(spans), func(s Span) bool {
			return rest > 0 && s.Mid >= s.Hi || rest < 0 && s.Mid <= s.Lo
		})
		if math.Abs(rest) < 1e-9 || len(free) == 0 {
			return
		}
		for i, s := range spans {
			spans[i].Mid = clip(s.Mid+rest/float64(len(free)), s.Lo, s.Hi)
		}
	}
}

// notApplicable is the share of "entbehrlich" among the questions whose four
// answers are told.
func (r *Round) notApplicable() float64 {
	sum, of := 0.0, 0.0
	for _, t := range r.Topics {
		for _, q := range t.Questions {
			if q.Form == Counted {
				sum += (q.Counts[3].Lo + q.Counts[3].Hi) / 2
				of += float64(r.N)
			}
		}
	}
	if of == 0 {
		return 0
	}
	return sum / of
}

// Share is that of "ja" among the applicable answers to some questions of the
// round. Its ends hold for every set of answers that the published cells allow,
// its middle is the estimate.
func (r *Round) Share(questions []*Question) Span {
	var parts []part
	for _, g := range r.Groups {
		if p := r.part(g, questions); p.most > 0 {
			parts = append(parts, p)
		}
	}
	if alone := r.alone(questions); len(alone) > 0 {
		parts = append(parts, sum(alone).part())
	}
	return together(parts)
}

// sums adds up questions: "ja" and applicable answers.
type sums struct {
	yes Span
	applicable
}

func sum(questions []*Question) (s sums) {
	for _, q := range questions {
		s.yes.Lo += q.Yes.Lo
		s.yes.Mid += q.Yes.Mid
		s.yes.Hi += q.Yes.Hi
		s.least += q.applicable.least
		s.most += q.applicable.most
		s.atFewest += q.applicable.atFewest
		s.atMost += q.applicable.atMost
		s.likely += q.applicable.likely
	}
	return s
}

// part is the share of some questions, and how much they weigh in a total.
type part struct {
	share               Span
	least, most, likely float64
}

// part is the share of the sums. It is smallest with the fewest "ja" and then as
// many applicable answers as possible, largest the other way round: one more
// "ja" makes at most one more answer applicable.
func (s sums) part() part {
	share := Span{ratio(s.yes.Lo, s.atFewest), ratio(s.yes.Mid, s.likely), 1}
	if s.atMost > 0 {
		share.Hi = ratio(s.yes.Hi, s.atMost)
	}
	return part{share, s.least, s.most, s.likely}
}

// part is the share of those of the questions that belong to a group, narrowed
// by the published step of the group: what its other questions cannot hold of
// the step has to be in these.
func (r *Round) part(g *Group, questions []*Question) part {
	in, out := g.split(questions)
	own, rest := sum(in), sum(out)
	p := own.part()
	if g.All == nil || len(in) == 0 {
		return p
	}
	if len(out) == 0 {
		p.share = within(p.share, *g.All)
		return p
	}
	low := g.All.Lo*(own.least+rest.least) - rest.yes.Hi
	high := g.All.Hi*(own.most+rest.most) - rest.yes.Lo
	step := Span{Lo: ratio(max(low, 0), own.most), Hi: 1}
	if own.least > 0 {
		step.Hi = ratio(max(high, 0), own.least)
	}
	p.share = within(p.share, step)
	return p
}

// within narrows a span to a published step and moves its middle there.
func within(s, step Span) Span {
	lo, hi := max(s.Lo, step.Lo), min(s.Hi, step.Hi)
	if lo > hi { // the cells contradict each other: keep what is certain of each
		lo, hi = min(lo, hi), max(lo, hi)
	}
	return Span{lo, clip(s.Mid, lo, hi), hi}
}

// together is the share of parts that weigh between least and most: the largest
// one gives full weight to the parts above a threshold and least to the others.
func together(parts []part) Span {
	mid, weight := 0.0, 0.0
	for _, p := range parts {
		mid += p.share.Mid * p.likely
		weight += p.likely
	}
	out := Span{Lo: 1, Hi: 0}
	for _, edge := range parts {
		low, lowOf, high, highOf := 0.0, 0.0, 0.0, 0.0
		for _, p := range parts {
			w := p.least
			if p.share.Lo <= edge.share.Lo {
				w = p.most
			}
			low, lowOf = low+p.share.Lo*w, lowOf+w
			if w = p.least; p.share.Hi >= edge.share.Hi {
				w = p.most
			}
			high, highOf = high+p.share.Hi*w, highOf+w
		}
		out.Lo, out.Hi = min(out.Lo, ratio(low, lowOf)), max(out.Hi, ratio(high, highOf))
	}
	if len(parts) == 0 {
		return Span{0, 0, 1}
	}
	out.Mid = clip(ratio(mid, weight), out.Lo, out.Hi)
	return out
}

func ratio(a, b float64) float64 {
	if b <= 0 {
		return 0
	}
	return min(1, a/b)
}

func clip(x, lo, hi float64) float64 { return max(lo, min(hi, x)) }

// Met is the number of some questions of the round that a member answered "ja"
// on average. Other than a share it does not depend on how many answered
// "entbehrlich", of which little is known at the ends: its bounds are closer.
func (r *Round) Met(questions []*Question) Span {
	var total Span
	add := func(s Span) {
		total = Span{total.Lo + s.Lo, total.Mid + s.Mid, total.Hi + s.Hi}
	}
	for _, g := range r.Groups {
		in, out := g.split(questions)
		own, rest := sum(in), sum(out)
		yes := own.yes
		if g.All != nil {
			yes.Lo = max(yes.Lo, g.All.Lo*(own.least+rest.least)-rest.yes.Hi)
			yes.Hi = min(yes.Hi, g.All.Hi*(own.most+rest.most)-rest.yes.Lo)
		}
		add(Span{yes.Lo, clip(yes.Mid, yes.Lo, yes.Hi), yes.Hi})
	}
	add(sum(r.alone(questions)).yes)
	n := float64(r.N)
	return Span{total.Lo / n, total.Mid / n, total.Hi / n}
}

// alone lists those of the questions that belong to no group.
func (r *Round) alone(questions []*Question) (list []*Question) {
	for _, q := range questions {
		if r.Topic(q.Topic).Group == nil {
			list = append(list, q)
		}
	}
	return list
}

// split lists the questions of a group that are among some, and the others.
func (g *Group) split(questions []*Question) (in, out []*Question) {
	for _, t := range g.Topics {
		for _, q := range t.Questions {
			if slices.Contains(questions, q) {
				in = append(in, q)
			} else {
				out = append(out, q)
			}
		}
	}
	return in, out
}

// All lists all questions of the round, in the order of the catalogue.
func (r *Round) All() []*Question {
	var list []*Question
	for _, t := range r.Topics {
		list = append(list, t.Questions...)
	}
	return list
}

// Total is the share of "ja" among the applicable answers to all questions.
func (r *Round) Total() Span { return r.Share(r.All()) }

// answerAt is the position of an answer among Question.Counts.
func answerAt(a bsc.Answer) int { return slices.Index(bsc.Answers(), a) }

// Count is the published number of an answer; ok is false if it is not told.
func (q *Question) Count(a bsc.Answer) (s Span, ok bool) {
	if i := answerAt(a); q.Form == Counted && i >= 0 {
		return q.Counts[i], true
	}
	return Span{}, false
}
