package bsc

import (
	"github.com/kaaw/nachbar/internal/office/form"
	cells "github.com/kaaw/nachbar/internal/office/sheet"
)

// readTable reads a sheet from its head on.
func (r *sheetReader) readTable(n int) {
	s := &r.book.Sheets[n]
	columns := map[column]int{}
	for i := range s.Rows {
		row := &s.Rows[i]
		if h := headIn(row); h != nil {
			columns = h
			continue
		}
		entry, hasEntry := columns[entryColumn]
		answer, hasAnswer := columns[answerColumn]
		switch question, at := r.question(row); {
		case question != "" && hasAnswer:
			r.reply(s.Name, row, question, columns)
		case question != "" && r.isKeyed(s.Name):
			r.problems.Add(r.problem("bsc-sheet-head", cells.Place{Sheet: s.Name, Column: at, Row: row.Number}))
			return
		case hasAnswer && question == "" && !row.Cell(answer).Formula && isAnswer(row.Cell(answer)):
			r.problems.Add(r.problem("bsc-sheet-key", cells.Place{Sheet: s.Name, Column: answer, Row: row.Number}))
		case hasEntry:
			r.entry(s.Name, row, entry)
		}
	}
}

func isAnswer(c cells.Cell) bool {
	a, ok := lenientAnswer(c.Text)
	return ok && a != Open
}

// isKeyed reports whether a sheet without a head has to have one: a table of the
// topics, say, may name questions without being one of answers.
func (r *sheetReader) isKeyed(name string) bool {
	return name == "Fragen" || name == "Questions" || name == "CSV" || len(r.book.Sheets) == 1
}

// headIn are the columns of a row that names them, nil for another row. Every
// head has the answers or the entries; the rest is optional.
func headIn(row *cells.Row) map[column]int {
	found := map[column]int{}
	for _, c := range row.Cells {
		if h := headOf(c.Text); h != noColumn && !c.Formula {
			if _, twice := found[h]; !twice {
				found[h] = c.Column
			}
		}
	}
	_, answers := found[answerColumn]
	_, entries := found[entryColumn]
	if answers && (len(found) > 1 || len(row.Cells) > 1) && !isAnswered(row, found) || entries {
		return found
	}
	return nil
}

// isAnswered reports whether a row that looks like a head is one of a question
// whose text starts like a column name.
func isAnswered(row *cells.Row, found map[column]int) bool {
	for _, c := range row.Cells {
		if isAnswer(c) && c.Column != found[answerColumn] {
			return true
		}
	}
	return false
}

// entry reads a row of what is said about the check.
func (r *sheetReader) entry(name string, row *cells.Row, column int) {
	for _, c := range row.Cells {
		key := aboutKey(c.Text)
		if key == "" || c.Column >= column {
			continue
		}
		value := row.Cell(column)
		if _, twice := r.about[key]; !twice && value.Kind != cells.Error {
			r.about[key] = aboutCell{form.Normal(value.Text), cells.Place{Sheet: name, Column: column, Row: row.Number}}
		}
		return
	}
}
