package site

import (
	"cmp"
	"slices"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/feed"
	"github.com/kaaw/nachbar/internal/view"
)

// mediaTypes are those of the files of templates (IANA).
var mediaTypes = map[string]string{
	"ODT":  "application/vnd.oasis.opendocument.text",
	"ODS":  "application/vnd.oasis.opendocument.spreadsheet",
	"DOCX": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// routeCatalogue adds the list of all templates, for people and for programs.
func (s *snapshot) routeCatalogue(add func(*artefact)) {
	p := s.generatedPage(view.CataloguePath, s.model.Text.T("page.catalogue", nil))
	add(&artefact{path: p.Output(), place: view.CataloguePath, target: view.Target{Page: p, Output: p.Output(), Name: "catalogue"}})
	add(&artefact{path: view.CatalogueFile, place: view.CatalogueFile, make: s.catalogue})
}

// catalogue is the catalogue for programs: addresses are full ones if the site
// knows its own.
func (s *snapshot) catalogue(c *view.Context) ([]byte, error) {
	list, err := c.Page().Site().Catalogue()
	if err != nil {
		return nil, err
	}
	cfg := s.model.Conf
	out := feed.Catalogue{
		Title: cfg.Title, Description: cfg.Description, Publisher: cmp.Or(cfg.Organisation.Name, cfg.Title), Lang: c.Lang(),
		URL: s.fromCatalogue(c, view.CataloguePath+"/index.html"),
	}
	for _, item := range list {
		entry := s.catalogued(c, item)
		if entry.Modified.After(out.Modified) {
			out.Modified = entry.Modified
		}
		out.Items = append(out.Items, entry)
	}
	return feed.CatalogueJSON(out)
}

func (s *snapshot) catalogued(c *view.Context, item view.Catalogued) feed.CatalogueItem {
	p := s.model.Tree.Page(item.Page.Path())
	entry := feed.CatalogueItem{
		ID: item.ID, Kind: string(p.Kind), Title: p.Title, Description: p.Description, Version: item.Version,
		URL: s.fromCatalogue(c, p.Output()), License: item.LicenseURL, Modified: item.Modified, Keywords: slices.Clone(p.Tags),
	}
	for _, r := range item.BasedOn {
		source := feed.CatalogueSource{ID: r.ID, Version: r.Version}
		if r.Page != nil {
			source.URL = s.fromCatalogue(c, s.model.Tree.Page(r.Page.Path()).Output())
		}
		entry.BasedOn = append(entry.BasedOn, source)
	}
	for _, f := range item.Files {
		entry.Files = append(entry.Files, feed.CatalogueFile{
			URL: s.fromCatalogue(c, p.Path+"/"+f.Name), Type: mediaTypes[f.Type], Size: f.Size, Sum: f.Sum,
		})
	}
	return entry
}

// fromCatalogue is the address of an output for a reader of the catalogue.
func (s *snapshot) fromCatalogue(c *view.Context, output string) string {
	if base := s.model.Conf.BaseURL; base != "" {
		return view.Absolute(base, output)
	}
	return c.LinkFrom(view.CatalogueFile, output)
}

// made is what unfilled made of a template, and what it asked.
type made struct {
	view.Made
	asked []string
}

// unfilledOnce makes the unfilled files of a template once: its page, the
// catalogue and the page of the catalogue show their sums. c takes over what
// they are made of.
func (s *snapshot) unfilledOnce(c *view.Context, p *content.Page) (view.Made, error) {
	if known, ok := s.sums.Load(p.Path); ok {
		m := known.(made)
		c.Trace().Adopt(m.asked, p.Path)
		return m.Made, nil
	}
	own := s.model.NewContext(view.Target{Page: p, Output: p.Output()})
	files, err := s.unfilled(own, p)
	if err != nil {
		return files, err
	}
	m := made{files, own.Trace().Asked()}
	s.sums.Store(p.Path, m)
	c.Trace().Adopt(m.asked, p.Path)
	return m.Made, nil
}
