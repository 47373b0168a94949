package shards

import (
	"maps"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/german"
	"github.com/kaaw/nachbar/internal/search"
)

// longBody is the size of a body, in bytes, above which it is cut into pieces of
// this size.
const longBody = 16 << 10

// bodyOdds is how often the address of a document ends a block. Few bodies make
// a block, so it is often.
const bodyOdds = 3

// ahead is how many documents are looked at side by side.
const ahead = 64

// textBlock is a block of texts.
type textBlock struct {
	Texts     []text   `json:"t"`
	Compounds []string `json:"c"`
}

// text is a body, or a piece of one.
type text struct {
	Body     string   `json:"b"`
	Headings [][3]any `json:"h,omitempty"` // anchor, title, start
}

// bodyWeight is how much more a body weighs where it is loaded over a network
// than in a stable edition, which has no more files than need be: every result
// that is shown costs a block.
const bodyWeight = 2

// textShards collects bodies until they are a block.
type textShards struct {
	ix    *search.Index
	out   *output
	dir   directory
	plain *german.Analyzer

	texts     []text
	size      int
	compounds compounds // of texts
	known     compounds // of the index
}

// writeTexts writes all bodies and returns where they stand.
func writeTexts(ix *search.Index, out *output, dir *directory) ([]place, error) {
	w := &textShards{ix: ix, out: out, plain: german.New(nil), known: compoundsOf(ix), compounds: compounds{}}
	places := make([]place, 0, ix.Len())
	for len(places) < ix.Len() {
		from := len(places)
		bodies := make([]string, min(ahead, ix.Len()-from))
		for i := range bodies {
			var err error
			if bodies[i], err = ix.Text(from + i); err != nil {
				return nil, err
			}
		}
		for i, pieces := range w.pieces(bodies) {
			add := w.short
			if pieces != nil {
				add = func(doc int, body string) (place, error) { return w.long(doc, body, pieces) }
			}
			p, err := add(from+i, bodies[i])
			if err != nil {
				return nil, err
			}
			places = append(places, p)
		}
	}
	if err := w.flush(); err != nil {
		return nil, err
	}
	var err error
	*dir, err = w.dir.folded(out)
	return places, err
}

// short adds a whole body to the block.
func (w *textShards) short(doc int, body string) (place, error) {
	d := w.ix.Document(doc)
	p := place{len(w.dir.Refs), len(w.texts), 1}
	w.note(d.Brief(), w.compounds) // no terms of the index
	w.texts = append(w.texts, text{body, headings(d.Headings, body)})
	w.size += len(body)
	for t := range w.ix.TermsOf(doc) {
		if len(t.Parts) > 0 {
			w.compounds[t.Text] = t
		}
	}
	size := w.size
	if !w.out.opt.Stable {
		size *= bodyWeight
	}
	if w.out.cut(size, d.URL+"#"+d.Anchor, bodyOdds) {
		return p, w.flush()
	}
	return p, nil
}

// long writes a body in pieces, each a block of its own.
func (w *textShards) long(doc int, body string, pieces []piece) (place, error) {
	if err := w.flush(); err != nil {
		return place{}, err
	}
	d := w.ix.Document(doc)
	starts := headings(d.Headings, body)
	p := place{block: len(w.dir.Refs), parts: len(pieces)}
	w.note(d.Title, w.compounds)
	w.note(d.Brief(), w.compounds)
	for _, piece := range pieces {
		t := text{Body: body[piece.start:piece.end]}
		for i, s := range d.Headings {
			if piece.start <= s.Start && (s.Start < piece.end || piece.end == len(body)) {
				t.Headings = append(t.Headings, starts[i])
			}
		}
		w.texts = append(w.texts, t)
		maps.Copy(w.compounds, piece.compounds)
		if err := w.flush(); err != nil {
			return place{}, err
		}
	}
	return p, nil
}

// headings are the sections of a body with their starts in UTF-16 units.
func headings(sections []search.Section, body string) [][3]any {
	var out [][3]any
	at, units := 0, 0
	for _, s := range sections {
		start := min(s.Start, len(body))
		if start < at {
			at, units = 0, 0 // never, as sections are in order
		}
		units += utf16Len(body[at:start])
		at = start
		out = append(out, [3]any{s.Anchor, s.Title, units})
	}
	return out
}

// utf16Len is the length of a text in UTF-16 units.
func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}

func (w *textShards) flush() error {
	if len(w.texts) == 0 {
		return nil
	}
	block := textBlock{Texts: w.texts, Compounds: make([]string, 0, len(w.compounds))}
	for stem, term := range w.compounds {
		block.Compounds = append(block.Compounds, strings.Join(append([]string{stem}, term.Parts...), "|"))
	}
	slices.Sort(block.Compounds)
	ref, err := w.out.sendJSON(kindTexts, block)
	w.dir.add("", ref)
	w.texts, w.size = nil, 0
	clear(w.compounds)
	return err
}
