package odt

import (
	"strings"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
)

// paragraph writes a paragraph of a style.
func (w *writer) paragraph(style string, runs []document.Run) {
	w.openParagraph(style)
	w.runs(runs)
	w.raw("</text:p>")
}

// openParagraph starts a paragraph, with the bookmark and the break that wait.
func (w *writer) openParagraph(style string) {
	switch {
	case w.breaks:
		style = w.breakStyle(style)
	case w.keep:
		w.variant("Halten_"+style, style, "", `fo:keep-with-next="always"`)
		style = "Halten_" + style
	}
	w.keep = false
	w.raw(`<text:p text:style-name="`, style, `">`)
	w.startMark()
}

// breakStyle is an automatic style that starts a page. One made of another
// automatic style has the rules of both: automatic styles have no children.
func (w *writer) breakStyle(style string) string {
	w.breaks = false
	name := "Umbruch_" + style
	if parent, ok := strings.CutPrefix(style, "Ohne_"); ok {
		w.variant(name, parent, ` style:list-style-name=""`, `fo:margin-left="0cm" fo:text-indent="0cm" fo:break-before="page"`)
	} else {
		w.variant(name, style, "", `fo:break-before="page"`)
	}
	return name
}

// variant adds an automatic style that differs from a named one, once.
func (w *writer) variant(name, parent, attributes, rule string) {
	if w.seen == nil {
		w.seen = map[string]bool{}
	}
	if !w.seen[name] {
		w.seen[name] = true
		w.auto.WriteString(`<style:style style:name="` + name + `" style:family="paragraph" style:parent-style-name="` + parent + `"` + attributes + `><style:paragraph-properties ` + rule + `/></style:style>`)
	}
}

func (w *writer) startMark() {
	if w.mark != "" {
		w.raw(`<text:bookmark-start text:name="`, form.Escape(w.mark), `"/>`)
		w.mark = ""
	}
}

// runs writes the text of a paragraph. A link goes around all its runs.
func (w *writer) runs(runs []document.Run) {
	link := ""
	for _, r := range runs {
		if r.Link != link {
			if link != "" {
				w.raw("</text:a>")
			}
			if r.Link != "" {
				w.raw(`<text:a xlink:type="simple" xlink:href="`, form.Escape(r.Link), `" text:style-name="Internet_20_link" text:visited-style-name="Internet_20_link">`)
			}
			link = r.Link
		}
		w.run(r)
	}
	if link != "" {
		w.raw("</text:a>")
	}
}

// markStyles are the character styles of marks.
var markStyles = []struct {
	mark  document.Marks
	style string
}{
	{document.Bold, "Strong_20_Emphasis"}, {document.Italic, "Emphasis"},
	{document.Strike, "Gestrichen"}, {document.Mono, "Source_20_Text"},
}

func (w *writer) run(r document.Run) {
	open := 0
	for _, m := range markStyles {
		if r.Marks&m.mark != 0 {
			w.raw(`<text:span text:style-name="`, m.style, `">`)
			open++
		}
	}
	switch {
	case r.Field != "":
		w.field(r.Field)
	case r.Break:
		w.raw("<text:line-break/>")
	case r.Note != nil:
		w.note(r.Note)
	case r.Image != nil:
		w.frame(r.Image)
	default:
		w.text(r.Text)
	}
	w.raw(strings.Repeat("</text:span>", open))
}

// field refers to a user field. What belongs to the copy itself is plain text.
func (w *writer) field(id string) {
	if strings.HasPrefix(id, form.Own) {
		w.raw(form.Value(id))
		return
	}
	get := `<text:user-field-get text:name="` + form.Escape(id) + `">`
	const end = `</text:user-field-get>`
	w.raw(form.If(form.Filled(id)), get, form.Value(id), end, form.Else)
	w.raw(`<text:span text:style-name="Platzhalter">`, get, form.Escape(w.placeholder(id)), end, `</text:span>`, form.End)
}

// placeholder stands in the place of an empty field.
func (w *writer) placeholder(id string) string {
	if w.labels == nil {
		w.labels = map[string]string{}
		for _, f := range w.doc.Fields {
			w.labels[f.ID] = f.Label
		}
	}
	return "[" + w.labels[id] + "]"
}

// declarations are the user fields with their values.
func (w *writer) declarations() string {
	if len(w.doc.Fields) == 0 {
		return ""
	}
	w.raw("<text:user-field-decls>")
	for _, f := range w.doc.Fields {
		w.raw(`<text:user-field-decl office:value-type="string" office:string-value="`,
			form.If(form.Filled(f.ID)), form.Value(f.ID), form.Else, form.Escape(w.placeholder(f.ID)), form.End,
			`" text:name="`, form.Escape(f.ID), `"/>`)
	}
	w.raw("</text:user-field-decls>")
	return w.take()
}

// note writes a footnote; where it is referred to again, its number.
func (w *writer) note(n *document.Note) {
	number := decimal(n.Number)
	if w.notes[n] {
		w.raw(`<text:span text:style-name="Footnote_20_anchor">`, number, `</text:span>`)
		return
	}
	if w.notes == nil {
		w.notes = map[*document.Note]bool{}
	}
	w.notes[n] = true
	w.raw(`<text:note text:id="ftn`, number, `" text:note-class="footnote"><text:note-citation>`, number, `</text:note-citation><text:note-body>`)
	for _, element := range n.Elements {
		if p, ok := element.(*document.Paragraph); ok {
			w.paragraph("Footnote", p.Text)
		} else {
			w.element(element, plain)
		}
	}
	w.raw("</text:note-body></text:note>")
}
