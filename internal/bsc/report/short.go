package report

import (
	"strconv"

	"github.com/kaaw/nachbar/internal/bsc"
)

// ShortReport is the report for the head of the municipality: one or two pages
// without technical words.
func ShortReport(in *Input) Model {
	m := in.model(Short)
	result := in.Catalogue.Evaluate(in.Sheet)
	urgent := in.urgent()
	m.Blocks = append(m.Blocks, in.picture(result.Total)...)
	m.Blocks = append(m.Blocks, in.strengthBlocks(result)...)
	m.Blocks = append(m.Blocks, in.urgentBlocks(urgent)...)
	m.Blocks = append(m.Blocks, heading(1, "entwicklung", in.Words.T("short.trend")))
	m.Blocks = append(m.Blocks, in.trendBlocks()...)
	m.Blocks = append(m.Blocks, heading(1, "einordnung", in.Words.T("short.place")), in.placeBlock(result.Total))
	m.Blocks = append(m.Blocks, heading(1, "naechster-schritt", in.Words.T("short.next")), in.nextBlock(result.Total, urgent), in.limits())
	return m
}

// model is a report with its head and without its parts.
func (in *Input) model(kind string) Model {
	w, c := in.Words, in.Catalogue
	m := Model{
		Kind: kind, Title: w.T(kind+".title", "catalogue", c.Title), Owner: written(in.Sheet.Member), Label: w.T("label"),
		Code: w.T("code", "catalogue", c.ID, "version", c.Version, "date", written(in.Date)),
	}
	if m.Owner == "" {
		m.Owner = w.T("owner.none")
	}
	lead := w.T(kind + ".lead.undated")
	if in.Sheet.Date != "" {
		lead = w.T(kind+".lead", "date", written(in.Sheet.Date))
	}
	m.Blocks = []Block{paragraph(Run{Text: m.Owner, Bold: true}, Run{Break: true}, Run{Text: lead})}
	return m
}

// Bounds of the overall picture: rates in per cent, and the share of open
// questions (one of openShare) above which there is none.
const (
	almostAll = 85
	mostOf    = 60
	halfOf    = 40
	openShare = 5
)

// vague reports whether too many questions are open for an overall picture.
func vague(total bsc.Score) bool { return total.Open*openShare > total.Questions }

// picture is the overall picture: a sentence, and the figures beside each other.
func (in *Input) picture(total bsc.Score) []Block {
	w := in.Words
	figures := Block{
		Kind: Table, Caption: w.T("short.figures"),
		Columns: []Column{{w.T("short.figure"), NameColumn, 2800}, {w.T("short.value"), BarColumn, 4600}, {w.T("short.count"), TextColumn, 2600}},
	}
	add := func(key string, n int, text, count string) {
		figures.Rows = append(figures.Rows, []Cell{cell(w.T(key)), {Text: plain(text), Bar: n}, cell(count)})
	}
	of := func(n int) string {
		return w.T("short.figure.of", "n", strconv.Itoa(n), "all", strconv.Itoa(total.Questions))
	}
	rate, _ := percentOf(total)
	add("short.figure.rate", rate, rateText(total), w.T("short.figure.rated", "yes", strconv.Itoa(total.Yes), "partly", strconv.Itoa(total.Partly)))
	not, open := share(total.NotApplicable, total.Questions), share(total.Open, total.Questions)
	add("short.figure.not", not, percent(not), of(total.NotApplicable))
	add("short.figure.open", open, percent(open), of(total.Open))
	return []Block{
		heading(1, "gesamtbild", w.T("short.picture")), paragraph(Run{Text: in.sentence(total), Bold: true}),
		figures, paragraph(Run{Text: w.T("short.explained")}),
	}
}

// sentence says how the municipality stands.
func (in *Input) sentence(total bsc.Score) string {
	w := in.Words
	rate, ok := percentOf(total)
	key := "short.picture.few"
	switch {
	case vague(total):
		return w.T("short.picture.unknown", "open", strconv.Itoa(total.Open), "questions", strconv.Itoa(total.Questions))
	case !ok:
		return w.T("short.picture.nothing")
	case rate >= almostAll:
		key = "short.picture.full"
	case rate >= mostOf:
		key = "short.picture.most"
	case rate >= halfOf:
		key = "short.picture.half"
	}
	heavy := 0
	for _, m := range in.gaps() {
		if m.Question.Weight == 3 && m.Reply.Answer == bsc.No {
			heavy++
		}
	}
	if heavy == 0 {
		return w.T("short.heavy.none", "picture", w.T(key))
	}
	return w.N("short.heavy", heavy, "picture", w.T(key))
}

func (in *Input) strengthBlocks(result bsc.Result) []Block {
	head := heading(1, "staerken", in.Words.T("short.strengths"))
	list := Block{Kind: List}
	for _, q := range in.strengths(result) {
		list.Items = append(list.Items, plain(written(q.Strength)))
	}
	if len(list.Items) == 0 {
		return []Block{head, paragraph(Run{Text: in.Words.T("short.strengths.none")})}
	}
	return []Block{head, list}
}

// urgentBlocks are the points to decide on, each with its risk and its effort.
func (in *Input) urgentBlocks(urgent []Measure) []Block {
	w := in.Words
	head := heading(1, "dringend", w.T("short.urgent"))
	if len(urgent) == 0 {
		return []Block{head, paragraph(Run{Text: w.T("short.urgent.none")})}
	}
	table := Block{Kind: Table, Caption: w.T("short.urgent.caption"), Columns: []Column{
		{w.T("short.urgent.point"), NameColumn, 700}, {w.T("short.urgent.risk"), TextColumn, 3700},
		{w.T("short.urgent.decision"), TextColumn, 3700}, {w.T("short.urgent.effort"), TextColumn, 1900},
	}}
	for i, m := range urgent {
		decision := lines(plain(written(m.Question.Decision)))
		if m.Reply.Answer == bsc.Partly {
			decision = lines(decision.Text, []Run{{Text: w.T("short.urgent.partly"), Italic: true}})
		}
		table.Rows = append(table.Rows, []Cell{
			cell(strconv.Itoa(i + 1)), cell(written(m.Question.Risk)), decision, cell(w.T("short.effort." + string(m.Question.Effort))),
		})
	}
	return []Block{head, table}
}

// trendBlocks say what changed since the check before.
func (in *Input) trendBlocks() []Block {
	w := in.Words
	if in.Previous == nil {
		return []Block{paragraph(Run{Text: w.T("short.trend.none")})}
	}
	t := in.trend()
	now, hasNow := percentOf(t.Now)
	then, hasThen := percentOf(t.Then)
	if !hasNow || !hasThen {
		return []Block{paragraph(Run{Text: w.T("short.trend.never")})}
	}
	key := "short.trend.same"
	switch {
	case now > then:
		key = "short.trend.up"
	case now < then:
		key = "short.trend.down"
	}
	return []Block{paragraph(Run{Text: w.N("short.trend.basis", t.Now.Questions) + " " +
		w.T(key, "now", percent(now), "then", percent(then)) + " " +
		w.T("short.trend.changed", "better", strconv.Itoa(t.Better), "worse", strconv.Itoa(t.Worse))})}
}

// placeBlock says where the municipality stands among all, as coarsely as it is
// published.
func (in *Input) placeBlock(total bsc.Score) Block {
	w := in.Words
	place := in.place("", total)
	switch {
	case vague(total):
		return paragraph(Run{Text: w.T("short.place.open")})
	case place == Unknown:
		return paragraph(Run{Text: w.T("short.place.unknown")})
	}
	text := w.T("short.place."+string(place), "round", in.Release.Round)
	if in.Release.Example {
		text += " " + w.T("short.place.example")
	}
	return paragraph(Run{Text: text})
}

// place is where a score lies in the published round, if that is one of this
// catalogue and not too many questions are open.
func (in *Input) place(topic string, s bsc.Score) Place {
	if in.Release == nil || in.Release.Catalogue != in.Catalogue.ID || vague(s) {
		return Unknown
	}
	return PlaceOf(in.Release, topic, s)
}

func (in *Input) nextBlock(total bsc.Score, urgent []Measure) Block {
	key := "short.next.none"
	switch {
	case vague(total):
		key = "short.next.open"
	case len(urgent) > 0:
		key = "short.next.urgent"
	}
	return paragraph(Run{Text: in.Words.T(key)})
}

// limits says what the report is not.
func (in *Input) limits() Block {
	text := in.Words.T("short.limits.text")
	if in.Catalogue.Example {
		text += " " + in.Words.T("short.limits.example")
	}
	return callout("note", in.Words.T("short.limits"), paragraph(Run{Text: text}))
}
