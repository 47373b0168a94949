package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/german"
)

func handLists(t *testing.T) *lists {
	t.Helper()
	hand, err := readLists()
	if err != nil {
		t.Fatal(err)
	}
	return hand
}

func TestListsDoNotContradictEachOther(t *testing.T) {
	hand := handLists(t)
	for w := range hand.words {
		if hand.forbidden[w] {
			t.Errorf("%s is listed as a part and as forbidden", w)
		}
		if hand.whole[w] {
			t.Errorf("%s is listed as a part and as whole", w)
		}
		if !plain(w) || len(w) < 3 {
			t.Errorf("%q cannot be a part: it needs three letters a to z", w)
		}
	}
}

func TestNounsOfTheLawsBecomeParts(t *testing.T) {
	hand := &lists{
		words:     map[string]german.Class{"pruf": german.First},
		forbidden: map[string]bool{"nahme": true},
		whole:     map[string]bool{"osterreich": true},
		fixed:     []string{"druck|erzeugnis"},
	}
	counts := map[string]count{
		"steuer": {100, 90}, "bescheid": {50, 50}, "bescheide": {20, 20}, "steuerbescheid": {30, 30}, "steuerbescheide": {9, 9},
		"grundlich": {40, 0}, "steuergrundlich": {5, 0}, // no nouns
		"nahme": {50, 50}, "steuernahme": {9, 9}, // forbidden
		"einsam":       {50, 50}, // in no compound
		"prufbescheid": {8, 8}, "prufsteuer": {4, 4}, "prufsteuerbescheid": {4, 4}, "steuerpruf": {4, 4},
	}
	lex := build(counts, hand).lexicon()
	for word, want := range map[string]string{
		"steuerbescheide": "steuer bescheid", "prufbescheid": "pruf bescheid", "steuernahme": "", "steuergrundlich": "",
		"einsamsteuer": "", "druckerzeugnisse": "druck erzeugnis", "osterreicher": "",
	} {
		if got := strings.Join(lex.Split(word), " "); got != want {
			t.Errorf("%s: parts %q, want %q", word, got, want)
		}
	}
}

func TestCountsOfSpellingsAreAdded(t *testing.T) {
	name := filepath.Join(t.TempDir(), "counts.tsv")
	if err := os.WriteFile(name, []byte("straße\t3\t2\nstrasse\t4\t4\nx-y\t9\t9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	counts, err := readCounts(name)
	if err != nil {
		t.Fatal(err)
	}
	if want := (count{7, 6}); counts["strasse"] != want || len(counts) != 1 {
		t.Errorf("counts %v, want strasse alone with %v", counts, want)
	}
}

func TestBrokenCountsAreNamedByLine(t *testing.T) {
	for _, text := range []string{"a\t1\t1\nb\t1\n", "a\t1\t1\nb\tx\t1\n", "a\t1\t1\nb\t1\ty\n"} {
		name := filepath.Join(t.TempDir(), "counts.tsv")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readCounts(name); err == nil || !strings.Contains(err.Error(), ":2:") {
			t.Errorf("%q: error %v, want one for line 2", text, err)
		}
	}
}

func TestRunWritesALexicon(t *testing.T) {
	dir := t.TempDir()
	counts, target := filepath.Join(dir, "counts.tsv"), filepath.Join(dir, "lexikon.bin")
	if err := os.WriteFile(counts, []byte("notfallhandbuch\t5\t5\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, messages strings.Builder
	if err := run([]string{"-v", "-o", target, counts}, &out, &messages); err != nil {
		t.Fatal(err)
	}
	if want := "5\tnotfallhandbuch\tnotfall|handbuch\n"; out.String() != want {
		t.Errorf("printed %q, want %q", out.String(), want)
	}
	if packed, err := os.ReadFile(target); err != nil || len(packed) == 0 {
		t.Errorf("wrote %d bytes, error %v", len(packed), err)
	}
	if err := run(nil, &out, &messages); err == nil {
		t.Error("no error without a file of counts")
	}
}

func TestFixedPartsMakeTheirWord(t *testing.T) {
	l := &lists{}
	if err := l.addFixed([]string{"Ölspur", "Öl", "Spur"}); err != nil || !slices.Equal(l.fixed, []string{"ol|spur"}) {
		t.Errorf("fixed %v, error %v", l.fixed, err)
	}
	if err := l.addFixed([]string{"Ölspur", "Öl", "Fleck"}); err == nil {
		t.Error("parts that do not make the word are no error")
	}
}
