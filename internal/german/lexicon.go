package german

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// Lexicon knows the words that compounds are made of. It does not change.
type Lexicon struct {
	words map[string]class
}

// class says what a word may be in a compound.
type class uint8

const (
	costBits class = 0x0f   // how rare the word is, 0 to 15
	head     class = 1 << 4 // may be the last part
	whole    class = 1 << 5 // is never split itself
)

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

// ParseLexicon reads the text form of a lexicon: a line a word, sorted, each
// beginning with a character for the number of letters it shares with the line
// before ('0' is none), the rest of the word and a character for its class.
func ParseLexicon(text string) (*Lexicon, error) {
	lex := &Lexicon{words: make(map[string]class, strings.Count(text, "\n"))}
	last := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if len(line) < 2 || line[0] < '0' || int(line[0]-'0') > len(last) {
			return nil, fmt.Errorf("lexicon: broken line %q after %q", line, last)
		}
		last = last[:line[0]-'0'] + line[1:len(line)-1]
		lex.words[last] = class(line[len(line)-1] - '0')
	}
	return lex, nil
}

// siteCost is the cost of a word that is only known from the site.
const siteCost = 9

// with returns a lexicon that also knows the given words.
func (l *Lexicon) with(words []string) *Lexicon {
	more := &Lexicon{words: map[string]class{}}
	if l != nil {
		for w, c := range l.words {
			more.words[w] = c
		}
	}
	for _, w := range words {
		first, _ := firstRune(w)
		folded := Fold(w)
		if _, known := more.words[folded]; known || !unicode.IsUpper(first) || len(folded) < 5 || !plain(folded) {
			continue
		}
		if l.split(folded) == nil {
			more.words[folded] = siteCost | head
		}
	}
	return more
}

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
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
