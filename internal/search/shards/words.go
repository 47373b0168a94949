package shards

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/search"
)

// writeWords writes the words that one spelt wrong may stand for.
func writeWords(ix *search.Index, out *output, dir *directory) error {
	var d directory
	var buf []byte
	first, last := "", ""
	flush := func() error {
		if len(buf) == 0 {
			return nil
		}
		ref, err := out.send(kindWords, buf)
		d.add(first, ref)
		buf, last = make([]byte, 0, largestShard), ""
		return err
	}
	for _, t := range comparable(ix.Terms()) {
		if len(buf) == 0 {
			first = fmt.Sprintf("%c%02d", t.Text[0], len(t.Text))
		}
		buf = appendWord(buf, t, shared(last, t.Text))
		last = t.Text
		if out.cut(len(buf), t.Text, termOdds) {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	var err error
	*dir, err = d.folded(out)
	return err
}

// comparable are the Word terms that others are compared with, by first letter,
// length and text.
func comparable(terms []search.Term) []*search.Term {
	var words []*search.Term
	for i := range terms {
		if terms[i].Field == search.Word && search.Comparable(terms[i].Text) {
			words = append(words, &terms[i])
		}
	}
	slices.SortFunc(words, func(a, b *search.Term) int {
		return cmp.Or(cmp.Compare(a.Text[0], b.Text[0]), cmp.Compare(len(a.Text), len(b.Text)), cmp.Compare(a.Text, b.Text))
	})
	return words
}

// appendWord appends a word, whose first bytes are those of the one before, and
// how it differs from what is shown.
func appendWord(b []byte, t *search.Term, same int) []byte {
	b = appendText(appendNumber(b, same), t.Text[same:])
	b = appendNumber(b, t.DF)
	capital, shown := 0, cmp.Or(t.Shown, t.Text)
	if 'A' <= shown[0] && shown[0] <= 'Z' {
		capital, shown = 1, string(shown[0]|0x20)+shown[1:]
	}
	n := shared(shown, t.Text)
	for n > 0 && n < len(shown) && !utf8.RuneStart(shown[n]) {
		n--
	}
	if n == 0 { // nothing to write a capital on
		shown, capital = cmp.Or(t.Shown, t.Text), 0
	}
	return appendText(appendNumber(b, 2*n+capital), shown[n:])
}
