package site

import (
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/bia"
	"github.com/kaaw/nachbar/internal/exchange"
	"github.com/kaaw/nachbar/internal/german"
	"github.com/kaaw/nachbar/internal/view"
)

// What pages of the completeness check load: scripts, so that they work from a
// folder and without a connection. web/ts/bia/complete.ts reads them.
//
//	daten.js        the processes, the lexicon, words of the page
//	tabelle-<format>.js  the workbook that is handed out, as a form

// matchLayout is the layout of such pages, matchKeys starts the keys of their
// texts.
const (
	matchLayout = "completeness"
	matchKeys   = "ui.complete."
)

// matchPage is daten.js.
type matchPage struct {
	Words map[string]string `json:"words"`
	Match bia.MatchData     `json:"match"`
	// Pages are the addresses of the pages of processes from the root of the
	// site, by their ids.
	Pages map[string]string `json:"pages"`
	// Forms are the scripts of the workbooks by format, Rows what they have room for.
	Forms map[string]string `json:"forms"`
	Rows  int               `json:"rows"`
}

// routeMatching adds what the pages of the completeness check need.
func (s *snapshot) routeMatching(add func(*artefact)) {
	if len(s.model.AllProcesses().Catalogue.Processes) == 0 {
		return
	}
	for _, page := range s.model.Tree.Pages {
		if page.Layout != matchLayout {
			continue
		}
		script := func(name string, value func(c *view.Context) (any, error)) {
			out := path.Join(page.Path, name+".js")
			add(&artefact{path: out, place: page.Source, make: func(c *view.Context) ([]byte, error) {
				c.Ask("process", "all")
				v, err := value(c)
				if err != nil {
					return nil, err
				}
				return exchange.FormScript("abgleich-"+name, v)
			}})
		}
		script("daten", s.matchPage)
		for _, format := range matchFormats {
			script("tabelle-"+format, func(*view.Context) (any, error) {
				return s.model.AllProcesses().MatchForm(format, s.model.Text.T)
			})
		}
	}
}

// matchFormats are the formats of the workbook.
var matchFormats = []string{"xlsx", "ods"}

func (s *snapshot) matchPage(c *view.Context) (any, error) {
	analyzer, err := german.Default()
	if err != nil {
		return nil, err
	}
	out := matchPage{
		Words: map[string]string{}, Pages: map[string]string{}, Forms: map[string]string{}, Rows: bia.MaxMatchRows,
		Match: s.model.AllProcesses().MatchData(analyzer.Lexicon()),
	}
	for _, key := range s.model.Text.Keys() {
		if name, ok := strings.CutPrefix(key, matchKeys); ok {
			out.Words[name] = s.model.Text.T(key, nil)
		}
	}
	for _, p := range out.Match.Processes {
		name := view.ProcessesPath + "/" + p.ID
		c.Ask("meta", name)
		if page := s.model.Tree.Page(name); page != nil {
			out.Pages[p.ID] = page.Path + "/"
		}
	}
	for _, format := range matchFormats {
		out.Forms[format] = "tabelle-" + format + ".js"
	}
	return out, nil
}
