package search

import (
	"maps"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/german"
)

// pieces are the words, as stems, that the site's compounds are made of. With
// them a compound can be understood that the site does not have, even with a
// slip in one of its parts.
type pieces struct {
	exact map[string]bool
	near  *alike
}

// minPiece is the length of the shortest piece.
const minPiece = 4

func newPieces(list []Term) *pieces {
	p := &pieces{exact: make(map[string]bool, len(list)), near: newAlike(list)}
	for _, t := range list {
		p.exact[t.Text] = true
	}
	return p
}

// collectPieces lists the pieces of all compounds by text. DF is the number of
// documents that have one of them, counted once for each compound.
func collectPieces(lex *german.Lexicon, dict *dictionary, terms []Term) []Term {
	df := map[string]int{}
	for i := range terms {
		if len(terms[i].Parts) == 0 {
			continue
		}
		surface := dict.terms[dict.ids[string(terms[i].Field)+terms[i].Text]].surface
		for _, part := range lex.Split(german.Fold(surface)) {
			if piece := german.Stem(part); len(piece) >= minPiece {
				df[piece] += terms[i].DF
			}
		}
	}
	var list []Term
	for _, text := range slices.Sorted(maps.Keys(df)) {
		list = append(list, Term{Field: Word, Text: text, DF: df[text]})
	}
	return list
}

// links stand between the parts of a compound.
var links = []string{"", "s", "n", "en", "es", "e", "er"}

// repair cuts a stem into two pieces, one of which may be spelt wrong, and
// returns their roots. Without a good cut it returns the longest piece that
// the stem begins or ends with, or nothing.
func (p *pieces) repair(stem string) []string {
	const none = 100
	var best []string
	cost := none
	longest := ""
	for i := minPiece; i <= len(stem)-minPiece; i++ {
		right := stem[i:]
		for _, link := range links {
			left, ok := strings.CutSuffix(stem[:i], link)
			if !ok || len(left) < minPiece {
				continue
			}
			known := [2]bool{p.exact[left], p.exact[right]}
			for k, side := range []string{left, right} {
				if known[k] && len(side) > len(longest) {
					longest = side
				}
			}
			cut, price := p.cut(left, right, known)
			if cut != nil && price < cost {
				best, cost = cut, price
			}
		}
	}
	if best == nil && len(longest) > minPiece {
		best = []string{longest}
	}
	for i, piece := range best {
		best[i] = german.Root(piece)
	}
	return slices.Compact(best)
}

// cut returns two pieces with what they cost: the number of slips.
func (p *pieces) cut(left, right string, known [2]bool) ([]string, int) {
	switch {
	case known[0] && known[1]:
		return []string{left, right}, 0
	case known[0]:
		if found := p.near.find(right, 1); len(found) > 0 {
			return []string{left, found[0].Text}, found[0].distance
		}
	case known[1]:
		if found := p.near.find(left, 1); len(found) > 0 {
			return []string{found[0].Text, right}, found[0].distance
		}
	}
	return nil, 0
}
