package site

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/tlp"
	"github.com/kaaw/nachbar/internal/view"
)

// routeProcesses adds the process catalogue as files, beside the page that lists
// it.
func (s *snapshot) routeProcesses(add func(*artefact)) {
	all := s.model.AllProcesses()
	page := s.model.Tree.Page(view.ProcessesPath)
	if page == nil || len(all.Catalogue.Processes) == 0 {
		return
	}
	file := func(format string, make func() ([]byte, error)) {
		add(&artefact{path: view.ProcessFile(format), place: page.Source, make: func(c *view.Context) ([]byte, error) {
			c.Ask("process", "all")
			return make()
		}})
	}
	file("csv", all.CSV)
	file("json", all.JSON)
}

// reviewProcesses holds pages and processes to each other.
func (s *snapshot) reviewProcesses() {
	all := s.model.AllProcesses()
	var known []string
	for _, p := range all.Catalogue.Processes {
		known = append(known, p.ID)
	}
	for _, p := range s.model.Tree.Pages {
		if p.Process == nil || p.Process.Process == "" {
			continue
		}
		id := p.Process.Process
		if all.Process(id) == nil {
			s.problems.Add(s.soften(diag.New("process-unknown", p.Source, 1, "value", id, "near", nearest(id, known))))
		} else if sources := s.model.ProcessPages(id); sources[0] != p.Source {
			s.problems.Add(s.soften(diag.New("process-twice", p.Source, 1, "value", id, "other", sources[0])))
		}
	}
	s.reviewProcessTemplates()
}

// reviewProcessTemplates names templates of processes that do not exist. Only
// the audience that sees all templates can tell.
func (s *snapshot) reviewProcessTemplates() {
	for _, a := range s.model.Conf.Audiences {
		if label, err := tlp.Parse(s.model.Audience); err != nil || a.TLP > label {
			return
		}
	}
	known := s.templateIDs()
	for _, p := range s.model.AllProcesses().Catalogue.Processes {
		for _, id := range p.Templates {
			if !slices.Contains(known, id) {
				s.problems.Add(diag.New("process-template", p.File, p.Line, "id", p.ID, "value", id, "near", nearest(id, known)).AsWarning())
			}
		}
	}
}

// templateIDs are the ids of the templates and policies of this tree, sorted.
func (s *snapshot) templateIDs() (ids []string) {
	for _, p := range s.model.Tree.Pages {
		if p.Template != nil {
			ids = append(ids, p.Template.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// generatedText is what the search finds on a page besides its body, as HTML
// with headings: the questions of a topic, or what is known of a process.
func (s *snapshot) generatedText(p *content.Page) []byte {
	if p.Process != nil {
		return s.processText(p.Process.Process)
	}
	return s.surveyText(p)
}

// processText leads with the other names of a process: whoever looks for one
// means the process.
func (s *snapshot) processText(id string) []byte {
	p := s.model.AllProcesses().Process(id)
	if p == nil {
		return nil
	}
	words := s.model.Text
	var out strings.Builder
	heading := func(anchor, text string) {
		fmt.Fprintf(&out, "<h2 id=%q>%s</h2>", anchor, html.EscapeString(text))
	}
	text := func(lines ...string) {
		for _, line := range lines {
			fmt.Fprintf(&out, "<p>%s</p>", html.EscapeString(line))
		}
	}
	if len(p.Words) > 0 {
		heading("prozess-namen", words.T("ui.process.names", nil))
		text(strings.Join(p.Words, ", "))
	}
	heading("prozess-mta", words.T("ui.process.mta", nil))
	text(p.Reason, strings.Join(p.Unit, ", "))
	heading("prozess-fristen", words.T("ui.process.dates", nil))
	text(p.Peaks...)
	for _, d := range p.Deadlines {
		text(d.What + " (" + d.Law + ")")
	}
	heading("prozess-ressourcen", words.T("ui.process.resources", nil))
	for _, r := range p.Resources {
		text(r.Name)
	}
	heading("prozess-ersatz", words.T("ui.process.fallback", nil))
	text(p.Fallback...)
	return []byte(out.String())
}
