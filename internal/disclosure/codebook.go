package disclosure

import "slices"

// codebook says for which yes counts of the classes a question is told by class
// (R4). It depends on the sizes of the classes and the policy only, so an
// attacker has it too; therefore what is hidden has to be as safe as what is
// shown.
//
// A block is all count vectors with the same total and the same bands (few, some,
// nearly all). Totals that T1 codes are one total; all others count as known
// exactly, for the four rounded counts together may tell them. A block is shown
// if every coalition of up to T units finds each class ambiguous on both sides:
// it cannot rule out that some others say yes, nor that some do not.
type codebook struct {
	p      Policy
	sizes  []int
	n      int
	hidden map[string]bool
	// closed shows nothing: there are too many vectors to look at all of them.
	closed bool
}

// maxVectors is how many count vectors a codebook looks at: five classes of ten.
const maxVectors = 200_000

// band is few, some or nearly all of a class.
type band byte

func (p Policy) band(count, n int) band {
	switch i, coded := p.Coded(count, n); {
	case !coded:
		return 1
	case i.Lo == 0:
		return 0
	}
	return 2
}

// interval is the published interval of a band.
func (p Policy) interval(b band, n int) Interval {
	h := p.H(n)
	return [...]Interval{{0, h}, {h + 1, n - h - 1}, {n - h, n}}[b]
}

func newCodebook(sizes []int, p Policy) *codebook {
	b := &codebook{p: p, sizes: sizes, hidden: map[string]bool{}}
	product := 1
	for _, n := range sizes {
		b.n += n
		product *= n + 1
		if product > maxVectors {
			b.closed = true
			return b
		}
	}
	totals := map[int]map[string][][]int{} // total → block → vectors
	vector := make([]int, len(sizes))
	b.vectors(vector, 0, func() {
		total := b.total(vector)
		if totals[total] == nil {
			totals[total] = map[string][][]int{}
		}
		key := b.key(vector)
		totals[total][key] = append(totals[total][key], slices.Clone(vector))
	})
	patterns := b.patterns()
	for _, blocks := range totals {
		b.hide(blocks, patterns)
	}
	return b
}

// vectors calls f for every vector of counts.
func (b *codebook) vectors(vector []int, k int, f func()) {
	if k == len(vector) {
		f()
		return
	}
	for vector[k] = 0; vector[k] <= b.sizes[k]; vector[k]++ {
		b.vectors(vector, k+1, f)
	}
}

// total is what T1 tells of a vector's sum: -1 for few, n + 1 for nearly all.
func (b *codebook) total(vector []int) int {
	sum := 0
	for _, y := range vector {
		sum += y
	}
	if i, coded := b.p.Coded(sum, b.n); coded {
		if i.Lo == 0 {
			return -1
		}
		return b.n + 1
	}
	return sum
}

// key names the block of a vector.
func (b *codebook) key(vector []int) string {
	total := b.total(vector) + 1
	key := []byte{byte(total >> 8), byte(total)}
	for k, y := range vector {
		key = append(key, byte(b.p.band(y, b.sizes[k])))
	}
	return string(key)
}

// shown reports whether the bands of a question with these counts are told.
func (b *codebook) shown(vector []int) bool { return !b.closed && !b.hidden[b.key(vector)] }

// hide hides the unsafe blocks of a total, and then the smallest safe ones until
// all that is hidden is safe together.
func (b *codebook) hide(blocks map[string][][]int, patterns []pattern) {
	var safe []string
	var rest [][]int
	conceal := func(key string) {
		b.hidden[key] = true
		rest = append(rest, blocks[key]...)
	}
	for _, key := range sortedKeys(blocks) {
		if b.safe(blocks[key], patterns) {
			safe = append(safe, key)
		} else {
			conceal(key)
		}
	}
	slices.SortStableFunc(safe, func(x, y string) int { return len(blocks[x]) - len(blocks[y]) })
	for len(safe) > 0 && len(rest) > 0 && !b.safe(rest, patterns) {
		conceal(safe[0])
		safe = safe[1:]
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// pattern is a coalition: how many of each class say yes, and how many do not.
type pattern struct{ yes, no []int }

// patterns lists all coalitions of up to T units.
func (b *codebook) patterns() []pattern {
	var list []pattern
	k := len(b.sizes)
	part := make([]int, 2*k)
	var walk func(i, left int)
	walk = func(i, left int) {
		if i == len(part) {
			list = append(list, pattern{slices.Clone(part[:k]), slices.Clone(part[k:])})
			return
		}
		for part[i] = 0; part[i] <= left; part[i]++ {
			walk(i+1, left-part[i])
		}
		part[i] = 0
	}
	walk(0, b.p.T)
	return list
}

// safe reports whether each class stays ambiguous for every coalition that one
// of the vectors allows.
func (b *codebook) safe(vectors [][]int, patterns []pattern) bool {
	lo, hi := make([]int, len(b.sizes)), make([]int, len(b.sizes))
	for _, p := range patterns {
		found := false
		for _, v := range vectors {
			if !p.fits(v, b.sizes) {
				continue
			}
			for k, y := range v {
				if !found || y < lo[k] {
					lo[k] = y
				}
				if !found || y > hi[k] {
					hi[k] = y
				}
			}
			found = true
		}
		if found && !b.ambiguous(p, lo, hi) {
			return false
		}
	}
	return true
}

func (p pattern) fits(vector, sizes []int) bool {
	for k, y := range vector {
		if y < p.yes[k] || sizes[k]-y < p.no[k] {
			return false
		}
	}
	return true
}

// ambiguous reports whether among the others of each class enough may say yes,
// and enough may not, if its count is anything from lo to hi.
func (b *codebook) ambiguous(p pattern, lo, hi []int) bool {
	for k, n := range b.sizes {
		others := n - p.yes[k] - p.no[k]
		if others <= 0 {
			continue
		}
		need := max(1, b.p.share(others))
		if hi[k]-p.yes[k] < need || n-lo[k]-p.no[k] < need {
			return false
		}
	}
	return true
}

// classCounts is T2: yes by question and class, where the codebook allows it.
func (m *maker) classCounts() {
	if len(m.classes) == 0 {
		return
	}
	sizes := make([]int, len(m.classes))
	for k, c := range m.classes {
		sizes[k] = len(c.units)
	}
	book, yes, counts := newCodebook(sizes, m.p), m.t.Yes[0], make([]int, len(sizes))
	for q, id := range m.t.Questions {
		for k, c := range m.classes {
			counts[k] = m.t.count(q, c.units)[yes]
		}
		if !book.shown(counts) {
			continue
		}
		for k, c := range m.classes {
			cell := m.count(id, yes, m.p.interval(m.p.band(counts[k], sizes[k]), sizes[k]))
			cell.Group = m.group(c)
			m.add(cell)
		}
	}
}
