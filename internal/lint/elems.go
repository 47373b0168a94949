package lint

// elem names the elements that a rule or the tokenizer cares about.
type elem uint8

const (
	eOther elem = iota
	eA
	eAnnotation // annotation-xml of MathML
	eArea
	eBase
	eButton
	eDesc
	eForeignObject
	eFrame
	eH1 // eH1 to eH6 follow each other
	eH2
	eH3
	eH4
	eH5
	eH6
	eHTML
	eIframe
	eImage
	eImg
	eInput
	eLabel
	eLink
	eMain
	eMath
	eMathText // mi, mo, mn, ms, mtext: HTML inside MathML
	eMeta
	eMeter
	eObject
	eOutput
	ePlaintext
	eProgress
	eRawText // xmp, noembed, noframes
	eScript
	eSelect
	eStyle
	eSVG
	eTable
	eTextarea
	eTh
	eTitle
	elemCount
)

// lookupElem finds a lower-case name.
func lookupElem(name []byte) elem {
	switch string(name) {
	case "a":
		return eA
	case "annotation-xml":
		return eAnnotation
	case "area":
		return eArea
	case "base":
		return eBase
	case "button":
		return eButton
	case "desc":
		return eDesc
	case "foreignobject":
		return eForeignObject
	case "frame":
		return eFrame
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return eH1 + elem(name[1]-'1')
	case "html":
		return eHTML
	case "iframe":
		return eIframe
	case "image":
		return eImage
	case "img":
		return eImg
	case "input":
		return eInput
	case "label":
		return eLabel
	case "link":
		return eLink
	case "main":
		return eMain
	case "math":
		return eMath
	case "mi", "mo", "mn", "ms", "mtext":
		return eMathText
	case "meta":
		return eMeta
	case "meter":
		return eMeter
	case "object":
		return eObject
	case "output":
		return eOutput
	case "plaintext":
		return ePlaintext
	case "progress":
		return eProgress
	case "xmp", "noembed", "noframes":
		return eRawText
	case "script":
		return eScript
	case "select":
		return eSelect
	case "style":
		return eStyle
	case "svg":
		return eSVG
	case "table":
		return eTable
	case "textarea":
		return eTextarea
	case "th":
		return eTh
	case "title":
		return eTitle
	}
	return eOther
}

func (e elem) isHeading() bool { return e >= eH1 && e <= eH6 }

// level is 1 to 6 for a heading.
func (e elem) level() int { return int(e-eH1) + 1 }

// isVoid reports the elements of HTML that have no end tag.
func isVoid(name []byte) bool {
	switch string(name) {
	case "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img",
		"input", "keygen", "link", "meta", "param", "source", "track", "wbr":
		return true
	}
	return false
}

// leavesForeign reports the start tags that end SVG or MathML content (HTML,
// 13.2.6.5).
func leavesForeign(name []byte) bool {
	switch string(name) {
	case "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed",
		"h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr",
		"ol", "p", "pre", "ruby", "s", "small", "span", "strong", "strike", "sub", "sup", "table", "tt", "u",
		"ul", "var":
		return true
	}
	return false
}

// framed are the elements that stay in page.stack until their end tag.
var framed = [elemCount]bool{
	eA: true, eAnnotation: true, eButton: true, eDesc: true, eForeignObject: true, eH1: true, eH2: true, eH3: true, eH4: true,
	eH5: true, eH6: true, eLabel: true, eMath: true, eMathText: true, eSVG: true, eTable: true, eTitle: true,
}

// elemNames are the names that problems of framed elements show.
var elemNames = [elemCount]string{
	eA: "a", eAnnotation: "annotation-xml", eButton: "button", eDesc: "desc", eForeignObject: "foreignObject", eH1: "h1", eH2: "h2", eH3: "h3",
	eH4: "h4", eH5: "h5", eH6: "h6", eLabel: "label", eMath: "math", eMathText: "mtext", eSVG: "svg",
	eTable: "table", eTitle: "title",
}
