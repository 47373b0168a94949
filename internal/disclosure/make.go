package disclosure

import (
	"math"
	"strconv"

	"github.com/kaaw/nachbar/internal/diag"
)

// minQuantiles is the smallest number of units whose quartiles are told (T4).
const minQuantiles = 16

// All is the last part of the name of a round's whole population.
const All = "alle"

// Options say how a release is made.
type Options struct {
	Policy Policy
	// ClassCounts tells questions by class, as far as the codebook allows it (R4),
	// in place of topics by class. It is off by default.
	ClassCounts bool
}

// Make makes the release of a round for members. before is the round before, nil
// for the first; only who took part is read of it. A release is made without a
// look at any other answers than those of t, and is not proven to be safe: that
// is what Publish adds.
//
// The problems say which rule does not hold; then there is no release.
func Make(t, before *Table, o Options) (*Release, diag.List) {
	list := o.Policy.Check()
	list.Add(t.Check()...)
	if n := len(t.Units); len(list) == 0 && !o.Policy.Publishable(n) {
		list.Add(diag.New("disclosure-few", "", 0, "rule", "R2", "round", t.Round,
			"n", strconv.Itoa(n), "min", strconv.Itoa(o.Policy.MinClass)))
	}
	if len(list) > 0 {
		return nil, list
	}
	m := newMaker(t, o.Policy)
	m.release.Since = movement(t, before)
	m.questions()
	if o.ClassCounts {
		m.classCounts()
	} else {
		m.shares()
	}
	m.quantiles()
	return m.release, nil
}

// maker collects the cells of one release.
type maker struct {
	t       *Table
	p       Policy
	release *Release
	topics  []Topic
	all     class
	classes []class
}

func newMaker(t *Table, p Policy) *maker {
	m := &maker{t: t, p: p, topics: topics(t), classes: p.classes(t)}
	m.release = &Release{Format: Format, Round: t.Round, Audience: Members, Catalogue: t.Catalogue,
		Closed: t.Closed, Example: t.Example, Unanswered: t.Unanswered, Policy: p,
		AnswerSets: map[string]AnswerSet{t.Set: t.answerSet()}, Groups: map[string]Group{}}
	for i := range t.Units {
		m.all.units = append(m.all.units, i)
	}
	m.release.Groups[m.group(m.all)] = Group{N: len(t.Units)}
	for _, c := range m.classes {
		g := Group{N: len(c.units), Title: c.title(t)}
		if len(c.members) > 1 {
			for _, i := range c.members {
				g.Merged = append(g.Merged, t.Classes[i])
			}
		}
		m.release.Groups[m.group(c)] = g
	}
	return m
}

func (m *maker) group(c class) string {
	if c.members == nil {
		return m.t.Round + "/" + All
	}
	return m.t.Round + "/" + c.name(m.t)
}

func (m *maker) add(c Cell) { m.release.Cells = append(m.release.Cells, c) }

// questions is T1: each question over all units. Its yes is coded at the ends,
// and then nothing else is told; between them all counts are rounded (R3).
func (m *maker) questions() {
	yes, n := m.t.Yes[0], len(m.t.Units)
	for q, id := range m.t.Questions {
		counts := m.t.count(q, m.all.units)
		if i, coded := m.p.Coded(counts[yes], n); coded {
			m.add(m.count(id, yes, i))
			continue
		}
		for a, count := range counts {
			i := m.p.Rounded(count, n)
			if a == yes {
				i = m.p.Inner(count, n)
			}
			m.add(m.count(id, a, i))
		}
	}
}

func (m *maker) count(id string, answer int, i Interval) Cell {
	return Cell{Group: m.group(m.all), Questions: Questions{id}, Answers: []string{m.t.Answers[answer]},
		Lo: float64(i.Lo), Hi: float64(i.Hi)}
}

// shares is T3: yes ÷ applicable by topic of each class (R5). That of all units is
// not told: readers estimate it from the questions, and a third figure about the
// same answers would leave less room for other ones.
func (m *maker) shares() {
	for _, topic := range m.topics {
		for _, g := range m.classes {
			c := m.t.topicCell(m.group(g), topic)
			c.Num, c.Den = m.t.words(m.t.Yes), m.t.words(m.t.Applicable)
			num, den := m.t.share(topic, g.units)
			c.Lo, c.Hi = shareBand(num, den, m.p.Edge(len(g.units), len(topic.Questions)))
			m.add(c)
		}
	}
}

// shareBand is the step of 5 points that num ÷ den is in; the lowest and the
// highest are edge points wide. Nothing ÷ nothing is in the lowest: to tell that a
// group has no share would tell that every answer is "not applicable".
func shareBand(num, den, edge int) (lo, hi float64) {
	switch {
	case 100*num <= edge*den:
		return 0, float64(edge) / 100
	case 100*num > (100-edge)*den:
		return float64(100-edge) / 100, 1
	}
	k := (20*num + den - 1) / den
	return float64(k-1) / 20, float64(k) / 20
}

// quantiles is T4: quartiles of the units' own rates by topic and in total.
func (m *maker) quantiles() {
	if len(m.t.Units) < minQuantiles {
		return
	}
	total := Topic{}
	for q := range m.t.Questions {
		total.Questions = append(total.Questions, q)
	}
	for _, topic := range append(m.topics[:len(m.topics):len(m.topics)], total) {
		rates := m.t.rates(topic)
		for _, p := range []int{25, 50, 75} {
			c := m.t.topicCell(m.group(m.all), topic)
			c.Num, c.Half, c.Den = m.t.words(m.t.Yes), m.t.words(m.t.Half), m.t.words(m.t.Applicable)
			c.P = p
			c.Lo, c.Hi = rates[rank(p, len(rates))].band()
			m.add(c)
		}
	}
}

// rank is the position of the p-th percentile among n sorted values.
func rank(p, n int) int { return (p*n+99)/100 - 1 }

// movement counts who joined and left since the round before.
func movement(t, before *Table) *Movement {
	if before == nil {
		return nil
	}
	known := map[string]bool{}
	for _, u := range before.Units {
		known[u.Key] = true
	}
	m := &Movement{Round: before.Round, Left: len(known)}
	for _, u := range t.Units {
		if known[u.Key] {
			m.Left--
		} else {
			m.Joined++
		}
	}
	return m
}

// rate is a unit's own rate in halves: num ÷ den, 0 ÷ 0 is 0.
type rate struct{ num, den int }

func (a rate) compare(b rate) int { return a.num*max(b.den, 1) - b.num*max(a.den, 1) }

// band is the rate rounded to 5 points, as an interval of 5 points.
func (a rate) band() (lo, hi float64) {
	den := max(a.den, 1)
	j := (40*a.num + den) / (2 * den)
	return math.Max(0, float64(2*j-1)/40), math.Min(1, float64(2*j+1)/40)
}
