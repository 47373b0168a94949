package search

import (
	"sync"
	"unicode"
)

// Field is one of the four sorts of terms.
type Field byte

// Word terms are stems, Root terms the roots of words and of the parts of
// compounds, Ident terms identifiers in lower case. Title terms are stems, and
// roots, of titles and other names; their impact is the share of the name that
// the word is.
const (
	Word  Field = 'w'
	Root  Field = 'r'
	Ident Field = 'i'
	Title Field = 't'
)

// Fields lists all fields in the order of the index.
func Fields() []Field { return []Field{Ident, Root, Title, Word} }

// dictionary numbers terms while an index is built, in no particular order. It
// is safe for concurrent use.
type dictionary struct {
	mu        sync.Mutex
	ids       map[string]uint32
	terms     []termEntry
	spellings map[string]*spelling // by written word
}

// spelling is a way to write a Word term.
type spelling struct {
	id    uint32
	times int
}

// termEntry is what is known about a term.
type termEntry struct {
	key string // field and text
	// parts are the roots of the parts if the term is a compound, as surface
	// was split.
	parts   []string
	surface string
	// shown is how the term is written most often, seen how often that is.
	shown string
	seen  int
}

func newDictionary() *dictionary {
	return &dictionary{ids: map[string]uint32{}, spellings: map[string]*spelling{}}
}

// id returns the number of a term.
func (d *dictionary) id(f Field, text string) uint32 {
	d.mu.Lock()
	defer d.mu.Unlock()
	key := string(f) + text
	id, ok := d.ids[key]
	if !ok {
		id = uint32(len(d.terms))
		d.ids[key] = id
		d.terms = append(d.terms, termEntry{key: key})
	}
	return id
}

// split notes into what a written word was split. Of several words with one
// stem the first in the alphabet decides, in whatever order they come.
func (d *dictionary) split(id uint32, written string, parts []string) {
	if len(parts) == 0 {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if t := &d.terms[id]; t.parts == nil || written < t.surface {
		t.parts, t.surface = parts, written
	}
}

// spelling notes how often a term is written in a way.
func (d *dictionary) spelling(id uint32, written string, times int) {
	if d.spellings[written] == nil {
		d.spellings[written] = &spelling{id: id}
	}
	d.spellings[written].times += times
}

// settle picks the most frequent spelling of every term.
func (d *dictionary) settle() {
	for written, s := range d.spellings {
		t := &d.terms[s.id]
		if s.times > t.seen || s.times == t.seen && written < t.shown {
			t.shown, t.seen = written, s.times
		}
	}
	d.spellings = nil
}

// minSiteWord is the length in bytes of a word that can be a part of the
// site's compounds.
const minSiteWord = 5

// capitalised collects the words that are written with a capital letter.
func capitalised(text string, into map[string]bool) {
	start, upper := -1, false
	end := func(at int) {
		if upper && at-start >= minSiteWord {
			into[text[start:at]] = true
		}
		start, upper = -1, false
	}
	for i, r := range text {
		switch letter := unicode.IsLetter(r); {
		case letter && start < 0:
			start, upper = i, unicode.IsUpper(r)
		case !letter && start >= 0:
			end(i)
		}
	}
	if start >= 0 {
		end(len(text))
	}
}
