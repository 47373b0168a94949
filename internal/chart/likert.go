package chart

// Stack is a row of Likert: the answers of n members to a question.
type Stack struct {
	Label, Value string
	// N is the number of members. Yes, Partly, No and Without ("entbehrlich") are
	// estimates of the numbers of answers that add up to it.
	N, Yes, Partly, No, Without float64
	// Form says what is drawn instead of four numbers; H is the width of the ends.
	Form StackForm
	H    float64
}

// StackForm is what is known of a row.
type StackForm int

// The forms: all four answers, at most H "ja", all but at most H, one of these
// two, nothing.
const (
	Full StackForm = iota
	Few
	Nearly
	Ends
	Empty
)

// apart is the gap in front of the answers "entbehrlich".
const apart = 10.0

// Likert draws the answers to questions as stacked bars; "entbehrlich" stands
// apart from the others. An end is one hatched bar, without a part inside it.
// legend names the four answers and the hatching.
func Likert(id, title, desc string, legend [5]string, rows []Stack) Drawing {
	c := newCanvas(id, title, desc)
	c.keys(legend)
	for _, r := range rows {
		c.label(r.Label, r.Value)
		if r.N > 0 {
			c.stack(r)
		}
		c.y += barHeight + rowGap
	}
	return c.done()
}

var stackClasses = [4]string{"chart-yes", "chart-partly", "chart-no", "chart-without"}

func (c *canvas) stack(r Stack) {
	unit := (scale - apart) / r.N
	if r.Form != Full {
		c.rect("chart-open", left, c.y, r.N*unit, barHeight)
		if r.Form == Few || r.Form == Ends {
			c.hatch(left, r.H*unit)
		}
		if r.Form == Nearly {
			c.hatch(left, (r.N-r.H)*unit)
		}
		if r.Form == Ends {
			c.hatch(left+(r.N-r.H)*unit, r.H*unit)
		}
		return
	}
	x := left
	for i, n := range []float64{r.Yes, r.Partly, r.No, r.Without} {
		if i == 3 {
			x += apart
		}
		if n > 0 {
			c.rect(stackClasses[i], x, c.y, n*unit, barHeight)
		}
		if i == 1 && n > 0 { // hatched, to be told from its neighbours without colour
			c.dots(x, n*unit)
		}
		x += n * unit
	}
}

func (c *canvas) hatch(x, w float64) {
	c.Hatched = true
	c.rect("chart-hatch", x, c.y, w, barHeight).Hatch = true
}

// dots marks a part with strokes along it.
func (c *canvas) dots(x, w float64) {
	c.line("chart-stripe", x+1, c.y+barHeight/2, x+max(w-1, 1), c.y+barHeight/2)
}

// keys is the legend of stacked bars.
func (c *canvas) keys(legend [5]string) {
	x := left
	for i, name := range legend {
		if name == "" {
			continue
		}
		room := 28 + float64(len([]rune(name)))*letterWidth + 14
		if x > left && x+room > width {
			x, c.y = left, c.y+lineHeight
		}
		if i < len(stackClasses) {
			c.rect(stackClasses[i], x, c.y+2, 20, 13)
		} else {
			c.Hatched = true
			c.rect("chart-hatch", x, c.y+2, 20, 13).Hatch = true
		}
		if i == 1 {
			c.line("chart-stripe", x+1, c.y+8.5, x+19, c.y+8.5)
		}
		c.text("chart-label", x+26, c.y+14, "start", name)
		x += room
	}
	c.y += lineHeight + 10
}
