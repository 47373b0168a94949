package shards

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/german"
	"github.com/kaaw/nachbar/internal/search"
)

// longBody is the size of a body, in bytes, above which it is cut into pieces of
// this size.
const longBody = 16 << 10

// bodyOdds is how often the address of a document ends a block. Few bodies make
// a block, so it is often.
const bodyOdds = 3

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
	compounds map[string]*search.Term // of texts
}

// writeTexts writes all bodies and returns where they stand.
func writeTexts(ix *search.Index, out *output, dir *directory) ([]place, error) {
	w := &textShards{ix: ix, out: out, plain: german.New(nil), compounds: map[string]*search.Term{}}
	places := make([]place, ix.Len())
	for doc := range places {
		body, err := ix.Text(doc)
		if err != nil {
			return nil, err
		}
		if len(body) > longBody {
			places[doc], err = w.long(doc, body)
		} else {
			places[doc], err = w.short(doc, body)
		}
		if err != nil {
			return nil, err
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
	w.note(d.Brief()) // no terms of the index
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
func (w *textShards) long(doc int, body string) (place, error) {
	if err := w.flush(); err != nil {
		return place{}, err
	}
	d := w.ix.Document(doc)
	starts := headings(d.Headings, body)
	p := place{block: len(w.dir.Refs)}
	w.note(d.Title)
	w.note(d.Brief())
	for at := 0; at < len(body); p.parts++ {
		end := at + len(pieceOf(body[at:]))
		t := text{Body: body[at:end]}
		for i, s := range d.Headings {
			if at <= s.Start && (s.Start < end || end == len(body)) {
				t.Headings = append(t.Headings, starts[i])
			}
		}
		w.texts = append(w.texts, t)
		w.note(t.Body)
		if err := w.flush(); err != nil {
			return place{}, err
		}
		at = end
	}
	return p, nil
}

// note collects the compounds of a text.
func (w *textShards) note(text string) {
	w.plain.Each(text, func(t german.Token) {
		if t.Over > 0 || t.Stop || len(t.Terms) == 0 {
			return
		}
		stem := t.Terms[0].Text
		if term := w.ix.Word(stem); term != nil && len(term.Parts) > 0 {
			w.compounds[term.Text] = term
		}
	})
}

// pieceOf is the beginning of a long body: up to the last line, else word, that
// ends in it.
func pieceOf(body string) string {
	if len(body) <= longBody {
		return body
	}
	piece := body[:longBody]
	for _, end := range []string{"\n", " "} {
		if i := strings.LastIndex(piece, end); i >= longBody/4 {
			return piece[:i+1]
		}
	}
	n := longBody
	for !utf8.RuneStart(body[n]) {
		n--
	}
	return body[:n]
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
