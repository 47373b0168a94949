package site

import (
	"context"
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/exchange"
	"github.com/kaaw/nachbar/internal/isms"
	"github.com/kaaw/nachbar/internal/view"
)

// routeISMS adds what tools that manage information security take in, if there is
// the section and a catalogue that refers to Grundschutz++.
func (s *snapshot) routeISMS(add func(*artefact)) {
	page := s.model.Tree.Page(view.ISMSPath)
	catalogue := s.model.ISMSCatalogue()
	if page == nil || catalogue == nil {
		return
	}
	file := func(name string, write func(p *isms.Package) ([]byte, error)) {
		add(&artefact{path: path.Join(view.ISMSPath, name), place: page.Source, make: func(c *view.Context) ([]byte, error) {
			return write(s.ismsPackage(c, catalogue))
		}})
	}
	file(isms.ComponentFile, (*isms.Package).ComponentDefinition)
	file(isms.ProfileFile, (*isms.Package).Profile)
	file(isms.TemplatesFile, (*isms.Package).TemplatesCSV)
}

// ismsPackage is what this audience sees.
func (s *snapshot) ismsPackage(c *view.Context, catalogue *bsc.Catalogue) *isms.Package {
	c.Ask("survey", "catalogue/"+catalogue.ID)
	p := &isms.Package{Catalogue: catalogue, Owner: s.model.Conf.Organisation.Name, T: s.model.Text.T}
	if p.Owner == "" {
		p.Owner = s.model.Conf.Title
	}
	if base := s.model.Conf.BaseURL; base != "" {
		p.Portal = strings.TrimSuffix(base, "/") + "/"
	}
	for _, page := range c.Templates() {
		p.Templates = append(p.Templates, ismsTemplate(page, s.model.Text.T))
	}
	return p
}

func ismsTemplate(page *content.Page, t func(string, map[string]string) string) isms.Template {
	keys := page.Template
	out := isms.Template{
		ID: keys.ID, Version: keys.Version.String(), Title: page.Title, Description: page.Description, Path: page.Path,
		License: exchange.LicenseName(keys.Licensed()), Kind: t("kind.name."+string(page.Kind), nil), Formats: exchange.Formats(keys), Refs: keys.Refs,
	}
	if newest := keys.Newest(); newest != nil {
		out.Modified = newest.Date.String()
	}
	return out
}

// LoadISMS is what a site offers to tools that manage information security, as
// one audience sees it; id is that of a catalogue, "" for the one in use. It is
// nil if there is no such catalogue.
func LoadISMS(ctx context.Context, opt Options, id string) (*isms.Package, error) {
	s, err := (&loader{opt: opt}).load(ctx, nil)
	if err != nil {
		return nil, err
	}
	catalogue := s.model.ISMSCatalogue()
	if id != "" {
		catalogue = s.surveys().Catalogues[id]
	}
	if catalogue == nil {
		return nil, nil
	}
	home := s.model.Tree.Home
	return s.ismsPackage(s.model.NewContext(view.Target{Page: home, Output: home.Output()}), catalogue), nil
}
