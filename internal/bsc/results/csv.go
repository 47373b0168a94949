package results

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/disclosure"
	"github.com/kaaw/nachbar/internal/office/sheet"
)

// csvHead names the columns of CSV. von and bis are the ends of what is
// published: numbers of members for "anzahl" and "rand", percent for "anteil"
// and "quantil".
var csvHead = []string{
	"runde", "ausgabe", "katalog", "gruppe", "mitglieder", "art", "thema", "frage", "kurz", "antwort", "perzentil", "von", "bis", "beispieldaten",
}

// CSV is all cells of the round as a table for spreadsheets: UTF-8 with a mark,
// semicolons, numbers with a comma. A text that a spreadsheet would calculate
// starts with an apostrophe.
func (r *Round) CSV() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	w.Comma, w.UseCRLF = ';', true
	if err := w.Write(csvHead); err != nil {
		return nil, err
	}
	for _, c := range r.Release.Cells {
		if err := w.Write(r.row(c)); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

func (r *Round) row(c disclosure.Cell) []string {
	id, short, example := "", "", ""
	if len(c.Questions) == 1 && len(c.Answers) > 0 {
		id = c.Questions[0]
		if q := r.Question(id); q != nil {
			short = q.Short
		}
	}
	if r.Release.Example {
		example = "erfunden"
	}
	kind, answers, percentile, scale := "anteil", strings.Join(c.Num, "+"), "", 100.0
	switch {
	case len(c.Answers) > 0:
		kind, answers, scale = "anzahl", strings.Join(c.Answers, "+"), 1
		if c.Edge {
			kind = "rand"
		}
	case c.P > 0:
		kind, percentile = "quantil", strconv.Itoa(c.P)
	}
	row := []string{
		r.Release.Round, r.Release.Audience, r.Release.Catalogue, strings.TrimPrefix(c.Group, r.Release.Round+"/"),
		strconv.Itoa(r.Release.Groups[c.Group].N), kind, c.Topic, id, short, answers, percentile,
		decimal(c.Lo * scale), decimal(c.Hi * scale), example,
	}
	for i, text := range row {
		row[i] = sheet.Guarded(text)
	}
	return row
}

// decimal writes a number as German spreadsheets read it. Steps are multiples of
// 2.5, so that one digit is exact.
func decimal(x float64) string {
	text := strings.TrimSuffix(strconv.FormatFloat(x, 'f', 1, 64), ".0")
	return strings.ReplaceAll(text, ".", ",")
}
