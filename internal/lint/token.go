package lint

import "bytes"

// scanner walks a document once. It tokenizes as the HTML standard does
// (13.2.5) and hands each tag to the rules.
type scanner struct {
	path string // of the output
	src  []byte
	pos  int // next byte to read

	// The start tag being looked at.
	off     int               // where it begins
	name    []byte            // in lower case
	seen    uint64            // bit set of attr
	value   [attrCount][]byte // as written, valid where seen
	handler []byte            // name of an on* attribute
	lowTag  [maxNameLen]byte  // backing of name
	lowAttr [maxNameLen]byte

	page
}

// maxNameLen is longer than every name a rule knows.
const maxNameLen = 40

// byte classes of names
const (
	inName = iota
	upper
	space
	slash
	gt
	equals
)

var class = [256]uint8{' ': space, '\t': space, '\n': space, '\f': space, '\r': space, '/': slash, '>': gt, '=': equals,
	'A': upper, 'B': upper, 'C': upper, 'D': upper, 'E': upper, 'F': upper, 'G': upper, 'H': upper, 'I': upper,
	'J': upper, 'K': upper, 'L': upper, 'M': upper, 'N': upper, 'O': upper, 'P': upper, 'Q': upper, 'R': upper,
	'S': upper, 'T': upper, 'U': upper, 'V': upper, 'W': upper, 'X': upper, 'Y': upper, 'Z': upper}

func (s *scanner) run() {
	for s.pos < len(s.src) {
		i := bytes.IndexByte(s.src[s.pos:], '<')
		if i < 0 {
			i = len(s.src) - s.pos
		}
		if i > 0 && s.unnamed > 0 {
			s.text(s.src[s.pos : s.pos+i])
		}
		s.pos += i
		if s.pos < len(s.src) {
			s.markup()
		}
	}
}

// markup reads what begins with "<".
func (s *scanner) markup() {
	next := byte(0)
	if s.pos+1 < len(s.src) {
		next = s.src[s.pos+1]
	}
	switch {
	case isLetter(next):
		s.startTag()
	case next == '/':
		s.slash()
	case next == '!':
		s.declaration()
	case next == '?':
		s.skipTo(">", 1)
	default:
		s.text(s.src[s.pos : s.pos+1])
		s.pos++
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// slash reads what begins with "</": an end tag, nothing, or a comment.
func (s *scanner) slash() {
	at := s.pos + 2
	switch {
	case at >= len(s.src):
		s.pos = at
		s.unfinished(at - 2)
	case isLetter(s.src[at]):
		s.endTag()
	default:
		s.skipTo(">", 2)
	}
}

// declaration reads what begins with "<!".
func (s *scanner) declaration() {
	rest := s.src[s.pos+2:]
	switch {
	case bytes.HasPrefix(rest, []byte("--")):
		s.comment()
	case s.allowsCDATA() && bytes.HasPrefix(rest, []byte("[CDATA[")):
		start := s.pos + len("<![CDATA[")
		s.skipTo("]]>", len("<![CDATA["))
		if s.unnamed > 0 {
			s.text(bytes.TrimSuffix(s.src[start:s.pos], []byte("]]>")))
		}
	default:
		if len(rest) >= 7 && bytes.EqualFold(rest[:7], []byte("doctype")) {
			s.doctype = true
		}
		s.skipTo(">", 2)
	}
}

// allowsCDATA reports whether the innermost element is one of SVG or MathML.
func (s *scanner) allowsCDATA() bool {
	return s.mode.foreign() || s.mode == modeInner && s.inner == 0
}

// comment ends at "-->" or "--!>"; "<!-->" and "<!--->" are complete.
func (s *scanner) comment() {
	start := s.pos
	body := start + len("<!--")
	for i := body - 2; ; i++ {
		j := bytes.Index(s.src[i:], []byte("--"))
		if j < 0 {
			break
		}
		i += j
		after := s.src[i+2:]
		if bytes.HasPrefix(after, []byte(">")) {
			s.pos = i + 3
			return
		}
		if i >= body && bytes.HasPrefix(after, []byte("!>")) {
			s.pos = i + 4
			return
		}
	}
	s.pos = len(s.src)
	s.unfinished(start)
}

// skipTo moves behind the next end, which stands at least from bytes ahead.
func (s *scanner) skipTo(end string, from int) {
	start := s.pos
	i := bytes.Index(s.src[start+from:], []byte(end))
	if i < 0 {
		s.pos = len(s.src)
		s.unfinished(start)
		return
	}
	s.pos = start + from + i + len(end)
}

func (s *scanner) startTag() {
	s.off = s.pos
	name, i := s.readName(s.pos+1, &s.lowTag)
	s.name, s.seen, s.handler = name, 0, nil
	selfClosing := false
	if i < len(s.src) && s.src[i] == '>' {
		s.pos = i + 1
	} else if selfClosing = s.readAttrs(i); s.pos == 0 {
		s.pos = len(s.src)
		s.unfinished(s.off)
		return
	}
	s.open(lookupElem(name), selfClosing)
}

func (s *scanner) endTag() {
	if name := s.readEndTag(); name != nil {
		s.shut(lookupElem(name), name)
	}
}

// readEndTag moves behind an end tag and returns its name, nil if the
// document ends within it.
func (s *scanner) readEndTag() []byte {
	s.off, s.seen = s.pos, 0
	name, i := s.readName(s.pos+2, &s.lowTag)
	if i < len(s.src) && s.src[i] == '>' {
		s.pos = i + 1
	} else if s.readAttrs(i); s.pos == 0 {
		s.pos = len(s.src)
		s.unfinished(s.off)
		return nil
	}
	return name
}

// readName reads a tag or attribute name and returns it in lower case, with
// the position behind it. Names longer than maxNameLen keep their case: no
// rule knows them.
func (s *scanner) readName(i int, low *[maxNameLen]byte) (name []byte, end int) {
	start, hasUpper := i, false
	for ; i < len(s.src); i++ {
		c := class[s.src[i]]
		if c == upper {
			hasUpper = true
		} else if c != inName && c != equals {
			break
		}
	}
	name = s.src[start:i]
	if hasUpper && len(name) <= maxNameLen {
		name = appendLower(low[:0], name)
	}
	return name, i
}

func appendLower(dst, name []byte) []byte {
	for _, c := range name {
		if class[c] == upper {
			c |= 0x20
		}
		dst = append(dst, c)
	}
	return dst
}
