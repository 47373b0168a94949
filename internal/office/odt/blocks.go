package odt

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
)

// place is where elements stand: the styles of paragraphs, of list items and of
// the last item of a list.
type place struct{ paragraph, item, last string }

var (
	plain  = place{"Text_20_body", "List", "Listenende"}
	inBox  = place{"Kastentext", "Kastentext", "Kastentext"}
	inHint = place{"Ausfuellhinweis", "Ausfuellhinweis", "Ausfuellhinweis"}
	quoted = place{"Quotations", "Quotations", "Quotations"}
	meant  = place{"Begriffserklaerung", "Begriffserklaerung", "Begriffserklaerung"}
)

// block writes a block with its bookmark around it.
func (w *writer) block(b document.Block) {
	if b.Bookmark == "" || len(b.Elements) == 0 {
		w.elements(b.Elements, plain)
		return
	}
	w.mark = b.Bookmark
	if !document.IsText(b.Elements[0]) {
		w.paragraph("Abstand", nil)
	}
	start := len(w.out)
	w.elements(b.Elements, plain)
	if w.mark != "" || !document.IsText(b.Elements[len(b.Elements)-1]) {
		w.paragraph("Abstand", nil)
	}
	body := w.out[start:]
	end := start + max(bytes.LastIndex(body, []byte("</text:p>")), bytes.LastIndex(body, []byte("</text:h>")))
	w.out = slices.Insert(w.out, end, []byte(`<text:bookmark-end text:name="`+form.Escape(b.Bookmark)+`"/>`)...)
}

func (w *writer) elements(list []document.Element, at place) {
	for i, element := range list {
		w.keep = document.LeadsOn(list, i)
		w.element(element, at)
	}
}

func (w *writer) element(e document.Element, at place) {
	switch e := e.(type) {
	case *document.Heading:
		w.heading(e)
	case *document.Paragraph:
		w.paragraph(at.paragraph, e.Text)
	case *document.List:
		w.list(e, at)
	case *document.Table:
		w.beforeTable()
		w.table(e)
		w.paragraph("Abstand", nil)
	case *document.Callout:
		w.callout(e)
	case *document.Quote:
		w.elements(e.Elements, quoted)
	case *document.Code:
		w.code(e)
	case *document.Figure:
		w.figure(e)
	case *document.Definitions:
		for _, entry := range e.Entries {
			for _, term := range entry.Terms {
				w.paragraph("Begriff", term)
			}
			w.elements(entry.Elements, meant)
		}
	case *document.PageBreak:
		w.breaks = true
	}
}

// heading numbers itself by its level; one without a number belongs to no list.
func (w *writer) heading(h *document.Heading) {
	level := decimal(h.Level)
	style := "Heading_20_" + level
	if h.Number == "" {
		w.variant("Ohne_"+style, style, ` style:list-style-name=""`, `fo:margin-left="0cm" fo:text-indent="0cm"`)
		style = "Ohne_" + style
	}
	if w.breaks {
		style = w.breakStyle(style)
	}
	w.raw(`<text:h text:style-name="`, style, `" text:outline-level="`, level, `">`)
	w.startMark()
	w.raw(`<text:bookmark-start text:name="`, form.Escape(h.ID), `"/>`)
	w.runs(h.Text)
	w.raw(`<text:bookmark-end text:name="`, form.Escape(h.ID), `"/></text:h>`)
}

// list writes items; where boxes to tick and ticked ones meet, a new list
// starts, since the sign belongs to the list.
func (w *writer) list(l *document.List, at place) {
	for from := 0; from < len(l.Items); {
		to := from + 1
		for to < len(l.Items) && listStyle(l, to) == listStyle(l, from) {
			to++
		}
		w.raw(`<text:list text:style-name="`, listStyle(l, from), `">`)
		for i, item := range l.Items[from:to] {
			w.raw("<text:list-item")
			if i+from == 0 && l.Ordered && l.Start > 1 {
				w.raw(` text:start-value="`, decimal(l.Start), `"`)
			}
			w.raw(">")
			style := at.item
			if i+from == len(l.Items)-1 {
				style = at.last
			}
			w.elements(item.Elements, place{style, at.item, at.item})
			w.raw("</text:list-item>")
		}
		w.raw("</text:list>")
		from = to
	}
}

func listStyle(l *document.List, item int) string {
	switch {
	case l.Ordered:
		return "Nummerierung"
	case l.Items[item].Task && l.Items[item].Done:
		return "Checkliste_20_erledigt"
	case l.Items[item].Task:
		return "Checkliste"
	}
	return "Aufzaehlung"
}

// callout writes a box. What only one Land's law says is plain text where that
// Land is known to be the reader's, nothing where it is another one, and a box
// where it is unknown.
func (w *writer) callout(c *document.Callout) {
	land := w.doc.Words.Lands[c.Type]
	if land == "" {
		w.beforeTable()
		w.box(c)
		return
	}
	field := w.doc.Words.Land
	w.beforeTable()
	notes := maps.Clone(w.notes)
	w.raw(form.If(form.Filled(field)), form.If(form.Is(field, land)))
	w.elements(c.Elements, plain)
	w.raw(form.End, form.Else)
	w.notes = notes
	w.box(c)
	w.raw(form.End)
}

// beforeTable lets a page start in front of a table, which cannot itself.
func (w *writer) beforeTable() {
	if w.breaks {
		w.paragraph("Abstand", nil)
	}
}

func (w *writer) box(c *document.Callout) {
	at := inBox
	if c.Type == "hint" {
		at = inHint
	}
	name := w.boxStyle(c.Type)
	w.raw(`<table:table table:name="`, name, `" table:style-name="`, name, `"><table:table-column table:style-name="`, name, `.A"/><table:table-row table:style-name="`, name, `.1"><table:table-cell table:style-name="`, name, `.A1" office:value-type="string">`)
	title := []document.Run{{Text: w.doc.Words.Callouts[c.Type]}}
	if len(c.Title) > 0 {
		title[0].Text += ": "
		title = append(title, c.Title...)
	}
	w.paragraph("Kastentitel", title)
	w.elements(c.Elements, at)
	w.raw("</table:table-cell></table:table-row></table:table>")
	w.paragraph("Abstand", nil)
}

func (w *writer) code(c *document.Code) {
	for line := range strings.SplitSeq(c.Text, "\n") {
		w.paragraph("Preformatted_20_Text", []document.Run{{Text: strings.ReplaceAll(line, "\t", "    ")}})
	}
}

func decimal(n int) string { return strconv.Itoa(n) }
