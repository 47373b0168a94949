package contribution

import (
	"strconv"
	"strings"

	"github.com/beevik/etree"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/versions"
)

// odfReader reads an ODT file.
type odfReader struct {
	out      copied
	callouts map[string]string
	// parents lead from automatic styles to named ones, displayed are the names
	// that people see, looks the marks of styles of characters.
	parents, displayed map[string]string
	looks              map[string]document.Marks
	lists              map[string]map[string]versions.Kind
	open               string
}

func readODT(z archive, callouts map[string]string) (*copied, error) {
	r := odfReader{callouts: callouts, parents: map[string]string{}, displayed: map[string]string{}, looks: map[string]document.Marks{}, lists: map[string]map[string]versions.Kind{}}
	meta, err := z.root("meta.xml")
	if err != nil {
		return nil, err
	}
	each(meta, "user-defined", func(e *etree.Element) { r.out.property(attr(e, "name"), e.Text()) })
	var content *etree.Element
	for _, part := range []string{"styles.xml", "content.xml"} {
		if content, err = z.root(part); err != nil {
			return nil, err
		}
		r.styles(content)
	}
	each(content, "user-field-decl", func(e *etree.Element) {
		if strings.Contains(attr(e, "name"), ".") {
			r.out.set(attr(e, "name"), attr(e, "string-value"))
		}
	})
	r.flow(child(content, "body", "text"), place{})
	return &r.out, nil
}

func (r *odfReader) styles(root *etree.Element) {
	each(root, "style", func(e *etree.Element) {
		name := attr(e, "name")
		if shown := attr(e, "display-name"); shown != "" {
			r.displayed[name] = shown
		}
		if parent := attr(e, "parent-style-name"); parent != "" {
			r.parents[name] = parent
		}
		if attr(e, "family") != "text" {
			return
		}
		p := child(e, "text-properties")
		if p == nil {
			return
		}
		if attr(p, "font-weight") == "bold" {
			r.looks[name] |= document.Bold
		}
		if attr(p, "font-style") == "italic" {
			r.looks[name] |= document.Italic
		}
		if s := attr(p, "text-line-through-style"); s != "" && s != "none" {
			r.looks[name] |= document.Strike
		}
	})
	each(root, "list-style", func(e *etree.Element) {
		levels := map[string]versions.Kind{}
		for _, l := range e.ChildElements() {
			levels[attr(l, "level")] = listKind(l.Tag == "list-level-style-bullet", attr(l, "bullet-char"))
		}
		r.lists[attr(e, "name")] = levels
	})
}

// place is where a paragraph stands.
type place struct {
	inBox bool
	list  string // style of the list around it
	depth int
	first bool // of its item
}

func (r *odfReader) flow(e *etree.Element, at place) {
	if e == nil {
		return
	}
	for _, c := range e.ChildElements() {
		switch c.Tag {
		case "p", "h":
			r.paragraph(c, at)
			at.first = false
		case "list":
			r.list(c, at)
		case "table":
			r.table(c, at.inBox)
		case "section", "list-header", "index-body":
			r.flow(c, at)
		case "bookmark-start", "bookmark-end":
			r.bookmark(c)
		}
	}
}

func (r *odfReader) list(e *etree.Element, at place) {
	if s := attr(e, "style-name"); s != "" {
		at.list = s
	}
	at.depth++
	for _, item := range e.ChildElements() {
		at.first = true
		r.flow(item, at)
	}
}

// bookmark starts a block, which lasts until the next one starts.
func (r *odfReader) bookmark(e *etree.Element) {
	if name := attr(e, "name"); e.Tag == "bookmark-start" && strings.HasPrefix(name, "_nb_") {
		r.open = name
	}
}

// named is the name of the nearest named style, as people see it. Automatic
// styles are made of one; a style that has a display name is named.
func (r *odfReader) named(style string) string {
	for range 8 {
		known := r.displayed[style]
		if known != "" {
			return strings.ToLower(known)
		}
		switch style {
		case "Kastentitel", "Kastentext", "Quotations":
			return strings.ToLower(style)
		}
		parent := r.parents[style]
		if parent == "" {
			break
		}
		style = parent
	}
	return strings.ToLower(style)
}

func (r *odfReader) paragraph(p *etree.Element, at place) {
	mark, runs := r.runs(p)
	l := line{kind: versions.Text, inBox: at.inBox, cells: [][]document.Run{runs}}
	if at.depth > 0 && at.first {
		l.level = at.depth - 1
		l.kind = versions.Item
		if kind, known := r.lists[at.list][strconv.Itoa(at.depth)]; known {
			l.kind = kind
		}
	}
	styled(&l, r.named(attr(p, "style-name")), r.callouts)
	if level := attr(p, "outline-level"); p.Tag == "h" && level != "" {
		l.kind = versions.Heading
		l.level, _ = strconv.Atoi(level)
		l.level = max(1, l.level)
	}
	r.out.add(mark, l)
}

// runs reads the text of a paragraph; at is the bookmark around its text.
func (r *odfReader) runs(p *etree.Element) (at string, out []document.Run) {
	began := false
	begin := func() {
		if !began && len(out) > 0 {
			began, at = true, r.open
		}
	}
	var walk func(e *etree.Element, look document.Run)
	walk = func(e *etree.Element, look document.Run) {
		for _, child := range e.Child {
			if text, ok := child.(*etree.CharData); ok {
				run := look
				if run.Text = text.Data; run.Text != "" {
					out = append(out, run)
				}
				begin()
				continue
			}
			c, ok := child.(*etree.Element)
			if !ok {
				continue
			}
			inner := look
			switch c.Tag {
			case "span":
				inner.Marks |= r.look(attr(c, "style-name"))
				walk(c, inner)
			case "a":
				inner.Link = attr(c, "href")
				walk(c, inner)
			case "content-control":
				if tag := attr(c, "tag"); strings.Contains(tag, ".") {
					out = append(out, r.field(tag, c, look))
				} else {
					walk(c, look)
				}
			case "user-field-get", "user-defined", "variable-get":
				if name := attr(c, "name"); strings.Contains(name, ".") {
					out = append(out, r.field(name, c, look))
				} else {
					walk(c, look)
				}
			case "s":
				inner.Text = " "
				out = append(out, inner)
			case "tab":
				inner.Text = " "
				out = append(out, inner)
			case "line-break":
				inner.Break = true
				out = append(out, inner)
			case "bookmark-start", "bookmark-end":
				r.bookmark(c)
			case "note", "annotation", "annotation-end", "frame":
			default:
				walk(c, look)
			}
			begin()
		}
	}
	walk(p, document.Run{})
	if !began {
		at = r.open
	}
	return at, out
}

func (r *odfReader) field(id string, e *etree.Element, look document.Run) document.Run {
	look.Field = strings.TrimPrefix(id, "nachbar.a.")
	var text func(*etree.Element)
	text = func(e *etree.Element) {
		look.Text += e.Text()
		for _, c := range e.ChildElements() {
			text(c)
			look.Text += c.Tail()
		}
	}
	text(e)
	r.out.set(look.Field, look.Text)
	return look
}

// look is how a style of characters looks.
func (r *odfReader) look(style string) document.Marks {
	known := map[string]document.Marks{"Strong_20_Emphasis": document.Bold, "Emphasis": document.Italic, "Gestrichen": document.Strike, "Source_20_Text": document.Mono}
	var look document.Marks
	for range 8 {
		look |= r.looks[style] | known[style]
		if style = r.parents[style]; style == "" {
			break
		}
	}
	return look
}

func (r *odfReader) table(t *etree.Element, inBox bool) {
	var cells []*etree.Element
	outermost(t, "table-cell", func(c *etree.Element) { cells = append(cells, c) })
	if len(cells) > 0 {
		if p := child(cells[0], "p"); p != nil && r.named(attr(p, "style-name")) == "kastentitel" {
			for _, c := range cells {
				r.flow(c, place{inBox: true})
			}
			return
		}
	}
	outermost(t, "table-row", func(row *etree.Element) {
		l := line{kind: versions.Row, inBox: inBox}
		if parent := row.Parent(); parent != nil && parent.Tag == "table-header-rows" {
			l.kind = versions.Head
		}
		at := r.open
		for _, c := range row.ChildElements() {
			if c.Tag != "table-cell" {
				continue
			}
			var cell []document.Run
			each(c, "p", func(p *etree.Element) {
				var runs []document.Run
				if at, runs = r.runs(p); len(cell) > 0 {
					cell = append(cell, document.Run{Break: true})
				}
				cell = append(cell, runs...)
			})
			l.cells = append(l.cells, cell)
		}
		r.out.add(at, l)
	})
}
