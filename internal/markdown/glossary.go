package markdown

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"
)

// Term is an entry of the glossary.
type Term struct {
	// ID is part of the id of the explanation in the page.
	ID string
	// Name is the term; Forms are its other spellings and endings. Both are
	// marked where they stand as whole words, written exactly so.
	Name  string
	Forms []string
	// Short is the explanation shown with the term, in plain text.
	Short string
	// URL is where the glossary explains the term; Resolver.Link makes it a
	// link.
	URL string
}

// Glossary finds terms in text. It is made once and safe for concurrent use.
type Glossary struct {
	terms []Term
	// starts tells whether a spelling starts with this byte.
	starts [256]bool
	// lists hold the spellings that start with the same two bytes, longest
	// first, and index tells which one: most words are passed over at once.
	// The first list is empty.
	index [1 << 16]uint16
	lists [][]spelling
}

type spelling struct {
	text string
	term int
}

// NewGlossary compiles terms. Where two of them share a spelling the first one
// has it.
func NewGlossary(terms []Term) *Glossary {
	g := &Glossary{terms: slices.Clone(terms), lists: make([][]spelling, 1)}
	seen := map[string]bool{}
	for i, t := range g.terms {
		for _, form := range append([]string{t.Name}, t.Forms...) {
			if len(form) >= 2 && !seen[form] {
				seen[form] = true
				g.add(spelling{form, i})
			}
		}
	}
	for _, list := range g.lists {
		slices.SortStableFunc(list, func(a, b spelling) int { return cmp.Compare(len(b.text), len(a.text)) })
	}
	return g
}

func (g *Glossary) add(s spelling) {
	g.starts[s.text[0]] = true
	list := &g.index[pair(s.text[0], s.text[1])]
	if *list == 0 {
		*list = uint16(len(g.lists))
		g.lists = append(g.lists, nil)
	}
	g.lists[*list] = append(g.lists[*list], s)
}

func pair(a, b byte) uint16 { return uint16(a)<<8 | uint16(b) }

// find returns the first spelling in s, as a whole word, of a term that is not
// marked yet; n is 0 if there is none. A blank in a spelling also stands for a
// line end in the text.
func (g *Glossary) find(s []byte, marked []bool) (at, n, term int) {
	for i := 0; i+1 < len(s); i++ {
		if !g.starts[s[i]] {
			continue
		}
		list := g.index[pair(s[i], s[i+1])]
		if list == 0 || i > 0 && !startsWord(s[:i]) {
			continue
		}
		for k := range g.lists[list] {
			sp := &g.lists[list][k]
			if !sp.begins(s[i:]) {
				continue
			}
			if !marked[sp.term] {
				return i, len(sp.text), sp.term
			}
			i += len(sp.text) - 1
			break
		}
	}
	return 0, 0, 0
}

// begins reports whether s starts with the spelling, as a whole word.
func (sp *spelling) begins(s []byte) bool {
	n := len(sp.text)
	if n > len(s) || s[n-1] != sp.text[n-1] {
		return false
	}
	for i := range n {
		if c := sp.text[i]; c != s[i] && (c != ' ' || s[i] != '\n') {
			return false
		}
	}
	return endsWord(s[n:])
}

// startsWord reports whether a word may start after the text.
func startsWord(before []byte) bool {
	c := before[len(before)-1]
	if c < utf8.RuneSelf {
		return !isWordByte(c) && c != '-' && c != '\\' && c != '&'
	}
	r, _ := utf8.DecodeLastRune(before)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// endsWord reports whether a word may end before the text. A hyphen with a
// letter makes a longer word, which means something else.
func endsWord(after []byte) bool {
	if len(after) == 0 {
		return true
	}
	c := after[0]
	if c == '-' && len(after) > 1 {
		r, _ := utf8.DecodeRune(after[1:])
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}
	if c < utf8.RuneSelf {
		return !isWordByte(c)
	}
	r, _ := utf8.DecodeRune(after)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}

// markTerms writes s up to and with the last term in it that the page has not
// marked yet, and returns the rest.
func (p *page) markTerms(s []byte) []byte {
	g := p.r.glossary
	for p.unmarked > 0 {
		at, n, term := g.find(s, p.marked)
		if n == 0 {
			return s
		}
		p.marked[term] = true
		p.unmarked--
		p.out = appendText(p.out, s[:at])
		p.writeTerm(&g.terms[term], s[at:at+n])
		s = s[at+n:]
	}
	return s
}

// writeTerm writes a term as a link to the glossary with its explanation, which
// a style sheet shows while the link has the focus or the pointer.
func (p *page) writeTerm(t *Term, word []byte) {
	href, ok := p.termURL(t)
	if !ok {
		p.out = appendText(p.out, word)
		return
	}
	p.doc.Terms = append(p.doc.Terms, t.ID)
	id := p.r.opt.IDPrefix + "gl:" + t.ID
	p.html(`<span class="glossar"><a`)
	p.attribute("href", href)
	p.attribute("aria-describedby", id)
	p.html(">")
	p.out = appendText(p.out, word)
	p.html(`</a><span role="tooltip"`)
	p.attribute("id", id)
	p.html(` class="glossar-tip">`)
	p.out = appendEscaped(p.out, t.Short)
	p.html("</span></span>")
}

// termURL returns the link to a term. A site without that page marks no terms;
// that is no fault of the page that names them.
func (p *page) termURL(t *Term) (string, bool) {
	if p.res == nil {
		return relative(t.URL), true
	}
	href, err := p.res.Link(t.URL)
	if err != nil {
		return "", false
	}
	return relative(href), true
}
