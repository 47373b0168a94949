package lint

import (
	"bytes"
	"slices"
	"strconv"
)

// link opens an <a>. Without an address it is a place, not a link.
func (s *scanner) link() {
	isLink := s.any(1<<aHref | 1<<aXlinkHref)
	if !isLink {
		s.push(eA, s.mode, false, false)
		return
	}
	s.interactive(eA)
}

// interactive opens a link or button; one within another cannot be operated.
func (s *scanner) interactive(kind elem) {
	if i := s.innermost(eA, eButton); i >= 0 && s.stack[i].wants {
		s.report("html-nested-interactive", s.off, "element", elemNames[kind], "outer", elemNames[s.stack[i].kind])
	}
	s.push(kind, s.mode, true, s.hasName())
}

// innermost returns the index of the innermost open element of a kind, or -1.
func (s *scanner) innermost(kinds ...elem) int {
	open := 0
	for _, kind := range kinds {
		open += s.count[kind]
	}
	if open == 0 {
		return -1
	}
	for i := len(s.stack) - 1; i >= 0; i-- {
		if slices.Contains(kinds, s.stack[i].kind) {
			return i
		}
	}
	return -1
}

func (s *scanner) heading(kind elem) {
	s.push(kind, s.mode, true, s.hasName())
	if s.region.silent {
		return
	}
	level := kind.level()
	if level == 1 {
		if s.h1s++; s.h1s > 1 {
			s.report("html-h1-twice", s.off)
		}
	}
	if level > max(s.level, 1)+1 {
		s.report("html-heading-skip", s.off, "from", "h"+strconv.Itoa(max(s.level, 1)), "to", "h"+strconv.Itoa(level))
	}
	s.level = level
}

func (s *scanner) main() {
	if s.has(aHidden) {
		return
	}
	if s.mains++; s.mains > 1 {
		s.report("html-main-twice", s.off)
	}
}

// tableHeader marks the table it is in and checks its scope.
func (s *scanner) tableHeader() {
	i := s.innermost(eTable)
	if i < 0 {
		return
	}
	s.stack[i].header = true
	switch string(bytes.ToLower(s.get(aScope))) {
	case "col", "row", "colgroup", "rowgroup":
	default:
		s.report("html-th-scope", s.off)
	}
}

// image checks img and area; an empty alt is one: the image is decoration.
func (s *scanner) image(kind elem) {
	if !s.has(aAlt) && (kind != eArea || s.has(aHref)) {
		s.report("html-image-alt", s.off, "element", string(s.name))
	}
	if kind == eArea && s.has(aHref) && s.has(aAlt) && !s.filled(aAlt) && !s.hasName() {
		s.report("html-link-name", s.off)
	}
	if s.filled(aAlt) && s.unnamed > 0 {
		s.nameFound()
	}
}

// label opens a label; form controls within it are named by it.
func (s *scanner) label() {
	s.push(eLabel, s.mode, true, s.hasName())
	if s.has(aFor) {
		s.labels = append(s.labels, newUse(s.get(aFor), s.off, aFor))
	}
}

// control checks that a form control has a name, at the end of the document
// where its label may come after it.
func (s *scanner) control(kind elem) {
	if s.is(aType, "hidden") && kind == eInput {
		return
	}
	id := use{off: s.off}
	if s.has(aID) {
		id = newUse(s.get(aID), s.off, aID)
		s.labelable = append(s.labelable, id.hash)
	}
	if s.needsLabel(kind) && !s.hasName() && s.count[eLabel] == 0 && !s.region.silent {
		s.unlabeled = append(s.unlabeled, id)
	}
	if kind == eSelect && s.unnamed > 0 {
		s.enter(false)
	}
}

// needsLabel reports whether nothing but a label can name the control, and
// checks the buttons among inputs.
func (s *scanner) needsLabel(kind elem) bool {
	switch {
	case kind == eButton || kind == eOutput:
		return false
	case kind != eInput || !s.has(aType):
		return true
	case s.is(aType, "submit") || s.is(aType, "reset"):
		return false
	case s.is(aType, "button"):
		if !s.filled(aValue) && !s.hasName() {
			s.report("html-button-name", s.off)
		}
		return false
	case s.is(aType, "image"):
		if !s.filled(aAlt) && !s.hasName() {
			s.report("html-button-name", s.off)
		}
		return false
	}
	return true
}
