package site

import (
	"encoding/json"
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/bsc/report"
	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/disclosure"
	"github.com/kaaw/nachbar/internal/exchange"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/view"
)

// What the page of the self-check loads: scripts, so that it works from a
// folder and without a connection. web/ts/bsc/data.ts reads them.
//
//	daten.js            words, which catalogues there are, where the rest lies
//	<catalogue>.js      a catalogue
//	runden.js           what is compared: the published percentiles, nothing else
//	bogen-<catalogue>-<format>.js  the empty sheet as a form
//	bericht-<format>.js            an empty report as a form

// checkWords starts the keys of the texts of the page.
const checkWords = "ui.check."

// checkData is daten.js.
type checkData struct {
	Words       map[string]string `json:"words"`
	ReportWords map[string]string `json:"reportWords"`
	Lang        string            `json:"lang"`
	Portal      checkPortal       `json:"portal"`
	Catalogues  []checkOffer      `json:"catalogues"`
	Releases    string            `json:"releases"`
	Shells      map[string]string `json:"shells"`
}

type checkPortal struct {
	Title string `json:"title"`
	// URL has a slash at its end, or is empty.
	URL string `json:"url"`
}

type checkOffer struct {
	ID        string            `json:"id"`
	Title     string            `json:"title"`
	Questions int               `json:"questions"`
	Script    string            `json:"script"`
	Sheets    map[string]string `json:"sheets"`
}

// routeSelfcheck adds what the self-check needs, if there is the page and
// something to answer.
func (s *snapshot) routeSelfcheck(add func(*artefact)) {
	page := s.model.Tree.Page(view.SelfCheckPath)
	ids := s.model.CurrentCatalogues()
	if page == nil || page.Layout != view.SelfCheckLayout || len(ids) == 0 {
		return
	}
	script := func(name string, value func(c *view.Context) (any, error)) {
		out := path.Join(view.SelfCheckPath, name+".js")
		add(&artefact{path: out, place: out, make: func(c *view.Context) ([]byte, error) {
			v, err := value(c)
			if err != nil {
				return nil, err
			}
			return exchange.FormScript("selbstcheck-"+name, v)
		}})
	}
	script("daten", func(c *view.Context) (any, error) { return s.checkData(c, ids), nil })
	if len(s.model.Surveys.Rounds) > 0 {
		script("runden", func(c *view.Context) (any, error) { return s.checkReleases(c), nil })
	}
	for _, id := range ids {
		script(id, func(c *view.Context) (any, error) { return s.checkCatalogue(c, id) })
		for _, format := range bsc.SheetFormats() {
			out := path.Join(view.SelfCheckPath, view.SheetName(id, format))
			add(&artefact{path: out, place: out, make: func(c *view.Context) ([]byte, error) {
				f, err := s.checkSheet(c, id, format)
				if err != nil {
					return nil, err
				}
				return f.Bytes(nil)
			}})
			script(sheetScript(id, format), func(c *view.Context) (any, error) { return s.checkSheet(c, id, format) })
		}
	}
	for _, format := range reportFormats {
		script("bericht-"+format, func(c *view.Context) (any, error) { return report.Shell(format, s.reportWords(c)) })
	}
}

// reportFormats are the formats in which browsers make reports.
var reportFormats = []string{report.ODT, report.DOCX}

func sheetScript(id, format string) string { return "bogen-" + id + "-" + format }

func (s *snapshot) checkData(c *view.Context, ids []string) checkData {
	out := checkData{
		Words: map[string]string{}, ReportWords: s.reportWords(c), Lang: c.Lang(),
		Portal: checkPortal{Title: s.model.Conf.Title}, Shells: map[string]string{},
	}
	if base := s.model.Conf.BaseURL; base != "" {
		out.Portal.URL = strings.TrimSuffix(base, "/") + "/"
	}
	for _, key := range s.model.Text.Keys() {
		if name, ok := strings.CutPrefix(key, checkWords); ok {
			out.Words[name] = s.model.Text.T(key, nil)
		}
	}
	c.Ask("survey", "rounds")
	c.Ask("survey", "catalogues")
	if len(s.model.Surveys.Rounds) > 0 {
		out.Releases = "runden.js"
	}
	for _, id := range ids {
		catalogue := s.askCatalogue(c, id)
		offer := checkOffer{ID: id, Title: catalogue.Title, Questions: len(catalogue.Questions), Script: id + ".js", Sheets: map[string]string{}}
		for _, format := range bsc.SheetFormats() {
			offer.Sheets[format] = sheetScript(id, format) + ".js"
		}
		out.Catalogues = append(out.Catalogues, offer)
	}
	for _, format := range reportFormats {
		out.Shells[format] = "bericht-" + format + ".js"
	}
	return out
}

// reportWords are the sentences of reports.
func (s *snapshot) reportWords(c *view.Context) report.Words {
	name := strings.TrimSuffix(report.WordsFile, ".yaml")
	c.Ask("data", name)
	value, _ := s.model.Data.Value(name)
	values, _ := value.(map[string]any)
	words := report.Words{}
	for key, value := range values {
		if text, ok := value.(string); ok {
			words[key] = text
		}
	}
	return words
}

func (s *snapshot) askCatalogue(c *view.Context, id string) *bsc.Catalogue {
	c.Ask("survey", "catalogue/"+id)
	return s.model.Surveys.Catalogues[id]
}

// checkCatalogue is a catalogue with the pages of this edition that help.
func (s *snapshot) checkCatalogue(c *view.Context, id string) (json.RawMessage, error) {
	catalogue := s.askCatalogue(c, id)
	return report.CatalogueJSON(catalogue, helpful(c, catalogue, s.model.Tree))
}

// helpful are the pages that the questions of a catalogue link to, as far as
// the edition has them.
func helpful(c *view.Context, catalogue *bsc.Catalogue, tree *content.Tree) map[string]report.Page {
	pages := map[string]report.Page{}
	for _, q := range catalogue.Questions {
		for _, link := range q.Links {
			name := strings.Trim(link, "/")
			c.Ask("meta", name)
			if p := tree.Page(name); p != nil {
				pages[link] = report.Page{Title: p.Title, URL: p.Path + "/"}
			}
		}
	}
	return pages
}

func (s *snapshot) checkSheet(c *view.Context, id, format string) (*form.Form, error) {
	return bsc.SheetForm(s.askCatalogue(c, id), format, s.model.Text.T)
}

// checkReleases are the rounds that this edition may show, with nothing but
// the percentiles: the newest one of each catalogue.
func (s *snapshot) checkReleases(c *view.Context) []disclosure.Release {
	c.Ask("survey", "rounds")
	newest := map[string]*disclosure.Release{}
	var order []string
	for _, round := range s.model.Surveys.Rounds {
		r := round.Release
		if newest[r.Catalogue] == nil {
			order = append(order, r.Catalogue)
		}
		if known := newest[r.Catalogue]; known == nil || known.Closed < r.Closed {
			newest[r.Catalogue] = r
		}
	}
	list := []disclosure.Release{}
	for _, id := range order {
		list = append(list, percentiles(newest[id]))
	}
	return list
}

// percentiles is a release without its other cells and without what no reader
// of percentiles needs.
func percentiles(r *disclosure.Release) disclosure.Release {
	all := r.Round + "/alle"
	out := disclosure.Release{
		Format: r.Format, Round: r.Round, Audience: r.Audience, Catalogue: r.Catalogue, Closed: r.Closed, Example: r.Example, Policy: r.Policy,
		Groups: map[string]disclosure.Group{all: r.Groups[all]},
	}
	for _, cell := range r.Cells {
		if cell.P != 0 && cell.Group == all {
			out.Cells = append(out.Cells, cell)
		}
	}
	return out
}
