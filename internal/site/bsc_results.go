package site

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/view"
)

// The layouts of the pages below a round.
const (
	detailLayout = "survey-topic"
	printLayout  = "survey-print"
)

// routeResults adds what belongs to the page of a published round: a page for
// each topic, the short edition, and the figures as files, all of them functions
// of the round that this audience may see; and the files of catalogues.
func (s *snapshot) routeResults(add func(*artefact)) {
	s.routeCatalogues(add)
	s.routeISMS(add)
	for _, r := range s.surveys().Rounds {
		pages := s.model.SurveyPages("round/" + r.Release.Round)
		if len(pages) == 0 {
			continue
		}
		page := pages[0]
		below := func(output, title, name, topic string) {
			p := s.generatedPage(path.Dir(output), title)
			p.Parent, p.Kind, p.Label = page, content.Survey, page.Label
			p.Survey = &content.SurveyKeys{Catalogue: r.Catalogue.ID, Round: r.Release.Round, Topic: topic}
			add(&artefact{path: output, place: page.Source, target: view.Target{Page: p, Output: output, Name: name}})
		}
		for _, t := range r.Topics {
			below(view.DetailOutput(page, t.ID), t.Title, detailLayout, t.ID)
		}
		below(view.PrintOutput(page), s.model.Text.T("page.survey.print", map[string]string{"title": page.Title}), printLayout, "")
		file := func(format string, make func() ([]byte, error)) {
			add(&artefact{path: view.RoundFile(page, format), place: page.Source, make: func(c *view.Context) ([]byte, error) {
				c.Ask("survey", "rounds")
				c.Ask("survey", "catalogues")
				return make()
			}})
		}
		file("json", r.Release.Bytes)
		file("csv", r.CSV)
	}
}

// routeCatalogues adds the catalogues that pages show, as files to take home.
func (s *snapshot) routeCatalogues(add func(*artefact)) {
	all := s.surveys().Catalogues
	for _, id := range slices.Sorted(maps.Keys(all)) {
		section := s.model.CatalogueHome(id)
		if section == nil {
			continue
		}
		for _, format := range bsc.ExportFormats() {
			add(&artefact{path: view.ExportOutput(section, all[id], format), place: cmp.Or(section.Source, section.Path), make: func(c *view.Context) ([]byte, error) {
				c.Ask("survey", "catalogue/"+id)
				return all[id].Export(format)
			}})
		}
	}
}

func (s *snapshot) surveys() *view.Surveys {
	if s.model.Surveys == nil {
		return &view.Surveys{}
	}
	return s.model.Surveys
}

// reviewSurveys holds pages, catalogues and rounds to each other.
func (s *snapshot) reviewSurveys() {
	all := s.surveys()
	shown := map[string]bool{} // catalogues with a page
	for _, p := range s.model.Tree.Pages {
		if p.Survey == nil {
			continue
		}
		s.reviewSurvey(p, all)
		if p.Survey.Topic != "" {
			shown[p.Survey.Catalogue] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(shown)) {
		s.reviewTopics(all.Catalogues[id])
	}
	for _, r := range all.Rounds {
		switch pages := s.model.SurveyPages("round/" + r.Release.Round); {
		case len(pages) == 0:
			s.problems.Add(diag.New("survey-round-page", all.Files[r.Release.Round], 0, "round", r.Release.Round).AsWarning())
		case len(pages) > 1:
			s.problems.Add(s.soften(diag.New("survey-twice", pages[1].Source, 1, "value", r.Release.Round, "other", pages[0].Source)))
		}
	}
}

// reviewSurvey names a catalogue, a topic or a round that does not exist.
func (s *snapshot) reviewSurvey(p *content.Page, all *view.Surveys) {
	keys := p.Survey
	report := func(id, value string, known []string) {
		s.problems.Add(s.soften(diag.New(id, p.Source, 1, "value", value, "known", join(known), "near", nearest(value, known))))
	}
	if c := all.Catalogues[keys.Catalogue]; keys.Topic != "" && keys.Catalogue == "" {
		s.problems.Add(s.soften(diag.New("survey-without-catalogue", p.Source, 1, "known", join(slices.Sorted(maps.Keys(all.Catalogues))))))
	} else if keys.Catalogue != "" && c == nil {
		report("survey-catalogue", keys.Catalogue, slices.Sorted(maps.Keys(all.Catalogues)))
	} else if keys.Topic != "" && c.Topic(keys.Topic) == nil {
		report("survey-topic", keys.Topic, topicIDs(c))
	}
	if keys.Round != "" && all.Round(keys.Round) == nil {
		var known []string
		for _, r := range all.Rounds {
			known = append(known, r.Release.Round)
		}
		report("survey-round", keys.Round, known)
	}
}

func topicIDs(c *bsc.Catalogue) (ids []string) {
	for _, t := range c.Topics {
		ids = append(ids, t.ID)
	}
	return ids
}

// reviewTopics warns of topics of a catalogue that have no page, and names those
// that have two.
func (s *snapshot) reviewTopics(c *bsc.Catalogue) {
	if c == nil {
		return
	}
	for _, t := range c.Topics {
		switch pages := s.model.SurveyPages("topic/" + c.ID + "/" + t.ID); {
		case len(pages) == 0:
			file := s.model.Conf.Data + "/" + bsc.Dir + "/" + c.ID + "/katalog.yaml"
			s.problems.Add(diag.New("survey-topic-page", file, 0, "topic", t.ID, "catalogue", c.ID).AsWarning())
		case len(pages) > 1:
			s.problems.Add(s.soften(diag.New("survey-twice", pages[1].Source, 1, "value", t.ID, "other", pages[0].Source)))
		}
	}
}

// nearest is the known name that shares most letters at its start and end with
// value, the first of those alike; "" without any.
func nearest(value string, known []string) string {
	best, most := "", 0
	for _, name := range known {
		a, b := strings.ToLower(value), strings.ToLower(name)
		same := 0
		for same < min(len(a), len(b)) && a[same] == b[same] {
			same++
		}
		for n := 1; n <= min(len(a), len(b))-same && a[len(a)-n] == b[len(b)-n]; n++ {
			same++
		}
		if same > most {
			best, most = name, same
		}
	}
	return best
}
