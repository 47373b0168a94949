package german

import "strings"

// Kind says how a term came out of a word.
type Kind uint8

// Whole is the stem of a word, Part the root of a part of a compound, Ident an
// identifier in lower case ("der.4", "200-4", "§ 8a", "rto"), Rooted the root
// of the word where it is not the stem itself. So a query word with stem s and
// root r is found, best first, as Whole s, as Part r, and as Rooted r or Whole r.
const (
	Whole Kind = iota
	Part
	Ident
	Rooted
)

// Term is one form under which a word can be found.
type Term struct {
	Text string
	Kind Kind
}

// Token is a word of a text, or a form that lies over several words.
type Token struct {
	// Start and End are byte offsets in the text as it was given.
	Start, End int
	// Pos counts the words of the text from 0.
	Pos int
	// Over is 0 for a word. A form that lies over words, such as the joined
	// "itgrundschutz" of IT-Grundschutz or the identifier 200-4, comes in front
	// of them, has the Pos of the first and their number in Over.
	Over int
	// Stop marks stop words and single letters. Their Whole term is there for
	// phrases; an Ident among the terms counts all the same.
	Stop bool
	// Terms is empty for words of more than 128 bytes.
	Terms []Term
}

// Analyzer turns text into tokens. It is safe for concurrent use and remembers
// a bounded number of distinct words.
type Analyzer struct {
	lex    *Lexicon
	words  *cache[entry]
	idents *cache[[]Term]
}

// entry is what is known about a word as it is written.
type entry struct {
	stop  bool
	terms []Term
}

// maxWord is the length in bytes above which a word has no terms, and
// maxJoined the same for joined forms.
const (
	maxWord   = 128
	maxJoined = 64
)

// New returns an Analyzer that splits compounds with lex. A nil lex splits
// nothing.
func New(lex *Lexicon) *Analyzer {
	return &Analyzer{lex: lex, words: newCache[entry](), idents: newCache[[]Term]()}
}

// Default returns an Analyzer with the embedded lexicon.
func Default() (*Analyzer, error) {
	lex, err := embedded()
	if err != nil {
		return nil, err
	}
	return New(lex), nil
}

// With returns an Analyzer that also knows the words of a site, written as
// they stand there: a capitalised word that is no compound can be a part of
// one. The receiver stays as it is.
func (a *Analyzer) With(words []string) *Analyzer {
	return New(a.lex.with(words))
}

// Lexicon returns the lexicon that the Analyzer splits with.
func (a *Analyzer) Lexicon() *Lexicon { return a.lex }

// Each calls f for every token of text, in order of Pos. The token's Terms
// must be neither kept nor changed.
func (a *Analyzer) Each(text string, f func(Token)) {
	var buf [maxUnits]unit
	pos := 0
	for i := 0; i < len(text); {
		end := wordAt(text, i)
		if end == i {
			next := i + 1
			if strings.HasPrefix(text[i:], "§") {
				next = a.section(text, i, pos, f)
			}
			i = next
			continue
		}
		var units []unit
		units, i = readChunk(buf[:0], text, i)
		for len(units) > 0 {
			n := 1
			for n < len(units) && glued(units[n-1], units[n]) {
				n++
			}
			a.group(text, units[:n], pos, f)
			pos += n
			units = units[n:]
		}
	}
}

// group gives f the tokens of units that are glued together: their joined form
// first, then the words, each identifier in front of its words.
func (a *Analyzer) group(text string, units []unit, pos int, f func(Token)) {
	first, last := units[0], units[len(units)-1]
	if joined := join(units); joined != "" {
		e := a.word(joined)
		f(Token{Start: first.start, End: last.end, Pos: pos, Over: len(units), Terms: e.terms[:min(1, len(e.terms))]})
	}
	for i, u := range units {
		if n := codeLen(units[i:]); n > 1 && (i == 0 || !coded(units[i-1], u)) {
			end := units[i+n-1].end
			f(Token{Start: u.start, End: end, Pos: pos + i, Over: n, Terms: a.ident("", text[u.start:end])})
		}
		e := a.word(u.text)
		f(Token{Start: u.start, End: u.end, Pos: pos + i, Stop: e.stop, Terms: e.terms})
	}
}

// join returns the letters of a hyphenated word, or "" if there is nothing to
// join: a single word, an identifier inside, a monster.
func join(units []unit) string {
	if len(units) < 2 {
		return ""
	}
	size := 0
	for i, u := range units {
		size += len(u.text)
		if size > maxJoined || i > 0 && coded(units[i-1], u) {
			return ""
		}
	}
	var b strings.Builder
	for _, u := range units {
		b.WriteString(u.text)
	}
	return b.String()
}

// word returns what is known about a word, from memory if it can.
func (a *Analyzer) word(written string) entry {
	if len(written) > maxWord {
		return entry{}
	}
	if e, ok := a.words.get(written); ok {
		return e
	}
	e := a.analyse(written)
	a.words.put(written, e)
	return e
}

func (a *Analyzer) analyse(written string) entry {
	folded := Fold(baseOfInnen(written))
	if folded == "" {
		return entry{}
	}
	stem := Stem(folded)
	e := entry{
		stop:  isStop(folded) || len(folded) == 1 && lower(folded[0]),
		terms: []Term{{stem, Whole}},
	}
	if id := acronym(written); id != "" {
		e.terms = append(e.terms, Term{id, Ident})
	}
	if !e.stop {
		if root := Root(stem); root != stem {
			e.terms = append(e.terms, Term{root, Rooted})
		}
		e.terms = a.appendParts(e.terms, folded)
	}
	return e
}

// appendParts adds the parts of a compound to terms and, if there are more than
// two, the smaller compounds inside: Hochspannungsnetzgerät holds Netzgerät.
func (a *Analyzer) appendParts(terms []Term, folded string) []Term {
	parts := a.lex.split(folded)
	for n := 1; n < len(parts); n++ {
		for i := 0; i+n <= len(parts); i++ {
			inside := folded[parts[i].start:parts[i+n-1].end]
			terms = append(terms, Term{Root(Stem(inside)), Part})
		}
	}
	return terms
}

// Parts returns the roots of the parts of a compound, first to last, and nil
// for any other word.
func (a *Analyzer) Parts(word string) []string {
	var parts []string
	for _, p := range a.lex.Split(Fold(baseOfInnen(word))) {
		parts = append(parts, Root(Stem(p)))
	}
	return parts
}
