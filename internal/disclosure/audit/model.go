package audit

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// round is everything that was published about one round: its units, split
// into atoms, and what the cells say about their answers.
type round struct {
	name      string
	files     []*File
	answers   []string
	sensitive []mask
	questions []string
	index     map[string]int
	atoms     []atom
	cells     []cell // counts, edges and shares
	quantiles []cell
	parts     []part
	units     []unit // only with answers
}

// atom is a set of units that no published group tells apart.
type atom struct {
	name string
	n    int
}

// cell is a published figure about atoms (bit i is atom i) and questions.
type cell struct {
	kind       kind
	group      string
	atoms      uint64
	questions  []int
	a          mask
	half, den  mask
	percentile int
	lo, hi     int64
}

// part is a component: questions that cells tie together.
type part struct {
	questions []int
	cells     []int // positions in round.cells
}

// unit is one member in one round; its key never leaves the package.
type unit struct {
	key     string
	atom    int
	answers []uint8 // by question of the round
}

// newRounds puts files of the same round together. members maps rounds to
// their raw answers and may be nil.
func newRounds(files []*File, members map[string]*rawRound) ([]*round, error) {
	byName := map[string]*round{}
	var rounds []*round
	for _, f := range files {
		r := byName[f.Round]
		if r == nil {
			r = &round{name: f.Round, answers: f.Answers, sensitive: f.Sensitive, index: map[string]int{}}
			byName[f.Round] = r
			rounds = append(rounds, r)
		}
		if !slices.Equal(r.answers, f.Answers) || !slices.Equal(r.sensitive, f.Sensitive) {
			return nil, fmt.Errorf("round %s: %s has other answers or families than %s", r.name, f.Name, r.files[0].Name)
		}
		r.files = append(r.files, f)
	}
	slices.SortFunc(rounds, func(a, b *round) int { return strings.Compare(a.name, b.name) })
	for _, r := range rounds {
		slices.SortStableFunc(r.files, func(a, b *File) int { return cmp.Compare(a.size(), b.size()) })
		if err := r.build(members[r.name]); err != nil {
			return nil, fmt.Errorf("round %s: %w", r.name, err)
		}
	}
	return rounds, nil
}

// size is the number of units of a release.
func (f *File) size() int {
	for _, g := range f.groups {
		if g.all {
			return g.n
		}
	}
	return 0
}

func (r *round) build(raw *rawRound) error {
	for _, f := range r.files {
		for _, c := range f.cells {
			for _, q := range c.questions {
				if _, known := r.index[q]; !known {
					r.index[q] = len(r.questions)
					r.questions = append(r.questions, q)
				}
			}
		}
	}
	var groups map[*fileGroup]uint64
	var err error
	if raw != nil {
		groups, err = r.atomsOfUnits(raw)
	} else {
		groups, err = r.atomsOfGroups()
	}
	if err != nil {
		return err
	}
	if len(r.atoms) > 63 {
		return errors.New("the groups make more than 63 atoms")
	}
	for _, f := range r.files {
		for _, c := range f.cells {
			r.take(c, groups[f.group(c.group)])
		}
	}
	r.parts = components(len(r.questions), r.cells)
	return nil
}

func (r *round) take(c fileCell, atoms uint64) {
	out := cell{kind: c.kind, group: c.group, atoms: atoms, a: c.a, half: c.half, den: c.den, percentile: c.percentile, lo: c.lo, hi: c.hi}
	for _, q := range c.questions {
		out.questions = append(out.questions, r.index[q])
	}
	slices.Sort(out.questions)
	list := &r.cells
	if c.kind == quantile {
		list = &r.quantiles
	}
	for _, known := range *list { // the same cell in two files says nothing new
		if known.equal(out) {
			return
		}
	}
	*list = append(*list, out)
}

func (c cell) equal(d cell) bool {
	return c.kind == d.kind && c.atoms == d.atoms && slices.Equal(c.questions, d.questions) && c.a == d.a &&
		c.half == d.half && c.den == d.den && c.percentile == d.percentile && c.lo == d.lo && c.hi == d.hi
}

// classSets are the classes of a file's groups other than "alle", sorted.
func (f *File) classSets() []string {
	var sets []string
	for _, g := range f.groups {
		if !g.all {
			sets = append(sets, strings.Join(g.classes, "+"))
		}
	}
	slices.Sort(sets)
	return sets
}

// atomsOfGroups finds atoms from published sizes alone. Files of one round are
// about the same units, the larger ones with latecomers; they must have the
// same classes, because nothing is known about units that were cut anew.
func (r *round) atomsOfGroups() (map[*fileGroup]uint64, error) {
	groups := map[*fileGroup]uint64{}
	sets := r.files[0].classSets()
	if !slices.Equal(sets, slices.Compact(slices.Clone(sets))) {
		return nil, errors.New("two groups have the same classes")
	}
	before := map[string]int{}
	inside := map[string]uint64{}
	for _, f := range r.files {
		if !slices.Equal(f.classSets(), sets) {
			return nil, fmt.Errorf("%s has other classes than %s: one breakdown a round", f.Name, r.files[0].Name)
		}
		rest := f.size()
		var everybody uint64
		for _, set := range append(slices.Clone(sets), "") {
			n := rest // those in no class
			if set != "" {
				g := f.groups[slices.IndexFunc(f.groups, func(g fileGroup) bool { return !g.all && strings.Join(g.classes, "+") == set })]
				n = g.n
				rest -= n
			}
			if n < before[set] {
				return nil, fmt.Errorf("%s has fewer units in a group than a smaller release", f.Name)
			}
			if n > before[set] {
				inside[set] |= 1 << len(r.atoms)
				r.atoms = append(r.atoms, atom{name: atomName(set, f.Name, before[set] > 0 || f != r.files[0]), n: n - before[set]})
			}
			before[set] = n
			everybody |= inside[set]
		}
		for i := range f.groups {
			g := &f.groups[i]
			groups[g] = inside[strings.Join(g.classes, "+")]
			if g.all {
				groups[g] = everybody
			}
		}
	}
	return groups, nil
}

func atomName(set, file string, late bool) string {
	name := cmp.Or(set, "ohne Klasse")
	if late {
		name += " (später dazugekommen)"
	}
	return name
}

// atomsOfUnits finds atoms from the members themselves: row order is the order
// of arrival, so that a release with n units is about the first n rows.
func (r *round) atomsOfUnits(raw *rawRound) (map[*fileGroup]uint64, error) {
	groups := map[*fileGroup]uint64{}
	byMembership := map[string]int{}
	for i := range raw.units {
		var key strings.Builder
		late := false
		for _, f := range r.files {
			late = late || i >= f.size()
			for _, g := range f.groups {
				fmt.Fprintf(&key, "%t ", raw.in(i, f, g))
			}
		}
		at, known := byMembership[key.String()]
		if !known {
			at = len(r.atoms)
			byMembership[key.String()] = at
			r.atoms = append(r.atoms, atom{name: atomName(raw.classes[i], "", late)})
		}
		r.atoms[at].n++
		u := unit{key: raw.keys[i], atom: at, answers: make([]uint8, len(r.questions))}
		if err := raw.answers(i, r, &u); err != nil {
			return nil, err
		}
		r.units = append(r.units, u)
		for _, f := range r.files {
			for j, g := range f.groups {
				if raw.in(i, f, g) && at < 64 {
					groups[&f.groups[j]] |= 1 << at
				}
			}
		}
	}
	for _, f := range r.files {
		for j, g := range f.groups {
			n := 0
			for i := range raw.units {
				if raw.in(i, f, g) {
					n++
				}
			}
			if n != g.n {
				return nil, fmt.Errorf("%s says that %s has %d units, the answers have %d", f.Name, f.groups[j].name, g.n, n)
			}
		}
	}
	return groups, nil
}

// components ties questions together that stand in the same cell.
func components(questions int, cells []cell) []part {
	root := make([]int, questions)
	for q := range root {
		root[q] = q
	}
	find := func(q int) int {
		for root[q] != q {
			q = root[q]
		}
		return q
	}
	for _, c := range cells {
		for _, q := range c.questions {
			a, b := find(q), find(c.questions[0])
			root[max(a, b)] = min(a, b)
		}
	}
	at := map[int]int{}
	var parts []part
	for q := range root {
		i, known := at[find(q)]
		if !known {
			i = len(parts)
			at[find(q)] = i
			parts = append(parts, part{})
		}
		parts[i].questions = append(parts[i].questions, q)
	}
	for i, c := range cells {
		p := &parts[at[find(c.questions[0])]]
		p.cells = append(p.cells, i)
	}
	return parts
}

// need is how many of n units have to be possible outside a family (C1, C2):
// a tenth, at least one.
func need(n int) int { return max(1, (n+9)/10) }
