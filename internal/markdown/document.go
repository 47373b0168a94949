package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/document"
)

// firstBlock is the id of the text in front of the first heading.
const firstBlock = "anfang"

// Document parses the body of a template as Render does and returns it for the
// writers of office files. Ids of blocks are those of the HTML. A Link of res
// that is "" leaves the text without a link; the Src of an Image is handed on
// as its source. Problems are those that Render reports too.
func (r *Renderer) Document(src []byte, path string, firstLine int, res Resolver) (document.Body, diag.List) {
	p := r.open(src, path, firstLine, res)
	defer r.close(p)
	if !p.acceptable() {
		return document.Body{}, p.problems
	}
	d := &documenter{page: p, notes: map[*footnote]*document.Note{}}
	d.convert()
	d.body.Fields = p.doc.Fields
	return d.body, p.problems
}

// documenter walks goldmark's tree of a page.
type documenter struct {
	*page
	body  document.Body
	notes map[*footnote]*document.Note
}

// convert fills d.body. A fault of the parser costs one document.
func (d *documenter) convert() {
	defer func() {
		if recover() != nil {
			d.body = document.Body{}
			d.report("markdown-parser", 0)
		}
	}()
	for n := d.parse().FirstChild(); n != nil; n = n.NextSibling() {
		d.top(n)
	}
	for i := 0; i < len(d.footnotes.order); i++ { // notes may refer to further ones
		note := d.footnotes.order[i]
		d.notes[note].Elements = d.children(note)
	}
}

// top takes a child of the root up: into a block of its own if it is a heading
// or has an id, else into the current one.
func (d *documenter) top(n ast.Node) {
	element := d.element(n)
	if element == nil {
		return
	}
	id := ""
	if heading, ok := element.(*document.Heading); ok {
		id = heading.ID
	} else if own, ok := n.Attribute(attrID); ok {
		id = d.ownID(string(own.([]byte)), start(n))
	}
	blocks := &d.body.Blocks
	if id == "" && len(*blocks) == 0 {
		id = string(d.generated([]byte(firstBlock)))
	}
	if id != "" {
		*blocks = append(*blocks, document.Block{ID: id, Line: d.line(start(n))})
	}
	last := &(*blocks)[len(*blocks)-1]
	last.Elements = append(last.Elements, element)
}

// children are the elements in a container.
func (d *documenter) children(parent ast.Node) []document.Element {
	var list []document.Element
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if element := d.element(n); element != nil {
			list = append(list, element)
		}
	}
	return list
}

// element is what a block becomes, nil for what does not show.
func (d *documenter) element(n ast.Node) document.Element {
	switch n := n.(type) {
	case *ast.Heading:
		return d.heading(n)
	case *plain:
		return &document.Paragraph{Text: d.raw(n.Lines().Len(), n)}
	case *ast.Paragraph:
		return d.paragraph(n)
	case *ast.TextBlock:
		return &document.Paragraph{Text: d.runs(n)}
	case *ast.List:
		return d.list(n)
	case *ast.Blockquote:
		return d.quote(n)
	case *ast.FencedCodeBlock:
		return &document.Code{Text: d.code(n)}
	case *ast.CodeBlock:
		return &document.Code{Text: d.code(n)}
	case *ast.ThematicBreak:
		return &document.PageBreak{}
	case *table:
		return d.table(n)
	case *east.DefinitionList:
		return d.definitions(n)
	}
	return nil
}

// heading moves headings up by one: the title is the document's own.
func (d *documenter) heading(n *ast.Heading) document.Element {
	text := d.plainOf(n)
	level := n.Level
	if level == 1 {
		if d.doc.Title == "" && text != "" {
			d.doc.Title = text
			return nil
		}
		level = 2
	}
	class, _ := n.Attribute(attrClass)
	name, _ := class.([]byte)
	return &document.Heading{
		Level: level - 1, ID: d.headingID(n, text), Text: d.runs(n),
		Bare: bytes.Contains(name, []byte("ohne-nummer")),
	}
}

func (d *documenter) paragraph(n *ast.Paragraph) document.Element {
	if only, ok := n.FirstChild().(*ast.Image); ok && n.FirstChild() == n.LastChild() {
		if image := d.image(only); image != nil {
			return &document.Figure{Image: *image, Caption: string(appendPlain(nil, only.Title))}
		}
	}
	return &document.Paragraph{Text: d.runs(n)}
}

func (d *documenter) list(n *ast.List) document.Element {
	list := &document.List{Ordered: n.IsOrdered(), Start: n.Start}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		entry := document.Item{Task: isTask(item), Elements: d.children(item)}
		if entry.Task {
			entry.Done = item.FirstChild().FirstChild().(*task).done
		}
		list.Items = append(list.Items, entry)
	}
	return list
}

func (d *documenter) quote(n *ast.Blockquote) document.Element {
	title, ok := n.FirstChild().(*calloutTitle)
	if !ok {
		return &document.Quote{Elements: d.children(n)}
	}
	return &document.Callout{Type: title.typ, Title: d.runs(title), Elements: d.children(n)}
}

func (d *documenter) code(n ast.Node) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.Write(line.Value(d.src))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func (d *documenter) definitions(n *east.DefinitionList) document.Element {
	list := &document.Definitions{}
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		last := len(list.Entries) - 1
		if _, ok := child.(*east.DefinitionTerm); ok {
			if last < 0 || len(list.Entries[last].Elements) > 0 {
				list.Entries = append(list.Entries, document.Definition{})
				last++
			}
			list.Entries[last].Terms = append(list.Entries[last].Terms, d.runs(child))
			continue
		}
		if last >= 0 {
			list.Entries[last].Elements = append(list.Entries[last].Elements, d.children(child)...)
		}
	}
	return list
}
