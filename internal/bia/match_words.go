package bia

import (
	"math"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/german"
)

// matchWord is a word as matching sees it.
type matchWord struct {
	stem, root string
	// parts are the roots of the parts of a compound, first to last.
	parts  []string
	weight float64
}

// words finds the words of a text that mean something.
func (m *Matcher) words(text string) []*matchWord {
	var list []*matchWord
	m.an.Each(text, func(t german.Token) {
		if t.Stop || len(t.Terms) == 0 || t.Over > 0 || t.Terms[0].Kind != german.Whole {
			return
		}
		if !letters.MatchString(t.Terms[0].Text) {
			return // numbers, other scripts
		}
		w := &matchWord{stem: t.Terms[0].Text, root: t.Terms[0].Text}
		for _, term := range t.Terms[1:] {
			if term.Kind == german.Rooted {
				w.root = term.Text
			}
		}
		w.parts = m.an.Parts(text[t.Start:t.End])
		list = append(list, w)
	})
	return list
}

// take is the number of a word in the vocabulary.
func (m *Matcher) take(w *matchWord) int {
	if i, ok := m.byStem[w.stem]; ok {
		return i
	}
	m.byStem[w.stem] = len(m.vocab)
	m.vocab = append(m.vocab, w)
	return len(m.vocab) - 1
}

// meaning is the root that stands for all that mean the same.
func (m *Matcher) meaning(root string) string {
	if first, ok := m.same[root]; ok {
		return first
	}
	return root
}

// rarity is how much a root says: the fewer processes have it, the more. Cut
// after six places it is the same in all languages.
func (m *Matcher) rarity(root string) float64 {
	if known, ok := m.rare[root]; ok {
		return known
	}
	value := math.Log(1 + float64(len(m.procs))/float64(max(m.df[root], 1)))
	if m.weak[root] {
		value *= weakShare
	}
	value = math.Floor(value*1e6) / 1e6
	if len(m.rare) < maxKnown {
		m.rare[root] = value
	}
	return value
}

const (
	weakShare    = 0.25
	unknownShare = 0.7 // of a word that no process has
)

// weigh is the weight of a word: its rarity, or that of its parts if no process
// has the word as a whole.
func (m *Matcher) weigh(w *matchWord) float64 {
	if m.df[w.root] > 0 || m.weak[w.root] {
		return m.rarity(w.root)
	}
	if len(w.parts) == 0 {
		return m.rarity(w.root) * unknownShare
	}
	most := 0.0
	for _, part := range w.parts {
		if m.df[part] > 0 {
			most = max(most, m.rarity(part))
		}
	}
	if most == 0 {
		return m.rarity(w.root) * unknownShare
	}
	return most
}

var (
	letters    = regexp.MustCompile(`^[a-z][a-z0-9]*$`)
	spaces     = regexp.MustCompile(`[\x{09}-\x{0d}\x{20}\x{a0}\x{2000}-\x{200a}\x{202f}\x{3000}]+`)
	separators = regexp.MustCompile(` [-–—+&] |[,;:/•|]+| (?:und|sowie|bzw\.|u\.) `)
	brackets   = regexp.MustCompile(`\([^)]*\)?`)
	numbering  = regexp.MustCompile(`^[ •*·–-]*([0-9]{1,6}(?:[./-][0-9]{1,4}){0,5})[.):]? `)
	bullet     = regexp.MustCompile(`^[ •*·–-]+`)
)

// piece is a part of a line that may name a process, and what stands in front
// of a colon before it.
type piece struct{ head, text string }

// pieces are the parts of a line that may name a process each; nil if it has no
// parts. What stands in brackets adds to the line only. "An- und Abmelden" is
// one part.
func pieces(text string) []piece {
	text = brackets.ReplaceAllString(text, " ")
	head, rest, ok := strings.Cut(text, ":")
	if !ok {
		head, rest = "", text
	}
	var list []piece
	open := ""
	for _, part := range separators.Split(rest, -1) {
		part = strings.Trim(open+part, " ")
		open = ""
		if strings.HasSuffix(part, "-") {
			open = part + " "
		} else if utf8.RuneCountInString(part) > 2 {
			list = append(list, piece{strings.Trim(head, " "), part})
		}
	}
	if len(list) < 2 && head == "" {
		return nil
	}
	return list
}

// productNumber takes the number in front of a line: the area it names ("02" of
// "02.04.01" or "020401"), or "", and the text behind it.
func productNumber(line string) (area, text string) {
	found := numbering.FindStringSubmatch(line)
	if found == nil {
		return "", bullet.ReplaceAllString(line, "")
	}
	text = line[len(found[0]):]
	number := found[1]
	if n := strings.IndexAny(number, ".-/"); n > 0 {
		number = number[:n]
	} else if len(number) < 4 {
		return "", text // counts lines
	}
	if len(number) == 1 {
		number = "0" + number
	}
	return number[:2], text
}

// cut is the beginning of a line that is read, with plain spaces.
func cut(line string) string {
	runes := []rune(strings.Trim(spaces.ReplaceAllString(line, " "), " "))
	return string(runes[:min(len(runes), maxLine)])
}
