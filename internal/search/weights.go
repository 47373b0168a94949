package search

// The weights of the ranking; doc.go has the formula. They were tuned on 901
// requirements of the BSI's Grundschutz++ (title → text) and on 1,190 questions
// about 240 paragraphs of XQuAD: around these values both sets are flat, so
// none of them is sharp. A change here changes the order of results in every
// engine.
const (
	// K1 is how slowly a word stops counting when it is repeated.
	K1 = 1.2
	// LengthB is how much long documents are held back, from 0 to 1.
	LengthB = 0.55

	// A word counts this much in a title, in a heading (which is part of the
	// body as well) or a tag, and in the body.
	titleWeight   = 3
	headingWeight = 2
	bodyWeight    = 1

	// TitleBonus is what a word adds that is a whole title, as a part of the
	// most that it can add by its frequency; a word that is one of three in a
	// title adds a third of it.
	TitleBonus = 0.8

	// QuietWeight is for documents that name many things in passing, see
	// Document.Quiet: what an author wrote about a word comes before them.
	QuietWeight = 0.6

	// RootWeight is for the root of a word and for parts of compounds, where
	// the stem itself counts 1.
	RootWeight = 0.5
	// IdentWeight is for an identifier beside its stem: RTO written as RTO.
	IdentWeight = 0.5
	// JoinedWeight is for "ITGrundschutz" where "IT-Grundschutz" is searched.
	JoinedWeight = 0.5
	// PrefixWeight is for words that begin with a word of the query that the
	// site does not have, in queries of at most PrefixWords words.
	PrefixWeight = 0.3
	PrefixWords  = 4
	// PartBonus is what each part of a compound in the query adds.
	PartBonus = 0.4
	// PartCover is how far a document that has parts of a compound, but not
	// the compound, covers it.
	PartCover = 0.6
	// AliasWeight is for synonyms and for words that are spelt alike, FarWeight
	// for those with two differences.
	AliasWeight = 0.7
	FarWeight   = 0.5
)

// Bounds of a query, so that no query costs much.
const (
	// MaxQuery is the length of a query in characters; the rest is cut off.
	MaxQuery = 200
	// MaxTerms is how many words a query has; the rest is left out.
	MaxTerms = 12
	// MaxResults is how many results are handed out at once, MaxOffset how
	// many can be left out in front of them.
	MaxResults = 100
	MaxOffset  = 10000
	// MinPrefix is the length in letters of a word that stands for all words
	// beginning with it, as Notf* does; MinTyped that of a word without a sign
	// that the site does not have.
	MinPrefix = 3
	MinTyped  = 4
	// maxPrefixForms is how many words a prefix stands for, the most frequent.
	maxPrefixForms = 16
	// maxAlike is how many words that are spelt alike stand in for a word that
	// the site does not have.
	maxAlike = 4
	// alikeStart is how many letters at the beginning these words share, so
	// that an engine can keep them apart by their first letters.
	alikeStart = 1
	// maxValues is how many values a filter of a query has.
	maxValues = 16
	// maxPhraseText is how much text is read for phrases, in bytes: phrases
	// are looked for in the best documents first.
	maxPhraseText = 2 << 20
	// maxSnippetText is how much of a document is read for its passage.
	maxSnippetText = 256 << 10
)

// A capitalised word of the site can be a part of compounds if it stands in at
// least minSiteDocs documents, or in one of siteShare on large sites.
const (
	minSiteDocs = 2
	siteShare   = 2000
)
