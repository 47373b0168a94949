// Package chart lays out the charts of published results: bars, stacked bars,
// dots with whiskers, lines and spreads.
//
// A Drawing is a list of shapes at their places; layouts/partials/chart.html
// writes it as SVG, so that all texts are escaped there. It has a title and a
// description for those who do not see it, and always stands beside a table of
// the same figures. Colours and sizes of letters come from style sheets by the
// class of a shape; what matters is told by hatching, outline and form of marks
// as well, so that a chart reads in black and white.
//
// Drawings are a function of their figures: coordinates have one digit, and the
// same figures give the same bytes. Shares go from 0 to 1.
package chart

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Drawing is a chart in a box of Width × Height units.
type Drawing struct {
	// ID starts the ids of the drawing's title, description and patterns; it is
	// unique on a page.
	ID, Title, Desc string
	Width, Height   string
	Shapes          []Shape
	// Hatched says that shapes are filled with the drawing's hatching.
	Hatched bool
}

// Shape is one shape. Kind is "rect" (X, Y, W, H), "line" (X, Y to X2, Y2),
// "path" (D) or "text" (X, Y, Anchor).
type Shape struct {
	Kind, Class        string
	X, Y, W, H, X2, Y2 string
	D                  string
	Text, Anchor       string
	// Hatch fills the shape with hatching.
	Hatch bool
}

// Span is a figure: between Lo and Hi, about Mid.
type Span struct{ Lo, Mid, Hi float64 }

// Measures in units; a letter of a label is about letterWidth wide.
const (
	width       = 480.0
	left        = 2.0
	right       = 14.0 // room for half a tick label
	scale       = width - left - right
	lineHeight  = 19.0
	axisHeight  = 24.0
	barHeight   = 16.0
	rowGap      = 12.0
	letterWidth = 7.7
)

// canvas collects shapes from top to bottom.
type canvas struct {
	Drawing
	y float64
}

func newCanvas(id, title, desc string) *canvas {
	return &canvas{Drawing: Drawing{ID: id, Title: title, Desc: desc, Width: num(width)}}
}

func (c *canvas) done() Drawing {
	c.Height = num(c.y)
	return c.Drawing
}

// num writes a coordinate with at most one digit behind the point.
func num(x float64) string {
	text := strings.TrimSuffix(strconv.FormatFloat(x, 'f', 1, 64), ".0")
	if text == "-0" {
		return "0"
	}
	return text
}

// at is the horizontal place of a share.
func at(share float64) float64 { return left + share*scale }

func (c *canvas) rect(class string, x, y, w, h float64) *Shape {
	c.Shapes = append(c.Shapes, Shape{Kind: "rect", Class: class, X: num(x), Y: num(y), W: num(w), H: num(h)})
	return &c.Shapes[len(c.Shapes)-1]
}

func (c *canvas) line(class string, x, y, x2, y2 float64) {
	c.Shapes = append(c.Shapes, Shape{Kind: "line", Class: class, X: num(x), Y: num(y), X2: num(x2), Y2: num(y2)})
}

func (c *canvas) path(class, d string) {
	c.Shapes = append(c.Shapes, Shape{Kind: "path", Class: class, D: d})
}

func (c *canvas) text(class string, x, y float64, anchor, text string) {
	c.Shapes = append(c.Shapes, Shape{Kind: "text", Class: class, X: num(x), Y: num(y), Anchor: anchor, Text: text})
}

// axis writes 0 to 100 Prozent above the rows.
func (c *canvas) axis() {
	for i, anchor := range []string{"start", "middle", "middle", "middle", "end"} {
		c.text("chart-tick", at(float64(i)/4), c.y+14, anchor, strconv.Itoa(25*i)+"\u00a0%")
	}
	c.y += axisHeight
}

// track is the ground of a row's figures, with lines at the ticks of the axis.
func (c *canvas) track(height float64) {
	c.rect("chart-track", at(0), c.y, scale, height)
	for i := range 5 {
		x := at(float64(i) / 4)
		c.line("chart-grid", x, c.y, x, c.y+height)
	}
}

// label writes a label, over several lines if it is long, and value at the end
// of its first line.
func (c *canvas) label(label, value string) {
	room := scale - float64(utf8.RuneCountInString(value)+2)*letterWidth
	for i, line := range wrap(label, int(room/letterWidth)) {
		c.text("chart-label", left, c.y+14, "start", line)
		if i == 0 && value != "" {
			c.text("chart-value", width-right, c.y+14, "end", value)
		}
		c.y += lineHeight
	}
}

// wrap breaks a text at spaces into lines of at most n letters; a longer word
// stays whole.
func wrap(text string, n int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) <= n:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
	}
	return append(lines, line)
}

// whisker draws an interval at the height y.
func (c *canvas) whisker(s Span, y, half float64) {
	c.line("chart-whisker", at(s.Lo), y, at(s.Hi), y)
	c.line("chart-whisker", at(s.Lo), y-half, at(s.Lo), y+half)
	c.line("chart-whisker", at(s.Hi), y-half, at(s.Hi), y+half)
}

// Marks is the number of forms that mark can draw.
const Marks = 4

// mark draws the n-th form of marks: a disc, a square, a triangle, a diamond.
func (c *canvas) mark(n int, x, y float64) {
	c.path("chart-mark chart-mark-"+strconv.Itoa(n%Marks+1), markPath(n, x, y))
}

func markPath(n int, x, y float64) string {
	const r = 5.5
	to := func(points ...float64) string {
		d := "M"
		for i := 0; i < len(points); i += 2 {
			if i > 0 {
				d += " L"
			}
			d += num(x+points[i]) + " " + num(y+points[i+1])
		}
		return d + " Z"
	}
	switch n % Marks {
	case 1:
		return to(-r+0.5, -r+0.5, r-0.5, -r+0.5, r-0.5, r-0.5, -r+0.5, r-0.5)
	case 2:
		return to(0, -r-0.5, r+0.5, r-0.5, -r-0.5, r-0.5)
	case 3:
		return to(0, -r-1.5, r+1.5, 0, 0, r+1.5, -r-1.5, 0)
	}
	radius := num(r)
	arc := "A" + radius + " " + radius + " 0 1 1 "
	return "M" + num(x-r) + " " + num(y) + " " + arc + num(x+r) + " " + num(y) + " " + arc + num(x-r) + " " + num(y) + " Z"
}
