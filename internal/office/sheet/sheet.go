// Package sheet reads workbooks that come back from people as tables of cells:
// Office Open XML (XLSX), OpenDocument (ODS) and CSV, as Excel and LibreOffice
// save them.
//
// A cell is what stands in it: text, a number, a day, whether a formula put it
// there. Nothing is worked out, no formula is run, no link is followed. What an
// answer sheet does not need is refused with its reason: macros, links to other
// files, passwords, formats of before 2007, files beyond the budgets. Which
// sheets, columns and rows mean what is left to those who know the form.
package sheet

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/office/parts"
)

// Budgets of a workbook. Those of archives and XML are package parts'.
const (
	MaxFile = 16 << 20 // bytes of the file
	maxXML  = 64 << 20 // bytes of all parts unpacked
	MaxRows = 100_000  // of all sheets
	maxCell = 2_000_000
	maxText = 32 << 20 // bytes of all cells
)

// Workbook is what a file holds. It has no cell without text.
type Workbook struct {
	Sheets []Sheet
	// Names are the defined names of single cells, in small letters.
	Names map[string]Place
}

// Place is a cell: its sheet, its column from 0 and its row from 1.
type Place struct {
	Sheet       string
	Column, Row int
}

// Cell is the name of a place inside its sheet: "D17".
func (p Place) Cell() string { return ColumnName(p.Column) + strconv.Itoa(p.Row) }

// Sheet is one table; its rows are in order, empty ones are left out.
type Sheet struct {
	Name string
	Rows []Row
}

// Row is a row, counted from 1; its cells are in order, empty ones are left out.
type Row struct {
	Number int
	Cells  []Cell
}

// Cell returns the cell of a column, an empty one if there is none.
func (r *Row) Cell(column int) Cell {
	for _, c := range r.Cells {
		if c.Column == column {
			return c
		}
	}
	return Cell{Column: column}
}

// Kind is what a cell holds.
type Kind int

// The kinds.
const (
	Text Kind = iota
	Number
	Day
	Truth
	Error // of a formula: "#REF!"
)

// Cell is one cell. Its text is that of the cell, blanks at its ends left out;
// of a number its shortest form with a point, of a day "2027-03-31", with
// "T08:30:00" behind it if there is a time of day, "true" or "false" of a truth
// value.
type Cell struct {
	Column  int // from 0
	Text    string
	Kind    Kind
	Formula bool
}

// At returns the cell at a place, an empty one if there is none.
func (w *Workbook) At(p Place) Cell {
	for i := range w.Sheets {
		if !strings.EqualFold(w.Sheets[i].Name, p.Sheet) {
			continue
		}
		for j := range w.Sheets[i].Rows {
			if w.Sheets[i].Rows[j].Number == p.Row {
				return w.Sheets[i].Rows[j].Cell(p.Column)
			}
		}
	}
	return Cell{Column: p.Column}
}

// ColumnName is the letter of a column, counted from 0: A, B, … Z, AA.
func ColumnName(i int) string {
	if i >= 26 {
		return ColumnName(i/26-1) + ColumnName(i%26)
	}
	return string(rune('A' + i))
}

// Read reads a workbook; name is its file name, which tells CSV from no table
// at all. The error is a *parts.Error whose ID names a message (sheet-…) if the
// file is at fault, else that of the context. It never panics.
func Read(ctx context.Context, name string, src []byte) (w *Workbook, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			w, err = nil, own(parts.Damaged(name, fmt.Errorf("reader gave up: %v", cause)))
		}
	}()
	w, err = read(ctx, name, src)
	if err != nil {
		return nil, own(err)
	}
	return w, nil
}

func read(ctx context.Context, name string, src []byte) (*Workbook, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(src) > MaxFile {
		return nil, parts.Exceeded("sheet-size", "max", parts.Mebibytes(MaxFile))
	}
	switch kind := parts.Recognise(src); kind {
	case parts.Zipped:
	case parts.Unknown:
		if suffix := strings.ToLower(name); strings.HasSuffix(suffix, ".csv") || strings.HasSuffix(suffix, ".txt") {
			return readCSV(src)
		}
		return nil, noSheet()
	case parts.Portable:
		return nil, noSheet()
	default:
		return nil, kind.Refusal()
	}
	a, err := parts.Open(ctx, src, maxXML)
	if err != nil {
		return nil, err
	}
	if err := refuseActive(a); err != nil {
		return nil, err
	}
	switch {
	case a.Has("_rels/.rels"):
		return readOpenXML(a)
	case a.Has("encrypted-package"):
		return nil, parts.EncryptedFile()
	case a.Has("content.xml"):
		return readOpenDocument(a)
	}
	return nil, noSheet()
}

func noSheet() error { return &parts.Error{Reason: parts.Unsupported, ID: "sheet-kind"} }

// own gives an error of package parts the message that speaks of tables; the
// others speak of attachments.
func own(err error) error {
	var known *parts.Error
	if !errors.As(err, &known) || strings.HasPrefix(known.ID, "sheet-") {
		return err
	}
	e := *known
	switch e.Reason {
	case parts.Encrypted:
		e.ID = "sheet-encrypted"
	case parts.Legacy:
		e.ID = "sheet-legacy"
	case parts.Unsupported:
		e.ID = "sheet-kind"
	case parts.OverBudget:
		e.ID, e.Args = "sheet-budget", diag.Args{"id": known.ID}
	default:
		e.ID = "sheet-damaged"
	}
	return &e
}

// builder collects the cells of a workbook within the budgets.
type builder struct {
	book              Workbook
	rows, cells, text int
}

func (b *builder) sheet(name string) {
	b.book.Sheets = append(b.book.Sheets, Sheet{Name: name})
}

// row adds a row to the last sheet, times times, unless it has no cells.
func (b *builder) row(number int, cells []Cell, times int) error {
	if len(cells) == 0 || len(b.book.Sheets) == 0 {
		return nil
	}
	s := &b.book.Sheets[len(b.book.Sheets)-1]
	if n := len(s.Rows); n > 0 && s.Rows[n-1].Number >= number {
		return parts.Damaged(s.Name, errors.New("rows out of order"))
	}
	size := 0
	for _, c := range cells {
		size += len(c.Text)
	}
	for i := range times {
		b.rows, b.cells, b.text = b.rows+1, b.cells+len(cells), b.text+size
		if b.rows > MaxRows || b.cells > maxCell || b.text > maxText {
			return parts.Exceeded("sheet-rows", "max", strconv.Itoa(MaxRows))
		}
		s.Rows = append(s.Rows, Row{Number: number + i, Cells: cells})
	}
	return nil
}
