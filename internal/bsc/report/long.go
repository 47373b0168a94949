package report

import (
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/bsc"
)

// LongReport is the report for those who lead the IT: how the check was done,
// the result by topic, every question, the measures, and what rules they follow.
func LongReport(in *Input) Model {
	m := in.model(Long)
	m.Contents = true
	result := in.Catalogue.Evaluate(in.Sheet)
	m.Blocks = append(m.Blocks, in.frame()...)
	m.Blocks = append(m.Blocks, in.method()...)
	m.Blocks = append(m.Blocks, in.resultBlocks(result)...)
	m.Blocks = append(m.Blocks, heading(2, "entwicklung", in.Words.T("long.trend")))
	m.Blocks = append(m.Blocks, in.trendBlocks()...)
	m.Blocks = append(m.Blocks, in.placeBlocks(result)...)
	m.Blocks = append(m.Blocks, Block{Kind: Break}, heading(1, "fragen", in.Words.T("long.questions")), paragraph(Run{Text: in.Words.T("long.questions.lead")}))
	for i, t := range in.Catalogue.Topics {
		m.Blocks = append(m.Blocks, in.topicBlocks(t, result.Topics[i].Score)...)
	}
	m.Blocks = append(m.Blocks, in.measureBlocks()...)
	m.Blocks = append(m.Blocks, in.annex()...)
	return m
}

// frame says who was asked what and when.
func (in *Input) frame() []Block {
	w, s := in.Words, in.Sheet
	table := Block{Kind: Table, Caption: w.T("long.frame.caption"), Columns: []Column{
		{w.T("long.frame.name"), NameColumn, 3000}, {w.T("long.frame.value"), TextColumn, 7000},
	}}
	add := func(key, value string) {
		if value == "" {
			value = w.T("long.frame.missing")
		}
		table.Rows = append(table.Rows, cells(w.T(key), value))
	}
	class := s.Class
	if class == "klein" || class == "mittel" || class == "gross" {
		class = w.T("class." + class)
	}
	add("long.frame.member", written(s.Member))
	add("long.frame.class", written(class))
	add("long.frame.date", written(s.Date))
	add("long.frame.author", written(s.Author))
	add("long.frame.interviewed", written(s.Interviewed))
	add("long.frame.catalogue", w.T("long.frame.version", "title", in.Catalogue.Title, "version", in.Catalogue.Version))
	if in.Previous != nil {
		add("long.frame.previous", written(in.Previous.Date))
	}
	add("long.frame.report", written(in.Date))
	blocks := []Block{heading(1, "rahmen", w.T("long.frame")), table}
	if in.Catalogue.Example {
		blocks = append(blocks, callout("note", "", paragraph(Run{Text: w.T("long.example")})))
	}
	return blocks
}

// method says how the figures came about, and what is missing in the answers.
func (in *Input) method() []Block {
	w := in.Words
	blocks := []Block{heading(1, "methode", w.T("long.method"))}
	for _, key := range []string{"answers", "rate", "measures", "limits"} {
		blocks = append(blocks, paragraph(Run{Text: w.T("long.method." + key)}))
	}
	reasons, open := 0, 0
	for _, q := range in.Catalogue.Questions {
		switch r := in.reply(q.ID); {
		case r.Answer == bsc.Open:
			open++
		case r.Answer == bsc.NotApplicable && r.Reason == "":
			reasons++
		}
	}
	var gaps []Block
	if open > 0 {
		gaps = append(gaps, paragraph(Run{Text: w.N("long.open", open)}))
	}
	if reasons > 0 {
		gaps = append(gaps, paragraph(Run{Text: w.N("long.reasons", reasons)}))
	}
	if gaps != nil {
		blocks = append(blocks, callout("warning", w.T("long.gaps"), gaps...))
	}
	return blocks
}

// resultBlocks are the rates by topic, as bars and figures.
func (in *Input) resultBlocks(result bsc.Result) []Block {
	w := in.Words
	table := Block{Kind: Table, Caption: w.T("long.result.caption"), Columns: []Column{
		{w.T("long.result.topic"), NameColumn, 3100}, {w.T("long.result.rate"), BarColumn, 3400}, {w.T("long.result.yes"), NumberColumn, 600},
		{w.T("long.result.partly"), NumberColumn, 750}, {w.T("long.result.no"), NumberColumn, 650}, {w.T("long.result.not"), NumberColumn, 800},
		{w.T("long.result.open"), NumberColumn, 700},
	}}
	add := func(name string, s bsc.Score) {
		rate, _ := percentOf(s)
		row := []Cell{cell(name), {Text: plain(rateText(s)), Bar: rate}}
		for _, n := range []int{s.Yes, s.Partly, s.No, s.NotApplicable, s.Open} {
			row = append(row, cell(strconv.Itoa(n)))
		}
		table.Rows = append(table.Rows, row)
	}
	for i, t := range in.Catalogue.Topics {
		add(in.topicName(t), result.Topics[i].Score)
	}
	add(w.T("long.result.total"), result.Total)
	return []Block{heading(1, "ergebnis", w.T("long.result")), table}
}

func (in *Input) topicName(t bsc.Topic) string {
	return in.Words.T("long.topic", "id", t.ID, "title", t.Title)
}

// placeBlocks tell for each topic, or topics that were put together, where it
// lies among all municipalities.
func (in *Input) placeBlocks(result bsc.Result) []Block {
	w := in.Words
	blocks := []Block{heading(2, "einordnung", w.T("long.place")), in.placeBlock(result.Total)}
	if in.Release == nil {
		return blocks
	}
	table := Block{Kind: Table, Caption: w.T("long.place.caption", "round", in.Release.Round), Columns: []Column{
		{w.T("long.place.topic"), NameColumn, 4600}, {w.T("long.place.own"), NumberColumn, 1600}, {w.T("long.place.where"), TextColumn, 3800},
	}}
	add := func(name, topic string, s bsc.Score) {
		if place := in.place(topic, s); place != Unknown {
			table.Rows = append(table.Rows, cells(name, rateText(s), w.T("long.place."+string(place))))
		}
	}
	for _, c := range in.Release.Cells {
		if c.P == lowQuarter && c.Topic != "" {
			name, score := in.together(c.Topic, result)
			add(name, c.Topic, score)
		}
	}
	add(w.T("long.place.total"), "", result.Total)
	if table.Rows == nil {
		return blocks
	}
	return append(blocks, table, paragraph(Run{Text: w.T("long.place.note")}))
}

// together is the name and the score of topics, "T10+T11".
func (in *Input) together(topics string, result bsc.Result) (string, bsc.Score) {
	var names []string
	var sum bsc.Score
	for id := range strings.SplitSeq(topics, "+") {
		for i, t := range in.Catalogue.Topics {
			if s := result.Topics[i].Score; t.ID == id {
				names = append(names, in.topicName(t))
				sum.Questions += s.Questions
				sum.Yes += s.Yes
				sum.Partly += s.Partly
				sum.No += s.No
				sum.NotApplicable += s.NotApplicable
				sum.Open += s.Open
			}
		}
	}
	return strings.Join(names, " + "), sum
}

// measureBlocks list what is to be done, the most effect for the least effort
// first.
func (in *Input) measureBlocks() []Block {
	w := in.Words
	blocks := []Block{{Kind: Break}, heading(1, "massnahmen", w.T("long.measures"))}
	list := Measures(in)
	if len(list) == 0 {
		return append(blocks, paragraph(Run{Text: w.T("long.measures.none")}))
	}
	table := Block{Kind: Table, Caption: w.T("long.measures.caption"), Columns: []Column{
		{w.T("long.measures.number"), NameColumn, 950}, {w.T("long.measures.what"), TextColumn, 4750}, {w.T("long.measures.answer"), TextColumn, 1200},
		{w.T("long.measures.effort"), TextColumn, 1100}, {w.T("long.measures.who"), TextColumn, 2000},
	}}
	for _, m := range list {
		what := lines([]Run{{Text: written(m.Question.Short), Bold: true}}, plain(written(m.Question.Advice)))
		table.Rows = append(table.Rows, []Cell{
			cell(in.number(m.Question.ID)), what, cell(in.answer(m.Reply.Answer)), cell(string(m.Question.Effort)),
			lines(plain(m.Reply.Responsible), plain(in.due(m.Reply.Due))),
		})
	}
	return append(blocks, paragraph(Run{Text: w.N("long.measures.lead", len(list))}), table)
}

// annex says which rules the questions follow.
func (in *Input) annex() []Block {
	w := in.Words
	lead := w.T("long.annex.lead.plain")
	if in.Catalogue.GSPP != "" {
		lead = w.T("long.annex.lead", "gspp", in.Catalogue.GSPP)
	}
	table := Block{Kind: Table, Caption: w.T("long.annex.caption"), Columns: []Column{
		{w.T("long.annex.number"), NameColumn, 950}, {w.T("long.annex.short"), TextColumn, 2400}, {w.T("long.annex.grundschutz"), TextColumn, 1600},
		{w.T("long.annex.wiba"), TextColumn, 2350}, {w.T("long.annex.gspp"), TextColumn, 1700}, {w.T("long.annex.bcm"), TextColumn, 1000},
	}}
	for _, q := range in.Catalogue.Questions {
		row := cells(in.number(q.ID), written(q.Short))
		for _, refs := range [][]string{q.Refs.Grundschutz, q.Refs.WiBA, q.Refs.GSPP, q.Refs.BCM} {
			row = append(row, cell(written(strings.Join(refs, ", "))))
		}
		table.Rows = append(table.Rows, row)
	}
	return []Block{{Kind: Break}, heading(1, "regelwerke", w.T("long.annex")), paragraph(Run{Text: lead}), table}
}
