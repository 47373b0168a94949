package ods

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
)

// WriteGrid makes a form of a grid. Formulas have no values in the file: every
// program works them out when it opens it.
func WriteGrid(g *document.Grid) *form.Form {
	w := &gridWriter{grid: g, chosen: map[string]string{}, writer: writer{book: &document.Workbook{
		Title: g.Title, Lang: g.Lang, Label: g.Label, FilledLabel: g.FilledLabel, Code: g.Code, Stamp: g.Stamp,
		Words: document.SheetWords{Page: g.Page, Of: g.Of},
	}}}
	return &form.Form{Parts: []form.Part{
		{Name: "mimetype", Text: MimeType, Stored: true},
		{Name: "META-INF/manifest.xml", Text: manifest},
		{Name: "meta.xml", Text: w.meta()},
		{Name: "settings.xml", Text: w.settings()},
		{Name: "styles.xml", Text: w.styles()},
		{Name: "content.xml", Text: w.content()},
	}}
}

// gridWriter writes one grid.
type gridWriter struct {
	writer
	grid   *document.Grid
	chosen map[string]string // styles of cells with choices
}

// cellRule is what a cell knows of its rule.
type cellRule struct{ name, style string }

func (w *gridWriter) content() string {
	for i := range w.grid.Sheets {
		w.sheet(i, &w.grid.Sheets[i])
	}
	tables := w.take()
	w.names()
	names := w.take()
	rules := ""
	if w.rules.Len() > 0 {
		rules = "<table:content-validations>" + w.rules.String() + "</table:content-validations>"
	}
	return xmlHead + "<office:document-content" + gridSpaces + "><office:automatic-styles>" + gridFormats + w.auto.String() + "</office:automatic-styles><office:body><office:spreadsheet>" +
		`<table:calculation-settings table:case-sensitive="false" table:automatic-find-labels="false" table:use-regular-expressions="false" table:use-wildcards="false"/>` + rules + tables + names + "</office:spreadsheet></office:body></office:document-content>"
}

// gridSpaces are the namespaces with that of what a protected sheet allows,
// which OpenDocument 1.3 leaves open.
const gridSpaces = spaces + ` xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"`

const rowStart, rowEnd = `<table:table-row table:style-name="Zeile">`, `</table:table-row>`

func (w *gridWriter) sheet(n int, s *document.GridSheet) {
	style, protected := "Blatt_hoch", ""
	if s.Landscape {
		style = "Blatt_quer"
	}
	if s.Protected {
		protected = ` table:protected="true"`
	}
	printed := ""
	if s.Printed > 0 {
		printed = fmt.Sprintf(` table:print-ranges="%s"`, form.Escape(quoted(s.Name)+"A1:"+quoted(s.Name)+document.ColumnName(s.Printed-1)+strconv.Itoa(len(s.Rows))))
	}
	w.raw(`<table:table table:name="`, form.Escape(s.Name), `" table:style-name="`, style, `"`, protected, printed, `>`)
	if s.Protected {
		w.raw(`<loext:table-protection loext:select-protected-cells="true" loext:select-unprotected-cells="true" loext:use-autofilter="true"/>`)
	}
	for _, c := range s.Columns {
		hidden := ""
		if c.Hidden {
			hidden = ` table:visibility="collapse"`
		}
		w.width(c.Width)
		w.raw(`<table:table-column table:style-name="Spalte`, strconv.Itoa(c.Width), `"`, hidden, `/>`)
	}
	rules := w.gridRules(n, s)
	for i, row := range s.Rows {
		if i+1 == s.Head {
			w.raw("<table:table-header-rows>")
		}
		if row.When != "" {
			w.raw(form.If(form.Filled(row.When)))
		}
		if row.Hidden {
			w.raw(`<table:table-row table:style-name="Zeile" table:visibility="collapse">`)
		} else {
			w.raw(rowStart)
		}
		for column, c := range row.Cells {
			w.cell(c, rules[[2]int{column, i + 1}])
		}
		w.raw(rowEnd)
		if row.When != "" {
			w.raw(form.Else, `<table:table-row table:style-name="Zeile"><table:table-cell/></table:table-row>`, form.End)
		}
		if i+1 == s.Head {
			w.raw("</table:table-header-rows>")
		}
	}
	w.raw("</table:table>")
}

func (w *gridWriter) cell(c document.GridCell, rule cellRule) {
	style, more := cmp.Or(rule.style, gridStyleNames[c.Style]), ""
	if rule.name != "" {
		more = ` table:content-validation-name="` + rule.name + `"`
	}
	switch {
	case c.Hole != "":
		w.raw(form.If(form.Filled(c.Hole)))
		w.text(style, form.Value(c.Hole), more)
		w.raw(form.Else)
		w.text(style, "", more)
		w.raw(form.End)
	case c.Formula != "":
		formula := document.Translate(c.Formula, ";", func(r document.Reference) string {
			sheet := ""
			if r.Sheet != "" {
				sheet = "$'" + strings.ReplaceAll(r.Sheet, "'", "''") + "'"
			}
			if r.Last == "" {
				return "[" + sheet + "." + document.Fixed(r.First) + "]"
			}
			return "[" + sheet + "." + document.Fixed(r.First) + ":." + document.Fixed(r.Last) + "]"
		})
		w.raw(`<table:table-cell table:style-name="`, style, `" table:formula="of:=`, form.Escape(formula), `"/>`)
	case c.Text == "":
		w.text(style, "", more)
	default:
		w.text(style, spaced(c.Text), more)
	}
}

// gridRules writes what cells may hold, and gives the rule of a cell by column
// and row.
func (w *gridWriter) gridRules(n int, s *document.GridSheet) map[[2]int]cellRule {
	names := map[[2]int]cellRule{}
	for i, r := range s.Rules {
		name := fmt.Sprintf("R%d_%d", n+1, i+1)
		base := quoted(s.Name) + document.ColumnName(r.Column) + strconv.Itoa(r.First)
		rule := cellRule{name, w.choiceStyle(r.Choices, base)}
		for row := r.First; row <= r.Last; row++ {
			names[[2]int{r.Column, row}] = rule
		}
		condition := ""
		if len(r.Choices) > 0 {
			var items []string
			for _, c := range r.Choices {
				items = append(items, `"`+strings.ReplaceAll(c.Text, `"`, `""`)+`"`)
			}
			condition = ` table:condition="of:` + form.Escape("cell-content-is-in-list("+strings.Join(items, ";")+")") + `"`
		}
		w.rules.WriteString(`<table:content-validation table:name="` + name + `"` + condition + ` table:allow-empty-cell="true" table:display-list="unsorted" table:base-cell-address="` + form.Escape(base) + `">`)
		if r.Help != "" {
			w.rules.WriteString(`<table:help-message table:title="` + form.Escape(r.Title) + `" table:display="true"><text:p>` + form.Escape(r.Help) + `</text:p></table:help-message>`)
		}
		if r.Error != "" {
			w.rules.WriteString(`<table:error-message table:title="` + form.Escape(r.ErrorTitle) + `" table:display="true" table:message-type="stop"><text:p>` + form.Escape(r.Error) + `</text:p></table:error-message>`)
		}
		w.rules.WriteString("</table:content-validation>")
	}
	return names
}

// quoted is a sheet in front of a place: 'Fragen'.
func quoted(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'." }

// names are the defined names, then the rows with filters.
func (w *gridWriter) names() {
	w.raw("<table:named-expressions>")
	for _, n := range w.grid.Names {
		address := form.Escape("$" + quoted(n.Sheet) + document.Address(n.Column, n.Row))
		w.raw(`<table:named-range table:name="`, form.Escape(n.Name), `" table:base-cell-address="`, address, `" table:cell-range-address="`, address, `"/>`)
	}
	w.raw("</table:named-expressions><table:database-ranges>")
	for i, s := range w.grid.Sheets {
		if s.Filter {
			span := quoted(s.Name) + "A" + strconv.Itoa(s.Head) + ":" + quoted(s.Name) + document.ColumnName(len(s.Columns)-1) + strconv.Itoa(len(s.Rows))
			w.raw(`<table:database-range table:name="Filter`, strconv.Itoa(i+1), `" table:target-range-address="`, form.Escape(span), `" table:display-filter-buttons="true"/>`)
		}
	}
	w.raw("</table:database-ranges>")
}

// settings keep the names of the columns in view.
func (w *gridWriter) settings() string {
	item := func(name, kind, value string) {
		w.raw(`<config:config-item config:name="`, name, `" config:type="`, kind, `">`, value, `</config:config-item>`)
	}
	w.raw(xmlHead, "<office:document-settings", spaces, `><office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>`)
	item("ViewId", "string", "view1")
	item("ActiveTable", "string", form.Escape(w.grid.Sheets[0].Name))
	w.raw(`<config:config-item-map-named config:name="Tables">`)
	for _, s := range w.grid.Sheets {
		if s.Head == 0 {
			continue
		}
		w.raw(`<config:config-item-map-entry config:name="`, form.Escape(s.Name), `">`)
		mode, range3 := "0", "2"
		if s.Frozen > 0 {
			mode, range3 = "2", "3"
		}
		item("HorizontalSplitMode", "short", mode)
		item("VerticalSplitMode", "short", "2")
		item("HorizontalSplitPosition", "int", strconv.Itoa(s.Frozen))
		item("VerticalSplitPosition", "int", strconv.Itoa(s.Head))
		item("ActiveSplitRange", "short", range3)
		item("PositionLeft", "int", "0")
		item("PositionRight", "int", strconv.Itoa(s.Frozen))
		item("PositionTop", "int", "0")
		item("PositionBottom", "int", strconv.Itoa(s.Head))
		w.raw("</config:config-item-map-entry>")
	}
	w.raw("</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>")
	return w.take()
}
