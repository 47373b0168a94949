package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Attributes in braces, "{#id .class}", may end a heading or a paragraph. A
// paragraph that holds nothing else gives them to the block before it: so
// lists, tables and callouts get ids. Only ids and classes exist: no style, no
// event handler.

// headingAttributes takes the attributes off a heading.
type headingAttributes struct{ parser.BlockParser }

// Close implements parser.BlockParser.
func (h headingAttributes) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	h.BlockParser.Close(node, reader, pc)
	if heading, ok := node.(*ast.Heading); ok {
		takeAttributes(heading, heading, pageOf(pc))
	}
}

// blockIDTransformer takes the attributes off a paragraph.
type blockIDTransformer struct{}

// Transform implements parser.ParagraphTransformer.
func (blockIDTransformer) Transform(node *ast.Paragraph, _ text.Reader, pc parser.Context) {
	if !isOpen(node, pc) {
		return // its next line makes a heading of it
	}
	takeAttributes(node, owner(node), pageOf(pc))
	if node.Lines().Len() == 0 {
		node.Parent().RemoveChild(node.Parent(), node)
	}
}

// owner returns the node that gets the attributes of a paragraph: an item that
// starts with it, the block before a paragraph of nothing else, or itself.
func owner(node *ast.Paragraph) ast.Node {
	previous := node.PreviousSibling()
	if item, ok := node.Parent().(*ast.ListItem); ok && previous == nil {
		return item
	}
	return node
}

// takeAttributes moves the attributes at the end of text to a node.
func takeAttributes(from, to ast.Node, p *page) {
	lines := from.Lines()
	n := lines.Len()
	if n == 0 {
		return
	}
	line := lines.At(n - 1)
	s := bytes.TrimRight(p.src[line.Start:line.Stop], " \t\r\n")
	if len(s) == 0 || s[len(s)-1] != '}' {
		return
	}
	open := bytes.LastIndexByte(s, '{')
	if open < 0 || open > 0 && (s[open-1] == '\\' || s[open-1] == '{') {
		return
	}
	id, class, ok := parseAttributes(s[open+1 : len(s)-1])
	if !ok {
		if s[open+1] == '#' {
			p.warn("markdown-attributes", line.Start+open, "text", string(s[open:]))
		}
		return
	}
	rest := bytes.TrimRight(s[:open], " \t")
	if len(bytes.TrimLeft(rest, " \t")) > 0 {
		line.Stop = line.Start + len(rest)
		lines.Set(n-1, line)
	} else {
		lines.SetSliced(0, n-1)
		if previous := from.PreviousSibling(); n == 1 && to == from && previous != nil {
			to = previous
		}
	}
	if id != nil {
		to.SetAttribute(attrID, id)
	}
	if class != nil {
		to.SetAttribute(attrClass, class)
	}
}

var (
	attrID    = []byte("id")
	attrClass = []byte("class")
)

// parseAttributes reads "#id .class .class".
func parseAttributes(s []byte) (id, class []byte, ok bool) {
	for _, word := range bytes.Fields(s) {
		name := word[1:]
		if !isName(name) {
			return nil, nil, false
		}
		switch word[0] {
		case '#':
			id = name
		case '.':
			if class != nil {
				class = append(append([]byte(nil), class...), ' ')
			}
			class = append(class[:len(class):len(class)], name...)
		default:
			return nil, nil, false
		}
	}
	return id, class, id != nil || class != nil
}

// isName reports whether s may be an id or a class that an author chooses.
// Colons are kept for the ids that this package makes.
func isName(s []byte) bool {
	if len(s) == 0 || len(s) > 100 {
		return false
	}
	for _, c := range s {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_', c == '.', c >= 0x80:
		default:
			return false
		}
	}
	return true
}

// attributes writes the author's id and class of a node.
func (p *page) attributes(n ast.Node) {
	for _, a := range n.Attributes() {
		value, ok := a.Value.([]byte)
		if !ok {
			continue
		}
		if bytes.Equal(a.Name, attrID) {
			p.attribute("id", p.ownID(string(value), start(n)))
		} else if bytes.Equal(a.Name, attrClass) {
			p.attribute("class", string(value))
		}
	}
}
