package markdown

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// special marks the bytes of Markdown text that HTML cannot show as they are,
// or that stand for something else.
var special = func() (t [256]bool) {
	for c := range t {
		t[c] = isControl(byte(c)) || strings.IndexByte(`&<>"\`, byte(c)) >= 0
	}
	return t
}()

// isControl reports whether a byte may not stand in HTML.
func isControl(c byte) bool {
	return c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7F
}

// appendText appends Markdown text as HTML: backslash escapes and character
// references are resolved, all else is escaped.
func appendText(dst, s []byte) []byte {
	start := 0
	for i := 0; i < len(s); {
		if !special[s[i]] {
			i++
			continue
		}
		dst = append(dst, s[start:i]...)
		r, n := resolve(s[i:])
		dst = appendEscaped(dst, r)
		i += n
		start = i
	}
	return append(dst, s[start:]...)
}

// appendPlain appends Markdown text as plain text.
func appendPlain(dst, s []byte) []byte {
	start := 0
	for i := 0; i < len(s); {
		if c := s[i]; !special[c] || c == '<' || c == '>' || c == '"' {
			i++
			continue
		}
		dst = append(dst, s[start:i]...)
		r, n := resolve(s[i:])
		dst = append(dst, r...)
		i += n
		start = i
	}
	return append(dst, s[start:]...)
}

// appendEscaped appends plain text as HTML.
func appendEscaped[T []byte | string](dst []byte, s T) []byte {
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !special[c] || c == '\\' {
			continue
		}
		dst = append(dst, s[start:i]...)
		dst = appendEscapedByte(dst, c)
		start = i + 1
	}
	return append(dst, s[start:]...)
}

func appendEscapedByte(dst []byte, c byte) []byte {
	switch c {
	case '&':
		return append(dst, "&amp;"...)
	case '<':
		return append(dst, "&lt;"...)
	case '>':
		return append(dst, "&gt;"...)
	case '"':
		return append(dst, "&quot;"...)
	}
	return append(dst, "\ufffd"...)
}

// resolve returns what a special byte at the start of s stands for, and how
// many bytes of s do.
func resolve(s []byte) (string, int) {
	switch {
	case isControl(s[0]):
		return "\ufffd", 1
	case s[0] == '\\' && len(s) > 1 && util.IsPunct(s[1]):
		return util.BytesToReadOnlyString(s[1:2]), 2
	case s[0] == '&':
		if r, n := reference(s); n > 0 {
			return r, n
		}
	}
	return util.BytesToReadOnlyString(s[:1]), 1
}

// reference resolves a character reference, n is 0 if s starts with none.
func reference(s []byte) (string, int) {
	const longest = 33 // &CounterClockwiseContourIntegral;
	end := 1
	for end < len(s) && end < longest && (util.IsAlphaNumeric(s[end]) || end == 1 && s[end] == '#') {
		end++
	}
	if end == len(s) || s[end] != ';' || end == 1 {
		return "", 0
	}
	name := util.BytesToReadOnlyString(s[1:end])
	if name[0] == '#' {
		return numeric(name[1:], end+1)
	}
	entity, ok := util.LookUpHTML5EntityByName(name)
	if !ok {
		return "", 0
	}
	return util.BytesToReadOnlyString(entity.Characters), end + 1
}

// numeric resolves "1234" or "x4d2" of a numeric reference that is n bytes long.
// Controls that change the direction of text are not let in by this door.
func numeric(digits string, n int) (string, int) {
	base, most := 10, 7
	if digits != "" && digits[0]|0x20 == 'x' {
		digits, base, most = digits[1:], 16, 6
	}
	v, err := strconv.ParseUint(digits, base, 32)
	if err != nil || len(digits) > most {
		return "", 0
	}
	r := util.ToValidRune(rune(v))
	if r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	return string(r), n
}

func decimal(n int) string { return strconv.Itoa(n) }
