package lint

import "bytes"

// readAttrs reads the attributes from i on and moves behind the tag. At the
// end of the document inside a tag it sets pos to 0.
func (s *scanner) readAttrs(i int) (selfClosing bool) {
	src := s.src
	for i < len(src) {
		switch class[src[i]] {
		case space:
			i++
		case gt:
			s.pos = i + 1
			return false
		case slash:
			i++
			if i < len(src) && src[i] == '>' {
				s.pos = i + 1
				return true
			}
		default:
			i = s.readAttr(i)
		}
	}
	s.pos = 0
	return false
}

// readAttr reads one attribute and returns the position behind it.
func (s *scanner) readAttr(i int) int {
	src, start, hasUpper := s.src, i, class[s.src[i]] == upper
	for i++; i < len(src) && class[src[i]] <= upper; i++ {
		hasUpper = hasUpper || class[src[i]] == upper
	}
	name := src[start:i]
	if hasUpper && len(name) <= maxNameLen {
		name = appendLower(s.lowAttr[:0], name)
	}
	for i < len(src) && class[src[i]] == space {
		i++
	}
	if i >= len(src) || src[i] != '=' {
		s.setAttr(name, nil)
		return i
	}
	for i++; i < len(src) && class[src[i]] == space; i++ {
	}
	if i >= len(src) {
		return i
	}
	value, end := readValue(src, i)
	s.setAttr(name, value)
	return end
}

// readValue reads an attribute value, quoted or not.
func readValue(src []byte, i int) (value []byte, end int) {
	if quote := src[i]; quote == '"' || quote == '\'' {
		n := bytes.IndexByte(src[i+1:], quote)
		if n < 0 {
			return nil, len(src)
		}
		return src[i+1 : i+1+n], i + n + 2
	}
	end = i
	for end < len(src) && class[src[end]] != space && class[src[end]] != gt {
		end++
	}
	return src[i:end], end
}

// setAttr keeps a known attribute; of two with one name the first counts.
func (s *scanner) setAttr(name, value []byte) {
	if len(name) > 2 && name[0] == 'o' && name[1] == 'n' {
		s.handler = bytes.Clone(name)
		return
	}
	a := lookupAttr(name)
	if a == aNone {
		return
	}
	if s.has(a) {
		s.report("html-attribute-twice", s.off, "attr", attrNames[a], "element", string(s.name))
		return
	}
	s.seen |= 1 << a
	s.value[a] = value
}

func (s *scanner) has(a attr) bool { return s.seen&(1<<a) != 0 }

// any reports whether one of a set of attributes is there.
func (s *scanner) any(set uint64) bool { return s.seen&set != 0 }

// get returns the decoded value of an attribute, nil when it is not there.
func (s *scanner) get(a attr) []byte {
	if !s.has(a) {
		return nil
	}
	return unescapeAttr(s.value[a])
}
