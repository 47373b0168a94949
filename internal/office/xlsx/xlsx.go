// Package xlsx writes workbooks as Office Open XML spreadsheets (ISO/IEC 29500,
// transitional), as Excel and LibreOffice read them.
//
// Write makes a form.Form: the parts of the file with holes for the data of a
// municipality. That data stands once, in the cells of the sheet of fields,
// which have defined names; wherever a text names a field there is a formula
// over that name, so that a change shows everywhere. Values and texts are
// strings, whatever they start with; formulas are the writer's own only.
package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/stamp"
)

// MimeType is that of the files.
const MimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

const (
	xmlHead    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace  = ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	officeRels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	listSheet  = "Listen" // holds the choices, hidden
)

// Write makes a form of a workbook.
func Write(b *document.Workbook) *form.Form {
	w := &writer{book: b, fields: map[string]document.Field{}}
	for _, f := range b.Fields {
		w.fields[f.ID] = f
	}
	sheets := []string{w.guide(), w.data()}
	for i := range b.Sheets {
		sheets = append(sheets, w.table(&b.Sheets[i]))
	}
	if len(w.lists) > 0 {
		sheets = append(sheets, w.choices())
	}
	parts := []form.Part{
		{Name: "[Content_Types].xml", Text: contentTypes(len(sheets))},
		{Name: "_rels/.rels", Text: packageRels},
		{Name: "docProps/core.xml", Text: stamp.Core(w.book.Title, w.book.Code, w.book.Lang)},
		{Name: "docProps/app.xml", Text: appProperties},
		{Name: "docProps/custom.xml", Text: stamp.Custom(w.book.Stamp)},
		{Name: "xl/workbook.xml", Text: w.workbook()},
		{Name: "xl/_rels/workbook.xml.rels", Text: workbookRels(len(sheets))},
		{Name: "xl/styles.xml", Text: styles()},
	}
	for i, sheet := range sheets {
		parts = append(parts, form.Part{Name: fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), Text: sheet})
	}
	return &form.Form{Parts: parts}
}

// writer writes one workbook. out is the text of the part that is being
// written.
type writer struct {
	book   *document.Workbook
	out    strings.Builder
	fields map[string]document.Field
	lists  [][]document.Choice // columns of the sheet of choices
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

// text writes a cell with a string.
func (w *writer) text(ref string, style int, s string) {
	if s == "" {
		w.raw(`<c r="`, ref, `" s="`, strconv.Itoa(style), `"/>`)
		return
	}
	w.raw(`<c r="`, ref, `" s="`, strconv.Itoa(style), `" t="inlineStr"><is><t xml:space="preserve">`, s, `</t></is></c>`)
}

// runs writes a cell with text; if there are fields in it, as a formula that
// puts the text together.
func (w *writer) runs(ref string, style int, runs []document.Run) {
	shown, formula := "", ""
	for _, r := range runs {
		switch {
		case r.Field != "":
			f := w.fields[r.Field]
			shown += form.If(form.Filled(f.ID)) + form.Value(f.ID) + form.Else + form.Escape(placeholder(f)) + form.End
			formula = concat(formula, document.FieldName(f.ID))
		case r.Break:
			shown, formula = shown+" ", concat(formula, `" "`)
		case r.Text != "":
			shown += form.Escape(r.Text)
			for _, piece := range literals(r.Text) {
				formula = concat(formula, piece)
			}
		}
	}
	if !hasField(runs) {
		w.text(ref, style, shown)
		return
	}
	w.raw(`<c r="`, ref, `" s="`, strconv.Itoa(style), `" t="str"><f>`, form.Escape(formula), `</f><v>`, shown, `</v></c>`)
}

func hasField(runs []document.Run) bool {
	for _, r := range runs {
		if r.Field != "" {
			return true
		}
	}
	return false
}

// concat appends to a formula that puts texts together.
func concat(formula, piece string) string {
	if formula == "" {
		return piece
	}
	return formula + "&" + piece
}

// literals are the strings of a formula, which may have 255 characters each.
func literals(s string) []string {
	const most = 200
	var out []string
	for piece := []rune(s); len(piece) > 0; {
		n := min(most, len(piece))
		out = append(out, `"`+strings.ReplaceAll(string(piece[:n]), `"`, `""`)+`"`)
		piece = piece[n:]
	}
	return out
}

// placeholder stands in the place of an empty field.
func placeholder(f document.Field) string { return "[" + f.Label + "]" }

// guide is the first sheet: what the workbook is and how to use it.
func (w *writer) guide() string {
	w.open(false, 0)
	w.raw(`<cols><col min="1" max="1" width="100" customWidth="1"/></cols><sheetData>`)
	row := 0
	for _, line := range w.book.Guide {
		row++
		style := styleText
		switch {
		case line.Level == 1:
			style = styleTitle
		case line.Level > 1:
			style = styleHeading
		}
		w.raw(`<row r="`, strconv.Itoa(row), `">`)
		if len(line.Text) > 0 {
			w.runs("A"+strconv.Itoa(row), style, line.Text)
		}
		w.raw("</row>")
	}
	w.raw("</sheetData>")
	w.close("portrait")
	return w.take()
}

// data is the sheet of the fields, each value in a cell with a name.
func (w *writer) data() string {
	w.open(false, fieldHead)
	w.raw(`<cols><col min="1" max="1" width="44" customWidth="1"/><col min="2" max="2" width="60" customWidth="1"/></cols><sheetData>`)
	w.raw(`<row r="1">`)
	w.text("A1", styleTitle, form.Escape(w.book.Words.Fields))
	w.raw(`</row><row r="`, strconv.Itoa(fieldHead), `">`)
	w.text("A"+strconv.Itoa(fieldHead), styleHead, form.Escape(w.book.Words.Field))
	w.text("B"+strconv.Itoa(fieldHead), styleHead, form.Escape(w.book.Words.Value))
	w.raw("</row>")
	for i, f := range w.book.Fields {
		row := strconv.Itoa(fieldHead + 1 + i)
		w.raw(`<row r="`, row, `">`)
		w.text("A"+row, styleLabel, form.Escape(f.Label))
		w.raw(form.If(form.Filled(f.ID)))
		w.text("B"+row, styleCell, form.Value(f.ID))
		w.raw(form.Else)
		w.text("B"+row, stylePlaceholder, form.Escape(placeholder(f)))
		w.raw(form.End, "</row>")
	}
	w.raw("</sheetData>")
	w.close("portrait")
	return w.take()
}

// fieldHead is the row of the column names in the sheet of the fields.
const fieldHead = 3

// open starts a sheet; rows down to frozen stay in view.
func (w *writer) open(wide bool, frozen int) {
	w.raw(xmlHead, "<worksheet", mainSpace, `><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0" workbookViewId="0">`)
	if frozen > 0 {
		split := ""
		at := "A" + strconv.Itoa(frozen+1)
		pane := "bottomLeft"
		if wide {
			split, at, pane = ` xSplit="1"`, "B"+strconv.Itoa(frozen+1), "bottomRight"
		}
		w.raw(`<pane`, split, ` ySplit="`, strconv.Itoa(frozen), `" topLeftCell="`, at, `" activePane="`, pane, `" state="frozen"/><selection pane="`, pane, `" activeCell="`, at, `" sqref="`, at, `"/>`)
	}
	w.raw(`</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>`)
}

// close ends a sheet with its paper, head and foot.
func (w *writer) close(orientation string) {
	w.raw(`<pageMargins left="0.6" right="0.5" top="0.8" bottom="0.7" header="0.35" footer="0.35"/><pageSetup paperSize="9" orientation="`, orientation, `" fitToWidth="1" fitToHeight="0"/><headerFooter><oddHeader>&amp;L`,
		running(w.book.Title), `&amp;R`, form.If(form.Any), running(w.book.FilledLabel), form.Else, running(w.book.Label), form.End,
		`</oddHeader><oddFooter>&amp;L`, running(w.book.Code), `&amp;R`, running(w.book.Words.Page), ` &amp;P `, running(w.book.Words.Of), ` &amp;N</oddFooter></headerFooter></worksheet>`)
}

// running is text in a head or foot, where "&" starts a code.
func running(s string) string { return form.Escape(strings.ReplaceAll(s, "&", "&&")) }
