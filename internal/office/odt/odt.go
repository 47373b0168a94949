// Package odt writes documents as OpenDocument texts (ODF 1.3).
//
// Write makes a form.Form: the parts of the file with holes for the data of a
// municipality. The look is that of the named styles in styles.xml; content.xml
// names them and adds only what belongs to a single table or break, so that a
// municipality changes a style once and sees it everywhere.
//
// Fields are user fields: one declaration, and a reference in each place, so
// that a change in LibreOffice (Insert, Field, More Fields, Variables) shows
// everywhere. Empty ones have their label in brackets as their value. Around
// each block stands a bookmark. It starts in the block's first paragraph and
// ends in its last one; blocks that start or end with something else get a
// small empty paragraph for it.
package odt

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/stamp"
)

// MimeType is that of the files.
const MimeType = "application/vnd.oasis.opendocument.text"

// Write makes a form of a document.
func Write(d *document.Document) *form.Form {
	w := &writer{doc: d}
	content := w.content()
	parts := []form.Part{
		{Name: "mimetype", Text: MimeType, Stored: true},
		{Name: "META-INF/manifest.xml", Text: w.manifest()},
		{Name: "meta.xml", Text: w.meta()},
		{Name: "styles.xml", Text: w.styles()},
		{Name: "content.xml", Text: content},
	}
	for i, image := range w.images {
		parts = append(parts, form.Part{Name: pictureName(i, image), Data: image.Data, Stored: true})
	}
	return &form.Form{Parts: parts}
}

// writer writes one document. out is the text that is being written: mostly
// that of content.xml.
type writer struct {
	doc    *document.Document
	out    []byte
	auto   strings.Builder // automatic styles
	tables int
	labels map[string]string
	notes  map[*document.Note]bool // already written
	images []*document.Image
	// mark is a bookmark that waits for the next paragraph.
	mark string
	// breaks says that the next paragraph starts a page.
	breaks bool
	// keep says that the next paragraph stays with what follows it.
	keep bool
	seen map[string]bool // automatic styles of paragraphs
}

func (w *writer) raw(parts ...string) {
	for _, part := range parts {
		w.out = append(w.out, part...)
	}
}

func (w *writer) text(s string) { w.raw(escaped(s)) }

// take returns what was written since the last call.
func (w *writer) take() string {
	s := string(w.out)
	w.out = w.out[:0]
	return s
}

// escaped is text inside a paragraph, where OpenDocument takes blanks together.
func escaped(s string) string {
	s = form.Escape(s)
	if !strings.Contains(s, "  ") && !strings.HasPrefix(s, " ") && !strings.Contains(s, "\n") {
		return s
	}
	s = strings.ReplaceAll(s, "\n", " ")
	for strings.Contains(s, "  ") {
		at := strings.Index(s, "  ")
		end := at
		for end < len(s) && s[end] == ' ' {
			end++
		}
		s = s[:at+1] + fmt.Sprintf(`<text:s text:c="%d"/>`, end-at-1) + s[end:]
	}
	return s
}

//go:embed styles.xml
var look string

const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// Widths of the text, in hundredths of a centimetre: A4 less the margins.
const (
	portrait  = 2100 - 450
	landscape = 2970 - 450
)

func (w *writer) width() int {
	if w.doc.Landscape {
		return landscape
	}
	return portrait
}

// cm writes hundredths of a centimetre.
func cm(n int) string { return fmt.Sprintf("%d.%02dcm", n/100, n%100) }

// styles fills the look with what differs between documents.
func (w *writer) styles() string {
	page := []string{"@@WIDTH@@", "21cm", "@@HEIGHT@@", "29.7cm", "@@ORIENTATION@@", "portrait", "@@COVERTOP@@", "4cm"}
	if w.doc.Landscape {
		page = []string{"@@WIDTH@@", "29.7cm", "@@HEIGHT@@", "21cm", "@@ORIENTATION@@", "landscape", "@@COVERTOP@@", "1cm"}
	}
	pairs := append(page,
		"@@RIGHT@@", cm(w.width()), "@@RIGHT2@@", cm(w.width()-70),
		"@@OUTLINE@@", outline(), "@@BULLETS@@", bullets(), "@@NUMBERS@@", numbers(),
		"@@BOXES@@", boxes("☐"), "@@TICKED@@", boxes("☒"),
		"@@HEADER@@", w.header(), "@@FOOTER@@", w.footer(),
	)
	return strings.NewReplacer(pairs...).Replace(look)
}

// header names whom the document is for, its title and its label.
func (w *writer) header() string {
	w.raw(`<text:p text:style-name="Header">`)
	w.runs(w.doc.Owner)
	w.raw(" · ")
	w.text(w.doc.Title)
	w.raw("<text:tab/>")
	w.label()
	w.raw("</text:p>")
	return w.take()
}

func (w *writer) label() {
	w.raw(form.If(form.Any))
	w.text(w.doc.FilledLabel)
	w.raw(form.Else)
	w.text(w.doc.Label)
	w.raw(form.End)
}

// footer has the short code of the template and the page.
func (w *writer) footer() string {
	w.raw(`<text:p text:style-name="Footer">`)
	w.text(w.doc.Code)
	w.raw("<text:tab/>")
	w.text(w.doc.Words.Page + " ")
	w.raw(`<text:page-number text:select-page="current">1</text:page-number>`)
	w.text(" " + w.doc.Words.Of + " ")
	w.raw(`<text:page-count>1</text:page-count></text:p>`)
	return w.take()
}

// meta has title, language and the stamp.
func (w *writer) meta() string {
	w.raw(xmlHead, `<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta>`, stamp.Meta(w.doc.Title, w.doc.Code, w.doc.Lang, w.doc.Stamp))
	w.raw("</office:meta></office:document-meta>")
	return w.take()
}

func (w *writer) manifest() string {
	w.raw(xmlHead, `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">`)
	entry := func(path, kind string) {
		w.raw(`<manifest:file-entry manifest:full-path="`, path, `" manifest:media-type="`, kind, `"/>`)
	}
	w.raw(`<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="`, MimeType, `"/>`)
	for _, name := range []string{"content.xml", "styles.xml", "meta.xml"} {
		entry(name, "text/xml")
	}
	for i, image := range w.images {
		entry(pictureName(i, image), "image/"+imageType(image))
	}
	w.raw("</manifest:manifest>")
	return w.take()
}
