package shards

import (
	"slices"

	"github.com/kaaw/nachbar/internal/search"
)

// inlinePostings is how many postings a list may have that lies beside its term.
const inlinePostings = 2000

// termOdds is how often the text of a term ends a shard.
const termOdds = 32

// termShards collects terms until they are a shard.
type termShards struct {
	ix    *search.Index
	out   *output
	dir   directory
	buf   []byte
	first string // text of the first term in buf
	last  string // text of the last one
}

// writeTerms writes all terms with their lists.
func writeTerms(ix *search.Index, out *output, dir *directory) error {
	w := &termShards{ix: ix, out: out}
	err := eachText(ix.Terms(), func(text string, terms []int) error {
		for _, term := range terms {
			if err := w.add(term); err != nil {
				return err
			}
		}
		if w.out.cut(len(w.buf), text, termOdds) {
			return w.flush()
		}
		return nil
	})
	if err == nil {
		err = w.flush()
	}
	if err != nil {
		return err
	}
	*dir, err = w.dir.folded(out)
	return err
}

// eachText calls f with every text of terms, in order, and the positions of the
// terms with that text by field. terms are in order of field and text.
func eachText(terms []search.Term, f func(text string, positions []int) error) error {
	var heads, ends []int
	for i := range terms {
		if i == 0 || terms[i].Field != terms[i-1].Field {
			heads, ends = append(heads, i), append(ends, i)
		}
		ends[len(ends)-1] = i + 1
	}
	var positions []int
	for {
		next := -1
		for k, head := range heads {
			if head < ends[k] && (next < 0 || terms[head].Text < terms[next].Text) {
				next = head
			}
		}
		if next < 0 {
			return nil
		}
		positions = positions[:0]
		for k, head := range heads {
			if head < ends[k] && terms[head].Text == terms[next].Text {
				positions = append(positions, head)
				heads[k]++
			}
		}
		if err := f(terms[next].Text, positions); err != nil {
			return err
		}
	}
}

// add appends a term.
func (w *termShards) add(term int) error {
	t := &w.ix.Terms()[term]
	same := 0
	if len(w.buf) == 0 {
		w.first = t.Text
	} else {
		same = shared(w.last, t.Text)
	}
	w.last = t.Text
	w.buf = appendText(appendNumber(w.buf, same), t.Text[same:])
	w.buf = appendNumber(append(w.buf, byte(t.Field)), t.DF)
	if t.Field == search.Word {
		w.buf = appendNumber(w.buf, len(t.Parts))
		for _, part := range t.Parts {
			w.buf = appendText(w.buf, part)
		}
	}
	if t.DF <= inlinePostings {
		w.buf = appendList(appendNumber(w.buf, 0), w.ix, term)
		return nil
	}
	ref, err := w.out.send(kindList, appendList(nil, w.ix, term))
	w.buf = appendText(appendNumber(w.buf, 1), ref)
	return err
}

// appendList appends the documents of a term, then its impacts.
func appendList(b []byte, ix *search.Index, term int) []byte {
	last := 0
	for doc := range ix.Postings(term) {
		b = appendNumber(b, doc-last)
		last = doc
	}
	b = slices.Grow(b, ix.Terms()[term].DF)
	for _, impact := range ix.Postings(term) {
		b = append(b, byte(impact))
	}
	return b
}

func (w *termShards) flush() error {
	if len(w.buf) == 0 {
		return nil
	}
	ref, err := w.out.send(kindTerms, w.buf)
	w.dir.add(w.first, ref)
	w.buf = make([]byte, 0, largestShard)
	return err
}
