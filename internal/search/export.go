package search

import (
	"cmp"
	"iter"
)

// What package shards writes for the engine in the browser, beside terms and
// documents.

// Name is one of the names of a thing, as engines look for it: its words in
// order, without those that do not count.
type Name struct {
	Text  string
	Words []NameWord
}

// NameWord is a word of a Name. Key tells words of a query apart: a stem, or
// "#" and an identifier.
type NameWord struct {
	Key   string
	Forms []Form
}

// Form is a term under which a word is found, with its weight.
type Form struct {
	Field  Field
	Text   string
	Weight float64
}

// Synonyms are groups of names of the same thing.
func (ix *Index) Synonyms() [][]Name {
	var groups [][]Name
	for _, names := range newPlanner(&ix.contents).synonyms.names {
		var group []Name
		for _, n := range names {
			words := make([]NameWord, len(n.keys))
			for i, key := range n.keys {
				words[i].Key = key
				for _, f := range n.words[i] {
					words[i].Forms = append(words[i].Forms, Form{f.field, f.text, f.weight})
				}
			}
			group = append(group, Name{Text: n.text, Words: words})
		}
		groups = append(groups, group)
	}
	return groups
}

// TermsOf are the terms that a document has, in no particular order.
func (ix *Index) TermsOf(doc int) iter.Seq[*Term] {
	return func(yield func(*Term) bool) {
		more := true
		ix.each(doc, func(term int, _ Impact) { more = more && yield(&ix.terms[term]) })
	}
}

// Lexicon is the text form of the lexicon by which words are split that the
// site does not have: only words that the site uses are in it.
func (c *contents) Lexicon() string { return c.lexicon }

// Pieces are the words, as stems, that the site's compounds are made of, by
// text. DF is the number of documents that have such a compound, counted once
// for each of them.
func (c *contents) Pieces() []Term { return c.pieces }

// FacetTitle is what people call the value of a facet.
func (c *contents) FacetTitle(f Facet, id string) string { return cmp.Or(c.opt.Titles[f][id], id) }

// FacetValues are the ids of a facet that occur, in order.
func (c *contents) FacetValues(f Facet) []string { return c.values[f] }
