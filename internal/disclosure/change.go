package disclosure

// Change is what may be said about a figure from one release to a later one.
type Change int

// The changes. Unclear is "keine belastbare Änderung".
const (
	Unclear Change = iota
	Lower
	Higher
)

// Compare compares the same figure of two releases: disjoint intervals are lower
// or higher, all others are unclear. Counts are compared as parts of their group.
//
// If few units left between the two rounds, from one to T + 1 of the later
// policy, or it is not known how many, the count of a question that falls is
// unclear as well (R7): who believes that a yes is never taken back would read
// from it the answer of one who left.
func Compare(before, now *Release, was, is Cell) Change {
	if was.Edge || is.Edge || was.isCount() != is.isCount() {
		return Unclear
	}
	n, m := 1.0, 1.0
	if is.isCount() {
		n, m = float64(before.Groups[was.Group].N), float64(now.Groups[is.Group].N)
	}
	switch {
	case below(was.Hi*m, is.Lo*n, is.isCount()):
		return Higher
	case !below(is.Hi*n, was.Lo*m, is.isCount()):
		return Unclear
	case is.isCount() && !now.manyLeft(before.Round):
		return Unclear
	}
	return Lower
}

// below reports whether an interval that ends at hi is below one that begins at
// lo. The ends of counts belong to them, bands of shares only touch.
func below(hi, lo float64, count bool) bool {
	return hi < lo || hi == lo && !count
}

func (r *Release) manyLeft(since string) bool {
	return r.Since != nil && r.Since.Round == since && (r.Since.Left == 0 || r.Since.Left > r.Policy.T+1)
}
