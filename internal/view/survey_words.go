package view

import (
	"math"
	"strconv"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/bsc/results"
	"github.com/kaaw/nachbar/internal/chart"
)

// Figure is a chart with the table of its figures. Note says how it is read.
type Figure struct {
	chart.Drawing
	Table Table
	Note  string
}

// Table is a table of figures; the first cell of a row is its head.
type Table struct {
	ID, Caption string
	Head        []string
	Rows        [][]TableCell
}

// TableCell is a cell; one with a URL is a link.
type TableCell struct{ Text, URL string }

// cells are cells without links.
func cells(texts ...string) []TableCell {
	row := make([]TableCell, len(texts))
	for i, text := range texts {
		row[i].Text = text
	}
	return row
}

// Percents of the ends of a span, rounded outwards, so that they stay certain.
func percentLo(x float64) int { return int(math.Floor(100*x + 1e-9)) }
func percentHi(x float64) int { return int(math.Ceil(100*x - 1e-9)) }

func percent(x float64) string { return strconv.Itoa(int(math.Round(100*x))) + "\u00a0%" }

// rounded is a quartile as it was rounded: the middle of its step, or the end of
// the scale that a half step lies at.
func rounded(s results.Span) float64 {
	switch {
	case s.Lo == 0:
		return 0
	case s.Hi == 1:
		return 1
	}
	return s.Mid
}

// about is an estimate: "rund 52 %".
func (c *Context) about(s results.Span) string {
	return c.T("ui.survey.about", map[string]string{"share": percent(s.Mid)})
}

// rangeOf are the ends of a share, as they stand behind "zwischen": "50 und 55 %".
func (c *Context) rangeOf(s results.Span) string { return c.T("ui.survey.range", ends(s)) }

func ends(s results.Span) map[string]string {
	return map[string]string{"lo": strconv.Itoa(percentLo(s.Lo)), "hi": strconv.Itoa(percentHi(s.Hi))}
}

// step is a published step of a share; the outer ones say that they are open.
func (c *Context) step(s *results.Span) string {
	switch {
	case s == nil:
		return c.T("ui.survey.none", nil)
	case s.Lo == 0:
		return c.T("ui.survey.upto", map[string]string{"share": percent(s.Hi)})
	case s.Hi == 1:
		return c.T("ui.survey.from", map[string]string{"share": percent(s.Lo)})
	}
	return c.T("ui.survey.step", ends(*s))
}

// count is a published number of members: "18–22".
func count(s results.Span) string {
	lo, hi := strconv.Itoa(int(s.Lo)), strconv.Itoa(int(s.Hi))
	if lo == hi {
		return lo
	}
	return lo + "–" + hi
}

// yes says how many members answered "ja".
func (c *Context) yes(q *results.Question, n int) string {
	args := map[string]string{"h": strconv.Itoa(q.H), "rest": strconv.Itoa(n - q.H)}
	switch q.Form {
	case results.Counted:
		return count(q.Yes)
	case results.AtMost:
		return c.T("ui.survey.yes.atmost", args)
	case results.AtLeast:
		return c.T("ui.survey.yes.atleast", args)
	case results.Edge:
		return c.T("ui.survey.yes.edge", args)
	}
	return c.T("ui.survey.none", nil)
}

// others are the numbers of the answers but "ja", where they are told.
func others(q *results.Question) (texts []string) {
	for _, a := range bsc.Answers()[1:] {
		text := "–"
		if s, ok := q.Count(a); ok {
			text = count(s)
		}
		texts = append(texts, text)
	}
	return texts
}

func (c *Context) changeWord(change results.Change) string {
	switch change {
	case results.Higher:
		return c.T("ui.survey.change.higher", nil)
	case results.Lower:
		return c.T("ui.survey.change.lower", nil)
	case results.Unclear:
		return c.T("ui.survey.change.unclear", nil)
	}
	return c.T("ui.survey.change.unknown", nil)
}

func span(s results.Span) chart.Span { return chart.Span(s) }

func spanAt(s *results.Span) *chart.Span {
	if s == nil {
		return nil
	}
	out := span(*s)
	return &out
}
