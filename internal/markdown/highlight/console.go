package highlight

// scanConsole colours what a terminal shows: prompts, commands and output.
func scanConsole(s *scanner) {
	for s.more() {
		end := s.lineEnd(s.pos)
		switch {
		case s.at("$ "), s.at("# "), s.at("> "), s.at("% "):
			s.emit(s.pos+1, "gp")
			part := scanner{src: s.src[:end], out: s.out, pos: s.pos, done: s.done}
			shell.scan(&part)
			part.flush(end)
			s.out, s.pos, s.done = part.out, end, end
		default:
			s.emit(end, "go")
		}
		s.pos = min(end+1, len(s.src))
	}
}

// scanDirectives colours files whose lines start with a directive: those of
// web servers and of Docker.
func scanDirectives(s *scanner) {
	for s.more() {
		end := s.lineEnd(s.pos)
		s.blank()
		if s.pos < end {
			switch c := s.src[s.pos]; {
			case c == '#':
				s.emit(end, "c1")
			case c == '<':
				s.emit(end, "nt")
			case isLetter(c):
				s.emit(s.wordEnd(s.pos, "-"), "k")
			}
			s.value(end, "/$")
		}
		s.pos = max(s.pos, min(end+1, len(s.src)))
	}
}
