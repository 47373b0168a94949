package view

import (
	"encoding/hex"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/exchange"
)

// Template is a template or a policy as layouts see it.
type Template struct {
	ID, Version, Code                string
	Purpose, When, Who, Effort       string
	Doctype, Audience, Origin        string
	UsedBy                           int
	License, LicenseURL, Attribution string
	FilledTLP                        string
	History                          []Change
	Needs, NeededBy                  []*Page
	// BasedOn are the versions of which this template was made, Heirs the
	// templates made of it, Siblings the others made of the same ones.
	BasedOn, Heirs, Siblings []Relation
	Refs                     []Term
	Sheets                   []content.SheetTable
	// Fields and Files are known of the page that is being rendered only.
	Fields []TemplateField
	Files  []TemplateFile
}

// Change is an entry of a template's history; Class has the words for it.
type Change struct {
	Version, Why string
	Date         time.Time
	Class        Term
	// Changes leads to what changed since the version before, Since to what
	// changed from this one to the newest; "" without such a page.
	Changes, Since string
}

// TemplateField is a field that a template asks for.
type TemplateField struct {
	ID, Label string
	Personal  bool
}

// TemplateFile is an unfilled file of a template. Sum is its SHA-256.
type TemplateFile struct {
	File
	Sum string
}

// Made is what a template's documents are made of, or what was made.
type Made struct {
	Fields []document.Field
	Files  []MadeFile
}

// MadeFile is an unfilled file.
type MadeFile struct {
	Format string
	Size   int64
	Sum    [32]byte
}

// Template is nil unless the page is a template or a policy.
func (p *Page) Template() *Template {
	t := p.p.Template
	if t == nil {
		return nil
	}
	out := &Template{
		ID: t.ID, Version: t.Version.String(), Code: exchange.Code(t.ID, t.Version),
		Purpose: t.Purpose, When: t.When, Who: t.Who, Effort: t.Effort,
		Doctype: t.Doctype, Audience: t.Audience, Origin: t.Origin, UsedBy: t.UsedBy,
		License: exchange.LicenseName(t.Licensed()), LicenseURL: exchange.LicenseURL(t.Licensed()), FilledTLP: max(p.p.Label, t.Filled()).String(),
	}
	out.Attribution = p.c.T("ui.template.attribution", map[string]string{
		"title": p.p.Title, "version": out.Version, "portal": p.c.model.Conf.Title, "license": out.License, "url": out.LicenseURL,
	})
	out.History = p.history()
	for _, ref := range t.Refs {
		out.Refs = append(out.Refs, Term{ID: ref, Title: p.c.refTitle(ref)})
	}
	if t.Sheet != nil {
		out.Sheets = t.Sheet.Tables
	}
	p.relatives(out)
	if p.p == p.c.self {
		p.made(out)
	}
	return out
}

// history is the history of a template, the newest version first, with links to
// what changed.
func (p *Page) history() []Change {
	p.c.trace.ask("released", p.p.Path)
	pairs := VersionPairs(p.p)
	var list []Change
	for _, entry := range p.p.Template.History() {
		change := p.c.change(entry)
		for i, pair := range pairs {
			url := p.c.link(ChangesOutput(p.p, pair.Old, pair.New))
			switch {
			case pair.New == entry.Version && i < len(p.p.Released)-1: // the first ones are those of neighbours
				change.Changes = url
			case pair.Old == entry.Version && i >= len(p.p.Released)-1:
				change.Since = url
			}
		}
		list = append(list, change)
	}
	return list
}

// relatives finds the templates that go with one. Those that this audience does
// not see are left out.
func (p *Page) relatives(out *Template) {
	t, byID := p.p.Template, map[string]*content.Page{}
	for _, other := range p.c.Templates() {
		byID[other.Template.ID] = other
		if slices.Contains(other.Template.Needs, t.ID) {
			out.NeededBy = append(out.NeededBy, p.c.wrap(other))
		}
	}
	for _, id := range t.Needs {
		if other := byID[id]; other != nil {
			out.Needs = append(out.Needs, p.c.wrap(other))
		}
	}
	out.BasedOn, out.Heirs, out.Siblings = p.lineage(), p.descent(), p.siblings()
}

// refTitle is the name of a module of the Kompendium, also for one of its
// requirements.
func (c *Context) refTitle(ref string) string {
	const file = "bsi/bausteine"
	c.trace.ask("data", file)
	if title := c.model.Data.field(file, "id", ref, "title"); title != "" {
		return title
	}
	if at := strings.LastIndex(ref, ".A"); at > 0 {
		return c.model.Data.field(file, "id", ref[:at], "title")
	}
	return ""
}

// made lists fields and files. What cannot be made is reported where it is
// built.
func (p *Page) made(out *Template) {
	if p.c.model.Make == nil {
		return
	}
	m, err := p.c.model.Make(p.c, p.p)
	if err != nil {
		return
	}
	for _, f := range m.Fields {
		known, _ := p.c.model.field(f.ID, p.p.Template.Fields)
		out.Fields = append(out.Fields, TemplateField{ID: f.ID, Label: f.Label, Personal: known.Personal})
	}
	for _, f := range m.Files {
		name := out.ID + "." + f.Format
		out.Files = append(out.Files, TemplateFile{
			File: File{Name: name, URL: p.c.link(path.Join(p.p.Path, name)), Type: strings.ToUpper(f.Format), Size: f.Size},
			Sum:  hex.EncodeToString(f.Sum[:]),
		})
	}
}
