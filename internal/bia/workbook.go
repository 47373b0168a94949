package bia

import (
	"slices"
	"strconv"
	"strings"
)

// Workbook is what stands in a BIA-Bogen, filled or as it is proposed. Filled
// ones stay in the municipality's own house; nothing of them is an input of a
// build.
type Workbook struct {
	Member, Class, Date, Author string
	// Level is the damage that cannot be borne, 1–4; Intolerable by default.
	Level     int
	Processes []Entry
	Uses      []Use
	Needs     []Dependency
	Actual    []Actual
}

// Entry is a process in a workbook. Own ones have ids such as "E01".
type Entry struct {
	ID, Title, Unit string
	// Proposed is the class that the catalogue proposes.
	Proposed Class
	State    State
	// Damage has a 0 where nothing is rated.
	Damage Damage
	// Reasons are those of the ratings, by scenario.
	Reasons [5]string
	// RTO and RPO are set by hand, in hours; 0 is not set.
	RTO, RPO int
	// Emergency is the level of emergency operation, Note a remark.
	Emergency, Note string
}

// State says what a municipality has done with a proposal.
type State string

// The states: as it was proposed, looked at by the municipality, and a process
// that it does not have.
const (
	Proposal State = "Vorschlag"
	Reviewed State = "geprüft"
	Absent   State = "entfällt"
)

// States lists them.
func States() []State { return []State{Proposal, Reviewed, Absent} }

// Use is a resource that a process needs, with the quantities in normal and in
// emergency operation.
type Use struct{ Process, Category, Name, Normal, Emergency string }

// Dependency says that a process does not run without another one.
type Dependency struct{ Process, Needs string }

// Actual is what a resource really achieves: RTA and RPA in hours, −1 if they
// are unknown, when that was shown, and what is to be done.
type Actual struct {
	Category, Name string
	RTA, RPA       int
	Proof, Measure string
}

// Edition names the catalogue in workbooks and in what is published of them;
// Version counts the changes after which old and new values cannot be compared.
const (
	Edition = "prozesse-2026"
	Version = "1.0"
)

// Prefilled is the workbook of some processes as the portal proposes it, in the
// order of the catalogue; ids that it does not have are left out.
func Prefilled(c *Catalogue, ids []string) *Workbook {
	w := &Workbook{Level: Intolerable}
	seen := map[string]bool{}
	for _, p := range c.Processes {
		if !slices.Contains(ids, p.ID) {
			continue
		}
		w.Processes = append(w.Processes, Entry{ID: p.ID, Title: p.Title, Unit: strings.Join(p.Unit, ", "), Proposed: p.MTA, State: Proposal, Damage: p.Damage})
		for _, r := range p.Resources {
			category := CategoryWord(r.Category)
			w.Uses = append(w.Uses, Use{Process: p.ID, Category: category, Name: r.Name})
			if key := ResourceKey(r.Name); !seen[key] {
				seen[key] = true
				w.Actual = append(w.Actual, Actual{Category: category, Name: r.Name, RTA: -1, RPA: -1})
			}
		}
		for _, need := range p.Needs {
			w.Needs = append(w.Needs, Dependency{p.ID, need})
		}
	}
	return w
}

// For are the ids of the processes that a municipality of a size class may
// have: small ones those that all have or that depend on an enterprise of their
// own, medium ones those a district may delegate as well, large ones all. It is
// a start: a process that one does not have is marked in the workbook.
func (c *Catalogue) For(class string) []string {
	duties := map[string][]Duty{
		"klein":  {All, Operated},
		"mittel": {All, Operated, Delegated},
		"gross":  {All, Operated, Delegated, Youth, Medium, Large},
	}[class]
	var ids []string
	for _, p := range c.Processes {
		if slices.Contains(duties, p.Duty) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// Span is a class in words: "24 Stunden", "3 Tage", "über 30 Tage".
func (c Class) Span() string {
	switch hours := c.Hours(); {
	case c == Beyond:
		return "über 30 Tage"
	case hours > 24:
		return strconv.Itoa(hours/24) + " Tage"
	case hours > 0:
		return strconv.Itoa(hours) + " Stunden"
	}
	return ""
}

// DamageWords are the categories 1 to 4 as they stand in cells.
func DamageWords() []string { return []string{"1 gering", "2 mittel", "3 hoch", "4 sehr hoch"} }

// categories are those of resources (BSI 200-4, 7.4).
var categories = [][2]string{
	{"it", "IT"}, {"personal", "Personal"}, {"gebaeude", "Gebäude"}, {"dienstleister", "Dienstleister"},
	{"information", "Information"}, {"geraete", "Geräte"}, {"betriebsmittel", "Betriebsmittel"},
}

// CategoryWord is the German word for the id of a category of resources.
func CategoryWord(id string) string {
	for _, c := range categories {
		if c[0] == id {
			return c[1]
		}
	}
	return id
}
