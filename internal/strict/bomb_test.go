package strict

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// The promise is 100 ms and 64 MiB for each document. The time asserted here
// is generous, since the machine may be busy; the allocations are not, they do
// not depend on it.
const (
	bombTime  = 2 * time.Second
	bombBytes = 64 << 20
)

func TestHostileDocumentsStayWithinTheBudget(t *testing.T) {
	repeat := func(s string, size int) string { return strings.Repeat(s, size/len(s)) }
	distinct := func(size int) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, "%x:\n", i)
		}
		return b.String()
	}
	laughs := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		laughs += fmt.Sprintf("%c: &%c [*%[3]c,*%[3]c,*%[3]c,*%[3]c,*%[3]c,*%[3]c,*%[3]c,*%[3]c]\n", c, c, c-1)
	}
	for name, src := range map[string]string{
		"18 kB of one key":      repeat("a:\n", 18<<10),
		"256 KiB of one key":    repeat("a:\n", MaxBytes),
		"keys":                  distinct(MaxBytes - 100),
		"keys in braces":        "{" + repeat("a,", MaxBytes-2) + "}",
		"empty keys in braces":  "{" + repeat(`"":,`, MaxBytes-2) + "}",
		"items":                 repeat("-\n", MaxBytes),
		"items in brackets":     "[" + repeat("a,", MaxBytes-2) + "]",
		"items with comments":   repeat("- #\n", MaxBytes),
		"keys with comments":    repeat("a: 1 #\n", MaxBytes),
		"comments":              repeat("#\n", MaxBytes),
		"comments in a list":    "[\n" + repeat("#\n", MaxBytes-2),
		"brackets":              repeat("[", MaxBytes),
		"nested brackets":       strings.Repeat("[", 9000) + strings.Repeat("]", 9000),
		"braces":                repeat("{", MaxBytes),
		"nested mappings":       repeat("{a: ", MaxBytes),
		"nested items":          repeat("- ", MaxBytes),
		"question marks":        repeat("? ", MaxBytes),
		"question brackets":     repeat("? [\n", MaxBytes),
		"aliases":               "- &a a\n" + repeat("- *a\n", MaxBytes-8),
		"billion laughs":        laughs,
		"anchors":               repeat("- &a a\n", MaxBytes),
		"tags":                  repeat("- !a a\n", MaxBytes),
		"documents":             repeat("---\n", MaxBytes),
		"directives":            repeat("%TAG ! a\n", MaxBytes),
		"escapes":               `"` + repeat(`\u202e`, MaxBytes-2) + `"`,
		"escapes on many lines": repeat("- \"\\u202e\"\n", MaxBytes),
		"zero width":            repeat("\u200b", MaxBytes),
		"Cyrillic and Latin":    repeat("a\u0430", MaxBytes),
		"Cyrillic words":        repeat("a\u0430 ", MaxBytes),
		"tabs":                  repeat("\t", MaxBytes),
		"tabbed lines":          "a: [\n" + repeat("\tb\n", MaxBytes-5),
		"blank lines":           "a: |\n" + repeat("\n", MaxBytes-5),
		"folded":                "a: >\n" + repeat("  b\n\n", MaxBytes-5),
		"open quote":            `a: "` + repeat("x\n", MaxBytes-4),
		"quotes":                repeat("- '\n", MaxBytes),
		"colons":                repeat("a: ", MaxBytes),
		"one long word":         repeat("a", MaxBytes),
		"one megabyte":          repeat("a: b\n", 1<<20),
		"bytes":                 repeat("\xff\n", MaxBytes),
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			at := Source{Path: "a.yaml", FirstLine: 1}
			node, list := Parse([]byte(src), at)
			var into map[string]any
			list.Add(Decode(node, at, &into, Options{})...)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if took > bombTime {
				t.Errorf("took %v", took)
			}
			if n := after.TotalAlloc - before.TotalAlloc; n > bombBytes {
				t.Errorf("allocated %d MiB", n>>20)
			}
			if n := len(list); n > 4*maxProblems {
				t.Errorf("reported %d problems", n)
			}
		})
	}
}

func BenchmarkFrontMatter(b *testing.B) {
	src := []byte("---\ntitle: \"Business-Impact-Analyse\"\ndescription: \"Was passiert, wenn ein Prozess ausfällt?\"\n" +
		"date: 2026-10-01\nweight: 70\ntags: [bia, analyse]\nrole: [bcm, it-leitung]\nreview: {every: 24m, last: 2026-10-01}\n---\n\n## Für wen\n")
	b.ReportAllocs()
	for b.Loop() {
		d, list := Split(src, "a.md")
		at := Source{Path: "a.md", FirstLine: d.FrontLine}
		node, more := Parse(d.Front, at)
		list.Add(more...)
		var p page
		list.Add(Decode(node, at, &p, Options{})...)
		if len(list) > 0 {
			b.Fatal(list)
		}
	}
}
