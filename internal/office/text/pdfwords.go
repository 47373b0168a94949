package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// PDFium writes noncharacters for hyphens at the end of a line, and then no
// line end; other hyphens stand before their line ends.
const (
	lineHyphen    = '\ufffe'
	oldLineHyphen = '\u0002'
)

// joinWords joins words that were divided at the end of a line. The hyphen
// goes if a word goes on, and stays where it belongs to the word:
//
//	Notfall-  handbuch      Notfallhandbuch
//	IT-       Grundschutz   IT-Grundschutz
//	BSI-      standard      BSI-standard
//	Not-      und Krisen…   Not- und Krisen…
func joinWords(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	before := ' ' // the last character written
	for at := 0; at < len(s); {
		r, size := utf8.DecodeRuneInString(s[at:])
		rest := s[at+size:]
		length, divided := 0, false
		if isHyphen(r) {
			length, divided = lineEnd(rest, r)
		}
		if !divided {
			b.WriteString(s[at : at+size])
			before = r
			at += size
			continue
		}
		at += size + length
		mark := between(before, s[at:], r)
		b.WriteString(mark)
		if mark != "" {
			before = '-'
		}
	}
	return b.String()
}

func isHyphen(r rune) bool {
	switch r {
	case lineHyphen, oldLineHyphen, '-', '\u2010', '\u00ad':
		return true
	}
	return false
}

// lineEnd returns the length of the line end that follows the hyphen r.
func lineEnd(rest string, r rune) (length int, found bool) {
	trimmed := strings.TrimLeft(rest, " ")
	after := strings.TrimPrefix(strings.TrimPrefix(trimmed, "\r"), "\n")
	if len(after) < len(trimmed) {
		return len(rest) - len(after), true
	}
	return 0, r == lineHyphen || r == oldLineHyphen
}

// between returns what is to stand between the parts of a divided word.
func between(before rune, rest string, hyphen rune) string {
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case hyphen == '\u00ad':
		return ""
	case !unicode.IsLetter(before) && !unicode.IsDigit(before):
		return "-\n" // a dash, the end of a list's sign
	case !unicode.IsLetter(next) && !unicode.IsDigit(next):
		return "-\n"
	case slices.Contains(joiners, firstWord(rest)):
		return "- "
	case unicode.IsLower(before) && unicode.IsLower(next):
		return ""
	}
	return "-"
}

// joiners follow a hyphen that stands for a part left out. None of them is
// the end of a divided word, as noch is of dennoch.
var joiners = []string{"und", "oder", "bzw", "sowie", "bis", "and"}

// firstWord returns the letters with which s begins.
func firstWord(s string) string {
	if end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }); end >= 0 {
		return s[:end]
	}
	return s
}
