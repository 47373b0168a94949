package german

import (
	"unicode"
	"unicode/utf8"
)

// span is a half-open range of byte offsets in a text.
type span struct{ start, end int }

// plainWord marks the ASCII letters and digits.
var plainWord = func() (t [utf8.RuneSelf]bool) {
	for c := range t {
		t[c] = '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
	}
	return t
}()

// startsWord reports whether a word can begin with r.
func startsWord(r rune) bool {
	if r < utf8.RuneSelf {
		return plainWord[r]
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// wordAt returns the end of the word that begins at byte i of text, or i if
// none does. Combining marks and hidden characters inside belong to the word;
// hidden ones at its end do not.
func wordAt(text string, i int) int {
	r, size := rune(text[i]), 1
	if r >= utf8.RuneSelf {
		r, size = utf8.DecodeRuneInString(text[i:])
	}
	if !startsWord(r) {
		return i
	}
	i += size
	end := i
	for i < len(text) {
		if c := text[i]; c < utf8.RuneSelf {
			if !plainWord[c] {
				break
			}
			i++
			end = i
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case startsWord(r) || unicode.Is(unicode.M, r):
			end = i + size
		case !hidden(r):
			return end
		}
		i += size
	}
	return end
}

// joint says what stands between two words that have no space between them.
type joint byte

const (
	apart       joint = 0
	hyphen      joint = '-'
	slash       joint = '/'
	dot         joint = '.'
	colon       joint = ':'
	star        joint = '*' // also the underscore and the middle dot of gender forms
	slashHyphen joint = 'h' // "/-" as in Mitarbeiter/-innen
)

// jointAt returns the joint at byte i of text and where the next word begins.
// Without a word behind it there is no joint.
func jointAt(text string, i int) (joint, int) {
	kind, next := readJoint(text, i)
	if kind == apart || next >= len(text) {
		return apart, i
	}
	r, _ := utf8.DecodeRuneInString(text[next:])
	if !startsWord(r) {
		return apart, i
	}
	return kind, next
}

func readJoint(text string, i int) (joint, int) {
	if i >= len(text) {
		return apart, i
	}
	switch text[i] {
	case '-':
		return hyphen, i + 1
	case '/':
		if i+1 < len(text) && text[i+1] == '-' {
			return slashHyphen, i + 2
		}
		return slash, i + 1
	case '.':
		return dot, i + 1
	case ':':
		return colon, i + 1
	case '*', '_':
		return star, i + 1
	}
	if text[i] < utf8.RuneSelf {
		return apart, i
	}
	switch r, size := utf8.DecodeRuneInString(text[i:]); r {
	case '\u2010', '\u2011':
		return hyphen, i + size
	case '\u00b7':
		return star, i + size
	}
	return apart, i
}
