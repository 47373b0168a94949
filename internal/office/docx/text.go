package docx

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
)

// paragraph writes a paragraph of a style.
func (w *writer) paragraph(style string, runs []document.Run) { w.formatted(style, "", runs) }

// formatted writes a paragraph with further properties, which stand behind the
// style and the break in the order of the schema.
func (w *writer) formatted(style, properties string, runs []document.Run) {
	w.raw(`<w:p><w:pPr><w:pStyle w:val="`, style, `"/>`)
	if w.keep {
		w.raw("<w:keepNext/>")
	}
	if w.breaks {
		w.raw("<w:pageBreakBefore/>")
	}
	w.keep, w.breaks = false, false
	w.raw(properties, "</w:pPr>")
	w.runs(runs)
	w.raw("</w:p>")
}

// runs writes the text of a paragraph. A link goes around all its runs.
func (w *writer) runs(runs []document.Run) {
	link := ""
	for _, r := range runs {
		if r.Link != link {
			if link != "" {
				w.raw("</w:hyperlink>")
			}
			if link = w.openLink(r.Link); link == "" {
				r.Link = ""
			}
		}
		w.run(r)
	}
	if link != "" {
		w.raw("</w:hyperlink>")
	}
}

// openLink starts a link to an address or to a block; it returns "" if there is
// nothing to link to.
func (w *writer) openLink(link string) string {
	id, inside := strings.CutPrefix(link, "#")
	switch {
	case link == "":
		return ""
	case inside:
		name := w.bookmarkOf(id)
		if name == "" {
			return ""
		}
		w.raw(`<w:hyperlink w:anchor="`, form.Escape(name), `" w:history="1">`)
		return link
	}
	rel, known := w.links[link]
	if !known {
		rel = "rIdL" + strconv.Itoa(len(w.links)+1)
		w.links[link] = rel
		w.rels = append(w.rels, relation{id: rel, kind: "hyperlink", target: link, external: true})
	}
	w.raw(`<w:hyperlink r:id="`, rel, `" w:history="1">`)
	return link
}

func (w *writer) bookmarkOf(id string) string {
	for _, block := range w.doc.Blocks {
		if block.ID == id {
			return block.Bookmark
		}
	}
	return ""
}

func (w *writer) run(r document.Run) {
	look := properties(r)
	switch {
	case r.Field != "":
		w.field(r, look)
	case r.Break:
		w.raw("<w:r>", look, "<w:br/></w:r>")
	case r.Note != nil:
		w.noteRef(r.Note)
	case r.Image != nil:
		w.raw("<w:r>", look)
		w.drawing(r.Image)
		w.raw("</w:r>")
	case r.Text != "":
		w.raw("<w:r>", look)
		w.words(form.Escape(r.Text))
		w.raw("</w:r>")
	}
}

// words writes text that is escaped already.
func (w *writer) words(s string) { w.raw(`<w:t xml:space="preserve">`, s, `</w:t>`) }

// properties are the marks of a run in the order of the schema.
func properties(r document.Run) string {
	var b strings.Builder
	if r.Link != "" {
		b.WriteString(`<w:rStyle w:val="Hyperlink"/>`)
	}
	if r.Marks&document.Mono != 0 {
		b.WriteString(`<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>`)
	}
	for _, m := range []struct {
		mark document.Marks
		tags string
	}{{document.Bold, "<w:b/><w:bCs/>"}, {document.Italic, "<w:i/><w:iCs/>"}, {document.Strike, "<w:strike/>"}} {
		if r.Marks&m.mark != 0 {
			b.WriteString(m.tags)
		}
	}
	if b.Len() == 0 {
		return ""
	}
	return "<w:rPr>" + b.String() + "</w:rPr>"
}

// field writes a content control that is bound to the store. What belongs to
// the copy itself is plain text.
func (w *writer) field(r document.Run, look string) {
	n, known := w.fields[r.Field]
	if !known || strings.HasPrefix(r.Field, form.Own) {
		w.raw("<w:r>", look)
		w.words(form.Value(r.Field))
		w.raw("</w:r>")
		return
	}
	f := w.doc.Fields[n]
	w.raw(`<w:sdt><w:sdtPr><w:alias w:val="`, form.Escape(f.Label), `"/><w:tag w:val="`, form.Escape(f.ID), `"/><w:id w:val="`, w.id(), `"/>`)
	w.raw(fmt.Sprintf(`<w:dataBinding w:prefixMappings="xmlns:n='%s'" w:xpath="/n:felder[1]/n:feld[%d]" w:storeItemID="%s"/>`, storeSpace, n+1, storeID))
	w.raw(`<w:text/></w:sdtPr><w:sdtContent><w:r>`)
	w.raw(form.If(form.Filled(f.ID)), look)
	w.words(form.Value(f.ID))
	w.raw(form.Else, placeholderLook(look))
	w.words(form.Escape(placeholder(f)))
	w.raw(form.End, `</w:r></w:sdtContent></w:sdt>`)
}

// placeholderLook adds the style of placeholders to the look of a run.
func placeholderLook(look string) string {
	const style = `<w:rStyle w:val="Platzhalter"/>`
	inner := strings.TrimSuffix(strings.TrimPrefix(look, "<w:rPr>"), "</w:rPr>")
	return "<w:rPr>" + style + strings.TrimPrefix(inner, `<w:rStyle w:val="Hyperlink"/>`) + "</w:rPr>"
}

// noteRef refers to a footnote; a second time with its number.
func (w *writer) noteRef(n *document.Note) {
	w.raw(`<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>`)
	if w.notes[n] {
		w.words(strconv.Itoa(n.Number))
	} else {
		w.raw(`<w:footnoteReference w:id="`, strconv.Itoa(n.Number), `"/>`)
		w.noted(n)
	}
	w.raw("</w:r>")
}

// noted takes a note up into the part of the notes.
func (w *writer) noted(n *document.Note) {
	w.notes[n] = true
	for _, other := range w.order {
		if other == n {
			return
		}
	}
	w.order = append(w.order, n)
}

// drawing writes a picture, at most as wide as the text. One without bytes is
// its description.
func (w *writer) drawing(image *document.Image) {
	if len(image.Data) == 0 || image.Width <= 0 || image.Height <= 0 {
		w.words(form.Escape(image.Alt))
		return
	}
	w.images = append(w.images, image)
	n := len(w.images)
	rel := "rIdP" + strconv.Itoa(n)
	w.rels = append(w.rels, relation{id: rel, kind: "image", target: pictureName(n-1, image)})
	const perPixel, perTwip = 9525, 635 // English Metric Units
	width, height := image.Width*perPixel, image.Height*perPixel
	if limit := w.width() * perTwip; width > limit {
		width, height = limit, int(int64(height)*int64(limit)/int64(width))
	}
	id, alt := w.id(), form.Escape(image.Alt)
	w.raw(fmt.Sprintf(`<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="%s" name="Bild %d" descr="%s"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="%s" name="Bild %d" descr="%s"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="%s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>`,
		width, height, id, n, alt, id, n, alt, rel, width, height))
}

func pictureName(i int, image *document.Image) string {
	kind := "jpeg"
	if strings.HasPrefix(string(image.Data[:min(4, len(image.Data))]), "\x89PNG") {
		kind = "png"
	}
	return fmt.Sprintf("media/bild%d.%s", i+1, kind)
}
