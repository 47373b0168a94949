package bia

import (
	"fmt"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
)

// never is more hours than any, in place of "no RTO": a minimum passes over it.
const never = 999999

// passes are how many links a chain of processes that need each other may have
// for the workbook to hand an RTO down to its end; a longer one is reported.
const passes = 8

// Columns of the sheets that formulas of others name.
const (
	procID, procTitle, procState, procRTO, procRPO = "B", "C", "E", "J", "K"
	procFlags                                      = 14 // the first of six columns, from 0: whether the level is reached
	procOwn                                        = procFlags + 9
	useRTO, useRPO, useName                        = "J", "K", "E"
	needOf, needPass                               = "D", 8
)

func letter(i int) string { return document.ColumnName(i) }

// at is a cell of a row of a table, counted from 0.
func at(column string, row int) string { return fmt.Sprintf("{%s%d}", column, headRow+1+row) }

// all is a column of another sheet.
func (m *bookMaker) all(sheet, column string, rows int) string {
	return fmt.Sprintf("{%s!%s%d:%s%d}", m.t(sheet), column, headRow+1, column, headRow+rows)
}

// levels are the words from the level on, and all words, of the sheet about.
func (m *bookMaker) levels() (from, words string) {
	row := headRow + 5 + 2 + 2 // behind the entries, the catalogue and the level
	return fmt.Sprintf("{%s!C%d:C%d}", m.t("about"), row, row+3), fmt.Sprintf("{%s!C%d:C%d}", m.t("about"), row+4, row+7)
}

// block is the ratings of a process in the sheet of damage: one horizon, or with
// −1 all.
func (m *bookMaker) block(row, horizon int) string {
	first, last := letter(5), letter(10)
	if horizon >= 0 {
		first, last = letter(5+horizon), letter(5+horizon)
	}
	top := headRow + 1 + row*5
	return fmt.Sprintf("{%s!%s%d:%s%d}", m.t("damage"), first, top, last, top+4)
}

// nested is IF(a;x;IF(b;y;… rest)).
func nested(rest string, pairs ...string) string {
	var b strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		b.WriteString("IF(" + pairs[i] + ";" + pairs[i+1] + ";")
	}
	return b.String() + rest + strings.Repeat(")", len(pairs)/2)
}

// processes is the sheet with one row for each process.
func (m *bookMaker) processes() document.GridSheet {
	var states []document.Choice
	for _, s := range States() {
		states = append(states, document.Choice{Text: string(s), Color: map[State]string{Proposal: "gelb", Reviewed: "gruen", Absent: "grau"}[s]})
	}
	columns := []col{
		{"key", 8, true, hole("s%d.id", document.GridLocked), nil},
		{"number", 9, false, hole("s%d.id", document.GridLocked), nil},
		{"process", 40, false, hole("s%d.title", document.GridInput), nil},
		{"unit", 22, false, hole("s%d.unit", document.GridInput), nil},
		{"state", 12, false, hole("s%d.state", document.GridInput), m.choice("state", states...)},
		{"mta", 13, false, hole("s%d.mta", document.GridLocked), nil},
		{"mtpd", 13, false, formula(document.GridLocked, m.mtpd), nil},
		{"proposal", 12, false, formula(document.GridInteger, m.proposal), nil},
		{"own", 12, false, hole("s%d.rto", document.GridInput), m.prompt("own")},
		{"rto", 12, false, formula(document.GridInteger, func(row int) string {
			last := at(letter(procOwn+passes), row)
			return fmt.Sprintf(`IF(%s>=%d;"–";%s)`, last, never, last)
		}), nil},
		{"rpo", 12, false, hole("s%d.rpo", document.GridInput), m.prompt("rpo")},
		{"mbco", 26, false, hole("s%d.mbco", document.GridInput), m.prompt("mbco")},
		{"note", 30, false, hole("s%d.note", document.GridInput), nil},
		{"check", 32, false, formula(document.GridLocked, m.verdict), nil},
	}
	from, words := m.levels()
	for h, class := range Horizons() {
		columns = append(columns, col{"h-" + string(class), 8, true, formula(document.GridInteger, func(row int) string {
			return fmt.Sprintf("SUMPRODUCT(COUNTIF(%s;%s))", m.block(row, h), from)
		}), nil})
	}
	columns = append(columns,
		col{"rated", 8, true, formula(document.GridInteger, func(row int) string {
			return fmt.Sprintf("SUMPRODUCT(COUNTIF(%s;%s))", m.block(row, -1), words)
		}), nil},
		col{"sinks", 8, true, formula(document.GridInteger, m.sinks), nil},
		col{"mtpd-hours", 8, true, formula(document.GridInteger, m.mtpdHours), nil},
		col{"pass-0", 8, true, formula(document.GridInteger, m.ownRTO), nil},
	)
	for p := range passes {
		columns = append(columns, col{fmt.Sprintf("pass-%d", p+1), 8, true, formula(document.GridInteger, func(row int) string { return m.pass(row, p) }), nil})
	}
	return m.table("processes", m.room.Processes, 3, func(row int) string { return fmt.Sprintf("s%d.id", row) }, columns)
}

// reached says that the level is reached at a horizon.
func reached(row, horizon int) string { return at(letter(procFlags+horizon), row) + ">0" }

// unused says that a row for a process of one's own is empty.
func unused(row int) string {
	return fmt.Sprintf(`AND(%s="";%s=0)`, at(procTitle, row), at(letter(procFlags+6), row))
}

// mtpd is Entry.mtpd.
func (m *bookMaker) mtpd(row int) string {
	pairs := []string{unused(row), `""`, at(procState, row) + `="` + string(Absent) + `"`, `"` + string(Absent) + `"`}
	for h, class := range Horizons() {
		pairs = append(pairs, reached(row, h), `"`+class.Span()+`"`)
	}
	pairs = append(pairs, fmt.Sprintf("%s>=%d", at(letter(procFlags+6), row), allRatings), `"`+Beyond.Span()+`"`)
	return nested(`"offen"`, pairs...)
}

func (m *bookMaker) mtpdHours(row int) string {
	var pairs []string
	for h, class := range Horizons() {
		pairs = append(pairs, reached(row, h), fmt.Sprint(class.Hours()))
	}
	return nested(fmt.Sprint(never), pairs...)
}

// proposal is Class.RTO.
func (m *bookMaker) proposal(row int) string {
	var pairs []string
	for _, class := range Horizons() {
		pairs = append(pairs, at("G", row)+`="`+class.Span()+`"`, fmt.Sprint(class.RTO()))
	}
	return nested(`"–"`, pairs...)
}

// ownRTO is what is set, else the proposal.
func (m *bookMaker) ownRTO(row int) string {
	own, proposal := at("I", row), at("H", row)
	return fmt.Sprintf(`IF(%s="%s";%d;IF(IFERROR(VALUE(%s);0)>0;VALUE(%s);IF(ISNUMBER(%s);%s;%d)))`, at(procState, row), Absent, never, own, own, proposal, proposal, never)
}

// pass hands RTOs down one link further.
func (m *bookMaker) pass(row, p int) string {
	before := at(letter(procOwn+p), row)
	needs, values := m.all("needs", needOf, m.room.Needs), m.all("needs", letter(needPass+p), m.room.Needs)
	return fmt.Sprintf(`IF(%s="%s";%d;MIN(%s;SUMPRODUCT(MIN((%s<>%s)*%d+%s))))`, at(procState, row), Absent, never, before, needs, at(procID, row), never, values)
}

// sinks counts the messages about sinking damage of a process.
func (m *bookMaker) sinks(row int) string {
	top := headRow + 1 + row*5
	return fmt.Sprintf(`COUNTIF({%s!L%d:L%d};"%s")`, m.t("damage"), top, top+4, m.t("says.sinks"))
}

// verdict is what is still to be done for a process.
func (m *bookMaker) verdict(row int) string {
	says := func(id string) string { return `"` + m.t("says."+id) + `"` }
	state, own, rated := at(procState, row), at("I", row), at(letter(procFlags+6), row)
	pass := func(p int) string { return at(letter(procOwn+p), row) }
	return nested(says("ok"),
		unused(row), `""`,
		fmt.Sprintf(`%s="%s"`, state, Absent), `""`,
		at(letter(procFlags+7), row)+">0", says("sinks-there"),
		fmt.Sprintf("%s<%d", rated, allRatings), says("incomplete"),
		fmt.Sprintf(`AND(%s<>"";IFERROR(VALUE(%s);0)<=0)`, own, own), says("hours"),
		fmt.Sprintf(`AND(%s<%d;%s>=%s)`, pass(0), never, pass(0), at(letter(procFlags+8), row)), says("late"),
		pass(passes)+"<"+pass(passes-1), says("chain"),
		pass(passes)+"<"+pass(0), says("inherited"),
		fmt.Sprintf(`%s<>"%s"`, state, Reviewed), says("review"))
}

// damage is the sheet of the matrices: five rows for each process.
func (m *bookMaker) damage() document.GridSheet {
	process := func(row int) int { return row / 5 }
	columns := []col{
		{"key", 8, true, func(row int) document.GridCell { return hole("s%d.id", document.GridLocked)(process(row)) }, nil},
		{"scenario", 8, true, func(row int) document.GridCell { return text(document.GridLocked, Scenarios()[row%5]) }, nil},
		{"number", 9, false, func(row int) document.GridCell { return hole("s%d.id", document.GridLocked)(process(row)) }, nil},
		{"process", 34, false, formula(document.GridLocked, func(row int) string {
			title := fmt.Sprintf("{%s!%s%d}", m.t("processes"), procTitle, headRow+1+process(row))
			return fmt.Sprintf(`IF(%s="";"";%s)`, title, title)
		}), nil},
		{"scenario", 34, false, func(row int) document.GridCell {
			return text(document.GridLabel, m.t("scenario."+Scenarios()[row%5]))
		}, nil},
	}
	for h, class := range Horizons() {
		rule := m.choice("damage", damageChoices()...)
		rule.Title = class.Span()
		columns = append(columns, col{"h-" + strings.ToLower(string(class)), 13, false, func(row int) document.GridCell {
			return document.GridCell{Style: document.GridInput, Hole: fmt.Sprintf("s%d.d%d.%d", process(row), row%5, h)}
		}, rule})
	}
	columns = append(columns,
		col{"check", 26, false, formula(document.GridLocked, m.rowVerdict), nil},
		col{"reason", 44, false, func(row int) document.GridCell {
			return document.GridCell{Style: document.GridInput, Hole: fmt.Sprintf("s%d.r%d", process(row), row%5)}
		}, nil})
	return m.table("damage", m.room.Processes*5, 5, func(row int) string { return fmt.Sprintf("s%d.id", process(row)) }, columns)
}

// rowVerdict says that damage sinks in a row, or that ratings are missing.
func (m *bookMaker) rowVerdict(row int) string {
	var sinks []string
	for h := 1; h < len(horizons); h++ {
		before, now := at(letter(4+h), row), at(letter(5+h), row)
		sinks = append(sinks, fmt.Sprintf(`AND(%s<>"";%s<%s)`, now, now, before))
	}
	_, words := m.levels()
	ratings := fmt.Sprintf("{%s%d:%s%d}", letter(5), headRow+1+row, letter(10), headRow+1+row)
	rated := fmt.Sprintf("SUMPRODUCT(COUNTIF(%s;%s))", ratings, words)
	return nested(`"`+m.t("says.ok")+`"`,
		fmt.Sprintf(`AND(%s="";%s=0)`, at("D", row), rated), `""`,
		"OR("+strings.Join(sinks, ";")+")", `"`+m.t("says.sinks")+`"`,
		fmt.Sprintf("%s<%d", rated, len(horizons)), `"`+m.t("says.incomplete")+`"`)
}
