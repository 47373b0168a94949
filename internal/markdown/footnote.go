package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// footnote is a definition "[^label]: text". It stays in the tree where it was
// written and is numbered and written when the walk meets a reference to it.
type footnote struct {
	block
	label  string
	number int // from 1, 0 until referred to
	refs   int // how many references were written
}

// footnoteRef is a reference "[^label]".
type footnoteRef struct {
	inline
	note *footnote
}

var (
	kindFootnote    = ast.NewNodeKind("Note")
	kindFootnoteRef = ast.NewNodeKind("NoteReference")
)

// footnotes are the notes of a page.
type footnotes struct {
	defined map[string]*footnote
	written []*footnote // in the order of the definitions
	order   []*footnote // by number
}

// maxLabel is the longest label, as for links in CommonMark.
const maxLabel = 999

// noteLabel returns the label of "[^label]" at the start of line and the
// length of it all, or 0.
func noteLabel(line []byte) (label []byte, n int) {
	if len(line) < 4 || line[0] != '[' || line[1] != '^' {
		return nil, 0
	}
	s := line[2:min(len(line), maxLabel+3)]
	end := bytes.IndexAny(s, "[]\n")
	if end < 1 || s[end] != ']' || util.IsBlank(s[:end]) {
		return nil, 0
	}
	return s[:end], end + 3
}

// footnoteBlockParser parses definitions; the lines that belong to one are
// indented by four.
type footnoteBlockParser struct{}

// Trigger implements parser.BlockParser.
func (footnoteBlockParser) Trigger() []byte { return []byte{'['} }

// Open implements parser.BlockParser.
func (footnoteBlockParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	offset := pc.BlockOffset()
	if offset < 0 {
		return nil, parser.NoChildren
	}
	label, n := noteLabel(line[offset:])
	if n == 0 || offset+n >= len(line) || line[offset+n] != ':' {
		return nil, parser.NoChildren
	}
	p := pageOf(pc)
	note := &footnote{block: block{kind: kindFootnote}, label: string(label)}
	if !p.define(note, segment.Start) {
		return nil, parser.NoChildren
	}
	reader.Advance(offset + n + 1)
	return note, parser.HasChildren
}

// define notes a definition; the first one of a label counts.
func (p *page) define(note *footnote, pos int) bool {
	notes := &p.footnotes
	if notes.defined == nil {
		notes.defined = map[string]*footnote{}
	}
	if _, ok := notes.defined[note.label]; ok {
		p.fault("markdown-footnote-duplicate", pos, "label", note.label)
		return true
	}
	if len(notes.defined) >= maxNotes {
		p.exceed("markdown-too-many-footnotes", pos, maxNotes)
		return false
	}
	notes.defined[note.label] = note
	notes.written = append(notes.written, note)
	return true
}

// Continue implements parser.BlockParser.
func (footnoteBlockParser) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	pos, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if pos < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

// Close implements parser.BlockParser.
func (footnoteBlockParser) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph implements parser.BlockParser.
func (footnoteBlockParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (footnoteBlockParser) CanAcceptIndentedLine() bool { return false }

// footnoteParser parses references. All definitions are known by then.
type footnoteParser struct{}

// Trigger implements parser.InlineParser.
func (footnoteParser) Trigger() []byte { return []byte{'['} }

// Parse implements parser.InlineParser.
func (footnoteParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	label, n := noteLabel(line)
	if n == 0 {
		return nil
	}
	p := pageOf(pc)
	note, ok := p.footnotes.defined[string(label)]
	if !ok {
		p.fault("markdown-footnote-missing", segment.Start, "label", string(label))
		return nil
	}
	block.Advance(n)
	return &footnoteRef{inline{kind: kindFootnoteRef}, note}
}

// writeFootnoteRef writes the number of a note, as a link to it.
func (p *page) writeFootnoteRef(n *footnoteRef) {
	note := n.note
	if note.number == 0 {
		p.footnotes.order = append(p.footnotes.order, note)
		note.number = len(p.footnotes.order)
	}
	number := decimal(note.number)
	if p.inLink > 0 {
		p.html("<sup>" + number + "</sup>")
		return
	}
	note.refs++
	p.html(`<sup class="footnote-ref"><a href="#`)
	p.html(p.r.opt.IDPrefix + "fn:" + number)
	p.html(`" id="`)
	p.html(p.anchor(p.refID(note, note.refs)))
	p.html(`" role="doc-noteref"`)
	p.attribute("aria-label", p.r.labels["footnote"]+" "+number)
	p.html(">" + number + "</a></sup>")
}

// refID returns the id of the nth reference to a note.
func (p *page) refID(note *footnote, nth int) string {
	id := p.r.opt.IDPrefix + "fnref:" + decimal(note.number)
	if nth > 1 {
		id += ":" + decimal(nth)
	}
	return id
}

// writeFootnotes writes the notes that were referred to, which may refer to
// further ones, each with links back to its references.
func (p *page) writeFootnotes() {
	defer p.reportUnused()
	if len(p.footnotes.order) == 0 {
		return
	}
	p.html(`<section class="footnotes" role="doc-endnotes"`)
	p.attribute("aria-label", p.r.labels["footnotes"])
	p.html(">\n<ol>\n")
	for i := 0; i < len(p.footnotes.order); i++ {
		p.writeFootnote(p.footnotes.order[i])
	}
	p.html("</ol>\n</section>\n")
}

func (p *page) writeFootnote(note *footnote) {
	p.html(`<li id="`)
	p.html(p.anchor(p.r.opt.IDPrefix + "fn:" + decimal(note.number)))
	p.html("\">\n")
	p.blocks(note)
	const end = "</p>\n"
	if note.refs == 0 {
		p.html("</li>\n")
		return
	}
	if bytes.HasSuffix(p.out, []byte(end)) {
		p.out = append(p.out[:len(p.out)-len(end)], ' ')
	} else {
		p.html("<p>")
	}
	p.writeBacklinks(note)
	p.html(end)
	p.html("</li>\n")
}

func (p *page) writeBacklinks(note *footnote) {
	label := p.r.labels["footnote.back"] + " " + decimal(note.number)
	for nth := 1; nth <= note.refs; nth++ {
		if nth > 1 {
			p.html(" ")
		}
		p.html(`<a href="#`)
		p.html(p.refID(note, nth))
		p.html(`" class="footnote-back" role="doc-backlink"`)
		if nth > 1 {
			p.attribute("aria-label", label+"-"+decimal(nth))
		} else {
			p.attribute("aria-label", label)
		}
		p.html(">↩\ufe0e</a>")
	}
}

// reportUnused warns of notes that nothing refers to: they are not shown.
func (p *page) reportUnused() {
	for _, note := range p.footnotes.written {
		if note.number == 0 {
			p.warn("markdown-footnote-unused", note.Pos(), "label", note.label)
		}
	}
}
