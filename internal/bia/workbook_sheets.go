package bia

import (
	"fmt"
	"strings"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/document"
)

// col is a column of a sheet: its id for the words, its width, and the cell of
// a row. Hidden columns hold keys and steps of a calculation.
type col struct {
	id     string
	width  int
	hidden bool
	cell   func(row int) document.GridCell
	rule   *document.GridRule
}

// table lays out a sheet of columns with a number of rows.
func (m *bookMaker) table(id string, rows, frozen int, when func(row int) string, columns []col) document.GridSheet {
	s := document.GridSheet{Name: m.t(id), Protected: true, Landscape: true, Head: headRow, Frozen: frozen, Filter: true}
	first := 0
	for first < len(columns) && columns[first].hidden {
		first++
	}
	s.Rows = above(m.t(id), m.t(id+".help"), first)
	head := document.GridRow{}
	for i, c := range columns {
		s.Columns = append(s.Columns, document.GridColumn{Width: c.width, Hidden: c.hidden})
		title := c.id
		if !c.hidden {
			title = m.t("col." + c.id)
		}
		head.Cells = append(head.Cells, text(document.GridHead, title))
		if c.rule != nil {
			r := *c.rule
			r.Column, r.First, r.Last = i, headRow+1, headRow+rows
			s.Rules = append(s.Rules, r)
		}
	}
	s.Rows = append(s.Rows, head)
	for row := range rows {
		line := document.GridRow{When: when(row)}
		for _, c := range columns {
			line.Cells = append(line.Cells, c.cell(row))
		}
		s.Rows = append(s.Rows, line)
	}
	return s
}

// above are the rows above the head, with their text in the first column seen.
func above(title, help string, column int) []document.GridRow {
	rows := make([]document.GridRow, headRow-1)
	for i, c := range []document.GridCell{text(document.GridTitle, title), text(document.GridNote, help)} {
		rows[i].Cells = append(make([]document.GridCell, column), c)
	}
	return rows
}

func text(style document.GridStyle, s string) document.GridCell {
	return document.GridCell{Style: style, Text: s}
}

// hole, locked and asText are columns of fields that may be changed, may not,
// and take what is typed as it is.
func hole(format string, style document.GridStyle) func(int) document.GridCell {
	return func(row int) document.GridCell {
		return document.GridCell{Style: style, Hole: fmt.Sprintf(format, row)}
	}
}

func formula(style document.GridStyle, of func(row int) string) func(int) document.GridCell {
	return func(row int) document.GridCell { return document.GridCell{Style: style, Formula: of(row)} }
}

// choice offers words; help and error are message keys.
func (m *bookMaker) choice(id string, choices ...document.Choice) *document.GridRule {
	return &document.GridRule{Choices: choices, Title: m.t("col." + id), Help: m.t("prompt." + id), ErrorTitle: m.t("col." + id), Error: m.t("choice.error")}
}

func (m *bookMaker) prompt(id string) *document.GridRule {
	return &document.GridRule{Title: m.t("col." + id), Help: m.t("prompt." + id)}
}

// damageChoices are the categories with their colours.
func damageChoices() []document.Choice {
	var list []document.Choice
	for i, color := range []string{"gruen", "gelb", "rot", "rot"} {
		list = append(list, document.Choice{Text: DamageWords()[i], Color: color})
	}
	return list
}

// guide says what to do; a line of its text that starts with "# " is a heading.
func (m *bookMaker) guide() document.GridSheet {
	s := document.GridSheet{Name: m.t("guide"), Columns: []document.GridColumn{{Width: 100}}, Protected: true}
	add := func(style document.GridStyle, line string) {
		s.Rows = append(s.Rows, document.GridRow{Cells: []document.GridCell{text(style, line)}})
	}
	add(document.GridTitle, m.t("title"))
	for _, line := range strings.Split(strings.TrimSpace(m.t("guide.text")), "\n") {
		heading, isHeading := strings.CutPrefix(line, "# ")
		if isHeading {
			add(document.GridText, "")
			add(document.GridHeading, heading)
		} else {
			add(document.GridText, line)
		}
	}
	return s
}

// about is the sheet of what is said about the analysis, then the catalogue, and
// hidden rows: the level as a number, the words from the level on, all words.
func (m *bookMaker) about() document.GridSheet {
	s := document.GridSheet{Name: m.t("about"), Protected: true, Head: headRow,
		Columns: []document.GridColumn{{Width: 12, Hidden: true}, {Width: 30}, {Width: 40}, {Width: 60}}}
	s.Rows = above(m.t("about"), m.t("about.help"), 1)
	line := func(cells ...document.GridCell) { s.Rows = append(s.Rows, document.GridRow{Cells: cells}) }
	line(text(document.GridHead, "key"), text(document.GridHead, m.t("col.field")), text(document.GridHead, m.t("col.entry")), text(document.GridHead, m.t("col.hint")))
	for _, key := range []string{"member", "class", "date", "author", "level"} {
		line(text(document.GridLocked, "p."+key), text(document.GridLabel, m.t("about."+key)),
			document.GridCell{Style: document.GridInput, Hole: "p." + key}, text(document.GridLocked, m.t("about."+key+".note")))
		rule := document.GridRule{Column: 2, First: len(s.Rows), Last: len(s.Rows), Title: m.t("about." + key), Help: m.t("about." + key + ".note")}
		switch key {
		case "class":
			for _, class := range bsc.Classes() {
				rule.Choices = append(rule.Choices, document.Choice{Text: className(class.ID)})
			}
		case "level":
			for _, w := range DamageWords() {
				rule.Choices = append(rule.Choices, document.Choice{Text: w})
			}
		}
		if len(rule.Choices) > 0 {
			rule.ErrorTitle, rule.Error = rule.Title, m.t("choice.error")
		}
		s.Rules = append(s.Rules, rule)
	}
	level := len(s.Rows)
	for _, fact := range [][2]string{{"catalogue", Edition}, {"version", Version}} {
		line(text(document.GridLocked, "c."+fact[0]), text(document.GridLabel, m.t(fact[0])), text(document.GridLocked, fact[1]), text(document.GridLocked, m.t("fixed")))
	}
	hidden := func(cells ...document.GridCell) {
		s.Rows = append(s.Rows, document.GridRow{Cells: cells, Hidden: true})
	}
	hidden(text(document.GridLocked, "c.level"), text(document.GridLabel, ""), document.GridCell{Style: document.GridInteger,
		Formula: fmt.Sprintf(`IFERROR(VALUE(LEFT({C%d};1));%d)`, level, Intolerable)})
	number := len(s.Rows)
	for i, w := range DamageWords() {
		hidden(text(document.GridLocked, "c.from"), text(document.GridLabel, ""), document.GridCell{Style: document.GridLocked,
			Formula: fmt.Sprintf(`IF(%d>={C%d};"%s";"–")`, i+1, number, w)})
	}
	for _, w := range DamageWords() {
		hidden(text(document.GridLocked, "c.word"), text(document.GridLabel, ""), text(document.GridLocked, w))
	}
	return s
}
