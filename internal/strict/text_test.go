package strict

import (
	"strings"
	"testing"
)

func TestCheckTextFindsHiddenCharacters(t *testing.T) {
	at := Source{Path: "a.md", FirstLine: 1}
	for _, tt := range []struct {
		name, src string
		want      []string
	}{
		{"plain German", "Größe „x“ – § 8a…\r\n\tÜbung\u00ad\u00a0€ 😀\n", nil},
		{"override", "a\nüü\u202eb", []string{"text-bidi 2:3"}},
		{"isolate", "\u2067", []string{"text-bidi 1:1"}},
		{"arabic letter mark", "a\u061c", []string{"text-bidi 1:2"}},
		{"zero width space", "a\u200bb", []string{"text-bidi 1:2"}},
		{"byte order mark inside", "a\ufeffb", []string{"text-bidi 1:2"}},
		{"tag character", "a\U000e0041", []string{"text-bidi 1:2"}},
		{"line separator", "a\u2028b", []string{"text-bidi 1:2"}},
		{"joiner in an emoji", "👩\u200d🚒 👩🏽\u200d🚒", nil},
		{"joiner in a word", "a\u200db", []string{"text-bidi 1:2"}},
		{"control", "a\x1b[31m", []string{"text-control 1:2"}},
		{"C1 control", "a\u009b", []string{"text-control 1:2"}},
		{"NUL", "\x00", []string{"text-control 1:1"}},
		{"carriage return alone", "a\rb", []string{"text-control 1:2"}},
		{"once a line", "\u200b\u200b\n\n\u200b", []string{"text-bidi 1:1", "text-bidi 3:1"}},
		{"Latin-1", "a\nGr\xf6\xdfe\xe4", []string{"text-invalid-utf8 2:3"}},
		{"surrogate", "\xed\xa0\x80", []string{"text-invalid-utf8 1:1"}},
		{"overlong", "x\xc0\xaf", []string{"text-invalid-utf8 1:2"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wantPlaces(t, CheckText([]byte(tt.src), at), tt.want...)
		})
	}
}

func TestMixedScriptsInAWordAreReported(t *testing.T) {
	for _, tt := range []struct {
		src  string
		want []string
	}{
		{"tlp: \u0421LEAR", []string{"text-mixed-script 1:6"}},      // Cyrillic Es
		{"b: zu P\u0430ris", []string{"text-mixed-script 1:7"}},     // Cyrillic a
		{"t\u03bftle: x", []string{"text-mixed-script 1:1"}},        // Greek omicron
		{"a: Москва und Ελλάδα", nil},                               // whole words of another script
		{"a: 5 \u03bcm, \u00b5g, k\u03a9, \u03b2-Blocker, Δt", nil}, // units and symbols
		{"a: Füße, Łódź, Çelik", nil},
	} {
		wantPlaces(t, checkScripts([]byte(tt.src), Source{Path: "a", FirstLine: 1}), tt.want...)
	}
}

func TestHiddenCharactersCostLinearTime(t *testing.T) {
	one := strings.Repeat("\u200b", 1<<20)
	if n := len(CheckText([]byte(one), Source{})); n != 1 {
		t.Errorf("got %d problems for one line", n)
	}
	if n := len(CheckText([]byte(strings.Repeat("\u200b\n", 1<<20)), Source{})); n != maxProblems {
		t.Errorf("got %d problems, want %d", n, maxProblems)
	}
}
