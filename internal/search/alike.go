package search

import (
	"cmp"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// alike finds words of the site that are spelt like one it does not have.
type alike struct {
	words []Term
	// letters are the letters and digits that occur in each word, as bits.
	letters []uint64
}

func newAlike(words []Term) *alike {
	a := &alike{words: words, letters: make([]uint64, len(words))}
	for i, t := range words {
		if a.letters[i] = letterSet(t.Text); !Comparable(t.Text) {
			a.letters[i] = ^uint64(0) // too far from all
		}
	}
	return a
}

// Lengths of words that are compared.
const (
	minComparable = 3
	maxComparable = 64
)

// Comparable reports whether a folded word may be meant by one that is spelt
// wrong: its length is at hand, and it is written in Latin letters.
func Comparable(word string) bool {
	for i := 0; i < len(word); i++ {
		if word[i] >= utf8.RuneSelf {
			return false
		}
	}
	return minComparable <= len(word) && len(word) <= maxComparable
}

// letterSet has a bit for every letter and digit of a folded word.
func letterSet(word string) uint64 {
	set := uint64(0)
	for i := 0; i < len(word); i++ {
		set |= 1 << (word[i] & 63)
	}
	return set
}

// near is a word with its distance from the one looked for.
type near struct {
	Term
	distance int
}

// maxDistance is how many slips a word of some length can have: a letter left
// out, added, changed, or swapped with its neighbour.
func maxDistance(word string) int {
	switch n := len(word); {
	case n < 4:
		return 0
	case n < 8:
		return 1
	}
	return 2
}

// find returns at most max words that are spelt like a stem: those with the
// fewest differences, of these the most frequent.
func (a *alike) find(stem string, most int) []near {
	limit := maxDistance(stem)
	if limit == 0 || !Comparable(stem) {
		return nil
	}
	set := letterSet(stem)
	var found []near
	for i := range a.words {
		if bits.OnesCount64(set^a.letters[i]) > 2*limit {
			continue
		}
		text := a.words[i].Text
		if text[:min(len(text), alikeStart)] != stem[:alikeStart] {
			continue
		}
		if diff := len(text) - len(stem); diff > limit || -diff > limit {
			continue
		}
		if d := distance(stem, text, limit); d <= limit {
			found = append(found, near{a.words[i], d})
		}
	}
	slices.SortStableFunc(found, func(x, y near) int {
		return cmp.Or(cmp.Compare(x.distance, y.distance), cmp.Compare(y.DF, x.DF))
	})
	return found[:min(most, len(found))]
}

// distance is the number of slips between two words (optimal string
// alignment), limit+1 if there are more than limit.
func distance(a, b string, limit int) int {
	if len(a) > maxComparable || len(b) > maxComparable {
		return limit + 1
	}
	var rows [3][maxComparable + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := 0; j <= len(b); j++ {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
			best = min(best, d)
		}
		if best > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
