package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"math/bits"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/german"
)

// What counting must show before a word of the laws becomes a part. Short words
// fit everywhere by accident, so they must be seen in more compounds.
const (
	minLetters = 4
	maxLetters = 20
	minTotal   = 2
	minTypes5  = 4 // compounds seen with a word of up to five letters
	minTypes   = 1 // compounds seen with a longer one
	newCost    = 8 // of a word before its compounds are counted
)

// wordlist is a lexicon in the making.
type wordlist struct {
	class map[string]german.Class
	hand  *lists
}

// build chooses the words. Those made by hand come first. Then each noun of
// the laws, the shortest first, is taken unless it is an inflected form or a
// compound of those taken before. At last, words that no compound uses are
// dropped, and the more compounds use a word, the less it costs.
func build(counts map[string]count, hand *lists) *wordlist {
	l := &wordlist{class: map[string]german.Class{}, hand: hand}
	maps.Copy(l.class, hand.words)
	for w := range hand.whole {
		l.class[w] = german.None
	}
	l.addNouns(counts)
	for range 2 {
		l.weigh(l.types(counts))
	}
	return l
}

// addNouns takes the nouns that are no compounds. A length at a time: words of
// the same length cannot be parts of each other.
func (l *wordlist) addNouns(counts map[string]count) {
	byLength := map[int][]string{}
	for w, c := range counts {
		if _, known := l.class[w]; !known && c.total >= minTotal && c.noun() && !l.hand.forbidden[w] {
			byLength[len(w)] = append(byLength[len(w)], w)
		}
	}
	for n := minLetters; n <= maxLetters; n++ {
		lex := l.lexicon()
		for _, w := range byLength[n] {
			if !lex.Knows(w) && lex.Split(w) == nil && !fragment(lex, w) {
				l.class[w] = german.Any | newCost
			}
		}
	}
}

// fragment reports whether a word is what stands in front of a hyphen: the
// "Sicherheitskontroll" of "Sicherheitskontroll- und Wachdienst".
func fragment(lex *german.Lexicon, word string) bool {
	return len(lex.Split(word+"plan")) > 2
}

// types counts the compounds of the laws that each word is a part of.
func (l *wordlist) types(counts map[string]count) map[string]int {
	lex := l.lexicon()
	types := map[string]int{}
	for w := range counts {
		for _, part := range lex.Split(w) {
			types[part]++
		}
	}
	return types
}

// weigh drops the words that too few compounds use and sets the cost of the
// others.
func (l *wordlist) weigh(types map[string]int) {
	for w, c := range l.class {
		kind := c &^ 0x0f
		if kind == german.None {
			continue
		}
		_, byHand := l.hand.words[w]
		need := minTypes
		if len(w) <= 5 {
			need = minTypes5
		}
		if !byHand && types[w] < need {
			delete(l.class, w)
			continue
		}
		l.class[w] = kind | cost(types[w], byHand)
	}
}

// cost is what a part costs that was seen in so many compounds.
func cost(types int, byHand bool) german.Class {
	c := 14 - bits.Len(uint(types))
	if byHand {
		c = min(c, 10)
	}
	return german.Class(max(c, 1))
}

// lexicon returns what is chosen so far.
func (l *wordlist) lexicon() *german.Lexicon {
	return german.NewLexicon(maps.Clone(l.class), l.hand.fixed)
}

// printSplits lists the compounds of the laws with their parts, for review.
func printSplits(out io.Writer, lex *german.Lexicon, counts map[string]count) error {
	words := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b].total, counts[a].total), strings.Compare(a, b))
	})
	for _, w := range words {
		if _, err := fmt.Fprintf(out, "%d\t%s\t%s\n", counts[w].total, w, strings.Join(lex.Split(w), "|")); err != nil {
			return err
		}
	}
	return nil
}
