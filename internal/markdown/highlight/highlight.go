// Package highlight colours source code: it puts tokens into spans whose
// classes are those of Pygments and chroma ("k" for keyword, "s" for string),
// so that any of their style sheets fits.
//
// Each language is read by a scanner in one pass without going back. The cost
// is linear whatever the text, which cannot be said of lexers made of regular
// expressions: 22 kB of quotes cost chroma's many seconds. The scanners know
// the languages that a portal about running offices and their IT quotes; code
// in other languages is left as it is. They look at words, not at grammar: what
// is no code in a language comes out in odd colours, but comes out.
package highlight

import "strings"

// HTML appends code to dst, with its tokens in spans, and reports whether the
// language is known; if not, dst is returned as it was. Names are in lower
// case.
func HTML(dst []byte, language, code string) ([]byte, bool) {
	scan := scannerOf(language)
	if scan == nil {
		return dst, false
	}
	s := scanner{src: code, out: dst}
	scan(&s)
	s.flush(len(code))
	return s.out, true
}

// scanner reads src and writes out. Text between done and pos has no class.
type scanner struct {
	src  string
	out  []byte
	pos  int
	done int
}

// emit writes the text from pos to end as a token of a class, and moves on. The
// class "" makes it plain text.
func (s *scanner) emit(end int, class string) {
	end = min(end, len(s.src))
	if class == "" || end <= s.pos {
		s.pos = max(end, s.pos)
		return
	}
	s.flush(s.pos)
	s.out = append(s.out, `<span class="`...)
	s.out = append(s.out, class...)
	s.out = append(s.out, `">`...)
	s.out = escape(s.out, s.src[s.pos:end])
	s.out = append(s.out, "</span>"...)
	s.pos, s.done = end, end
}

// flush writes the plain text before end.
func (s *scanner) flush(end int) {
	s.out = escape(s.out, s.src[s.done:end])
	s.done = end
}

func escape(dst []byte, text string) []byte {
	start := 0
	for i := range len(text) {
		var entity string
		switch c := text[i]; {
		case c == '&':
			entity = "&amp;"
		case c == '<':
			entity = "&lt;"
		case c == '>':
			entity = "&gt;"
		case c == '"':
			entity = "&quot;"
		case c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7F:
			entity = "\ufffd"
		default:
			continue
		}
		dst = append(dst, text[start:i]...)
		dst = append(dst, entity...)
		start = i + 1
	}
	return append(dst, text[start:]...)
}

func (s *scanner) more() bool { return s.pos < len(s.src) }

// at reports whether the text at pos starts with prefix.
func (s *scanner) at(prefix string) bool { return strings.HasPrefix(s.src[s.pos:], prefix) }

// lineEnd returns where the line that holds i ends, before its line feed.
func (s *scanner) lineEnd(i int) int {
	if n := strings.IndexByte(s.src[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(s.src)
}

// after returns where the next mark behind i ends: at the end of the text if
// there is none.
func (s *scanner) after(i int, mark string) int {
	i = min(i, len(s.src))
	if n := strings.Index(s.src[i:], mark); n >= 0 {
		return i + n + len(mark)
	}
	return len(s.src)
}

// blank moves over blanks within a line.
func (s *scanner) blank() {
	for s.more() && (s.src[s.pos] == ' ' || s.src[s.pos] == '\t' || s.src[s.pos] == '\r') {
		s.pos++
	}
}

// stringEnd returns where the string that opens at i ends: behind the next
// quote without a backslash, or with the line unless it may span lines.
func (s *scanner) stringEnd(i int, lines bool) int {
	quote := s.src[i]
	for i++; i < len(s.src); i++ {
		switch c := s.src[i]; {
		case c == quote:
			return i + 1
		case c == '\\':
			i++
		case c == '\n' && !lines:
			return i
		}
	}
	return len(s.src)
}

// wordEnd returns where the word at i ends, made of letters, digits, "_" and
// the extra bytes.
func (s *scanner) wordEnd(i int, extra string) int {
	for i < len(s.src) && (isLetter(s.src[i]) || isDigit(s.src[i]) || strings.IndexByte(extra, s.src[i]) >= 0) {
		i++
	}
	return i
}

// numberEnd returns where the number at i ends.
func (s *scanner) numberEnd(i int) int {
	for i < len(s.src) && (isDigit(s.src[i]) || isLetter(s.src[i]) || s.src[i] == '.' && i+1 < len(s.src) && isDigit(s.src[i+1])) {
		i++
	}
	return i
}

func isLetter(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// Classes returns all classes that HTML uses, for whoever makes a style sheet.
func Classes() []string {
	return []string{
		"bp", "c", "c1", "cm", "cp", "gd", "gh", "gi", "go", "gp", "gu", "k", "kc", "kd", "kn", "kt", "m", "mh",
		"na", "nb", "nf", "ni", "nl", "nt", "nv", "p", "s", "s1", "s2", "sb",
	}
}
