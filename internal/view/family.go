package view

import (
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/content"
)

// Family is a drawing of which template was made of which: ancestors above,
// heirs below. Text tells the same in words.
type Family struct {
	Width, Height int
	Nodes         []FamilyNode
	Edges         []FamilyEdge
	Text          []string
}

// FamilyNode is a template in the drawing; Lines are its title.
type FamilyNode struct {
	X, Y, Width, Height int
	Self                bool
	Lines               []FamilyLine
}

// FamilyLine is a line of text at its place.
type FamilyLine struct {
	X, Y    int
	Text    string
	Version bool
}

// FamilyEdge is an arrow from a template to one that was made of it.
type FamilyEdge struct{ X1, Y1, X2, Y2 int }

// Measures of the drawing, in pixels.
const (
	familyNode   = 212
	familyLine   = 22
	familyPad    = 12
	familyGap    = 20
	familyRow    = 48
	familyLetter = 22 // letters in a line
	familyMost   = 24 // templates in a drawing
)

// Family is nil for a template without relatives.
func (p *Page) Family() *Family {
	if p.p.Template == nil {
		return nil
	}
	members := p.c.family(p.p)
	if len(members) < 2 {
		return nil
	}
	rows := generations(members)
	f := &Family{}
	nodes := map[*content.Page]FamilyNode{}
	for _, row := range rows {
		f.place(row, nodes, p.p)
	}
	f.Height -= familyRow
	for _, row := range rows {
		f.Width = max(f.Width, len(row)*(familyNode+familyGap)-familyGap)
	}
	for _, row := range rows {
		f.center(row, nodes)
		for _, member := range row {
			f.Nodes = append(f.Nodes, nodes[member])
		}
	}
	f.join(p.c, members, nodes)
	return f
}

// family is a template with all that it was made of and all that was made of
// those, the closest ones first.
func (c *Context) family(p *content.Page) []*content.Page {
	members := []*content.Page{p}
	add := func(other *content.Page) {
		if other != nil && !slices.Contains(members, other) && len(members) < familyMost {
			members = append(members, other)
		}
	}
	for i := 0; i < len(members); i++ {
		for _, ref := range members[i].Template.BasedOn {
			add(c.template(ref.ID))
		}
		for _, heir := range c.heirs(members[i].Template.ID) {
			add(heir)
		}
	}
	return members
}

// generations orders members in rows: each below all that it was made of.
func generations(members []*content.Page) [][]*content.Page {
	depth := map[string]int{}
	for range members { // the longest way has fewer steps than there are members
		for _, m := range members {
			for _, ref := range m.Template.BasedOn {
				if slices.ContainsFunc(members, func(o *content.Page) bool { return o.Template.ID == ref.ID }) && ref.ID != m.Template.ID {
					depth[m.Template.ID] = min(max(depth[m.Template.ID], depth[ref.ID]+1), len(members)-1)
				}
			}
		}
	}
	rows := make([][]*content.Page, len(members))
	for _, m := range members {
		d := depth[m.Template.ID]
		rows[d] = append(rows[d], m)
	}
	rows = slices.DeleteFunc(rows, func(row []*content.Page) bool { return len(row) == 0 })
	for _, row := range rows {
		slices.SortFunc(row, func(a, b *content.Page) int { return strings.Compare(a.Template.ID, b.Template.ID) })
	}
	return rows
}

// place gives the templates of a row their boxes, from the left.
func (f *Family) place(row []*content.Page, nodes map[*content.Page]FamilyNode, self *content.Page) {
	height := 0
	for i, member := range row {
		n := FamilyNode{X: i * (familyNode + familyGap), Y: f.Height, Width: familyNode, Self: member == self}
		for _, text := range wrapped(member.Title, familyLetter) {
			n.Lines = append(n.Lines, FamilyLine{Text: text})
		}
		n.Lines = append(n.Lines, FamilyLine{Text: member.Template.Version.String(), Version: true})
		n.Height = len(n.Lines)*familyLine + 2*familyPad
		height = max(height, n.Height)
		nodes[member] = n
	}
	f.Height += height + familyRow
}

// center moves a row to the middle and gives its lines their places.
func (f *Family) center(row []*content.Page, nodes map[*content.Page]FamilyNode) {
	shift := (f.Width - (len(row)*(familyNode+familyGap) - familyGap)) / 2
	for _, member := range row {
		n := nodes[member]
		n.X += shift
		for i := range n.Lines {
			n.Lines[i].X = n.X + familyNode/2
			n.Lines[i].Y = n.Y + familyPad + i*familyLine + familyLine*3/4
		}
		nodes[member] = n
	}
}

// join draws the arrows and tells about them.
func (f *Family) join(c *Context, members []*content.Page, nodes map[*content.Page]FamilyNode) {
	for _, m := range members {
		for _, ref := range m.Template.BasedOn {
			for _, other := range members {
				if other.Template.ID != ref.ID || other == m {
					continue
				}
				from, to := nodes[other], nodes[m]
				f.Edges = append(f.Edges, FamilyEdge{from.X + familyNode/2, from.Y + from.Height, to.X + familyNode/2, to.Y - 2})
				f.Text = append(f.Text, c.T("ui.family.edge", map[string]string{
					"title": m.Title, "from": other.Title, "version": ref.Version.String(),
				}))
			}
		}
	}
}

// wrapped cuts a title into lines of about n letters.
func wrapped(title string, n int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(title) {
		switch {
		case line == "":
			line = word
		case len([]rune(line))+1+len([]rune(word)) <= n:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
	}
	return append(lines, line)
}

// ViewWidth and ViewHeight are the size of the drawing with the strokes at its
// edges.
func (f *Family) ViewWidth() int { return f.Width + 4 }

// ViewHeight goes with ViewWidth.
func (f *Family) ViewHeight() int { return f.Height + 4 }
