package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// table is a table as on GitHub. Its children are rows, the first one is the
// head; the children of rows are cells.
type table struct {
	block
	columns []column
}

type row struct{ block }

// cell is a cell. Without marks it is raw, as plain is.
type cell struct {
	block
	raw bool
}

// IsRaw implements ast.Node.
func (c *cell) IsRaw() bool { return c.raw }

// align is the alignment of a column, as a class: inline styles are out.
type align string

const (
	alignNone   align = ""
	alignLeft   align = ` class="align-left"`
	alignCenter align = ` class="align-center"`
	alignRight  align = ` class="align-right"`
)

var (
	kindTable = ast.NewNodeKind("Grid")
	kindRow   = ast.NewNodeKind("Row")
	kindCell  = ast.NewNodeKind("Cell")
)

// tableTransformer turns paragraphs into tables: a line of column names above
// a line of dashes.
type tableTransformer struct{}

// Transform implements parser.ParagraphTransformer.
func (tableTransformer) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	src := reader.Source()
	lines := node.Lines()
	for i := 1; i < lines.Len(); i++ {
		columns := delimiters(trimmed(src, lines.At(i)).Value(src))
		if columns == nil {
			continue
		}
		head := trimmed(src, lines.At(i-1))
		if cells := countCells(head.Value(src)); cells == len(columns) {
			pageOf(pc).makeTable(node, i, columns)
		}
		return
	}
}

// makeTable replaces the lines of a paragraph from before the delimiters, which
// are line i, by a table. A table beyond the budget stays text.
func (p *page) makeTable(node *ast.Paragraph, i int, columns []column) {
	lines := node.Lines()
	rows := lines.Len() - i
	p.budget.cells += rows * len(columns)
	if len(columns) > maxColumns || p.budget.cells > maxCells {
		p.exceed("markdown-too-many-cells", lines.At(i-1).Start, maxCells)
		return
	}
	t := &table{block: block{kind: kindTable}, columns: columns}
	t.SetPos(lines.At(i - 1).Start)
	t.AppendChild(t, p.makeRow(lines.At(i-1), columns))
	for j := i + 1; j < lines.Len(); j++ {
		t.AppendChild(t, p.makeRow(lines.At(j), columns))
	}
	lines.SetSliced(0, i-1)
	parent := node.Parent()
	parent.InsertAfter(parent, node, t)
	if i == 1 {
		t.SetBlankPreviousLines(node.HasBlankPreviousLines())
		parent.RemoveChild(parent, node)
	}
}

// makeRow cuts a line into as many cells as there are columns.
func (p *page) makeRow(line text.Segment, columns []column) *row {
	r := &row{block{kind: kindRow}}
	whole := trimmed(p.src, line)
	s := inner(whole.Value(p.src))
	at := p.offset(s)
	for range columns {
		c := &cell{block: block{kind: kindCell}}
		r.AppendChild(r, c)
		if s == nil {
			continue
		}
		end := nextCell(s)
		content := trimmed(p.src, text.NewSegment(at, at+end))
		if !content.IsEmpty() {
			c.Lines().Append(*content)
		}
		c.raw = isPlain(p.src, *content, true)
		if end == len(s) {
			s = nil
			continue
		}
		s, at = s[end+1:], at+end+1
	}
	return r
}

// writeTable writes a table in a region that scrolls sideways, also with keys.
// Where the corner of the head is empty, the first column names the rows.
func (p *page) writeTable(t *table) {
	p.tables++
	p.html(`<div class="table-scroll" role="region" tabindex="0"`)
	p.attribute("aria-label", p.r.labels["table"]+" "+decimal(p.tables))
	p.html(">\n")
	p.openTag("table", t)
	p.html("\n<thead>\n")
	head := t.FirstChild()
	p.writeHead(head, t.columns)
	p.html("</thead>\n")
	if next := head.NextSibling(); next != nil {
		named := emptyCorner(head)
		p.html("<tbody>\n")
		for ; next != nil; next = next.NextSibling() {
			p.writeRow(next, t.columns, named)
		}
		p.html("</tbody>\n")
	}
	p.html("</table>\n</div>\n")
}

// emptyCorner reports whether a table compares things: its first column then
// has no name, and an empty th would be a heading that says nothing.
func emptyCorner(head ast.Node) bool {
	corner := head.FirstChild()
	return corner != nil && corner.NextSibling() != nil && corner.Lines().Len() == 0
}

func (p *page) writeHead(r ast.Node, columns []column) {
	p.noTerms++
	p.html("<tr>\n")
	for i, n := 0, r.FirstChild(); n != nil; i, n = i+1, n.NextSibling() {
		if i == 0 && emptyCorner(r) {
			p.writeCell(n.(*cell), "td", columns[i])
		} else {
			p.writeCell(n.(*cell), `th scope="col"`, columns[i])
		}
	}
	p.html("</tr>\n")
	p.noTerms--
}

func (p *page) writeRow(r ast.Node, columns []column, named bool) {
	p.html("<tr>\n")
	for i, n := 0, r.FirstChild(); n != nil; i, n = i+1, n.NextSibling() {
		if i == 0 && named {
			p.writeCell(n.(*cell), `th scope="row"`, columns[i])
		} else {
			p.writeCell(n.(*cell), "td", columns[i])
		}
	}
	p.html("</tr>\n")
}

// writeCell writes a cell; tag is "td" or "th" with its scope.
func (p *page) writeCell(c *cell, tag string, column column) {
	p.out = append(p.out, '<')
	p.html(tag)
	p.html(string(column.align))
	p.html(">")
	p.inCell = true
	if !c.raw {
		p.inlines(c)
	} else if c.Lines().Len() > 0 {
		line := c.Lines().At(0)
		p.text(p.src[line.Start:line.Stop])
	}
	p.endOfText()
	p.inCell = false
	p.closeTag(tag[:2])
}
