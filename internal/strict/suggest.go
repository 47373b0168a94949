package strict

import (
	"strings"
	"unicode/utf8"
)

// longest is the length in bytes up to which words are compared.
const longest = 64

// nearest returns the candidate that was probably meant by word: the one with
// the smallest distance, at most a third of its letters away; "" if none is.
func nearest(word string, candidates []string) string {
	if len(word) > longest {
		return ""
	}
	lower, letters := strings.ToLower(word), utf8.RuneCountInString(word)
	best, bestDistance := "", 1<<30
	for _, c := range candidates {
		if strings.EqualFold(c, word) {
			return c
		}
		n := utf8.RuneCountInString(c)
		limit := max(1, n/3)
		if len(c) > longest || n-letters > limit || letters-n > limit {
			continue
		}
		if d := distance(lower, strings.ToLower(c)); d <= limit && d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

// distance counts the insertions, deletions, substitutions and swaps of
// neighbours that turn a into b (Damerau-Levenshtein, optimal alignment).
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	var table [3][longest + 1]int
	before, prev, cur := &table[0], &table[1], &table[2]
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(s); i++ {
		cur[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
		before, prev, cur = prev, cur, before
	}
	return prev[len(t)]
}
