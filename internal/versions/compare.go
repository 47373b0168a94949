package versions

import (
	"slices"

	"github.com/kaaw/nachbar/internal/content"
)

// Difference is what changed from Old to New.
type Difference struct {
	Old, New content.Ref
	Title    []Span
	Blocks   []BlockChange
}

// BlockChange is a block of either version. Title is its heading, in the newer
// version if it is there.
type BlockChange struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Op    Op     `json:"op"`
	// Moved says that the block stands elsewhere among the others.
	Moved bool         `json:"moved,omitempty"`
	Lines []LineChange `json:"lines,omitempty"`
}

// Compare tells what changed between two versions, in the order of the newer
// one; a block that is gone stands behind the one that it followed.
func Compare(a, b *Version) *Difference {
	d := &Difference{Old: a.Ref(), New: b.Ref(), Title: Words(a.Title, b.Title)}
	still := stay(a, b)
	var last string
	for _, block := range b.Blocks {
		if old, ok := a.Block(block.ID); ok {
			d.Blocks = append(d.Blocks, both(old, block, !still[block.ID]))
		} else {
			d.Blocks = append(d.Blocks, alone(block, Added))
		}
	}
	for _, block := range a.Blocks {
		if _, ok := b.Block(block.ID); !ok {
			at := slices.IndexFunc(d.Blocks, func(c BlockChange) bool { return c.ID == last }) + 1
			d.Blocks = slices.Insert(d.Blocks, at, alone(block, Removed))
		}
		last = block.ID
	}
	return d
}

func both(a, b Block, moved bool) BlockChange {
	c := BlockChange{ID: b.ID, Title: b.Heading(), Moved: moved, Lines: lines(a.Lines, b.Lines)}
	if slices.ContainsFunc(c.Lines, func(l LineChange) bool { return l.Op != Same }) {
		c.Op = Changed
	}
	return c
}

func alone(b Block, op Op) BlockChange {
	c := BlockChange{ID: b.ID, Title: b.Heading(), Op: op}
	for i := range b.Lines {
		if op == Added {
			c.Lines = append(c.Lines, pair(nil, &b.Lines[i]))
		} else {
			c.Lines = append(c.Lines, pair(&b.Lines[i], nil))
		}
	}
	return c
}

// stay tells which blocks kept their place among those that both versions have.
func stay(a, b *Version) map[string]bool {
	ids := func(v, other *Version) []string {
		var list []string
		for _, block := range v.Blocks {
			if _, ok := other.Block(block.ID); ok {
				list = append(list, block.ID)
			}
		}
		return list
	}
	from := ids(a, b)
	still := map[string]bool{}
	for _, p := range common(from, ids(b, a)) {
		still[from[p[0]]] = true
	}
	return still
}

// Equal reports whether two versions say the same.
func Equal(a, b *Version) bool {
	return a.Title == b.Title && slices.EqualFunc(a.Blocks, b.Blocks, func(x, y Block) bool {
		return x.ID == y.ID && slices.EqualFunc(x.Lines, y.Lines, func(k, l Line) bool {
			return k.Kind == l.Kind && k.Type == l.Type && k.Level == l.Level && k.Text == l.Text &&
				slices.Equal(k.Cells, l.Cells) && slices.Equal(k.Links, l.Links)
		})
	})
}
