package site

import (
	"fmt"
	"html"
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/view"
)

// routeAliases adds a page at every former address of p that leads readers to
// the new one.
func (s *snapshot) routeAliases(p *content.Page, add func(*artefact)) {
	for _, alias := range p.Aliases {
		clean := strings.Trim(alias, "/")
		if !validAlias(alias) {
			s.problems.Add(s.soften(diag.New("alias-bad", p.Source, 1, "alias", alias)))
			continue
		}
		out := clean
		if path.Ext(clean) != ".html" {
			out = path.Join(clean, "index.html")
		}
		add(&artefact{path: out, place: p.Source, make: redirect(p, out), alias: alias})
	}
}

// validAlias accepts rooted paths inside the site: "/alt/adresse/".
func validAlias(alias string) bool {
	inside, rooted := strings.CutPrefix(alias, "/")
	for part := range strings.SplitSeq(strings.TrimSuffix(inside, "/"), "/") {
		if !content.ValidPart(part) {
			return false
		}
	}
	return rooted
}

// redirect is a page that sends readers on; it works without JavaScript.
func redirect(p *content.Page, out string) func(*view.Context) ([]byte, error) {
	return func(c *view.Context) ([]byte, error) {
		c.Ask("meta", p.Path)
		target := html.EscapeString(c.LinkFrom(out, p.Output()))
		return fmt.Appendf(nil, `<!doctype html>
<html lang="%s">
<head>
<meta charset="utf-8">
<title>%s</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url=%s">
</head>
<body>
<p><a href="%s">%s</a></p>
</body>
</html>
`, html.EscapeString(c.Lang()), html.EscapeString(p.Title), target, target, html.EscapeString(p.Title)), nil
	}
}
