package bia

import (
	"slices"
	"strconv"

	cells "github.com/kaaw/nachbar/internal/office/sheet"
)

// process reads a row of the processes.
func (r *bookReader) process(t table, row *cells.Row) {
	id := idOf(row.Cell(t.columns["number"]).Text)
	if id == "" {
		return
	}
	place := cells.Place{Column: t.columns["number"], Row: row.Number}.Cell()
	if other, twice := r.places[id]; twice {
		r.add(r.problem("bia-sheet-twice", t, t.columns["number"], "id", id, "other", other))
		return
	}
	r.places[id] = place
	e := Entry{ID: id, Title: r.text(t, "process"), Unit: r.text(t, "unit"), Emergency: r.text(t, "mbco"), Note: r.text(t, "note")}
	e.RTO, e.RPO = max(0, r.hours(t, "own")), max(0, r.hours(t, "rpo"))
	state := r.text(t, "state")
	var ok bool
	if e.State, ok = stateOf(state); !ok {
		r.add(r.problem("bia-sheet-state", t, t.columns["state"], "found", start(state)))
	}
	if p := r.c.Process(id); p != nil {
		e.Proposed = p.MTA
	}
	n := len(horizons)
	e.Damage = Damage{make([]int, n), make([]int, n), make([]int, n), make([]int, n), make([]int, n)}
	r.w.Processes = append(r.w.Processes, e)
}

// damageRow reads the ratings of a scenario. In merged cells the number of the
// process stands in the first row only.
func (r *bookReader) damageRow(t table, row *cells.Row) {
	column, has := t.columns["scenario"]
	if !has {
		return
	}
	scenario := scenarioOf(row.Cell(column).Text)
	if t.id == "" || scenario < 0 {
		return
	}
	at := slices.IndexFunc(r.w.Processes, func(e Entry) bool { return e.ID == t.id })
	if at < 0 {
		r.add(r.problem("bia-sheet-process", t, t.columns["number"]).AsWarning())
		return
	}
	key := t.id + " " + strconv.Itoa(scenario)
	place := cells.Place{Column: t.columns["number"], Row: row.Number}.Cell()
	if other, twice := r.rated[key]; twice {
		r.add(r.problem("bia-sheet-twice", t, t.columns["number"], "id", t.id, "other", other))
		return
	}
	r.rated[key] = place
	e := &r.w.Processes[at]
	e.Reasons[scenario] = r.text(t, "reason")
	r.ratings(t, e.Damage.Rows()[scenario], t.id)
}

// ratings reads a row of six categories. Damage that sinks is named: it is the
// rule that a filled form breaks most easily.
func (r *bookReader) ratings(t table, out []int, id string) {
	most := 0
	for h := range out {
		column := "h" + strconv.Itoa(h)
		text := r.text(t, column)
		level, ok := damageOf(text)
		if !ok {
			r.add(r.problem("bia-sheet-damage", t, t.columns[column], "found", start(text)))
			continue
		}
		if out[h] = level; level > 0 && level < most {
			r.add(r.problem("bia-sheet-sinks", t, t.columns[column], "id", id))
		}
		most = max(most, level)
	}
}

// use reads a row of what a process needs.
func (r *bookReader) use(t table, _ *cells.Row) {
	u := Use{Process: r.known(t, "number"), Category: r.text(t, "category"), Name: r.text(t, "resource"), Normal: r.text(t, "normal"), Emergency: r.text(t, "emergency")}
	if u.Process != "" && u.Name != "" {
		r.w.Uses = append(r.w.Uses, u)
	}
}

// need reads a row of processes that need each other.
func (r *bookReader) need(t table, _ *cells.Row) {
	d := Dependency{r.known(t, "number"), r.number(t, "needed")}
	if d.Process != "" && d.Needs != "" {
		r.w.Needs = append(r.w.Needs, d)
	}
}

// known is the process of a row; one that is in neither the workbook nor the
// catalogue is named.
func (r *bookReader) known(t table, column string) string {
	id := r.number(t, column)
	if _, here := r.places[id]; id != "" && !here && r.c.Process(id) == nil {
		r.add(r.problem("bia-sheet-process", t, t.columns[column]).AsWarning())
	}
	return id
}

// actualRow reads what a resource achieves.
func (r *bookReader) actualRow(t table, _ *cells.Row) {
	a := Actual{Category: r.text(t, "category"), Name: r.text(t, "resource"), RTA: r.hours(t, "rta"), RPA: r.hours(t, "rpa"), Proof: r.text(t, "proof"), Measure: r.text(t, "measure")}
	if a.Name != "" {
		r.w.Actual = append(r.w.Actual, a)
	}
}
