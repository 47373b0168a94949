package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// blocks writes the children of a block.
func (p *page) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		p.block(n)
	}
}

// block writes one block. Depth is bounded by the budget, so recursion is safe.
func (p *page) block(n ast.Node) {
	switch n := n.(type) {
	case *plain:
		p.summarize(n)
		p.writePlain(n)
	case *ast.Paragraph:
		p.summarize(n)
		p.writeParagraph(n)
	case *ast.TextBlock:
		p.writeTextBlock(n)
	case *ast.Heading:
		p.writeHeading(n)
	case *ast.List:
		p.writeList(n)
	case *ast.Blockquote:
		p.writeQuote(n)
	case *ast.FencedCodeBlock:
		p.writeCode(n, n.Language(p.src))
	case *ast.CodeBlock:
		p.writeCode(n, nil)
	case *ast.ThematicBreak:
		p.html("<hr>\n")
	case *table:
		p.writeTable(n)
	case *east.DefinitionList:
		p.writeDefinitions(n)
	}
	// Footnotes are written at the end, link references and comments not at all.
}

// inlines writes the children of an inline or of a block with text.
func (p *page) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		n = p.inline(n)
	}
}

// inline writes n and returns the last node that it has dealt with: pieces of
// text that touch are taken together.
func (p *page) inline(n ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.Text:
		return p.writeText(n)
	case *ast.Emphasis:
		if n.Level == 2 {
			p.wrap("strong", n)
		} else {
			p.wrap("em", n)
		}
	case *east.Strikethrough:
		p.wrap("del", n)
	case *ast.CodeSpan:
		p.writeCodeSpan(n)
	case *ast.Link:
		p.writeLink(n)
	case *ast.AutoLink:
		p.writeAutoLink(n)
	case *ast.Image:
		p.writeImage(n)
	case *footnoteRef:
		p.writeFootnoteRef(n)
	case *field:
		p.writeField(n)
	case *task:
		p.writeTask(n)
	}
	return n
}

// writeText writes a run of text up to its next break.
func (p *page) writeText(n *ast.Text) ast.Node {
	last := n
	for !last.SoftLineBreak() && !last.HardLineBreak() {
		next, ok := last.NextSibling().(*ast.Text)
		if !ok || next.Segment.Start != last.Segment.Stop {
			break
		}
		last = next
	}
	p.text(p.src[n.Segment.Start:last.Segment.Stop])
	switch {
	case last.HardLineBreak():
		p.html("<br>")
		p.softBreak()
	case last.SoftLineBreak():
		p.softBreak()
	}
	return last
}

// text writes Markdown text with glossary terms and bare links.
func (p *page) text(s []byte) {
	p.doc.Words += spaces(s)
	if p.linkText && p.inLink == 0 {
		s = p.writeBareLinks(s)
	}
	p.prose(s)
}

// prose writes text that holds no links.
func (p *page) prose(s []byte) {
	if p.r.glossary != nil && p.noTerms == 0 && p.inLink == 0 {
		s = p.markTerms(s)
	}
	p.out = appendText(p.out, s)
}

func (p *page) writeParagraph(n *ast.Paragraph) {
	if p.writeFigure(n) {
		return
	}
	p.openTag("p", n)
	p.inlines(n)
	p.endOfText()
	p.closeTag("p")
}

// writeTextBlock writes a paragraph that goldmark has found to be tight.
func (p *page) writeTextBlock(n *ast.TextBlock) {
	tight := isTight(n)
	if !tight {
		p.openTag("p", n)
	}
	p.inlines(n)
	p.endOfText()
	if !tight {
		p.closeTag("p")
	} else if n.NextSibling() != nil {
		p.out = append(p.out, '\n')
	}
}

func (p *page) writeList(n *ast.List) {
	name := "ul"
	if n.IsOrdered() {
		name = "ol"
	}
	p.html("<")
	p.html(name)
	if n.IsOrdered() && n.Start != 1 {
		p.html(` start="`)
		p.html(decimal(n.Start))
		p.html(`"`)
	}
	p.attributes(n)
	p.html(">\n")
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		p.writeItem(item, n.IsTight)
	}
	p.closeTag(name)
}

func (p *page) writeItem(n ast.Node, tight bool) {
	if isTask(n) {
		p.html(`<li class="task"`)
	} else {
		p.html("<li")
	}
	p.attributes(n)
	p.html(">")
	if !tight || n.FirstChild() != nil && !isText(n.FirstChild()) {
		p.html("\n")
	}
	p.blocks(n)
	p.html("</li>\n")
}

// isText reports whether a block is text without a tag of its own in a tight list.
func isText(n ast.Node) bool {
	switch n.(type) {
	case *ast.TextBlock, *plain:
		return true
	}
	return false
}

// isTight reports whether a paragraph stands without <p>: in a list or a
// description without blank lines.
func isTight(n ast.Node) bool {
	switch parent := n.Parent().(type) {
	case *ast.ListItem:
		list, ok := parent.Parent().(*ast.List)
		return ok && list.IsTight
	case *east.DefinitionDescription:
		return parent.IsTight && n == parent.FirstChild()
	}
	return false
}

func (p *page) writeDefinitions(list *east.DefinitionList) {
	p.openTag("dl", list)
	p.html("\n")
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		if _, ok := n.(*east.DefinitionTerm); ok {
			p.html("<dt>")
			p.inlines(n)
			p.endOfText()
			p.closeTag("dt")
			continue
		}
		p.openTag("dd", n)
		if d, ok := n.(*east.DefinitionDescription); ok && !d.IsTight {
			p.html("\n")
		}
		p.blocks(n)
		p.closeTag("dd")
	}
	p.closeTag("dl")
}

func (p *page) html(s string) { p.out = append(p.out, s...) }

func (p *page) openTag(name string, n ast.Node) {
	p.out = append(p.out, '<')
	p.out = append(p.out, name...)
	p.attributes(n)
	p.out = append(p.out, '>')
}

func (p *page) closeTag(name string) {
	p.out = append(p.out, "</"...)
	p.out = append(p.out, name...)
	p.out = append(p.out, ">\n"...)
}

// attribute writes a name and its value, which is plain text.
func (p *page) attribute(name, value string) {
	p.out = append(p.out, ' ')
	p.out = append(p.out, name...)
	p.out = append(p.out, `="`...)
	p.out = appendEscaped(p.out, value)
	p.out = append(p.out, '"')
}

func (p *page) wrap(name string, n ast.Node) {
	p.out = append(p.out, '<')
	p.out = append(p.out, name...)
	p.out = append(p.out, '>')
	p.inlines(n)
	p.out = append(p.out, "</"...)
	p.out = append(p.out, name...)
	p.out = append(p.out, '>')
}

func (p *page) softBreak() {
	p.out = append(p.out, '\n')
	p.doc.Words++
}

// endOfText closes a paragraph, heading, item or cell.
func (p *page) endOfText() { p.doc.Words++ }

// spaces counts the blanks and line ends between words.
func spaces(s []byte) int { return bytes.Count(s, blank) + bytes.Count(s, newline) }

var blank = []byte{' '}
