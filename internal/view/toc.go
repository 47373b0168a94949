package view

import (
	"html"
	"html/template"
	"net/url"
	"strings"

	"github.com/kaaw/nachbar/internal/markdown"
)

// TableOfContents is TOC as nested <ol> lists of links, "" without entries.
// The lists of a long text are the greater part of its page: written here they
// cost a tenth of what a layout takes.
func (p *Page) TableOfContents() template.HTML {
	var out strings.Builder
	writeContents(&out, p.TOC())
	return template.HTML(out.String())
}

func writeContents(out *strings.Builder, list []markdown.Heading) {
	if len(list) == 0 {
		return
	}
	out.WriteString("<ol>")
	for _, h := range list {
		out.WriteString(`<li><a href="#`)
		out.WriteString(fragment(h.ID))
		out.WriteString(`">`)
		out.WriteString(html.EscapeString(h.Text))
		out.WriteString("</a>")
		writeContents(out, h.Children)
		out.WriteString("</li>")
	}
	out.WriteString("</ol>")
}

// fragment is an id as it stands in a URL after "#".
func fragment(id string) string {
	for i := range len(id) {
		if c := id[i]; c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') {
			u := url.URL{Fragment: id}
			return html.EscapeString(u.EscapedFragment())
		}
	}
	return id
}
