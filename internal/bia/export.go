package bia

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/office/sheet"
)

// exportHead names the columns of CSV.
var exportHead = []string{
	"nummer", "bereich", "prozess", "beschreibung", "organisationseinheiten", "pflicht", "mta_vorschlag", "rto_vorschlag_stunden",
	"termingebunden", "nur_in_der_lage", "begruendung", "quelle", "andere_namen", "braucht",
}

// CSV is the catalogue as a table for spreadsheets: UTF-8 with a mark and
// semicolons. A text that a spreadsheet would calculate starts with an
// apostrophe.
func (c *Catalogue) CSV() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	w.Comma, w.UseCRLF = ';', true
	if err := w.Write(exportHead); err != nil {
		return nil, err
	}
	for _, p := range c.Processes {
		if err := w.Write(c.row(p)); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

func (c *Catalogue) row(p *Process) []string {
	area, rto := p.Area, ""
	if a := c.Area(p.Area); a != nil {
		area += " " + a.Title
	}
	if hours := p.MTA.RTO(); hours > 0 {
		rto = strconv.Itoa(hours)
	}
	list := func(texts []string) string { return strings.Join(texts, ", ") }
	row := []string{
		p.ID, area, p.Title, p.About, list(p.Unit), string(p.Duty), string(p.MTA), rto,
		yes(p.Timed), yes(p.Situation), p.Reason, p.Source, list(p.Words), list(p.Needs),
	}
	for i, text := range row {
		row[i] = sheet.Guarded(text)
	}
	return row
}

func yes(is bool) string {
	if is {
		return "ja"
	}
	return "nein"
}

// exported is a process in JSON; keys are those of the catalogue's files.
type exported struct {
	ID        string           `json:"id"`
	Area      string           `json:"area"`
	Title     string           `json:"title"`
	About     string           `json:"about"`
	Unit      []string         `json:"unit"`
	Duty      Duty             `json:"duty"`
	MTA       Class            `json:"mta"`
	RTO       int              `json:"rtoHours,omitempty"`
	Reason    string           `json:"reason"`
	Source    string           `json:"source"`
	Timed     bool             `json:"timed"`
	Situation bool             `json:"situation"`
	Peaks     []string         `json:"peaks,omitempty"`
	Deadlines []exportedDate   `json:"deadlines,omitempty"`
	Damage    map[string][]int `json:"damage"`
	Resources []exportedThing  `json:"resources"`
	Fallback  []string         `json:"fallback"`
	Templates []string         `json:"templates,omitempty"`
	Words     []string         `json:"words,omitempty"`
	Needs     []string         `json:"needs,omitempty"`
}

type exportedDate struct {
	Law  string `json:"law"`
	What string `json:"what"`
	AsOf string `json:"asOf"`
}

type exportedThing struct {
	Category string `json:"category"`
	Name     string `json:"name"`
}

// JSON is the catalogue for programs, a list of areas and one of processes.
func (c *Catalogue) JSON() ([]byte, error) {
	type area struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	}
	out := struct {
		Format    string     `json:"format"`
		Areas     []area     `json:"areas"`
		Processes []exported `json:"processes"`
	}{Format: "nachbar-processes/1", Areas: []area{}, Processes: []exported{}}
	for _, a := range c.Areas {
		out.Areas = append(out.Areas, area{a.ID, a.Title})
	}
	for _, p := range c.Processes {
		out.Processes = append(out.Processes, p.export())
	}
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(out); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

func (p *Process) export() exported {
	e := exported{
		ID: p.ID, Area: p.Area, Title: p.Title, About: p.About, Unit: p.Unit, Duty: p.Duty, MTA: p.MTA, RTO: p.MTA.RTO(),
		Reason: p.Reason, Source: p.Source, Timed: p.Timed, Situation: p.Situation, Peaks: p.Peaks, Damage: map[string][]int{},
		Fallback: p.Fallback, Templates: p.Templates, Words: p.Words, Needs: p.Needs,
	}
	for i, row := range p.Damage.Rows() {
		e.Damage[Scenarios()[i]] = row
	}
	for _, d := range p.Deadlines {
		e.Deadlines = append(e.Deadlines, exportedDate(d))
	}
	for _, r := range p.Resources {
		e.Resources = append(e.Resources, exportedThing(r))
	}
	return e
}
