package ods

import (
	"fmt"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
)

// dataStyles are the number formats of the types; text has none.
var dataStyles = [document.CellTypes]string{"", "Zahl", "Ganzzahl", "Prozent", "Euro", "Datum", "Uhrzeit", ""}

var totalStyles = [document.CellTypes]string{"Summe", "Summe_Zahl", "Summe_Ganzzahl", "Summe_Prozent", "Summe_Euro", "Summe", "Summe", "Summe"}

const border = `fo:border="0.5pt solid #8497b0"`

func cellStyle(name, parent, data, cell, text string) string {
	if parent != "" {
		parent = ` style:parent-style-name="` + parent + `"`
	}
	if data != "" {
		data = ` style:data-style-name="` + data + `"`
	}
	return `<style:style style:name="` + name + `" style:family="table-cell"` + parent + data + `><style:table-cell-properties ` + cell + `/><style:text-properties ` + text + `/></style:style>`
}

// fixedStyles are those of every workbook.
var fixedStyles = func() string {
	var b strings.Builder
	b.WriteString(`<number:number-style style:name="Zahl"><number:number number:decimal-places="2" number:min-decimal-places="0" number:min-integer-digits="1" number:grouping="true"/></number:number-style>` +
		`<number:number-style style:name="Ganzzahl"><number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/></number:number-style>` +
		`<number:percentage-style style:name="Prozent"><number:number number:decimal-places="0" number:min-integer-digits="1"/><number:text> %</number:text></number:percentage-style>` +
		`<number:currency-style style:name="Euro" number:language="de" number:country="DE"><number:number number:decimal-places="2" number:min-integer-digits="1" number:grouping="true"/><number:text> </number:text><number:currency-symbol number:language="de" number:country="DE">€</number:currency-symbol></number:currency-style>` +
		`<number:date-style style:name="Datum"><number:day number:style="long"/><number:text>.</number:text><number:month number:style="long"/><number:text>.</number:text><number:year number:style="long"/></number:date-style>` +
		`<number:time-style style:name="Uhrzeit"><number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/></number:time-style>` +
		`<style:style style:name="Zeile" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style>` +
		`<style:style style:name="Blatt_hoch" style:family="table" style:master-page-name="Hochformat"><style:table-properties table:display="true"/></style:style>` +
		`<style:style style:name="Blatt_quer" style:family="table" style:master-page-name="Querformat"><style:table-properties table:display="true"/></style:style>`)
	const wrap = `fo:wrap-option="wrap" style:vertical-align="top"`
	for _, s := range [][4]string{
		{"Titel", "", `style:vertical-align="middle"`, `fo:font-size="16pt" fo:font-weight="bold" fo:color="#1f3a5f"`},
		{"Ueberschrift", "", `style:vertical-align="bottom"`, `fo:font-size="12pt" fo:font-weight="bold" fo:color="#1f3a5f"`},
		{"Text", "", wrap, `fo:font-size="10pt"`},
		{"Hilfe", "", `style:vertical-align="top"`, `fo:font-style="italic" fo:color="#44546a"`},
		{"Kopf", "", `fo:background-color="#e8eef6" fo:padding="0.08cm" ` + wrap + " " + border, `fo:font-weight="bold"`},
		{"Name", "", `fo:padding="0.08cm" ` + wrap + " " + border, `fo:font-weight="bold"`},
		{"Zelle", "", `fo:padding="0.08cm" ` + wrap + " " + border, `fo:font-size="10pt"`},
		{"Platzhalter", "", `fo:background-color="#e8eef6" fo:padding="0.08cm" ` + wrap + " " + border, `fo:color="#0b4f8a"`},
		{"Summe", "", `fo:background-color="#e8eef6" fo:padding="0.08cm" ` + border, `fo:font-weight="bold"`},
		{"Summe_Zahl", "Zahl", `fo:background-color="#e8eef6" fo:padding="0.08cm" ` + border, `fo:font-weight="bold"`},
		{"Summe_Ganzzahl", "Ganzzahl", `fo:background-color="#e8eef6" fo:padding="0.08cm" ` + border, `fo:font-weight="bold"`},
		{"Summe_Prozent", "Prozent", `fo:background-color="#e8eef6" fo:padding="0.08cm" ` + border, `fo:font-weight="bold"`},
		{"Summe_Euro", "Euro", `fo:background-color="#e8eef6" fo:padding="0.08cm" ` + border, `fo:font-weight="bold"`},
	} {
		b.WriteString(cellStyle(s[0], "Default", s[1], s[2], s[3]))
	}
	return b.String()
}()

// width adds the style of columns of a width in characters, once.
func (w *writer) width(chars int) {
	name := fmt.Sprintf("Spalte%d", chars)
	if strings.Contains(w.auto.String(), `"`+name+`"`) {
		return
	}
	fmt.Fprintf(&w.auto, `<style:style style:name="%s" style:family="table-column"><style:table-column-properties style:column-width="%.2fcm"/></style:style>`, name, 0.3+0.19*float64(chars))
}

// columnStyle adds the style of a column's cells: number format and, for
// choices, the colour of each.
func (w *writer) columnStyle(prefix string, i int, c document.SheetColumn) {
	name := fmt.Sprintf("%s_%d", prefix, i+1)
	data := ""
	if d := dataStyles[c.Type]; d != "" {
		data = ` style:data-style-name="` + d + `"`
	}
	w.auto.WriteString(`<style:style style:name="` + name + `" style:family="table-cell" style:parent-style-name="Default"` + data + `><style:table-cell-properties fo:padding="0.08cm" fo:wrap-option="wrap" style:vertical-align="top" ` + border + `/>`)
	for _, choice := range c.Choices {
		if fills[choice.Color] != [2]string{} {
			condition := `cell-content()="` + strings.ReplaceAll(choice.Text, `"`, `""`) + `"`
			w.auto.WriteString(`<style:map style:condition="` + form.Escape(condition) + `" style:apply-style-name="Farbe_` + choice.Color + `" style:base-cell-address="` + form.Escape("'"+w.book.Words.Guide+"'.A1") + `"/>`)
		}
	}
	w.auto.WriteString(`</style:style>`)
}

// fills are the ground and the text of choices, readable in print.
var fills = map[string][2]string{
	"rot": {"#f8d0ce", "#7a1512"}, "gelb": {"#fde9b8", "#5c3d00"}, "gruen": {"#cfead6", "#0f4a25"}, "blau": {"#d3e4f5", "#0b3a66"}, "grau": {"#e1e4e8", "#333a45"},
}

// styles has what the user may change in one place, and the pages.
func (w *writer) styles() string {
	w.raw(xmlHead, "<office:document-styles", spaces, `><office:styles><style:default-style style:family="table-cell"><style:text-properties fo:font-family="Arial, 'Liberation Sans'" fo:font-size="10pt" fo:language="de" fo:country="DE"/></style:default-style><style:style style:name="Default" style:family="table-cell"/>`)
	for _, color := range []string{"blau", "gelb", "grau", "gruen", "rot"} {
		w.raw(`<style:style style:name="Farbe_`, color, `" style:family="table-cell" style:parent-style-name="Default"><style:table-cell-properties fo:background-color="`, fills[color][0], `"/><style:text-properties fo:color="`, fills[color][1], `"/></style:style>`)
	}
	w.raw("</office:styles><office:automatic-styles>")
	w.raw(`<style:style style:name="Links" style:family="paragraph"><style:paragraph-properties fo:text-align="start"/></style:style><style:style style:name="Rechts" style:family="paragraph"><style:paragraph-properties fo:text-align="end"/></style:style>`)
	w.page("Hoch", "21cm", "29.7cm", "portrait")
	w.page("Quer", "29.7cm", "21cm", "landscape")
	w.raw("</office:automatic-styles><office:master-styles>")
	w.master("Hochformat", "Hoch")
	w.master("Querformat", "Quer")
	w.raw("</office:master-styles></office:document-styles>")
	return w.take()
}

func (w *writer) page(name, width, height, orientation string) {
	w.raw(`<style:page-layout style:name="`, name, `"><style:page-layout-properties fo:page-width="`, width, `" fo:page-height="`, height, `" style:print-orientation="`, orientation, `" fo:margin-top="1.2cm" fo:margin-bottom="1.2cm" fo:margin-left="1.5cm" fo:margin-right="1.3cm" style:scale-to-X="1" style:scale-to-Y="0" style:print="charts drawings objects zero-values"/><style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.3cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.3cm"/></style:footer-style></style:page-layout>`)
}

// master is a page with the title and the label above, code and number below.
func (w *writer) master(name, layout string) {
	book := w.book
	label := form.If(form.Any) + form.Escape(book.FilledLabel) + form.Else + form.Escape(book.Label) + form.End
	w.raw(`<style:master-page style:name="`, name, `" style:page-layout-name="`, layout, `"><style:header><style:region-left><text:p text:style-name="Links">`, form.Escape(book.Title), `</text:p></style:region-left><style:region-right><text:p text:style-name="Rechts">`, label, `</text:p></style:region-right></style:header><style:footer><style:region-left><text:p text:style-name="Links">`, form.Escape(book.Code), `</text:p></style:region-left><style:region-right><text:p text:style-name="Rechts">`,
		form.Escape(book.Words.Page), ` <text:page-number>1</text:page-number> `, form.Escape(book.Words.Of), ` <text:page-count>1</text:page-count></text:p></style:region-right></style:footer></style:master-page>`)
}

// dayOf is the date of a number of days since 30 December 1899.
func dayOf(n float64) string {
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(n)).Format(time.DateOnly)
}
