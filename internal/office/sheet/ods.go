package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// odsReader reads an OpenDocument spreadsheet (OpenDocument 1.3, part 3,
// chapter 9).
type odsReader struct {
	builder
	*parts.Scanner

	number int // of the next row
	column int // of the next cell
	cells  []Cell
}

// maxColumns is the width of a sheet in all current programs.
const maxColumns = 16384

func readOpenDocument(a *parts.Archive) (*Workbook, error) {
	if err := parts.RefuseEncrypted(a); err != nil {
		return nil, err
	}
	s, err := a.XML("content.xml")
	if err != nil {
		return nil, err
	}
	defer s.Close()
	r := &odsReader{Scanner: s}
	r.book.Names = map[string]Place{}
	for {
		token, err := s.Next()
		if errors.Is(err, io.EOF) {
			return nil, noSheet()
		}
		if err != nil {
			return nil, err
		}
		if e, ok := token.(xml.StartElement); ok && s.Name(e.Name) == "office:spreadsheet" {
			return &r.book, s.Each(r.visit)
		}
	}
}

// visit reads the elements around rows.
func (r *odsReader) visit(name string, e xml.StartElement) error {
	switch name {
	case "table:table":
		r.sheet(r.Attribute(e, "table:name"))
		r.number = 1
	case "table:table-row":
		return r.readRow(e)
	case "table:named-range":
		if place, ok := parsePlace(r.Attribute(e, "table:cell-range-address"), "."); ok {
			r.book.Names[strings.ToLower(r.Attribute(e, "table:name"))] = place
		}
	case "table:table-source", "table:dde-links", "table:cell-range-source":
		return refused("sheet-links", r.Part())
	case "table:tracked-changes", "table:shapes", "table:content-validations", "table:database-ranges", "office:forms", "office:annotation":
		return r.Skip()
	}
	return nil
}

// times reads how often a row or a cell stands there.
func (r *odsReader) times(e xml.StartElement, attribute string) int {
	n, err := strconv.Atoi(r.Attribute(e, attribute))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, 1<<20)
}

func (r *odsReader) readRow(e xml.StartElement) error {
	times := r.times(e, "table:number-rows-repeated")
	r.column, r.cells = 0, nil
	if err := r.Each(r.visitCell); err != nil {
		return err
	}
	number := r.number
	r.number += times
	return r.row(number, r.cells, times)
}

func (r *odsReader) visitCell(name string, e xml.StartElement) error {
	switch name {
	case "table:table-cell", "table:covered-table-cell":
	case "table:dde-links", "table:cell-range-source":
		return refused("sheet-links", r.Part())
	default:
		return nil
	}
	times := r.times(e, "table:number-columns-repeated")
	c, err := r.readCell(e)
	if err != nil {
		return err
	}
	if c.Text != "" || c.Formula {
		if times > maxColumns || len(r.cells)+times > maxColumns {
			return parts.Exceeded("sheet-rows", "max", strconv.Itoa(MaxRows))
		}
		for i := range times {
			c.Column = r.column + i
			r.cells = append(r.cells, c)
		}
	}
	r.column += times
	return nil
}

// readCell reads one cell (19.385 office:value-type). What formulas give up
// with is text of the cell only.
func (r *odsReader) readCell(e xml.StartElement) (Cell, error) {
	c := Cell{Formula: r.Attribute(e, "table:formula") != ""}
	shown, err := r.paragraphs()
	if err != nil {
		return c, err
	}
	c.Text = shown
	switch r.Attribute(e, "office:value-type") {
	case "float", "percentage", "currency":
		if n, err := strconv.ParseFloat(r.Attribute(e, "office:value"), 64); err == nil {
			c.Kind, c.Text = Number, strconv.FormatFloat(n, 'f', -1, 64)
		}
	case "date":
		c.Kind, c.Text = Day, strings.TrimSuffix(r.Attribute(e, "office:date-value"), "T00:00:00")
	case "boolean":
		c.Kind, c.Text = Truth, r.Attribute(e, "office:boolean-value")
	case "string":
		if value := r.Attribute(e, "office:string-value"); value != "" && shown == "" {
			c.Text = value
		}
	}
	if c.Formula && (strings.HasPrefix(shown, "#") || strings.HasPrefix(shown, "Err:")) {
		c.Kind, c.Text = Error, shown
	}
	c.Text = strings.TrimSpace(c.Text)
	return c, nil
}

// paragraphs are the lines of a cell, without remarks and drawings.
func (r *odsReader) paragraphs() (string, error) {
	var b strings.Builder
	open := 0 // depth of the open paragraph
	for outer := r.Depth(); ; {
		token, err := r.Next()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch name := r.Name(t.Name); {
			case name == "text:p":
				if b.Len() > 0 {
					b.WriteByte('\n')
				}
				open = r.Depth()
			case open > 0 && (name == "text:s" || name == "text:tab" || name == "text:line-break"):
				b.WriteString(" ")
			case name == "office:annotation" || strings.HasPrefix(name, "draw:") || name == "table:table":
				if err := r.Skip(); err != nil {
					return "", err
				}
			}
		case xml.EndElement:
			if r.Depth() < outer {
				return strings.TrimSpace(b.String()), nil
			}
			if r.Depth() < open {
				open = 0
			}
		case xml.CharData:
			if open > 0 {
				b.Write(t)
			}
		}
		if b.Len() > maxText {
			return "", parts.Exceeded("sheet-rows", "max", strconv.Itoa(MaxRows))
		}
	}
}
