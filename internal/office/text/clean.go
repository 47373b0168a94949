package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// clean makes text of programs fit to be compared, see the package comment.
// Tabs and line ends stay; there are no spaces around them, and none of either
// at the ends of the text.
func clean(s string) string {
	if isClean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := byte(0) // what stands between the last word and the next: ' ', '\t', '\n'
	for _, r := range s {
		r, space := classify(r)
		if space != 0 {
			gap = wider(gap, space)
			continue
		}
		if r < 0 {
			continue
		}
		if gap != 0 && b.Len() > 0 {
			b.WriteByte(gap)
		}
		gap = 0
		if letters, ok := ligatures[r]; ok {
			b.WriteString(letters)
		} else {
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

// isClean is the short way for text in which there is nothing to do.
func isClean(s string) bool {
	last := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c >= utf8.RuneSelf || c == 0x7f || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return s == "" || last != ' '
}

// classify returns what to write for r: a space of the kinds gap knows, the
// rune itself, or -1 for nothing.
func classify(r rune) (rune, byte) {
	switch {
	case r == '\n', r == '\r', r == '\v', r == '\f', r == '\u2028', r == '\u2029', r == '\u0085':
		return 0, '\n'
	case r == '\t':
		return 0, '\t'
	case r == '\u00ad', r == '\u200b', r == '\u2060', r == '\ufeff':
		return -1, 0 // soft hyphen, places to break a line
	case unicode.Is(unicode.Cf, r), r == utf8.RuneError, r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe:
		return -1, 0 // bidirectional controls, joiners, what is no character
	case unicode.IsSpace(r), unicode.Is(unicode.Zs, r), unicode.IsControl(r), unicode.Is(unicode.Co, r):
		return 0, ' ' // private use: bullets of symbol fonts
	}
	return r, 0
}

// wider returns the stronger of two gaps.
func wider(a, b byte) byte {
	if a == '\n' || b == '\n' {
		return '\n'
	}
	if a == '\t' || b == '\t' {
		return '\t'
	}
	return ' '
}

// ligatures are single characters that stand for several letters.
var ligatures = map[rune]string{
	'ﬀ': "ff", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬃ': "ffi", 'ﬄ': "ffl", 'ﬅ': "st", 'ﬆ': "st",
}
