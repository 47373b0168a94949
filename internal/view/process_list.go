package view

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/bia"
	"github.com/kaaw/nachbar/internal/chart"
)

// ProcessList is the catalogue as its page lists it.
type ProcessList struct {
	Count int
	Areas []ProcessArea
	// Units, Duties and Classes are what the list can be filtered by.
	Units           []string
	Duties, Classes []Term
	CSV, JSON       string
}

// ProcessArea is an area with its processes.
type ProcessArea struct {
	ID, Title, Anchor string
	Rows              []ProcessRow
}

// ProcessRow is a process in the list. Words are its other names and what it is
// about, for the filter.
type ProcessRow struct {
	*bia.Process
	URL, Units, UnitKeys, Class, DutyText, Words string
	Rank                                         int
}

// ProcessList is nil unless the site has processes.
func (p *Page) ProcessList() *ProcessList {
	all := p.c.processes("all")
	if len(all.Catalogue.Processes) == 0 {
		return nil
	}
	list := &ProcessList{Count: len(all.Catalogue.Processes), CSV: p.c.link(ProcessFile("csv")), JSON: p.c.link(ProcessFile("json"))}
	for _, area := range all.Areas {
		rows := ProcessArea{ID: area.ID, Title: area.Title, Anchor: areaAnchor(area.ID)}
		for _, process := range all.Catalogue.Processes {
			if process.Area == area.ID {
				rows.Rows = append(rows.Rows, p.c.processRow(process))
				list.Units = append(list.Units, process.Unit...)
			}
		}
		list.Areas = append(list.Areas, rows)
	}
	slices.SortFunc(list.Units, compareNames)
	list.Units = slices.Compact(list.Units)
	for _, duty := range []bia.Duty{bia.All, bia.Medium, bia.Large, bia.Youth, bia.Delegated, bia.Operated} {
		list.Duties = append(list.Duties, Term{string(duty), p.c.T("ui.process.duty."+string(duty), nil)})
	}
	for _, class := range bia.Classes() {
		list.Classes = append(list.Classes, Term{strconv.Itoa(class.Rank()), p.c.className(class)})
	}
	return list
}

func (c *Context) processRow(of *bia.Process) ProcessRow {
	return ProcessRow{
		Process: of, URL: c.processURL(of.ID), Class: c.className(of.MTA), Rank: of.MTA.Rank(),
		Units: strings.Join(of.Unit, ", "), UnitKeys: strings.Join(of.Unit, "|"), DutyText: c.T("ui.process.duty."+string(of.Duty), nil),
		Words: strings.Join(append([]string{of.About}, of.Words...), " "),
	}
}

// ProcessClasses shows how many processes are proposed for each class; nil
// without processes.
func (p *Page) ProcessClasses() *Figure {
	all, c := p.c.processes("all"), p.c
	total := len(all.Catalogue.Processes)
	if total == 0 {
		return nil
	}
	counts := map[bia.Class]int{}
	for _, process := range all.Catalogue.Processes {
		counts[process.MTA]++
	}
	title := c.T("ui.process.classes.title", map[string]string{"n": c.Number(total)})
	table := Table{ID: "prozesse-mta-tabelle", Caption: title, Head: []string{c.T("ui.process.mta", nil), c.T("ui.process.count", nil), c.T("ui.process.share", nil)}}
	var rows []chart.Amount
	for _, class := range bia.Classes() {
		name, n := c.className(class), counts[class]
		rows = append(rows, chart.Amount{Label: name, Value: strconv.Itoa(n), Parts: []float64{float64(n)}})
		table.Rows = append(table.Rows, cells(name, strconv.Itoa(n), percent(float64(n)/float64(total))))
	}
	urgent := counts["4h"] + counts["24h"]
	desc := c.T("ui.process.classes.desc", map[string]string{"urgent": strconv.Itoa(urgent), "n": c.Number(total)})
	return &Figure{Drawing: chart.Amounts("prozesse-mta", title, desc, nil, rows), Table: table, Note: c.T("ui.process.classes.note", nil)}
}

// ProcessOthers are the pages of the section that show no process.
func (p *Page) ProcessOthers() []*Page {
	var list []*Page
	for _, child := range p.Children() {
		if keys := child.p.Process; keys == nil || keys.Process == "" {
			list = append(list, child)
		}
	}
	return list
}
