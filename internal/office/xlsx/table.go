package xlsx

import (
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
)

// table is a sheet with a table: title, help, names of the columns, data,
// totals. The first column holds the keys of the rows.
func (w *writer) table(s *document.Sheet) string {
	w.open(true, document.HeadRow)
	w.raw(`<cols><col min="1" max="1" width="10" customWidth="1"/>`)
	for i, c := range s.Columns {
		n := strconv.Itoa(i + 2)
		w.raw(`<col min="`, n, `" max="`, n, `" width="`, strconv.Itoa(c.Width), `" customWidth="1"/>`)
	}
	w.raw(`</cols><sheetData><row r="1">`)
	w.runs("A1", styleTitle, []document.Run{{Text: s.Name + " – "}, {Field: w.book.Fields[0].ID}})
	w.raw(`</row><row r="2">`)
	w.runs("A2", styleHelp, s.Help)
	w.raw(`</row><row r="`, strconv.Itoa(document.HeadRow), `">`)
	head := strconv.Itoa(document.HeadRow)
	w.text("A"+head, styleHead, form.Escape(w.book.Words.Key))
	for i, c := range s.Columns {
		w.text(document.ColumnName(i+1)+head, styleHead, form.Escape(c.Title))
	}
	w.raw("</row>")
	for row := document.HeadRow + 1; row <= s.LastRow(); row++ {
		w.row(s, row)
	}
	w.totals(s)
	w.raw("</sheetData>")
	last := document.ColumnName(len(s.Columns)) + strconv.Itoa(s.LastRow())
	w.raw(`<autoFilter ref="A`, head, ":", last, `"/>`)
	w.colors(s)
	w.checks(s)
	w.close("landscape")
	return w.take()
}

func (w *writer) row(s *document.Sheet, number int) {
	row := strconv.Itoa(number)
	at := number - document.HeadRow - 1
	w.raw(`<row r="`, row, `"`, tall(s, at), `>`)
	key := ""
	if at < len(s.Rows) {
		key = s.Rows[at].Key
	}
	w.text("A"+row, styleCell, form.Escape(key))
	for i, c := range s.Columns {
		ref := document.ColumnName(i+1) + row
		if at >= len(s.Rows) {
			w.text(ref, cellStyle(c.Type), "")
			continue
		}
		value := s.Rows[at].Cells[i]
		if value.IsNumber {
			w.number(ref, cellStyle(c.Type), value.Number, "")
		} else {
			w.runs(ref, cellStyle(c.Type), value.Text)
		}
	}
	w.raw("</row>")
}

// tall is the height of a row that has one, in points, by its longest text.
// Lines that are wrapped at words hold a few signs less than fit.
func tall(s *document.Sheet, at int) string {
	if !s.Tall || at >= len(s.Rows) {
		return ""
	}
	const perLine, spare = 13, 3
	lines := 1
	for i, value := range s.Rows[at].Cells {
		signs := utf8.RuneCountInString(document.Plain(value.Text, func(id string) string { return id }))
		lines = max(lines, (signs+s.Columns[i].Width-1)/max(s.Columns[i].Width-spare, 1))
	}
	return fmt.Sprintf(` ht="%d" customHeight="1"`, lines*perLine+4)
}

func (w *writer) number(ref string, style int, n float64, formula string) {
	w.raw(`<c r="`, ref, `" s="`, strconv.Itoa(style), `">`)
	if formula != "" {
		w.raw("<f>", form.Escape(formula), "</f>")
	}
	w.raw("<v>", strconv.FormatFloat(n, 'g', 15, 64), "</v></c>")
}

// totals is the row below the data.
func (w *writer) totals(s *document.Sheet) {
	if !s.HasTotals() {
		return
	}
	row := strconv.Itoa(s.LastRow() + 1)
	w.raw(`<row r="`, row, `">`)
	w.text("A"+row, totalStyle(document.TextCell), form.Escape(w.book.Words.Total))
	for i, c := range s.Columns {
		name := document.ColumnName(i + 1)
		span := fmt.Sprintf("%s%d:%s%d", name, document.HeadRow+1, name, s.LastRow())
		formula, style := "", totalStyle(c.Type)
		switch c.Total {
		case document.Sum:
			formula = "SUM(" + span + ")"
		case document.Count:
			formula, style = "COUNTA("+span+")", totalStyle(document.IntegerCell)
		case document.Mean:
			formula = "IFERROR(AVERAGE(" + span + `),"")`
		default:
			w.text(name+row, totalStyle(document.TextCell), "")
			continue
		}
		if total, ok := s.Totalled(i); ok {
			w.number(name+row, style, total, formula)
		} else {
			w.raw(`<c r="`, name+row, `" s="`, strconv.Itoa(style), `" t="str"><f>`, form.Escape(formula), `</f><v></v></c>`)
		}
	}
	w.raw("</row>")
}

// colors marks the cells of a column by their choice.
func (w *writer) colors(s *document.Sheet) {
	priority := 0
	for i, c := range s.Columns {
		rules := ""
		for _, choice := range c.Choices {
			n, known := fillOf(choice.Color)
			if !known {
				continue
			}
			priority++
			quoted := literals(choice.Text)[0]
			rules += fmt.Sprintf(`<cfRule type="cellIs" dxfId="%d" priority="%d" operator="equal"><formula>%s</formula></cfRule>`, n, priority, form.Escape(quoted))
		}
		if rules != "" {
			w.raw(`<conditionalFormatting sqref="`, columnSpan(s, i), `">`, rules, `</conditionalFormatting>`)
		}
	}
}

// columnSpan is the data of a column: B5:B40.
func columnSpan(s *document.Sheet, i int) string {
	name := document.ColumnName(i + 1)
	return fmt.Sprintf("%s%d:%s%d", name, document.HeadRow+1, name, s.LastRow())
}

// checks shows the help of a column where a cell is filled, offers the choices
// and warns of what is no number where one belongs.
func (w *writer) checks(s *document.Sheet) {
	rules, n := "", 0
	for i, c := range s.Columns {
		kind, formula := "", ""
		switch c.Type {
		case document.ChoiceCell:
			kind, formula = ` type="list"`, "<formula1>"+form.Escape(w.listOf(c.Choices))+"</formula1>"
		case document.NumberCell, document.PercentCell, document.EuroCell:
			kind, formula = ` type="decimal" operator="greaterThan"`, "<formula1>-1000000000000</formula1>"
		case document.IntegerCell:
			kind, formula = ` type="whole" operator="greaterThan"`, "<formula1>-1000000000</formula1>"
		case document.DateCell:
			kind, formula = ` type="date" operator="greaterThan"`, "<formula1>1</formula1>"
		case document.TimeCell:
			kind, formula = ` type="time" operator="greaterThanOrEqual"`, "<formula1>0</formula1>"
		case document.TextCell:
			if c.Help == "" {
				continue
			}
		}
		n++
		prompt := ""
		if c.Help != "" {
			prompt = ` showInputMessage="1" promptTitle="` + form.Escape(cut(c.Title, 32)) + `" prompt="` + form.Escape(cut(c.Help, 255)) + `"`
		}
		rules += `<dataValidation` + kind + ` errorStyle="warning" allowBlank="1"` + prompt + ` showErrorMessage="1" sqref="` + columnSpan(s, i) + `">` + formula + `</dataValidation>`
	}
	if n > 0 {
		w.raw(fmt.Sprintf(`<dataValidations count="%d">%s</dataValidations>`, n, rules))
	}
}

func cut(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most])
	}
	return s
}

// listOf is the range with the choices of a column. They stand in a sheet of
// their own, since a list in the rule itself may have 255 characters and no
// commas.
func (w *writer) listOf(choices []document.Choice) string {
	w.lists = append(w.lists, choices)
	column := len(w.lists) - 1
	return listSheet + "!" + document.Address(column, 1) + ":" + document.Address(column, len(choices))
}

// choices is the hidden sheet of the lists, one a column.
func (w *writer) choices() string {
	w.raw(xmlHead, "<worksheet", mainSpace, "><sheetData>")
	longest := 0
	for _, list := range w.lists {
		longest = max(longest, len(list))
	}
	for row := range longest {
		w.raw(`<row r="`, strconv.Itoa(row+1), `">`)
		for i, list := range w.lists {
			if row < len(list) {
				w.text(document.ColumnName(i)+strconv.Itoa(row+1), 0, form.Escape(list[row].Text))
			}
		}
		w.raw("</row>")
	}
	w.raw("</sheetData></worksheet>")
	return w.take()
}
