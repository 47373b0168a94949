package main

import (
	"embed"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/german"
)

//go:embed listen
var files embed.FS

// lists are the words written down by hand, folded.
type lists struct {
	words     map[string]german.Class // parts and their kind
	forbidden map[string]bool         // never parts
	whole     map[string]bool         // neither parts nor compounds
	fixed     []string                // compounds with bars between their parts
}

func readLists() (*lists, error) {
	l := &lists{words: map[string]german.Class{}, forbidden: map[string]bool{}, whole: map[string]bool{}}
	for name, add := range map[string]func(word string){
		"woerter.txt":  l.addWord,
		"teile.txt":    l.addWord,
		"kurz.txt":     l.addWord,
		"verboten.txt": func(w string) { l.forbidden[german.Fold(w)] = true },
		"ganz.txt":     func(w string) { l.whole[german.Fold(w)] = true },
	} {
		lines, err := readList(name)
		if err != nil {
			return nil, err
		}
		for _, line := range lines {
			for _, w := range line {
				add(w)
			}
		}
	}
	lines, err := readList("fest.txt")
	if err != nil {
		return nil, err
	}
	for _, line := range lines {
		if err := l.addFixed(line); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// readList returns the words of each line of a file, without comments.
func readList(name string) ([][]string, error) {
	src, err := files.ReadFile("listen/" + name)
	if err != nil {
		return nil, err
	}
	var lines [][]string
	for line := range strings.Lines(string(src)) {
		line, _, _ = strings.Cut(line, "#")
		if words := strings.Fields(line); len(words) > 0 {
			lines = append(lines, words)
		}
	}
	return lines, nil
}

// addWord notes a noun ("Stab"), the first part of compounds ("Prüf-") or an
// adjective that ends some ("kritisch"). A word noted in two ways may be
// anything.
func (l *lists) addWord(word string) {
	word, first := strings.CutSuffix(word, "-")
	initial, _ := utf8.DecodeRuneInString(word)
	kind := german.Last
	switch {
	case first:
		kind = german.First
	case unicode.IsUpper(initial):
		kind = german.Any
	}
	folded := german.Fold(word)
	if known, ok := l.words[folded]; ok && known != kind {
		kind = german.Any
	}
	l.words[folded] = kind
}

// addFixed notes a compound whose parts follow it on the line.
func (l *lists) addFixed(line []string) error {
	for i, w := range line {
		line[i] = german.Fold(w)
	}
	if whole := strings.Join(line[1:], ""); whole != line[0] {
		return fmt.Errorf("fest.txt: the parts of %q make %q", line[0], whole)
	}
	l.fixed = append(l.fixed, strings.Join(line[1:], "|"))
	return nil
}
