package search

import (
	"cmp"
	"context"
	"encoding/binary"
	"iter"
	"slices"
	"sync"

	"github.com/kaaw/nachbar/internal/german"
)

// Index is what all engines are made of. It does not change.
type Index struct {
	contents
	terms []Term // by field and text
	// counts are, by document, what counter.count returned; rank leads from
	// the numbers in them to terms.
	counts  [][]byte
	rank    []uint32
	average float64

	once     sync.Once
	starts   []int // postings of terms[i] are [starts[i]:starts[i+1]]
	postDocs []uint32
	impacts  []Impact
}

// Term is a term of the index.
type Term struct {
	Field Field
	Text  string
	// DF is the number of documents that have it.
	DF int
	// Parts are the roots of the parts of a compound.
	Parts []string
	// Shown is how a Word term is written most often.
	Shown string
}

func compareTerms(a, b Term) int {
	return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.Text, b.Text))
}

// arrange puts terms in order and counts documents and words.
func (ix *Index) arrange(dict *dictionary, counts [][]byte) {
	order := make([]uint32, len(dict.terms))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return cmp.Compare(dict.terms[a].key, dict.terms[b].key) })
	ix.terms = make([]Term, len(order))
	ix.rank = make([]uint32, len(order))
	for i, id := range order {
		t := &dict.terms[id]
		ix.terms[i] = Term{Field: Field(t.key[0]), Text: t.key[1:], Parts: t.parts, Shown: t.shown}
		ix.rank[id] = uint32(i)
	}
	ix.counts = counts
	words := 0.0
	for i := range ix.docs {
		words += ix.docs[i].words
		ix.each(i, func(term int, _ Impact) { ix.terms[term].DF++ })
	}
	ix.average = words / float64(max(1, len(ix.docs)))
	ix.contents.prepare(ix.terms)
}

// uses reports whether a folded word is a stem of the site or has the root of
// one, so that it can be a part of what people look for here.
func (ix *Index) uses(word string) bool {
	stem := german.Stem(word)
	return ix.has(Word, stem) || ix.has(Root, german.Root(stem))
}

// has reports whether there is a term.
func (ix *Index) has(field Field, text string) bool {
	_, ok := slices.BinarySearchFunc(ix.terms, Term{Field: field, Text: text}, compareTerms)
	return ok
}

// each calls f with every term of a document, in no particular order.
func (ix *Index) each(doc int, f func(term int, impact Impact)) {
	d := &ix.docs[doc]
	length := relativeLength(d.words, ix.average, d.Anchor != "") * tfUnit
	id := uint64(0)
	for rest := ix.counts[doc]; len(rest) > 0; {
		step, n := binary.Uvarint(rest)
		tf, m := binary.Uvarint(rest[n:])
		rest = rest[n+m:]
		id += step
		term := int(ix.rank[id])
		if ix.terms[term].Field == Title {
			f(term, impactOf(float64(tf)/shareUnit))
		} else {
			f(term, impactOf(float64(tf)/length))
		}
	}
}

// invert makes lists by term of the lists by document, once.
func (ix *Index) invert() {
	ix.once.Do(func() {
		ix.starts = make([]int, len(ix.terms)+1)
		for i, t := range ix.terms {
			ix.starts[i+1] = ix.starts[i] + t.DF
		}
		total := ix.starts[len(ix.terms)]
		ix.postDocs, ix.impacts = make([]uint32, total), make([]Impact, total)
		next := slices.Clone(ix.starts)
		for doc := range ix.docs {
			ix.each(doc, func(term int, impact Impact) {
				at := next[term]
				next[term]++
				ix.postDocs[at], ix.impacts[at] = uint32(doc), impact
			})
		}
	})
}

// Terms lists all terms by field and text.
func (ix *Index) Terms() []Term { return ix.terms }

// Postings are the documents that have the term at a position of Terms, in
// order, with their impacts.
func (ix *Index) Postings(term int) iter.Seq2[int, Impact] {
	ix.invert()
	return func(yield func(int, Impact) bool) {
		for at := ix.starts[term]; at < ix.starts[term+1]; at++ {
			if !yield(int(ix.postDocs[at]), ix.impacts[at]) {
				return
			}
		}
	}
}

// Each implements Postings.
func (ix *Index) Each(_ context.Context, field Field, text string, f func(doc int, impact Impact)) error {
	term, ok := slices.BinarySearchFunc(ix.terms, Term{Field: field, Text: text}, compareTerms)
	if !ok {
		return nil
	}
	for doc, impact := range ix.Postings(term) {
		f(doc, impact)
	}
	return nil
}
