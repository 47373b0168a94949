package view

import (
	"encoding/hex"
	"path"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/exchange"
)

// CataloguePath is the logical path of the page that lists all templates with
// their versions and files; CatalogueFile is the same for programs.
const (
	CataloguePath = "katalog"
	CatalogueFile = "katalog.json"
)

// Catalogued is a template in the catalogue. License is its id's name, Modified
// the day of its version.
type Catalogued struct {
	Page                *Page
	ID, Version         string
	License, LicenseURL string
	Modified            time.Time
	BasedOn             []Relation
	Files               []TemplateFile
}

// Catalogue lists templates and policies with their files.
func (s *Site) Catalogue() ([]Catalogued, error) {
	var list []Catalogued
	for _, p := range s.c.Templates() {
		item, err := s.c.catalogued(p)
		if err != nil {
			return nil, err
		}
		list = append(list, item)
	}
	return list, nil
}

// catalogued is the entry of a template.
func (c *Context) catalogued(p *content.Page) (Catalogued, error) {
	t, page := p.Template, c.wrap(p)
	out := Catalogued{
		Page: page, ID: t.ID, Version: t.Version.String(), License: exchange.LicenseName(t.Licensed()),
		LicenseURL: exchange.LicenseURL(t.Licensed()), BasedOn: page.lineage(),
	}
	if newest := t.Newest(); newest != nil {
		out.Modified = content.Day(newest.Date)
	}
	if c.model.Make == nil {
		return out, nil
	}
	made, err := c.model.Make(c, p)
	if err != nil {
		return out, err
	}
	for _, f := range made.Files {
		name := t.ID + "." + f.Format
		out.Files = append(out.Files, TemplateFile{
			File: File{Name: name, URL: c.link(path.Join(p.Path, name)), Type: strings.ToUpper(f.Format), Size: f.Size},
			Sum:  hex.EncodeToString(f.Sum[:]),
		})
	}
	return out, nil
}

// Adopt takes over what another trace asked, as this page's own questions: what
// it made stands on this page, too.
func (t *Trace) Adopt(keys []string, self string) {
	for _, key := range keys {
		question, arg, _ := strings.Cut(key, ":")
		switch {
		case strings.HasPrefix(question, "layout|"): // files have none
		case arg == ".":
			t.ask(question, self)
		case arg == t.self:
			t.Note(question + ":.")
		default:
			t.Note(key)
		}
	}
}

// Asked are the questions asked so far, with "." for the page itself.
func (t *Trace) Asked() []string { return t.keys }

// CatalogueURL is the address of the catalogue for programs.
func (s *Site) CatalogueURL() string { return s.c.link(CatalogueFile) }
