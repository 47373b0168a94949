package layout

import "strings"

// shortestClue is how much fixed text of a layout has to stand in a line of a
// page to take the line for that layout's.
const shortestClue = 6

// Origin finds where a line of a page that was rendered with a layout comes
// from: the line of the layout, of the skeleton or of a partial that shares the
// most fixed text with it. Without a clue it is the layout, and line 0.
func (s *Set) Origin(file, output string) (path string, line int) {
	output = strings.TrimSpace(output)
	key := file + "\x00" + output
	if known, ok := s.origins.Load(key); ok {
		o := known.(origin)
		return s.Path(o.file), o.line
	}
	best, longest := origin{file: file}, shortestClue-1
	for _, name := range s.names() {
		if name != file && name != baseFile && !strings.HasPrefix(name, partialsDir) {
			continue
		}
		n := 0
		for src := range strings.Lines(s.files[name]) {
			n++
			if clue := clueIn(src, output); clue > longest {
				best, longest = origin{name, n}, clue
			}
		}
	}
	s.origins.Store(key, best)
	return s.Path(best.file), best.line
}

// origin is a line of a layout.
type origin struct {
	file string
	line int
}

// clueIn is how much fixed text of a layout's line stands, in this order, in
// output; a line that holds all of output counts twice.
func clueIn(src, output string) int {
	src = strings.TrimSpace(src)
	if output != "" && strings.Contains(src, output) {
		return 2 * len(output)
	}
	sum := 0
	for i, part := range strings.Split(src, "{{") {
		if i > 0 {
			_, part, _ = strings.Cut(part, "}}")
		}
		part = strings.TrimSpace(part)
		if at := strings.Index(output, part); at >= 0 {
			sum += len(part)
			output = output[at+len(part):]
		}
	}
	return sum
}
