package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// maxSummary is the length of a summary in characters.
const maxSummary = 300

// summarize takes the first paragraph of the page as its summary.
func (p *page) summarize(n ast.Node) {
	if p.summary || n.Parent().Kind() != ast.KindDocument {
		return
	}
	text := strings.Join(strings.Fields(p.plainOf(n)), " ")
	p.doc.Summary = shorten(text, maxSummary)
	p.summary = text != ""
}

// shorten cuts text at a word, so that with an ellipsis it has at most limit
// characters.
func shorten(text string, limit int) string {
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	cut, n := 0, 0
	for i, r := range text {
		if r == ' ' {
			cut = i
		}
		if n++; n == limit {
			if cut == 0 {
				cut = i
			}
			break
		}
	}
	return strings.TrimRight(text[:cut], " ,;:–-") + "…"
}

// plainOf returns the text of a block without any marks.
func (p *page) plainOf(n ast.Node) string {
	dst := p.scratch[:0]
	if raw, ok := n.(*plain); ok {
		lines := raw.Lines()
		for i := range lines.Len() {
			seg := lines.At(i)
			dst = append(appendPlain(dst, bytes.TrimSpace(p.src[seg.Start:seg.Stop])), ' ')
		}
	} else {
		dst = p.appendPlainOf(dst, n)
	}
	p.scratch = dst[:0]
	return string(bytes.TrimSpace(dst))
}

// appendPlainOf appends the text of inline nodes.
func (p *page) appendPlainOf(dst []byte, parent ast.Node) []byte {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			s := n.Segment.Value(p.src)
			if n.IsRaw() {
				dst = append(dst, s...)
			} else {
				dst = appendPlain(dst, s)
			}
			if n.SoftLineBreak() || n.HardLineBreak() {
				dst = append(dst, ' ')
			}
		case *ast.AutoLink:
			dst = append(dst, n.Label(p.src)...)
		case *field:
			dst = append(dst, p.fieldLabel(n.id)...)
		default:
			dst = p.appendPlainOf(dst, n)
		}
	}
	return dst
}
