// Package isms hands the portal's check and templates on to tools that manage
// information security: as an OSCAL component definition and profile, and as a
// table.
//
// All of it is a function of a catalogue of questions and of the templates that
// an audience sees. A template is a component. It helps with the controls that
// the questions name which link to it. Requirements of Grundschutz++ are named by
// their ids alone, with the state of the library that the catalogue gives.
package isms

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/office/sheet"
	"github.com/kaaw/nachbar/internal/oscal"
)

// Names of the files, in the section "isms" of a portal.
const (
	ComponentFile = "oscal-component-definition.json"
	ProfileFile   = "oscal-profile.json"
	TemplatesFile = "vorlagen.csv"
)

// space is the namespace of the uuids, itself one made at random once.
var space = oscal.Space{0xc2, 0x4b, 0x7e, 0x91, 0x0d, 0x36, 0x4f, 0x58, 0xa4, 0x1c, 0x6b, 0xf0, 0x83, 0x25, 0xde, 0x17}

// Package is what is exported. Portal is the address of the portal with a slash
// at its end, or "".
type Package struct {
	Catalogue     *bsc.Catalogue
	Templates     []Template
	Owner, Portal string
	// T words the texts of the files.
	T func(key string, args map[string]string) string
}

// Template is a template or a policy. Path is the logical path of its page,
// Modified the day of its version, Refs ids of the Kompendium.
type Template struct {
	ID, Version, Title, Description, Path string
	License, Modified, Kind               string
	Formats, Refs                         []string
}

// controls are the ids that questions name, in their order, without those of
// groups, and the groups.
func controls(questions []bsc.Question) (ids, groups []string) {
	for _, q := range questions {
		for _, id := range q.Refs.GSPP {
			into := &groups
			if oscal.IsControl(id) {
				into = &ids
			}
			if !slices.Contains(*into, id) {
				*into = append(*into, id)
			}
		}
	}
	return ids, groups
}

func (p *Package) source(key, title string) oscal.Source {
	c := p.Catalogue
	return oscal.Source{
		Title: p.T(title, map[string]string{"catalogue": c.Title}), Version: c.Version, Date: c.Date, Owner: p.Owner,
		Remarks: p.T("isms.oscal.remarks", map[string]string{"state": c.GSPP}), Space: space, Key: key + " " + c.ID,
	}
}

// Profile selects what the questions of the catalogue refer to.
func (p *Package) Profile() ([]byte, error) {
	ids, groups := controls(p.Catalogue.Questions)
	return oscal.Profile(p.source("profile", "isms.oscal.profile"), oscal.GrundschutzPP(p.Catalogue.GSPP), ids, groups)
}

// ComponentDefinition lists the check and each template that a question links to.
func (p *Package) ComponentDefinition() ([]byte, error) {
	c := p.Catalogue
	list := []oscal.Component{p.component(oscal.Component{
		ID: c.ID, Type: "validation", Title: c.Title, Description: p.T("isms.oscal.check", nil), Version: c.Version,
	}, c.Questions)}
	templates := slices.Clone(p.Templates)
	slices.SortFunc(templates, func(a, b Template) int { return cmp.Compare(a.ID, b.ID) })
	for _, t := range templates {
		questions := p.linking(t.Path)
		if len(questions) == 0 {
			continue
		}
		component := oscal.Component{ID: t.ID, Type: "policy", Title: t.Title, Description: t.Description, Version: t.Version}
		if p.Portal != "" {
			component.URL = p.Portal + t.Path + "/"
		}
		list = append(list, p.component(component, questions))
	}
	return oscal.ComponentDefinition(p.source("component-definition", "isms.oscal.components"), oscal.GrundschutzPP(c.GSPP), p.T("isms.oscal.why", nil), list)
}

// linking are the questions that link to a page.
func (p *Package) linking(path string) (list []bsc.Question) {
	for _, q := range p.Catalogue.Questions {
		if slices.ContainsFunc(q.Links, func(link string) bool { return strings.Trim(link, "/") == path }) {
			list = append(list, q)
		}
	}
	return list
}

// component adds what questions refer to.
func (p *Package) component(c oscal.Component, questions []bsc.Question) oscal.Component {
	ids, groups := controls(questions)
	c.Groups = groups
	for _, id := range ids {
		var by []string
		for _, q := range questions {
			if slices.Contains(q.Refs.GSPP, id) {
				by = append(by, q.ID+" ("+q.Short+")")
			}
		}
		c.Controls = append(c.Controls, oscal.Control{ID: id, Description: p.T("isms.oscal.questions", map[string]string{"questions": strings.Join(by, ", ")})})
	}
	return c
}

// csvHead names the columns of TemplatesCSV.
var csvHead = []string{"kennung", "version", "stand", "art", "titel", "beschreibung", "lizenz", "formate", "seite", "grundschutz", "grundschutz-plus-plus", "gspp-stand", "fragen"}

// TemplatesCSV is the list of templates as a table for spreadsheets: UTF-8 with a
// mark, semicolons; lists are separated by a comma. A text that a spreadsheet
// would calculate starts with an apostrophe.
func (p *Package) TemplatesCSV() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	w.Comma, w.UseCRLF = ';', true
	rows := [][]string{csvHead}
	for _, t := range p.Templates {
		questions := p.linking(t.Path)
		ids, groups := controls(questions)
		var asked []string
		for _, q := range questions {
			asked = append(asked, q.ID)
		}
		rows = append(rows, []string{
			t.ID, t.Version, t.Modified, t.Kind, t.Title, t.Description, t.License, strings.Join(t.Formats, ", "), p.Portal + t.Path + "/",
			strings.Join(t.Refs, ", "), strings.Join(slices.Concat(groups, ids), ", "), p.Catalogue.GSPP, strings.Join(asked, ", "),
		})
	}
	for _, row := range rows {
		for i, text := range row {
			row[i] = sheet.Guarded(text)
		}
		if err := w.Write(row); err != nil {
			return nil, fmt.Errorf("write templates: %w", err)
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}
