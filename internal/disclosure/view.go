package disclosure

import (
	"maps"
	"slices"
)

// PublicView is what everybody may see of a release for members (R9): topics and
// quantiles as they are; questions as they are between the ends, and at the ends
// only that they are at one of them. It depends on the release alone.
func PublicView(r *Release) *Release {
	public := *r
	public.Audience = Public
	public.AnswerSets = maps.Clone(r.AnswerSets)
	public.Groups = maps.Clone(r.Groups)
	if r.Since != nil {
		since := *r.Since
		public.Since = &since
	}
	public.Cells = make([]Cell, 0, len(r.Cells))
	for _, c := range r.Cells {
		n := r.Groups[c.Group].N
		h := r.Policy.H(n)
		if c.isCount() && atAnEnd(c, n, h) && r.alone(c) {
			c.Edge, c.Lo, c.Hi = true, float64(h), float64(n-h)
		}
		public.Cells = append(public.Cells, c)
	}
	return &public
}

func (c *Cell) isCount() bool { return len(c.Answers) > 0 && !c.Edge }

func atAnEnd(c Cell, n, h int) bool {
	return c.Lo == 0 && c.Hi == float64(h) || c.Lo == float64(n-h) && c.Hi == float64(n)
}

// alone reports whether a cell is the only count of its group and question, as a
// coded one is.
func (r *Release) alone(c Cell) bool {
	return !slices.ContainsFunc(r.Cells, func(o Cell) bool {
		return o.isCount() && o.Group == c.Group && slices.Equal(o.Questions, c.Questions) && !slices.Equal(o.Answers, c.Answers)
	})
}
