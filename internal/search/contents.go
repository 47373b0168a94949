package search

import (
	"maps"
	"slices"
	"strings"
)

// contents is what an engine holds in memory, whatever keeps the postings.
type contents struct {
	opt   Options
	docs  []entry
	texts texts
	// lexicon are the words that compounds of the site are made of, in the text
	// form of package german. Every engine splits words that the site does not
	// have with this small lexicon, so that all split alike.
	lexicon string
	// words and idents are the terms of these fields, by text.
	words, idents []Term
	// roots are the texts of the Root terms, in order.
	roots []string
	// pieces are the stems that compounds are made of, by text.
	pieces []Term
	// values are the ids that occur, by facet.
	values map[Facet][]string
}

// prepare picks from all terms what is kept in memory.
func (c *contents) prepare(terms []Term) {
	c.values = map[Facet][]string{}
	for _, f := range Facets() {
		seen := map[string]bool{}
		for i := range c.docs {
			for _, id := range c.docs[i].Values(f) {
				seen[id] = true
			}
		}
		c.values[f] = slices.Sorted(maps.Keys(seen))
	}
	for i, t := range terms {
		switch t.Field {
		case Ident:
			c.idents = terms[: i+1 : i+1]
		case Root:
			c.roots = append(c.roots, t.Text)
		case Word:
			c.words = terms[i:]
			return
		}
	}
}

// Len is the number of documents.
func (c *contents) Len() int { return len(c.docs) }

// Document is the document at a position, without its body.
func (c *contents) Document(i int) Document { return c.docs[i].Document }

// Text is the body of the document at a position.
func (c *contents) Text(i int) (string, error) { return c.texts.get(c.docs[i].body) }

// Close gives up what the index has opened.
func (c *contents) Close() error { return c.texts.Close() }

// word returns the Word term with a text, or nil.
func (c *contents) word(text string) *Term { return findTerm(c.words, text) }

// root reports whether there is a Root term with a text.
func (c *contents) root(text string) bool {
	_, ok := slices.BinarySearch(c.roots, text)
	return ok
}

// ident returns the Ident term with a text, or nil.
func (c *contents) ident(text string) *Term { return findTerm(c.idents, text) }

func findTerm(terms []Term, text string) *Term {
	i, ok := slices.BinarySearchFunc(terms, text, func(t Term, text string) int { return strings.Compare(t.Text, text) })
	if !ok {
		return nil
	}
	return &terms[i]
}

// prefixed returns the Word terms that begin with a text.
func (c *contents) prefixed(text string) []Term {
	i, _ := slices.BinarySearchFunc(c.words, text, func(t Term, text string) int { return strings.Compare(t.Text, text) })
	j := i
	for j < len(c.words) && strings.HasPrefix(c.words[j].Text, text) {
		j++
	}
	return c.words[i:j]
}
