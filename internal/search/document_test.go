package search

import (
	"strings"
	"testing"
)

func TestLongSummariesAreCutAtAWord(t *testing.T) {
	long := strings.Repeat("Übung ", 30) + "Ende"
	for summary, want := range map[string]string{
		"":                       "",
		"Kurz und gut.":          "Kurz und gut.",
		strings.Repeat("ü", 160): strings.Repeat("ü", 160),
		strings.Repeat("ü", 161): strings.Repeat("ü", 160) + " …",
		long:                     strings.TrimSpace(strings.Repeat("Übung ", 26)) + " …",
	} {
		d := Document{Summary: summary}
		if got := d.Brief(); got != want {
			t.Errorf("%q becomes %q, want %q", summary, got, want)
		}
	}
}

func TestOnlyWordsInLatinLettersAreCompared(t *testing.T) {
	for word, want := range map[string]bool{
		"tag": true, "at": false, "2026": true, "naχt": false, strings.Repeat("a", 64): true, strings.Repeat("a", 65): false,
	} {
		if Comparable(word) != want {
			t.Errorf("%s: want %v", word, want)
		}
	}
}
