package bia

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/parts"
	cells "github.com/kaaw/nachbar/internal/office/sheet"
)

// ReadWorkbook reads a BIA-Bogen back: XLSX or ODS, partly filled, with columns
// and rows moved, cells merged, sheets added, saved by whatever program. name is
// what problems call the file.
//
// Tables are found by the names of their columns, rows by the number of the
// process in them. What formulas worked out is not read: it follows again from
// the entries (Workbook.Figures). Files with macros and files beyond the budgets
// are refused.
//
// A problem names the cell. Of the file's texts it has at most the start of a
// wrong entry, cut to 20 characters. With errors among the problems the workbook
// is nil or has less than the file. The error is one of the environment.
func ReadWorkbook(name string, data []byte, c *Catalogue) (*Workbook, diag.List, error) {
	book, err := cells.Read(context.Background(), name, data)
	var refused *parts.Error
	if errors.As(err, &refused) {
		return nil, diag.List{{ID: refused.ID, Path: name, Args: refused.Args}}, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read BIA-Bogen: %w", err)
	}
	r := &bookReader{name: name, book: book, c: c, w: &Workbook{Level: Intolerable}, places: map[string]string{}, rated: map[string]string{}}
	tables := r.tables()
	if len(tables["processes"]) == 0 || len(tables["damage"]) == 0 {
		if len(r.problems) == 0 {
			r.problems.Add(diag.New("bia-sheet-none", name, 0))
		}
		return nil, r.problems, nil
	}
	for _, kind := range []string{"about", "processes", "damage", "uses", "needs", "actual"} {
		for _, t := range tables[kind] {
			map[string]func(table, *cells.Row){"about": r.aboutRow, "processes": r.process, "damage": r.damageRow, "uses": r.use, "needs": r.need, "actual": r.actualRow}[kind](t, t.row)
		}
	}
	r.finish()
	return r.w, r.problems, nil
}

// table is a row with the columns of the head above it.
type table struct {
	sheet   string
	columns map[string]int
	row     *cells.Row
	id      string // the number above, for merged cells
}

// bookReader reads one workbook.
type bookReader struct {
	name     string
	book     *cells.Workbook
	c        *Catalogue
	w        *Workbook
	places   map[string]string // of the processes
	rated    map[string]string // of the ratings, by id and scenario
	problems diag.List
}

// maxProblems are as many as somebody reads.
const maxProblems = 200

// sheetNames say nothing of who filled a workbook; other sheets are called by
// their number.
var sheetNames = []string{"Anleitung", "Angaben", "Prozesse", "Schaden", "Ressourcen", "Abhängigkeiten", "Soll-Ist", "Guide", "About", "Processes", "Damage", "Resources", "Dependencies", "Gaps"}

func (r *bookReader) problem(id string, t table, column int, pairs ...string) diag.Problem {
	title := t.sheet
	if !slices.Contains(sheetNames, title) {
		title = strconv.Itoa(1 + slices.IndexFunc(r.book.Sheets, func(s cells.Sheet) bool { return s.Name == t.sheet }))
	}
	p := diag.New(id, r.name, t.row.Number, append(pairs, "sheet", title, "cell", cells.Place{Column: column, Row: t.row.Number}.Cell())...)
	p.Col = column + 1
	return p
}

func (r *bookReader) add(p diag.Problem) {
	if len(r.problems) < maxProblems {
		r.problems.Add(p)
	}
}

// tables are the rows of all sheets by what they are about.
func (r *bookReader) tables() map[string][]table {
	found := map[string][]table{}
	for i := range r.book.Sheets {
		s := &r.book.Sheets[i]
		kind, t := "", table{sheet: s.Name}
		for j := range s.Rows {
			row := &s.Rows[j]
			if k, columns := kindOf(row); k != "" {
				kind, t.columns, t.row, t.id = k, columns, row, ""
				r.missing(kind, t)
				continue
			}
			if kind == "" {
				continue
			}
			t.row = row
			if at, has := t.columns["number"]; has {
				if id := idOf(row.Cell(at).Text); id != "" {
					t.id = id
				}
			}
			found[kind] = append(found[kind], t)
		}
	}
	return found
}

// kindOf tells what a table is about by the names of its columns; "" is a row
// that names none.
func kindOf(row *cells.Row) (kind string, columns map[string]int) {
	columns = map[string]int{}
	horizons := 0
	for _, c := range row.Cells {
		id := headOf(c.Text)
		if _, twice := columns[id]; id == "" || twice || c.Formula {
			continue
		}
		columns[id] = c.Column
		if len(id) == 2 && id[0] == 'h' {
			horizons++
		}
	}
	has := func(id string) bool { _, ok := columns[id]; return ok }
	switch {
	case has("number") && horizons >= 3:
		return "damage", columns
	case has("number") && has("state"):
		return "processes", columns
	case has("number") && has("needed"):
		return "needs", columns
	case has("number") && has("resource"):
		return "uses", columns
	case has("resource") && (has("rta") || has("rpa")):
		return "actual", columns
	case has("entry"):
		return "about", columns
	}
	return "", nil
}

// missing names columns of the damage that a head lacks.
func (r *bookReader) missing(kind string, t table) {
	if kind != "damage" {
		return
	}
	wanted := []string{"scenario"}
	for i := range horizons {
		wanted = append(wanted, "h"+strconv.Itoa(i))
	}
	for _, id := range wanted {
		if _, has := t.columns[id]; !has {
			r.add(r.problem("bia-sheet-column", t, t.columns["number"], "column", columnName(id)))
		}
	}
}

// text is the entry of a column; formulas and their errors are named.
func (r *bookReader) text(t table, id string) string {
	column, has := t.columns[id]
	if !has {
		return ""
	}
	switch c := t.row.Cell(column); {
	case c.Kind == cells.Error:
		r.add(r.problem("bia-sheet-value", t, column))
	case c.Formula:
		r.add(r.problem("bia-sheet-formula", t, column))
	default:
		return form.Normal(c.Text)
	}
	return ""
}

// hours is a number of hours in a column, −1 for none.
func (r *bookReader) hours(t table, id string) int {
	text := r.text(t, id)
	n, ok := hoursOf(text)
	if !ok {
		r.add(r.problem("bia-sheet-hours", t, t.columns[id], "found", start(text)))
		return -1
	}
	return n
}

// start is the start of a wrong entry.
func start(text string) string {
	if runes := []rune(text); len(runes) > 20 {
		return string(runes[:19]) + "…"
	}
	return text
}

// number is the process of a row, or "" with a problem if something else stands
// there.
func (r *bookReader) number(t table, id string) string {
	text := r.text(t, id)
	if found := idOf(text); found != "" || text == "" {
		return found
	}
	r.add(r.problem("bia-sheet-process", t, t.columns[id]).AsWarning())
	return ""
}

// aboutRow reads a row of what is said about the analysis.
func (r *bookReader) aboutRow(t table, row *cells.Row) {
	entry := t.columns["entry"]
	for _, c := range row.Cells {
		key := aboutKey(c.Text)
		if key == "" || c.Column >= entry {
			continue
		}
		text := r.text(t, "entry")
		if c := row.Cell(entry); c.Formula {
			text = ""
		}
		switch key {
		case "p.member":
			r.w.Member = text
		case "p.date":
			r.w.Date = isoDay(text)
		case "p.author":
			r.w.Author = text
		case "p.class":
			if r.w.Class = classOf(text); r.w.Class == "" && text != "" {
				r.add(r.problem("bia-sheet-class", t, entry).AsWarning())
			}
		case "p.level":
			if level, ok := damageOf(text); ok && level > 0 {
				r.w.Level = level
			} else if text != "" {
				r.add(r.problem("bia-sheet-level", t, entry).AsWarning())
			}
		case "c.version":
			if text != Version && text+".0" != Version {
				r.add(r.problem("bia-sheet-version", t, entry, "want", Version).AsWarning())
			}
		}
		return
	}
}

// finish leaves out empty rows and reports processes that need each other: what
// follows is right all
// the same.
func (r *bookReader) finish() {
	r.w.Processes = slices.DeleteFunc(r.w.Processes, func(e Entry) bool { return e.Title == "" && e.Damage.Rated() == 0 })
	rated := false
	for i := range r.w.Processes {
		rated = rated || r.w.Processes[i].Damage.Rated() > 0
	}
	if !rated && !r.problems.HasErrors() {
		r.add(diag.New("bia-sheet-empty", r.name, 0))
	}
	for _, way := range r.w.Circles() {
		r.add(diag.New("bia-sheet-circle", r.name, 0, "way", strings.Join(way, " → ")).AsWarning())
	}
}
