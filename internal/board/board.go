// Package board is the state of the common results: what the working groups of a
// cooperation make, for which step of BSI-Standard 200-4, and how far each is.
//
// It is written in one file, data/stand.yaml:
//
//	example: true                  # everything in it is invented
//	groups:
//	  - id: notfallhandbuch        # what events name in their key "group"
//	    title: Notfallhandbuch
//	    page: gruppen/notfallhandbuch
//	results:
//	  - id: notfallkarte
//	    title: Notfallkarte
//	    step: "5"                  # chapter of 200-4; none for what is of no step
//	    page: vorlagen/notfallkarte
//	    lead: notfallhandbuch      # the group that answers for it
//	    work:
//	      - group: notfallhandbuch
//	        status: in Arbeit
//	        since: 2026-09-10
//	        next: Probe ohne Internet
//	        date: 2027-02-24
//
// There are three states and no others: abgeschlossen, in Arbeit, nicht begonnen.
// A result is done when every part is, and not begun when no part is.
//
// The day of a status is taken from the history of the file, see Board.Date.
// Whether steps, pages and events exist is for those to check who know them.
package board

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/strict"
)

// File is the name of the file in the data folder, and Data its name there.
const (
	File = Data + ".yaml"
	Data = "stand"
)

// Status says how far something is, in the words of the portal's legend.
type Status string

// The three states.
const (
	Done      Status = "abgeschlossen"
	Working   Status = "in Arbeit"
	Untouched Status = "nicht begonnen"
)

// Statuses lists the states from the best on, as legends do.
func Statuses() []Status { return []Status{Done, Working, Untouched} }

// ID is the word for classes and addresses: "done", "working" or "untouched".
func (s Status) ID() string {
	switch s {
	case Done:
		return "done"
	case Working:
		return "working"
	}
	return "untouched"
}

// Board is the file as a whole.
type Board struct {
	// Example says that groups and states are invented.
	Example bool
	Groups  []*Group
	Results []*Result
}

// Group is a working group. Page is the logical path of its page.
type Group struct {
	ID    string `yaml:"id" nb:"required,max=60"`
	Title string `yaml:"title" nb:"required,max=120"`
	// Short stands at the head of a narrow column.
	Short string `yaml:"short" nb:"max=30"`
	Page  string `yaml:"page" nb:"required,max=200"`
	Line  int
}

// Result is one common result.
type Result struct {
	ID    string `yaml:"id" nb:"required,max=60"`
	Title string `yaml:"title" nb:"required,max=120"`
	// Step is the chapter of BSI-Standard 200-4, "" for what belongs to none.
	Step string `yaml:"step" nb:"max=8"`
	// Page is the logical path of the page with the result, "" as long as there is none.
	Page string `yaml:"page" nb:"max=200"`
	// Lead is the group that answers for the result; it is one of those in Work.
	Lead string `yaml:"lead" nb:"required,max=60"`
	Work []Work `yaml:"work" nb:"required,max=20"`
	Line int
}

// Work is the part of one group in a result.
type Work struct {
	Group  string      `yaml:"group" nb:"required,max=60"`
	Status Status      `yaml:"status" nb:"required,enum=abgeschlossen|in Arbeit|nicht begonnen"`
	Since  strict.Date `yaml:"since"`
	// Next is the next step, Date the day on which it is due.
	Next string      `yaml:"next" nb:"max=200"`
	Date strict.Date `yaml:"date"`
	// Day is the day of the last change of the status, zero if nobody knows. It
	// is written by Board.Date.
	Day time.Time
}

// file is what is written; entries keep their nodes for the lines of problems.
type file struct {
	Example bool        `yaml:"example"`
	Groups  []yaml.Node `yaml:"groups" nb:"max=40"`
	Results []yaml.Node `yaml:"results" nb:"max=400"`
}

// Load reads the file called name. A site without it has no board: nil. Entries
// with mistakes are kept as far as they can be read.
func Load(fsys fs.FS, name string) (*Board, diag.List, error) {
	src, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read board: %w", err)
	}
	if len(src) > strict.MaxBytes {
		return nil, nil, nil // reported with the other data files
	}
	b, problems := Parse(src, name)
	return b, problems, nil
}

// Parse reads the text of a board; name is where problems are reported.
func Parse(src []byte, name string) (*Board, diag.List) {
	at := strict.Source{Path: name, FirstLine: 1}
	node, _ := strict.Parse(src, at) // what is no YAML is reported with the other data files
	if node == nil {
		return &Board{}, nil
	}
	var f file
	problems := strict.Decode(node, at, &f, strict.Options{})
	b := &Board{Example: f.Example}
	for i := range f.Groups {
		g := &Group{Line: f.Groups[i].Line}
		problems.Add(strict.Decode(&f.Groups[i], at, g, strict.Options{})...)
		b.Groups = append(b.Groups, g)
	}
	for i := range f.Results {
		r := &Result{Line: f.Results[i].Line}
		problems.Add(strict.Decode(&f.Results[i], at, r, strict.Options{})...)
		b.Results = append(b.Results, r)
	}
	b.declare()
	problems.Add(b.check(name)...)
	return b, problems
}

// declare takes the days that the file itself names.
func (b *Board) declare() {
	for _, r := range b.Results {
		for i := range r.Work {
			r.Work[i].Day = day(r.Work[i].Since)
		}
	}
}

func day(d strict.Date) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return d.In(time.UTC).Truncate(24 * time.Hour)
}

// identifier is the form of ids: they are parts of addresses.
var identifier = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// check names ids that are wrong or there twice, and groups that do not exist.
func (b *Board) check(name string) (problems diag.List) {
	seen := map[string]int{}
	id := func(sort, value string, line int) {
		switch other := seen[sort+value]; {
		case value == "": // reported as missing
		case !identifier.MatchString(value):
			problems.Add(diag.New("board-id", name, line, "value", value))
		case other > 0:
			problems.Add(diag.New("board-twice", name, line, "value", value, "other", strconv.Itoa(other)))
		default:
			seen[sort+value] = line
		}
	}
	for _, g := range b.Groups {
		id("group ", g.ID, g.Line)
	}
	for _, r := range b.Results {
		id("result ", r.ID, r.Line)
		problems.Add(b.checkWork(r, name)...)
	}
	return problems
}

func (b *Board) checkWork(r *Result, name string) (problems diag.List) {
	parts := map[string]bool{}
	for _, w := range r.Work {
		switch {
		case w.Group != "" && b.Group(w.Group) == nil:
			problems.Add(diag.New("board-group", name, r.Line, "value", w.Group, "result", r.ID))
		case parts[w.Group]:
			problems.Add(diag.New("board-part-twice", name, r.Line, "value", w.Group, "result", r.ID))
		}
		parts[w.Group] = true
	}
	if r.Lead != "" && len(r.Work) > 0 && !parts[r.Lead] {
		problems.Add(diag.New("board-lead", name, r.Line, "value", r.Lead, "result", r.ID))
	}
	return problems
}

// Group is the group with an id, nil if there is none.
func (b *Board) Group(id string) *Group {
	for _, g := range b.Groups {
		if g.ID == id {
			return g
		}
	}
	return nil
}

// Of is the part of a group in the result, nil if it has none.
func (r *Result) Of(group string) *Work {
	for i := range r.Work {
		if r.Work[i].Group == group {
			return &r.Work[i]
		}
	}
	return nil
}

// Status is that of the result: done when every part is, not begun when none is.
func (r *Result) Status() Status {
	count := map[Status]int{}
	for _, w := range r.Work {
		count[w.Status]++
	}
	switch {
	case len(r.Work) > 0 && count[Done] == len(r.Work):
		return Done
	case count[Untouched] == len(r.Work):
		return Untouched
	}
	return Working
}

// Change is the last change of one part.
type Change struct {
	Result *Result
	Group  *Group
	Work   Work
}

// Changes lists the parts whose day is known, the newest first; those of a day
// in the order of the file.
func (b *Board) Changes() []Change {
	var all []Change
	for _, r := range b.Results {
		for _, w := range r.Work {
			if g := b.Group(w.Group); g != nil && !w.Day.IsZero() {
				all = append(all, Change{Result: r, Group: g, Work: w})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Change) int { return b.Work.Day.Compare(a.Work.Day) })
	return all
}

// Progress is how many results of a step are in each state.
type Progress struct {
	Step                            string
	Total, Done, Working, Untouched int
}

// Progress counts the results by step, in the order of CompareSteps.
func (b *Board) Progress() []Progress {
	at := map[string]*Progress{}
	var steps []string
	for _, r := range b.Results {
		p := at[r.Step]
		if p == nil {
			p = &Progress{Step: r.Step}
			at[r.Step], steps = p, append(steps, r.Step)
		}
		p.Total++
		switch r.Status() {
		case Done:
			p.Done++
		case Working:
			p.Working++
		default:
			p.Untouched++
		}
	}
	slices.SortFunc(steps, CompareSteps)
	var all []Progress
	for _, step := range steps {
		all = append(all, *at[step])
	}
	return all
}

// CompareSteps orders chapters as their numbers: "5", "15", "15.4"; what belongs
// to no step comes last.
func CompareSteps(a, b string) int {
	if a == "" || b == "" {
		return cmp.Compare(len(b), len(a))
	}
	return cmp.Or(cmp.Compare(chapter(a), chapter(b)), cmp.Compare(a, b))
}

func chapter(step string) float64 {
	n, err := strconv.ParseFloat(step, 64)
	if err != nil {
		return 1000
	}
	return n
}
