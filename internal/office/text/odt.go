package text

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// odtReader reads a story of an OpenDocument text: the body, a note, a header
// or a footer (OpenDocument 1.3, part 3, chapters 5 to 9).
type odtReader struct {
	flow
	styles *odfStyles
}

func newOdtReader(styles *odfStyles, out *collector, story bool) *odtReader {
	return &odtReader{flow: flow{out: out, story: story}, styles: styles}
}

// content reads up to the end of the element whose start was returned last.
func (r *odtReader) content(s *parts.Scanner) error {
	for outer := s.Depth(); ; {
		token, err := s.Next()
		switch t := token.(type) {
		case xml.StartElement:
			err = r.start(s, s.Name(t.Name), t)
		case xml.EndElement:
			if s.Depth() < outer {
				return r.finish()
			}
			err = r.end(s.Name(t.Name))
		case xml.CharData:
			r.write(layout.Replace(string(t)))
		}
		if err == io.EOF {
			return r.finish()
		}
		if err != nil {
			return err
		}
	}
}

// layout turns the line ends and tabs of XML into the spaces they mean.
var layout = strings.NewReplacer("\n", " ", "\r", " ", "\t", " ")

func (r *odtReader) start(s *parts.Scanner, name string, e xml.StartElement) error {
	switch name {
	case "text:p", "text:h":
		return r.startParagraph(s, name, e)
	case "table:table":
		if r.styles.hidden("table", s.Attribute(e, "table:style-name")) {
			return s.Skip()
		}
	case "table:table-row":
		r.beginRow()
		r.openRow().dropped = isCollapsed(s, e)
	case "text:section":
		if isHiddenSection(s, e) {
			return s.Skip()
		}
	case "text:note-body":
		return r.note(s)
	default:
		if isUnseen[name] {
			return s.Skip()
		}
		return r.inline(s, name, e)
	}
	return nil
}

func (r *odtReader) startParagraph(s *parts.Scanner, name string, e xml.StartElement) error {
	style := s.Attribute(e, "text:style-name")
	if r.styles.hidden("paragraph", style) {
		return s.Skip()
	}
	p := r.begin()
	p.title = r.styles.isTitle(style)
	if name == "text:h" {
		level, err := strconv.Atoi(s.Attribute(e, "text:outline-level"))
		if err != nil || level < 1 {
			level = 1
		}
		p.level = min(level, 10)
	}
	return nil
}

// inline reads what stands in paragraphs.
func (r *odtReader) inline(s *parts.Scanner, name string, e xml.StartElement) error {
	switch name {
	case "text:s":
		r.write(" ")
	case "text:tab":
		r.write(" ")
	case "text:line-break":
		r.write("\n")
	case "text:span":
		if r.styles.hidden("text", s.Attribute(e, "text:style-name")) {
			return s.Skip()
		}
	case "text:hidden-text":
		if s.Attribute(e, "text:is-hidden") != "false" {
			return s.Skip()
		}
	case "text:hidden-paragraph":
		if p := r.current(); p != nil && s.Attribute(e, "text:is-hidden") == "true" {
			p.dropped = true
		}
	}
	if s.Attribute(e, "text:display") == "none" { // fields
		return s.Skip()
	}
	return nil
}

// note reads a note, to be written when its paragraph ends.
func (r *odtReader) note(s *parts.Scanner) error {
	out := &collector{}
	if err := newOdtReader(r.styles, out, true).content(s); err != nil {
		return err
	}
	r.waiting = append(r.waiting, joinText(out.done()))
	return nil
}

func (r *odtReader) end(name string) error {
	switch name {
	case "text:p", "text:h":
		return r.flow.end()
	case "table:table-cell":
		r.endCell()
	case "table:table-row":
		return r.endRow()
	}
	return nil
}

// isCollapsed reports a hidden or filtered row or column of a table.
func isCollapsed(s *parts.Scanner, e xml.StartElement) bool {
	visibility := s.Attribute(e, "table:visibility")
	return visibility == "collapse" || visibility == "filter"
}

func isHiddenSection(s *parts.Scanner, e xml.StartElement) bool {
	switch s.Attribute(e, "text:display") {
	case "none":
		return true
	case "condition":
		return s.Attribute(e, "text:is-hidden") == "true"
	}
	return false
}

// isUnseen lists elements whose text a reader of the document does not see, or
// sees elsewhere, too.
var isUnseen = map[string]bool{
	"text:tracked-changes": true, "office:annotation": true, "text:note-citation": true,
	"text:table-of-content": true, "text:illustration-index": true, "text:table-index": true,
	"text:object-index": true, "text:user-index": true, "text:alphabetical-index": true,
	"text:number": true, "text:ruby-text": true, "text:script": true,
	"table:covered-table-cell": true, "svg:title": true, "svg:desc": true,
	"office:forms": true, "office:event-listeners": true, "office:binary-data": true,
	"draw:object": true, "draw:object-ole": true, "draw:image": true, "draw:plugin": true,
	"draw:floating-frame": true, "draw:applet": true,
}
