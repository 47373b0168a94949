package odt

import (
	"strings"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
)

const contentHead = `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3">`

// content is content.xml: cover, table of contents, blocks.
func (w *writer) content() string {
	fields := w.declarations()
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
	body := w.take()
	return xmlHead + contentHead + "<office:automatic-styles>" + w.auto.String() + "</office:automatic-styles><office:body><office:text>" +
		fields + body + "</office:text></office:body></office:document-content>"
}

// cover is the first page: whom the document is for, what it is, who answers
// for it, how it came to be.
func (w *writer) cover() {
	w.paragraph("Kommune", w.doc.Owner)
	w.paragraph("Title", []document.Run{{Text: w.doc.Title}})
	w.paragraph("Subtitle", []document.Run{{Text: w.doc.Kind}})
	w.openParagraph("Kennzeichnung")
	w.label()
	w.raw("</text:p>")
	w.table(w.doc.Facts)
	w.paragraph("Vorspann", []document.Run{{Text: w.doc.Words.History}})
	w.table(w.doc.History)
	w.paragraph("Hinweis_20_zur_20_Quelle", w.doc.Notice)
	w.breaks = true
}

// contentsDepth is how many levels of headings the table of contents shows.
const contentsDepth = 2

// contents is a table of contents that LibreOffice can bring up to date. Its
// page numbers are references, so they are right from the start.
func (w *writer) contents() {
	w.paragraph("Contents_20_Heading", []document.Run{{Text: w.doc.Words.Contents}})
	w.raw(`<text:table-of-content text:name="Inhalt" text:protected="false"><text:table-of-content-source text:outline-level="`, decimal(contentsDepth), `" text:use-index-marks="false">`)
	for level := 1; level <= contentsDepth; level++ {
		w.raw(`<text:table-of-content-entry-template text:outline-level="`, decimal(level), `" text:style-name="Contents_20_`, decimal(level), `"><text:index-entry-link-start/><text:index-entry-chapter/><text:index-entry-span> </text:index-entry-span><text:index-entry-text/><text:index-entry-tab-stop style:type="right" style:leader-char="."/><text:index-entry-page-number/><text:index-entry-link-end/></text:table-of-content-entry-template>`)
	}
	w.raw("</text:table-of-content-source><text:index-body>")
	entries := 0
	for _, block := range w.doc.Blocks {
		for _, element := range block.Elements {
			if h, ok := element.(*document.Heading); ok && h.Level <= contentsDepth {
				w.entry(h)
				entries++
			}
		}
	}
	w.raw("</text:index-body></text:table-of-content>")
	w.breaks = entries > document.ShortContents
}

func (w *writer) entry(h *document.Heading) {
	w.openParagraph("Contents_20_" + decimal(h.Level))
	w.raw(`<text:a xlink:type="simple" xlink:href="#`, form.Escape(h.ID), `" text:style-name="Index_20_Link" text:visited-style-name="Index_20_Link">`)
	if h.Number != "" {
		w.text(h.Number + " ")
	}
	w.runs(unlinked(h.Text))
	w.raw(`<text:tab/><text:bookmark-ref text:reference-format="page" text:ref-name="`, form.Escape(h.ID), `">1</text:bookmark-ref></text:a></text:p>`)
}

// unlinked is a heading's text as it may stand inside a link.
func unlinked(runs []document.Run) []document.Run {
	var out []document.Run
	for _, r := range runs {
		if r.Note == nil && r.Image == nil {
			r.Link = ""
			out = append(out, r)
		}
	}
	return out
}

// figure writes a picture with its caption.
func (w *writer) figure(f *document.Figure) {
	w.openParagraph("Abbildung")
	w.frame(&f.Image)
	w.raw("</text:p>")
	if f.Caption != "" {
		w.paragraph("Caption", []document.Run{{Text: f.Caption}})
	}
}

// frame writes a picture, at most as wide as the text. One without bytes is
// its description.
func (w *writer) frame(image *document.Image) {
	if len(image.Data) == 0 || image.Width <= 0 || image.Height <= 0 {
		w.text(image.Alt)
		return
	}
	w.images = append(w.images, image)
	n := len(w.images)
	const perPixel = 254.0 / 96 // hundredths of a centimetre
	width, height := int(float64(image.Width)*perPixel), int(float64(image.Height)*perPixel)
	if limit := w.width(); width > limit {
		width, height = limit, height*limit/width
	}
	w.raw(`<draw:frame draw:name="Bild`, decimal(n), `" draw:style-name="Graphics" text:anchor-type="as-char" svg:width="`, cm(width), `" svg:height="`, cm(height), `"><draw:image xlink:href="`, pictureName(n-1, image), `" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/><svg:desc>`, form.Escape(image.Alt), `</svg:desc></draw:frame>`)
}

func pictureName(i int, image *document.Image) string {
	return "Pictures/" + decimal(i+1) + "." + imageType(image)
}

// imageType is png or jpeg, by the bytes.
func imageType(image *document.Image) string {
	if strings.HasPrefix(string(image.Data[:min(4, len(image.Data))]), "\x89PNG") {
		return "png"
	}
	return "jpeg"
}
