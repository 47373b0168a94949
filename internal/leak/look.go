package leak

import (
	"io"
	"strings"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/diag"
)

// look is a search for secrets in one file.
type look struct {
	secrets  *Secrets
	name     string // of the file, in the tree
	budget   int    // bytes that may still be opened
	problems diag.List
	found    map[string]bool // sources that were named
	told     bool            // whether the file was found to be unreadable
	inflater io.Reader       // is used again: making one costs more than most runs
}

// maxFindings is how many findings a file can have: one is enough to refuse it.
const maxFindings = 5

// text looks at the words of a text. place is where it stands in the file.
func (x *look) text(src, place string, tags bool) { x.words([]byte(src), place, tags) }

// words looks at all runs of words.
func (x *look) words(src []byte, place string, tags bool) {
	var hashes [longest]uint64
	var starts [longest]int
	n := 0
	eachWord(src, tags, func(w *word) {
		at := n % longest
		hashes[at], starts[at] = w.hash, w.start
		n++
		run := uint64(0)
		for k := range min(n, longest) {
			back := (at - k + longest) % longest
			run = roll(run, hashes[back])
			if !x.secrets.seen.may(run) {
				continue
			}
			if source, ok := x.secrets.phrases[run]; ok {
				x.report(source, place, string(src[starts[back]:min(w.end, len(src))]))
			}
		}
	})
}

// report notes a finding.
func (x *look) report(source int32, place, words string) {
	from := x.secrets.sources[source]
	if x.found[from] || len(x.problems) >= maxFindings {
		return
	}
	x.found[from] = true
	if place == "" {
		place = "–"
	}
	x.problems.Add(diag.New("leak-found", x.name, 0, "source", from, "words", shorten(words), "place", place))
}

// unreadable notes that something promised to be an archive and is none.
func (x *look) unreadable(place string, err error) {
	if x.told {
		return
	}
	x.told = true
	if place == "" {
		place = "–"
	}
	x.problems.Add(diag.New("leak-unreadable", x.name, 0, "place", place, "reason", err.Error()))
}

// shorten keeps enough of some words to find them, and little that could be
// passed on.
func shorten(words string) string {
	words = strings.Join(strings.Fields(strings.ToValidUTF8(words, "?")), " ")
	const most = 24
	if utf8.RuneCountInString(words) <= most {
		return words
	}
	return string([]rune(words)[:most]) + "…"
}
