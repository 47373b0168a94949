package lint

import (
	"bytes"
	"strconv"
)

const (
	urlAttrs = 1<<aAction | 1<<aBackground | 1<<aData | 1<<aFormAction | 1<<aHref | 1<<aImageSrcset |
		1<<aManifest | 1<<aPing | 1<<aPoster | 1<<aSrc | 1<<aSrcset | 1<<aXlinkHref
	nameAttrs = 1<<aAriaLabel | 1<<aLabelledBy | 1<<aTitle
)

// open handles a start tag. selfClosing counts in SVG and MathML only.
func (s *scanner) open(kind elem, selfClosing bool) {
	if s.mode.foreign() && leavesForeign(s.name) {
		s.leaveForeign()
	}
	foreign := s.mode.foreign()
	empty := foreign && selfClosing || !foreign && isVoid(s.name)
	if !foreign && !empty {
		s.inner++
	}
	if s.region.depth > 0 && !empty && bytes.Equal(s.name, s.region.name) {
		s.region.depth++
	}
	if s.seen != 0 || s.handler != nil {
		s.attributes(kind, empty)
	}
	switch {
	case kind == eOther:
	case foreign:
		s.foreignElement(kind, empty)
	default:
		s.htmlElement(kind)
	}
}

// attributes checks what any element may carry.
func (s *scanner) attributes(kind elem, empty bool) {
	if s.has(aID) {
		s.id()
	}
	if s.any(urlAttrs) {
		s.urls(kind)
	}
	if s.any(idRefs) {
		s.idRefs()
	}
	if s.has(aStyle) {
		s.report("html-inline-style", s.off, "element", string(s.name))
	}
	if s.handler != nil {
		s.report("html-inline-handler", s.off, "element", string(s.name), "attr", string(s.handler))
	}
	if s.has(aTarget) && !s.is(aTarget, "_self") && !s.is(aTarget, "_top") && !s.is(aTarget, "_parent") {
		s.report("html-new-window", s.off, "target", string(s.get(aTarget)))
	}
	if s.has(aLang) {
		s.language()
	}
	if s.has(aTabindex) {
		s.tabindex()
	}
	s.naming(kind, empty)
}

// tabindex refuses an order of its own for the keyboard (WCAG 2.2, 2.4.3).
func (s *scanner) tabindex() {
	value := string(bytes.TrimSpace(s.get(aTabindex)))
	if n, err := strconv.Atoi(value); err == nil && n > 0 {
		s.report("html-tabindex", s.off, "element", string(s.name), "value", value)
	}
}

// naming follows what hides an element or gives it a name.
func (s *scanner) naming(kind elem, empty bool) {
	if s.is(aAriaHidden, "true") && !empty {
		s.enter(true)
	} else if s.has(aHidden) && !empty && s.unnamed > 0 {
		s.enter(false)
	}
	if s.unnamed > 0 && s.hasName() {
		s.nameFound()
	}
	if kind != eSVG && kind != eImg && s.is(aRole, "img") && !s.hasName() && !s.region.silent {
		s.report("html-image-name", s.off, "element", string(s.name))
	}
}

// hasName reports whether the element's own attributes name it.
func (s *scanner) hasName() bool {
	return s.any(nameAttrs) && (s.filled(aAriaLabel) || s.filled(aLabelledBy) || s.filled(aTitle))
}

// htmlElement checks an element of HTML.
func (s *scanner) htmlElement(kind elem) {
	switch kind {
	case eA:
		s.link()
	case eButton:
		s.interactive(kind)
		s.control(kind)
	case eLabel:
		s.label()
	case eTable:
		s.push(eTable, s.mode, !s.is(aRole, "presentation") && !s.is(aRole, "none"), true)
	case eTh:
		s.tableHeader()
	case eMain:
		s.main()
	case eImg, eImage, eArea:
		s.image(kind)
	case eInput, eMeter, eOutput, eProgress, eSelect:
		s.control(kind)
	case eSVG:
		s.push(eSVG, modeSVG, s.is(aRole, "img"), s.hasName())
	case eMath:
		s.push(eMath, modeMath, false, false)
	default:
		if kind.isHeading() {
			s.heading(kind)
		} else {
			s.documentElement(kind)
		}
	}
}

// documentElement checks elements of the head and those whose content is not
// markup.
func (s *scanner) documentElement(kind elem) {
	switch kind {
	case eHTML:
		s.htmlRoot()
	case eMeta:
		s.meta()
	case eBase:
		s.report("html-base", s.off)
	case eTitle:
		if text := s.skipRaw(kind, "title"); !blank(text) {
			s.page.title = true
		}
	case eScript:
		s.script()
		s.skipRaw(kind, "script")
	case eStyle:
		s.report("html-inline-style", s.off, "element", "style")
		s.skipRaw(kind, "style")
	case eTextarea:
		s.control(kind)
		s.skipRaw(kind, "textarea")
	case eIframe, eFrame:
		s.iframe(kind)
	case eRawText:
		s.skipRaw(kind, string(s.name))
	case ePlaintext:
		s.pos = len(s.src)
	}
}

// foreignElement checks an element of SVG or MathML.
func (s *scanner) foreignElement(kind elem, empty bool) {
	switch kind {
	case eScript:
		s.script()
	case eStyle:
		s.report("html-inline-style", s.off, "element", "style")
	}
	if empty {
		return
	}
	switch kind {
	case eA:
		s.link()
	case eSVG:
		s.push(eSVG, modeSVG, s.is(aRole, "img"), s.hasName())
	case eMath:
		s.push(eMath, modeMath, false, false)
	case eTitle, eDesc, eForeignObject:
		if s.mode == modeSVG {
			s.push(kind, modeInner, false, false)
		}
	case eMathText, eAnnotation:
		html := kind == eMathText || s.is(aEncoding, "text/html") || s.is(aEncoding, "application/xhtml+xml")
		if s.mode == modeMath && html {
			s.push(kind, modeInner, false, false)
		}
	}
}

// script refuses scripts within the page; foreign ones fail as resources.
func (s *scanner) script() {
	if !s.any(1<<aSrc | 1<<aHref | 1<<aXlinkHref) {
		s.report("html-inline-script", s.off)
	}
}

func (s *scanner) iframe(kind elem) {
	if s.has(aSrcdoc) {
		s.report("html-inline-document", s.off)
	}
	if !s.hasName() {
		s.report("html-frame-title", s.off)
	}
	if kind == eIframe {
		s.skipRaw(kind, "iframe")
	}
}
