package chart

// Amount is a row of Amounts: one figure a part, from 0 up, in any unit.
type Amount struct {
	Label, Value string
	Parts        []float64
}

// amountClasses are the looks of the parts; every second one is hatched.
var amountClasses = []string{"chart-yes", "chart-hatch", "chart-no", "chart-hatch"}

// Amounts draws figures that are no shares as stacked bars against the largest
// sum. parts names the parts of each row, at most as many as there are looks.
func Amounts(id, title, desc string, parts []string, rows []Amount) Drawing {
	c := newCanvas(id, title, desc)
	if len(parts) > 1 {
		c.partKeys(parts)
	}
	most := 0.0
	for _, r := range rows {
		most = max(most, total(r.Parts))
	}
	for _, r := range rows {
		c.label(r.Label, r.Value)
		x := left
		for i, part := range r.Parts {
			if part > 0 {
				c.part(i, x, c.y, part/most*scale, barHeight)
				x += part / most * scale
			}
		}
		c.y += barHeight + rowGap
	}
	return c.done()
}

func total(parts []float64) (sum float64) {
	for _, part := range parts {
		sum += part
	}
	return sum
}

// part draws a part in its look.
func (c *canvas) part(i int, x, y, w, h float64) {
	class := amountClasses[i%len(amountClasses)]
	s := c.rect(class, x, y, w, h)
	if class == "chart-hatch" {
		c.Hatched, s.Hatch = true, true
	}
}

// partKeys is the legend of the parts.
func (c *canvas) partKeys(names []string) {
	x := left
	for i, name := range names {
		room := 28 + float64(len([]rune(name)))*letterWidth + 14
		if x > left && x+room > width {
			x, c.y = left, c.y+lineHeight
		}
		c.part(i, x, c.y+2, 20, 13)
		c.text("chart-label", x+26, c.y+14, "start", name)
		x += room
	}
	c.y += lineHeight + 10
}
