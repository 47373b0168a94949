package search

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Extract makes the text of a document from a page's body HTML: a block a
// line, spaces collapsed, code kept, pictures as what they are called, so that
// a text is the same whether its pictures can be read or not. What is no text of the page is left out:
// navigation, scripts, the small boxes with definitions of glossary terms,
// marks that lead back from footnotes. Sections begin at headings with an id.
func Extract(body []byte) (text string, sections []Section) {
	e := extractor{tokens: html.NewTokenizer(bytes.NewReader(body))}
	e.text.Grow(len(body) * 3 / 4)
	for {
		switch e.tokens.Next() {
		case html.ErrorToken:
			return strings.TrimRight(e.text.String(), " \n"), e.sections
		case html.TextToken:
			if e.skip == 0 {
				e.write(e.tokens.Text())
			}
		case html.StartTagToken:
			e.open()
		case html.SelfClosingTagToken:
			e.void()
		case html.EndTagToken:
			e.close()
		}
	}
}

type extractor struct {
	tokens   *html.Tokenizer
	text     strings.Builder
	sections []Section

	skip     int  // depth inside an element that is left out
	gap      byte // what separates the next word from what is there: 0, ' ' or '\n'
	heading  int  // 1 + index of the open section heading, else 0
	verbatim int  // depth inside pre
}

// write appends text with its spaces collapsed.
func (e *extractor) write(text []byte) {
	for len(text) > 0 {
		n := bytes.IndexAny(text, " \t\r\n\f")
		if n < 0 {
			n = len(text)
		}
		if n > 0 {
			e.separate()
			e.text.Write(text[:n])
			text = text[n:]
			continue
		}
		if e.verbatim > 0 && text[0] == '\n' {
			e.gap = '\n'
		}
		if e.gap == 0 {
			e.gap = ' '
		}
		text = text[1:]
	}
}

// separate writes the gap in front of a word.
func (e *extractor) separate() {
	if e.gap != 0 && e.text.Len() > 0 {
		e.text.WriteByte(e.gap)
	}
	e.gap = 0
}

func (e *extractor) open() {
	name, more := e.tokens.TagName()
	tag := atom.Lookup(name)
	if isVoid(tag) {
		e.blank(tag)
		e.picture(tag, more)
		return
	}
	if e.skip > 0 {
		e.skip++
		return
	}
	id, class, hidden := e.attributes(more)
	if hidden || isSkipped(tag) || hasClass(class, "glossar-tip") {
		e.skip = 1
		return
	}
	e.blank(tag)
	switch {
	case tag == atom.Pre:
		e.verbatim++
	case isHeading(tag) && id != "":
		e.gap = '\n'
		e.sections = append(e.sections, Section{Anchor: id, Start: e.next()})
		e.heading = len(e.sections)
	}
}

// void handles <br/> and its like.
func (e *extractor) void() {
	name, more := e.tokens.TagName()
	e.blank(atom.Lookup(name))
	e.picture(atom.Lookup(name), more)
}

// picture writes what a picture is called.
func (e *extractor) picture(tag atom.Atom, more bool) {
	for more && tag == atom.Img && e.skip == 0 {
		var key, value []byte
		if key, value, more = e.tokens.TagAttr(); string(key) == "alt" {
			e.write(value)
		}
	}
}

func (e *extractor) close() {
	name, _ := e.tokens.TagName()
	tag := atom.Lookup(name)
	if e.skip > 0 {
		e.skip--
		return
	}
	if tag == atom.Pre && e.verbatim > 0 {
		e.verbatim--
	}
	if isHeading(tag) && e.heading > 0 {
		s := &e.sections[e.heading-1]
		s.Title = strings.TrimSpace(e.text.String()[min(s.Start, e.text.Len()):])
		e.heading = 0
	}
	e.blank(tag)
}

// next is the offset at which the next word will stand.
func (e *extractor) next() int {
	if n := e.text.Len(); n > 0 {
		return n + 1
	}
	return 0
}

// blank notes that an element separates words, or blocks.
func (e *extractor) blank(tag atom.Atom) {
	switch tag {
	case atom.Td, atom.Th:
		if e.gap == 0 {
			e.gap = ' '
		}
	case atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Bdo, atom.Cite, atom.Code, atom.Data, atom.Del, atom.Dfn, atom.Em,
		atom.I, atom.Img, atom.Input, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Q, atom.S, atom.Samp, atom.Small,
		atom.Span, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.U, atom.Var, atom.Wbr, 0:
	default:
		e.gap = '\n'
	}
}

// attributes returns what decides about an element.
func (e *extractor) attributes(more bool) (id, class string, hidden bool) {
	for more {
		var key, value []byte
		key, value, more = e.tokens.TagAttr()
		switch string(key) {
		case "id":
			id = string(value)
		case "class":
			class = string(value)
		case "hidden":
			hidden = true
		case "role":
			hidden = hidden || string(value) == "tooltip" || string(value) == "doc-backlink"
		case "aria-hidden":
			hidden = hidden || string(value) == "true"
		}
	}
	return id, class, hidden
}

func hasClass(classes, name string) bool {
	for class := range strings.FieldsSeq(classes) {
		if class == name {
			return true
		}
	}
	return false
}

func isHeading(tag atom.Atom) bool {
	switch tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

func isSkipped(tag atom.Atom) bool {
	switch tag {
	case atom.Nav, atom.Script, atom.Style, atom.Template, atom.Svg, atom.Noscript, atom.Select, atom.Button, atom.Head:
		return true
	}
	return false
}

func isVoid(tag atom.Atom) bool {
	switch tag {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta,
		atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}
