package lint

import (
	"bytes"
	"math/bits"
	"strings"
)

// linkSchemes are the schemes a reader may be led to.
const linkSchemes = " http https mailto tel sms geo webcal "

// fetchedRels are the link relations for which a browser loads something or
// opens a connection.
var fetchedRels = []string{"stylesheet", "icon", "preload", "modulepreload", "prefetch", "prerender", "preconnect",
	"dns-prefetch", "manifest", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon"}

// urls checks every address of an element.
func (s *scanner) urls(kind elem) {
	for set := s.seen & urlAttrs; set != 0; set &= set - 1 {
		a := attr(bits.TrailingZeros64(set))
		switch a {
		case aHref, aXlinkHref:
			s.href(kind, a)
		case aSrcset, aImageSrcset:
			s.sources(a)
		case aAction, aFormAction:
			s.submit(a)
		case aData:
			if kind == eObject {
				s.resource(a)
			}
		default:
			s.resource(a)
		}
	}
}

// href tells links, which lead the reader away, from resources, which the
// browser fetches.
func (s *scanner) href(kind elem, a attr) {
	switch {
	case kind == eBase:
	case kind == eA || kind == eArea || kind == eLink && !s.hasToken(aRel, fetchedRels...):
		s.navigate(cleanURL(s.value[a]), a)
	default:
		s.resource(a)
	}
}

// navigate checks an address a reader may follow, or is sent to by a refresh,
// which stands in the content of a meta element.
func (s *scanner) navigate(url []byte, a attr) {
	name := attrNames[a]
	switch scheme := schemeOf(url); {
	case bytes.Contains(url, []byte("ZgotmplZ")):
		s.report("html-template-refused", s.off, "attr", name)
	case isScript(scheme):
		s.report("html-script-url", s.off, "attr", name)
	case scheme == "//" || scheme != "" && !strings.Contains(linkSchemes, " "+scheme+" "):
		s.report("html-url-scheme", s.off, "attr", name, "url", string(url))
	case scheme != "" && a == aContent:
		s.report("html-external", s.off, "element", "meta", "attr", name, "url", string(url))
	case scheme != "":
	default:
		s.internal(url, a)
	}
}

// resource checks an address the browser fetches by itself.
func (s *scanner) resource(a attr) { s.fetch(cleanURL(s.value[a]), a) }

// submit checks where a form is sent; an empty address is the page itself.
func (s *scanner) submit(a attr) {
	if url := cleanURL(s.value[a]); len(url) > 0 {
		s.fetch(url, a)
	}
}

func (s *scanner) fetch(url []byte, a attr) {
	name := attrNames[a]
	switch scheme := schemeOf(url); {
	case len(url) == 0:
		s.report("html-url-empty", s.off, "element", string(s.name), "attr", name)
	case bytes.Contains(url, []byte("ZgotmplZ")):
		s.report("html-template-refused", s.off, "attr", name)
	case isScript(scheme):
		s.report("html-script-url", s.off, "attr", name)
	case scheme == "//" || scheme == "http" || scheme == "https" || scheme == "ws" || scheme == "wss" || scheme == "ftp":
		s.report("html-external", s.off, "element", string(s.name), "attr", name, "url", string(url))
	case scheme == "data" && s.isImage(a):
	case scheme != "":
		s.report("html-url-scheme", s.off, "attr", name, "url", string(url))
	default:
		s.internal(url, a)
	}
}

// isImage reports whether an attribute of this element loads an image, which
// may be a data: address.
func (s *scanner) isImage(a attr) bool {
	switch string(s.name) {
	case "img", "image", "input", "source", "feimage":
		return a == aSrc || a == aSrcset || a == aHref || a == aXlinkHref
	case "link":
		return s.hasToken(aRel, "icon", "apple-touch-icon", "mask-icon")
	}
	return a == aPoster
}

// internal keeps a reference to another file and checks one to this page.
// Only the page for missing pages is served at any depth and must link from
// the root.
func (s *scanner) internal(url []byte, a attr) {
	switch {
	case len(url) == 0:
		return
	case url[0] == '#':
		s.anchor(url[1:], a)
		return
	case isSlash(url[0]) && s.path != "404.html":
		s.report("link-rooted", s.off, "attr", attrNames[a], "url", string(url))
	}
	start := len(s.arena)
	s.arena = append(s.arena, url...)
	s.refs = append(s.refs, span{start, len(s.arena), s.off, a})
}

// sources checks the candidates of a srcset: addresses with a width or
// density, separated by commas (HTML, 4.8.4.2.1).
func (s *scanner) sources(a attr) {
	list := s.get(a)
	for {
		list = bytes.TrimLeft(list, " \t\n\f\r,")
		if len(list) == 0 {
			return
		}
		end := bytes.IndexAny(list, " \t\n\f\r")
		if end < 0 {
			end = len(list)
		}
		url := bytes.TrimRight(list[:end], ",")
		s.fetch(url, a)
		list = list[end:]
		if len(url) == end {
			list = list[descriptorLen(list):]
		}
	}
}

// descriptorLen measures up to the comma that ends a candidate; commas in
// parentheses do not.
func descriptorLen(list []byte) int {
	depth := 0
	for i, c := range list {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth <= 0:
			return i
		}
	}
	return len(list)
}

// schemeOf returns the scheme in lower case, "//" for an address of another
// host, "" for a relative one.
func schemeOf(url []byte) string {
	if len(url) > 1 && isSlash(url[0]) && isSlash(url[1]) {
		return "//"
	}
	for i, c := range url {
		switch {
		case isLetter(c):
		case i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
		case c == ':' && i > 0:
			return string(bytes.ToLower(url[:i]))
		default:
			return ""
		}
	}
	return ""
}

func isScript(scheme string) bool { return scheme == "javascript" || scheme == "vbscript" }
