package markdown

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"github.com/kaaw/nachbar/internal/document"
)

// raw is the text of a block without marks.
func (d *documenter) raw(lines int, n ast.Node) []document.Run {
	var text []byte
	for i := range lines {
		line := trimmed(d.src, n.Lines().At(i))
		if i > 0 {
			text = append(text, ' ')
		}
		text = appendPlain(text, line.Value(d.src))
	}
	if len(text) == 0 {
		return nil
	}
	return []document.Run{{Text: string(text)}}
}

// runs is the text of a block.
func (d *documenter) runs(parent ast.Node) []document.Run {
	w := &runWriter{d: d}
	w.inlines(parent)
	return w.runs
}

// runWriter collects runs; marks and link are those of the nodes around.
type runWriter struct {
	d     *documenter
	runs  []document.Run
	marks document.Marks
	link  string
}

func (w *runWriter) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		w.inline(n)
	}
}

func (w *runWriter) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.text(n)
	case *ast.Emphasis:
		mark := document.Italic
		if n.Level == 2 {
			mark = document.Bold
		}
		w.marked(mark, n)
	case *east.Strikethrough:
		w.marked(document.Strike, n)
	case *ast.CodeSpan:
		w.marked(document.Mono, n)
	case *ast.Link:
		w.linked(n)
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.Image:
		if image := w.d.image(n); image != nil {
			w.add(document.Run{Image: image})
		} else {
			w.add(document.Run{Text: w.d.plainOf(n)})
		}
	case *footnoteRef:
		w.add(document.Run{Note: w.d.note(n.note)})
	case *field:
		w.d.noteField(n)
		w.add(document.Run{Field: n.id})
	}
}

// add appends a run; text that looks like the text before joins it.
func (w *runWriter) add(r document.Run) {
	r.Marks, r.Link = w.marks, w.link
	if r.Text != "" && len(w.runs) > 0 {
		last := &w.runs[len(w.runs)-1]
		if last.Text != "" && last.Marks == r.Marks && last.Link == r.Link {
			last.Text += r.Text
			return
		}
	}
	if r.Text != "" || r.Field != "" || r.Break || r.Note != nil || r.Image != nil {
		w.runs = append(w.runs, r)
	}
}

func (w *runWriter) text(n *ast.Text) {
	s := n.Segment.Value(w.d.src)
	if n.IsRaw() {
		w.add(document.Run{Text: string(s)})
	} else {
		w.add(document.Run{Text: string(appendPlain(nil, s))})
	}
	switch {
	case n.HardLineBreak():
		w.add(document.Run{Break: true})
	case n.SoftLineBreak():
		w.add(document.Run{Text: " "})
	}
}

func (w *runWriter) marked(mark document.Marks, n ast.Node) {
	before := w.marks
	w.marks |= mark
	w.inlines(n)
	w.marks = before
}

func (w *runWriter) linked(n *ast.Link) {
	if w.link == "" && w.d.affordable(n.Reference, n.Destination, n.Title, n.Pos()) {
		w.link = w.d.address(string(appendPlain(nil, n.Destination)))
		defer func() { w.link = "" }()
	}
	w.inlines(n)
}

func (w *runWriter) autoLink(n *ast.AutoLink) {
	label := string(n.Label(w.d.src))
	if w.link == "" {
		dest := label
		if n.AutoLinkType == ast.AutoLinkEmail {
			dest = "mailto:" + label
		}
		w.link = w.d.address(dest)
		defer func() { w.link = "" }()
	}
	w.add(document.Run{Text: label})
}

// address is where a link of a document leads, "" if nowhere. What is wrong
// with it is reported where the page is rendered.
func (d *documenter) address(dest string) string {
	scheme, problem := classify(dest)
	switch {
	case problem != "" || dest == "":
		return ""
	case scheme != "":
		return urlOf(dest)
	case dest[0] == '#' || d.res == nil:
		return dest
	}
	href, err := d.res.Link(dest)
	if err != nil {
		return ""
	}
	return href
}

// note is a footnote, numbered when it is first referred to.
func (d *documenter) note(n *footnote) *document.Note {
	if n.number == 0 {
		d.footnotes.order = append(d.footnotes.order, n)
		n.number = len(d.footnotes.order)
		d.notes[n] = &document.Note{Number: n.number}
	}
	return d.notes[n]
}

// image is a picture of the site, nil if there is none.
func (d *documenter) image(n *ast.Image) *document.Image {
	dest := string(appendPlain(nil, n.Destination))
	if scheme, problem := classify(dest); problem != "" || scheme != "" || dest == "" || d.res == nil {
		return nil
	}
	image, err := d.res.Image(dest)
	if err != nil {
		return nil
	}
	return &document.Image{Source: image.Src, Alt: d.plainOf(n), Width: image.Width, Height: image.Height}
}
