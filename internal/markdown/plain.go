package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// plain is a paragraph without any mark: most are. Being raw, it is not seen
// by the inline parsers, and its lines go straight into the HTML. That is what
// makes this package faster than goldmark alone.
type plain struct{ block }

var kindPlain = ast.NewNodeKind("Plain")

// IsRaw implements ast.Node.
func (*plain) IsRaw() bool { return true }

// plainTransformer replaces paragraphs without marks.
type plainTransformer struct{}

// Transform implements parser.ParagraphTransformer.
func (plainTransformer) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	src := reader.Source()
	lines := node.Lines()
	n := lines.Len()
	if n == 0 || !isOpen(node, pc) || mayBeTerm(src[lines.At(n-1).Stop:]) {
		return
	}
	for i := range n {
		if !isPlain(src, lines.At(i), i == n-1) {
			return
		}
	}
	p := &plain{block{kind: kindPlain}}
	p.SetLines(lines)
	p.SetBlankPreviousLines(node.HasBlankPreviousLines())
	for _, a := range node.Attributes() {
		p.SetAttribute(a.Name, a.Value)
	}
	node.Parent().ReplaceChild(node.Parent(), node, p)
}

// isOpen reports whether node is being closed for good. Otherwise a following
// line has claimed it, to become a heading of it or a term of a definition.
func isOpen(node ast.Node, pc parser.Context) bool {
	open := pc.OpenedBlocks()
	for i := len(open) - 1; i >= 0; i-- {
		if open[i].Node == node {
			return true
		}
	}
	return false
}

// mayBeTerm reports whether the text after a paragraph starts with ":", which
// makes the paragraph the term of a definition list.
func mayBeTerm(rest []byte) bool {
	for _, c := range rest {
		switch c {
		case ' ', '\t', '\r', '\n', '>':
		default:
			return c == ':'
		}
	}
	return false
}

// isPlain reports whether a line is just text.
func isPlain(src []byte, line text.Segment, last bool) bool {
	s := src[line.Start:line.Stop]
	for _, c := range s {
		if mark[c] {
			return false
		}
	}
	return last || !hardBreak(s)
}

// mark holds the bytes that an inline parser may be interested in.
var mark = [256]bool{'\\': true, '`': true, '*': true, '_': true, '[': true, ']': true, '<': true, '~': true, '{': true}

// hardBreak reports whether a line ends with two spaces.
func hardBreak(line []byte) bool {
	n := len(line)
	if n > 0 && line[n-1] == '\n' {
		n--
	}
	if n > 0 && line[n-1] == '\r' {
		n--
	}
	return n > 1 && line[n-1] == ' ' && line[n-2] == ' '
}

// writePlain writes a paragraph without marks. Lines that follow each other in
// the source are taken together.
func (p *page) writePlain(n *plain) {
	tight := isTight(n)
	if !tight {
		p.openTag("p", n)
	}
	lines := n.Lines()
	last := lines.Len() - 1
	run := *trimmed(p.src, lines.At(0))
	for i := 1; i <= last; i++ {
		line := trimmed(p.src, lines.At(i))
		if line.Start == run.Stop+1 {
			run.Stop = line.Stop
			continue
		}
		p.text(p.src[run.Start:run.Stop])
		p.softBreak()
		run = *line
	}
	p.text(p.src[run.Start:run.Stop])
	p.endOfText()
	if !tight {
		p.closeTag("p")
	} else if n.NextSibling() != nil {
		p.out = append(p.out, '\n')
	}
}
