// Package search finds pages of a portal in German.
//
// # From pages to an index
//
// A Document is what can be found: a page, or a part of one such as a term of
// the glossary. Extract makes its text from rendered HTML. A Builder takes
// documents in any order and from several goroutines, learns the vocabulary of
// the site, runs every text through package german and returns an Index.
//
// The Index is the shared basis of all engines. It knows documents in a stable
// order (by URL and anchor) and terms in four fields: Word (stems), Root (roots
// of words and of the parts of compounds), Ident (identifiers such as DER.4)
// and Title (stems of titles). A posting is a document and an impact: how often
// the term occurs, weighted by title, heading or body and set in relation to
// the document's length, as one of 64 levels (impact.go); in Title the share of
// the title that the word is. Whoever stores these levels, bleve on a server or
// shards for a browser, ranks the same documents with the same numbers.
//
// # From a query to results
//
// Parse reads what a person typed: words, "phrases", -exclusions and filters
// such as typ:termin, within fixed bounds. A query makes one slot of every
// word (plan.go): the forms under which the word is found, with weights, in
// groups of which the best counts: the word itself, its synonyms from the
// glossary and, if the site does not have it, words that begin with it or are
// spelt alike.
// Ranking (rank.go) reads the postings of all forms and adds up
//
//	tf     = max over groups of Σ weight × impact
//	slot   = idf × (k1+1) × (tf / (tf+k1) + TitleBonus × share of the title)
//	       + PartBonus × Σ idf × (k1+1) × tf / (tf+k1) of the parts of a compound
//	score  = Σ slots × (1 + coverage²)
//
// with idf from the number of documents that have any form of the slot, and
// coverage the share of the query that a document has, weighted by idf. So
// full matches come first, and a page with one of three words still comes.
// All weights are in weights.go.
//
// Engine does this over any Postings: an Index in memory, or a bleve index on
// disk (bleve.go), read through a bleve query of its own. It adds what people
// see: the section of the page that answers best, a passage with the words
// marked at their places in the original text, counts of facets, and "did you
// mean".
//
// An index on disk is a folder that never changes once it is there (folder.go);
// a new one takes over the texts of pages that stayed the same.
package search
