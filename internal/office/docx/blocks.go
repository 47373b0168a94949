package docx

import (
	"fmt"
	"maps"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
)

// place is where elements stand: the styles of paragraphs, of list items and of
// the last item of a list, and how deep in lists it is.
type place struct {
	paragraph, item, last string
	depth                 int
}

var (
	plain  = place{paragraph: "BodyText", item: "List", last: "Listenende"}
	inBox  = place{paragraph: "Kastentext", item: "Kastentext", last: "Kastentext"}
	inHint = place{paragraph: "Ausfuellhinweis", item: "Ausfuellhinweis", last: "Ausfuellhinweis"}
	quoted = place{paragraph: "Quote", item: "Quote", last: "Quote"}
	meant  = place{paragraph: "Begriffserklaerung", item: "Begriffserklaerung", last: "Begriffserklaerung"}
)

// block writes a block with its bookmark around it, which starts at a paragraph.
func (w *writer) block(b document.Block) {
	id := w.id()
	if b.Bookmark != "" {
		w.raw(`<w:bookmarkStart w:id="`, id, `" w:name="`, form.Escape(b.Bookmark), `"/>`)
	}
	if b.Bookmark != "" && len(b.Elements) > 0 && !document.IsText(b.Elements[0]) {
		w.paragraph("Abstand", nil)
	}
	w.elements(b.Elements, plain)
	if b.Bookmark != "" {
		w.raw(`<w:bookmarkEnd w:id="`, id, `"/>`)
	}
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
		w.formatted(at.paragraph, indent(at), e.Text)
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
		for line := range strings.SplitSeq(e.Text, "\n") {
			w.paragraph("HTMLPreformatted", []document.Run{{Text: strings.ReplaceAll(line, "\t", "    ")}})
		}
	case *document.Figure:
		w.paragraph("Abbildung", []document.Run{{Image: &e.Image}})
		if e.Caption != "" {
			w.paragraph("Caption", []document.Run{{Text: e.Caption}})
		}
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

// indent keeps further paragraphs of a list item below its first one.
func indent(at place) string {
	if at.depth == 0 {
		return ""
	}
	return fmt.Sprintf(`<w:ind w:left="%d"/>`, at.depth*listStep)
}

func (w *writer) heading(h *document.Heading) {
	bare := ""
	if h.Number == "" {
		bare = `<w:numPr><w:numId w:val="0"/></w:numPr><w:ind w:left="0" w:firstLine="0"/>`
	}
	w.formatted("Heading"+strconv.Itoa(h.Level), bare, h.Text)
}

// list writes the items; the first paragraph of each carries its number.
func (w *writer) list(l *document.List, at place) {
	numbers := 0
	for i, item := range l.Items {
		num := w.numFor(l, item, at.depth, &numbers)
		style := at.item
		if i == len(l.Items)-1 {
			style = at.last
		}
		inner := place{paragraph: style, item: at.item, last: at.item, depth: at.depth + 1}
		rest := item.Elements
		mark := fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, min(at.depth, levels-1), num)
		if p, ok := first(rest).(*document.Paragraph); ok {
			w.formatted(style, mark, p.Text)
			rest = rest[1:]
		} else {
			w.formatted(style, mark, nil)
		}
		w.elements(rest, inner)
	}
}

func first(list []document.Element) document.Element {
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// callout writes a box. What only one Land's law says is plain text where that
// Land is known to be the reader's, nothing where it is another one, and a box
// where it is unknown.
func (w *writer) callout(c *document.Callout) {
	w.beforeTable()
	land := w.doc.Words.Lands[c.Type]
	if land == "" {
		w.box(c)
		return
	}
	field, notes := w.doc.Words.Land, maps.Clone(w.notes)
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
