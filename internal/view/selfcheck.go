package view

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/bsc"
)

// SelfCheckLayout is the layout of the page at SelfCheckPath; without it the
// page is one like any other.
const SelfCheckLayout = "selfcheck"

// Check is a catalogue that can be answered, with its empty sheets.
type Check struct {
	ID, Title string
	Questions int
	Files     []File
	// Pages is the address of the pages with its questions, "" if there are none.
	Pages string
}

// Checks lists the catalogues that can be answered.
func (s *Site) Checks() []Check {
	s.c.survey("catalogues")
	var list []Check
	for _, id := range s.c.model.CurrentCatalogues() {
		catalogue := s.c.survey("catalogue/" + id).Catalogues[id]
		check := Check{ID: id, Title: catalogue.Title, Questions: len(catalogue.Questions), Pages: s.questionsOf(id)}
		for _, format := range bsc.SheetFormats() {
			name := SheetName(id, format)
			check.Files = append(check.Files, File{Name: name, URL: s.c.link(path.Join(SelfCheckPath, name)), Type: strings.ToUpper(format)})
		}
		list = append(list, check)
	}
	return list
}

// checkSection is the section with the questions to read.
const checkSection = "basischeck"

// questionsOf is the address of the page about a catalogue, or of the section if
// a page for each topic is in it; "" if there is neither.
func (s *Site) questionsOf(id string) string {
	home := s.page(checkSection)
	if home == nil {
		return ""
	}
	for _, p := range home.Children() {
		switch keys := p.p.Survey; {
		case keys == nil || keys.Catalogue != id:
		case keys.Topic == "":
			return p.URL()
		default:
			return home.URL()
		}
	}
	return ""
}

// SizeClasses are those in which results are published.
func (s *Site) SizeClasses() []bsc.Class { return bsc.Classes() }

// SheetName is the name of the empty sheet of a catalogue.
func SheetName(catalogue, format string) string { return "bogen-" + catalogue + "." + format }

// CurrentCatalogues are the ids of the catalogues that no other one follows,
// those with the most questions first.
func (m *Model) CurrentCatalogues() []string {
	all := m.surveys().Catalogues
	followed := map[string]bool{}
	for _, c := range all {
		followed[c.Predecessor] = true
	}
	var ids []string
	for id, c := range all {
		if !followed[id] && len(c.Questions) > 0 {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(all[b].Questions), len(all[a].Questions)), cmp.Compare(a, b))
	})
	return ids
}
