package sheet

import (
	"encoding/xml"
	"errors"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// xlsxReader reads a workbook of ISO/IEC 29500-1, chapter 18.
type xlsxReader struct {
	builder
	a        *parts.Archive
	shared   []string
	days     []bool // by the number of a cell's style: whether it shows a day
	date1904 bool
}

func readOpenXML(a *parts.Archive) (*Workbook, error) {
	top, err := parts.Relations(a, "")
	if err != nil {
		return nil, err
	}
	main := ""
	for _, r := range top {
		if r.Kind == "officeDocument" {
			main = r.Target
		}
	}
	if strings.HasSuffix(main, ".bin") {
		return nil, noSheet()
	}
	root, err := parts.Root(a, main)
	if err != nil {
		return nil, err
	}
	if root != "x:workbook" {
		return nil, noSheet()
	}
	r := &xlsxReader{a: a}
	return r.read(main)
}

// read reads the parts that all sheets share, then the sheets in their order.
func (r *xlsxReader) read(main string) (*Workbook, error) {
	relations, err := parts.Relations(r.a, main)
	if err != nil {
		return nil, err
	}
	targets := map[string]string{}
	for _, rel := range relations {
		switch rel.Kind {
		case "worksheet":
			targets[rel.ID] = rel.Target
		case "sharedStrings":
			r.shared, err = parts.SharedStrings(r.a, rel.Target)
		case "styles":
			err = r.readStyles(rel.Target)
		}
		if err != nil {
			return nil, err
		}
	}
	sheets, err := r.readMain(main)
	if err != nil {
		return nil, err
	}
	for _, s := range sheets {
		target := targets[s.id]
		if target == "" {
			continue // a sheet with nothing but a chart
		}
		delete(targets, s.id)
		r.sheet(s.name)
		if err := r.readSheet(target); err != nil {
			return nil, err
		}
	}
	return &r.book, nil
}

type sheetRef struct{ name, id string }

// readMain lists the sheets and the defined names.
func (r *xlsxReader) readMain(main string) ([]sheetRef, error) {
	s, err := r.a.XML(main)
	if s == nil || err != nil {
		return nil, err
	}
	defer s.Close()
	var sheets []sheetRef
	r.book.Names = map[string]Place{}
	err = s.Each(func(name string, e xml.StartElement) error {
		switch name {
		case "x:workbookPr":
			v := s.Attribute(e, "date1904")
			r.date1904 = v == "1" || v == "true"
		case "x:sheet":
			sheets = append(sheets, sheetRef{s.Attribute(e, "name"), s.Attribute(e, "r:id")})
		case "x:definedName":
			text, err := s.Text()
			if err != nil {
				return err
			}
			if place, ok := parsePlace(text, "!"); ok {
				r.book.Names[strings.ToLower(s.Attribute(e, "name"))] = place
			}
		}
		return nil
	})
	return sheets, err
}

// parsePlace reads 'Ein”s'!$B$3, with another separator in OpenDocument.
func parsePlace(text, separator string) (Place, bool) {
	at := strings.LastIndex(text, separator)
	if at < 0 {
		return Place{}, false
	}
	sheet := strings.TrimPrefix(text[:at], "$")
	if n := len(sheet); n >= 2 && sheet[0] == '\'' && sheet[n-1] == '\'' {
		sheet = strings.ReplaceAll(sheet[1:n-1], "''", "'")
	}
	column, row, ok := parseCell(strings.ReplaceAll(text[at+len(separator):], "$", ""))
	return Place{sheet, column, row}, ok
}

// parseCell reads "AB12" as column 27 and row 12.
func parseCell(text string) (column, row int, ok bool) {
	letters := strings.TrimRight(text, "0123456789")
	if letters == "" || len(letters) > 3 || strings.Trim(letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return 0, 0, false
	}
	for i := range len(letters) {
		column = column*26 + int(letters[i]-'A') + 1
	}
	row, err := strconv.Atoi(text[len(letters):])
	return column - 1, row, err == nil && row > 0 && row <= 1<<20
}

// readSheet reads the rows of a sheet; rows and cells may leave out where they
// stand.
func (r *xlsxReader) readSheet(part string) error {
	s, err := r.a.XML(part)
	if err != nil {
		return err
	}
	if s == nil {
		return parts.Damaged(part, errors.New("the part is missing"))
	}
	defer s.Close()
	number := 0
	return s.Each(func(name string, e xml.StartElement) error {
		if name != "x:row" {
			return nil
		}
		number++
		if n, err := strconv.Atoi(s.Attribute(e, "r")); err == nil && n > 0 {
			number = n
		}
		cells, err := r.readRow(s)
		if err != nil {
			return err
		}
		return r.row(number, cells, 1)
	})
}

func (r *xlsxReader) readRow(s *parts.Scanner) ([]Cell, error) {
	var cells []Cell
	column := -1
	err := s.Each(func(name string, e xml.StartElement) error {
		if name != "x:c" {
			return nil
		}
		column++
		if at, _, ok := parseCell(s.Attribute(e, "r")); ok {
			if at < column {
				return parts.Damaged(s.Part(), errors.New("cells out of order"))
			}
			column = at
		}
		c, err := r.readCell(s, e)
		c.Column = column
		if err == nil && (c.Text != "" || c.Formula) {
			cells = append(cells, c)
		}
		return err
	})
	return cells, err
}

// readCell reads one cell (18.3.1.4).
func (r *xlsxReader) readCell(s *parts.Scanner, e xml.StartElement) (Cell, error) {
	var c Cell
	kind := s.Attribute(e, "t")
	style, _ := strconv.Atoi(s.Attribute(e, "s"))
	err := s.Each(func(name string, _ xml.StartElement) error {
		var err error
		switch name {
		case "x:v":
			var value string
			if value, err = s.Text(); err == nil {
				c.Text, c.Kind, err = r.value(kind, value, style)
			}
		case "x:is":
			c.Text, err = parts.RichText(s)
		case "x:f":
			c.Formula, err = true, s.Skip()
		case "x:extLst":
			err = s.Skip()
		}
		return err
	})
	c.Text = strings.TrimSpace(c.Text)
	return c, err
}

// value reads a stored value of a kind (18.18.11).
func (r *xlsxReader) value(kind, value string, style int) (string, Kind, error) {
	switch kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 || n >= len(r.shared) {
			return "", Text, parts.Damaged("xl/sharedStrings.xml", errors.New("a text is missing"))
		}
		return r.shared[n], Text, nil
	case "str", "inlineStr":
		return value, Text, nil
	case "b":
		return strconv.FormatBool(strings.TrimSpace(value) == "1"), Truth, nil
	case "e":
		return value, Error, nil
	case "d":
		return strings.TrimSpace(value), Day, nil
	}
	return r.number(strings.TrimSpace(value), style)
}

func (r *xlsxReader) number(value string, style int) (string, Kind, error) {
	if value == "" {
		return "", Text, nil
	}
	n, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return value, Text, nil
	}
	if style >= 0 && style < len(r.days) && r.days[style] {
		if text, ok := serialDay(n, r.date1904); ok {
			return text, Day, nil
		}
	}
	return strconv.FormatFloat(n, 'f', -1, 64), Number, nil
}
