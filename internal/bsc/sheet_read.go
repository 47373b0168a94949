package bsc

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

// ReadSheet reads an answer sheet back: XLSX, ODS or CSV, partly filled, with
// rows and columns moved, sheets added, saved by whatever program. all are the
// catalogues that it may belong to; name is what problems call the file.
//
// A row belongs to the question whose id stands in one of its cells, else to the
// one whose number does ("T05-03"). What its other cells mean is told by the head
// above: the row with a column "Antwort". Answers are read leniently as long as
// a word can mean one answer only.
//
// A problem names the cell. Of the file's texts it never has more than the word
// that stands for an answer, cut to 20 characters. With errors among the
// problems the sheet is nil or has less than the file. The error is one of the
// environment.
func ReadSheet(name string, data []byte, all Catalogues) (*Sheet, diag.List, error) {
	book, err := cells.Read(context.Background(), name, data)
	var refused *parts.Error
	if errors.As(err, &refused) {
		return nil, diag.List{{ID: refused.ID, Path: name, Args: refused.Args}}, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read answer sheet: %w", err)
	}
	r := &sheetReader{name: name, book: book, all: all, about: map[string]aboutCell{}, rows: map[string]string{}}
	if r.c = r.catalogue(); r.c == nil {
		return nil, r.problems, nil
	}
	r.sheet = &Sheet{Catalogue: r.c.ID, Replies: map[string]Reply{}}
	for i := range book.Sheets {
		r.readTable(i)
	}
	r.finish()
	return r.sheet, r.problems, nil
}

// aboutCell is an entry about the check and where it stands.
type aboutCell struct {
	text  string
	place cells.Place
}

// sheetReader reads one workbook.
type sheetReader struct {
	name     string
	book     *cells.Workbook
	all      Catalogues
	c        *Catalogue
	sheet    *Sheet
	about    map[string]aboutCell
	rows     map[string]string // places of the questions that were answered
	problems diag.List
}

// knownSheets are the names of sheets that say nothing of who filled them.
var knownSheets = []string{"Anleitung", "Angaben", "Fragen", "Übersicht", "Guide", "About", "Questions", "Overview", "CSV"}

// problem names a cell. A sheet that somebody named may tell who: it is called
// by its number.
func (r *sheetReader) problem(id string, p cells.Place, pairs ...string) diag.Problem {
	title := p.Sheet
	if !slices.Contains(knownSheets, title) {
		title = strconv.Itoa(1 + slices.IndexFunc(r.book.Sheets, func(s cells.Sheet) bool { return s.Name == p.Sheet }))
	}
	found := diag.New(id, r.name, p.Row, append(pairs, "sheet", title, "cell", p.Cell())...)
	found.Col = p.Column + 1
	return found
}

// catalogue finds out which catalogue the answers belong to: the one of the
// questions' ids, else the one that the file names. Ids of two catalogues in one
// file, and none at all, are refused.
func (r *sheetReader) catalogue() *Catalogue {
	var found []string
	see := func(id string) {
		if !slices.Contains(found, id) {
			found = append(found, id)
		}
	}
	named := strings.ToLower(r.book.At(r.book.Names[NameCatalogue]).Text)
	for _, s := range r.book.Sheets {
		for _, row := range s.Rows {
			for _, c := range row.Cells {
				if owner := r.all.owner(c.Text); owner != "" {
					see(owner)
				} else if r.all[c.Text] != nil && named == "" {
					named = c.Text
				}
			}
		}
	}
	switch {
	case len(found) > 1:
		r.problems.Add(diag.New("bsc-sheet-mixed", r.name, 0, "catalogues", strings.Join(slices.Sorted(slices.Values(found)), ", ")))
	case len(found) == 1:
		return r.all[found[0]]
	case r.all[named] != nil:
		return r.all[named]
	default:
		r.problems.Add(diag.New("bsc-sheet-none", r.name, 0, "known", strings.Join(r.all.IDs(), ", ")))
	}
	return nil
}

// owner is the id of the catalogue that has a question, or "".
func (all Catalogues) owner(question string) string {
	if len(question) > 40 {
		return ""
	}
	for id, c := range all {
		if strings.HasPrefix(question, id) && c.Question(question) != nil {
			return id
		}
	}
	return ""
}

// question is the id of the question that a row is about, and the column that
// tells; "" if none does.
func (r *sheetReader) question(row *cells.Row) (id string, at int) {
	for _, c := range row.Cells {
		if r.c.Question(c.Text) != nil {
			return c.Text, c.Column
		}
	}
	for _, c := range row.Cells {
		if len(c.Text) < 20 && r.c.Question(r.c.ID+"-"+c.Text) != nil {
			return r.c.ID + "-" + c.Text, c.Column
		}
	}
	return "", 0
}

// reply reads the row of a question.
func (r *sheetReader) reply(name string, row *cells.Row, question string, columns map[column]int) {
	text := func(c column) string {
		at, known := columns[c]
		if !known {
			return ""
		}
		found := row.Cell(at)
		if found.Kind == cells.Error {
			r.problems.Add(r.problem("bsc-sheet-value", cells.Place{Sheet: name, Column: at, Row: row.Number}).AsWarning())
			return ""
		}
		return form.Normal(found.Text)
	}
	place := cells.Place{Sheet: name, Column: columns[answerColumn], Row: row.Number}
	reply := Reply{Answer: r.answer(row.Cell(place.Column), place), Reason: text(reasonColumn), Responsible: text(responsibleColumn), Due: isoDay(text(dueColumn))}
	if reply == (Reply{}) {
		return
	}
	if other, twice := r.rows[question]; twice {
		r.problems.Add(r.problem("bsc-sheet-twice", place, "id", question, "other", other))
		return
	}
	r.rows[question] = place.Cell()
	r.sheet.Replies[question] = reply
	if reply.Answer == NotApplicable && reply.Reason == "" {
		r.problems.Add(r.problem("bsc-sheet-reason", place, "id", question).AsWarning())
	}
}

// answer reads the cell of an answer.
func (r *sheetReader) answer(c cells.Cell, place cells.Place) Answer {
	switch {
	case c.Kind == cells.Error:
		r.problems.Add(r.problem("bsc-sheet-value", place))
	case c.Formula:
		r.problems.Add(r.problem("bsc-sheet-formula", place))
	default:
		a, ok := lenientAnswer(c.Text)
		if !ok || c.Kind != cells.Text && c.Text != "" {
			r.problems.Add(r.problem("bsc-sheet-word", place, "found", cutWord(c.Text)))
			return Open
		}
		return a
	}
	return Open
}

// cutWord is the first word of a wrong answer, or its start.
func cutWord(text string) string {
	word := []rune(form.Normal(text))
	if len(word) > 20 {
		return string(word[:19]) + "…"
	}
	return string(word)
}

// finish takes over what is said about the check, and refuses a sheet without
// answers.
func (r *sheetReader) finish() {
	s := r.sheet
	s.Member, s.Date = r.about["p.member"].text, isoDay(r.about["p.date"].text)
	s.Author, s.Interviewed = r.about["p.author"].text, r.about["p.interviewed"].text
	if class := r.about["p.class"]; class.text != "" {
		if s.Class = classID(class.text); s.Class == "" {
			r.problems.Add(r.problem("bsc-sheet-class", class.place).AsWarning())
		}
	}
	if version := r.about["c.version"]; version.text != "" && version.text != r.c.Version && version.text+".0" != r.c.Version {
		r.problems.Add(r.problem("bsc-sheet-version", version.place, "want", r.c.Version).AsWarning())
	}
	for _, reply := range s.Replies {
		if reply.Answer != Open {
			return
		}
	}
	if !r.problems.HasErrors() {
		r.problems.Add(diag.New("bsc-sheet-empty", r.name, 0))
	}
}
