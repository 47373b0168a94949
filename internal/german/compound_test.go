package german

import (
	"os"
	"slices"
	"strings"
	"testing"
)

func analyzer(t testing.TB) *Analyzer {
	t.Helper()
	a, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// lines returns the words of each line of a file, without comments.
func lines(t *testing.T, name string) [][]string {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var all [][]string
	for line := range strings.Lines(string(src)) {
		line, _, _ = strings.Cut(line, "#")
		if words := strings.Fields(line); len(words) > 0 {
			all = append(all, words)
		}
	}
	return all
}

func root(word string) string { return Root(Stem(Fold(word))) }

func TestCompoundsAreFoundUnderTheirParts(t *testing.T) {
	a := analyzer(t)
	checked := 0
	for _, line := range lines(t, "testdata/komposita.txt") {
		var want []string
		for _, part := range line[1:] {
			want = append(want, root(part))
		}
		if got := a.Parts(line[0]); !slices.Equal(got, want) {
			t.Errorf("%s: parts %v, want %v", line[0], got, want)
		}
		checked++
	}
	if checked < 200 {
		t.Errorf("%d compounds checked, want 200", checked)
	}
}

func TestOtherWordsHaveNoParts(t *testing.T) {
	a := analyzer(t)
	checked := 0
	for _, line := range lines(t, "testdata/ganz.txt") {
		for _, w := range line {
			if got := a.Parts(w); got != nil {
				t.Errorf("%s: parts %v, want none", w, got)
			}
			checked++
		}
	}
	if checked < 100 {
		t.Errorf("%d words checked, want 100", checked)
	}
}
