package markdown

import (
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"github.com/kaaw/nachbar/internal/document"
)

// table takes the widths of the columns from the dashes below the head; where
// all are equally long, from the texts in the columns.
func (d *documenter) table(n *table) document.Element {
	t := &document.Table{RowNames: emptyCorner(n.FirstChild())}
	for _, c := range n.columns {
		t.Columns = append(t.Columns, document.Column{Align: aligns[c.align]})
	}
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		if t.Head == nil {
			t.Head = d.cells(r)
		} else {
			t.Rows = append(t.Rows, d.cells(r))
		}
	}
	shares := make([]int, len(n.columns))
	equal := true
	for i, c := range n.columns {
		shares[i] = c.width
		equal = equal && c.width == n.columns[0].width
	}
	if equal {
		d.measure(t, shares)
	}
	distribute(t.Columns, shares)
	return t
}

var aligns = map[align]document.Align{alignCenter: document.Center, alignRight: document.Right}

func (d *documenter) cells(r ast.Node) []document.Cell {
	var cells []document.Cell
	for n := r.FirstChild(); n != nil; n = n.NextSibling() {
		c := n.(*cell)
		if c.raw {
			cells = append(cells, document.Cell{Text: d.raw(c.Lines().Len(), c)})
		} else {
			cells = append(cells, document.Cell{Text: d.runs(c)})
		}
	}
	return cells
}

// Widths of columns by their texts, in characters: the longest word has to fit,
// long texts get more, but not all.
const (
	minWidth = 6
	maxWidth = 40
)

// measure sets the share of each column to a length that suits its texts: the
// mean of its cells, at least that of its head's longest word.
func (d *documenter) measure(t *document.Table, shares []int) {
	for i := range shares {
		sum, filled := 0, 0
		for _, row := range t.Rows {
			if n := d.length(row[i]); n > 0 {
				sum, filled = sum+n, filled+1
			}
		}
		shares[i] = longestWord(document.Plain(t.Head[i].Text, d.fieldLabel)) + 2
		if filled > 0 {
			shares[i] = max(shares[i], sum/filled)
		}
		shares[i] = min(max(shares[i], minWidth), maxWidth)
	}
}

func (d *documenter) length(c document.Cell) int {
	return utf8.RuneCountInString(document.Plain(c.Text, d.fieldLabel))
}

func longestWord(s string) int {
	longest, n := 0, 0
	for _, r := range s {
		n++
		if r == ' ' || r == '-' {
			n = 0
		}
		longest = max(longest, n)
	}
	return longest
}

// distribute shares document.Total out among the columns.
func distribute(columns []document.Column, shares []int) {
	sum := 0
	for _, n := range shares {
		sum += n
	}
	left := document.Total
	for i, n := range shares {
		columns[i].Width = document.Total * n / sum
		left -= columns[i].Width
	}
	columns[len(columns)-1].Width += left
}
