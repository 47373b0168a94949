package lint

import "bytes"

// mode says which language the content is in.
type mode uint8

const (
	modeHTML  mode = iota
	modeInner      // HTML within SVG or MathML
	modeSVG
	modeMath
)

func (m mode) foreign() bool { return m >= modeSVG }

// frame is one open element whose content a rule needs.
type frame struct {
	kind   elem
	off    int
	wants  bool // it must have an accessible name
	named  bool // and it has one
	header bool // of a table: it has a th
	outer  mode // the mode around it
	inner  int  // the value of page.inner around it
}

// maxOpen bounds the open elements kept, as browsers bound their trees.
const maxOpen = 512

// push opens an element and switches to the mode of its content.
func (s *scanner) push(kind elem, inner mode, wants, named bool) {
	if len(s.stack) == maxOpen {
		s.deep()
		return
	}
	wants = wants && !s.region.silent
	s.stack = append(s.stack, frame{kind: kind, off: s.off, wants: wants, named: named, outer: s.mode, inner: s.inner})
	s.count[kind]++
	if inner != s.mode {
		s.mode, s.inner = inner, 0
	}
	if wants && !named {
		s.unnamed++
	}
}

// deep reports the first element that is not kept.
func (s *scanner) deep() {
	if !s.tooDeep {
		s.report("html-too-deep", s.off, "element", string(s.name))
	}
	s.tooDeep = true
}

// pop closes the innermost open element and holds it against its rules.
// closed is false when its end tag is missing.
func (s *scanner) pop(closed bool) {
	last := len(s.stack) - 1
	f := s.stack[last]
	s.stack = s.stack[:last]
	s.count[f.kind]--
	s.mode, s.inner = f.outer, f.inner
	if f.wants && !f.named {
		s.unnamed--
		s.nameless(f)
	}
	if f.kind == eTable && !f.header && f.wants {
		s.report("html-table-header", f.off)
	}
	if !closed {
		s.report("html-unclosed", f.off, "element", elemNames[f.kind])
	}
	if last < s.region.base {
		s.region = region{}
	}
}

// shut handles an end tag.
func (s *scanner) shut(kind elem, name []byte) {
	if kind.isHeading() {
		kind = s.openHeading(kind)
	}
	if framed[kind] {
		s.closeFrame(kind)
	}
	if !s.mode.foreign() && s.inner > 0 {
		s.inner--
	}
	if s.region.depth > 0 && bytes.Equal(name, s.region.name) {
		if s.region.depth--; s.region.depth == 0 {
			s.region = region{}
		}
	}
}

// closeFrame closes the innermost element of a kind and all within it.
func (s *scanner) closeFrame(kind elem) {
	if s.count[kind] == 0 {
		if !s.mode.foreign() && !s.tooDeep && kind != eTitle && kind != eDesc && kind != eMathText && kind != eAnnotation {
			s.report("html-stray-end", s.off, "element", elemNames[kind])
		}
		return
	}
	for {
		hit := s.stack[len(s.stack)-1].kind == kind
		s.pop(hit)
		if hit {
			return
		}
	}
}

// openHeading returns the kind of the innermost open heading: the end tag of
// one heading closes any other (HTML, 13.2.6.4.7).
func (s *scanner) openHeading(kind elem) elem {
	if s.count[kind] > 0 {
		return kind
	}
	for i := len(s.stack) - 1; i >= 0; i-- {
		if s.stack[i].kind.isHeading() {
			return s.stack[i].kind
		}
	}
	return kind
}

// leaveForeign closes SVG and MathML as an HTML tag within them does.
func (s *scanner) leaveForeign() {
	for s.mode.foreign() && len(s.stack) > 0 {
		s.pop(false)
	}
}

// text names the open elements around visible text.
func (s *scanner) text(text []byte) {
	if s.unnamed > 0 && !blank(text) {
		s.nameFound()
	}
}

// nameFound names the open elements out to the region that hides. The shapes
// within an image are not its name, only its <title> is.
func (s *scanner) nameFound() {
	inTitle := false
	for i := len(s.stack) - 1; i >= s.region.base && s.unnamed > 0; i-- {
		f := &s.stack[i]
		if f.kind == eSVG && f.wants && !inTitle {
			return
		}
		inTitle = f.kind == eTitle
		if f.wants && !f.named {
			f.named = true
			s.unnamed--
		}
	}
}

// nameless reports an element that must have a name and got none.
func (s *scanner) nameless(f frame) {
	switch {
	case f.kind == eA:
		s.report("html-link-name", f.off)
	case f.kind == eButton:
		s.report("html-button-name", f.off)
	case f.kind == eLabel:
		s.report("html-label-empty", f.off)
	case f.kind == eSVG:
		s.report("html-image-name", f.off, "element", "svg")
	case f.kind.isHeading():
		s.report("html-heading-empty", f.off, "element", elemNames[f.kind])
	}
}

// region is an element whose text names nothing outside it: hidden content
// and the options of a select.
type region struct {
	name   []byte // of the element
	depth  int    // how many of that name are open
	base   int    // number of frames outside it
	silent bool   // aria-hidden: within it nothing needs a name
}

// enter begins a region at the current tag unless one is open.
func (s *scanner) enter(silent bool) {
	if s.region.depth == 0 {
		s.region = region{name: bytes.Clone(s.name), depth: 1, base: len(s.stack), silent: silent}
	}
}
