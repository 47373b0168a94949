package view

import (
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/bia"
	"github.com/kaaw/nachbar/internal/bsc"
)

// WorkbookPath is the logical path of the page with BIA-Bögen, WorkbookLayout
// its layout; without it the page is one like any other.
const (
	WorkbookPath   = ProcessesPath + "/bia-bogen"
	WorkbookLayout = "bia-workbook"
)

// WorkbookName is the name of the prefilled BIA-Bogen of a size class, of all
// processes for "".
func WorkbookName(class, format string) string {
	if class != "" {
		class = "-" + class
	}
	return "bia-bogen" + class + "." + format
}

// Workbook is a prefilled BIA-Bogen that is offered.
type Workbook struct {
	// Class is the size class, Title its numbers of inhabitants; "" for all.
	Class, Title string
	Processes    int
	Files        []File
}

// Workbooks lists the BIA-Bögen of the size classes, and at the end the one of
// all processes.
func (s *Site) Workbooks() []Workbook {
	s.c.Ask("process", "all")
	c := s.c.model.AllProcesses().Catalogue
	var list []Workbook
	for _, class := range append(bsc.Classes(), bsc.Class{}) {
		w := Workbook{Class: class.ID, Title: class.Title, Processes: len(c.Processes)}
		if class.ID != "" {
			w.Processes = len(c.For(class.ID))
		}
		for _, format := range bia.WorkbookFormats() {
			name := WorkbookName(class.ID, format)
			w.Files = append(w.Files, File{Name: name, URL: s.c.link(path.Join(WorkbookPath, name)), Type: strings.ToUpper(format)})
		}
		list = append(list, w)
	}
	return list
}

// WorkbookAreas are the areas with the processes that one may choose from.
func (s *Site) WorkbookAreas() []bia.Area {
	s.c.Ask("process", "all")
	return s.c.model.AllProcesses().Catalogue.Areas
}
