package ods

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
)

// table writes a sheet with a table: title, help, names of the columns, data,
// totals. The first column holds the keys of the rows.
func (w *writer) table(n int, s *document.Sheet) {
	prefix := fmt.Sprintf("T%d", n+1)
	w.raw(`<table:table table:name="`, form.Escape(s.Name), `" table:style-name="Blatt_quer">`)
	w.width(10)
	w.raw(`<table:table-column table:style-name="Spalte10"/>`)
	for i, c := range s.Columns {
		w.width(c.Width)
		w.columnStyle(prefix, i, c)
		w.rule(prefix, i, c, s)
		w.raw(`<table:table-column table:style-name="Spalte`, strconv.Itoa(c.Width), `"/>`)
	}
	const row, end = `<table:table-row table:style-name="Zeile">`, `</table:table-row>`
	w.raw(row)
	w.runs("Titel", []document.Run{{Text: s.Name + " – "}, {Field: w.book.Fields[0].ID}}, "")
	w.raw(end, row)
	w.runs("Hilfe", s.Help, "")
	w.raw(end, row)
	w.text("Hilfe", "", "")
	w.raw(end, "<table:table-header-rows>", row)
	w.text("Kopf", form.Escape(w.book.Words.Key), "")
	for _, c := range s.Columns {
		w.text("Kopf", form.Escape(c.Title), "")
	}
	w.raw(end, "</table:table-header-rows>")
	for at := range s.LastRow() - document.HeadRow {
		w.row(prefix, s, at)
	}
	w.totals(s)
	w.raw("</table:table>")
}

func (w *writer) row(prefix string, s *document.Sheet, at int) {
	w.raw(`<table:table-row table:style-name="Zeile">`)
	key := ""
	if at < len(s.Rows) {
		key = s.Rows[at].Key
	}
	w.text("Zelle", form.Escape(key), "")
	for i, c := range s.Columns {
		style, more := fmt.Sprintf("%s_%d", prefix, i+1), ""
		if w.hasRule(c) {
			more = fmt.Sprintf(` table:content-validation-name="%s_%d"`, prefix, i+1)
		}
		if at >= len(s.Rows) {
			w.text(style, "", more)
			continue
		}
		if value := s.Rows[at].Cells[i]; value.IsNumber {
			w.number(style, more, c.Type, value.Number)
		} else {
			w.runs(style, value.Text, more)
		}
	}
	w.raw("</table:table-row>")
}

// number writes a cell with a number of a type.
func (w *writer) number(style, more string, t document.CellType, n float64) {
	value, shown := strconv.FormatFloat(n, 'g', 15, 64), ""
	kind := `office:value-type="float" office:value="` + value + `"`
	switch t {
	case document.PercentCell:
		kind = `office:value-type="percentage" office:value="` + value + `"`
		shown = strconv.FormatFloat(n*100, 'g', 15, 64) + " %"
	case document.EuroCell:
		kind = `office:value-type="currency" office:currency="EUR" office:value="` + value + `"`
		shown = strings.Replace(strconv.FormatFloat(n, 'f', 2, 64), ".", ",", 1) + " €"
	case document.DateCell:
		day := dayOf(n)
		kind, shown = `office:value-type="date" office:date-value="`+day+`"`, day[8:]+"."+day[5:7]+"."+day[:4]
	case document.TimeCell:
		minutes := int(n*24*60 + 0.5)
		kind, shown = fmt.Sprintf(`office:value-type="time" office:time-value="PT%02dH%02dM00S"`, minutes/60, minutes%60), fmt.Sprintf("%02d:%02d", minutes/60, minutes%60)
	default:
		shown = strings.Replace(value, ".", ",", 1)
	}
	w.raw(`<table:table-cell table:style-name="`, style, `"`, more, " ", kind, "><text:p>", shown, "</text:p></table:table-cell>")
}

// totals is the row below the data.
func (w *writer) totals(s *document.Sheet) {
	if !s.HasTotals() {
		return
	}
	w.raw(`<table:table-row table:style-name="Zeile">`)
	w.text("Summe", form.Escape(w.book.Words.Total), "")
	for i, c := range s.Columns {
		name := document.ColumnName(i + 1)
		span := fmt.Sprintf("([.%s%d:.%s%d])", name, document.HeadRow+1, name, s.LastRow())
		formula, style := "", totalStyles[c.Type]
		switch c.Total {
		case document.Sum:
			formula = "SUM" + span
		case document.Count:
			formula, style = "COUNTA"+span, "Summe"
		case document.Mean:
			formula = "IFERROR(AVERAGE" + span + `;"")`
		default:
			w.text("Summe", "", "")
			continue
		}
		more := ` table:formula="of:=` + form.Escape(formula) + `"`
		if total, ok := s.Totalled(i); ok && c.Total == document.Count {
			w.number(style, more, document.IntegerCell, total)
		} else if ok {
			w.number(style, more, c.Type, total)
		} else {
			w.raw(`<table:table-cell table:style-name="`, style, `"`, more, ` office:value-type="string"><text:p></text:p></table:table-cell>`)
		}
	}
	w.raw("</table:table-row>")
}

func (w *writer) hasRule(c document.SheetColumn) bool {
	return c.Help != "" || c.Type != document.TextCell
}

// rule shows the help of a column where a cell is filled, offers the choices and
// warns of what is no number where one belongs.
func (w *writer) rule(prefix string, i int, c document.SheetColumn, s *document.Sheet) {
	if !w.hasRule(c) {
		return
	}
	condition := ""
	switch c.Type {
	case document.ChoiceCell:
		var items []string
		for _, choice := range c.Choices {
			items = append(items, `"`+strings.ReplaceAll(choice.Text, `"`, `""`)+`"`)
		}
		condition = "cell-content-is-in-list(" + strings.Join(items, ";") + ")"
	case document.NumberCell, document.PercentCell, document.EuroCell:
		condition = "cell-content-is-decimal-number() and cell-content()>-1000000000000"
	case document.IntegerCell:
		condition = "cell-content-is-whole-number() and cell-content()>-1000000000"
	case document.DateCell:
		condition = "cell-content-is-date() and cell-content()>1"
	case document.TimeCell:
		condition = "cell-content-is-time() and cell-content()>=0"
	}
	fmt.Fprintf(&w.rules, `<table:content-validation table:name="%s_%d"`, prefix, i+1)
	if condition != "" {
		w.rules.WriteString(` table:condition="of:` + form.Escape(condition) + `"`)
	}
	base := "'" + strings.ReplaceAll(s.Name, "'", "''") + "'." + document.ColumnName(i+1) + strconv.Itoa(document.HeadRow+1)
	w.rules.WriteString(` table:allow-empty-cell="true" table:display-list="unsorted" table:base-cell-address="` + form.Escape(base) + `">`)
	if c.Help != "" {
		w.rules.WriteString(`<table:help-message table:title="` + form.Escape(c.Title) + `" table:display="true"><text:p>` + form.Escape(c.Help) + `</text:p></table:help-message>`)
	}
	w.rules.WriteString(`<table:error-message table:display="true" table:message-type="warning"/></table:content-validation>`)
}
