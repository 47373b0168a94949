package strict

import (
	"unicode"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/diag"
)

// lookalikes are the Greek letters that a reader takes for Latin ones. Others,
// such as the mu of "μm" or the omega of "kΩ", stand beside Latin letters in
// honest texts.
const lookalikes = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧικνορυ"

// checkScripts reports words in which Latin letters are mixed with Cyrillic
// ones or with Greek look-alikes: "СLEAR" with a Cyrillic first letter reads
// like CLEAR and is not.
func checkScripts(src []byte, at Source) diag.List {
	var list diag.List
	for i := 0; i < len(src) && len(list) < maxProblems; {
		if c := src[i]; c < 0xcd || c > 0xd4 { // neither Greek nor Cyrillic
			i++
			continue
		}
		start, end := word(src, i)
		if mixes(src[start:end]) {
			line, col := position(src, start)
			list.Add(at.problem("text-mixed-script", line, col, "word", excerpt(src[start:end])))
		}
		i = max(end, i+1)
	}
	return list
}

// word returns the run of letters around offset i.
func word(src []byte, i int) (start, end int) {
	start, end = i, i
	for start > 0 {
		r, size := utf8.DecodeLastRune(src[:start])
		if !unicode.IsLetter(r) {
			break
		}
		start -= size
	}
	for end < len(src) {
		r, size := utf8.DecodeRune(src[end:])
		if !unicode.IsLetter(r) {
			break
		}
		end += size
	}
	return start, end
}

func mixes(word []byte) bool {
	latin, foreign := false, false
	for len(word) > 0 {
		r, size := utf8.DecodeRune(word)
		word = word[size:]
		switch {
		case unicode.Is(unicode.Latin, r):
			latin = true
		case unicode.Is(unicode.Cyrillic, r), isLookalike(r):
			foreign = true
		}
	}
	return latin && foreign
}

func isLookalike(r rune) bool {
	for _, l := range lookalikes {
		if r == l {
			return true
		}
	}
	return false
}
