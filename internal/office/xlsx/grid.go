package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/stamp"
)

// WriteGrid makes a form of a grid. Formulas have no values in the file: every
// program that can show them works them out when it opens the file.
func WriteGrid(g *document.Grid) *form.Form {
	w := &gridWriter{grid: g, writer: writer{book: &document.Workbook{
		Title: g.Title, Label: g.Label, FilledLabel: g.FilledLabel, Code: g.Code, Words: document.SheetWords{Page: g.Page, Of: g.Of},
	}}}
	n := len(g.Sheets)
	parts := []form.Part{
		{Name: "[Content_Types].xml", Text: contentTypes(n)},
		{Name: "_rels/.rels", Text: packageRels},
		{Name: "docProps/core.xml", Text: stamp.Core(g.Title, g.Code, g.Lang)},
		{Name: "docProps/app.xml", Text: appProperties},
		{Name: "docProps/custom.xml", Text: stamp.Custom(g.Stamp)},
		{Name: "xl/workbook.xml", Text: w.workbook()},
		{Name: "xl/_rels/workbook.xml.rels", Text: workbookRels(n)},
		{Name: "xl/styles.xml", Text: gridStyles()},
	}
	for i := range g.Sheets {
		parts = append(parts, form.Part{Name: fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), Text: w.sheet(&g.Sheets[i])})
	}
	return &form.Form{Parts: parts}
}

// gridWriter writes one grid.
type gridWriter struct {
	writer
	grid *document.Grid
}

// workbook lists the sheets and the defined names.
func (w *gridWriter) workbook() string {
	w.raw(xmlHead, "<workbook", mainSpace, `><bookViews><workbookView activeTab="0"/></bookViews><sheets>`)
	for i, s := range w.grid.Sheets {
		w.writer.sheet(i+1, s.Name, "")
	}
	w.raw("</sheets><definedNames>")
	for i, s := range w.grid.Sheets {
		local := fmt.Sprintf(` localSheetId="%d"`, i)
		if s.Filter {
			w.name("_xlnm._FilterDatabase", local+` hidden="1"`, s.Name, filterSpan(&s, document.Address))
		}
		if s.Printed > 0 {
			w.name("_xlnm.Print_Area", local, s.Name, document.Address(0, 1)+":"+document.Address(s.Printed-1, len(s.Rows)))
		}
		if s.Head > 0 {
			w.name("_xlnm.Print_Titles", local, s.Name, fmt.Sprintf("$%d:$%d", s.Head, s.Head))
		}
	}
	for _, n := range w.grid.Names {
		w.name(n.Name, "", n.Sheet, document.Address(n.Column, n.Row))
	}
	w.raw(`</definedNames><calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>`)
	return w.take()
}

// filterSpan is the table of a sheet from its head down.
func filterSpan(s *document.GridSheet, address func(column, row int) string) string {
	return address(0, s.Head) + ":" + address(len(s.Columns)-1, len(s.Rows))
}

func place(column, row int) string { return document.ColumnName(column) + strconv.Itoa(row) }

// sheet writes the elements in the order of ISO/IEC 29500-1, 18.3.1.99.
func (w *gridWriter) sheet(s *document.GridSheet) string {
	w.openGrid(s)
	for i, c := range s.Columns {
		hidden := ""
		if c.Hidden {
			hidden = ` hidden="1"`
		}
		n := strconv.Itoa(i + 1)
		w.raw(`<col min="`, n, `" max="`, n, `" width="`, strconv.Itoa(c.Width), `" customWidth="1"`, hidden, `/>`)
	}
	w.raw("</cols><sheetData>")
	for i, row := range s.Rows {
		hidden := ""
		if row.Hidden {
			hidden = ` hidden="1"`
		}
		if row.When != "" {
			w.raw(form.If(form.Filled(row.When)))
		}
		w.raw(`<row r="`, strconv.Itoa(i+1), `"`, height(s, row), hidden, `>`)
		for column, c := range row.Cells {
			w.cell(place(column, i+1), c)
		}
		w.raw("</row>")
		if row.When != "" {
			w.raw(form.End)
		}
	}
	w.raw("</sheetData>")
	if s.Protected {
		w.raw(`<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>`)
	}
	if s.Filter {
		w.raw(`<autoFilter ref="`, filterSpan(s, place), `"/>`)
	}
	w.choiceColors(s)
	w.rules(s)
	orientation := "portrait"
	if s.Landscape {
		orientation = "landscape"
	}
	w.close(orientation)
	return w.take()
}

// height is that of a row with wrapped text, as far as it is known before the
// sheet is filled: LibreOffice does not measure all rows. A program measures a
// row itself once somebody writes into it.
func height(s *document.GridSheet, row document.GridRow) string {
	const line = 13.0 // points
	lines := 1
	for i, c := range row.Cells {
		if f := gridFormats[c.Style]; f.wrap && i < len(s.Columns) && !s.Columns[i].Hidden {
			lines = max(lines, wrapped(c.Text, s.Columns[i].Width*115/100))
		}
	}
	if lines == 1 {
		return ""
	}
	return fmt.Sprintf(` ht="%g"`, line*float64(lines)+3)
}

// wrapped is the number of lines that a text takes, broken at blanks.
func wrapped(text string, width int) int {
	lines, at := 1, 0
	for _, word := range strings.Fields(text) {
		n := len([]rune(word))
		if at > 0 && at+1+n > width {
			lines, at = lines+1, 0
		}
		if at > 0 {
			at++
		}
		at += n
	}
	return lines
}

// openGrid starts a sheet down to its columns.
func (w *gridWriter) openGrid(s *document.GridSheet) {
	w.raw(xmlHead, "<worksheet", mainSpace, `><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0" workbookViewId="0">`)
	if s.Head > 0 {
		split, pane := "", "bottomLeft"
		if s.Frozen > 0 {
			split, pane = ` xSplit="`+strconv.Itoa(s.Frozen)+`"`, "bottomRight"
		}
		at := place(s.Frozen, s.Head+1)
		w.raw(`<pane`, split, ` ySplit="`, strconv.Itoa(s.Head), `" topLeftCell="`, at, `" activePane="`, pane, `" state="frozen"/><selection pane="`, pane, `" activeCell="`, at, `" sqref="`, at, `"/>`)
	}
	w.raw(`</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>`)
}

func (w *gridWriter) cell(ref string, c document.GridCell) {
	style := int(c.Style)
	switch {
	case c.Hole != "":
		w.raw(form.If(form.Filled(c.Hole)))
		w.text(ref, style, form.Value(c.Hole))
		w.raw(form.Else)
		w.text(ref, style, "")
		w.raw(form.End)
	case c.Formula != "":
		formula := document.Translate(c.Formula, ",", func(r document.Reference) string {
			sheet := ""
			if r.Sheet != "" {
				sheet = "'" + strings.ReplaceAll(r.Sheet, "'", "''") + "'!"
			}
			if r.Last == "" {
				return sheet + document.Fixed(r.First)
			}
			return sheet + document.Fixed(r.First) + ":" + document.Fixed(r.Last)
		})
		w.raw(`<c r="`, ref, `" s="`, strconv.Itoa(style), `"><f>`, form.Escape(formula), `</f></c>`)
	default:
		w.text(ref, style, form.Escape(c.Text))
	}
}

// span is the cells of a rule.
func span(r document.GridRule) string {
	if r.First == r.Last {
		return place(r.Column, r.First)
	}
	return place(r.Column, r.First) + ":" + place(r.Column, r.Last)
}

// choiceColors marks cells by what was chosen, all cells with the same choices
// in one go.
func (w *gridWriter) choiceColors(s *document.GridSheet) {
	var spans []string
	var choices []document.Choice
	for _, r := range s.Rules {
		if len(r.Choices) > 0 && r.Choices[0].Color != "" {
			spans, choices = append(spans, span(r)), r.Choices
		}
	}
	if len(spans) == 0 {
		return
	}
	w.raw(`<conditionalFormatting sqref="`, strings.Join(spans, " "), `">`)
	for i, choice := range choices {
		if n, known := fillOf(choice.Color); known {
			w.raw(fmt.Sprintf(`<cfRule type="cellIs" dxfId="%d" priority="%d" operator="equal"><formula>%s</formula></cfRule>`, n, i+1, form.Escape(literals(choice.Text)[0])))
		}
	}
	w.raw(`</conditionalFormatting>`)
}

// rules are the data validations. A list in the rule itself may have 255
// characters and no commas in its items; a prompt may have 255.
func (w *gridWriter) rules(s *document.GridSheet) {
	if len(s.Rules) == 0 {
		return
	}
	w.raw(`<dataValidations count="`, strconv.Itoa(len(s.Rules)), `">`)
	for _, r := range s.Rules {
		kind, formula := "", ""
		if len(r.Choices) > 0 {
			var items []string
			for _, c := range r.Choices {
				items = append(items, c.Text)
			}
			kind, formula = ` type="list" errorStyle="stop"`, `<formula1>"`+form.Escape(strings.Join(items, ","))+`"</formula1>`
		}
		w.raw(`<dataValidation`, kind, ` allowBlank="1"`)
		if r.Help != "" {
			w.raw(` showInputMessage="1" promptTitle="`, form.Escape(shortened(r.Title, 32)), `" prompt="`, form.Escape(shortened(r.Help, 255)), `"`)
		}
		if r.Error != "" {
			w.raw(` showErrorMessage="1" errorTitle="`, form.Escape(shortened(r.ErrorTitle, 32)), `" error="`, form.Escape(shortened(r.Error, 255)), `"`)
		}
		w.raw(` sqref="`, span(r), `">`, formula, `</dataValidation>`)
	}
	w.raw("</dataValidations>")
}

// shortened cuts a text at a blank, with a sign that there is more of it.
func shortened(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	kept := string(runes[:most-2])
	if at := strings.LastIndexByte(kept, ' '); at > most/2 {
		kept = kept[:at]
	}
	return kept + " …"
}
