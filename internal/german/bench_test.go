package german

import (
	"os"
	"strings"
	"testing"
)

// benchText is the list of checked compounds, as running text.
func benchText(b *testing.B) string {
	src, err := os.ReadFile("testdata/komposita.txt")
	if err != nil {
		b.Fatal(err)
	}
	return strings.Repeat(string(src), 50)
}

func BenchmarkEachWarm(b *testing.B) {
	text, a := benchText(b), analyzer(b)
	a.Each(text, func(Token) {})
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		a.Each(text, func(Token) {})
	}
}

func BenchmarkAnalyseNewWord(b *testing.B) {
	a := analyzer(b)
	for b.Loop() {
		a.analyse("Hochspannungsnetzgeräteprüfung")
	}
}

func BenchmarkLoadLexicon(b *testing.B) {
	for b.Loop() {
		if _, err := Default(); err != nil {
			b.Fatal(err)
		}
	}
}
