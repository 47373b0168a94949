package report

import (
	"strconv"

	"github.com/kaaw/nachbar/internal/bsc"
)

// topicBlocks are the questions of a topic with what the sheet says to them.
func (in *Input) topicBlocks(t bsc.Topic, s bsc.Score) []Block {
	w := in.Words
	n := strconv.Itoa
	sum := w.T("long.topic.sum", "rate", rateText(s), "yes", n(s.Yes), "partly", n(s.Partly), "no", n(s.No), "not", n(s.NotApplicable), "open", n(s.Open))
	table := Block{Kind: Table, Caption: w.T("long.topic.caption", "id", t.ID), Columns: []Column{
		{w.T("long.question.number"), NameColumn, 950}, {w.T("long.question.text"), TextColumn, 3950},
		{w.T("long.question.answer"), TextColumn, 1350}, {w.T("long.question.todo"), TextColumn, 3750},
	}}
	for i := range in.Catalogue.Questions {
		if q := &in.Catalogue.Questions[i]; q.Topic == t.ID {
			table.Rows = append(table.Rows, in.questionRow(q))
		}
	}
	return []Block{heading(2, "thema-"+t.ID, in.topicName(t)), paragraph(Run{Text: sum}), table}
}

func (in *Input) questionRow(q *bsc.Question) []Cell {
	r := in.reply(q.ID)
	text := lines(plain(written(q.Text)), in.reason(r))
	answer := Cell{Text: []Run{{Text: in.answer(r.Answer), Bold: r.Answer != bsc.Yes && r.Answer != bsc.NotApplicable}}}
	return []Cell{cell(in.number(q.ID)), text, answer, in.todo(q, r)}
}

// answer is the word for an answer, also for none.
func (in *Input) answer(a bsc.Answer) string {
	if a == bsc.Open {
		return in.Words.T("answer.open")
	}
	return in.Words.T("answer." + a.String())
}

// reason is why something is as it is, or that it should be told.
func (in *Input) reason(r bsc.Reply) []Run {
	switch {
	case r.Reason != "":
		return []Run{{Text: in.Words.T("long.question.reason", "reason", r.Reason), Italic: true}}
	case r.Answer == bsc.NotApplicable:
		return []Run{{Text: in.Words.T("long.question.reason.missing"), Bold: true}}
	}
	return nil
}

// todo is what a question asks of those who lead the IT.
func (in *Input) todo(q *bsc.Question, r bsc.Reply) Cell {
	w := in.Words
	switch r.Answer {
	case bsc.Yes:
		return lines(plain(w.T("long.question.evidence", "evidence", q.Evidence)), in.whoAndWhen(r))
	case bsc.NotApplicable:
		return lines(plain(w.T("long.question.review")), in.whoAndWhen(r))
	}
	var ask []Run
	if r.Answer == bsc.Open {
		ask = []Run{{Text: w.T("long.question.ask"), Bold: true}}
	}
	rank := w.T("long.question.rank", "effort", string(q.Effort), "weight", strconv.Itoa(q.Weight), "priority", strconv.Itoa(q.Priority))
	links := in.links(q)
	if len(links) > 0 {
		links = append([]Run{{Text: w.T("long.question.links")}}, links...)
	}
	return lines(ask, plain(written(q.Advice)), plain(rank), in.whoAndWhen(r), links)
}

func (in *Input) whoAndWhen(r bsc.Reply) []Run {
	var who, due string
	if r.Responsible != "" {
		who = in.Words.T("long.question.who", "who", r.Responsible)
	}
	if r.Due != "" {
		due = in.Words.T("long.question.due", "due", in.due(r.Due))
	}
	if who != "" && due != "" {
		who += " · "
	}
	return plain(who + due)
}
