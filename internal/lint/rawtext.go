package lint

import "bytes"

// skipRaw moves behind the content and end tag of an element whose content
// is text (script, style, title, textarea and older ones) and returns the
// content.
func (s *scanner) skipRaw(kind elem, name string) []byte {
	start := s.pos
	end := rawEnd(s.src, start, name)
	if kind == eScript {
		end = scriptEnd(s.src, start)
	}
	if end < 0 {
		s.pos = len(s.src)
		s.unfinished(s.off)
		return s.src[start:]
	}
	s.pos = end
	s.readEndTag()
	return s.src[start:end]
}

// rawEnd returns where the end tag of name begins, -1 if there is none.
func rawEnd(src []byte, i int, name string) int {
	for {
		n := bytes.Index(src[i:], []byte("</"))
		if n < 0 {
			return -1
		}
		i += n
		if isTag(src[i+2:], name) {
			return i
		}
		i += 2
	}
}

// isTag reports whether rest begins with a name and the end of a name.
func isTag(rest []byte, name string) bool {
	if len(rest) <= len(name) || !bytes.EqualFold(rest[:len(name)], []byte(name)) {
		return false
	}
	c := class[rest[len(name)]]
	return c == space || c == slash || c == gt
}

// scriptEnd returns where </script> begins. After "<!--" a nested <script>
// hides the next end tag until "-->" (HTML, 13.2.5.15 to 13.2.5.31).
func scriptEnd(src []byte, i int) int {
	escaped, nested := false, false
	for i < len(src) {
		n := bytes.IndexAny(src[i:], "<-")
		if n < 0 {
			return -1
		}
		i += n
		rest := src[i:]
		switch {
		case escaped && bytes.HasPrefix(rest, []byte("-->")):
			escaped, nested = false, false
			i += 3
		case !escaped && bytes.HasPrefix(rest, []byte("<!--")):
			escaped = true
			i += 2 // the dashes may be those of "-->"
		case escaped && !nested && rest[0] == '<' && isTag(rest[1:], "script"):
			nested = true
			i += len("<script")
		case bytes.HasPrefix(rest, []byte("</")) && isTag(rest[2:], "script"):
			if !nested {
				return i
			}
			nested = false
			i += len("</script")
		default:
			i++
		}
	}
	return -1
}
