package site

import (
	"context"
	"fmt"
	"slices"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/exchange"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/view"
)

// Copies are the templates of a site at one moment, to be filled. It does not
// change.
type Copies struct {
	snap *snapshot
	byID map[string]*content.Page
	ids  []string
}

// LoadCopies loads a site for its templates.
func LoadCopies(ctx context.Context, opt Options) (*Copies, error) {
	s, err := (&loader{opt: opt}).load(ctx, nil)
	if err != nil {
		return nil, err
	}
	c := &Copies{snap: s, byID: map[string]*content.Page{}}
	for _, kind := range []content.Kind{content.Template, content.Policy} {
		for _, p := range s.model.OfKind(kind) {
			if p.Template != nil && c.byID[p.Template.ID] == nil {
				c.byID[p.Template.ID] = p
				c.ids = append(c.ids, p.Template.ID)
			}
		}
	}
	slices.Sort(c.ids)
	return c, nil
}

// IDs lists the templates in alphabetical order.
func (c *Copies) IDs() []string { return c.ids }

// Template returns the keys of a template, nil if there is none.
func (c *Copies) Template(id string) *content.TemplateKeys {
	if p := c.byID[id]; p != nil {
		return p.Template
	}
	return nil
}

// Fields is the registry of the site's fields.
func (c *Copies) Fields() *exchange.Registry { return c.snap.model.Fields }

// Form is a file of a template with holes, and what is wrong with its text.
func (c *Copies) Form(id, format string) (*form.Form, diag.List, error) {
	p := c.byID[id]
	ctx := c.snap.model.NewContext(view.Target{Page: p, Output: p.Output()})
	var problems diag.List
	if !p.BodyEmpty {
		body, _, err := p.Read(c.snap.opt.FS)
		if err != nil {
			return nil, nil, fmt.Errorf("read template: %w", err)
		}
		problems = c.snap.forgive(ctx.RenderBody(body))
	}
	f, err := c.snap.formOf(c.snap.model.NewContext(view.Target{Page: p, Output: p.Output()}), p, format)
	return f, problems, err
}
