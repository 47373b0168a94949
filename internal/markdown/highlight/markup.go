package highlight

import "strings"

// scanMarkup colours tags, attributes, comments and references.
func scanMarkup(s *scanner) {
	for s.more() {
		next := strings.IndexAny(s.src[s.pos:], "<&")
		if next < 0 {
			return
		}
		s.pos += next
		switch {
		case s.at("<!--"):
			s.emit(s.after(s.pos+4, "-->"), "c")
		case s.at("<!"), s.at("<?"):
			s.emit(s.after(s.pos, ">"), "cp")
		case s.at("&"):
			end := s.wordEnd(s.pos+1, "#")
			if end < len(s.src) && s.src[end] == ';' {
				s.emit(end+1, "ni")
			}
			s.pos = max(end, s.pos+1)
		default:
			s.tag()
		}
	}
}

// tag colours from "<" to ">".
func (s *scanner) tag() {
	name := s.pos + 1
	if name < len(s.src) && s.src[name] == '/' {
		name++
	}
	end := s.wordEnd(name, "-:.")
	if end == name {
		s.pos = name
		return
	}
	s.emit(end, "nt")
	for s.more() {
		switch c := s.src[s.pos]; {
		case c == '>' || c == '<':
			if c == '>' {
				s.emit(s.pos+1, "nt")
			}
			return
		case c == '"' || c == '\'':
			s.emit(s.after(s.pos+1, string(c)), "s")
		case isLetter(c):
			s.emit(s.wordEnd(s.pos, "-:."), "na")
		default:
			s.pos++
		}
	}
}

// scanCSS colours comments, strings, rules, properties and numbers.
func scanCSS(s *scanner) {
	depth := 0
	for s.more() {
		switch c := s.src[s.pos]; {
		case s.at("/*"):
			s.emit(s.after(s.pos+2, "*/"), "cm")
		case c == '"' || c == '\'':
			s.emit(s.stringEnd(s.pos, false), quoteClass(c))
		case c == '@':
			s.emit(s.wordEnd(s.pos+1, "-"), "k")
		case c == '#' && depth > 0:
			s.emit(s.wordEnd(s.pos+1, ""), "mh")
		case isDigit(c):
			s.emit(s.numberEnd(s.pos), "m")
		case isLetter(c) || c == '-':
			end := max(s.wordEnd(s.pos, "-"), s.pos+1)
			class := ""
			switch {
			case depth > 0 && s.nextIs(end, ':'):
				class = "na"
			case depth == 0:
				class = "nt"
			}
			s.emit(end, class)
		default:
			switch c {
			case '{':
				depth++
			case '}':
				depth = max(depth-1, 0)
			}
			s.pos++
		}
	}
}
