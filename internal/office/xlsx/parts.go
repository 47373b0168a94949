package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
)

const packageRels = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + officeRels + `officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="` + officeRels + `extended-properties" Target="docProps/app.xml"/><Relationship Id="rId4" Type="` + officeRels + `custom-properties" Target="docProps/custom.xml"/></Relationships>`

const appProperties = xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>nachbar</Application></Properties>`

func contentTypes(sheets int) string {
	const sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	var b strings.Builder
	b.WriteString(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`)
	override := func(name, kind string) {
		b.WriteString(`<Override PartName="` + name + `" ContentType="` + kind + `"/>`)
	}
	override("/xl/workbook.xml", sheet+"sheet.main+xml")
	override("/xl/styles.xml", sheet+"styles+xml")
	for i := range sheets {
		override(fmt.Sprintf("/xl/worksheets/sheet%d.xml", i+1), sheet+"worksheet+xml")
	}
	override("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
	override("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml")
	override("/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml")
	b.WriteString("</Types>")
	return b.String()
}

func workbookRels(sheets int) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i := range sheets {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%sworksheet" Target="worksheets/sheet%d.xml"/>`, i+1, officeRels, i+1)
	}
	b.WriteString(`<Relationship Id="rIdStyles" Type="` + officeRels + `styles" Target="styles.xml"/></Relationships>`)
	return b.String()
}

// workbook lists the sheets and the defined names, which have to be sorted by
// nobody but are: fields, tables, rows that are repeated on each page.
func (w *writer) workbook() string {
	w.raw(xmlHead, "<workbook", mainSpace, `><bookViews><workbookView activeTab="0"/></bookViews><sheets>`)
	names := []string{w.book.Words.Guide, w.book.Words.Fields}
	for _, s := range w.book.Sheets {
		names = append(names, s.Name)
	}
	for i, name := range names {
		w.sheet(i+1, name, "")
	}
	if len(w.lists) > 0 {
		w.sheet(len(names)+1, listSheet, ` state="hidden"`)
	}
	w.raw("</sheets><definedNames>")
	for i, s := range w.book.Sheets {
		local := fmt.Sprintf(` localSheetId="%d"`, i+2)
		last := document.Address(len(s.Columns), s.LastRow())
		w.name("_xlnm._FilterDatabase", local+` hidden="1"`, s.Name, document.Address(0, document.HeadRow)+":"+last)
		w.name("_xlnm.Print_Titles", local, s.Name, fmt.Sprintf("$%d:$%d", document.HeadRow, document.HeadRow))
		w.name(s.Range, "", s.Name, document.Address(0, document.HeadRow)+":"+last)
	}
	for i, f := range w.book.Fields {
		w.name(document.FieldName(f.ID), "", w.book.Words.Fields, document.Address(1, fieldHead+1+i))
	}
	w.raw(`</definedNames><calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>`)
	return w.take()
}

func (w *writer) sheet(n int, name, state string) {
	number := strconv.Itoa(n)
	w.raw(`<sheet name="`, form.Escape(name), `" sheetId="`, number, `"`, state, ` r:id="rId`, number, `"/>`)
}

// name defines a name for a range of a sheet.
func (w *writer) name(name, attributes, sheet, span string) {
	w.raw(`<definedName name="`, form.Escape(name), `"`, attributes, `>`, form.Escape("'"+strings.ReplaceAll(sheet, "'", "''")+"'!"+span), `</definedName>`)
}
