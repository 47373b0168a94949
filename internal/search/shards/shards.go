package shards

import (
	"context"

	"github.com/kaaw/nachbar/internal/search"
)

// Options say how shards are written.
type Options struct {
	// Stable names shards by numbers instead of hashes, for editions that are
	// copied from stick to stick.
	Stable bool
	// Scale makes shards so many times as large: on a stick few large files are
	// quicker than many small ones, and take less of its space. 0 means 1.
	Scale int
	// Kept reports that the file with a name is there already, with the very
	// contents that its hash stands for: it is not made again. Nil means that
	// no file is there. It is not asked about stable names.
	Kept func(name string) bool
}

// Root is the name of the file that readers begin with.
const Root = "index.js"

// Write writes an index. put is called with every file that is not kept, one
// after the other in a fixed order; it may keep the body.
func Write(ctx context.Context, ix *search.Index, opt Options, put func(name string, body []byte) error) error {
	out := newOutput(ctx, opt, put)
	return out.close(write(ix, out))
}

// write sends all shards. What others refer to goes first.
func write(ix *search.Index, out *output) (err error) {
	var r root
	r.Version, r.N, r.Block = 1, ix.Len(), blockSize(ix.Len())*out.scale()
	places, err := writeTexts(ix, out, &r.Texts)
	if err != nil {
		return err
	}
	for _, step := range []func() error{
		func() error { return writeDocs(ix, out, r.Block, places, &r.Docs) },
		func() error { return writeTerms(ix, out, &r.Terms) },
		func() error { return writeWords(ix, out, &r.Words) },
		func() error { return writeLexicon(ix, out, &r.Lexicon) },
		func() error { return writeFacets(ix, out, &r.Facets) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	r.Synonyms, r.Quiet = synonyms(ix), quiet(ix)
	return out.sendRoot(&r)
}
