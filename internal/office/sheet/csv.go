package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// readCSV reads a table as Excel and LibreOffice write it: semicolons, commas or
// tabs, UTF-8 or, from an Excel of old habit, Windows-1252. A text that starts
// with an apostrophe in front of a character by which formulas start is that
// text: CSV writers put it there. Rows are counted by the lines of the file.
func readCSV(src []byte) (*Workbook, error) {
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(src) {
		decoded, err := charmap.Windows1252.NewDecoder().Bytes(src)
		if err != nil {
			return nil, parts.Damaged("CSV", err)
		}
		src = decoded
	}
	if bytes.IndexByte(src, 0) >= 0 {
		return nil, noSheet()
	}
	r := csv.NewReader(bytes.NewReader(src))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = separator(src), -1, true
	b := &builder{}
	b.sheet("CSV")
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return &b.book, nil
		}
		if err != nil {
			return nil, parts.Damaged("CSV", err)
		}
		var cells []Cell
		number, _ := r.FieldPos(0)
		for i, text := range record {
			if text = strings.TrimSpace(Unguarded(text)); text != "" && i < maxColumns {
				cells = append(cells, Cell{Column: i, Text: text})
			}
		}
		if err := b.row(number, cells, 1); err != nil {
			return nil, err
		}
	}
}

// separator is the one of the three that the first line has most.
func separator(src []byte) rune {
	line, _, _ := bytes.Cut(src, []byte("\n"))
	best := ';'
	for _, c := range ",\t" {
		if bytes.Count(line, []byte(string(c))) > bytes.Count(line, []byte(string(best))) {
			best = c
		}
	}
	return best
}

// formulaStarts begin a formula in some spreadsheet program.
const formulaStarts = "=+-@\t\r\n\x00＝＋－＠"

// Guarded makes a text safe in CSV: no program takes it for a formula.
func Guarded(text string) string {
	if strings.IndexAny(text, formulaStarts) == 0 || strings.HasPrefix(text, "'") {
		return "'" + text
	}
	return text
}

// Unguarded takes back what Guarded did.
func Unguarded(text string) string {
	if rest, found := strings.CutPrefix(text, "'"); found && (strings.IndexAny(rest, formulaStarts) == 0 || strings.HasPrefix(rest, "'")) {
		return rest
	}
	return text
}
