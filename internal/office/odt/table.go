package odt

import (
	"fmt"

	"github.com/kaaw/nachbar/internal/document"
)

// table writes a table with a head that is repeated on each page and rows that
// stay together.
func (w *writer) table(t *document.Table) {
	name := w.tableStyle(t)
	w.raw(`<table:table table:name="`, name, `" table:style-name="`, name, `">`)
	for i := range t.Columns {
		w.raw(`<table:table-column table:style-name="`, name, ".", letter(i), `"/>`)
	}
	if t.Head != nil {
		w.raw("<table:table-header-rows>")
		w.row(t, name, t.Head, true)
		w.raw("</table:table-header-rows>")
	}
	for _, row := range t.Rows {
		w.row(t, name, row, false)
	}
	w.raw("</table:table>")
}

func (w *writer) row(t *document.Table, name string, cells []document.Cell, head bool) {
	w.raw(`<table:table-row table:style-name="`, name, `.1">`)
	for i, c := range cells {
		kind, style := ".K", "Table_20_Heading"
		if !head && !(i == 0 && t.RowNames) {
			kind, style = ".Z", "Table_20_Contents"
		}
		w.raw(`<table:table-cell table:style-name="`, name, kind, `" office:value-type="string">`)
		w.paragraph(w.aligned(style, t.Columns[i].Align), c.Text)
		w.raw("</table:table-cell>")
	}
	w.raw("</table:table-row>")
}

// aligned is a paragraph style with the alignment of a column.
func (w *writer) aligned(style string, align document.Align) string {
	words := map[document.Align]string{document.Center: "center", document.Right: "end"}
	word := words[align]
	if word == "" {
		return style
	}
	name := style + "_" + word
	w.variant(name, style, "", `fo:text-align="`+word+`"`)
	return name
}

const border = "0.5pt solid #8497b0"

// tableStyle writes the automatic styles of a table: widths, lines, shading.
func (w *writer) tableStyle(t *document.Table) string {
	w.tables++
	name := fmt.Sprintf("Tabelle%d", w.tables)
	width := w.width()
	fmt.Fprintf(&w.auto, `<style:style style:name="%s" style:family="table"><style:table-properties style:width="%s" table:align="left" fo:margin-top="0.1cm" fo:margin-bottom="0.1cm" style:may-break-between-rows="true"/></style:style>`, name, cm(width))
	for i, c := range t.Columns {
		fmt.Fprintf(&w.auto, `<style:style style:name="%s.%s" style:family="table-column"><style:table-column-properties style:column-width="%s"/></style:style>`, name, letter(i), cm(width*c.Width/document.Total))
	}
	fmt.Fprintf(&w.auto, `<style:style style:name="%s.1" style:family="table-row"><style:table-row-properties style:min-row-height="0.6cm" fo:keep-together="always"/></style:style>`, name)
	fmt.Fprintf(&w.auto, `<style:style style:name="%s.K" style:family="table-cell"><style:table-cell-properties fo:background-color="#e8eef6" fo:padding="0.12cm" fo:border="%s"/></style:style>`, name, border)
	fmt.Fprintf(&w.auto, `<style:style style:name="%s.Z" style:family="table-cell"><style:table-cell-properties fo:padding="0.12cm" fo:border="%s"/></style:style>`, name, border)
	return name
}

// boxColors are the line and the ground of callouts; on paper without colour
// their titles tell them apart.
var boxColors = map[string][2]string{
	"note": {"#0b4f8a", "#eef4fa"}, "tip": {"#1d6b3a", "#eef7f0"}, "warning": {"#8a5a00", "#fdf6e7"},
	"danger": {"#9b1c1c", "#fdf0ef"}, "example": {"#5b3a8c", "#f4f0fa"}, "hint": {"#6b7280", "#f5f6f8"},
	"nw": {"#0b4f8a", "#f5f6f8"}, "ni": {"#0b4f8a", "#f5f6f8"},
}

func (w *writer) boxStyle(typ string) string {
	w.tables++
	name := fmt.Sprintf("Kasten%d", w.tables)
	colors := boxColors[typ]
	fmt.Fprintf(&w.auto, `<style:style style:name="%s" style:family="table"><style:table-properties style:width="%s" table:align="left" fo:margin-top="0.15cm" fo:margin-bottom="0.1cm"/></style:style>`, name, cm(w.width()))
	fmt.Fprintf(&w.auto, `<style:style style:name="%s.A" style:family="table-column"><style:table-column-properties style:column-width="%s"/></style:style>`, name, cm(w.width()))
	fmt.Fprintf(&w.auto, `<style:style style:name="%s.1" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>`, name)
	fmt.Fprintf(&w.auto, `<style:style style:name="%s.A1" style:family="table-cell"><style:table-cell-properties fo:background-color="%s" fo:padding="0.2cm" fo:border-left="3pt solid %s" fo:border-right="none" fo:border-top="none" fo:border-bottom="none"/></style:style>`, name, colors[1], colors[0])
	return name
}

// letter names a column: A, B, … Z, AA.
func letter(i int) string {
	if i >= 26 {
		return letter(i/26-1) + letter(i%26)
	}
	return string(rune('A' + i))
}
