package bsc

import (
	"bytes"
	"encoding/csv"
	"fmt"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/ods"
	cells "github.com/kaaw/nachbar/internal/office/sheet"
	"github.com/kaaw/nachbar/internal/office/xlsx"
)

// ExportFormats are the formats in which catalogues travel.
func ExportFormats() []string { return []string{"csv", "xlsx", "ods", "oscal"} }

// ExportName is the file name of an exported catalogue.
func ExportName(c *Catalogue, format string) string {
	if format == "oscal" {
		return c.ID + ".oscal.json"
	}
	return c.ID + "." + format
}

// Export writes a catalogue in one of the ExportFormats. The same catalogue
// gives the same bytes, and Import the same catalogue.
func (c *Catalogue) Export(format string) ([]byte, error) {
	if format == "oscal" {
		return c.oscal()
	}
	all, err := recordsOf(c)
	if err != nil {
		return nil, err
	}
	switch format {
	case "csv":
		return all.csv()
	case "xlsx":
		return xlsx.WriteGrid(all.grid(c)).Bytes(nil)
	case "ods":
		return ods.WriteGrid(all.grid(c)).Bytes(nil)
	}
	return nil, fmt.Errorf("export catalogue: no format %q", format)
}

// row is the cells of a record in the order of the columns.
func (r record) row(of section) []string {
	var cells []string
	for _, f := range fields[of] {
		cells = append(cells, r.values[f.name].text)
	}
	return cells
}

func head(of section) []string {
	var names []string
	for _, f := range fields[of] {
		names = append(names, f.name)
	}
	return names
}

// csv writes the tables one below the other, each with its title and its head:
// UTF-8 with a mark, since Excel asks for it, and semicolons. No cell becomes a
// formula.
func (all records) csv() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.Comma = ';'
	for i, rows := range all {
		of := section(i)
		if len(rows) == 0 {
			continue
		}
		lines := [][]string{{sectionNames[of]}, head(of)}
		for _, r := range rows {
			line := r.row(of)
			for j := range line {
				line[j] = cells.Guarded(line[j])
			}
			lines = append(lines, line)
		}
		if err := w.WriteAll(lines); err != nil {
			return nil, fmt.Errorf("export catalogue: %w", err)
		}
	}
	return b.Bytes(), nil
}

// grid is a workbook with a sheet for each table.
func (all records) grid(c *Catalogue) *document.Grid {
	g := &document.Grid{Title: c.Title, Lang: "de-DE", Label: "TLP:CLEAR", FilledLabel: "TLP:CLEAR", Code: "NB-" + c.ID + "-" + c.Version, Page: "Seite", Of: "von"}
	for i, rows := range all {
		of := section(i)
		s := document.GridSheet{Name: sectionNames[of], Head: 1, Landscape: true, Filter: len(rows) > 1}
		top := document.GridRow{}
		for _, name := range head(of) {
			width := 14
			switch name {
			case "text", "help", "advice", "about", "evidence", "strength", "risk", "decision", "why", "title":
				width = 50
			}
			s.Columns = append(s.Columns, document.GridColumn{Width: width})
			top.Cells = append(top.Cells, cell(document.GridHead, name))
		}
		s.Rows = append(s.Rows, top)
		for _, r := range rows {
			line := document.GridRow{}
			for _, text := range r.row(of) {
				line.Cells = append(line.Cells, cell(document.GridLocked, text))
			}
			s.Rows = append(s.Rows, line)
		}
		g.Sheets = append(g.Sheets, s)
	}
	return g
}
