package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Raw HTML is off. Comments are left out of the page. Tags are shown as the
// text they are, with a warning that they have no effect.

// comment is <!-- … -->, as a block.
type comment struct {
	block
	closed bool
}

// hidden is a comment inside a paragraph.
type hidden struct{ inline }

var (
	kindComment = ast.NewNodeKind("Comment")
	kindHidden  = ast.NewNodeKind("Hidden")

	commentOpen  = []byte("<!--")
	commentClose = []byte("-->")
)

// commentBlockParser parses comments that start a line. What follows a comment
// on its last line is text again.
type commentBlockParser struct{}

// Trigger implements parser.BlockParser.
func (commentBlockParser) Trigger() []byte { return []byte{'<'} }

// Open implements parser.BlockParser.
func (commentBlockParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	offset := pc.BlockOffset()
	if offset < 0 || !bytes.HasPrefix(line[offset:], commentOpen) {
		return nil, parser.NoChildren
	}
	n := &comment{block: block{kind: kindComment}}
	if end := bytes.Index(line[offset+len(commentOpen):], commentClose); end >= 0 {
		rest := line[offset+len(commentOpen)+end+len(commentClose):]
		if !util.IsBlank(rest) {
			return nil, parser.NoChildren
		}
		n.closed = true
	}
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

// Continue implements parser.BlockParser.
func (commentBlockParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	n := node.(*comment)
	if n.closed {
		return parser.Close
	}
	line, _ := reader.PeekLine()
	if end := bytes.Index(line, commentClose); end >= 0 {
		n.closed = true
		reader.Advance(end + len(commentClose))
		return parser.Close
	}
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

// Close implements parser.BlockParser.
func (commentBlockParser) Close(node ast.Node, _ text.Reader, pc parser.Context) {
	if !node.(*comment).closed {
		pageOf(pc).report("markdown-comment-open", node.Pos())
	}
}

// CanInterruptParagraph implements parser.BlockParser.
func (commentBlockParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (commentBlockParser) CanAcceptIndentedLine() bool { return false }

// tagParser finds comments and tags in text.
type tagParser struct{}

// Trigger implements parser.InlineParser.
func (tagParser) Trigger() []byte { return []byte{'<'} }

// Parse implements parser.InlineParser.
func (tagParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	p := pageOf(pc)
	if bytes.HasPrefix(line, commentOpen) {
		return p.skipComment(parent, block)
	}
	if name := tagName(line); name != "" {
		p.warn("markdown-raw-html", segment.Start, "tag", name)
	}
	return nil
}

// skipComment moves behind the comment at the start of block. Without an end,
// it is text; then no further one in this paragraph is tried.
func (p *page) skipComment(parent ast.Node, block text.Reader) ast.Node {
	if p.noComment == parent {
		return nil
	}
	row, at := block.Position()
	for {
		line, _ := block.PeekLine()
		if line == nil {
			break
		}
		if end := bytes.Index(line, commentClose); end >= 0 {
			block.Advance(end + len(commentClose))
			return &hidden{inline{kind: kindHidden}}
		}
		block.AdvanceLine()
	}
	block.SetPosition(row, at)
	p.report("markdown-comment-open", at.Start)
	p.noComment = parent
	return nil
}

// tagName returns the name of the opening tag that line starts with, or "".
func tagName(line []byte) string {
	const longest = 200
	line = line[1:min(len(line), longest)]
	n := 0
	for n < len(line) && (util.IsAlphaNumeric(line[n]) || n > 0 && line[n] == '-') {
		n++
	}
	if n == 0 || line[0] < 'A' || n == len(line) || bytes.IndexByte(line, '>') < 0 {
		return ""
	}
	if c := line[n]; c != '>' && c != '/' && c != ' ' && c != '\t' && c != '\n' {
		return ""
	}
	return string(line[:n])
}
