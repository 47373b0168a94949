package results

import "math"

// refine moves the middles of "ja" of all questions of a group so that their
// share is what the group's published step lets expect.
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
	expected := truncated(yes/of, math.Sqrt(variance)/of, g.All.Lo, g.All.Hi)
	for _, t := range g.Topics {
		for _, q := range t.Questions {
			q.Yes.Mid = clip(q.Yes.Mid+(expected*of-yes)*q.variance(n)/variance, q.Yes.Lo, q.Yes.Hi)
		}
	}
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
