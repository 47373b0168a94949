package search

import (
	"strings"
	"unicode/utf8"
)

// starts tells quickly that a piece of text has none of some words: by their
// first three letters, which inflection never changes.
type starts struct {
	threes [26 * 26 * 26]bool
	others map[string]bool // shorter forms, and forms with digits
}

func newStarts() *starts { return &starts{others: map[string]bool{}} }

// add lets a folded form pass.
func (s *starts) add(form string) {
	if i, ok := three(form); ok {
		s.threes[i] = true
		return
	}
	s.others[short(form)] = true
}

// short are the first letters and digits of a text, at most three, in lower
// case.
func short(text string) string {
	end := 0
	for end < min(3, len(text)) && isWordByte(text[end]) {
		end++
	}
	return strings.ToLower(text[:end])
}

// three is the number of the first three letters of a text.
func three(text string) (int, bool) {
	if len(text) < 3 {
		return 0, false
	}
	n := 0
	for i := range 3 {
		c := text[i] | 0x20
		if c < 'a' || c > 'z' {
			return 0, false
		}
		n = n*26 + int(c-'a')
	}
	return n, true
}

// each calls f with the pieces of a text, between spaces, in which a word may
// have one of the forms, and where they begin.
func (s *starts) each(text string, f func(start int, piece string)) {
	for i := 0; i < len(text); {
		if isSpace(text[i]) {
			i++
			continue
		}
		end := i
		for end < len(text) && !isSpace(text[end]) {
			end++
		}
		if strings.HasSuffix(text[i:end], "§") && end < len(text) { // "§ 8a" is one word
			next := end + 1
			for next < len(text) && !isSpace(text[next]) {
				next++
			}
			end = next
		}
		if s.pass(text[i:end]) {
			f(i, text[i:end])
		}
		i = end
	}
}

// isSpace reports whether c is a space of ASCII; no word goes on behind one.
func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// pass reports whether a word in the piece may have one of the forms.
func (s *starts) pass(piece string) bool {
	inside := false
	for i := 0; i < len(piece); i++ {
		c := piece[i]
		switch {
		case c >= utf8.RuneSelf:
			return true // umlauts, soft hyphens, other scripts: look closely
		case !isWordByte(c):
			inside = false
		case !inside:
			inside = true
			if s.begins(piece[i:]) {
				return true
			}
		}
	}
	return false
}

// begins reports whether a word of ASCII letters and digits may have one of
// the forms.
func (s *starts) begins(word string) bool {
	for i := 1; i < min(4, len(word)); i++ {
		if word[i]|0x20 == 'e' && (word[i-1]|0x20 == 'a' || word[i-1]|0x20 == 'o' || word[i-1]|0x20 == 'u') {
			return true // it may be an umlaut written out
		}
	}
	if i, ok := three(word); ok {
		return s.threes[i]
	}
	return s.others[short(word)]
}

func isWordByte(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
