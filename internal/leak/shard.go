package leak

import (
	"bytes"
	"encoding/binary"
	"strings"

	"github.com/kaaw/nachbar/internal/german"
)

// shard looks at the terms or words of a search (see package search/shards),
// whose texts share their beginnings with those before. It reports whether data
// are such a list.
func (x *look) shard(where string, data []byte) bool {
	for _, read := range []func(*list) bool{(*list).term, (*list).word} {
		l := &list{rest: data}
		var texts []string
		for len(l.rest) > 0 && !l.bad && read(l) {
			texts = append(texts, l.last)
			texts = append(texts, l.parts...)
			l.parts = nil
		}
		if l.bad || len(l.rest) > 0 || len(texts) == 0 {
			continue
		}
		for _, text := range texts {
			if source, ok := x.secrets.terms[text]; ok {
				x.report(source, where, text)
			}
		}
		x.text(strings.Join(texts, "\n"), where, false)
		return true
	}
	return false
}

// list reads the binary forms of shards.
type list struct {
	rest  []byte
	last  string
	parts []string
	bad   bool
}

func (l *list) number() int {
	n, size := binary.Uvarint(l.rest)
	if size <= 0 || n > 1<<30 {
		l.bad = true
		return 0
	}
	l.rest = l.rest[size:]
	return int(n)
}

func (l *list) take(n int) string {
	if n > len(l.rest) || l.bad {
		l.bad = true
		return ""
	}
	s := string(l.rest[:n])
	l.rest = l.rest[n:]
	return s
}

// text reads a text that begins as the one before does.
func (l *list) text() {
	same := l.number()
	if same > len(l.last) {
		l.bad = true
		return
	}
	l.last = l.last[:same] + l.take(l.number())
}

// term reads a term with its list of documents.
func (l *list) term() bool {
	l.text()
	field := l.take(1)
	if l.bad || !strings.Contains("irtw", field) {
		return false
	}
	df := l.number()
	if field == "w" {
		for range min(l.number(), 1000) {
			l.parts = append(l.parts, l.take(l.number()))
		}
	}
	if l.number() == 1 {
		l.take(l.number())
		return !l.bad
	}
	for range df {
		if l.bad {
			return false
		}
		l.number()
	}
	l.take(df)
	return !l.bad
}

// word reads a word that may be meant by others.
func (l *list) word() bool {
	l.text()
	l.number()
	n := l.number()
	shown := l.take(l.number())
	if l.bad || n/2 > len(l.last) {
		return false
	}
	l.parts = append(l.parts, l.last[:n/2]+shown)
	return true
}

// forms are those in which a search keeps a word.
func forms(word []byte) []string {
	folded := german.Fold(string(bytes.ToLower(word)))
	stem := german.Stem(folded)
	return []string{folded, stem, german.Root(stem)}
}
