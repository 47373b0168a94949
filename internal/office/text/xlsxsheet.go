package text

import (
	"encoding/xml"
	"strconv"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// sheetReader reads one sheet of a workbook.
type sheetReader struct {
	*parts.Scanner
	book   *workbook
	out    *collector
	hidden columns
	column int // of the last cell, from 1; cells may leave their place out
}

func readSheet(a *parts.Archive, part string, book *workbook, out *collector) error {
	s, err := a.XML(part)
	if s == nil || err != nil {
		return err
	}
	defer s.Close()
	r := &sheetReader{Scanner: s, book: book, out: out}
	return s.Each(func(name string, e xml.StartElement) error {
		switch name {
		case "x:col":
			if hidden := s.Attribute(e, "hidden"); hidden != "" && onOff(hidden) == "1" {
				from, _ := strconv.Atoi(s.Attribute(e, "min"))
				to, _ := strconv.Atoi(s.Attribute(e, "max"))
				r.hidden.hide(from, to)
			}
		case "x:row":
			if hidden := s.Attribute(e, "hidden"); hidden != "" && onOff(hidden) == "1" {
				return s.Skip()
			}
			return r.row()
		}
		return nil
	})
}

// row writes one row as a line.
func (r *sheetReader) row() error {
	line, size := row{}, 0
	r.column = 0
	err := r.Each(func(name string, e xml.StartElement) error {
		if name != "x:c" {
			return nil
		}
		r.column++
		if at := columnOf(r.Attribute(e, "r")); at > 0 {
			r.column = at
		}
		if r.hidden.has(r.column) {
			return r.Skip()
		}
		text, err := r.cell(e)
		line.add(text)
		line.endCell()
		// One long text may stand in many cells.
		if size += len(text); err == nil && size > maxText {
			err = parts.Exceeded("office-text", "max", parts.Mebibytes(maxText))
		}
		return err
	})
	if err != nil {
		return err
	}
	return r.out.line(line.text())
}

// cell returns a cell's value as it is shown.
func (r *sheetReader) cell(e xml.StartElement) (string, error) {
	kind := r.Attribute(e, "t")
	style, _ := strconv.Atoi(r.Attribute(e, "s"))
	shown := ""
	err := r.Each(func(name string, e xml.StartElement) error {
		var err error
		switch name {
		case "x:v":
			shown, err = r.Text()
			shown = r.book.show(kind, shown, style)
		case "x:is":
			shown, err = parts.RichText(r.Scanner)
		case "x:f", "x:extLst":
			err = r.Skip()
		}
		return err
	})
	return shown, err
}

// show turns a stored value of a kind (18.18.11) into what a reader sees.
func (b *workbook) show(kind, value string, style int) string {
	switch kind {
	case "s":
		if n, err := strconv.Atoi(value); err == nil && n >= 0 && n < len(b.shared) {
			return b.shared[n]
		}
		return ""
	case "str", "inlineStr":
		return value
	case "b":
		return map[string]string{"0": "FALSCH", "1": "WAHR"}[value]
	case "e":
		return "" // an error of a formula
	}
	var format numberFormat
	if style >= 0 && style < len(b.formats) {
		format = b.formats[style]
	}
	return format.show(value, b.date1904)
}

// columnOf reads the column of a place such as "AB12": 28. It is 0 for what is
// no place.
func columnOf(place string) int {
	n := 0
	for i := 0; i < len(place) && i < 3 && place[i] >= 'A' && place[i] <= 'Z'; i++ {
		n = n*26 + int(place[i]-'A') + 1
	}
	return n
}
