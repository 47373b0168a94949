package german

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the terms of the words and texts in testdata anew")

// The file has a line a word: the word, a tab, the terms of its tokens as
// describe writes them, with slashes between tokens. The words are from the
// federal laws and by hand; -update keeps them. web/ts/german is tested on the
// same file.
func TestWordsKeepTheirTerms(t *testing.T) {
	const name, least = "testdata/woerter.tsv.gz", 50_000
	a := analyzer(t)
	was := string(unzip(t, name))
	var now strings.Builder
	count, wrong := 0, 0
	for line := range strings.Lines(was) {
		word, _, _ := strings.Cut(line, "\t")
		var tokens []string
		a.Each(word, func(tok Token) { tokens = append(tokens, describe(tok)) })
		fresh := word + "\t" + strings.Join(tokens, " / ") + "\n"
		now.WriteString(fresh)
		if count++; fresh != line {
			if wrong++; !*update && wrong <= 20 {
				t.Errorf("got %swant %s", fresh, line)
			}
		}
	}
	if count < least {
		t.Errorf("%d words, want %d", count, least)
	}
	if *update && wrong > 0 {
		write(t, name, zipped(t, now.String()))
	} else if wrong > 0 {
		t.Errorf("%d of %d words have other terms", wrong, count)
	}
}

// The file has a text a line, followed by a line for each of its tokens that
// begins with a tab: position, words covered, the text covered, terms.
func TestTextsKeepTheirTokens(t *testing.T) {
	const name = "testdata/texte.tsv"
	a := analyzer(t)
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var now strings.Builder
	for line := range strings.Lines(string(src)) {
		if strings.HasPrefix(line, "\t") {
			continue
		}
		text := strings.TrimSuffix(line, "\n")
		now.WriteString(line)
		a.Each(text, func(tok Token) {
			fmt.Fprintf(&now, "\t%d\t%d\t%s\t%s\n", tok.Pos, tok.Over, text[tok.Start:tok.End], describe(tok))
		})
	}
	if now.String() == string(src) {
		return
	}
	if !*update {
		t.Errorf("tokens have changed; got\n%s", now.String())
		return
	}
	write(t, name, []byte(now.String()))
}

func unzip(t *testing.T, name string) []byte {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func zipped(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
