package chart

import "strconv"

// Step is a point of Line: a round and its figure.
type Step struct {
	Name, Value string
	Span
}

// plot is the height of the plane of Line.
const plot = 200.0

// Line draws figures from round to round, joined, each with its interval upright.
func Line(id, title, desc string, steps []Step) Drawing {
	const from, to = 62.0, width - 40
	c := newCanvas(id, title, desc)
	height := func(share float64) float64 { return 22 + (1-share)*plot }
	for i := range 5 {
		share := float64(i) / 4
		c.text("chart-tick", 50, height(share)+5, "end", strconv.Itoa(25*i)+"\u00a0%")
		c.line("chart-grid", 54, height(share), width-4, height(share))
	}
	place := func(i int) float64 {
		if len(steps) < 2 {
			return (from + to) / 2
		}
		return from + 40 + float64(i)*(to-from-60)/float64(len(steps)-1)
	}
	for i, s := range steps {
		x := place(i)
		if i > 0 {
			c.line("chart-join", place(i-1), height(steps[i-1].Mid), x, height(s.Mid))
		}
		c.line("chart-whisker", x, height(s.Lo), x, height(s.Hi))
		c.line("chart-whisker", x-5, height(s.Lo), x+5, height(s.Lo))
		c.line("chart-whisker", x-5, height(s.Hi), x+5, height(s.Hi))
	}
	for i, s := range steps {
		x := place(i)
		c.mark(0, x, height(s.Mid))
		c.text("chart-value", x, height(s.Hi)-8, "middle", s.Value)
		c.text("chart-label", x, height(0)+20, "middle", s.Name)
	}
	c.y = height(0) + 28
	return c.done()
}
