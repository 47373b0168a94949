package german

import "strings"

// A compound is cut into parts that cover it fully, the cheapest way. A part
// costs what the lexicon says plus partCost; the last one must be a
// noun or an adjective.
const (
	minCompound = 6
	maxCompound = 64
	minPart     = 3 // shorter ones are not in a lexicon
	maxPart     = 24
	partCost    = 10
	far         = 1 << 20 // dearer than any compound
)

// suffix is what may follow a word of the lexicon, with its cost.
type suffix struct {
	text string
	cost int
}

// links stand between two parts, endings behind the last.
var (
	links   = []suffix{{"", 0}, {"s", 1}, {"n", 2}, {"en", 2}, {"es", 2}, {"e", 3}, {"er", 3}, {"ens", 3}}
	endings = []suffix{{"", 0}, {"s", 0}, {"n", 0}, {"en", 0}, {"es", 0}, {"e", 0}, {"er", 0}, {"ern", 0}, {"em", 0},
		{"in", 1}, {"innen", 1}, {"se", 0}, {"sen", 0}, {"ses", 0}}
)

// Split returns the parts of a folded word, without what links them and
// without inflection, or nil if it is no compound.
func (l *Lexicon) Split(folded string) []string {
	var parts []string
	for _, p := range l.split(folded) {
		parts = append(parts, folded[p.start:p.end])
	}
	return parts
}

func (l *Lexicon) split(word string) []span {
	if l == nil || len(word) < minCompound || len(word) > maxCompound || !plain(word) {
		return nil
	}
	if parts := l.given(word); parts != nil {
		return parts
	}
	if l.Knows(word) {
		return nil
	}
	var (
		cost [maxCompound + 1]int // of the cheapest way to here
		last [maxCompound + 1]span
	)
	n := len(word)
	for i := 1; i <= n; i++ {
		cost[i] = far
	}
	for i := 0; i <= n-minPart; i++ {
		if cost[i] == far {
			continue
		}
		for j := i + minPart; j <= min(n, i+maxPart); j++ {
			class, ok := l.words[word[i:j]]
			if !ok {
				continue
			}
			reach := func(k, price int) {
				if price < cost[k] {
					cost[k], last[k] = price, span{i, j}
				}
			}
			price := cost[i] + partCost + class.cost()
			if class.leads() {
				for _, s := range links {
					if k := j + len(s.text); k <= n-minPart && word[j:k] == s.text {
						reach(k, price+s.cost)
					}
				}
			}
			if i > 0 && class.ends() && n-j <= len("innen") {
				if s, ok := ending(word[i:j], word[j:]); ok {
					reach(n, price+s.cost)
				}
			}
		}
	}
	if cost[n] == far {
		return nil
	}
	return trace(last[:n+1])
}

// ending finds rest among the endings. Only persons have a female form, and
// only words in -nis double their s.
func ending(base, rest string) (suffix, bool) {
	for _, s := range endings {
		if s.text != rest {
			continue
		}
		switch {
		case strings.HasPrefix(rest, "in"):
			return s, strings.HasSuffix(base, "r") || strings.HasSuffix(base, "t")
		case strings.HasPrefix(rest, "se"):
			return s, strings.HasSuffix(base, "nis")
		}
		return s, true
	}
	return suffix{}, false
}

// trace follows the cheapest way back to the beginning of the word.
func trace(last []span) []span {
	count := 0
	for i := len(last) - 1; i > 0; i = last[i].start {
		count++
	}
	parts := make([]span, count)
	for i := len(last) - 1; i > 0; i = last[i].start {
		count--
		parts[count] = last[i]
	}
	return parts
}

// Knows reports whether word is in the lexicon as it is or inflected, so that
// it is no compound.
func (l *Lexicon) Knows(word string) bool {
	if l == nil {
		return false
	}
	for _, s := range endings {
		base, ok := strings.CutSuffix(word, s.text)
		if !ok || len(base) < minPart {
			continue
		}
		if class, ok := l.words[base]; ok && class.kind() != First {
			if _, ok := ending(base, s.text); ok {
				return true
			}
		}
	}
	return false
}

// given returns the parts that are written in the lexicon for a compound or
// an inflected form of it.
func (l *Lexicon) given(word string) []span {
	for _, s := range endings {
		if base, ok := strings.CutSuffix(word, s.text); ok && l.fixed[base] != nil {
			return l.fixed[base]
		}
	}
	return nil
}
