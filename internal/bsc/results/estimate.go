package results

import (
	"math"
	"slices"
)

// refine moves the middles of "ja" of all questions of a group so that their
// share is what the published steps let expect.
//
// Each count is taken to be anywhere in its interval, and an edge at one of its
// two ends. The sum is then about normal; its mean under the condition that the
// share lies in the step is what is expected. The questions share the difference
// by their variances: those at an end, of which little is known, take most.
func (g *Group) refine(n float64) {
	if g.All == nil {
		return
	}
	var yes, of, variance float64
	for _, t := range g.Topics {
		for _, q := range t.Questions {
			yes += q.Yes.Mid
			of += q.applicable.likely
			variance += q.variance(n)
		}
	}
	if of == 0 || variance == 0 {
		return
	}
	expected := g.expected(yes/of, math.Sqrt(variance)/of)
	for _, t := range g.Topics {
		for _, q := range t.Questions {
			q.Yes.Mid = clip(q.Yes.Mid+(expected*of-yes)*q.variance(n)/variance, q.Yes.Lo, q.Yes.Hi)
		}
	}
}

// between makes the share of all members from those of the classes: it lies
// between them, and about where they are on average by their members. A true
// share is taken to be anywhere in its step.
func (g *Group) between(classes []Class, n float64) {
	if g.All != nil || len(classes) == 0 || len(g.ByClass) != len(classes) || slices.Contains(g.ByClass, nil) {
		return
	}
	s, variance := Span{Lo: 1}, 0.0
	for k, step := range g.ByClass {
		weight := float64(classes[k].N) / n
		s.Lo, s.Hi = min(s.Lo, step.Lo), max(s.Hi, step.Hi)
		s.Mid += weight * step.Mid
		variance += weight * weight * (step.Hi - step.Lo) * (step.Hi - step.Lo) / 12
	}
	g.All, g.spread = &s, math.Sqrt(variance)
}

// expected is the share of the group, of which the questions say that it is about
// mean: under the condition of the published step, or weighed against what the
// classes say.
func (g *Group) expected(mean, deviation float64) float64 {
	if g.Published() {
		return truncated(mean, deviation, g.All.Lo, g.All.Hi)
	}
	own, theirs := 1/(deviation*deviation), 1/(g.spread*g.spread)
	return clip((own*mean+theirs*g.All.Mid)/(own+theirs), g.All.Lo, g.All.Hi)
}

// variance is that of the number of "ja".
func (q *Question) variance(n float64) float64 {
	switch q.Form {
	case Missing, Edge:
		return n * n / 4
	}
	width := q.Yes.Hi - q.Yes.Lo + 1
	return (width*width - 1) / 12
}

// truncated is the mean of a normal distribution under the condition that it lies
// between lo and hi; the nearer end where that is next to impossible.
func truncated(mean, deviation, lo, hi float64) float64 {
	a, b := (lo-mean)/deviation, (hi-mean)/deviation
	mass := (math.Erf(b/math.Sqrt2) - math.Erf(a/math.Sqrt2)) / 2
	if mass < 1e-6 {
		return clip(mean, lo, hi)
	}
	density := func(x float64) float64 { return math.Exp(-x*x/2) / math.Sqrt(2*math.Pi) }
	return clip(mean+deviation*(density(a)-density(b))/mass, lo, hi)
}
