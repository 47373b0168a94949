package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"github.com/kaaw/nachbar/internal/markdown/highlight"
)

// maxHighlight is the size of the largest block of code that is coloured.
const maxHighlight = 256 << 10

// writeCode writes a block of code, which can be scrolled with keys.
func (p *page) writeCode(n ast.Node, language []byte) {
	name := languageName(language)
	code := p.codeOf(n.Lines())
	p.html(`<pre tabindex="0" class="chroma"><code`)
	if name != "" {
		p.attribute("class", "language-"+name)
	}
	p.html(">")
	colours := false
	if p.r.opt.Highlight && len(code) <= maxHighlight {
		p.out, colours = highlight.HTML(p.out, name, string(code))
	}
	if !colours {
		p.out = appendEscaped(p.out, code)
	}
	p.html("</code></pre>\n")
}

// languageName returns the language of a fence in lower case, "" if it could
// not be a class.
func languageName(s []byte) string {
	if len(s) == 0 || len(s) > 40 {
		return ""
	}
	for _, c := range s {
		if !isWordByte(c) && c != '-' && c != '+' && c != '#' && c != '.' {
			return ""
		}
	}
	return string(bytes.ToLower(s))
}

// codeOf returns the lines of a block as one. It is valid until the next call
// that uses the scratch space.
func (p *page) codeOf(lines *text.Segments) []byte {
	dst := p.scratch[:0]
	for i := range lines.Len() {
		line := lines.At(i)
		dst = append(dst, line.Value(p.src)...)
	}
	p.scratch = dst[:0]
	return dst
}

// writeCodeSpan writes code within text: line ends are blanks, and in a table
// "\|" is a bar.
func (p *page) writeCodeSpan(n *ast.CodeSpan) {
	p.html("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		s := t.Segment.Value(p.src)
		end := bytes.HasSuffix(s, newline)
		if end {
			s = bytes.TrimSuffix(s[:len(s)-1], []byte{'\r'})
		}
		if p.inCell {
			s = bytes.ReplaceAll(s, []byte(`\|`), []byte{'|'})
		}
		p.out = appendEscaped(p.out, s)
		if end {
			p.out = append(p.out, ' ')
		}
	}
	p.html("</code>")
}
