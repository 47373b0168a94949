package site

import (
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/bia"
	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/exchange"
	"github.com/kaaw/nachbar/internal/view"
)

// bookWords starts the keys of the texts that the page's script shows.
const bookWords = "ui.bia."

// bookData is daten.js of the page with BIA-Bögen.
type bookData struct {
	bia.BrowserData
	Words map[string]string `json:"words"`
	Lang  string            `json:"lang"`
	// Forms are the scripts with empty workbooks, by format.
	Forms map[string]string `json:"forms"`
}

// routeWorkbooks adds the BIA-Bögen, if there is the page and processes: ready
// ones for each size class, and, as scripts that also work from a folder, what a
// browser makes one of for chosen processes.
func (s *snapshot) routeWorkbooks(add func(*artefact)) {
	page := s.model.Tree.Page(view.WorkbookPath)
	catalogue := s.model.AllProcesses().Catalogue
	if page == nil || page.Layout != view.WorkbookLayout || len(catalogue.Processes) == 0 {
		return
	}
	file := func(name string, make func(c *view.Context) ([]byte, error)) {
		out := path.Join(view.WorkbookPath, name)
		add(&artefact{path: out, place: out, make: func(c *view.Context) ([]byte, error) {
			c.Ask("process", "all")
			return make(c)
		}})
	}
	for _, format := range bia.WorkbookFormats() {
		for _, class := range append(bsc.Classes(), bsc.Class{}) {
			file(view.WorkbookName(class.ID, format), func(*view.Context) ([]byte, error) { return s.workbook(class.ID, format) })
		}
		name := "bogen-" + format
		file(name+".js", func(*view.Context) ([]byte, error) {
			form, err := bia.WorkbookForm(catalogue.Room(), format, s.model.Text.T)
			if err != nil {
				return nil, err
			}
			return exchange.FormScript("bia-"+name, form)
		})
	}
	file("daten.js", func(c *view.Context) ([]byte, error) { return exchange.FormScript("bia-daten", s.bookData(c)) })
}

// workbook is the prefilled BIA-Bogen of a size class.
func (s *snapshot) workbook(class, format string) ([]byte, error) {
	catalogue := s.model.AllProcesses().Catalogue
	ids := catalogue.IDs()
	if class != "" {
		ids = catalogue.For(class)
	}
	book := bia.Prefilled(catalogue, ids)
	book.Class = class
	form, err := bia.WorkbookForm(book.Room(), format, s.model.Text.T)
	if err != nil {
		return nil, err
	}
	return form.Bytes(book.Values())
}

func (s *snapshot) bookData(c *view.Context) bookData {
	out := bookData{Words: map[string]string{}, Lang: c.Lang(), Forms: map[string]string{}}
	var classes []string
	for _, class := range bsc.Classes() {
		classes = append(classes, class.ID)
	}
	out.BrowserData = s.model.AllProcesses().Catalogue.Browser(classes)
	for _, key := range s.model.Text.Keys() {
		if name, ok := strings.CutPrefix(key, bookWords); ok {
			out.Words[name] = s.model.Text.T(key, nil)
		}
	}
	for _, format := range bia.WorkbookFormats() {
		out.Forms[format] = "bogen-" + format + ".js"
	}
	return out
}
