package bia

import (
	"fmt"
	"strconv"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/ods"
	"github.com/kaaw/nachbar/internal/office/xlsx"
)

// MaxMatchRows is how many rows the sheet with the lines has: one for each line
// and process.
const MaxMatchRows = 1200

// MatchWords gives the text of a message key.
type MatchWords func(key string, args map[string]string) string

// MatchForm is the workbook that a completeness check hands out, "xlsx" or
// "ods": what the lines of a list mean, and which processes it does not have.
// A row is there if its first hole has a value. The holes are, all of them text
// and none a formula,
//
//	l.<n> i.<n> t.<n> m.<n> s.<n>   line, id and title of a process, MTA, state
//	f.<id>                          the state of a process that is missing
//	n                               how many processes are missing
func (c *Catalogue) MatchForm(format string, words MatchWords) (*form.Form, error) {
	t := func(key string) string { return words("bia.match."+key, nil) }
	g := &document.Grid{
		Title: t("title"), Lang: "de-DE", Label: "TLP:CLEAR", FilledLabel: "TLP:AMBER+STRICT", Code: "NB-ABGLEICH",
		Page: words("doc.page", nil), Of: words("doc.of", nil),
		Sheets: []document.GridSheet{c.missingSheet(t), linesSheet(t)},
	}
	switch format {
	case "xlsx":
		return xlsx.WriteGrid(g), nil
	case "ods":
		return ods.WriteGrid(g), nil
	}
	return nil, fmt.Errorf("make workbook of a completeness check: no format %q", format)
}

// matchHead is the row of the names of columns in both sheets.
const matchHead = 4

func matchTop(title, note string, columns ...string) []document.GridRow {
	head := document.GridRow{}
	for _, name := range columns {
		head.Cells = append(head.Cells, document.GridCell{Style: document.GridHead, Text: name})
	}
	one := func(style document.GridStyle, text string) document.GridRow {
		return document.GridRow{Cells: []document.GridCell{{Style: style, Text: text}}}
	}
	return []document.GridRow{one(document.GridTitle, title), one(document.GridNote, note), {}, head}
}

// missingSheet has a row for each process, of which those stay that are missing.
func (c *Catalogue) missingSheet(t func(string) string) document.GridSheet {
	s := document.GridSheet{
		Name: t("missing"), Head: matchHead, Landscape: true, Filter: true,
		Columns: []document.GridColumn{{Width: 10}, {Width: 30}, {Width: 60}, {Width: 30}, {Width: 14}, {Width: 14}, {Width: 24}},
		Rows:    matchTop(t("missing.title"), t("note"), t("id"), t("area"), t("process"), t("duty"), t("mta"), t("rto"), t("status")),
	}
	for _, p := range c.Processes {
		area, rto := p.Area, ""
		if a := c.Area(p.Area); a != nil {
			area = a.Title
		}
		if hours := p.MTA.RTO(); hours > 0 {
			rto = strconv.Itoa(hours)
		}
		row := document.GridRow{When: "f." + p.ID}
		for _, text := range []string{p.ID, area, p.Title, t("duty." + string(p.Duty)), string(p.MTA), rto} {
			row.Cells = append(row.Cells, document.GridCell{Text: text})
		}
		row.Cells = append(row.Cells, document.GridCell{Style: document.GridInput, Hole: "f." + p.ID})
		s.Rows = append(s.Rows, row)
	}
	return s
}

// linesSheet has rows for the lines of the list.
func linesSheet(t func(string) string) document.GridSheet {
	s := document.GridSheet{
		Name: t("lines"), Head: matchHead, Landscape: true, Filter: true,
		Columns: []document.GridColumn{{Width: 50}, {Width: 10}, {Width: 60}, {Width: 14}, {Width: 24}},
		Rows:    matchTop(t("lines.title"), t("note"), t("line"), t("id"), t("process"), t("mta"), t("status")),
	}
	for n := range MaxMatchRows {
		number := strconv.Itoa(n)
		row := document.GridRow{When: "l." + number}
		for _, hole := range []string{"l.", "i.", "t.", "m.", "s."} {
			row.Cells = append(row.Cells, document.GridCell{Hole: hole + number})
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}
