package german

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"fmt"
	"io"
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

// ParseLexicon reads the text form of a lexicon: a line a word, in order. A
// line begins with a character for the number of letters it shares with the
// line before ('0' is none, '1' one, and so on in ASCII); then comes the rest
// of the word and a character for its Class ('0' is class 0). Bars in a word
// part a compound that the general way gets wrong: "druck|erzeugnis".
func ParseLexicon(text string) (*Lexicon, error) {
	lex := &Lexicon{words: make(map[string]Class, strings.Count(text, "\n")), fixed: map[string][]span{}}
	last := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if len(line) < 2 || line[0] < '0' || int(line[0]-'0') > len(last) {
			return nil, fmt.Errorf("lexicon: broken line %q after %q", line, last)
		}
		last = last[:line[0]-'0'] + line[1:len(line)-1]
		lex.add(last, Class(line[len(line)-1]-'0'))
	}
	return lex, nil
}

// FormatLexicon writes the text form that ParseLexicon reads. The words must
// be in order.
func FormatLexicon(words []string, class func(word string) Class) string {
	var b strings.Builder
	last := ""
	for _, w := range words {
		n := 0
		for n < min(len(last), len(w)-1) && last[n] == w[n] {
			n++
		}
		b.WriteByte('0' + byte(n))
		b.WriteString(w[n:])
		b.WriteByte('0' + byte(class(w)))
		b.WriteByte('\n')
		last = w
	}
	return b.String()
}

func (l *Lexicon) add(word string, class Class) {
	if !strings.Contains(word, "|") {
		l.words[word] = class
		return
	}
	var parts []span
	at := 0
	for part := range strings.SplitSeq(word, "|") {
		parts = append(parts, span{at, at + len(part)})
		at += len(part)
	}
	l.fixed[strings.ReplaceAll(word, "|", "")] = parts
}

// siteCost is the cost of a word that is only known from the site.
const siteCost = 9

// with returns a lexicon that also knows the given words.
func (l *Lexicon) with(words []string) *Lexicon {
	more := &Lexicon{words: map[string]Class{}, fixed: map[string][]span{}}
	if l != nil {
		more.fixed = l.fixed
		for w, c := range l.words {
			more.words[w] = c
		}
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
