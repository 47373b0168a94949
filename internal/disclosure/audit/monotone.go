package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// journey is a set of units by the rounds they took part in: bit i is round i.
type journey uint64

// monotone is one kept question through the rounds: how many units of each journey
// gave which sequence of answers. Only counts among all are used.
type monotone struct {
	rounds   []*round
	journeys []journey
	n        []int
	index    []int // of the question in each round, -1 where it was not asked
	yes      int
}

// runMonotone attacks each question through all rounds in which it was asked,
// by an attacker who believes that a yes never reverts. The answers tell who
// stayed; without them, movements between two rounds do, and each pair of
// neighbouring rounds is attacked by itself.
func runMonotone(rounds []*round, o Options) []Finding {
	tell := newTally()
	if o.Members != nil {
		linked(rounds, o, tell)
		return tell.findings()
	}
	for i := 1; i < len(rounds); i++ {
		pair := rounds[i-1 : i+1]
		joined, left, ok := movement(pair)
		if !ok {
			tell.find(Finding{Round: pair[1].name, Group: "alle", Question: "alle", Family: "ja", Coalition: "niemand", Verdict: Undecided, Word: Undecided.String(),
				How: "zwischen den Runden: die Datei sagt nicht, wer seit der Vorrunde dazukam und ausschied"})
			continue
		}
		m := monotone{rounds: pair, journeys: []journey{1, 2, 3}, n: []int{left, joined, pair[1].total() - joined}}
		m.attackAll(o, tell)
	}
	return tell.findings()
}

func movement(pair []*round) (joined, left int, ok bool) {
	f := pair[1].files[len(pair[1].files)-1]
	stayed := pair[1].total() - f.joined
	return f.joined, f.left, f.before == pair[0].name && stayed >= 0 && stayed+f.left == pair[0].total()
}

// linked finds journeys of real units.
func linked(rounds []*round, o Options, tell *tally) {
	of := map[string]journey{}
	for i, r := range rounds {
		for _, u := range r.units {
			of[u.key] |= 1 << i
		}
	}
	sizes := map[journey]int{}
	for _, p := range of {
		sizes[p]++
	}
	m := monotone{rounds: rounds}
	for p := journey(1); p < 1<<len(rounds); p++ {
		if n := sizes[p]; n > 0 {
			m.journeys, m.n = append(m.journeys, p), append(m.n, n)
		}
	}
	m.attackAll(o, tell)
}

// attackAll attacks every question of the last round, and those that only
// earlier rounds asked.
func (m *monotone) attackAll(o Options, tell *tally) {
	m.yes = 0
	done := map[string]bool{}
	for last := len(m.rounds) - 1; last >= 0; last-- {
		for _, id := range m.rounds[last].questions {
			m.index = make([]int, len(m.rounds))
			asked := 0
			for i := last; i >= 0; i-- {
				m.index[i] = -1
				if q, ok := m.rounds[i].index[id]; ok {
					m.index[i] = q
				} else if q, ok := m.rounds[i].index[o.Kept[id]]; ok {
					m.index[i], id = q, o.Kept[id]
				}
				if m.index[i] >= 0 {
					asked++
					done[m.rounds[i].name+"/"+id] = done[m.rounds[i].name+"/"+id] || i < last
				}
			}
			for i := last + 1; i < len(m.rounds); i++ {
				m.index[i] = -1
			}
			if asked > 1 && !done[m.rounds[last].name+"/"+m.rounds[last].questions[m.index[last]]] {
				m.attack(o.Colluding, tell)
			}
		}
	}
}

// sequence is what a unit answered round by round; -1 where it was not asked.
type sequence []int

// sequences are all that a unit of a journey may have answered: after a yes no
// other answer comes.
func (m *monotone) sequences(p journey) []sequence {
	list := []sequence{nil}
	for i := range m.rounds {
		var longer []sequence
		for _, s := range list {
			if p>>i&1 == 0 || m.index[i] < 0 {
				longer = append(longer, append(slices.Clone(s), -1))
				continue
			}
			for a := range m.rounds[i].answers {
				if slices.Contains(s, m.yes) && a != m.yes {
					continue
				}
				longer = append(longer, append(slices.Clone(s), a))
			}
		}
		list = longer
	}
	return list
}

// problem writes down the counts of all rounds; v numbers sequences by journey.
func (m *monotone) problem() (p *problem, v [][]sequence) {
	p = &problem{}
	starts := make([]int, len(m.journeys))
	for i, journey := range m.journeys {
		v = append(v, m.sequences(journey))
		starts[i] = len(p.upper)
		everybody := row{lo: int64(m.n[i]), hi: int64(m.n[i])}
		for range v[i] {
			everybody.terms = append(everybody.terms, term{len(p.upper), 1})
			p.upper = append(p.upper, int64(m.n[i]))
		}
		p.rows = append(p.rows, everybody)
	}
	for i, r := range m.rounds {
		var all uint64
		for k := range r.atoms {
			all |= 1 << k
		}
		for _, c := range r.cells {
			if c.kind == share || c.atoms != all || c.questions[0] != m.index[i] {
				continue
			}
			var terms []term
			for j := range m.journeys {
				for s, answers := range v[j] {
					if answers[i] >= 0 && c.a.has(answers[i]) {
						terms = append(terms, term{starts[j] + s, 1})
					}
				}
			}
			if c.kind == edge {
				p.eithers = append(p.eithers, either{row{terms, -far, c.lo}, row{terms, c.hi, far}})
				continue
			}
			p.rows = append(p.rows, row{terms, c.lo, c.hi})
		}
	}
	return p, v
}

// attack tries all that a coalition could have answered through the rounds. A
// coalition is expressed by sequences of its members that are set aside.
func (m *monotone) attack(t int, tell *tally) {
	p, v := m.problem()
	if _, verdict := p.solve(); verdict != Safe {
		return // no belief of this kind agrees with the releases
	}
	start := 0
	for j := range m.journeys {
		for i, r := range m.rounds {
			if m.journeys[j]>>i&1 == 0 || m.index[i] < 0 {
				continue
			}
			for _, family := range r.sensitive {
				m.target(p, v, j, i, start, family, t, tell)
			}
		}
		start += len(v[j])
	}
}

// target decides one journey, round and family against the worst coalition: its
// members are taken out of the journey itself, so that as few as possible remain,
// and may be among those that a data set needs outside the family.
func (m *monotone) target(p *problem, v [][]sequence, j, i, start int, family mask, t int, tell *tally) {
	others := m.n[j] - t
	if others <= 0 {
		others = m.n[j] // those few know each other's answers only if they collude: ask for one alone
		t = m.n[j] - 1
	}
	want := row{lo: int64(need(others) + min(t, m.n[j]-1)), hi: far}
	for s, answers := range v[j] {
		if !family.has(answers[i]) {
			want.terms = append(want.terms, term{start + s, 1})
		}
	}
	q := problem{upper: p.upper, rows: append(slices.Clone(p.rows), want), eithers: p.eithers, nodes: 200}
	if _, verdict := q.solve(); verdict == Safe {
		return
	}
	q.rows[len(q.rows)-1].lo = int64(need(m.n[j]))
	_, verdict := q.solve()
	how := "zwischen den Runden, ohne Absprache"
	coalition := 0
	if verdict == Safe { // only a coalition could know: not settled by counts alone
		verdict, how, coalition = Undecided, "zwischen den Runden", t
	}
	r := m.rounds[i]
	tell.find(Finding{Round: r.name, Group: m.describe(m.journeys[j]), Question: r.questions[m.index[i]], Family: r.family(family),
		Coalition: fmt.Sprintf("bis zu %d Mitglieder", coalition), How: how, Verdict: verdict, Word: verdict.String()})
}

// describe is a journey in words.
func (m *monotone) describe(p journey) string {
	var names []string
	for i, r := range m.rounds {
		if p>>i&1 == 1 {
			names = append(names, r.name)
		}
	}
	return cmp.Or("dabei in "+strings.Join(names, ", "), "niemand")
}
