package main

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// piece is a part of a text that becomes a page.
type piece struct{ folder, name, title, text string }

// pieceSize is about the size of a piece in bytes.
const pieceSize = 2700

// readPieces cuts all Markdown files of a folder, in the order of their paths.
func readPieces(dir string) (pieces []piece, err error) {
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() != "index.md" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		law := filepath.Base(filepath.Dir(path))
		pieces = append(pieces, cut(law, strings.ToValidUTF8(string(text), "?"))...)
		return nil
	})
	return pieces, err
}

// cut cuts one text behind its front matter.
func cut(law, text string) (pieces []piece) {
	if rest, ok := strings.CutPrefix(text, "---\n"); ok {
		_, text, _ = strings.Cut(rest, "\n---\n")
	}
	heading, size := law, 0
	var block []string
	flush := func() {
		if size < pieceSize/4 {
			return
		}
		n := len(pieces) + 1
		pieces = append(pieces, piece{
			folder: string(law[0]), name: fmt.Sprintf("%s-%d", law, n),
			title: clip(clean(heading), 120) + fmt.Sprintf(" (%s, Teil %d)", law, n), text: strings.Join(block, "\n\n") + "\n",
		})
		block, size = nil, 0
	}
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		paragraph = strings.Trim(paragraph, "\n")
		if paragraph == "" {
			continue
		}
		if strings.HasPrefix(paragraph, "#") {
			if size > pieceSize*2/3 {
				flush()
			}
			if size == 0 {
				first, _, _ := strings.Cut(paragraph, "\n")
				heading = strings.Trim(first, "# ")
			}
		}
		block, size = append(block, paragraph), size+len(paragraph)
		if size >= pieceSize {
			flush()
		}
	}
	flush()
	return pieces
}

func clip(s string, size int) string {
	for len(s) > size {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	return s
}

// queryCount is the number of queries of a site.
const queryCount = 100

// queries are pairs of words of a page. Words are nouns of five letters or
// more that at least two and at most one in fifty pages have.
func queries(chosen []piece) []string {
	has := make([][]string, len(chosen))
	df := map[string]int{}
	for i, p := range chosen {
		has[i] = nouns(p.text)
		for _, word := range has[i] {
			df[word]++
		}
	}
	rng := rand.New(rand.NewPCG(3, 14))
	var out []string
	for len(out) < queryCount {
		words := has[rng.IntN(len(has))]
		words = slices.DeleteFunc(slices.Clone(words), func(w string) bool { return df[w] < 2 || df[w] > max(3, len(chosen)/50) })
		if len(words) < 2 {
			continue
		}
		first := rng.IntN(len(words))
		second := (first + 1 + rng.IntN(len(words)-1)) % len(words)
		out = append(out, words[first]+" "+words[second])
	}
	return out
}

// nouns lists the capitalised words of a text, each once, in order.
func nouns(text string) []string {
	seen := map[string]bool{}
	var out []string
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		first, _ := utf8.DecodeRuneInString(word)
		if unicode.IsUpper(first) && utf8.RuneCountInString(word) >= 5 && !seen[word] && word != strings.ToUpper(word) {
			seen[word] = true
			out = append(out, word)
		}
	}
	return out
}
