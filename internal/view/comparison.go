package view

import (
	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/versions"
)

// Comparison is two templates side by side, as they stand.
type Comparison struct {
	Left, Right *Page
	Blocks      []Beside
	// Same is how many blocks say the same in both.
	Same int
}

// Beside is a block of two templates. Op is "same" or "changed", "removed" if
// only the left one has it, "added" if only the right one does.
type Beside struct {
	ID, Title, Op string
	// RightTitle is that of the right one if it is another.
	RightTitle  string
	Left, Right []Part
}

// Comparison is what the page with two templates shows, nil on other pages.
func (p *Page) Comparison() (*Comparison, error) {
	pair := p.c.pair
	if pair.Other == nil {
		return nil, nil
	}
	left, _, err := p.c.Now(pair.Page)
	if err != nil {
		return nil, err
	}
	right, _, err := p.c.Now(pair.Other)
	if err != nil {
		return nil, err
	}
	out := &Comparison{Left: p.c.wrap(pair.Page), Right: p.c.wrap(pair.Other)}
	own := append(append([]content.Field(nil), pair.Page.Template.Fields...), pair.Other.Template.Fields...)
	w := lineWriter{c: p.c, own: own, even: true}
	for _, block := range versions.Compare(left, right).Blocks {
		b := Beside{ID: block.ID, Title: w.plain(block.Title), Op: block.Op.String()}
		if old, ok := left.Block(block.ID); ok && old.Heading() != block.Title {
			b.Title, b.RightTitle = w.plain(old.Heading()), b.Title
		}
		if block.Op == versions.Same {
			out.Same++
		}
		b.Left, b.Right = w.sides(block.Lines)
		out.Blocks = append(out.Blocks, b)
	}
	return out, nil
}

// sides are the lines of both versions of a block. Where both have a line, the
// words are marked that only this one has.
func (w *lineWriter) sides(lines []versions.LineChange) (left, right []Part) {
	side := func(gone versions.Op, of func(versions.LineChange) *versions.Line) []Part {
		var kept []versions.LineChange
		for _, l := range lines {
			source := of(l)
			if source == nil || source.Kind == versions.Break || source.Kind == versions.Heading && len(kept) == 0 {
				continue
			}
			l.Level, l.Links = source.Level, nil
			l.Parts = without(l, gone, max(len(source.Cells), 1))
			kept = append(kept, l)
		}
		return w.parts(kept, nil)
	}
	left = side(versions.Added, func(l versions.LineChange) *versions.Line { return l.Old })
	right = side(versions.Removed, func(l versions.LineChange) *versions.Line { return l.New })
	return left, right
}

// without drops what only the other side says, and its further columns. In a
// line that only one side has no word is marked.
func without(l versions.LineChange, gone versions.Op, cells int) [][]versions.Span {
	var out [][]versions.Span
	for _, part := range l.Parts[:min(cells, len(l.Parts))] {
		var kept []versions.Span
		for _, s := range part {
			if l.Old == nil || l.New == nil {
				s.Op = versions.Same
			}
			if s.Op != gone {
				kept = append(kept, s)
			}
		}
		out = append(out, kept)
	}
	return out
}
