package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/util"
)

// Bare links, "https://example.org", "www.example.org" and "name@example.org",
// are found in the text that is written, not by an inline parser: goldmark's
// would be asked at each word, and its search is not linear.

var (
	bareScheme = []byte("://")
	bareWWW    = []byte("www.")
)

// mayHoldLinks reports whether a page has bare links at all.
func mayHoldLinks(src []byte) bool {
	return bytes.IndexByte(src, '@') >= 0 || bytes.Contains(src, bareScheme) || bytes.Contains(src, bareWWW)
}

// writeBareLinks writes s up to and with its last bare link, and returns the
// rest.
func (p *page) writeBareLinks(s []byte) []byte {
	if bytes.IndexByte(s, '@') < 0 && !bytes.Contains(s, bareScheme) && !bytes.Contains(s, bareWWW) {
		return s
	}
	done := 0
	for i := 0; i < len(s); {
		if i > 0 && !startsBare(s[i-1]) {
			i++
			continue
		}
		end := wordEnd(s, i)
		for i < end && startsBare(s[i]) {
			i++
		}
		n, mail := bareLink(s[i:end])
		if label := appendPlain(nil, s[i:i+n]); n > 0 && bytes.IndexByte(label, '\\') < 0 {
			p.prose(s[done:i])
			p.writeBare(label, mail, p.offset(s)+i)
			done = i + n
		}
		i = max(end, i+1)
	}
	return s[done:]
}

// startsBare reports whether a bare link may follow c.
func startsBare(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '(' || c == '*' || c == '_' || c == '~' || c == '"'
}

// wordEnd returns the end of the word at i.
func wordEnd(s []byte, i int) int {
	for i < len(s) && s[i] > ' ' && s[i] != '<' && s[i] != '"' {
		i++
	}
	return i
}

// bareLink returns the length of the link that a word starts with, or 0.
func bareLink(word []byte) (n int, mail bool) {
	switch {
	case bytes.HasPrefix(word, []byte("http://")), bytes.HasPrefix(word, []byte("https://")):
		host := word[bytes.Index(word, bareScheme)+3:]
		if len(host) > 0 && (util.IsAlphaNumeric(host[0]) || host[0] >= 0x80) {
			return trimBare(word), false
		}
	case bytes.HasPrefix(word, bareWWW):
		if n = trimBare(word); bytes.Count(word[:n], []byte{'.'}) > 1 {
			return n, false
		}
	default:
		return mailLength(word), true
	}
	return 0, false
}

// trimBare cuts off the punctuation that ends the sentence, not the link.
func trimBare(word []byte) int {
	n := len(word)
	open := bytes.Count(word, []byte{'('}) - bytes.Count(word, []byte{')'})
	for n > 0 {
		switch word[n-1] {
		case '.', ',', ';', ':', '!', '?', '*', '_', '~', '\'', '\\', '&':
		case ')':
			if open >= 0 {
				return n
			}
			open++
		default:
			return n
		}
		n--
	}
	return n
}

// mailLength returns the length of the mail address that a word starts with.
func mailLength(word []byte) int {
	at := bytes.IndexByte(word, '@')
	if at < 1 {
		return 0
	}
	for _, c := range word[:at] {
		if !util.IsAlphaNumeric(c) && c != '.' && c != '-' && c != '_' && c != '+' {
			return 0
		}
	}
	end, dot := at+1, false
	for end < len(word) && (util.IsAlphaNumeric(word[end]) || word[end] == '.' || word[end] == '-' || word[end] == '_') {
		dot = dot || word[end] == '.' && end > at+1 && end+1 < len(word) && util.IsAlphaNumeric(word[end+1])
		end++
	}
	for end > at && (word[end-1] == '.' || word[end-1] == '-' || word[end-1] == '_') {
		end--
	}
	if !dot {
		return 0
	}
	return end
}

// offset returns where a part of the source lies in it.
func (p *page) offset(s []byte) int { return cap(p.src) - cap(s) }
