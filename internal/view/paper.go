package view

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/exchange"
)

// PaperSheet is a table of a workbook template as it is printed: on a sheet
// across, with lines to write on. A table too wide for one sheet becomes several,
// Part 1 to Parts, which all begin with its first column.
type PaperSheet struct {
	ID, Title   string
	Of          string // the title of the template
	Part, Parts int
	Help        []PaperRun
	Columns     []PaperColumn
	Notes       []PaperNote
	Rows        []PaperRow
	// Blank is how many empty lines the sheet has, about as many as fit.
	Blank int
}

// PaperColumn is a column. Its Share of the sheet is counted in fortieths.
type PaperColumn struct {
	Title string
	Share int
}

// PaperNote says what belongs into a column; Choices are the words to choose from.
type PaperNote struct {
	Title   string
	Help    []PaperRun
	Choices []string
}

// PaperRow is a row that the template fills in, a cell for each column.
type PaperRow struct {
	Example bool
	Cells   [][]PaperRun
}

// PaperRun is a piece of a line: text, or a field with its label as the text.
type PaperRun struct{ Text, Field string }

const (
	paperShares = 40  // of a sheet
	paperWidth  = 257 // mm, of a sheet across
	paperHeight = 155 // mm, below the title
	paperLetter = 1.7 // mm, of small print
	paperLine   = 3.9 // mm, of small print
	paperBlank  = 9   // mm, of a line to write on
	// paperLetters is the width of a table that still fits on one sheet, as its
	// columns tell it: in letters.
	paperLetters = 245
	keyLetters   = 9
	// exampleKey starts the keys of invented rows. One of them shows how to write;
	// on paper nobody can delete the others.
	exampleKey = "BSP"
)

// paperSheets lays the tables of a template out for paper.
func (c *Context) paperSheets(p *content.Page, id string) []PaperSheet {
	if p.Template == nil || p.Template.Sheet == nil {
		return nil
	}
	c.trace.ask("data", "felder")
	var out []PaperSheet
	for _, table := range p.Template.Sheet.Tables {
		parts := cut(table.Columns)
		for i, columns := range parts {
			sheet := c.paperSheet(table, columns, p.Template.Fields)
			sheet.ID, sheet.Of = fmt.Sprintf("%s-blatt-%s-%d", id, table.ID, i+1), p.Title
			sheet.Part, sheet.Parts = i+1, len(parts)
			out = append(out, sheet)
		}
	}
	return out
}

// cut spreads columns over as few sheets as hold them. Each begins with the first.
func cut(columns []content.SheetColumn) [][]content.SheetColumn {
	sum := keyLetters
	for _, column := range columns {
		sum += exchange.ColumnWidth(column)
	}
	sheets := (sum + paperLetters - 1) / paperLetters
	if sheets <= 1 || len(columns) < 2 {
		return [][]content.SheetColumn{columns}
	}
	var out [][]content.SheetColumn
	for rest := columns[1:]; len(rest) > 0; sheets-- {
		n := (len(rest) + sheets - 1) / max(sheets, 1)
		out = append(out, append([]content.SheetColumn{columns[0]}, rest[:n]...))
		rest = rest[n:]
	}
	return out
}

func (c *Context) paperSheet(table content.SheetTable, columns []content.SheetColumn, own []content.Field) PaperSheet {
	runs := func(text string) []PaperRun { return c.paperRuns(text, own) }
	s := PaperSheet{Title: table.Title, Help: runs(table.Help), Columns: paperColumns(columns)}
	s.Columns[0].Title = c.T("ui.handbook.number", nil)
	for _, column := range columns {
		s.note(PaperNote{Title: column.Title, Help: runs(column.Help), Choices: column.Choices})
	}
	examples := 0
	for _, row := range table.Rows {
		out := PaperRow{Example: strings.HasPrefix(row[content.RowKey], exampleKey), Cells: [][]PaperRun{runs(row[content.RowKey])}}
		if out.Example {
			if examples++; examples > 1 {
				continue
			}
		}
		for _, column := range columns {
			out.Cells = append(out.Cells, runs(c.paperValue(column, row[column.ID])))
		}
		s.Rows = append(s.Rows, out)
	}
	s.Blank = min(table.Blank, s.room())
	return s
}

// note adds a note that says something. Neighbours that say the same share one.
func (s *PaperSheet) note(n PaperNote) {
	last := len(s.Notes) - 1
	switch {
	case len(n.Help)+len(n.Choices) == 0:
	case last >= 0 && len(n.Help)+len(s.Notes[last].Help) == 0 && slices.Equal(n.Choices, s.Notes[last].Choices):
		s.Notes[last].Title += ", " + n.Title
	default:
		s.Notes = append(s.Notes, n)
	}
}

// paperColumns are the column of keys and those of the table, with their shares: by
// width, but none too narrow to write in. What rounding leaves goes to the widest.
func paperColumns(columns []content.SheetColumn) []PaperColumn {
	sum := keyLetters
	for _, column := range columns {
		sum += exchange.ColumnWidth(column)
	}
	out := []PaperColumn{{Share: 2}}
	left := paperShares - 2
	for _, column := range columns {
		least := 2
		if column.Type == "datum" {
			least = 3
		}
		share := max(least, exchange.ColumnWidth(column)*paperShares/sum)
		out, left = append(out, PaperColumn{Title: column.Title, Share: share}), left-share
	}
	for left != 0 {
		step, widest := cmp.Compare(left, 0), 0
		for i, column := range out {
			if column.Share > out[widest].Share {
				widest = i
			}
		}
		out[widest].Share += step
		left -= step
	}
	return out
}

// paperRuns cuts a line at its fields.
func (c *Context) paperRuns(text string, own []content.Field) []PaperRun {
	var out []PaperRun
	for _, run := range exchange.Fieldwise(text) {
		if run.Field == "" {
			out = append(out, PaperRun{Text: run.Text})
			continue
		}
		f, _ := c.model.field(run.Field, own)
		out = append(out, PaperRun{Text: f.Label, Field: run.Field})
	}
	return out
}

// paperValue is what a filled cell shows.
func (c *Context) paperValue(column content.SheetColumn, text string) string {
	if day, err := time.Parse(time.DateOnly, text); err == nil && column.Type == "datum" {
		return c.Date(day, "short")
	}
	return text
}

// room is how many lines to write on fit below what a sheet says, about: what is
// not known here are fonts and hyphens. There are some on every sheet.
func (s *PaperSheet) room() int {
	height := paperHeight - paperLine*float64(lineCount(s.Help, paperWidth)+1)
	notes := 0
	for _, note := range s.Notes { // they stand in two columns
		text := note.Title + strings.Join(note.Choices, ", ")
		notes += lineCount(append(slices.Clone(note.Help), PaperRun{Text: text}), paperWidth/2)
	}
	height -= paperLine * float64(notes+1) / 2
	row := func(cell func(int) []PaperRun) float64 {
		tallest := 1
		for i, column := range s.Columns {
			tallest = max(tallest, lineCount(cell(i), paperWidth*column.Share/paperShares-2))
		}
		return paperLine*float64(tallest) + 3
	}
	height -= row(func(i int) []PaperRun { return []PaperRun{{Text: s.Columns[i].Title}} })
	for _, r := range s.Rows {
		height -= max(paperBlank, row(func(i int) []PaperRun { return r.Cells[i] }))
	}
	return max(3, int(height/paperBlank))
}

// lineCount is how many lines of small print a text needs in a width in mm.
func lineCount(text []PaperRun, width int) int {
	letters := 0
	for _, run := range text {
		letters += utf8.RuneCountInString(run.Text)
	}
	return (int(float64(letters)*paperLetter) + width - 1) / max(width, 1)
}
