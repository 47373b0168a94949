package content

import "fmt"

// over lays c over what comes from the sections above.
func (c *Cascade) over(above Cascade) Cascade {
	out := above
	if c.Kind != "" {
		out.Kind = c.Kind
	}
	if c.TLP != nil {
		out.TLP = c.TLP
	}
	if c.Layout != "" {
		out.Layout = c.Layout
	}
	if c.Role != nil {
		out.Role = c.Role
	}
	if c.BCMS != nil {
		out.BCMS = c.BCMS
	}
	if c.TOC != nil {
		out.TOC = c.TOC
	}
	if c.Review != nil {
		out.Review = c.Review
	}
	if c.Catalogue != "" {
		out.Catalogue = c.Catalogue
	}
	return out
}

// inherit fills keys that the page does not set itself. A section keeps its
// own layout and kind: what it hands down is meant for the pages in it.
func (p *Page) inherit(c Cascade, section bool) {
	if p.Layout == "" && !section {
		p.Layout = c.Layout
	}
	if p.Role == nil {
		p.Role = c.Role
	}
	if p.TOC == nil {
		p.TOC = c.TOC
	}
	if p.Review == nil && !section {
		p.Review = c.Review
	}
	if p.Guide != nil && p.Guide.BCMS == nil {
		guide := *p.Guide
		guide.BCMS = c.BCMS
		p.Guide = &guide
	}
	if p.Survey != nil && p.Survey.Catalogue == "" {
		survey := *p.Survey
		survey.Catalogue = c.Catalogue
		p.Survey = &survey
	}
}

// key names the cascade's values for digests.
func (c Cascade) key() string {
	toc, review, label := "", "", ""
	if c.TOC != nil {
		toc = fmt.Sprint(*c.TOC)
	}
	if c.Review != nil {
		review = c.Review.Every.String() + c.Review.Last.String() + c.Review.Role
	}
	if c.TLP != nil {
		label = c.TLP.String()
	}
	return fmt.Sprintf("%s|%s|%s|%q|%q|%s|%s|%s", c.Kind, label, c.Layout, c.Role, c.BCMS, toc, review, c.Catalogue)
}
