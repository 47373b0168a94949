package text

import (
	"encoding/xml"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// odsReader reads the sheets of an OpenDocument spreadsheet (OpenDocument 1.3,
// part 3, chapter 9). Cells hold their values as they are shown.
type odsReader struct {
	styles *odfStyles
	out    *collector

	hidden columns
	column int // of the next cell, or of the next column description
	row    row
	cell   *strings.Builder // of the open paragraph in a cell, or nil
}

func newOdsReader(styles *odfStyles, out *collector) *odsReader {
	return &odsReader{styles: styles, out: out}
}

// content reads up to the end of the element whose start was returned last.
func (r *odsReader) content(s *parts.Scanner) error {
	for outer := s.Depth(); ; {
		token, err := s.Next()
		switch t := token.(type) {
		case xml.StartElement:
			err = r.start(s, s.Name(t.Name), t)
		case xml.EndElement:
			if s.Depth() < outer {
				return nil
			}
			err = r.end(s.Name(t.Name))
		case xml.CharData:
			if r.cell != nil {
				r.cell.WriteString(layout.Replace(string(t)))
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (r *odsReader) start(s *parts.Scanner, name string, e xml.StartElement) error {
	switch name {
	case "table:table":
		if r.styles.hidden("table", s.Attribute(e, "table:style-name")) {
			return s.Skip()
		}
		r.hidden, r.column = columns{}, 0
		return r.out.heading(1, s.Attribute(e, "table:name"))
	case "table:table-column":
		from := r.column
		r.column += repeated(s, e)
		if isCollapsed(s, e) {
			r.hidden.hide(from, r.column-1)
		}
	case "table:table-row":
		r.row, r.column = row{}, 0
		if isCollapsed(s, e) {
			return s.Skip()
		}
	case "table:table-cell", "table:covered-table-cell":
		at := r.column
		r.column += repeated(s, e)
		if name != "table:table-cell" || r.hidden.has(at) && r.hidden.has(r.column-1) {
			return s.Skip()
		}
	case "text:p":
		r.cell = &strings.Builder{}
	case "text:s", "text:tab", "text:line-break":
		if r.cell != nil {
			r.cell.WriteString(" ")
		}
	default:
		if isUnseen[name] || isBesideCells[name] || strings.HasPrefix(name, "draw:") {
			return s.Skip()
		}
	}
	return nil
}

func (r *odsReader) end(name string) error {
	switch name {
	case "text:p":
		if r.cell != nil {
			r.row.add(r.cell.String())
		}
		r.cell = nil
	case "table:table-cell":
		r.row.endCell()
	case "table:table-row":
		return r.out.line(r.row.text())
	}
	return nil
}

// repeated returns how many columns a cell or a column description stands for.
func repeated(s *parts.Scanner, e xml.StartElement) int {
	n, err := strconv.Atoi(s.Attribute(e, "table:number-columns-repeated"))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, maxColumns)
}

// isBesideCells lists elements of spreadsheets that are no cells.
var isBesideCells = map[string]bool{
	"table:shapes": true, "table:tracked-changes": true, "table:content-validations": true,
	"table:named-expressions": true, "table:database-ranges": true, "table:data-pilot-tables": true,
	"table:label-ranges": true, "table:consolidation": true, "table:dde-links": true, "table:desc": true,
	"table:title": true, "table:scenario": true, "table:calculation-settings": true,
}

// maxColumns is the width of a sheet in all current programs.
const maxColumns = 16384

// columns are the hidden columns of a sheet: spans in ascending order, first
// and last column of each.
type columns struct{ spans [][2]int }

// hide hides the columns from and to, and those between them, unless they
// stand before others that are hidden: programs write them in order.
func (c *columns) hide(from, to int) {
	if n := len(c.spans); n > 0 {
		from = max(from, c.spans[n-1][1]+1)
	}
	if from <= to {
		c.spans = append(c.spans, [2]int{from, to})
	}
}

// has reports whether a column is hidden.
func (c *columns) has(column int) bool {
	_, found := slices.BinarySearchFunc(c.spans, column, func(span [2]int, column int) int {
		switch {
		case span[1] < column:
			return -1
		case span[0] > column:
			return 1
		}
		return 0
	})
	return found
}
