package view

import (
	"strconv"

	"github.com/kaaw/nachbar/internal/bsc/results"
	"github.com/kaaw/nachbar/internal/chart"
)

// SurveyTrend is how the share of "ja" changed over the rounds.
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
		c.T("ui.survey.round", nil), c.T("ui.survey.members", nil), c.T("ui.survey.share", nil), c.T("ui.survey.certain", nil),
	}}
	var steps []chart.Step
	for _, point := range trend.Points {
		round := point.Round.Release.Round
		steps = append(steps, chart.Step{Name: round, Value: percent(point.Share.Mid), Span: span(point.Share)})
		out.Table.Rows = append(out.Table.Rows, cells(round, strconv.Itoa(point.Round.N), c.about(point.Share), c.rangeOf(point.Share)))
	}
	out.Sentence = c.sentence(trend)
	out.Drawing = chart.Line("entwicklung", title, out.Sentence, steps)
	out.Note = c.T("ui.survey.trend.note", map[string]string{"n": strconv.Itoa(trend.Questions), "of": strconv.Itoa(trend.Of)})
	return out
}

// sentence says how the first and the last point differ, with what is uncertain.
func (c *Context) sentence(t results.Trend) string {
	first, last := t.Points[0], t.Points[len(t.Points)-1]
	args := map[string]string{
		"first": first.Round.Release.Round, "last": last.Round.Release.Round,
		"was": percent(first.Share.Mid), "wasRange": c.rangeOf(first.Share),
		"is": percent(last.Share.Mid), "isRange": c.rangeOf(last.Share),
		"n": strconv.Itoa(t.Questions),
	}
	switch t.Change() {
	case results.Higher:
		args["least"] = strconv.Itoa(max(percentLo(last.Share.Lo-first.Share.Hi), 0))
		return c.T("ui.survey.trend.higher", args)
	case results.Lower:
		args["least"] = strconv.Itoa(max(percentLo(first.Share.Lo-last.Share.Hi), 0))
		return c.T("ui.survey.trend.lower", args)
	}
	return c.T("ui.survey.trend.unclear", args)
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
			s := span(point.Share)
			dots.Spans = append(dots.Spans, &s)
			row = append(row, TableCell{Text: c.about(point.Share) + " (" + c.rangeOf(point.Share) + ")"})
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
