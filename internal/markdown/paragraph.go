package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// paragraphParser is goldmark's, but reads on: a line that starts with a letter
// can only continue the paragraph it follows, so outside of containers it need
// not go through all block parsers.
type paragraphParser struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (b paragraphParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	node, state := b.BlockParser.Open(parent, reader, pc)
	if node != nil && parent.Kind() == ast.KindDocument {
		pageOf(pc).readOn(node, reader)
	}
	return node, state
}

// Continue implements parser.BlockParser.
func (b paragraphParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	state := b.BlockParser.Continue(node, reader, pc)
	if state&parser.Continue != 0 && node.Parent().Kind() == ast.KindDocument {
		pageOf(pc).readOn(node, reader)
	}
	return state
}

// readOn appends the lines that surely belong to the paragraph. The reader
// stands at the end of a line before and after.
func (p *page) readOn(node ast.Node, reader text.Reader) {
	_, at := reader.Position()
	lines := p.lines[:0]
	for start := at.Stop; start < len(p.src) && continues[p.src[start]]; {
		stop := len(p.src)
		if n := bytes.IndexByte(p.src[start:], '\n'); n >= 0 {
			stop = start + n + 1
		}
		lines = append(lines, text.NewSegment(start, stop))
		reader.AdvanceLine()
		start = stop
	}
	if len(lines) > 0 {
		reader.AdvanceToEOL()
		node.Lines().AppendAll(lines)
	}
	p.lines = lines[:0]
}

// continues marks the bytes that start no block: letters.
var continues = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 || c == '(' || c == '"'
	}
	return t
}()

// referenceTransformer is goldmark's, for the paragraphs that may define link
// references: it prepares much before it looks, and its cost for a long row of
// them grows with the square.
type referenceTransformer struct{ parser.ParagraphTransformer }

// Transform implements parser.ParagraphTransformer.
func (r referenceTransformer) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	first := trimmed(reader.Source(), node.Lines().At(0))
	if first.IsEmpty() || reader.Source()[first.Start] != '[' {
		return
	}
	if node.Lines().Len() > maxRefLines {
		pageOf(pc).exceed("markdown-too-many-references", first.Start, maxRefLines)
		return
	}
	r.ParagraphTransformer.Transform(node, reader, pc)
}
