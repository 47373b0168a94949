package site

import (
	"fmt"
	"html"
	"strings"

	"github.com/kaaw/nachbar/internal/bsc/results"
	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/view"
)

// surveyText is what the search finds on a page besides its body, as HTML with
// headings: the questions of a topic,
// or of a whole catalogue.
func (s *snapshot) surveyText(p *content.Page) []byte {
	keys := p.Survey
	if keys == nil || keys.Catalogue == "" || keys.Round != "" {
		return nil
	}
	c := s.surveys().Catalogues[keys.Catalogue]
	if c == nil {
		return nil
	}
	var out strings.Builder
	for _, q := range c.Questions {
		if keys.Topic != "" && keys.Topic != q.Topic {
			continue
		}
		fmt.Fprintf(&out, "<h2 id=%q>%s</h2>", view.QuestionAnchor(q.ID), html.EscapeString(q.Short))
		for _, text := range []string{q.Text, q.Help, q.Evidence, q.Advice} {
			fmt.Fprintf(&out, "<p>%s</p>", html.EscapeString(text))
		}
	}
	return []byte(out.String())
}

// results are the pages with the results of the topics, as documents: they are
// found by the names of the questions.
func (t *Texts) results() (docs []search.Document) {
	for _, r := range t.snap.surveys().Rounds {
		pages := t.snap.model.SurveyPages("round/" + r.Release.Round)
		if len(pages) == 0 {
			continue
		}
		for _, topic := range r.Topics {
			docs = append(docs, t.result(pages[0], r, topic))
		}
	}
	return docs
}

func (t *Texts) result(page *content.Page, r *results.Round, topic *results.Topic) search.Document {
	words := t.snap.model.Text
	summary := words.T("search.survey.result", map[string]string{"topic": topic.Title, "round": r.Release.Round})
	body := summary
	for _, q := range topic.Questions {
		body += "\n" + q.Short
	}
	return search.Document{
		URL: view.DetailOutput(page, topic.ID), Title: topic.Title + " – " + page.Title, Trail: trailTo(page),
		Kind: string(content.Survey), Section: page.Top(), Summary: summary, Body: body,
	}
}
