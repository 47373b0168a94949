package markdown

import (
	"github.com/yuin/goldmark/ast"
)

// writeHeading writes a heading with its id. The first one of level 1 becomes
// the title of the page; further ones are moved down to level 2, since a page
// has one title.
func (p *page) writeHeading(n *ast.Heading) {
	level := n.Level
	text := p.plainOf(n)
	if level == 1 {
		if p.doc.Title == "" && text != "" {
			p.doc.Title = text
			p.doc.Words += spaces([]byte(text)) + 1
			return
		}
		if !p.r.opt.Lenient {
			p.warn("markdown-second-title", start(n), "title", text)
		}
		level = 2
	}
	id := p.headingID(n, text)
	p.headings = append(p.headings, Heading{Level: level, ID: id, Text: text})

	digit := byte('0' + level)
	p.out = append(p.out, "<h"...)
	p.out = append(p.out, digit)
	p.attribute("id", id)
	if class, ok := n.Attribute(attrClass); ok {
		p.attribute("class", string(class.([]byte)))
	}
	p.out = append(p.out, '>')
	p.noTerms++
	p.inlines(n)
	p.noTerms--
	p.endOfText()
	p.out = append(p.out, "</h"...)
	p.out = append(p.out, digit)
	p.out = append(p.out, ">\n"...)
}

// headingID returns the author's id of a heading, else one made of its text.
func (p *page) headingID(n *ast.Heading, text string) string {
	if id, ok := n.Attribute(attrID); ok {
		return p.ownID(string(id.([]byte)), start(n))
	}
	p.scratch = append(p.scratch[:0], p.r.opt.IDPrefix...)
	p.scratch = appendSlug(p.scratch, []byte(text))
	return p.generated(p.scratch)
}

// start returns where the text of a block starts in the source.
func start(n ast.Node) int {
	if lines := n.Lines(); lines.Len() > 0 {
		return lines.At(0).Start
	}
	return n.Pos()
}

// contents makes a tree of the headings between two levels. A heading belongs
// to the nearest one before it of a higher rank, whether or not levels between
// them are left out.
func contents(headings []Heading, lowest, highest int) []Heading {
	var list []Heading
	for _, h := range headings {
		if h.Level >= lowest && h.Level <= highest {
			list = append(list, h)
		}
	}
	tree, _ := subtree(list, 0)
	return tree
}

// subtree takes from list the headings below a level.
func subtree(list []Heading, level int) (tree, rest []Heading) {
	for len(list) > 0 && list[0].Level > level {
		h := list[0]
		h.Children, list = subtree(list[1:], h.Level)
		tree = append(tree, h)
	}
	return tree, list
}
