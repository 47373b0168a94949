package bia

import (
	"fmt"

	"github.com/kaaw/nachbar/internal/document"
)

// lookup is a column of the processes by an id in a cell; other is what stands
// for an id that is not there.
func (m *bookMaker) lookup(column, id, other string) string {
	return fmt.Sprintf(`IFERROR(INDEX(%s;MATCH(%s;%s;0));%s)`, m.all("processes", column, m.room.Processes), id, m.all("processes", procID, m.room.Processes), other)
}

// titleOf names the process of an id in a cell.
func (m *bookMaker) titleOf(id string) string {
	return fmt.Sprintf(`IF(%s="";"";%s)`, id, m.lookup(procTitle, id, `"`+m.t("says.foreign")+`"`))
}

// smallest is the smallest of values in the rows with the name of a cell.
func smallest(names, name, values string) string {
	return fmt.Sprintf("SUMPRODUCT(MIN((%s<>%s)*%d+%s))", names, name, never, values)
}

// shown is a number of hours, a dash for never and nothing without a name.
func shown(name, value string) string {
	return fmt.Sprintf(`IF(%s="";"";IF(%s>=%d;"–";%s))`, name, value, never, value)
}

func (m *bookMaker) categoryRule() *document.GridRule {
	var list []document.Choice
	for _, c := range categories {
		list = append(list, document.Choice{Text: c[1]})
	}
	return m.choice("category", list...)
}

// uses is the sheet of what processes need.
func (m *bookMaker) uses() document.GridSheet {
	n := m.room.Uses
	span := func(column string) string { return m.all("uses", column, n) }
	columns := []col{
		{"key", 8, true, hole("u%d.on", document.GridLocked), nil},
		{"number", 9, false, hole("u%d.process", document.GridInputText), m.prompt("number")},
		{"process", 36, false, formula(document.GridLocked, func(row int) string { return m.titleOf(at("B", row)) }), nil},
		{"category", 16, false, hole("u%d.category", document.GridInput), m.categoryRule()},
		{"resource", 36, false, hole("u%d.name", document.GridInput), m.prompt("resource")},
		{"normal", 14, false, hole("u%d.normal", document.GridInput), nil},
		{"emergency", 16, false, hole("u%d.emergency", document.GridInput), m.prompt("emergency")},
		{"rto", 14, false, formula(document.GridInteger, func(row int) string { return shown(at("B", row), at(useRTO, row)) }), nil},
		{"resource-rto", 14, false, formula(document.GridInteger, func(row int) string { return shown(at(useName, row), at("L", row)) }), nil},
		{"rto", 8, true, formula(document.GridInteger, func(row int) string {
			return m.lookup(letter(procOwn+passes), at("B", row), fmt.Sprint(never))
		}), nil},
		{"rpo", 8, true, formula(document.GridInteger, func(row int) string {
			loss := m.lookup(procRPO, at("B", row), "0")
			return fmt.Sprintf(`IF(%s="%s";%d;IF(IFERROR(VALUE(%s);0)>0;VALUE(%s);%d))`, m.lookup(procState, at("B", row), `""`), Absent, never, loss, loss, never)
		}), nil},
		{"least", 8, true, formula(document.GridInteger, func(row int) string {
			return smallest(span(useName), at(useName, row), span(useRTO))
		}), nil},
	}
	return m.table("uses", n, 5, func(row int) string { return fmt.Sprintf("u%d.on", row) }, columns)
}

// needs is the sheet of the processes that need each other.
func (m *bookMaker) needs() document.GridSheet {
	n := m.room.Needs
	columns := []col{
		{"key", 8, true, hole("n%d.on", document.GridLocked), nil},
		{"number", 9, false, hole("n%d.process", document.GridInputText), m.prompt("number")},
		{"process", 42, false, formula(document.GridLocked, func(row int) string { return m.titleOf(at("B", row)) }), nil},
		{"needed", 11, false, hole("n%d.needs", document.GridInputText), m.prompt("number")},
		{"needed-process", 42, false, formula(document.GridLocked, func(row int) string { return m.titleOf(at("D", row)) }), nil},
		{"rto", 12, false, formula(document.GridInteger, func(row int) string {
			return fmt.Sprintf(`IF(%s="";"";%s)`, at("B", row), m.lookup(procRTO, at("B", row), `"–"`))
		}), nil},
		{"needed-rto", 14, false, formula(document.GridInteger, func(row int) string {
			return fmt.Sprintf(`IF(%s="";"";%s)`, at("D", row), m.lookup(procRTO, at("D", row), `"–"`))
		}), nil},
		{"check", 34, false, formula(document.GridLocked, func(row int) string {
			one, two := at("B", row), at("D", row)
			return nested(`"`+m.t("says.ok")+`"`,
				fmt.Sprintf(`OR(%s="";%s="")`, one, two), `""`,
				one+"="+two, `"`+m.t("says.self")+`"`,
				fmt.Sprintf(`COUNTIFS(%s;%s;%s;%s)>0`, m.all("needs", "B", n), two, m.all("needs", "D", n), one), `"`+m.t("says.circle")+`"`)
		}), nil},
	}
	for p := range passes {
		columns = append(columns, col{fmt.Sprintf("pass-%d", p), 8, true, formula(document.GridInteger, func(row int) string {
			return m.lookup(letter(procOwn+p), at("B", row), fmt.Sprint(never))
		}), nil})
	}
	return m.table("needs", n, 2, func(row int) string { return fmt.Sprintf("n%d.on", row) }, columns)
}

// actual is the sheet that compares what is wanted with what is achieved.
func (m *bookMaker) actual() document.GridSheet {
	span := func(column string) string { return m.all("uses", column, m.room.Uses) }
	compare := func(wanted, actual string) func(int) string {
		return func(row int) string {
			return nested(fmt.Sprintf(`IF(VALUE(%s)<=%s;"%s";"%s")`, at(actual, row), at(wanted, row), Held, Missed),
				at("C", row)+`=""`, `""`,
				fmt.Sprintf(`%s="–"`, at(wanted, row)), `"`+string(NothingWanted)+`"`,
				at(actual, row)+`=""`, `"`+string(NotKnown)+`"`,
				fmt.Sprintf("IFERROR(VALUE(%s);-1)<0", at(actual, row)), `"`+m.t("says.hours")+`"`)
		}
	}
	columns := []col{
		{"key", 8, true, hole("a%d.on", document.GridLocked), nil},
		{"category", 16, false, hole("a%d.category", document.GridInput), m.categoryRule()},
		{"resource", 38, false, hole("a%d.name", document.GridInput), m.prompt("resource")},
		{"resource-rto", 14, false, formula(document.GridInteger, func(row int) string { return shown(at("C", row), at("L", row)) }), nil},
		{"rta", 14, false, hole("a%d.rta", document.GridInput), m.prompt("rta")},
		{"rta-holds", 12, false, formula(document.GridLocked, compare("D", "E")), nil},
		{"resource-rpo", 14, false, formula(document.GridInteger, func(row int) string { return shown(at("C", row), at("M", row)) }), nil},
		{"rpa", 14, false, hole("a%d.rpa", document.GridInput), m.prompt("rpa")},
		{"rpa-holds", 12, false, formula(document.GridLocked, compare("G", "H")), nil},
		{"proof", 26, false, hole("a%d.proof", document.GridInput), nil},
		{"measure", 36, false, hole("a%d.measure", document.GridInput), nil},
		{"least-rto", 8, true, formula(document.GridInteger, func(row int) string { return smallest(span(useName), at("C", row), span(useRTO)) }), nil},
		{"least-rpo", 8, true, formula(document.GridInteger, func(row int) string { return smallest(span(useName), at("C", row), span(useRPO)) }), nil},
	}
	return m.table("actual", m.room.Actual, 3, func(row int) string { return fmt.Sprintf("a%d.on", row) }, columns)
}
