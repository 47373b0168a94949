// Package docx writes documents as Office Open XML texts (ISO/IEC 29500,
// transitional), as Word and LibreOffice read them.
//
// Write makes a form.Form: the parts of the file with holes for the data of a
// municipality. The look is that of the named styles in styles.xml and of the
// fonts and colours in theme.xml; the text names styles and adds only numbers
// and widths, so that a municipality changes a style once and sees it
// everywhere.
//
// Fields are inline content controls, all bound to one custom XML part, so that
// a change in Word shows in all places. Their text stands in the part and in
// each control, since programs that know no binding read the latter. Content
// controls around whole paragraphs are never written: other programs lose
// them. Around each block stands a bookmark, whose name starts with "_" and is
// therefore hidden.
package docx

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/stamp"
)

// MimeType is that of the files.
const MimeType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

//go:embed styles.xml
var look string

//go:embed theme.xml
var theme string

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const namespaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`

// Write makes a form of a document.
func Write(d *document.Document) *form.Form {
	w := &writer{doc: d, links: map[string]string{}, notes: map[*document.Note]bool{}, fields: map[string]int{}}
	for i, f := range d.Fields {
		w.fields[f.ID] = i
	}
	text := w.document()
	textRels := w.rels
	notes := w.footnotes()
	noteRels := w.rels
	parts := []form.Part{
		{Name: "[Content_Types].xml", Text: w.contentTypes()},
		{Name: "_rels/.rels", Text: packageRels},
		{Name: "docProps/core.xml", Text: stamp.Core(w.doc.Title, w.doc.Code, w.doc.Lang)},
		{Name: "docProps/app.xml", Text: appProperties},
		{Name: "docProps/custom.xml", Text: stamp.Custom(w.doc.Stamp)},
		{Name: "word/document.xml", Text: text},
		{Name: "word/_rels/document.xml.rels", Text: relations(append(fixedRels(), textRels...))},
		{Name: "word/styles.xml", Text: w.styles()},
		{Name: "word/theme/theme1.xml", Text: theme},
		{Name: "word/settings.xml", Text: settings},
		{Name: "word/numbering.xml", Text: w.numbering()},
		{Name: "word/footnotes.xml", Text: notes},
		{Name: "word/_rels/footnotes.xml.rels", Text: relations(noteRels)},
		{Name: "word/header1.xml", Text: w.header()},
		{Name: "word/footer1.xml", Text: w.footer()},
		{Name: "customXml/item1.xml", Text: w.store()},
		{Name: "customXml/itemProps1.xml", Text: storeProperties},
		{Name: "customXml/_rels/item1.xml.rels", Text: storeRels},
	}
	for i, image := range w.images {
		parts = append(parts, form.Part{Name: "word/" + pictureName(i, image), Data: image.Data, Stored: true})
	}
	return &form.Form{Parts: parts}
}

// writer writes one document. out is the text of the part that is being
// written.
type writer struct {
	doc    *document.Document
	out    strings.Builder
	fields map[string]int // id → place in the store
	ids    int            // of content controls, bookmarks and pictures
	lists  []instance     // numbered and bulleted lists
	images []*document.Image
	notes  map[*document.Note]bool // already referred to
	order  []*document.Note
	// rels and links are the relations of the part that is being written.
	rels  []relation
	links map[string]string
	// breaks says that the next paragraph starts a page.
	breaks bool
	// keep says that the next paragraph stays with what follows it.
	keep bool
}

func (w *writer) raw(parts ...string) {
	for _, part := range parts {
		w.out.WriteString(part)
	}
}

// take returns what was written since the last call.
func (w *writer) take() string {
	s := w.out.String()
	w.out.Reset()
	return s
}

func (w *writer) id() string {
	w.ids++
	return strconv.Itoa(w.ids)
}

// Widths of the text in twentieths of a point: A4 less the margins.
const (
	a4Short, a4Long = 11906, 16838
	marginLeft      = 1417
	marginRight     = 1134
	portrait        = a4Short - marginLeft - marginRight
	landscape       = a4Long - marginLeft - marginRight
)

func (w *writer) width() int {
	if w.doc.Landscape {
		return landscape
	}
	return portrait
}

func (w *writer) styles() string {
	top := "2268"
	if w.doc.Landscape {
		top = "567"
	}
	return strings.NewReplacer("@@COVERTOP@@", top, "@@RIGHT@@", strconv.Itoa(w.width())).Replace(look)
}

// document is the main part: cover, table of contents, blocks.
func (w *writer) document() string {
	w.raw(xmlHead, "<w:document", namespaces, "><w:body>")
	if w.doc.Cover {
		w.cover()
	} else {
		w.paragraph("Title", []document.Run{{Text: w.doc.Title}})
	}
	if w.doc.Contents {
		w.contents()
	}
	for _, block := range w.doc.Blocks {
		w.block(block)
	}
	w.section()
	w.raw("</w:body></w:document>")
	return w.take()
}

// section is the paper with its head and foot.
func (w *writer) section() {
	size := fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"/>`, a4Short, a4Long)
	if w.doc.Landscape {
		size = fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/>`, a4Long, a4Short)
	}
	w.raw(`<w:sectPr><w:headerReference w:type="default" r:id="rIdHead"/><w:footerReference w:type="default" r:id="rIdFoot"/>`, size,
		fmt.Sprintf(`<w:pgMar w:top="1644" w:right="%d" w:bottom="1531" w:left="%d" w:header="851" w:footer="794" w:gutter="0"/></w:sectPr>`, marginRight, marginLeft))
}

// header names whom the document is for, its title and its label.
func (w *writer) header() string {
	w.raw(xmlHead, "<w:hdr", namespaces, `><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>`)
	w.runs(w.doc.Owner)
	w.run(document.Run{Text: " · " + w.doc.Title})
	w.raw("<w:r><w:tab/></w:r>")
	w.label()
	w.raw("</w:p></w:hdr>")
	return w.take()
}

func (w *writer) label() {
	w.raw(`<w:r><w:t>`, form.If(form.Any), form.Escape(w.doc.FilledLabel), form.Else, form.Escape(w.doc.Label), form.End, `</w:t></w:r>`)
}

// footer has the short code of the template and the page.
func (w *writer) footer() string {
	w.raw(xmlHead, "<w:ftr", namespaces, `><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>`)
	w.run(document.Run{Text: w.doc.Code})
	w.raw("<w:r><w:tab/></w:r>")
	w.run(document.Run{Text: w.doc.Words.Page + " "})
	w.raw(`<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>`)
	w.run(document.Run{Text: " " + w.doc.Words.Of + " "})
	w.raw(`<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>`)
	return w.take()
}
