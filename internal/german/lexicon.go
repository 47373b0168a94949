package german

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Lexicon knows the words that compounds are made of. It does not change.
type Lexicon struct {
	words map[string]Class
	fixed map[string][]span // compounds whose parts are given
}

// Class says what a word of a lexicon may be in a compound, plus a cost of 0 for
// a very common part to 15 for a rare one: "Any | 3".
type Class uint8

// The kinds of words: First ones only stand in front of another ("Prüf-"), Any
// is for nouns, Last for adjectives that only end a compound ("-kritisch"). A
// None is no part of a compound, nor one itself ("Österreich").
const (
	First Class = iota << 4
	Any
	Last
	None

	costBits Class = 0x0f
)

func (c Class) kind() Class { return c &^ costBits }
func (c Class) cost() int   { return int(c & costBits) }
func (c Class) leads() bool { return c.kind() <= Any }
func (c Class) ends() bool  { return c.kind() == Any || c.kind() == Last }

//go:embed lexikon.bin
var packed []byte

// embedded unpacks the lexicon that comes with the program.
func embedded() (*Lexicon, error) {
	text, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		return nil, fmt.Errorf("unpack lexicon: %w", err)
	}
	return ParseLexicon(string(text))
}

// NewLexicon returns a lexicon of folded words and of compounds that the general
// way gets wrong, written with bars between their parts: "druck|erzeugnis".
func NewLexicon(words map[string]Class, fixed []string) *Lexicon {
	l := &Lexicon{words: words, fixed: make(map[string][]span, len(fixed))}
	for _, f := range fixed {
		l.fix(f)
	}
	return l
}

// ParseLexicon reads the text form of a lexicon: a line a word, in order. A
// line begins with a character for the number of letters it shares with the
// line before ('0' is none, '1' one, and so on in ASCII); then comes the rest
// of the word and a character for its Class ('0' is class 0). The word may be
// a compound with bars.
func ParseLexicon(text string) (*Lexicon, error) {
	l := NewLexicon(make(map[string]Class, strings.Count(text, "\n")), nil)
	last := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if len(line) < 2 || line[0] < '0' || int(line[0]-'0') > len(last) || line[len(line)-1] < '0' {
			return nil, fmt.Errorf("lexicon: broken line %q after %q", line, last)
		}
		last = last[:line[0]-'0'] + line[1:len(line)-1]
		if strings.Contains(last, "|") {
			l.fix(last)
		} else {
			l.words[last] = Class(line[len(line)-1] - '0')
		}
	}
	return l, nil
}

// Format returns the text form of those words that keep agrees to, and of those
// compounds with given parts where it agrees to all parts; nil keeps all.
func (l *Lexicon) Format(keep func(word string) bool) string {
	words := make([]string, 0, len(l.words)+len(l.fixed))
	for w := range l.words {
		if keep == nil || keep(w) {
			words = append(words, w)
		}
	}
	for w, parts := range l.fixed {
		if keep == nil || !slices.ContainsFunc(parts, func(p span) bool { return !keep(w[p.start:p.end]) }) {
			words = append(words, barred(w, parts))
		}
	}
	slices.Sort(words)
	var b strings.Builder
	last := ""
	for _, w := range words {
		n := 0
		for n < min(len(last), len(w)-1) && last[n] == w[n] {
			n++
		}
		b.WriteByte('0' + byte(n))
		b.WriteString(w[n:])
		b.WriteByte('0' + byte(l.words[w]))
		b.WriteByte('\n')
		last = w
	}
	return b.String()
}

// fix takes a compound with bars.
func (l *Lexicon) fix(word string) {
	var parts []span
	at := 0
	for part := range strings.SplitSeq(word, "|") {
		parts = append(parts, span{at, at + len(part)})
		at += len(part)
	}
	l.fixed[strings.ReplaceAll(word, "|", "")] = parts
}

// barred writes a compound with bars between its parts.
func barred(word string, parts []span) string {
	var texts []string
	for _, p := range parts {
		texts = append(texts, word[p.start:p.end])
	}
	return strings.Join(texts, "|")
}

// siteCost is the cost of a word that is only known from the site.
const siteCost = 9

// with returns a lexicon that also knows the given words.
func (l *Lexicon) with(words []string) *Lexicon {
	if l == nil {
		l = NewLexicon(nil, nil)
	}
	more := &Lexicon{words: maps.Clone(l.words), fixed: l.fixed}
	if more.words == nil {
		more.words = map[string]Class{}
	}
	for _, w := range words {
		folded := Fold(w)
		if strings.ToLower(w) != w && len(folded) >= 5 && plain(folded) && !l.Knows(folded) && l.split(folded) == nil {
			more.words[folded] = Any | siteCost
		}
	}
	return more
}

// plain reports whether s is made of a to z.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if !lower(s[i]) {
			return false
		}
	}
	return true
}
