package view

import (
	"slices"
	"strconv"

	"github.com/kaaw/nachbar/internal/bia"
	"github.com/kaaw/nachbar/internal/bsc/results"
	"github.com/kaaw/nachbar/internal/disclosure"
)

// Process is a business process as its page shows it.
type Process struct {
	*bia.Process
	// AreaTitle is the name of its area, AreaURL where the catalogue lists it,
	// "" without that page.
	AreaTitle, AreaURL string
	// DutyText says which municipalities have it, Class and RTO are the proposed
	// times in words; RTO is "" for what is not critical.
	DutyText, Class, RTO string
	Damage               DamageTable
	Resources            []ResourceGroup
	Templates            []Link
	Needs, NeededBy      []Link
	// Shared are published values of the municipalities, the newest round first.
	Shared []SharedValues
	// Sheet is the address of the page with the BIA-Bogen, "" without one.
	Sheet string
}

// DamageTable is how damage grows: a row a scenario, a column a horizon.
type DamageTable struct {
	Head []DamageHead
	Rows []DamageRow
}

// DamageHead is a horizon; Proposed marks the one of the proposed class.
type DamageHead struct {
	Title    string
	Proposed bool
}

// DamageRow is a scenario with the damage at each horizon.
type DamageRow struct {
	Title string
	Cells []DamageCell
}

// DamageCell is a level of damage, 1 to 4, with its word.
type DamageCell struct {
	Level int
	Title string
}

// ResourceGroup is the resources of a category.
type ResourceGroup struct {
	ID, Title string
	Names     []string
}

// SharedValues are what the municipalities of a round have in common.
type SharedValues struct {
	Round   string
	Example bool
	// N is the number of municipalities, "36–40"; Day and ThreeDays the shares
	// that tolerate at most 24 and 72 hours, Median the class in the middle.
	N, Day, ThreeDays, Median string
}

// Process is nil unless the page shows a process of the catalogue.
func (p *Page) Process() *Process {
	if p.p.Process == nil || p.p.Process.Process == "" {
		return nil
	}
	id := p.p.Process.Process
	of := p.c.processes("one/" + id).Process(id)
	if of == nil {
		return nil // reported where the site is reviewed
	}
	return p.c.process(of)
}

func (c *Context) process(of *bia.Process) *Process {
	all := c.model.AllProcesses()
	out := &Process{
		Process: of, AreaTitle: all.areaTitle(of.Area), DutyText: c.T("ui.process.duty."+string(of.Duty), nil),
		Class: c.className(of.MTA), RTO: c.hours(of.MTA.RTO()), Damage: c.damage(of), Sheet: c.pageLink(ProcessesPath + "/bia-bogen"),
	}
	if list := c.pageLink(ProcessesPath); list != "" {
		out.AreaURL = list + "#" + areaAnchor(of.Area)
	}
	for _, r := range of.Resources {
		out.addResource(c, r)
	}
	for _, id := range of.Templates {
		for _, page := range c.trace.ask("template", id) {
			out.Templates = append(out.Templates, Link{page.Title, c.link(page.Output())})
		}
	}
	out.Needs, out.NeededBy = c.processLinks(of.Needs), c.processLinks(all.NeededBy(of.ID))
	out.Shared = c.shared(of.ID)
	return out
}

// addResource puts a resource to the others of its category, in the order in
// which the categories first come.
func (p *Process) addResource(c *Context, r bia.Resource) {
	for i := range p.Resources {
		if p.Resources[i].ID == r.Category {
			p.Resources[i].Names = append(p.Resources[i].Names, r.Name)
			return
		}
	}
	p.Resources = append(p.Resources, ResourceGroup{r.Category, c.T("ui.process.resource."+r.Category, nil), []string{r.Name}})
}

func (c *Context) damage(of *bia.Process) (t DamageTable) {
	horizons := bia.Horizons()
	for _, h := range horizons {
		t.Head = append(t.Head, DamageHead{c.className(h), h == of.MTA})
	}
	for i, row := range of.Damage.Rows() {
		line := DamageRow{Title: c.T("ui.process.damage."+bia.Scenarios()[i], nil)}
		for _, level := range row[:min(len(row), len(horizons))] {
			line.Cells = append(line.Cells, DamageCell{level, c.T("ui.process.level."+strconv.Itoa(min(max(level, 1), 4)), nil)})
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

// className is a class in words: "24 Stunden", "mehr als 30 Tage".
func (c *Context) className(class bia.Class) string {
	if class == bia.Beyond {
		return c.T("ui.process.class.beyond", nil)
	}
	return c.hours(class.Hours())
}

// hours is a time in words: hours up to a day, then days; "" for 0.
func (c *Context) hours(n int) string {
	switch {
	case n <= 0:
		return ""
	case n <= 24:
		return c.N("ui.process.hours", n)
	}
	return c.N("ui.process.days", n/24)
}

// processLinks are the processes of some ids, with links where they have pages.
func (c *Context) processLinks(ids []string) (links []Link) {
	all := c.model.AllProcesses()
	for _, id := range ids {
		if other := all.Process(id); other != nil {
			links = append(links, Link{other.ID + " " + other.Title, c.processURL(id)})
		}
	}
	return links
}

// processURL is the address of the page of a process, "" without one.
func (c *Context) processURL(id string) string {
	for _, page := range c.trace.ask("processpage", id) {
		return c.link(page.Output())
	}
	return ""
}

// areaAnchor is the id of an area in the list of all processes.
func areaAnchor(area string) string { return "bereich-" + area }

func (c *Context) shared(id string) (list []SharedValues) {
	for _, r := range slices.Backward(c.processes("rounds").Rounds) {
		s, ok := bia.Published(r, id)
		if !ok {
			continue
		}
		values := SharedValues{Round: r.Round, Example: r.Example, N: count(results.Span{Lo: float64(s.Lo), Hi: float64(s.Hi)})}
		values.Day, values.ThreeDays, values.Median = c.sharedRange(s.Day), c.sharedRange(s.ThreeDays), c.median(s)
		list = append(list, values)
	}
	return list
}

// sharedRange is a published share in words: "40 bis 45 %".
func (c *Context) sharedRange(s bia.Share) string {
	args := map[string]string{"lo": strconv.Itoa(s.Lo), "hi": strconv.Itoa(s.Hi)}
	switch {
	case !s.Known:
		return c.T("ui.survey.none", nil)
	case s.Edge:
		return c.T("ui.process.edge", args)
	case s.Lo == 0:
		return c.T("ui.process.atmost", args)
	case s.Hi == 100:
		return c.T("ui.process.atleast", args)
	}
	return c.T("ui.process.between", args)
}

// median is the class of the municipality in the middle, as far as the shares
// tell it.
func (c *Context) median(s bia.Shared) string {
	args := map[string]string{"class": c.className(s.Median)}
	switch {
	case !s.MedianUnderstood:
		return c.T("ui.process.median.open", nil)
	case s.MedianAtMost:
		return c.T("ui.process.median.atmost", args)
	case s.MedianMore:
		return c.T("ui.process.median.more", args)
	}
	return args["class"]
}

// showsShared reports whether the page shows values of municipalities as members
// see them.
func (p *Page) showsShared() bool {
	if p.p.Process == nil || p.p.Process.Process == "" {
		return false
	}
	return slices.ContainsFunc(p.c.processes("rounds").Rounds, func(r *disclosure.Release) bool {
		_, ok := bia.Published(r, p.p.Process.Process)
		return ok && r.Audience == disclosure.Members
	})
}
