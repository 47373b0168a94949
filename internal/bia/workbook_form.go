package bia

import (
	"fmt"
	"strconv"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/ods"
	"github.com/kaaw/nachbar/internal/office/xlsx"
)

// Words gives the text of a message key, as an i18n.Catalogue does.
type Words func(key string, args map[string]string) string

// WorkbookFormats are the formats of BIA-Bögen.
func WorkbookFormats() []string { return []string{"xlsx", "ods"} }

// Names of cells in a BIA-Bogen.
const (
	NameCatalogue = "nb_katalog"
	NameVersion   = "nb_fassung"
)

// FilledLabel is the label of a filled BIA-Bogen: it stays in the house.
const FilledLabel = "TLP:AMBER+STRICT"

// Slots are how many rows a form has room for. Rows that are not filled are not
// there; formulas cover them all, so that a place never moves.
type Slots struct {
	Processes int `json:"processes"`
	Uses      int `json:"uses"`
	Needs     int `json:"needs"`
	Actual    int `json:"actual"`
}

// Blank are the rows that are left empty for what the catalogue does not know.
func Blank() Slots { return Slots{Processes: 6, Uses: 24, Needs: 12, Actual: 12} }

// Room is the room that a workbook takes, with blank rows.
func (w *Workbook) Room() Slots {
	b := Blank()
	return Slots{len(w.Processes) + b.Processes, len(w.Uses) + b.Uses, len(w.Needs) + b.Needs, len(w.Actual) + b.Actual}
}

// Room is the room that the workbook of all processes takes.
func (c *Catalogue) Room() Slots { return Prefilled(c, c.IDs()).Room() }

// IDs are the ids of all processes, in their order.
func (c *Catalogue) IDs() []string {
	ids := make([]string, len(c.Processes))
	for i, p := range c.Processes {
		ids[i] = p.ID
	}
	return ids
}

// WorkbookForm is the BIA-Bogen: a workbook to be filled with Workbook.Values.
// It has seven sheets; what follows from entries is worked out by formulas that
// mean the same in LibreOffice and Excel (no dynamic arrays, nothing newer than
// 2007) and the same as Workbook.Figures and Workbook.Gaps. The ids of its
// fields, with the row counted from 0:
//
//	p.member p.class p.date p.author p.level
//	s<row>.id .title .unit .mta .state .rto .rpo .mbco .note
//	s<row>.d<scenario>.<horizon>  s<row>.r<scenario>
//	u<row>.on .process .category .name .normal .emergency
//	n<row>.on .process .needs
//	a<row>.on .category .name .rta .rpa .proof .measure
func WorkbookForm(room Slots, format string, words Words) (*form.Form, error) {
	g := (&bookMaker{room: room, words: words}).grid()
	switch format {
	case "xlsx":
		return xlsx.WriteGrid(g), nil
	case "ods":
		return ods.WriteGrid(g), nil
	}
	return nil, fmt.Errorf("make BIA-Bogen: no format %q", format)
}

// Values fill the holes of a WorkbookForm with room for the workbook; blank
// rows follow the filled ones.
func (w *Workbook) Values() map[string]string {
	v := map[string]string{}
	set := func(key, value string) {
		if value = form.Normal(value); value != "" {
			v[key] = value
		}
	}
	for key, value := range map[string]string{"member": w.Member, "class": className(w.Class), "date": w.Date, "author": w.Author, "level": word(w.Level)} {
		set("p."+key, value)
	}
	for i := range w.Processes {
		w.Processes[i].values(set, "s"+strconv.Itoa(i)+".")
	}
	blank := Blank()
	for i := range blank.Processes {
		key := "s" + strconv.Itoa(len(w.Processes)+i) + "."
		set(key+"id", w.freeID(i))
		set(key+"state", string(Reviewed))
	}
	for i := range len(w.Uses) + blank.Uses {
		set(fmt.Sprintf("u%d.on", i), "1")
	}
	for i, u := range w.Uses {
		fields(set, fmt.Sprintf("u%d.", i), "process", u.Process, "category", u.Category, "name", u.Name, "normal", u.Normal, "emergency", u.Emergency)
	}
	for i := range len(w.Needs) + blank.Needs {
		set(fmt.Sprintf("n%d.on", i), "1")
	}
	for i, d := range w.Needs {
		fields(set, fmt.Sprintf("n%d.", i), "process", d.Process, "needs", d.Needs)
	}
	for i := range len(w.Actual) + blank.Actual {
		set(fmt.Sprintf("a%d.on", i), "1")
	}
	for i, a := range w.Actual {
		fields(set, fmt.Sprintf("a%d.", i), "category", a.Category, "name", a.Name, "rta", known(a.RTA), "rpa", known(a.RPA), "proof", a.Proof, "measure", a.Measure)
	}
	return v
}

func fields(set func(key, value string), prefix string, pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		set(prefix+pairs[i], pairs[i+1])
	}
}

// values are those of a row of the processes and its five rows of damage.
func (e *Entry) values(set func(key, value string), prefix string) {
	fields(set, prefix, "id", e.ID, "title", e.Title, "unit", e.Unit, "mta", e.Proposed.Span(), "state", string(e.State),
		"rto", hours(e.RTO), "rpo", hours(e.RPO), "mbco", e.Emergency, "note", e.Note)
	for s, row := range e.Damage.Rows() {
		for h, level := range row {
			set(fmt.Sprintf("%sd%d.%d", prefix, s, h), word(level))
		}
		set(fmt.Sprintf("%sr%d", prefix, s), e.Reasons[s])
	}
}

// freeID is the id of the n-th process that a municipality may add.
func (w *Workbook) freeID(n int) string {
	for i := 1; ; i++ {
		id := fmt.Sprintf("E%02d", i)
		taken := false
		for _, e := range w.Processes {
			taken = taken || e.ID == id
		}
		if !taken {
			if n == 0 {
				return id
			}
			n--
		}
	}
}

// word is a category of damage as it stands in a cell, "" for none.
func word(level int) string {
	if level < 1 || level > 4 {
		return ""
	}
	return DamageWords()[level-1]
}

// hours is a number of hours, "" for 0; known is one of which −1 is unknown.
func hours(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func known(n int) string {
	if n < 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// className is a size class as people write it.
func className(id string) string {
	if id == "gross" {
		return "groß"
	}
	return id
}

// headRow is the row of the column names in all sheets.
const headRow = 4

// bookMaker lays out a BIA-Bogen.
type bookMaker struct {
	room  Slots
	words Words
}

func (m *bookMaker) t(key string, pairs ...string) string {
	args := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i]] = pairs[i+1]
	}
	return m.words("bia.sheet."+key, args)
}

func (m *bookMaker) grid() *document.Grid {
	about := m.about()
	first := len(about.Rows) - 2*len(DamageWords()) - 1
	return &document.Grid{
		Title: m.t("title"), Lang: "de-DE", Label: "TLP:CLEAR", FilledLabel: FilledLabel,
		Code: "NB-bia-bogen-" + Version, Page: m.words("doc.page", nil), Of: m.words("doc.of", nil),
		Stamp:  []document.Property{{Name: "nachbar.id", Value: "bia-bogen"}, {Name: "nachbar.version", Value: Version}, {Name: "nachbar.catalogue", Value: Edition}},
		Names:  []document.GridName{{Name: NameCatalogue, Sheet: about.Name, Column: 2, Row: first}, {Name: NameVersion, Sheet: about.Name, Column: 2, Row: first + 1}},
		Sheets: []document.GridSheet{m.guide(), about, m.processes(), m.damage(), m.uses(), m.needs(), m.actual()},
	}
}
