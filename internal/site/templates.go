package site

import (
	"context"

	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/versions"
	"github.com/kaaw/nachbar/internal/view"
)

// Template is a template, or a policy, with its history.
type Template struct {
	Page *content.Page
	// Now is the text as it stands, Lines are the lines on which its blocks start.
	Now   *versions.Version
	Lines map[string]int
	// Released are the released versions, the oldest first.
	Released []*versions.Version
	// Problems are those of its own files.
	Problems diag.List
}

// LoadTemplates loads the templates and policies of a site, drafts among them,
// by default for the audience that sees most: what is released is not yet
// published.
func LoadTemplates(ctx context.Context, opt Options) ([]Template, error) {
	opt.Drafts = true
	if opt.Audience == "" {
		opt.Audience = widest(opt)
	}
	s, err := (&loader{opt: opt}).load(ctx, nil)
	if err != nil {
		return nil, err
	}
	var list []Template
	for _, kind := range []content.Kind{content.Template, content.Policy} {
		for _, p := range s.model.OfKind(kind) {
			if p.Template == nil || p.Template.ID == "" {
				continue
			}
			t, err := s.template(p)
			if err != nil {
				return nil, err
			}
			list = append(list, t)
		}
	}
	return list, nil
}

// widest is the name of the audience that sees most.
func widest(opt Options) string {
	cfg, _ := conf.Load(opt.FS)
	name, max := "", 0
	for _, a := range cfg.Audiences {
		if a.TLP.Valid() && (name == "" || int(a.TLP) > max) {
			name, max = a.Name, int(a.TLP)
		}
	}
	return name
}

func (s *snapshot) template(p *content.Page) (t Template, err error) {
	c := s.model.NewContext(view.Target{Page: p, Output: p.Output()})
	t.Page, t.Released = p, c.Released(p)
	if t.Now, t.Lines, err = c.Now(p); err != nil {
		return t, err
	}
	body, _, err := p.Read(s.opt.FS)
	if err != nil {
		return t, err
	}
	t.Problems.Add(c.RenderBody(body)...)
	t.Problems.Add(c.Problems()...)
	for _, problem := range s.problems {
		if problem.Path == p.Source {
			t.Problems.Add(problem)
		}
	}
	return t, nil
}
