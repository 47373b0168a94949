package bia

import (
	"math"
	"slices"
)

// likeness is a word of the catalogue that a word is like.
type likeness struct {
	word  int
	share float64
}

// How much it counts that words are alike.
const (
	likeRoot  = 0.97
	likeSame  = 0.9
	likeSlip  = 0.88 // one letter wrong
	likeSlips = 0.75 // two letters wrong
	likeParts = 0.92 // of what compounds share
	leastLike = 0.2
)

// Of a score, the best name makes up nameShare, what stands anywhere the rest.
const nameShare = 0.6

// scored has for each process its score and how much of the words stands in
// it, from 0 to 1000.
type scored struct{ scores, covered []int }

// scores rates all processes for a text.
func (m *Matcher) scores(text, area string) scored {
	out := scored{make([]int, len(m.procs)), make([]int, len(m.procs))}
	words := m.words(text)
	total := 0.0
	like := make([]map[int]float64, len(words))
	for i, w := range words {
		m.mend(w)
		w.weight = m.weigh(w)
		total += w.weight
		like[i] = map[int]float64{}
		for _, l := range m.alike(w) {
			like[i][l.word] = l.share
		}
	}
	if total == 0 {
		return out
	}
	for i, p := range m.procs {
		covered := inBag(p, words, like) / total
		score := nameShare*m.bestName(p, words, like, total) + (1-nameShare)*covered
		if score > 0 && area != "" && area == m.data.Processes[i].Area {
			score += areaHint / 1000.0
		}
		out.scores[i], out.covered[i] = perMille(score), perMille(covered)
	}
	return out
}

func perMille(share float64) int { return int(math.Floor(1000*min(share, 1) + 0.5)) }

// bestName is how well the best name of a process fits.
func (m *Matcher) bestName(p matchProcess, words []*matchWord, like []map[int]float64, total float64) float64 {
	top := 0.0
	for _, name := range p.names {
		found, weight, met := 0.0, 0.0, 0.0
		for i := range words {
			share := 0.0
			for _, word := range name.words {
				share = max(share, like[i][word])
			}
			found += words[i].weight * share
		}
		if found == 0 {
			continue
		}
		for _, word := range name.words {
			share := 0.0
			for i := range words {
				share = max(share, like[i][word])
			}
			weight += m.vocab[word].weight
			met += m.vocab[word].weight * share
		}
		if weight > 0 {
			a, b := found/total, met/weight
			top = max(top, name.share*2*a*b/(a+b))
		}
	}
	return top
}

// inBag is how much of the words stands anywhere in a process.
func inBag(p matchProcess, words []*matchWord, like []map[int]float64) float64 {
	sum := 0.0
	for i, w := range words {
		share := 0.0
		for word, l := range like[i] {
			share = max(share, l*p.bag[word])
		}
		sum += w.weight * share
	}
	return sum
}

// alike lists the words of the catalogue that a word is like.
func (m *Matcher) alike(w *matchWord) []likeness {
	if known, ok := m.quality[w.stem]; ok {
		return known
	}
	share := map[int]float64{}
	for _, key := range m.keys(w) {
		for _, i := range m.byKey[key] {
			share[i] = m.like(w, m.vocab[i])
		}
	}
	if _, exact := m.byStem[w.stem]; !exact {
		for i, v := range m.vocab {
			if share[i] < likeSlip {
				share[i] = max(share[i], slip(w.stem, v.stem))
			}
		}
	}
	var list []likeness
	for i, s := range share {
		if s >= leastLike {
			list = append(list, likeness{i, s})
		}
	}
	if len(m.quality) < maxKnown {
		m.quality[w.stem] = list
	}
	return list
}

// keys are what words that are alike have in common: what their roots mean, and
// those of their parts.
func (m *Matcher) keys(w *matchWord) []string {
	list := []string{m.meaning(w.root)}
	for _, part := range w.parts {
		if key := m.meaning(part); !slices.Contains(list, key) {
			list = append(list, key)
		}
	}
	return list
}

// maxKnown bounds what is remembered.
const maxKnown = 20_000

// like is how much two words are alike that are spelt right.
func (m *Matcher) like(w, v *matchWord) float64 {
	switch {
	case w.stem == v.stem:
		return 1
	case w.root == v.root:
		return likeRoot
	case m.meaning(w.root) == m.meaning(v.root):
		return likeSame
	}
	return likeParts * m.shared(partsOf(w), partsOf(v))
}

// partsOf are the parts of a word, or the word itself.
func partsOf(w *matchWord) []string {
	if len(w.parts) > 0 {
		return w.parts
	}
	return []string{w.root}
}

// shared is what two compounds have in common: the geometric mean of the shares
// of both.
func (m *Matcher) shared(a, b []string) float64 {
	both, left, right := 0.0, 0.0, 0.0
	for _, x := range a {
		left += m.rarity(x)
		for _, y := range b {
			if x == y || m.meaning(x) == m.meaning(y) {
				both += min(m.rarity(x), m.rarity(y))
				break
			}
		}
	}
	if both == 0 {
		return 0
	}
	for _, y := range b {
		right += m.rarity(y)
	}
	return min(1, both/math.Sqrt(left*right))
}

// slip is how much two stems are alike of which one is spelt wrong.
func slip(a, b string) float64 {
	most := 0
	switch n := min(len(a), len(b)); {
	case n >= 9:
		most = 2
	case n >= 4:
		most = 1
	}
	if most == 0 || len(a)-len(b) > most || len(b)-len(a) > most {
		return 0
	}
	switch distance(a, b, most) {
	case 0, 1:
		return likeSlip
	case 2:
		if most == 2 {
			return likeSlips
		}
	}
	return 0
}

// distance counts the letters that were added, left out, changed or swapped
// with their neighbour; more than most is most+1. Lengths differ by no more
// than most.
func distance(a, b string, most int) int {
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
			least = min(least, next[j])
		}
		if least > most {
			return most + 1
		}
		before, row, next = row, next, before
	}
	return min(row[len(b)], most+1)
}
