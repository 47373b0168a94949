package highlight

import "strings"

// program describes a language made of words, numbers, strings and comments.
type program struct {
	line    []string          // what starts a comment to the end of the line
	block   []string          // what starts and ends a comment, in pairs
	strings string            // quotes of strings within a line
	long    string            // quotes of strings that span lines
	raw     []string          // what starts and ends a string over lines, in pairs
	words   map[string]string // keywords and their classes
	fold    bool              // keywords in any case
	inWord  string            // further bytes of words
	vars    string            // what starts a variable
	options bool              // words with hyphens before them are options
}

// scan colours a program.
func (l *program) scan(s *scanner) {
	for s.more() {
		c := s.src[s.pos]
		switch {
		case l.comment(s), l.rawString(s):
		case strings.IndexByte(l.strings, c) >= 0:
			s.emit(s.stringEnd(s.pos, false), quoteClass(c))
		case strings.IndexByte(l.long, c) >= 0:
			s.emit(s.stringEnd(s.pos, true), quoteClass(c))
		case strings.IndexByte(l.vars, c) >= 0:
			l.variable(s)
		case isDigit(c):
			s.emit(s.numberEnd(s.pos), "m")
		case isLetter(c):
			l.word(s)
		case l.options && c == '-' && s.startsOption():
			s.emit(s.wordEnd(s.pos+1, "-"), "na")
		default:
			s.pos++
		}
	}
}

func quoteClass(quote byte) string {
	switch quote {
	case '\'':
		return "s1"
	case '`':
		return "sb"
	}
	return "s2"
}

// comment colours the comment at pos, if there is one. A "#" starts one only
// where a word could start.
func (l *program) comment(s *scanner) bool {
	for i := 0; i < len(l.block); i += 2 {
		if s.at(l.block[i]) {
			s.emit(s.after(s.pos+len(l.block[i]), l.block[i+1]), "cm")
			return true
		}
	}
	for _, mark := range l.line {
		if s.at(mark) && (mark != "#" || s.pos == 0 || s.src[s.pos-1] <= ' ' || s.src[s.pos-1] == ';') {
			s.emit(s.lineEnd(s.pos), "c1")
			return true
		}
	}
	return false
}

func (l *program) rawString(s *scanner) bool {
	for i := 0; i < len(l.raw); i += 2 {
		if s.at(l.raw[i]) {
			s.emit(s.after(s.pos+len(l.raw[i]), l.raw[i+1]), "s")
			return true
		}
	}
	return false
}

// variable colours "$name" and "${name}".
func (l *program) variable(s *scanner) {
	end := s.wordEnd(s.pos+1, "")
	if end == s.pos+1 && end < len(s.src) && s.src[end] == '{' {
		const longest = 100
		name := s.src[end:min(end+longest, len(s.src))]
		if n := strings.IndexAny(name, "} \"'$\n"); n >= 0 && name[n] == '}' {
			end += n + 1
		}
	}
	if end == s.pos+1 {
		s.pos++
		return
	}
	s.emit(end, "nv")
}

// word colours a keyword, or a name that is called.
func (l *program) word(s *scanner) {
	end := s.wordEnd(s.pos, l.inWord)
	word := s.src[s.pos:end]
	if l.fold {
		word = strings.ToLower(word)
	}
	class := l.words[word]
	switch {
	case class != "":
	case end < len(s.src) && s.src[end] == '(':
		class = "nf"
	case l.fold && strings.IndexByte(l.inWord, '-') >= 0 && strings.IndexByte(word, '-') > 0:
		class = "nb" // a cmdlet: Get-Item
	}
	s.emit(end, class)
}

// startsOption reports whether the hyphen at pos starts an option: behind a
// blank and before a letter.
func (s *scanner) startsOption() bool {
	i := s.pos + 1
	if i < len(s.src) && s.src[i] == '-' {
		i++
	}
	return (s.pos == 0 || s.src[s.pos-1] <= ' ') && i < len(s.src) && isLetter(s.src[i])
}

// words makes a table: for each class the words that have it.
func words(byClass ...string) map[string]string {
	table := map[string]string{}
	for i := 0; i+1 < len(byClass); i += 2 {
		for word := range strings.FieldsSeq(byClass[i+1]) {
			table[word] = byClass[i]
		}
	}
	return table
}
