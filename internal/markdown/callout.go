package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// calloutTypes maps what may stand in "[!NOTE]" to the type of the callout.
// IMPORTANT and CAUTION are GitHub's. HINWEIS is help for filling a template in;
// NW and NI hold what only the law of one Land says.
var calloutTypes = map[string]string{
	"NOTE": "note", "TIP": "tip", "WARNING": "warning", "DANGER": "danger", "EXAMPLE": "example",
	"IMPORTANT": "warning", "CAUTION": "danger",
	"HINWEIS": "hint", "NW": "nw", "NI": "ni",
}

// calloutTitle is the rest of the line after "[!NOTE]". It carries the type of
// the callout that the quote around it is.
type calloutTitle struct {
	block
	typ string
}

var kindCalloutTitle = ast.NewNodeKind("CalloutTitle")

// calloutTransformer finds "[!NOTE] title" at the start of a quote.
type calloutTransformer struct{}

// Transform implements parser.ParagraphTransformer.
func (calloutTransformer) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	quote, ok := node.Parent().(*ast.Blockquote)
	if !ok || quote.FirstChild() != node || node.Lines().Len() == 0 {
		return
	}
	first := node.Lines().At(0)
	line := bytes.TrimLeft(reader.Source()[first.Start:first.Stop], " \t")
	end := bytes.IndexByte(line, ']')
	if end < 0 || !bytes.HasPrefix(line, []byte("[!")) {
		return
	}
	typ, ok := calloutTypes[strings.ToUpper(string(line[2:end]))]
	if !ok {
		pageOf(pc).warn("markdown-callout-type", first.Stop-len(line), "type", string(line[2:end]))
		return
	}
	title := &calloutTitle{block{kind: kindCalloutTitle}, typ}
	rest := text.NewSegment(first.Stop-len(line)+end+1, first.Stop)
	rest = rest.TrimLeftSpace(reader.Source())
	rest = rest.TrimRightSpace(reader.Source())
	if !rest.IsEmpty() {
		title.Lines().Append(rest)
	}
	node.Lines().SetSliced(1, node.Lines().Len())
	quote.InsertBefore(quote, node, title)
	if node.Lines().Len() == 0 {
		quote.RemoveChild(quote, node)
	}
}

// writeQuote writes a quote, or the callout it stands for.
func (p *page) writeQuote(n *ast.Blockquote) {
	title, ok := n.FirstChild().(*calloutTitle)
	if !ok {
		p.openTag("blockquote", n)
		p.html("\n")
		p.blocks(n)
		p.closeTag("blockquote")
		return
	}
	p.html(`<aside class="callout callout-`)
	p.html(title.typ)
	if class, ok := n.Attribute(attrClass); ok {
		p.html(" ")
		p.out = appendEscaped(p.out, class.([]byte))
	}
	p.html(`"`)
	if id, ok := n.Attribute(attrID); ok {
		p.attribute("id", p.ownID(string(id.([]byte)), n.Pos()))
	}
	label := p.r.labels["callout."+title.typ]
	typeWord := label
	if title.HasChildren() {
		label += ": " + p.plainOf(title)
	}
	p.html(` role="note"`) // not a landmark: many have the same name
	p.attribute("aria-label", label)
	p.html(">\n<p class=\"callout-title\">")
	p.noTerms++
	if title.HasChildren() {
		// The icon tells sighted readers what the title does not.
		p.html(`<span class="kern-sr-only">`)
		p.out = appendEscaped(p.out, typeWord)
		p.html(`: </span>`)
		p.inlines(title)
	} else {
		p.out = appendEscaped(p.out, label)
	}
	p.noTerms--
	p.endOfText()
	p.html("</p>\n")
	p.blocks(n)
	p.html("</aside>\n")
}
