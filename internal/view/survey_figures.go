package view

import (
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/bsc/results"
	"github.com/kaaw/nachbar/internal/chart"
)

// Topics are the shares of all topics, the largest first, with links to what is
// told of their questions; nil if the catalogue has no topics.
func (s *SurveyRound) Topics() *Figure {
	c, page := s.c, s.c.roundPage(s.r)
	var bars []chart.Bar
	table := s.table("themen", c.T("ui.survey.topics.title", s.args()), "ui.survey.topic", "ui.survey.questions", "ui.survey.share", "ui.survey.certain")
	for _, t := range s.r.ByShare() {
		bars = append(bars, chart.Bar{Label: t.Title, Value: percent(t.Share.Mid), Span: span(t.Share)})
		row := cells(t.ID+" "+t.Title, strconv.Itoa(len(t.Questions)), c.about(t.Share), c.rangeOf(t.Share))
		if page != nil {
			row[0].URL = c.link(DetailOutput(page, t.ID))
		}
		table.Rows = append(table.Rows, row)
	}
	if len(bars) == 0 {
		return nil
	}
	desc := c.T("ui.survey.topics.desc", map[string]string{
		"high": bars[0].Label, "highShare": bars[0].Value, "low": bars[len(bars)-1].Label, "lowShare": bars[len(bars)-1].Value,
	})
	return &Figure{Drawing: chart.Bars("themen", table.Caption, desc, bars), Table: table, Note: c.T("ui.survey.topics.note", nil)}
}

// args are the values that most titles name.
func (s *SurveyRound) args() map[string]string {
	return map[string]string{"round": s.Round, "n": strconv.Itoa(s.N)}
}

func (s *SurveyRound) table(id, caption string, heads ...string) Table {
	t := Table{ID: id + "-tabelle", Caption: caption}
	for _, key := range heads {
		t.Head = append(t.Head, s.c.T(key, nil))
	}
	return t
}

// classTitles are the classes with the numbers of their members.
func (s *SurveyRound) classTitles() []string {
	var titles []string
	for _, class := range s.Classes {
		titles = append(titles, s.c.T("ui.survey.class", map[string]string{"class": class.Title, "n": strconv.Itoa(class.N)}))
	}
	return titles
}

// ByClass are the topics by size class; nil if no classes are published.
func (s *SurveyRound) ByClass() *Figure { return s.byClass("klassen", s.r.GroupsByShare()) }

func (s *SurveyRound) byClass(id string, groups []*results.Group) *Figure {
	if len(s.Classes) == 0 || len(groups) == 0 {
		return nil
	}
	c, titles := s.c, s.classTitles()
	table := s.table(id, c.T("ui.survey.classes.title", s.args()), "ui.survey.topic")
	table.Head = append(table.Head, titles...)
	var rows []chart.Dots
	for _, g := range groups {
		dots, row := chart.Dots{Label: g.Title}, cells(g.ID+" "+g.Title)
		for i := range s.Classes {
			var step *results.Span
			if i < len(g.ByClass) {
				step = g.ByClass[i]
			}
			dots.Spans = append(dots.Spans, spanAt(step))
			row = append(row, TableCell{Text: c.step(step)})
		}
		table.Rows = append(table.Rows, row)
		rows = append(rows, dots)
	}
	desc := c.T("ui.survey.classes.desc", map[string]string{"classes": strings.Join(titles, ", ")})
	return &Figure{Drawing: chart.DotPlot(id, table.Caption, desc, titles, rows, false), Table: table, Note: c.T("ui.survey.classes.note", nil)}
}

// Spread tells where the middle half of the members lies in each topic; nil if
// quartiles are not published.
func (s *SurveyRound) Spread() *Figure {
	c := s.c
	table := s.table("streuung", c.T("ui.survey.spread.title", s.args()), "ui.survey.topic", "ui.survey.q1", "ui.survey.median", "ui.survey.q3")
	var rows []chart.Spread
	add := func(label string, q *results.Quartiles) {
		if q == nil {
			return
		}
		q1, median, q3 := rounded(q.Q1), rounded(q.Median), rounded(q.Q3)
		value := percent(q1) + " – " + percent(q3)
		rows = append(rows, chart.Spread{Label: label, Value: value, Q1: q1, Median: median, Q3: q3})
		table.Rows = append(table.Rows, cells(label, percent(q1), percent(median), percent(q3)))
	}
	add(c.T("ui.survey.total", nil), s.r.Quartiles)
	for _, g := range s.r.GroupsByShare() {
		add(g.Title, g.Quartiles)
	}
	if len(rows) == 0 {
		return nil
	}
	desc := c.T("ui.survey.spread.desc", map[string]string{"value": rows[0].Value})
	return &Figure{Drawing: chart.Spreads("streuung", table.Caption, desc, rows), Table: table, Note: c.T("ui.survey.spread.note", nil)}
}

// SurveyDetail is a topic of a round with the answers to its questions.
type SurveyDetail struct {
	*SurveyRound
	Topic *results.Topic
	// Share is that of the topic, Range its ends.
	Share, Range string
	// Step is what is published of the topic, With the topics it is put together
	// with; "" if it stands alone.
	Step, With string
	// Questions leads to the page of the topic's questions, SelfCheck to the
	// self-check; "" without them.
	QuestionsURL, SelfCheck string
	Prev, Next              *Link
}

// SurveyDetail is nil unless the page shows a topic of a round.
func (p *Page) SurveyDetail() *SurveyDetail {
	round := p.SurveyRound()
	if round == nil || p.p.Survey.Topic == "" {
		return nil
	}
	t, c := round.r.Topic(p.p.Survey.Topic), p.c
	if t == nil {
		return nil
	}
	out := &SurveyDetail{SurveyRound: round, Topic: t, Share: c.about(t.Share), Range: c.rangeOf(t.Share), SelfCheck: c.pageLink(SelfCheckPath)}
	if t.Group != nil {
		if t.Group.Published() {
			out.Step = c.step(t.Group.All)
		}
		if t.Group.Merged() {
			out.With = t.Group.Title
		}
	}
	if page := c.surveyPage("topic/" + round.Catalogue.ID + "/" + t.ID); page != nil {
		out.QuestionsURL = c.link(page.Output())
	}
	if page := c.roundPage(round.r); page != nil {
		for i, other := range round.r.Topics {
			link := func(at *results.Topic) *Link { return &Link{at.Title, c.link(DetailOutput(page, at.ID))} }
			if other == t && i > 0 {
				out.Prev = link(round.r.Topics[i-1])
			}
			if other == t && i < len(round.r.Topics)-1 {
				out.Next = link(round.r.Topics[i+1])
			}
		}
	}
	return out
}

// Answers are the answers to the questions of the topic.
func (s *SurveyDetail) Answers() *Figure {
	c := s.c
	caption := c.T("ui.survey.answers.title", map[string]string{"topic": s.Topic.Title, "round": s.Round, "n": strconv.Itoa(s.N)})
	table := s.table("antworten", caption, "ui.survey.question")
	for _, a := range bsc.Answers() {
		table.Head = append(table.Head, a.String())
	}
	earlier, before := s.before()
	if earlier != nil {
		table.Head = append(table.Head, c.T("ui.survey.since", map[string]string{"round": earlier.Release.Round}))
	}
	legend := [5]string{}
	for i, a := range bsc.Answers() {
		legend[i] = a.String()
	}
	var rows []chart.Stack
	for _, q := range s.Topic.ByYes() {
		if q.Form != results.Counted {
			legend[4] = c.T("ui.survey.hatched", nil)
		}
		rows = append(rows, s.stack(q))
		row := append(cells(q.Text, c.yes(q, s.N)), cells(others(q)...)...)
		row[0].URL = s.questionURL(q)
		if earlier != nil {
			row = append(row, TableCell{Text: s.changeOf(q, earlier, before)})
		}
		table.Rows = append(table.Rows, row)
	}
	desc := c.T("ui.survey.answers.desc", map[string]string{"count": strconv.Itoa(len(rows))})
	note := "ui.survey.answers.note"
	if !s.Members {
		note = "ui.survey.answers.note.public"
	}
	return &Figure{Drawing: chart.Likert("antworten", caption, desc, legend, rows), Table: table, Note: c.T(note, s.args())}
}

// questionURL leads to a question on the page of its topic.
func (s *SurveyDetail) questionURL(q *results.Question) string {
	if s.QuestionsURL == "" {
		return ""
	}
	return s.QuestionsURL + "#" + QuestionAnchor(q.ID)
}

// QuestionAnchor is the id of a question on the page of its topic: "t05-03".
func QuestionAnchor(id string) string {
	parts := strings.Split(strings.ToLower(id), "-")
	return strings.Join(parts[max(len(parts)-2, 0):], "-")
}

func (s *SurveyDetail) stack(q *results.Question) chart.Stack {
	row := chart.Stack{Label: q.Short, N: float64(s.N), H: float64(q.H)}
	switch q.Form {
	case results.Counted:
		row.Yes, row.Partly, row.No, row.Without = q.Counts[0].Mid, q.Counts[1].Mid, q.Counts[2].Mid, q.Counts[3].Mid
		row.Value = s.c.T("ui.survey.mark.counted", map[string]string{"count": count(q.Yes)})
	case results.AtMost:
		row.Form, row.Value = chart.Few, s.c.T("ui.survey.mark.atmost", map[string]string{"h": strconv.Itoa(q.H)})
	case results.AtLeast:
		row.Form, row.Value = chart.Nearly, s.c.T("ui.survey.mark.atleast", map[string]string{"h": strconv.Itoa(s.N - q.H)})
	case results.Edge:
		row.Form, row.Value = chart.Ends, s.c.T("ui.survey.mark.edge", nil)
	default:
		row.Form = chart.Empty
	}
	return row
}

// before is the round before, if the two can be compared, and the questions that
// both asked.
func (s *SurveyDetail) before() (*results.Round, map[*results.Question]results.Pair) {
	rounds := results.Since(s.c.survey("rounds").Rounds, s.r)
	if len(rounds) < 2 {
		return nil, nil
	}
	earlier := rounds[len(rounds)-2]
	pairs := map[*results.Question]results.Pair{}
	for _, pair := range s.r.Kept(s.Topic, earlier) {
		pairs[pair.Now] = pair
	}
	return earlier, pairs
}

func (s *SurveyDetail) changeOf(q *results.Question, earlier *results.Round, pairs map[*results.Question]results.Pair) string {
	pair, kept := pairs[q]
	if !kept {
		return s.c.changeWord(results.Unknown)
	}
	return s.c.changeWord(s.r.Change(pair, earlier))
}

// ByClass are the size classes in the topic; nil if none are published.
func (s *SurveyDetail) ByClass() *Figure {
	if s.Topic.Group == nil {
		return nil
	}
	return s.byClass("klassen", []*results.Group{s.Topic.Group})
}
