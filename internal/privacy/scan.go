package privacy

import (
	"unicode/utf8"
)

// scanner is one pass over a text.
type scanner struct {
	s     string
	rules *Rules
	found []span

	number0 [maxRun]group // room for the groups of one number
	called  int           // behind the last word that announces a telephone number
}

// add notes a finding and returns its end, from where the pass goes on.
func (x *scanner) add(kind Kind, start, end int, why string) int {
	x.found = append(x.found, span{kind, start, end, why})
	return end
}

// run looks at every byte once and calls the reader of what begins there; each
// returns where to go on, which is always behind where it began.
func (x *scanner) run() {
	s := x.s
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			i = x.word(i)
		case c < '0':
			i = x.mark(i, c)
		case c <= '9':
			i = x.number(i)
		case c == '@':
			i = x.at(i)
		case c == ':':
			i = x.colon(i)
		case c == '\\':
			i = x.unc(i)
		case c == '[':
			i = x.spelledAt(i)
		case c >= utf8.RuneSelf:
			i = x.foreign(i)
		default:
			i++
		}
	}
}

// mark handles the signs that stand before the digits in ASCII.
func (x *scanner) mark(i int, c byte) int {
	switch c {
	case '-':
		return x.dash(i)
	case '(':
		return x.spelledAt(i)
	}
	return i + 1
}

// foreign handles what is not ASCII: a letter begins a word, the sign of
// degrees follows a latitude.
func (x *scanner) foreign(i int) int {
	r, size := utf8.DecodeRuneInString(x.s[i:])
	switch {
	case isLetter(r):
		return x.word(i)
	case r == '°':
		return x.degrees(i, size)
	}
	return i + size
}

// isLetter knows the letters of names in Latin scripts.
func isLetter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0xC0 && r <= 0x24F && r != 0xD7 && r != 0xF7
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isHex(c byte) bool { return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' }

func isUpper(r rune) bool {
	return r >= 'A' && r <= 'Z' || r >= 0xC0 && r <= 0xDE && r != 0xD7 || r == 'Ş' || r == 'Č' || r == 'Š' || r == 'Ž'
}

// isWordByte holds for ASCII letters, digits and the low line.
func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c == '_'
}

// wordEnd is the end of the letters, digits and low lines that begin at i.
func (x *scanner) wordEnd(i int) int {
	s := x.s
	for i < len(s) {
		if c := s[i]; c < utf8.RuneSelf {
			if !isWordByte(c) {
				return i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !isLetter(r) {
			return i
		}
		i += size
	}
	return i
}

// boundBefore reports whether no word reaches up to i.
func (x *scanner) boundBefore(i int) bool {
	if i == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(x.s[:i])
	return !isLetter(r) && (r >= utf8.RuneSelf || !isWordByte(byte(r)))
}

// boundAfter reports whether no word goes on at i.
func (x *scanner) boundAfter(i int) bool {
	r, _ := utf8.DecodeRuneInString(x.s[min(i, len(x.s)):])
	return !isLetter(r) && (r >= utf8.RuneSelf || i >= len(x.s) || !isWordByte(byte(r)))
}

// byteAt is the byte at i, 0 outside the text.
func (x *scanner) byteAt(i int) byte {
	if i < 0 || i >= len(x.s) {
		return 0
	}
	return x.s[i]
}

// space is the length of a space within a line at i: blank, tab, no-break space
// or a narrow one; 0 if there is none.
func (x *scanner) space(i int) int {
	switch x.byteAt(i) {
	case ' ', '\t':
		return 1
	case 0xC2:
		if x.byteAt(i+1) == 0xA0 {
			return 2
		}
	case 0xE2:
		if x.byteAt(i+1) == 0x80 && (x.byteAt(i+2) == 0xAF || x.byteAt(i+2) == 0x89) {
			return 3
		}
	}
	return 0
}

// skipSpaces is the first place from i on that is no space within a line.
func (x *scanner) skipSpaces(i int) int {
	for n := x.space(i); n > 0; n = x.space(i) {
		i += n
	}
	return i
}

// lookBack is how many bytes before a place are read for words.
const lookBack = 40

// before returns the last words of the line before i, the nearest first, in
// lower case; numbers and signs between them do not count.
func (x *scanner) before(i, most int) []string {
	var words []string
	low := max(0, i-lookBack)
	for i > low && len(words) < most {
		r, size := utf8.DecodeLastRuneInString(x.s[:i])
		if r == '\n' {
			break
		}
		if !isLetter(r) {
			if r == '§' {
				words = append(words, "§")
			}
			i -= size
			continue
		}
		end := i
		for i > low {
			r, size := utf8.DecodeLastRuneInString(x.s[:i])
			if !isLetter(r) {
				break
			}
			i -= size
		}
		words = append(words, lower(x.s[i:end]))
	}
	return words
}

// lower folds ASCII letters and German umlauts.
func lower(s string) string {
	buf := make([]byte, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		} else if i > 0 && s[i-1] == 0xC3 && (c == 0x84 || c == 0x96 || c == 0x9C) {
			c += 0x20
		}
		buf[i] = c
	}
	return string(buf)
}

// lineEnd is the end of the line that i stands on, at most most bytes away.
func (x *scanner) lineEnd(i, most int) int {
	for limit := min(len(x.s), i+most); i < limit && x.s[i] != '\n' && x.s[i] != '\r'; {
		i++
	}
	return i
}

// hasAt reports whether text stands at i.
func (x *scanner) hasAt(i int, text string) bool {
	return i >= 0 && i+len(text) <= len(x.s) && x.s[i:i+len(text)] == text
}
