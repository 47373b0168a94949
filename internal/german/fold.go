package german

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the key under which all spellings of a word are equal: lower
// case, ä as a, ß as ss, no accents, no soft hyphens, in either Unicode form.
// Umlauts written out fold to the same key (Übung, Uebung, Ubung: ubung), on
// both sides of a comparison, so that "aktuell" is "aktull" everywhere. The e
// of au-e, eu-e and qu-e stays: Steuer, bauen and Quelle are no umlauts.
//
// Fold(Fold(s)) is Fold(s).
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	out := make([]byte, 0, len(s))
	for _, r := range norm.NFKD.String(s) {
		r = unicode.ToLower(r)
		switch {
		case hidden(r) || unicode.Is(unicode.M, r):
		case letters[r] != "":
			out = append(out, letters[r]...)
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	return string(dropUmlautE(out))
}

// isFolded reports whether s is plain lower-case ASCII that cannot hold an
// umlaut written out.
func isFolded(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' || c == 'e' && i > 0 && isUmlautBase(s[i-1]) {
			return false
		}
	}
	return true
}

// letters are those that do not decompose.
var letters = map[rune]string{
	'ß': "ss", 'æ': "a", 'œ': "o", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i",
}

func isUmlautBase(c byte) bool { return c == 'a' || c == 'o' || c == 'u' }

// dropUmlautE takes the e out of ae, oe and ue, in place. After au, eu and qu
// the e belongs to the next syllable, except in front of b: geuebt is geübt,
// Kameraueberwachung is Kameraüberwachung.
func dropUmlautE(word []byte) []byte {
	out := word[:0]
	for i, c := range word {
		n := len(out)
		if c == 'e' && n > 0 && isUmlautBase(out[n-1]) {
			next := byte(0)
			if i+1 < len(word) {
				next = word[i+1]
			}
			if out[n-1] != 'u' || n == 1 || !keepsE(out[n-2], next) {
				continue
			}
		}
		out = append(out, c)
	}
	return out
}

// keepsE reports whether the e between "u" and next is not that of an umlaut,
// given the letter in front of the u.
func keepsE(before, next byte) bool {
	return before == 'q' || (before == 'a' || before == 'e') && next != 'b'
}

// hidden reports whether r is an invisible character that may stand in a word:
// soft hyphen, zero width space and joiners, byte order mark.
func hidden(r rune) bool {
	switch r {
	case 0x00ad, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff:
		return true
	}
	return false
}
