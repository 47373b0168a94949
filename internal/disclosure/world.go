package disclosure

import (
	"fmt"
	"slices"
)

// world is everything that was ever published, and the answers behind it: units
// (a member in a round), the questions of all rounds, and each published cell as
// a condition on the answers.
type world struct {
	units     []unit
	members   int        // numbers of members are below it
	questions []question // of all rounds
	answers   int
	yes       uint8
	atoms     []atom
	cells     []cell
	touching  [][]int // question → cells
	links     map[entry][]link
}

// entry is one answer: a unit and a question.
type entry struct{ unit, question int }

type unit struct {
	member, round int
	atom          int
	class         string  // published name of its group
	row           []uint8 // true answers by question of the world
}

type question struct {
	id      string
	round   int
	release int   // the first one that asked it
	related []int // questions of the same shares, itself not
}

// atom is the units with the same membership in all published groups: nothing
// that was published tells one of them from another.
type atom struct {
	round int
	group string
	units []int
}

// link is what a believer in lasting progress holds: yes here means yes there.
type link struct{ from, to entry }

type cellKind byte

const (
	countCell cellKind = iota
	edgeCell
	shareCell
	quantileCell
	formCell // the codebook shows this question, or hides it
)

// scale is the denominator of all published bounds that are not counts.
const scale = 20000

// cell is one condition. Masks are sets of answers, bounds of shares and
// quantiles are in parts of scale.
type cell struct {
	kind           cellKind
	in             []bool // by unit
	units          []int
	questions      []int
	num, half, den uint8
	lo, hi         int
	rank           int
	book           *codebook
	classOf        []int // by unit, for forms
	shown          bool
}

// builder collects a world from releases and their tables.
type builder struct {
	*world
	member   map[string]int
	unitAt   map[[2]int]int // member, round → unit
	rounds   map[string]int
	question map[string]int // round/id
	groups   [][]bool       // published groups by unit
}

// newWorld compiles releases; tables[i] is what releases[i] was made of. Two
// releases of one round are about the same units.
func newWorld(releases []*Release, tables []*Table, belief *Belief) (*world, error) {
	if len(releases) != len(tables) || len(releases) == 0 {
		return nil, fmt.Errorf("%d releases of %d tables", len(releases), len(tables))
	}
	b := &builder{world: &world{links: map[entry][]link{}}, member: map[string]int{}, unitAt: map[[2]int]int{},
		rounds: map[string]int{}, question: map[string]int{}}
	for i, t := range tables {
		if list := t.Check(); len(list) > 0 {
			return nil, fmt.Errorf("the table of round %s is malformed", t.Round)
		}
		if t.Round != releases[i].Round || !slices.Equal(t.Answers, tables[0].Answers) {
			return nil, fmt.Errorf("release %d is not one of round %s, or of other answers", i+1, t.Round)
		}
		b.read(i, t)
	}
	for i, r := range releases {
		if err := b.compile(r, tables[i]); err != nil {
			return nil, fmt.Errorf("release of round %s: %w", r.Round, err)
		}
	}
	b.index()
	b.link(belief)
	b.atomise(belief != nil)
	return b.world, nil
}

// read takes the units and answers of a table into the world.
func (b *builder) read(release int, t *Table) {
	round, known := b.rounds[t.Round]
	if !known {
		round = len(b.rounds)
		b.rounds[t.Round] = round
	}
	b.answers, b.yes = len(t.Answers), uint8(t.Yes[0])
	for _, id := range t.Questions {
		if _, known := b.question[t.Round+"/"+id]; !known {
			b.question[t.Round+"/"+id] = len(b.questions)
			b.questions = append(b.questions, question{id: id, round: round, release: release})
		}
	}
	for _, u := range t.Units {
		member, known := b.member[u.Key]
		if !known {
			member = b.members
			b.member[u.Key] = member
			b.members++
		}
		at, known := b.unitAt[[2]int{member, round}]
		if !known {
			at = len(b.units)
			b.unitAt[[2]int{member, round}] = at
			b.units = append(b.units, unit{member: member, round: round})
		}
		row := b.units[at].row
		row = append(row, make([]uint8, len(b.questions)-len(row))...)
		for q, id := range t.Questions {
			row[b.question[t.Round+"/"+id]] = u.Answers[q]
		}
		b.units[at].row = row
	}
}

// index finds the cells of each question, and the questions it shares one with.
func (b *builder) index() {
	b.touching = make([][]int, len(b.questions))
	for i, c := range b.cells {
		for _, q := range c.questions {
			b.touching[q] = append(b.touching[q], i)
			if c.kind != shareCell {
				continue
			}
			for _, o := range c.questions {
				if o != q && !slices.Contains(b.questions[q].related, o) {
					b.questions[q].related = append(b.questions[q].related, o)
				}
			}
		}
	}
	for i, u := range b.units {
		b.units[i].row = append(u.row, make([]uint8, len(b.questions)-len(u.row))...)
	}
}

// atomise puts units of a round together that are in the same groups; for an
// attacker that follows members through the rounds, in those of all rounds.
func (b *builder) atomise(linked bool) {
	path := make([]string, b.members)
	for i, u := range b.units {
		path[u.member] += fmt.Sprint(u.round) + b.signature(i)
	}
	at := map[string]int{}
	for i, u := range b.units {
		key := fmt.Sprint(u.round, "/", b.signature(i))
		if linked {
			key += path[u.member]
		}
		if _, known := at[key]; !known {
			at[key] = len(b.atoms)
			b.atoms = append(b.atoms, atom{round: u.round, group: u.class})
		}
		a := &b.atoms[at[key]]
		a.units = append(a.units, i)
		b.units[i].atom = at[key]
	}
}

func (b *builder) signature(unit int) string {
	sign := make([]byte, len(b.groups))
	for g, in := range b.groups {
		sign[g] = '0'
		if in[unit] {
			sign[g] = '1'
		}
	}
	return string(sign)
}
