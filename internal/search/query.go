package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Query is what a person is looking for.
type Query struct {
	// Text are the words, in order, as they were typed.
	Text string
	// Phrases are words that have to stand side by side. They are part of
	// Text as well.
	Phrases []string
	// Without are words and phrases that must not occur.
	Without []string
	// Prefixes are words that stand for all that begin with them (Notf*).
	Prefixes []string
	// Filters narrow the results by facets.
	Filters []Filter
	// Cut says that the query was longer than MaxQuery.
	Cut bool
}

// Filter asks for documents that have one of the values of a facet, or none of
// them.
type Filter struct {
	Facet  Facet
	Values []string // as typed: ids or titles, in any spelling
	Not    bool
}

// Empty reports whether the query asks for nothing.
func (q *Query) Empty() bool {
	return q.Text == "" && len(q.Prefixes) == 0 && len(q.Filters) == 0
}

// Parse reads a query. Everything is a query: signs without a meaning at their
// place are text. The syntax is
//
//	wort        documents with the word, its forms, and compounds of it
//	"zwei wörter"   side by side; also „…“, “…” and »…«
//	-wort       documents without the word; also -"zwei wörter"
//	wort*       all words that begin with it (three letters or more)
//	typ:termin  a filter; also bereich: schritt: stufe: rolle: schlagwort:
//	-typ:termin a filter turned round
func Parse(input string) Query {
	p := parser{rest: clip(input)}
	p.query.Cut = len(p.rest) < len(strings.TrimRight(input, " \t\r\n"))
	for p.next() {
	}
	p.query.Text = strings.Join(p.words, " ")
	return p.query
}

// clip cuts a text to MaxQuery characters and takes control characters out.
func clip(s string) string {
	if len(s) > utf8.UTFMax*MaxQuery {
		s = s[:utf8.UTFMax*MaxQuery]
	}
	s = strings.ToValidUTF8(s, " ")
	if utf8.RuneCountInString(s) > MaxQuery {
		n := 0
		for i := range s {
			if n == MaxQuery {
				s = s[:i]
				break
			}
			n++
		}
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}

type parser struct {
	rest  string
	words []string
	query Query
}

// next reads one piece of the query and reports whether there was one.
func (p *parser) next() bool {
	p.rest = strings.TrimLeftFunc(p.rest, unicode.IsSpace)
	if p.rest == "" {
		return false
	}
	not := p.minus()
	if facet, ok := p.filterName(); ok {
		p.filter(facet, not)
		return true
	}
	text, quoted := p.piece()
	switch {
	case !hasWord(text):
	case not:
		p.query.Without = append(p.query.Without, text)
	case quoted:
		p.words = append(p.words, text)
		if strings.ContainsFunc(strings.TrimSpace(text), unicode.IsSpace) {
			p.query.Phrases = append(p.query.Phrases, text)
		}
	default:
		if stem, ok := strings.CutSuffix(text, "*"); ok && utf8.RuneCountInString(stem) >= MinPrefix {
			p.query.Prefixes = append(p.query.Prefixes, stem)
			return true
		}
		p.words = append(p.words, text)
	}
	return true
}

// minus takes the sign that excludes what follows it at once.
func (p *parser) minus() bool {
	for _, sign := range []string{"-", "\u2212", "\u2013"} {
		rest, ok := strings.CutPrefix(p.rest, sign)
		if r, _ := utf8.DecodeRuneInString(rest); ok && (unicode.IsLetter(r) || unicode.IsDigit(r) || closing(r) != "") {
			p.rest = rest
			return true
		}
	}
	return false
}

// filterName takes the name of a filter with its colon.
func (p *parser) filterName() (Facet, bool) {
	name, rest, ok := strings.Cut(p.rest, ":")
	if !ok || rest == "" {
		return "", false
	}
	if r, _ := utf8.DecodeRuneInString(rest); unicode.IsSpace(r) {
		return "", false
	}
	facet, ok := facetByName[strings.ToLower(name)]
	if ok {
		p.rest = rest
	}
	return facet, ok
}

// filter takes the value of a filter. Several values for one facet widen it.
func (p *parser) filter(facet Facet, not bool) {
	value, _ := p.piece()
	if !hasWord(value) {
		return
	}
	for i := range p.query.Filters {
		if f := &p.query.Filters[i]; f.Facet == facet && f.Not == not {
			if len(f.Values) < maxValues {
				f.Values = append(f.Values, value)
			}
			return
		}
	}
	p.query.Filters = append(p.query.Filters, Filter{Facet: facet, Values: []string{value}, Not: not})
}

// piece takes a quoted text, or all up to the next space or quote. A quote that
// nothing closes is left out.
func (p *parser) piece() (text string, quoted bool) {
	first, size := utf8.DecodeRuneInString(p.rest)
	if p.rest == "" || unicode.IsSpace(first) {
		return "", false
	}
	if ends := closing(first); ends != "" {
		p.rest = p.rest[size:]
		if i := strings.IndexAny(p.rest, ends); i >= 0 {
			text = p.rest[:i]
			_, size := utf8.DecodeRuneInString(p.rest[i:])
			p.rest = p.rest[i+size:]
			return text, true
		}
		return p.piece()
	}
	end := strings.IndexFunc(p.rest, func(r rune) bool { return unicode.IsSpace(r) || r == '"' })
	if end < 0 {
		end = len(p.rest)
	}
	text, p.rest = p.rest[:end], p.rest[end:]
	return text, false
}

// closing returns the quotes that may close one opened by r, or "".
func closing(r rune) string {
	switch r {
	case '"':
		return `"“”`
	case '„':
		return "“”\""
	case '“', '”':
		return "”“\""
	case '»':
		return "«"
	case '«':
		return "»"
	}
	return ""
}

func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
