package versions

import "slices"

// LineChange is a line of either version, or of both. Parts are its cells if it
// is a row, else its one text.
type LineChange struct {
	Op    Op       `json:"op"`
	Kind  Kind     `json:"kind"`
	Type  string   `json:"type,omitempty"`
	Level int      `json:"level,omitempty"`
	Parts [][]Span `json:"parts"`
	// Links are the addresses that the line got or lost, if they changed.
	Links []Span `json:"links,omitempty"`
	// Old and New are the lines that were paired; nil where there is none.
	Old, New *Line `json:"-"`
}

// alike is how much two lines must have in common to be the same one, changed:
// a half of their words.
const alike = 0.5

// lines pairs the lines of two blocks: equal ones first, and between those the
// ones that are most alike.
func lines(a, b []Line) []LineChange {
	var out []LineChange
	i, j := 0, 0
	between := func(toA, toB int) {
		out = append(out, exchange(a[i:toA], b[j:toB])...)
	}
	for _, p := range equalLines(a, b) {
		between(p[0], p[1])
		out = append(out, pair(&a[p[0]], &b[p[1]]))
		i, j = p[0]+1, p[1]+1
	}
	between(len(a), len(b))
	return out
}

// equalLines lists the places of a longest common subsequence.
func equalLines(a, b []Line) [][2]int {
	return common(keys(a), keys(b))
}

func keys(list []Line) []string {
	out := make([]string, len(list))
	for i, l := range list {
		out[i] = quoted(l)
	}
	return out
}

// exchange pairs lines without an equal one.
func exchange(a, b []Line) []LineChange {
	words := func(list []Line) []map[string]int {
		bags := make([]map[string]int, len(list))
		for i, l := range list {
			bags[i] = bag(l)
		}
		return bags
	}
	var pairs [][2]int
	if len(a)*len(b) <= maxTable>>6 {
		as, bs := words(a), words(b)
		pairs = best(len(a), len(b), func(i, j int) float64 {
			if a[i].Kind != b[j].Kind || a[i].Type != b[j].Type {
				return 0
			}
			return likeness(as[i], bs[j])
		})
	}
	var out []LineChange
	i, j := 0, 0
	for _, p := range append(pairs, [2]int{len(a), len(b)}) {
		for ; i < p[0]; i++ {
			out = append(out, pair(&a[i], nil))
		}
		for ; j < p[1]; j++ {
			out = append(out, pair(nil, &b[j]))
		}
		if i < len(a) && j < len(b) {
			out = append(out, pair(&a[i], &b[j]))
			i, j = i+1, j+1
		}
	}
	return out
}

// bag counts the words of a line.
func bag(l Line) map[string]int {
	words := map[string]int{}
	for _, part := range l.parts() {
		for _, w := range cut(part) {
			if hasWord(w) {
				words[w]++
			}
		}
	}
	return words
}

// likeness is the share of words that two lines have in common, 0 below alike.
func likeness(a, b map[string]int) float64 {
	both, all := 0, 0
	for w, n := range a {
		both += 2 * min(n, b[w])
		all += n
	}
	for _, n := range b {
		all += n
	}
	if all == 0 {
		return 1
	}
	if share := float64(both) / float64(all); share >= alike {
		return share
	}
	return 0
}

// pair tells what changed between two lines, one of which may be nil.
func pair(a, b *Line) LineChange {
	switch {
	case b == nil:
		return LineChange{Op: Removed, Kind: a.Kind, Type: a.Type, Level: a.Level, Parts: whole(a, Removed), Old: a}
	case a == nil:
		return LineChange{Op: Added, Kind: b.Kind, Type: b.Type, Level: b.Level, Parts: whole(b, Added), New: b}
	}
	c := LineChange{Kind: b.Kind, Type: b.Type, Level: b.Level, Old: a, New: b}
	from, to := a.parts(), b.parts()
	for i := range max(len(from), len(to)) { // columns come and go at the end
		c.Parts = append(c.Parts, Words(at(from, i), at(to, i)))
	}
	for _, link := range a.Links {
		if !slices.Contains(b.Links, link) {
			c.Links = append(c.Links, Span{Removed, link})
		}
	}
	for _, link := range b.Links {
		if !slices.Contains(a.Links, link) {
			c.Links = append(c.Links, Span{Added, link})
		}
	}
	if !slices.Equal(filled(from), filled(to)) || len(c.Links) > 0 || a.Level != b.Level {
		c.Op = Changed
	}
	return c
}

// filled leaves the empty cells at the end out: they are no news.
func filled(cells []string) []string {
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// at is a cell, "" behind the last one.
func at(cells []string, i int) string {
	if i < len(cells) {
		return cells[i]
	}
	return ""
}

func whole(l *Line, op Op) [][]Span {
	var parts [][]Span
	for _, text := range l.parts() {
		parts = append(parts, spans(nil, op, text))
	}
	return parts
}
