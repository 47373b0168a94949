package shards

import "github.com/kaaw/nachbar/internal/search"

// A block has so many documents; on a small site it has more, for there is
// little to load in all.
const (
	docsInBlock      = 16
	docsInSmallBlock = 64
	smallSite        = 512
)

func blockSize(documents int) int {
	if documents <= smallSite {
		return docsInSmallBlock
	}
	return docsInBlock
}

// place is where the body of a document stands.
type place struct{ block, index, parts int }

// writeDocs writes what is shown of documents besides their bodies.
func writeDocs(ix *search.Index, out *output, block int, places []place, dir *directory) error {
	var d directory
	for from := 0; from < ix.Len(); from += block {
		list := make([][]any, 0, block)
		for i := from; i < min(from+block, ix.Len()); i++ {
			doc, p := ix.Document(i), places[i]
			list = append(list, []any{
				doc.URL, doc.Anchor, doc.Title, doc.Trail, doc.Kind, doc.Section, doc.Brief(), p.block, p.index, p.parts,
			})
		}
		ref, err := out.sendJSON(kindDocs, list)
		if err != nil {
			return err
		}
		d.add("", ref)
	}
	var err error
	*dir, err = d.folded(out)
	return err
}
