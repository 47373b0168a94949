package results

import (
	"math"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/disclosure"
)

// Fault is a cell that cannot be what it says. Cell counts from 0; -1 is the
// release as a whole. Reason is one of the words that reasons lists.
type Fault struct {
	Cell   int
	Reason string
}

// Reasons of faults: a group without members, a question that the catalogue does
// not have, figures that are no interval, a cell that is there twice, and counts
// of a question that are neither all four nor one end.
const (
	BadGroup    = "group"
	BadQuestion = "question"
	BadFigures  = "figures"
	Twice       = "twice"
	BadCounts   = "counts"
)

// New reads the cells of a release. It returns all faults; with any, the round
// is not to be shown.
func New(release *disclosure.Release, all bsc.Catalogues) (*Round, []Fault) {
	r := &Round{
		Release: release, Catalogue: all[release.Catalogue], catalogues: all,
		N: release.Groups[everyone(release)].N, questions: map[string]*Question{},
	}
	if r.Catalogue == nil || r.N <= 0 {
		return r, []Fault{{-1, BadGroup}}
	}
	for _, t := range r.Catalogue.Topics {
		topic := &Topic{Topic: t}
		for _, q := range r.Catalogue.Of(t.ID) {
			question := &Question{Question: r.Catalogue.Question(q.ID), H: release.Policy.H(r.N)}
			topic.Questions = append(topic.Questions, question)
			r.questions[q.ID] = question
		}
		r.Topics = append(r.Topics, topic)
	}
	faults := r.read()
	for _, q := range r.questions {
		r.settle(q)
	}
	for _, g := range r.Groups {
		g.between(r.Classes, float64(r.N))
		g.refine(float64(r.N))
	}
	for _, t := range r.Topics {
		t.Share = r.Share(t.Questions)
	}
	return r, faults
}

func everyone(release *disclosure.Release) string { return release.Round + "/" + disclosure.All }

// reader sorts cells to where they belong.
type reader struct {
	*Round
	faults []Fault
	counts map[string]map[string]disclosure.Cell // by question and answer
	first  map[string]int                        // the first cell of a question
	seen   map[string]bool
}

func (r *Round) read() []Fault {
	d := &reader{Round: r, counts: map[string]map[string]disclosure.Cell{}, first: map[string]int{}, seen: map[string]bool{}}
	for i, c := range r.Release.Cells {
		if reason := d.check(c); reason != "" {
			d.faults = append(d.faults, Fault{i, reason})
			continue
		}
		switch {
		case len(c.Answers) > 0:
			d.count(i, c)
		case c.P > 0:
			d.quantile(c)
		default:
			d.share(c)
		}
	}
	for _, t := range r.Topics {
		for _, q := range t.Questions {
			if !q.take(d.counts[q.ID], r.N) {
				d.faults = append(d.faults, Fault{d.first[q.ID], BadCounts})
			}
		}
	}
	return d.faults
}

// check returns what is wrong with a cell by itself, "" for nothing.
func (d *reader) check(c disclosure.Cell) string {
	g := d.Release.Groups[c.Group]
	key := strings.Join([]string{c.Group, strings.Join(c.Questions, " "), strings.Join(c.Answers, " "), string(rune('0' + c.P)), strings.Join(c.Num, " ")}, "|")
	top := 1.0
	if len(c.Answers) > 0 {
		top = float64(g.N)
	}
	switch {
	case g.N <= 0 || g.N > d.N:
		return BadGroup
	case len(c.Questions) == 0 || slices.ContainsFunc(c.Questions, func(id string) bool { return d.questions[id] == nil }):
		return BadQuestion
	case !(c.Lo >= 0 && c.Lo <= c.Hi && c.Hi <= top) || top > 1 && (c.Lo != math.Trunc(c.Lo) || c.Hi != math.Trunc(c.Hi)):
		return BadFigures
	case d.seen[key]:
		return Twice
	}
	d.seen[key] = true
	return ""
}

func (d *reader) count(i int, c disclosure.Cell) {
	if c.Group != everyone(d.Release) {
		return // counts by class are for programs only
	}
	id, answer := c.Questions[0], c.Answers[0]
	if d.counts[id] == nil {
		d.counts[id], d.first[id] = map[string]disclosure.Cell{}, i
	}
	d.counts[id][answer] = c
}

// take sets the form of a question by its counts; ok is false if they are
// neither all nor one end.
func (q *Question) take(counts map[string]disclosure.Cell, n int) (ok bool) {
	yes, told := counts[bsc.Yes.String()]
	q.Yes = Span{0, float64(n) / 2, float64(n)}
	switch {
	case len(counts) == 0:
		return true
	case !told:
		return false
	case yes.Edge:
		q.Form, q.H = Edge, int(yes.Lo)
		return len(counts) == 1
	}
	q.Yes = spanOf(yes)
	switch {
	case len(counts) == 1 && yes.Lo == 0:
		q.Form, q.H = AtMost, int(yes.Hi)
	case len(counts) == 1 && yes.Hi == float64(n):
		q.Form, q.H = AtLeast, n-int(yes.Lo)
	case len(counts) == len(bsc.Answers()):
		q.Form = Counted
		for _, a := range bsc.Answers() {
			q.Counts = append(q.Counts, spanOf(counts[a.String()]))
		}
	default:
		return false
	}
	return true
}

func spanOf(c disclosure.Cell) Span { return Span{c.Lo, (c.Lo + c.Hi) / 2, c.Hi} }

func (d *reader) share(c disclosure.Cell) {
	g, s := d.group(c), spanOf(c)
	if g == nil {
		return
	}
	if c.Group == everyone(d.Release) {
		g.All = &s
		return
	}
	k := d.class(c.Group)
	for len(g.ByClass) <= k {
		g.ByClass = append(g.ByClass, nil)
	}
	g.ByClass[k] = &s
}

func (d *reader) quantile(c disclosure.Cell) {
	into := &d.Quartiles
	if len(c.Questions) != len(d.questions) {
		g := d.group(c)
		if g == nil {
			return
		}
		into = &g.Quartiles
	}
	if *into == nil {
		*into = &Quartiles{}
	}
	switch s := spanOf(c); c.P {
	case 25:
		(*into).Q1 = s
	case 50:
		(*into).Median = s
	case 75:
		(*into).Q3 = s
	}
}

// group is the group of a cell's topics; nil if the cell is about others.
func (d *reader) group(c disclosure.Cell) *Group {
	for _, g := range d.Groups {
		if g.ID == c.Topic {
			return g
		}
	}
	g := &Group{ID: c.Topic}
	for id := range strings.SplitSeq(c.Topic, "+") {
		t := d.Topic(id)
		if t == nil || t.Group != nil {
			return nil
		}
		g.Topics = append(g.Topics, t)
	}
	for _, t := range g.Topics {
		t.Group = g
	}
	g.Title = g.name()
	d.Groups = append(d.Groups, g)
	return g
}

// class is the position of the class that a group of units is.
func (d *reader) class(name string) int {
	id := strings.TrimPrefix(name, d.Release.Round+"/")
	for i, c := range d.Classes {
		if c.ID == id {
			return i
		}
	}
	g := d.Release.Groups[name]
	title := g.Title
	if title == "" {
		title = id
	}
	d.Classes = append(d.Classes, Class{ID: id, Title: title, N: g.N})
	return len(d.Classes) - 1
}
