package chart

// Bar is a row of Bars.
type Bar struct {
	Label, Value string
	Span
}

// Bars draws horizontal bars with the interval of each as a whisker.
func Bars(id, title, desc string, rows []Bar) Drawing {
	c := newCanvas(id, title, desc)
	c.axis()
	for _, r := range rows {
		c.label(r.Label, r.Value)
		c.track(barHeight)
		c.rect("chart-bar", at(0), c.y, r.Mid*scale, barHeight)
		if r.Hi > r.Lo {
			c.whisker(r.Span, c.y+barHeight/2, 5)
		}
		c.y += barHeight + rowGap
	}
	return c.done()
}

// Dots is a row of DotPlot: one figure a series, nil where there is none.
type Dots struct {
	Label string
	Spans []*Span
}

// lane is the height of one series in a row of dots.
const lane = 15.0

// DotPlot draws the figures of each row below each other, each with its own form
// of mark and its interval. joined connects the marks of a row, for rounds.
func DotPlot(id, title, desc string, series []string, rows []Dots, joined bool) Drawing {
	c := newCanvas(id, title, desc)
	c.legend(series)
	c.axis()
	for _, r := range rows {
		c.label(r.Label, "")
		c.track(lane * float64(len(series)))
		if joined {
			c.join(r.Spans)
		}
		for i, s := range r.Spans {
			if y := c.y + lane*(float64(i)+0.5); s != nil {
				c.whisker(*s, y, 4)
				c.mark(i, at(s.Mid), y)
			}
		}
		c.y += lane*float64(len(series)) + rowGap
	}
	return c.done()
}

// join connects the marks of a row.
func (c *canvas) join(spans []*Span) {
	for i := 1; i < len(spans); i++ {
		if a, b := spans[i-1], spans[i]; a != nil && b != nil {
			c.line("chart-join", at(a.Mid), c.y+lane*(float64(i)-0.5), at(b.Mid), c.y+lane*(float64(i)+0.5))
		}
	}
}

// legend names the marks, in as many lines as they need.
func (c *canvas) legend(series []string) {
	x := left
	for i, name := range series {
		room := 24 + float64(len([]rune(name)))*letterWidth + 16
		if x > left && x+room > width {
			x, c.y = left, c.y+lineHeight
		}
		c.mark(i, x+7, c.y+9)
		c.text("chart-label", x+20, c.y+14, "start", name)
		x += room
	}
	c.y += lineHeight + 6
}

// Spread is a row of Spreads: half of the members lie between Q1 and Q3.
type Spread struct {
	Label, Value   string
	Q1, Median, Q3 float64
}

// Spreads draws where the middle half of the members lies, with the median.
func Spreads(id, title, desc string, rows []Spread) Drawing {
	c := newCanvas(id, title, desc)
	c.axis()
	for _, r := range rows {
		c.label(r.Label, r.Value)
		c.track(barHeight)
		c.rect("chart-half", at(r.Q1), c.y, (r.Q3-r.Q1)*scale, barHeight)
		c.line("chart-median", at(r.Median), c.y-3, at(r.Median), c.y+barHeight+3)
		c.y += barHeight + rowGap
	}
	return c.done()
}

// Bullet is a row of Bullets: a share against a target that was agreed.
type Bullet struct {
	Label, Value string
	Span
	Target float64
}

// Bullets draws shares as bars and targets as strokes across them.
func Bullets(id, title, desc string, rows []Bullet) Drawing {
	c := newCanvas(id, title, desc)
	c.axis()
	for _, r := range rows {
		c.label(r.Label, r.Value)
		c.track(barHeight)
		c.rect("chart-bar", at(0), c.y+4, r.Mid*scale, barHeight-8)
		if r.Hi > r.Lo {
			c.whisker(r.Span, c.y+barHeight/2, 4)
		}
		c.line("chart-target", at(r.Target), c.y-3, at(r.Target), c.y+barHeight+3)
		c.y += barHeight + rowGap
	}
	return c.done()
}
