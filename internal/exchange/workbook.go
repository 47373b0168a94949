package exchange

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/document"
)

// MakeWorkbook puts a template with a sheet together. It holds no data of
// anybody.
func MakeWorkbook(src Source, registry *Registry, t Words) document.Workbook {
	p, keys := src.Page, src.Page.Template
	m := maker{src: src, registry: registry, t: t}
	w := document.Workbook{
		ID: keys.ID, Title: p.Title, Lang: "de-DE", Label: p.Label.String(), FilledLabel: max(p.Label, keys.Filled()).String(),
		Code: Code(keys.ID, keys.Version), Stamp: m.stamp(),
		Words: document.SheetWords{
			Guide: t("doc.sheet.guide", nil), Fields: t("doc.sheet.fields", nil), Field: t("doc.sheet.field", nil), Value: t("doc.sheet.value", nil),
			Key: t("doc.sheet.key", nil), Total: t("doc.sheet.total", nil), Page: t("doc.page", nil), Of: t("doc.of", nil),
		},
	}
	for _, table := range keys.Sheet.Tables {
		w.Sheets = append(w.Sheets, sheetOf(keys.ID, table))
	}
	w.Guide = m.guide()
	w.Fields = m.sheetFields(&w)
	for _, f := range w.Fields {
		w.Stamp = append(w.Stamp, document.Property{Name: "nachbar.a." + f.ID, Field: f.ID})
	}
	return w
}

// documentFields are those that the sheet of the fields has in every workbook,
// as the cover of a document does.
var documentFields = []string{
	ownerField, "dokument.version", "dokument.autor", "dokument.freigabe.person", "dokument.freigabe.datum",
	"dokument.ueberarbeitung.datum", "dokument.geltungsbereich",
}

// sheetFields lists the fields of a workbook with their labels.
func (m *maker) sheetFields(w *document.Workbook) []document.Field {
	ids := slices.Clone(documentFields)
	add := func(runs []document.Run) {
		for _, r := range runs {
			if r.Field != "" && !slices.Contains(ids, r.Field) {
				ids = append(ids, r.Field)
			}
		}
	}
	for _, line := range w.Guide {
		add(line.Text)
	}
	for _, sheet := range w.Sheets {
		add(sheet.Help)
		for _, row := range sheet.Rows {
			for _, cell := range row.Cells {
				add(cell.Text)
			}
		}
	}
	var list []document.Field
	for _, id := range ids {
		f, _ := m.registry.Lookup(id, m.src.Page.Template.Fields)
		list = append(list, document.Field{ID: id, Label: cmp.Or(f.Label, id)})
	}
	return list
}

// guide is the text of the page as lines.
func (m *maker) guide() []document.Line {
	lines := []document.Line{{Level: 1, Text: []document.Run{{Text: m.src.Page.Title}}}, {Text: []document.Run{{Field: ownerField}}}}
	for _, block := range m.src.Body.Blocks {
		for _, element := range block.Elements {
			lines = append(lines, m.lines(element, "")...)
		}
	}
	return append(lines, document.Line{}, document.Line{Text: m.notice()})
}

// lines writes an element as lines of cells, which know no lists and boxes.
func (m *maker) lines(e document.Element, mark string) []document.Line {
	switch e := e.(type) {
	case *document.Heading:
		return []document.Line{{}, {Level: e.Level + 1, Text: e.Text}}
	case *document.Paragraph:
		return []document.Line{{Text: marked(mark, e.Text)}}
	case *document.List:
		var out []document.Line
		for i, item := range e.Items {
			sign := "• "
			switch {
			case e.Ordered:
				sign = strconv.Itoa(max(e.Start, 1)+i) + ". "
			case item.Task:
				sign = "☐ "
			}
			out = append(out, m.all(item.Elements, strings.Repeat("   ", strings.Count(mark, "   "))+sign)...)
		}
		return out
	case *document.Callout:
		title := []document.Run{{Text: m.t("markdown.callout."+e.Type, nil)}}
		if len(e.Title) > 0 {
			title = append(append(title, document.Run{Text: ": "}), e.Title...)
		}
		return append([]document.Line{{Level: 3, Text: title}}, m.all(e.Elements, "")...)
	case *document.Quote:
		return m.all(e.Elements, mark)
	case *document.Table:
		var out []document.Line
		for _, row := range append([][]document.Cell{e.Head}, e.Rows...) {
			out = append(out, document.Line{Text: joined(row)})
		}
		return out
	}
	return nil
}

func (m *maker) all(elements []document.Element, mark string) []document.Line {
	var out []document.Line
	for i, element := range elements {
		if i > 0 {
			mark = "   " + strings.Repeat(" ", len([]rune(mark)))
		}
		out = append(out, m.lines(element, mark)...)
	}
	return out
}

func marked(mark string, text []document.Run) []document.Run {
	if mark == "" {
		return text
	}
	return append([]document.Run{{Text: mark}}, text...)
}

func joined(cells []document.Cell) []document.Run {
	var out []document.Run
	for i, c := range cells {
		if i > 0 {
			out = append(out, document.Run{Text: " · "})
		}
		out = append(out, c.Text...)
	}
	return out
}

var cellTypes = map[string]document.CellType{
	"text": document.TextCell, "zahl": document.NumberCell, "ganzzahl": document.IntegerCell, "prozent": document.PercentCell,
	"euro": document.EuroCell, "datum": document.DateCell, "uhrzeit": document.TimeCell, "auswahl": document.ChoiceCell,
}

var totals = map[string]document.ColumnTotal{"summe": document.Sum, "anzahl": document.Count, "mittel": document.Mean}

// widths of columns that name none, by type.
var defaultWidths = map[document.CellType]int{document.TextCell: 30, document.ChoiceCell: 18}

// ColumnWidth is the width of a column in letters, also of one that names none.
func ColumnWidth(c content.SheetColumn) int {
	return cmp.Or(c.Width, defaultWidths[cellTypes[c.Type]], 14)
}

func sheetOf(id string, t content.SheetTable) document.Sheet {
	s := document.Sheet{Name: t.Title, Range: Bookmark(id, t.ID), Help: Fieldwise(t.Help), Blank: t.Blank}
	for _, c := range t.Columns {
		column := document.SheetColumn{Title: c.Title, Help: c.Help, Type: cellTypes[c.Type], Total: totals[c.Total]}
		column.Width = ColumnWidth(c)
		for _, choice := range c.Choices {
			column.Choices = append(column.Choices, document.Choice{Text: choice, Color: c.Colors[choice]})
		}
		s.Columns = append(s.Columns, column)
	}
	for _, row := range t.Rows {
		r := document.SheetRow{Key: row[content.RowKey]}
		for i, c := range t.Columns {
			r.Cells = append(r.Cells, valueOf(s.Columns[i].Type, row[c.ID]))
		}
		s.Rows = append(s.Rows, r)
	}
	return s
}

// Fieldwise cuts a line of plain text at its fields, {{id}}.
func Fieldwise(text string) []document.Run {
	var runs []document.Run
	for text != "" {
		at := strings.Index(text, "{{")
		end := strings.Index(text[max(at, 0):], "}}") + max(at, 0)
		if at < 0 || end < at {
			return append(runs, document.Run{Text: text})
		}
		id := strings.TrimSpace(text[at+2 : end])
		if !content.ValidField(id) {
			runs, text = append(runs, document.Run{Text: text[:end+2]}), text[end+2:]
			continue
		}
		if at > 0 {
			runs = append(runs, document.Run{Text: text[:at]})
		}
		runs, text = append(runs, document.Run{Field: id}), text[end+2:]
	}
	return runs
}

// valueOf reads what a row says for a column: a number where the column holds
// some and the text is one, else the text.
func valueOf(typ document.CellType, text string) document.Value {
	switch typ {
	case document.DateCell:
		for _, layout := range []string{time.DateOnly, "02.01.2006", "2.1.2006"} {
			if day, err := time.Parse(layout, text); err == nil {
				return document.Value{IsNumber: true, Number: day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24}
			}
		}
	case document.TimeCell:
		if clock, err := time.Parse("15:04", text); err == nil {
			return document.Value{IsNumber: true, Number: float64(clock.Hour()*60+clock.Minute()) / (24 * 60)}
		}
	case document.NumberCell, document.IntegerCell, document.PercentCell, document.EuroCell:
		if n, ok := amount(text); ok {
			if typ == document.PercentCell {
				n /= 100
			}
			return document.Value{IsNumber: true, Number: n}
		}
	}
	return document.Value{Text: Fieldwise(text)}
}

// amount reads "1.200,50" as Germans write it, or "1200.5".
func amount(text string) (float64, bool) {
	text = strings.TrimSpace(strings.TrimRight(text, " €%"))
	if strings.Trim(text, "-0123456789.,") != "" {
		return 0, false
	}
	if _, decimals, found := strings.Cut(text, "."); strings.Contains(text, ",") || found && len(decimals)%4 == 3 {
		text = strings.ReplaceAll(strings.ReplaceAll(text, ".", ""), ",", ".")
	}
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil && !math.IsInf(n, 0)
}
