// Package ods writes workbooks as OpenDocument spreadsheets (ODF 1.3).
//
// Write makes a form.Form: the parts of the file with holes for the data of a
// municipality. As in package xlsx, that data stands once, in named cells of
// the sheet of fields, and whatever names a field is a formula over its cell.
package ods

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/stamp"
)

// MimeType is that of the files.
const MimeType = "application/vnd.oasis.opendocument.spreadsheet"

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	spaces  = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"`
)

// Write makes a form of a workbook.
func Write(b *document.Workbook) *form.Form {
	w := &writer{book: b, fields: map[string]document.Field{}}
	for _, f := range b.Fields {
		w.fields[f.ID] = f
	}
	return &form.Form{Parts: []form.Part{
		{Name: "mimetype", Text: MimeType, Stored: true},
		{Name: "META-INF/manifest.xml", Text: manifest},
		{Name: "meta.xml", Text: w.meta()},
		{Name: "settings.xml", Text: w.settings()},
		{Name: "styles.xml", Text: w.styles()},
		{Name: "content.xml", Text: w.content()},
	}}
}

// writer writes one workbook. out is the text that is being written.
type writer struct {
	book   *document.Workbook
	out    strings.Builder
	auto   strings.Builder // automatic styles
	rules  strings.Builder // content validations
	fields map[string]document.Field
}

func (w *writer) raw(parts ...string) {
	for _, part := range parts {
		w.out.WriteString(part)
	}
}

// take returns what was written since the last call.
func (w *writer) take() string {
	s := w.out.String()
	w.out.Reset()
	return s
}

const manifest = xmlHead + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="` + MimeType + `"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/></manifest:manifest>`

func (w *writer) content() string {
	w.guide()
	w.data()
	for i := range w.book.Sheets {
		w.table(i, &w.book.Sheets[i])
	}
	tables := w.take()
	w.names()
	names := w.take()
	rules := ""
	if w.rules.Len() > 0 {
		rules = "<table:content-validations>" + w.rules.String() + "</table:content-validations>"
	}
	return xmlHead + "<office:document-content" + spaces + "><office:automatic-styles>" + fixedStyles + w.auto.String() + "</office:automatic-styles><office:body><office:spreadsheet>" +
		`<table:calculation-settings table:automatic-find-labels="false"/>` + rules + tables + names + "</office:spreadsheet></office:body></office:document-content>"
}

// text writes a cell with a string.
func (w *writer) text(style, s, more string) {
	if s == "" {
		w.raw(`<table:table-cell table:style-name="`, style, `"`, more, `/>`)
		return
	}
	w.raw(`<table:table-cell table:style-name="`, style, `"`, more, ` office:value-type="string"><text:p>`, s, `</text:p></table:table-cell>`)
}

// runs writes a cell with text; if there are fields in it, as a formula that
// puts the text together. The value is written twice: LibreOffice takes that of
// rows in front of repeated ones from the attribute only.
func (w *writer) runs(style string, runs []document.Run, more string) {
	shown, value, formula, fields := "", "", "", false
	add := func(text, plain, piece string) {
		shown, value = shown+text, value+plain
		if formula != "" {
			formula += "&"
		}
		formula += piece
	}
	for _, r := range runs {
		switch {
		case r.Field != "":
			fields = true
			f := w.fields[r.Field]
			text := form.If(form.Filled(f.ID)) + form.Value(f.ID) + form.Else + form.Escape(placeholder(f)) + form.End
			add(text, text, w.reference(f.ID))
		case r.Break:
			add(" ", " ", `" "`)
		case r.Text != "":
			add(spaced(r.Text), form.Escape(r.Text), `"`+strings.ReplaceAll(r.Text, `"`, `""`)+`"`)
		}
	}
	if !fields {
		w.text(style, shown, more)
		return
	}
	w.raw(`<table:table-cell table:style-name="`, style, `"`, more, ` table:formula="of:=`, form.Escape(formula), `" office:value-type="string" office:string-value="`, value, `"><text:p>`, shown, `</text:p></table:table-cell>`)
}

// reference is the cell of a field in a formula. It names the cell, not its
// defined name: LibreOffice works out formulas in front of repeated rows before
// it has read the names, which stand at the end of the file.
func (w *writer) reference(id string) string {
	for i, f := range w.book.Fields {
		if f.ID == id {
			return "[$'" + strings.ReplaceAll(w.book.Words.Fields, "'", "''") + "'." + document.Address(1, fieldHead+1+i) + "]"
		}
	}
	return `""`
}

// spaced is text in a paragraph, where OpenDocument takes blanks together.
func spaced(s string) string {
	plain := strings.TrimLeft(s, " ")
	if n := len(s) - len(plain); n > 0 {
		return fmt.Sprintf(`<text:s text:c="%d"/>`, n) + form.Escape(plain)
	}
	return form.Escape(s)
}

// placeholder stands in the place of an empty field.
func placeholder(f document.Field) string { return "[" + f.Label + "]" }

// guide is the first sheet: what the workbook is and how to use it.
func (w *writer) guide() {
	w.raw(`<table:table table:name="`, form.Escape(w.book.Words.Guide), `" table:style-name="Blatt_hoch"><table:table-column table:style-name="Spalte100" table:default-cell-style-name="Text"/>`)
	w.width(100)
	for _, line := range w.book.Guide {
		style := "Text"
		switch {
		case line.Level == 1:
			style = "Titel"
		case line.Level > 1:
			style = "Ueberschrift"
		}
		w.raw(`<table:table-row table:style-name="Zeile">`)
		w.runs(style, line.Text, "")
		w.raw("</table:table-row>")
	}
	w.raw("</table:table>")
}

// fieldHead is the row of the column names in the sheet of the fields.
const fieldHead = 3

// data is the sheet of the fields, each value in a cell with a name.
func (w *writer) data() {
	words := w.book.Words
	w.raw(`<table:table table:name="`, form.Escape(words.Fields), `" table:style-name="Blatt_hoch"><table:table-column table:style-name="Spalte44"/><table:table-column table:style-name="Spalte60"/>`)
	w.width(44)
	w.width(60)
	const row, end = `<table:table-row table:style-name="Zeile">`, `</table:table-row>`
	w.raw(row)
	w.text("Titel", form.Escape(words.Fields), "")
	w.raw(end, row)
	w.text("Text", "", "")
	w.raw(end, row)
	w.text("Kopf", form.Escape(words.Field), "")
	w.text("Kopf", form.Escape(words.Value), "")
	w.raw(end)
	for _, f := range w.book.Fields {
		w.raw(row)
		w.text("Name", form.Escape(f.Label), "")
		w.raw(form.If(form.Filled(f.ID)))
		w.text("Zelle", form.Value(f.ID), "")
		w.raw(form.Else)
		w.text("Platzhalter", form.Escape(placeholder(f)), "")
		w.raw(form.End, end)
	}
	w.raw("</table:table>")
}

// names are the defined names: fields, then tables.
func (w *writer) names() {
	w.raw("<table:named-expressions>")
	name := func(name, sheet, span string) {
		address := "$'" + strings.ReplaceAll(sheet, "'", "''") + "'."
		first, last, two := strings.Cut(span, ":")
		full := address + first
		if two {
			full += ":." + last
		}
		w.raw(`<table:named-range table:name="`, form.Escape(name), `" table:base-cell-address="`, form.Escape(address+"$A$1"), `" table:cell-range-address="`, form.Escape(full), `"/>`)
	}
	for i, f := range w.book.Fields {
		name(document.FieldName(f.ID), w.book.Words.Fields, document.Address(1, fieldHead+1+i))
	}
	for _, s := range w.book.Sheets {
		name(s.Range, s.Name, document.Address(0, document.HeadRow)+":"+document.Address(len(s.Columns), s.LastRow()))
	}
	w.raw("</table:named-expressions><table:database-ranges>")
	for i, s := range w.book.Sheets {
		span := "'" + strings.ReplaceAll(s.Name, "'", "''") + "'.A" + strconv.Itoa(document.HeadRow) + ":'" + strings.ReplaceAll(s.Name, "'", "''") + "'." + document.ColumnName(len(s.Columns)) + strconv.Itoa(s.LastRow())
		w.raw(`<table:database-range table:name="Filter`, strconv.Itoa(i+1), `" table:target-range-address="`, form.Escape(span), `" table:display-filter-buttons="true"/>`)
	}
	w.raw("</table:database-ranges>")
}

// meta has title, language and the stamp.
func (w *writer) meta() string {
	w.raw(xmlHead, "<office:document-meta", spaces, "><office:meta>", stamp.Meta(w.book.Title, w.book.Code, w.book.Lang, w.book.Stamp))
	w.raw("</office:meta></office:document-meta>")
	return w.take()
}

// settings keep the column names in view.
func (w *writer) settings() string {
	item := func(name, kind, value string) {
		w.raw(`<config:config-item config:name="`, name, `" config:type="`, kind, `">`, value, `</config:config-item>`)
	}
	w.raw(xmlHead, "<office:document-settings", spaces, `><office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>`)
	item("ViewId", "string", "view1")
	item("ActiveTable", "string", form.Escape(w.book.Words.Guide))
	w.raw(`<config:config-item-map-named config:name="Tables">`)
	for _, s := range w.book.Sheets {
		w.raw(`<config:config-item-map-entry config:name="`, form.Escape(s.Name), `">`)
		item("HorizontalSplitMode", "short", "2")
		item("VerticalSplitMode", "short", "2")
		item("HorizontalSplitPosition", "int", "1")
		item("VerticalSplitPosition", "int", strconv.Itoa(document.HeadRow))
		item("ActiveSplitRange", "short", "3")
		item("PositionLeft", "int", "0")
		item("PositionRight", "int", "1")
		item("PositionTop", "int", "0")
		item("PositionBottom", "int", strconv.Itoa(document.HeadRow))
		w.raw("</config:config-item-map-entry>")
	}
	w.raw("</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>")
	return w.take()
}
