package bsc

import (
	"fmt"

	"github.com/kaaw/nachbar/internal/document"
)

// Columns of the sheet of questions, from 0.
const (
	colKey = iota
	colTopicKey
	colNumber
	colTopic
	colQuestion
	colAnswer
	colReason
	colResponsible
	colDue
	colHelp
	colEvidence
)

// questionWidths are in characters; what is printed fits a page.
var questionWidths = []int{16, 8, 9, 18, 44, 13, 32, 16, 12, 100, 50}

// questionColumns are the keys of the columns' names.
var questionColumns = []string{"key", "topic-key", "number", "topic", "question", "answer", "reason", "responsible", "due", "help", "evidence"}

// questions is the sheet that is filled.
func (m *sheetMaker) questions() document.GridSheet {
	s := document.GridSheet{Name: m.t("questions"), Protected: true, Landscape: true, Head: headRow, Frozen: colTopic, Filter: true, Printed: colDue + 1}
	head := document.GridRow{}
	for i, key := range questionColumns {
		s.Columns = append(s.Columns, document.GridColumn{Width: questionWidths[i], Hidden: i < colNumber})
		head.Cells = append(head.Cells, cell(document.GridHead, m.t(key)))
	}
	s.Rows = shifted(top(m.t("questions")+" – "+m.c.Title, m.t("questions.help")), colNumber)
	s.Rows = append(s.Rows, head)
	for i := range m.c.Questions {
		s.Rows = append(s.Rows, m.question(&m.c.Questions[i]))
		s.Rules = append(s.Rules, m.answerRule(&m.c.Questions[i], len(s.Rows)))
	}
	for _, column := range []int{colReason, colResponsible, colDue} {
		s.Rules = append(s.Rules, document.GridRule{
			Column: column, First: headRow + 1, Last: headRow + max(len(m.c.Questions), 1),
			Title: m.t(questionColumns[column]), Help: m.t(questionColumns[column] + ".prompt"),
		})
	}
	return s
}

// question is a row of the sheet of questions.
func (m *sheetMaker) question(q *Question) document.GridRow {
	topic := q.Topic
	if t := m.c.Topic(q.Topic); t != nil {
		topic = t.Title
	}
	return row(
		cell(document.GridLocked, q.ID), cell(document.GridLocked, q.Topic), cell(document.GridLocked, m.number(q)), cell(document.GridLocked, topic),
		cell(document.GridLocked, q.Text), input("a."+q.ID), input("r."+q.ID), input("v."+q.ID), input("d."+q.ID),
		cell(document.GridLocked, q.Help), cell(document.GridLocked, q.Evidence),
	)
}

// answerRule offers the four words and shows the help of the question.
func (m *sheetMaker) answerRule(q *Question, row int) document.GridRule {
	return document.GridRule{
		Column: colAnswer, First: row, Last: row, Choices: choices(), Title: m.number(q), Help: q.Help,
		ErrorTitle: m.t("answer"), Error: m.t("answer.error"),
	}
}

// span is a column of the questions as other sheets name it: "Fragen!F5:F144".
func (m *sheetMaker) span(column int) string {
	name := document.ColumnName(column)
	return fmt.Sprintf("%s!%s%d:%s%d", m.t("questions"), name, headRow+1, name, headRow+max(len(m.c.Questions), 1))
}

// overviewColumns are the keys of the columns' names of the overview; the first
// one is hidden.
var overviewColumns = []string{"topic-key", "topic", "count", "done", "yes", "partly", "no", "not-applicable", "open", "rate", "share-not-applicable", "share-open", "no-reason"}

// overview counts the answers by topic and in total, as Evaluate does.
func (m *sheetMaker) overview() document.GridSheet {
	s := document.GridSheet{Name: m.t("overview"), Protected: true, Landscape: true, Head: headRow, Frozen: 2}
	head := document.GridRow{}
	for i, key := range overviewColumns {
		width := 14
		if i == 1 {
			width = 34
		}
		s.Columns = append(s.Columns, document.GridColumn{Width: width, Hidden: i == 0})
		head.Cells = append(head.Cells, cell(document.GridHead, m.t(key)))
	}
	s.Rows = shifted(top(m.t("overview"), m.t("overview.help")), 1)
	s.Rows = append(s.Rows, head)
	first := headRow + 1
	for _, t := range m.c.Topics {
		s.Rows = append(s.Rows, m.topicRow(t, len(s.Rows)+1))
	}
	last := len(s.Rows)
	s.Rows = append(s.Rows, totalRow(m.t("total"), first, last))
	return s
}

func formula(style document.GridStyle, text string, args ...any) document.GridCell {
	return document.GridCell{Style: style, Formula: fmt.Sprintf(text, args...)}
}

// topicRow counts one topic.
func (m *sheetMaker) topicRow(t Topic, at int) document.GridRow {
	topics, answers, reasons := m.span(colTopicKey), m.span(colAnswer), m.span(colReason)
	r := row(
		cell(document.GridLocked, t.ID), cell(document.GridLabel, t.ID+" "+t.Title),
		formula(document.GridInteger, "COUNTIF({%s};{A%d})", topics, at), formula(document.GridInteger, "SUM({E%d:H%d})", at, at),
	)
	for _, a := range Answers() {
		r.Cells = append(r.Cells, formula(document.GridInteger, `COUNTIFS({%s};{A%d};{%s};"%s")`, topics, at, answers, a))
	}
	r.Cells = append(r.Cells, shares(at, document.GridInteger, document.GridPercent)...)
	r.Cells = append(r.Cells, formula(document.GridInteger, `COUNTIFS({%s};{A%d};{%s};"%s";{%s};"")`, topics, at, answers, NotApplicable, reasons))
	return r
}

// shares are the figures that follow from those before them in the row: open
// questions, rate, share of entbehrlich, share of open ones (Score).
func shares(at int, count, percent document.GridStyle) []document.GridCell {
	return []document.GridCell{
		formula(count, "{C%d}-{D%d}", at, at),
		formula(percent, `IF({C%d}-{H%d}=0;"–";({E%d}+{F%d}/2)/({C%d}-{H%d}))`, at, at, at, at, at, at),
		formula(percent, `IF({C%d}=0;"–";{H%d}/{C%d})`, at, at, at),
		formula(percent, `IF({C%d}=0;"–";{I%d}/{C%d})`, at, at, at),
	}
}

// totalRow adds up the topics.
func totalRow(name string, first, last int) document.GridRow {
	at := last + 1
	r := row(cell(document.GridTotalLabel, ""), cell(document.GridTotalLabel, name))
	sum := func(column string) string { return fmt.Sprintf("SUM({%s%d:%s%d})", column, first, column, last) }
	for _, column := range []string{"C", "D", "E", "F", "G", "H"} {
		r.Cells = append(r.Cells, document.GridCell{Style: document.GridTotal, Formula: sum(column)})
	}
	r.Cells = append(r.Cells, shares(at, document.GridTotal, document.GridTotalPercent)...)
	r.Cells = append(r.Cells, document.GridCell{Style: document.GridTotal, Formula: sum("M")})
	return r
}
