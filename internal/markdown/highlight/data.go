package highlight

import "strings"

// constants are the values that YAML, JSON and settings have names for.
var constants = words("kc", "true false null yes no on off True False ~")

// value colours what stands in a line up to end: strings, numbers, constants.
// inWord are further bytes of words.
func (s *scanner) value(end int, inWord string) {
	for s.pos < end {
		c := s.src[s.pos]
		switch {
		case c == '"' || c == '\'':
			s.emit(s.stringEnd(s.pos, false), quoteClass(c))
		case isDigit(c):
			stop := s.wordEnd(s.pos, "-.:+"+inWord)
			if s.numberEnd(s.pos) == stop || stop-s.pos >= len("2006-01-02") {
				s.emit(stop, "m")
			} else {
				s.pos = stop
			}
		case isLetter(c) || c == '~':
			stop := max(s.wordEnd(s.pos, "-.:"+inWord), s.pos+1)
			s.emit(stop, constants[s.src[s.pos:stop]])
		default:
			s.pos++
		}
	}
}

// scanYAML colours keys, strings, constants and comments, line by line.
func scanYAML(s *scanner) {
	for s.more() {
		end := s.lineEnd(s.pos)
		stop := yamlComment(s.src[s.pos:end]) + s.pos
		s.yamlKey(stop)
		for s.pos < stop {
			if s.startsAnchor() {
				s.emit(s.wordEnd(s.pos+1, "-!/"), "nl")
				continue
			}
			next := stop
			if n := strings.IndexAny(s.src[s.pos+1:stop], "&*!"); n >= 0 {
				next = s.pos + 1 + n
			}
			s.value(next, "/")
		}
		s.emit(end, "c1")
		s.pos = max(s.pos, min(end+1, len(s.src)))
	}
}

// startsAnchor reports whether an anchor, an alias or a tag starts at pos.
func (s *scanner) startsAnchor() bool {
	i := s.pos
	return strings.IndexByte("&*!", s.src[i]) >= 0 && (i == 0 || s.src[i-1] <= ' ') &&
		i+1 < len(s.src) && (isLetter(s.src[i+1]) || s.src[i+1] == '!')
}

// yamlComment returns where the comment of a line starts: its length if it has
// none. A "#" inside quotes starts none.
func yamlComment(line string) int {
	var quote byte
	for i := range len(line) {
		switch c := line[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && (i == 0 || strings.IndexByte(" [{,:-", line[i-1]) >= 0):
			quote = c
		case c == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t'):
			return i
		}
	}
	return len(line)
}

// yamlKey colours the key that the line starts with, behind hyphens.
func (s *scanner) yamlKey(end int) {
	for s.pos < end && strings.IndexByte(" \t-?", s.src[s.pos]) >= 0 {
		s.pos++
	}
	line := s.src[s.pos:end]
	for i := range len(line) {
		if line[i] == ':' && (i+1 == len(line) || line[i+1] == ' ') {
			s.emit(s.pos+i, "nt")
			s.emit(s.pos+1, "p")
			return
		}
		if strings.IndexByte("{}[],#", line[i]) >= 0 {
			return
		}
	}
}

// scanJSON colours names apart from strings.
func scanJSON(s *scanner) {
	for s.more() {
		switch c := s.src[s.pos]; {
		case c == '"':
			end := s.stringEnd(s.pos, false)
			if s.nextIs(end, ':') {
				s.emit(end, "nt")
			} else {
				s.emit(end, "s2")
			}
		case s.at("//"):
			s.emit(s.lineEnd(s.pos), "c1")
		case s.at("/*"):
			s.emit(s.after(s.pos+2, "*/"), "cm")
		case isDigit(c):
			s.emit(s.numberEnd(s.pos), "m")
		case isLetter(c):
			end := s.wordEnd(s.pos, "")
			s.emit(end, constants[s.src[s.pos:end]])
		default:
			s.pos++
		}
	}
}

// nextIs reports whether c follows i behind at most a few blanks.
func (s *scanner) nextIs(i int, c byte) bool {
	for limit := min(i+8, len(s.src)); i < limit; i++ {
		if s.src[i] > ' ' {
			return s.src[i] == c
		}
	}
	return false
}

// scanSettings colours sections, names and values, line by line.
func scanSettings(s *scanner) {
	for s.more() {
		end := s.lineEnd(s.pos)
		s.blank()
		line := s.src[min(s.pos, end):end]
		switch {
		case line == "":
		case line[0] == '#' || line[0] == ';':
			s.emit(end, "c1")
		case line[0] == '[':
			s.emit(end, "k")
		default:
			if n := strings.IndexAny(line, "=:"); n > 0 {
				s.emit(s.pos+len(strings.TrimRight(line[:n], " \t")), "na")
			}
			stop := s.pos + yamlComment(s.src[s.pos:end])
			s.value(stop, "/")
			s.emit(end, "c1")
		}
		s.pos = max(s.pos, min(end+1, len(s.src)))
	}
}

// scanDiff colours whole lines.
func scanDiff(s *scanner) {
	for s.more() {
		end := s.lineEnd(s.pos)
		class := ""
		switch {
		case s.at("+++"), s.at("---"), s.at("diff "), s.at("index "):
			class = "gh"
		case s.at("@@"):
			class = "gu"
		case s.at("+"):
			class = "gi"
		case s.at("-"):
			class = "gd"
		}
		s.emit(end, class)
		s.pos = min(end+1, len(s.src))
	}
}
