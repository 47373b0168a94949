package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// field is a place for data of the reader: {{kommune}}.
type field struct {
	inline
	id  string
	pos int
}

var kindField = ast.NewNodeKind("Field")

// maxField is the longest id of a field.
const maxField = 64

// fieldParser finds fields.
type fieldParser struct{}

// Trigger implements parser.InlineParser.
func (fieldParser) Trigger() []byte { return []byte{'{'} }

// Parse implements parser.InlineParser.
func (fieldParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("{{")) {
		return nil
	}
	end := bytes.Index(line[:min(len(line), maxField+6)], []byte("}}"))
	if end < 0 {
		return nil
	}
	id := bytes.Trim(line[2:end], " ")
	if len(id) > maxField || !isFieldID(id) {
		return nil
	}
	block.Advance(end + 2)
	return &field{inline{kind: kindField}, string(id), segment.Start}
}

// isFieldID reports whether s is an id: a letter, then letters, digits, "_",
// "-" and ".".
func isFieldID(s []byte) bool {
	for i, c := range s {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || (c < '0' || c > '9') && c != '_' && c != '-' && c != '.') {
			return false
		}
	}
	return len(s) > 0
}

// writeField writes a field with its label.
func (p *page) writeField(n *field) {
	p.noteField(n)
	p.html(`<span class="feld"`)
	p.attribute("data-feld", n.id)
	p.html(">")
	p.out = appendEscaped(p.out, p.fieldLabel(n.id))
	p.html("</span>")
}

// noteField takes a field up into the list of the page's fields.
func (p *page) noteField(n *field) {
	if _, known := p.lookUpField(n.id); !known {
		p.fault("markdown-field", n.pos, "field", n.id)
	}
	if p.fields[n.id] {
		return
	}
	if p.fields == nil {
		p.fields = map[string]bool{}
	}
	p.fields[n.id] = true
	p.doc.Fields = append(p.doc.Fields, n.id)
}

// lookUpField returns the label of a field and whether the page may name it.
func (p *page) lookUpField(id string) (label string, known bool) {
	if names, ok := p.res.(FieldNames); ok {
		return names.Field(id)
	}
	label, known = p.r.opt.Fields[id]
	return label, known || p.r.opt.Fields == nil
}

// fieldLabel returns what stands in the place of a field until it is filled.
func (p *page) fieldLabel(id string) string {
	if label, _ := p.lookUpField(id); label != "" {
		return label
	}
	return id
}
