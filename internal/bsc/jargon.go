package bsc

import (
	"io/fs"
	"strings"
	"unicode"

	"github.com/kaaw/nachbar/internal/diag"
)

// JargonFile lists, below the data folder, the words that the head of a
// municipality should not have to read.
const JargonFile = Dir + "/stoppwoerter.yaml"

// Jargon are beginnings of words, in lower case: "konfigur" is the beginning of
// "Konfiguration" and of the second half of "Fach-Konfiguration", but not found
// inside a word, so that "server" leaves the "Wasserversorgung" alone.
type Jargon []string

// LoadJargon reads the list from a file, "data/bsc/stoppwoerter.yaml".
func LoadJargon(fsys fs.FS, name string) (Jargon, diag.List, error) {
	var file struct {
		Words []string `yaml:"words" nb:"required,max=400"`
	}
	var problems diag.List
	if _, _, err := read(fsys, name, &file, &problems); err != nil {
		return nil, nil, err
	}
	return Jargon(file.Words), problems, nil
}

// Find names the words of the list that a text contains, each once, in the
// order of the list.
func (j Jargon) Find(text string) []string {
	text = " " + strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return ' '
	}, text)
	var found []string
	for _, word := range j {
		if strings.Contains(text, " "+plain(word)) {
			found = append(found, word)
		}
	}
	return found
}

// plain writes a word of the list the way Find writes the text: "zwei-faktor"
// as two words.
func plain(word string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return ' '
	}, word)
}
