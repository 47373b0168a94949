package german

import (
	"strings"
	"unicode"
)

// section gives f the identifier of a paragraph such as "§ 8a" and returns
// where its number begins.
func (a *Analyzer) section(text string, i, pos int, f func(Token)) int {
	const sign = "§"
	start := i
	for strings.HasPrefix(text[i:], sign) {
		start, i = i, i+len(sign)
	}
	for _, space := range []string{" ", "\u00a0", "\u202f"} {
		if strings.HasPrefix(text[i:], space) {
			i += len(space)
			break
		}
	}
	if i < len(text) && digit(text[i]) {
		end := wordAt(text, i)
		f(Token{Start: start, End: end, Pos: pos, Over: 1, Terms: a.ident("§ ", text[i:end])})
	}
	return i
}

// coded reports whether a and b are neighbours in an identifier: DER.4,
// CON.3.A2, 4.4.2, 22301:2019, TLP:GREEN, 200-4, 24/7.
func coded(a, b unit) bool {
	switch b.before {
	case dot, colon:
		return codeWord(a.text) && codeWord(b.text)
	case hyphen, slash:
		return number(a.text) && number(b.text)
	}
	return false
}

// codeLen is the number of units from the first on that form one identifier.
func codeLen(units []unit) int {
	n := 1
	for n < len(units) && coded(units[n-1], units[n]) {
		n++
	}
	return n
}

// codeWord reports whether s is short and made of digits and capital letters;
// behind digits one small letter may stand.
func codeWord(s string) bool {
	if len(s) > 8 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if !digit(s[i]) && !upper(s[i]) {
			return i > 0 && i == len(s)-1 && digit(s[i-1]) && lower(s[i])
		}
	}
	return true
}

func number(s string) bool {
	for i := 0; i < len(s); i++ {
		if !digit(s[i]) {
			return false
		}
	}
	return true
}

// acronym returns the identifier that a word like RTO, NIS2, SPoF or GFPs is,
// or "".
func acronym(word string) string {
	const most = 8
	if len(word) < 2 || len(word) > most {
		return ""
	}
	capitals, small := 0, 0
	for i := 0; i < len(word); i++ {
		switch c := word[i]; {
		case upper(c):
			capitals++
		case lower(c):
			small++
		case !digit(c):
			return ""
		}
	}
	mixed := capitals == 1 && capitals+small < len(word) && small == 0
	if !mixed && (capitals < 2 || small > capitals) {
		return ""
	}
	if base, ok := strings.CutSuffix(word, "s"); ok && small == 1 {
		word = base
	}
	return strings.ToLower(word)
}

// ident returns the term of an identifier as written.
func (a *Analyzer) ident(prefix, written string) []Term {
	if len(written) > maxWord {
		return nil
	}
	key := prefix + written
	if terms, ok := a.idents.get(key); ok {
		return terms
	}
	terms := []Term{{strings.Map(identRune, key), Ident}}
	a.idents.put(key, terms)
	return terms
}

// identRune writes the characters of identifiers in one way.
func identRune(r rune) rune {
	switch {
	case r == '\u2010' || r == '\u2011':
		return '-'
	case hidden(r):
		return -1
	}
	return unicode.ToLower(r)
}

func digit(c byte) bool { return '0' <= c && c <= '9' }
func upper(c byte) bool { return 'A' <= c && c <= 'Z' }
func lower(c byte) bool { return 'a' <= c && c <= 'z' }
