package lint

import (
	"bytes"
	"html"
	"strings"
	"unicode"
)

// unescapeAttr decodes the character references of an attribute value and
// reads line breaks as LF. It returns value itself when there are none.
func unescapeAttr(value []byte) []byte {
	if bytes.IndexByte(value, '\r') >= 0 {
		value = bytes.ReplaceAll(value, []byte("\r\n"), []byte("\n"))
		value = bytes.ReplaceAll(value, []byte("\r"), []byte("\n"))
	}
	if bytes.IndexByte(value, '&') < 0 {
		return value
	}
	out := make([]byte, 0, len(value))
	for len(value) > 0 {
		amp := bytes.IndexByte(value, '&')
		if amp < 0 {
			break
		}
		out = append(out, value[:amp]...)
		n := referenceLen(value[amp:])
		out = append(out, decodeReference(value[amp:amp+n], value[amp+n:])...)
		value = value[amp+n:]
	}
	return append(out, value...)
}

// referenceLen measures "&", a name or number and its semicolon.
func referenceLen(s []byte) int {
	n := 1
	part := isAlnum
	if len(s) > 2 && s[1] == '#' {
		n, part = 2, isDigit
		if s[2]|0x20 == 'x' {
			n, part = 3, isHexDigit
		}
	}
	for n < len(s) && part(s[n]) {
		n++
	}
	if n < len(s) && s[n] == ';' {
		n++
	}
	return n
}

func isDigit(c byte) bool    { return c >= '0' && c <= '9' }
func isHexDigit(c byte) bool { return unhex(c) < 16 }
func isAlnum(c byte) bool    { return isLetter(c) || isDigit(c) }

// decodeReference decodes one reference. In an attribute a name without its
// semicolon counts only when neither a letter, a digit nor "=" follows, so
// that "?a=1&copy=2" stays what it is (HTML, 13.2.5.73).
func decodeReference(ref, rest []byte) string {
	raw := string(ref)
	if len(raw) < 2 {
		return raw
	}
	if number := strings.TrimSuffix(raw, ";"); raw[1] == '#' {
		if !isHexDigit(number[len(number)-1]) {
			return raw
		}
		return html.UnescapeString(number + ";")
	}
	decoded := html.UnescapeString(raw)
	switch {
	case strings.HasSuffix(raw, ";"):
		if len(decoded) > 1 && strings.HasSuffix(decoded, ";") {
			return raw // only the beginning of the name is known
		}
		return decoded
	case len(rest) > 0 && rest[0] == '=' || decoded != html.UnescapeString(raw+";"):
		return raw
	}
	return decoded
}

// blank reports whether text shows nothing: only space, also non-breaking,
// and characters without a shape.
func blank(text []byte) bool {
	for _, c := range text {
		if c == '&' || c >= 0x80 {
			return blankRunes(html.UnescapeString(string(text)))
		}
		if c > ' ' {
			return false
		}
	}
	return true
}

func blankRunes(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool {
		return !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) && !unicode.IsControl(r)
	}) < 0
}

// filled reports whether an attribute is there and not blank.
func (s *scanner) filled(a attr) bool { return s.has(a) && !blank(s.value[a]) }

// is compares an attribute with a lower-case word.
func (s *scanner) is(a attr, word string) bool {
	return s.has(a) && bytes.EqualFold(bytes.TrimSpace(s.get(a)), []byte(word))
}

// hasToken reports whether a list of words holds one of tokens.
func (s *scanner) hasToken(a attr, tokens ...string) bool {
	for _, word := range bytes.Fields(s.get(a)) {
		for _, token := range tokens {
			if bytes.EqualFold(word, []byte(token)) {
				return true
			}
		}
	}
	return false
}

// cleanURL decodes an address as a browser reads it: no space around it, no
// line breaks or tabs within (WHATWG URL, 4.4).
func cleanURL(value []byte) []byte {
	plain := true
	for _, c := range value {
		if c <= ' ' || c == '&' {
			plain = false
			break
		}
	}
	if plain {
		return value
	}
	value = bytes.TrimFunc(unescapeAttr(value), func(r rune) bool { return r <= ' ' })
	if !bytes.ContainsAny(value, "\t\n\r") {
		return value
	}
	kept := make([]byte, 0, len(value))
	for _, c := range value {
		if c != '\t' && c != '\n' && c != '\r' {
			kept = append(kept, c)
		}
	}
	return kept
}
