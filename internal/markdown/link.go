package markdown

import (
	"bytes"
	"errors"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"github.com/kaaw/nachbar/internal/diag"
)

// schemes are those a link may have. All others are refused: some run code,
// the rest leads nowhere from a portal.
var schemes = map[string]bool{"http": true, "https": true, "mailto": true, "tel": true}

// writeLink writes a link. One that is refused leaves its text behind. Links
// do not nest, so inside another one only the text is written.
func (p *page) writeLink(n *ast.Link) {
	if p.inLink > 0 || !p.affordable(n.Reference, n.Destination, n.Title, n.Pos()) {
		p.inlines(n)
		return
	}
	dest := string(appendPlain(p.scratch[:0], n.Destination))
	href, external, ok := p.target(dest, n.Pos())
	if ok {
		p.openLink(href, external, n.Title)
	}
	p.inLink++
	p.inlines(n)
	p.inLink--
	if ok {
		p.html("</a>")
	}
}

// affordable bounds what link references bring in: a long destination, defined
// once and used a thousand times, would blow up the page.
func (p *page) affordable(ref *ast.ReferenceLink, dest, title []byte, pos int) bool {
	if ref == nil {
		return true
	}
	limit := max(len(p.src), 100_000)
	p.budget.expanded += len(dest) + len(title)
	if p.budget.expanded > limit {
		p.exceed("markdown-reference-size", pos, limit)
		return false
	}
	return true
}

func (p *page) openLink(href string, external bool, title []byte) {
	p.html(`<a href="`)
	p.out = appendEscaped(p.out, href)
	p.html(`"`)
	if external {
		p.html(` class="extern" rel="noopener noreferrer"`)
	}
	if len(title) > 0 {
		p.html(` title="`)
		p.out = appendText(p.out, title)
		p.html(`"`)
	}
	p.html(">")
}

// target turns a destination into a URL for href and notes the link.
func (p *page) target(dest string, pos int) (href string, external, ok bool) {
	href, external, ok = p.resolve(dest, pos)
	p.doc.Links = append(p.doc.Links, Link{Dest: dest, Href: href, Line: p.line(pos)})
	return href, external, ok
}

func (p *page) resolve(dest string, pos int) (href string, external, ok bool) {
	scheme, problem := classify(dest)
	switch {
	case problem != "":
		p.report(problem, pos, "dest", dest)
		return "", false, false
	case scheme != "":
		return urlOf(dest), scheme == "http" || scheme == "https", true
	case dest == "":
		p.fault("markdown-link-empty", pos)
		return "", false, false
	case dest[0] == '#' || p.res == nil:
		return relative(dest), false, true
	}
	href, err := p.res.Link(dest)
	if err != nil {
		p.unresolved(err, "markdown-link", dest, pos)
		return "", false, false
	}
	return relative(href), false, true
}

// unresolved reports what a Resolver did not accept, as the problem id unless
// it names one itself.
func (p *page) unresolved(err error, id, dest string, pos int) {
	var known *ResolveError
	if !errors.As(err, &known) {
		p.fault(id, pos, "dest", dest, "reason", err.Error())
		return
	}
	problem := diag.Problem{ID: known.ID, Path: p.path, Args: known.Args}
	if p.r.opt.Lenient {
		problem = problem.AsWarning()
	}
	p.add(problem, pos)
}

// classify returns the scheme of a destination, "" for one inside the site, or
// the problem with it. Browsers drop tabs and line ends in URLs and read "\" as
// "/", so none of these may hide what a destination is.
func classify(dest string) (scheme, problem string) {
	for i := range len(dest) {
		if c := dest[i]; c < ' ' || c == 0x7F || c == '\\' {
			return "", "markdown-link-characters"
		}
	}
	dest = strings.TrimLeft(dest, " ")
	if strings.HasPrefix(dest, "//") {
		return "", "markdown-link-scheme"
	}
	scheme = schemeOf(dest)
	if scheme != "" && !schemes[scheme] {
		return "", "markdown-link-scheme"
	}
	return scheme, ""
}

// schemeOf returns the scheme of a URL in lower case (RFC 3986, 3.1), or "".
func schemeOf(url string) string {
	for i := range len(url) {
		c := url[i] | 0x20
		switch {
		case c >= 'a' && c <= 'z':
		case i > 0 && url[i] == ':':
			return strings.ToLower(url[:i])
		case i == 0 || (url[i] < '0' || url[i] > '9') && url[i] != '+' && url[i] != '-' && url[i] != '.':
			return ""
		}
	}
	return ""
}

// relative makes sure that a URL inside the site is not read as one with a
// scheme: "a:b" becomes "./a:b".
func relative(href string) string {
	if schemeOf(href) != "" {
		href = "./" + href
	} else if strings.HasPrefix(href, "//") {
		href = "." + href
	}
	return urlOf(href)
}

// urlOf escapes what may not stand in a URL; what is escaped stays.
func urlOf(s string) string {
	return string(util.URLEscape([]byte(s), false))
}

// writeAutoLink writes <https://example.org> or <name@example.org>.
func (p *page) writeAutoLink(n *ast.AutoLink) {
	label := n.Label(p.src)
	p.writeBare(label, n.AutoLinkType == ast.AutoLinkEmail, n.Pos())
}

// writeBare writes a link whose text is its destination.
func (p *page) writeBare(label []byte, mail bool, pos int) {
	dest := string(label)
	if mail {
		dest = "mailto:" + dest
	} else if bytes.HasPrefix(label, []byte("www.")) {
		dest = "https://" + dest
	}
	if p.inLink > 0 {
		p.out = appendEscaped(p.out, label)
		return
	}
	href, external, ok := p.target(dest, pos)
	if ok {
		p.openLink(href, external, nil)
	}
	p.out = appendEscaped(p.out, label)
	if ok {
		p.html("</a>")
	}
}
