package bsc

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/ods"
	"github.com/kaaw/nachbar/internal/office/xlsx"
)

// Words gives the text of a message key, as an i18n.Catalogue does.
type Words func(key string, args map[string]string) string

// SheetFormats are the formats of answer sheets.
func SheetFormats() []string { return []string{"xlsx", "ods"} }

// SheetForm is the answer sheet of a catalogue: a workbook to be filled, by a
// person or with Sheet.Values. The ids of its fields are
//
//	a.<question>  r.<question>  v.<question>  d.<question>
//	p.member  p.class  p.date  p.author  p.interviewed
//
// for the answer (one of the four words), the reason or remark, the responsible
// role, the day until which it is to be done, and what is said about the check.
//
// One sheet has all questions, so that it can be filtered and sorted; a
// protected sheet counts the answers. Rows are found again by the keys in
// hidden columns, the catalogue by the names NameCatalogue and NameVersion.
func SheetForm(c *Catalogue, format string, words Words) (*form.Form, error) {
	g := (&sheetMaker{c: c, words: words}).grid()
	switch format {
	case "xlsx":
		return xlsx.WriteGrid(g), nil
	case "ods":
		return ods.WriteGrid(g), nil
	}
	return nil, fmt.Errorf("make answer sheet: no format %q", format)
}

// SheetName is the file name of an empty sheet: "bogen-bsc-2026.xlsx".
func SheetName(c *Catalogue, format string) string { return "bogen-" + c.ID + "." + format }

// Names of cells in an answer sheet.
const (
	NameCatalogue = "nb_katalog"
	NameVersion   = "nb_fassung"
)

// FilledSheetLabel is the label of a filled sheet: it stays in the house.
const FilledSheetLabel = "TLP:AMBER+STRICT"

// Values fill the holes of a SheetForm.
func (s *Sheet) Values() map[string]string {
	values := map[string]string{}
	set := func(key, value string) {
		if value = form.Normal(value); value != "" {
			values[key] = value
		}
	}
	set("p.member", s.Member)
	set("p.class", className(s.Class))
	set("p.date", s.Date)
	set("p.author", s.Author)
	set("p.interviewed", s.Interviewed)
	for id, r := range s.Replies {
		set("a."+id, r.Answer.String())
		set("r."+id, r.Reason)
		set("v."+id, r.Responsible)
		set("d."+id, r.Due)
	}
	return values
}

// className is a class as people write it.
func className(id string) string {
	if id == "gross" {
		return "groß"
	}
	return id
}

// headRow is the row of the column names in all sheets of an answer sheet.
const headRow = 4

// sheetMaker lays out an answer sheet.
type sheetMaker struct {
	c     *Catalogue
	words Words
}

// t is a text of the answer sheet; pairs are names and values.
func (m *sheetMaker) t(key string, pairs ...string) string {
	args := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i]] = pairs[i+1]
	}
	return m.words("bsc.sheet."+key, args)
}

func (m *sheetMaker) grid() *document.Grid {
	about := m.about()
	g := &document.Grid{
		Title: m.t("title", "catalogue", m.c.Title), Lang: "de-DE", Label: "TLP:CLEAR", FilledLabel: FilledSheetLabel,
		Code: "NB-" + m.c.ID + "-" + m.c.Version, Page: m.words("doc.page", nil), Of: m.words("doc.of", nil),
		Stamp: []document.Property{{Name: "nachbar.id", Value: m.c.ID}, {Name: "nachbar.version", Value: m.c.Version}, {Name: "nachbar.license", Value: m.c.License}},
	}
	g.Names = []document.GridName{
		{Name: NameCatalogue, Sheet: about.Name, Column: 2, Row: len(about.Rows) - 1},
		{Name: NameVersion, Sheet: about.Name, Column: 2, Row: len(about.Rows)},
	}
	g.Sheets = []document.GridSheet{m.guide(), about, m.questions(), m.overview()}
	return g
}

func row(cells ...document.GridCell) document.GridRow { return document.GridRow{Cells: cells} }

func cell(style document.GridStyle, text string) document.GridCell {
	return document.GridCell{Style: style, Text: text}
}

func input(hole string) document.GridCell {
	return document.GridCell{Style: document.GridInput, Hole: hole}
}

// top are the rows above the head: title, help and an empty one.
func top(title, help string) []document.GridRow {
	return []document.GridRow{row(cell(document.GridTitle, title)), row(cell(document.GridNote, help)), row()}
}

// guide says what to do; a line of its text that starts with "# " is a heading.
func (m *sheetMaker) guide() document.GridSheet {
	s := document.GridSheet{Name: m.t("guide"), Columns: []document.GridColumn{{Width: 100}}, Protected: true}
	add := func(style document.GridStyle, text string) { s.Rows = append(s.Rows, row(cell(style, text))) }
	add(document.GridTitle, m.t("title", "catalogue", m.c.Title))
	if m.c.Example {
		add(document.GridText, m.t("guide.example"))
	}
	for _, line := range strings.Split(strings.TrimSpace(m.t("guide.text")), "\n") {
		heading, isHeading := strings.CutPrefix(line, "# ")
		if isHeading {
			add(document.GridText, "")
			add(document.GridHeading, heading)
		} else {
			add(document.GridText, line)
		}
	}
	add(document.GridText, "")
	add(document.GridHeading, m.t("catalogue"))
	add(document.GridText, m.t("guide.catalogue", "id", m.c.ID, "version", m.c.Version, "date", m.c.Date, "n", strconv.Itoa(len(m.c.Questions)), "license", m.c.License))
	return s
}

// about is the sheet with what is said about the check, and the catalogue in
// its last two rows.
func (m *sheetMaker) about() document.GridSheet {
	s := document.GridSheet{
		Name: m.t("about"), Protected: true, Head: headRow,
		Columns: []document.GridColumn{{Width: 12, Hidden: true}, {Width: 26}, {Width: 40}, {Width: 44}},
	}
	s.Rows = shifted(top(m.t("about"), m.t("about.help")), 1)
	s.Rows = append(s.Rows, row(cell(document.GridHead, m.t("key")), cell(document.GridHead, m.t("field")), cell(document.GridHead, m.t("entry")), cell(document.GridHead, m.t("note"))))
	for _, key := range []string{"member", "class", "date", "author", "interviewed"} {
		note := m.t("about." + key + ".note")
		if key == "class" {
			note = classNote()
		}
		s.Rows = append(s.Rows, row(cell(document.GridLocked, "p."+key), cell(document.GridLabel, m.t("about."+key)), input("p."+key), cell(document.GridLocked, note)))
		rule := document.GridRule{Column: 2, First: len(s.Rows), Last: len(s.Rows), Title: m.t("about." + key), Help: note}
		if key == "class" {
			for _, class := range Classes() {
				rule.Choices = append(rule.Choices, document.Choice{Text: className(class.ID)})
			}
			rule.ErrorTitle, rule.Error = m.t("about.class"), m.t("about.class.error")
		}
		s.Rules = append(s.Rules, rule)
	}
	for _, fact := range [][2]string{{"catalogue", m.c.ID}, {"version", m.c.Version}} {
		s.Rows = append(s.Rows, row(cell(document.GridLocked, "c."+fact[0]), cell(document.GridLabel, m.t(fact[0])), cell(document.GridLocked, fact[1]), cell(document.GridLocked, m.t("fixed"))))
	}
	return s
}

// classNote lists the classes with their numbers of inhabitants.
func classNote() string {
	var list []string
	for _, class := range Classes() {
		list = append(list, className(class.ID)+": "+class.Title)
	}
	return strings.Join(list, "; ")
}

// shifted moves what stands above the head out of the hidden first columns.
func shifted(rows []document.GridRow, columns int) []document.GridRow {
	for i := range rows {
		rows[i].Cells = append(make([]document.GridCell, columns), rows[i].Cells...)
	}
	return rows
}

// choices are the answers with their colours.
func choices() []document.Choice {
	colors := map[Answer]string{Yes: "gruen", Partly: "gelb", No: "rot", NotApplicable: "grau"}
	var list []document.Choice
	for _, a := range Answers() {
		list = append(list, document.Choice{Text: a.String(), Color: colors[a]})
	}
	return list
}

// number is the part of a question's id that people say: "T05-03".
func (m *sheetMaker) number(q *Question) string {
	return cmp.Or(strings.TrimPrefix(q.ID, m.c.ID+"-"), q.ID)
}
