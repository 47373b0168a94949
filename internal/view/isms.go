package view

import (
	"path"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/isms"
)

// ISMSPath is the logical path of the section with the exports for tools that
// manage information security.
const ISMSPath = "isms"

// ISMSCatalogue is the catalogue in use, if it refers to Grundschutz++; else nil.
func (m *Model) ISMSCatalogue() *bsc.Catalogue {
	for _, id := range m.CurrentCatalogues() {
		if c := m.surveys().Catalogues[id]; c.GSPP != "" {
			return c
		}
	}
	return nil
}

// ISMSFiles are the exports that the section offers; none elsewhere.
type ISMSFiles struct {
	// State names the state of Grundschutz++ that ids belong to.
	State string
	Files []ISMSFile
}

// ISMSFile is one of them; About says what it is for.
type ISMSFile struct {
	Link
	About string
}

// ISMSFiles is nil if there is nothing to export.
func (p *Page) ISMSFiles() *ISMSFiles {
	c := p.c
	c.survey("catalogues")
	catalogue := c.model.ISMSCatalogue()
	if catalogue == nil || p.p.Path != ISMSPath {
		return nil
	}
	c.survey("catalogue/" + catalogue.ID)
	out := &ISMSFiles{State: catalogue.GSPP}
	add := func(key, output string) {
		out.Files = append(out.Files, ISMSFile{Link{path.Base(output), c.link(output)}, c.T("ui.isms."+key, map[string]string{"catalogue": catalogue.Title})})
	}
	add("components", path.Join(ISMSPath, isms.ComponentFile))
	add("profile", path.Join(ISMSPath, isms.ProfileFile))
	add("templates", path.Join(ISMSPath, isms.TemplatesFile))
	if home := c.model.CatalogueHome(catalogue.ID); home != nil {
		c.trace.ask("meta", home.Path)
		add("csv", ExportOutput(home, catalogue, "csv"))
		add("oscal", ExportOutput(home, catalogue, "oscal"))
	}
	return out
}
