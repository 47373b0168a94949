package docx

import (
	"strconv"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
)

// cover is the first page: whom the document is for, what it is, who answers
// for it, how it came to be.
func (w *writer) cover() {
	w.paragraph("Kommune", w.doc.Owner)
	w.paragraph("Title", []document.Run{{Text: w.doc.Title}})
	w.paragraph("Subtitle", []document.Run{{Text: w.doc.Kind}})
	w.raw(`<w:p><w:pPr><w:pStyle w:val="Kennzeichnung"/></w:pPr>`)
	w.label()
	w.raw("</w:p>")
	w.table(w.doc.Facts)
	w.paragraph("Vorspann", []document.Run{{Text: w.doc.Words.History}})
	w.table(w.doc.History)
	w.paragraph("Quelle", w.doc.Notice)
	w.breaks = true
}

// contentsDepth is how many levels of headings the table of contents shows.
const contentsDepth = 2

// contents is a field that Word can bring up to date. Nobody but Word knows the
// numbers of its pages: the entries have none until somebody does.
func (w *writer) contents() {
	w.paragraph("TOCHeading", []document.Run{{Text: w.doc.Words.Contents}})
	var entries []*document.Heading
	var anchors []string
	for _, block := range w.doc.Blocks {
		for _, element := range block.Elements {
			if h, ok := element.(*document.Heading); ok && h.Level <= contentsDepth {
				entries, anchors = append(entries, h), append(anchors, block.Bookmark)
			}
		}
	}
	for i, h := range entries {
		w.raw(`<w:p><w:pPr><w:pStyle w:val="TOC`, strconv.Itoa(h.Level), `"/></w:pPr>`)
		if i == 0 {
			w.raw(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-`, strconv.Itoa(contentsDepth), `" \h \z \u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`)
		}
		w.raw(`<w:hyperlink w:anchor="`, form.Escape(anchors[i]), `" w:history="1">`)
		if h.Number != "" {
			w.run(document.Run{Text: h.Number + " "})
		}
		for _, r := range h.Text {
			if r.Note == nil && r.Image == nil {
				r.Link = ""
				w.run(r)
			}
		}
		w.raw("</w:hyperlink>")
		if i == len(entries)-1 {
			w.raw(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`)
		}
		w.raw("</w:p>")
	}
	w.breaks = len(entries) > document.ShortContents
}
