package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/german"
)

// count says how often a word occurs, and how often as a noun.
type count struct{ total, nouns int }

// noun reports whether a word is mostly one.
func (c count) noun() bool { return c.nouns*100 >= c.total*35 }

// readCounts reads a file of word counts. Spellings that fold alike are added.
func readCounts(name string) (map[string]count, error) {
	src, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	counts := map[string]count{}
	line := 0
	for text := range strings.Lines(string(src)) {
		line++
		fields := strings.Split(strings.TrimSuffix(text, "\n"), "\t")
		if len(fields) != 3 {
			return nil, fmt.Errorf("%s:%d: want word, count and count of capitals", name, line)
		}
		total, err := strconv.Atoi(fields[1])
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, line, err)
		}
		nouns, err := strconv.Atoi(fields[2])
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, line, err)
		}
		if word := german.Fold(fields[0]); plain(word) {
			c := counts[word]
			counts[word] = count{c.total + total, c.nouns + nouns}
		}
	}
	return counts, nil
}

// plain reports whether a folded word is made of the letters a to z.
func plain(word string) bool {
	for _, r := range word {
		if r < 'a' || r > 'z' {
			return false
		}
	}
	return true
}
