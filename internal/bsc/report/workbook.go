package report

import (
	"time"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/xlsx"
)

// ownerField is the field of the municipality's name.
const ownerField = "kommune.name"

// XLSX is the list of measures as a workbook.
func XLSX(in *Input) ([]byte, error) {
	b := Workbook(in)
	return xlsx.Write(&b).Bytes(map[string]string{ownerField: in.model(Long).Owner})
}

// Workbook is the list of measures as a table that goes on to be used: who does
// what until when, and what is done. Texts are never formulas.
func Workbook(in *Input) document.Workbook {
	w, m := in.Words, in.model(Long)
	b := document.Workbook{
		ID: "massnahmen", Title: w.T("sheet.title", "catalogue", in.Catalogue.Title), Lang: "de-DE", Label: m.Label, FilledLabel: m.Label, Code: m.Code,
		Fields: []document.Field{{ID: ownerField, Label: w.T("long.frame.member")}},
		Stamp:  []document.Property{{Name: "nachbar.report", Value: "measures"}},
		Words: document.SheetWords{
			Guide: w.T("sheet.guide"), Fields: w.T("sheet.fields"), Field: w.T("sheet.field"), Value: w.T("sheet.value"), Key: w.T("sheet.column.number"),
			Total: w.T("sheet.total"), Page: w.T("page"), Of: w.T("of"),
		},
	}
	text := func(s string) []document.Run { return runs(plain(s)) }
	b.Guide = []document.Line{{Level: 1, Text: text(b.Title)}, {Text: text(w.T("sheet.lead"))}, {Text: text(w.T("sheet.order"))}, {Text: text(m.Label)}}
	sheet := document.Sheet{Name: w.T("sheet.name"), Range: "Massnahmen", Help: text(w.T("sheet.lead")), Columns: in.measureColumns(), Tall: true}
	for _, measure := range Measures(in) {
		sheet.Rows = append(sheet.Rows, in.measureRow(measure))
	}
	b.Sheets = []document.Sheet{sheet}
	return b
}

func (in *Input) measureColumns() []document.SheetColumn {
	w := in.Words
	column := func(key string, typ document.CellType, width int, choices ...document.Choice) document.SheetColumn {
		return document.SheetColumn{Title: w.T("sheet.column." + key), Type: typ, Width: width, Choices: choices}
	}
	return []document.SheetColumn{
		column("topic", document.TextCell, 24), column("short", document.TextCell, 28), column("advice", document.TextCell, 60),
		column("answer", document.ChoiceCell, 12, document.Choice{Text: w.T("answer.nein"), Color: "rot"}, document.Choice{Text: w.T("answer.teilweise"), Color: "gelb"}),
		column("weight", document.IntegerCell, 9), column("priority", document.IntegerCell, 9),
		column("effort", document.ChoiceCell, 10, document.Choice{Text: "gering"}, document.Choice{Text: "mittel"}, document.Choice{Text: "hoch"}),
		column("who", document.TextCell, 22), column("due", document.DateCell, 12), column("reason", document.TextCell, 36),
		column("state", document.ChoiceCell, 12, document.Choice{Text: w.T("sheet.state.open"), Color: "rot"},
			document.Choice{Text: w.T("sheet.state.working"), Color: "gelb"}, document.Choice{Text: w.T("sheet.state.done"), Color: "gruen"}),
	}
}

func (in *Input) measureRow(m Measure) document.SheetRow {
	text := func(s string) document.Value { return document.Value{Text: runs(plain(s))} }
	number := func(n int) document.Value { return document.Value{IsNumber: true, Number: float64(n)} }
	topic := ""
	if t := in.Catalogue.Topic(m.Question.Topic); t != nil {
		topic = in.topicName(*t)
	}
	return document.SheetRow{Key: in.number(m.Question.ID), Cells: []document.Value{
		text(topic), text(written(m.Question.Short)), text(written(m.Question.Advice)), text(in.answer(m.Reply.Answer)),
		number(m.Question.Weight), number(m.Question.Priority), text(string(m.Question.Effort)),
		text(m.Reply.Responsible), day(m.Reply.Due), text(m.Reply.Reason), text(in.Words.T("sheet.state.open")),
	}}
}

// day is a day as spreadsheets count them, else the text.
func day(s string) document.Value {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return document.Value{Text: runs(plain(s))}
	}
	zero := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	return document.Value{IsNumber: true, Number: t.Sub(zero).Hours() / 24}
}
