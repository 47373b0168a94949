package view

import (
	"math"
	"strconv"

	"github.com/kaaw/nachbar/internal/bsc/results"
	"github.com/kaaw/nachbar/internal/chart"
)

// SurveyTrend is how many questions members met on average in each round.
type SurveyTrend struct {
	Figure
	// Sentence says what can be said for certain.
	Sentence string
	// Questions is the number of questions that all rounds asked, Of that of the
	// newest round.
	Questions, Of int
}

// Trend follows all questions from the first round that can be compared to the
// newest one; nil if there is nothing to compare.
func (p *Page) Trend() *SurveyTrend {
	rounds := p.c.survey("rounds").Rounds
	p.c.survey("catalogues")
	if len(rounds) == 0 {
		return nil
	}
	return p.c.trend(results.Since(rounds, rounds[len(rounds)-1]), nil)
}

// Trend follows the questions of the round back to the first one.
func (s *SurveyRound) Trend() *SurveyTrend { return s.c.trend(s.since(), nil) }

// Trend follows the questions of the topic.
func (s *SurveyDetail) Trend() *SurveyTrend { return s.c.trend(s.since(), s.Topic) }

func (s *SurveyRound) since() []*results.Round {
	return results.Since(s.c.survey("rounds").Rounds, s.r)
}

func (c *Context) trend(rounds []*results.Round, topic *results.Topic) *SurveyTrend {
	if len(rounds) < 2 {
		return nil
	}
	trend := results.TrendOf(rounds, topic)
	if len(trend.Points) < 2 {
		return nil
	}
	out := &SurveyTrend{Questions: trend.Questions, Of: trend.Of}
	title := c.T("ui.survey.trend.title", nil)
	if topic != nil {
		title = c.T("ui.survey.trend.topic", map[string]string{"topic": topic.Title})
	}
	out.Table = Table{ID: "entwicklung-tabelle", Caption: title, Head: []string{
		c.T("ui.survey.round", nil), c.T("ui.survey.members", nil), c.T("ui.survey.met", nil), c.T("ui.survey.certain", nil),
	}}
	var steps []chart.Step
	for _, point := range trend.Points {
		round := point.Round.Release.Round
		steps = append(steps, chart.Step{Name: round, Value: c.metOf(point.Met.Mid, trend), Span: span(trend.Share(point))})
		out.Table.Rows = append(out.Table.Rows, cells(round, strconv.Itoa(point.Round.N), c.T("ui.survey.about", map[string]string{"share": c.metOf(point.Met.Mid, trend)}), c.metRange(point.Met)))
	}
	out.Sentence = c.sentence(trend)
	out.Drawing = chart.Line("entwicklung", title, out.Sentence, steps)
	note := "ui.survey.trend.note"
	if !rounds[0].Members() {
		note = "ui.survey.trend.note.public"
	}
	out.Note = c.T(note, map[string]string{"n": strconv.Itoa(trend.Questions), "of": strconv.Itoa(trend.Of)})
	return out
}

// sentence says how the first and the last point differ, with what is uncertain.
func (c *Context) sentence(t results.Trend) string {
	first, last := t.Points[0], t.Points[len(t.Points)-1]
	args := map[string]string{
		"first": first.Round.Release.Round, "last": last.Round.Release.Round,
		"was": c.met(first.Met.Mid), "wasRange": c.metRange(first.Met),
		"is": c.met(last.Met.Mid), "isRange": c.metRange(last.Met),
		"n": strconv.Itoa(t.Questions),
	}
	switch t.Change() {
	case results.Higher:
		return c.T("ui.survey.trend.higher", args)
	case results.Lower:
		return c.T("ui.survey.trend.lower", args)
	}
	return c.T("ui.survey.trend.unclear", args)
}

// met is a number of questions, with one digit; metRange are the ends of one,
// rounded outwards so that they stay certain.
func (c *Context) met(x float64) string { return c.model.Text.Decimal(x, 1) }

func (c *Context) metRange(s results.Span) string {
	const eps = 1e-9
	return c.T("ui.survey.metRange", map[string]string{
		"lo": c.met(math.Floor(10*s.Lo+eps) / 10), "hi": c.met(math.Ceil(10*s.Hi-eps) / 10),
	})
}

// metOf is "7,4 von 12".
func (c *Context) metOf(x float64, t results.Trend) string {
	return c.T("ui.survey.kept.of", map[string]string{"n": c.met(x), "of": strconv.Itoa(t.Questions)})
}

// TopicTrends are the topics of the newest round over all rounds; nil if there is
// nothing to compare.
func (p *Page) TopicTrends() *Figure {
	rounds := p.c.survey("rounds").Rounds
	p.c.survey("catalogues")
	if len(rounds) == 0 {
		return nil
	}
	return p.c.topicTrends(results.Since(rounds, rounds[len(rounds)-1]))
}

// TopicTrends are the topics of the round over the rounds up to it.
func (s *SurveyRound) TopicTrends() *Figure { return s.c.topicTrends(s.since()) }

func (c *Context) topicTrends(rounds []*results.Round) *Figure {
	if len(rounds) < 2 {
		return nil
	}
	table := Table{ID: "themen-entwicklung-tabelle", Caption: c.T("ui.survey.trends.title", nil), Head: []string{
		c.T("ui.survey.topic", nil), c.T("ui.survey.kept", nil),
	}}
	var names []string
	for _, r := range rounds {
		names = append(names, r.Release.Round)
	}
	table.Head = append(append(table.Head, names...), c.T("ui.survey.change", nil))
	var rows []chart.Dots
	for _, t := range rounds[len(rounds)-1].ByShare() {
		trend := results.TrendOf(rounds, t)
		if len(trend.Points) < len(rounds) {
			continue
		}
		dots := chart.Dots{Label: t.Title}
		row := cells(t.ID+" "+t.Title, c.T("ui.survey.kept.of", map[string]string{"n": strconv.Itoa(trend.Questions), "of": strconv.Itoa(trend.Of)}))
		for _, point := range trend.Points {
			s := span(trend.Share(point))
			dots.Spans = append(dots.Spans, &s)
			row = append(row, TableCell{Text: c.met(point.Met.Mid) + " (" + c.metRange(point.Met) + ")"})
		}
		rows = append(rows, dots)
		table.Rows = append(table.Rows, append(row, TableCell{Text: c.changeWord(trend.Change())}))
	}
	if len(rows) == 0 {
		return nil
	}
	desc := c.T("ui.survey.trends.desc", map[string]string{"first": names[0], "last": names[len(names)-1]})
	return &Figure{Drawing: chart.DotPlot("themen-entwicklung", table.Caption, desc, names, rows, true), Table: table, Note: c.T("ui.survey.trends.note", nil)}
}
