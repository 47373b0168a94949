package docx

import (
	"fmt"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
)

// table writes a table with a head that is repeated on each page and rows that
// stay together.
func (w *writer) table(t *document.Table) {
	width := w.width()
	w.raw(fmt.Sprintf(`<w:tbl><w:tblPr><w:tblStyle w:val="Tabelle"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0000" w:firstRow="%d" w:lastRow="0" w:firstColumn="%d" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>`,
		width, bit(t.Head != nil), bit(t.RowNames)))
	widths := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		widths[i] = width * c.Width / document.Total
		w.raw(fmt.Sprintf(`<w:gridCol w:w="%d"/>`, widths[i]))
	}
	w.raw("</w:tblGrid>")
	if t.Head != nil {
		w.row(t, widths, t.Head, true)
	}
	for _, row := range t.Rows {
		w.row(t, widths, row, false)
	}
	w.raw("</w:tbl>")
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (w *writer) row(t *document.Table, widths []int, cells []document.Cell, head bool) {
	w.raw(`<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="340" w:hRule="atLeast"/>`)
	if head {
		w.raw("<w:tblHeader/>")
	}
	w.raw("</w:trPr>")
	for i, c := range cells {
		style, shade := "Tabellentext", ""
		if head || i == 0 && t.RowNames {
			style, shade = "Tabellenkopf", `<w:shd w:val="clear" w:color="auto" w:fill="E8EEF6"/>`
		}
		w.raw(fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr>`, widths[i], shade))
		align := ""
		switch t.Columns[i].Align {
		case document.Center:
			align = `<w:jc w:val="center"/>`
		case document.Right:
			align = `<w:jc w:val="right"/>`
		}
		w.keep = head
		w.formatted(style, align, c.Text)
		w.raw("</w:tc>")
	}
	w.raw("</w:tr>")
}

// boxColors are the line and the ground of callouts; on paper without colour
// their titles tell them apart.
var boxColors = map[string][2]string{
	"note": {"0B4F8A", "EEF4FA"}, "tip": {"1D6B3A", "EEF7F0"}, "warning": {"8A5A00", "FDF6E7"},
	"danger": {"9B1C1C", "FDF0EF"}, "example": {"5B3A8C", "F4F0FA"}, "hint": {"6B7280", "F5F6F8"},
	"nw": {"0B4F8A", "F5F6F8"}, "ni": {"0B4F8A", "F5F6F8"},
}

// box writes a callout as a table of one cell: a program that reads aloud gets
// its word as the table's title.
func (w *writer) box(c *document.Callout) {
	colors, at := boxColors[c.Type], inBox
	if c.Type == "hint" {
		at = inHint
	}
	word := w.doc.Words.Callouts[c.Type]
	w.raw(fmt.Sprintf(`<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblBorders><w:left w:val="single" w:sz="24" w:space="0" w:color="%s"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="85" w:type="dxa"/><w:left w:w="142" w:type="dxa"/><w:bottom w:w="85" w:type="dxa"/><w:right w:w="142" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="%s"/></w:tblPr><w:tblGrid><w:gridCol w:w="%d"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="%s"/></w:tcPr>`,
		w.width(), colors[0], form.Escape(word), w.width(), w.width(), colors[1]))
	title := []document.Run{{Text: word}}
	if len(c.Title) > 0 {
		title[0].Text += ": "
		title = append(title, c.Title...)
	}
	w.paragraph("Kastentitel", title)
	w.elements(c.Elements, at)
	w.raw("</w:tc></w:tr></w:tbl>")
	w.paragraph("Abstand", nil)
}
