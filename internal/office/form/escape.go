package form

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Escape makes plain text safe inside XML, in elements and attributes.
// Characters that XML does not know are left out.
func Escape(s string) string {
	if !strings.ContainsFunc(s, special) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\'':
			b.WriteString("&#39;")
		case inXML(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

func special(r rune) bool {
	return r == '&' || r == '<' || r == '>' || r == '"' || r == '\'' || !inXML(r)
}

// inXML reports whether XML 1.0 has a character; what stands for broken UTF-8
// is left out as well.
func inXML(r rune) bool {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return true
	case r < ' ' || r == 0xFFFE || r == 0xFFFF || r == utf8.RuneError:
		return false
	}
	return true
}

// MaxValue is the length of the longest value, in characters.
const MaxValue = 10_000

// Normal is a value as it goes into a document: one line, blanks taken
// together, no controls, at most MaxValue characters.
func Normal(s string) string {
	var b strings.Builder
	gap, n := false, 0
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) && r != 0xA0 && r != 0x202F:
			gap = true
		case unicode.IsControl(r) || !inXML(r):
		default:
			if gap && n > 0 {
				b.WriteByte(' ')
				n++
			}
			gap = false
			if n++; n > MaxValue {
				return b.String()
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}
