package contribution

import (
	"context"
	"strconv"
	"strings"

	"github.com/beevik/etree"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/versions"
)

// readCopy reads a text document that package clean has written.
func readCopy(ctx context.Context, ext string, src []byte, callouts map[string]string) (*copied, error) {
	z, err := openArchive(ctx, src)
	if err != nil {
		return nil, err
	}
	if ext == ".odt" {
		return readODT(z, callouts)
	}
	return readDOCX(z, callouts)
}

// wordReader reads a DOCX file.
type wordReader struct {
	out      copied
	callouts map[string]string
	styles   map[string]string                   // names by id, in small letters
	lists    map[string]map[string]versions.Kind // kinds by number and level
	links    map[string]string                   // addresses by relation
	open     string
}

func readDOCX(z archive, callouts map[string]string) (*copied, error) {
	w := wordReader{callouts: callouts, styles: map[string]string{}, lists: map[string]map[string]versions.Kind{}, links: map[string]string{}}
	for _, part := range []struct {
		name string
		read func(*etree.Element)
	}{
		{"docProps/custom.xml", w.stamp}, {"word/styles.xml", w.style}, {"word/numbering.xml", w.numbering}, {"word/_rels/document.xml.rels", w.relations},
	} {
		root, err := z.root(part.name)
		if err != nil {
			return nil, err
		}
		if root != nil {
			part.read(root)
		}
	}
	if err := w.stores(z); err != nil {
		return nil, err
	}
	root, err := z.root("word/document.xml")
	if err != nil || root == nil {
		return &w.out, err
	}
	w.flow(child(root, "body"), false)
	return &w.out, nil
}

func (w *wordReader) stamp(root *etree.Element) {
	each(root, "property", func(e *etree.Element) {
		if v := e.ChildElements(); len(v) > 0 {
			w.out.property(attr(e, "name"), v[0].Text())
		}
	})
}

// stores reads the values as they stand in the part of the fields: people
// change them there, by way of the controls.
func (w *wordReader) stores(z archive) error {
	for _, name := range z.a.Names() {
		if !strings.HasPrefix(name, "customxml/item") || strings.Contains(name, "props") || !strings.HasSuffix(name, ".xml") {
			continue
		}
		root, err := z.root(name)
		if err != nil {
			return err
		}
		each(root, "feld", func(e *etree.Element) { w.out.set(attr(e, "id"), e.Text()) })
	}
	return nil
}

func (w *wordReader) style(root *etree.Element) {
	each(root, "style", func(e *etree.Element) {
		if n := child(e, "name"); n != nil {
			w.styles[attr(e, "styleId")] = strings.ToLower(attr(n, "val"))
		}
	})
}

func (w *wordReader) relations(root *etree.Element) {
	each(root, "Relationship", func(e *etree.Element) {
		if strings.HasSuffix(attr(e, "Type"), "/hyperlink") {
			w.links[attr(e, "Id")] = attr(e, "Target")
		}
	})
}

// numbering finds out what the lists look like.
func (w *wordReader) numbering(root *etree.Element) {
	kinds := map[string]map[string]versions.Kind{}
	each(root, "abstractNum", func(e *etree.Element) {
		levels := map[string]versions.Kind{}
		each(e, "lvl", func(l *etree.Element) {
			format, sign := child(l, "numFmt"), child(l, "lvlText")
			if format == nil || sign == nil {
				return
			}
			levels[attr(l, "ilvl")] = listKind(attr(format, "val") == "bullet", attr(sign, "val"))
		})
		kinds[attr(e, "abstractNumId")] = levels
	})
	each(root, "num", func(e *etree.Element) {
		if a := child(e, "abstractNumId"); a != nil {
			w.lists[attr(e, "numId")] = kinds[attr(a, "val")]
		}
	})
}

// listKind tells items, steps and tasks apart.
func listKind(bullet bool, sign string) versions.Kind {
	switch {
	case !bullet:
		return versions.Step
	case strings.ContainsAny(sign, "☐☒☑"):
		return versions.Task
	}
	return versions.Item
}

// flow reads paragraphs, tables and bookmarks between them.
func (w *wordReader) flow(e *etree.Element, inBox bool) {
	if e == nil {
		return
	}
	for _, c := range e.ChildElements() {
		switch c.Tag {
		case "p":
			w.paragraph(c, inBox)
		case "tbl":
			w.table(c, inBox)
		case "bookmarkStart", "bookmarkEnd":
			w.bookmark(c)
		case "sdt":
			w.flow(child(c, "sdtContent"), inBox)
		}
	}
}

// bookmark starts a block. It lasts until the next one starts: programs move the
// ends of bookmarks about, and cut them at tables.
func (w *wordReader) bookmark(e *etree.Element) {
	if name := attr(e, "name"); e.Tag == "bookmarkStart" && strings.HasPrefix(name, "_nb_") {
		w.open = name
	}
}

func (w *wordReader) paragraph(p *etree.Element, inBox bool) {
	at, runs := w.runs(p)
	l := line{kind: versions.Text, inBox: inBox, cells: [][]document.Run{runs}}
	properties := child(p, "pPr")
	name := ""
	if s := child(properties, "pStyle"); s != nil {
		name = w.styles[attr(s, "val")]
	}
	if num := child(properties, "numPr"); num != nil && !strings.HasPrefix(name, "heading") {
		level, id := "0", ""
		if v := child(num, "ilvl"); v != nil {
			level = attr(v, "val")
		}
		if v := child(num, "numId"); v != nil {
			id = attr(v, "val")
		}
		if kind, known := w.lists[id][level]; known {
			l.kind = kind
			l.level, _ = strconv.Atoi(level)
		}
	}
	styled(&l, name, w.callouts)
	w.out.add(at, l)
}

// styled takes from the name of a style what a line is.
func styled(l *line, name string, callouts map[string]string) {
	switch {
	case strings.HasPrefix(name, "heading "):
		l.kind = versions.Heading
		l.level, _ = strconv.Atoi(strings.TrimPrefix(name, "heading "))
		l.level = max(1, l.level)
	case name == "kastentitel":
		l.kind, l.inBox = versions.Callout, true
		l.typ, l.cells[0] = calloutOf(l.cells[0], callouts)
	case name == "quote" || name == "quotations":
		l.kind = versions.Quote
	case name == "html preformatted" || name == "preformatted text":
		l.kind = versions.Code
	}
}

// calloutOf takes the word of a box off its title.
func calloutOf(runs []document.Run, callouts map[string]string) (string, []document.Run) {
	title := line{cells: [][]document.Run{runs}}.plain(true)
	word, rest, _ := strings.Cut(title, ":")
	typ := callouts[strings.TrimSpace(word)]
	if typ == "" {
		return "note", runs
	}
	return typ, []document.Run{{Text: strings.TrimSpace(rest)}}
}

// runs reads the text of a paragraph; at is the bookmark around its text.
func (w *wordReader) runs(p *etree.Element) (at string, out []document.Run) {
	at, began := w.open, false
	var walk func(e *etree.Element, link string)
	walk = func(e *etree.Element, link string) {
		for _, c := range e.ChildElements() {
			switch c.Tag {
			case "bookmarkStart", "bookmarkEnd":
				w.bookmark(c)
			case "hyperlink":
				walk(c, w.links[attr(c, "id")])
			case "sdt":
				tag := child(c, "sdtPr", "tag")
				if content := child(c, "sdtContent"); content != nil && tag != nil && w.fieldLike(attr(tag, "val")) {
					out = append(out, w.control(attr(tag, "val"), content))
				} else if content != nil {
					walk(content, link)
				}
			case "r":
				out = append(out, w.run(c, link)...)
			case "ins", "smartTag", "fldSimple":
				walk(c, link)
			}
			if !began && len(out) > 0 {
				began, at = true, w.open
			}
		}
	}
	walk(p, "")
	if !began {
		at = w.open
	}
	return at, out
}

// fieldLike reports whether a tag names a field: "kommune.name".
func (w *wordReader) fieldLike(tag string) bool { return w.out.id != "" && strings.Contains(tag, ".") }

// control is a field with its text; it looks as its text does.
func (w *wordReader) control(id string, content *etree.Element) document.Run {
	run := document.Run{Field: id}
	each(content, "r", func(e *etree.Element) {
		for _, r := range w.run(e, "") {
			run.Text += r.Text
			run.Marks = r.Marks
		}
	})
	w.out.set(id, run.Text)
	return run
}

func (w *wordReader) run(e *etree.Element, link string) []document.Run {
	look := document.Run{Link: link}
	if p := child(e, "rPr"); p != nil {
		for tag, mark := range map[string]document.Marks{"b": document.Bold, "i": document.Italic, "strike": document.Strike} {
			if m := child(p, tag); m != nil && attr(m, "val") != "0" && attr(m, "val") != "false" {
				look.Marks |= mark
			}
		}
		if f := child(p, "rFonts"); f != nil && strings.HasPrefix(attr(f, "ascii"), "Courier") {
			look.Marks |= document.Mono
		}
	}
	var out []document.Run
	for _, c := range e.ChildElements() {
		r := look
		switch c.Tag {
		case "t":
			r.Text = c.Text()
		case "tab":
			r.Text = " "
		case "noBreakHyphen":
			r.Text = "‑"
		case "br", "cr":
			r.Break = true
		default:
			continue
		}
		out = append(out, r)
	}
	return out
}

// table reads a table: a box is its lines, others are rows.
func (w *wordReader) table(t *etree.Element, inBox bool) {
	if w.isBox(t) {
		outermost(t, "tc", func(c *etree.Element) { w.flow(c, true) })
		return
	}
	for _, tr := range t.ChildElements() {
		if tr.Tag != "tr" {
			continue
		}
		l := line{kind: versions.Row, inBox: inBox}
		if child(tr, "trPr", "tblHeader") != nil {
			l.kind = versions.Head
		}
		at := w.open
		for _, tc := range tr.ChildElements() {
			if tc.Tag == "tc" {
				var cell []document.Run
				each(tc, "p", func(p *etree.Element) {
					var runs []document.Run
					if at, runs = w.runs(p); len(cell) > 0 {
						cell = append(cell, document.Run{Break: true})
					}
					cell = append(cell, runs...)
				})
				l.cells = append(l.cells, cell)
			}
		}
		w.out.add(at, l)
	}
}

// isBox reports whether a table starts with the title of a box.
func (w *wordReader) isBox(t *etree.Element) bool {
	s := child(t, "tr", "tc", "p", "pPr", "pStyle")
	return s != nil && w.styles[attr(s, "val")] == "kastentitel"
}
