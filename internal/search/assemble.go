package search

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Parts are what an Engine is put together from where the index was written
// elsewhere and in another form; package shards reads them from the files of a
// build.
type Parts struct {
	Options Options
	// Documents are in order of URL and Anchor, without bodies; Summary is at
	// least Brief.
	Documents []Document
	// Terms are in order of field and text. Shown matters for those that are
	// Comparable only.
	Terms []Term
	// Pieces and Lexicon are those of the Index.
	Pieces  []Term
	Lexicon string
	// Text is the body of the document at a position; it may be called by
	// several goroutines.
	Text func(doc int) (string, error)
	// Postings calls f with the documents that have the term at a position of
	// Terms, in order; it may be called by several goroutines.
	Postings func(term int, f func(doc int, impact Impact))
}

// Assemble returns an engine of parts; it answers as one of the Index that the
// parts were taken from. Parts that cannot be of an index are an error.
func Assemble(p Parts) (*Engine, error) {
	for i := 1; i < len(p.Documents); i++ {
		if before(&p.Documents[i-1], &p.Documents[i]) >= 0 {
			return nil, fmt.Errorf("assemble index: document %s#%s is out of order", p.Documents[i].URL, p.Documents[i].Anchor)
		}
	}
	for i := 1; i < len(p.Terms); i++ {
		if compareTerms(p.Terms[i-1], p.Terms[i]) >= 0 {
			return nil, fmt.Errorf("assemble index: term %q is out of order", p.Terms[i].Text)
		}
	}
	c := &contents{opt: p.Options, lexicon: p.Lexicon, pieces: p.Pieces, texts: textsOf(p.Text)}
	c.docs = make([]entry, len(p.Documents))
	for i, d := range p.Documents {
		d.Body = ""
		c.docs[i] = entry{Document: d, body: span{off: int64(i)}}
	}
	c.prepare(p.Terms)
	return newEngine(c, assembled{p.Terms, p.Postings}), nil
}

// assembled is the store of an engine that was put together.
type assembled struct {
	terms []Term
	lists func(term int, f func(doc int, impact Impact))
}

// Each implements Postings.
func (a assembled) Each(_ context.Context, field Field, text string, f func(doc int, impact Impact)) error {
	if term, ok := slices.BinarySearchFunc(a.terms, Term{Field: field, Text: text}, compareTerms); ok {
		a.lists(term, f)
	}
	return nil
}

func (a assembled) best(ctx context.Context, offset, limit int, match matcher) ([]int, error) {
	return bestIn(ctx, a, offset, limit, match)
}

func (a assembled) Close() error { return nil }

// textsOf reads bodies by the number of their document.
type textsOf func(doc int) (string, error)

func (t textsOf) put(string) (span, error) {
	return span{}, errors.New("an index that was put together takes no texts")
}

func (t textsOf) get(s span) (string, error) { return t(int(s.off)) }

func (t textsOf) Close() error { return nil }
