package search

import (
	"encoding/binary"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/german"
)

// tfUnit is the unit of weighted frequencies, as a part of an occurrence in
// the body.
const tfUnit = 4

// shareUnit is the unit of the shares of Title terms, as a part of the whole.
const shareUnit = 64

// counter counts the terms of documents. It is used by one goroutine and
// remembers what every written word means.
type counter struct {
	analyzer *german.Analyzer
	dict     *dictionary
	known    map[string]*meaning
	over     map[string]*meaning // the same for forms that lie over words

	tf      []uint32 // weighted frequency by term, zero between documents
	touched []uint32
	words   int
}

// meaning are the terms of a written word.
type meaning struct {
	ids   []uint32
	word  uint32 // the Word term, if there is one
	isSet bool
	times int
}

func newCounter(a *german.Analyzer, dict *dictionary) *counter {
	return &counter{analyzer: a, dict: dict, known: map[string]*meaning{}, over: map[string]*meaning{}}
}

// count returns the terms of a document, as pairs of varints (distance to the
// number of the term before; frequency in tfUnits, of Title terms the share in
// shareUnits), and the number of words that count.
func (c *counter) count(d *Document, body string) ([]byte, float64) {
	c.words = 0
	c.text(body, bodyWeight*tfUnit)
	words := c.words
	c.text(d.Title, titleWeight*tfUnit)
	for _, s := range d.Headings {
		c.text(s.Title, (headingWeight-bodyWeight)*tfUnit)
	}
	for _, tag := range d.Tags {
		c.text(tag, headingWeight*tfUnit)
	}
	c.name(d.Title)
	for _, name := range d.Names {
		c.name(name)
	}
	slices.Sort(c.touched)
	out := make([]byte, 0, 3*len(c.touched))
	last := uint32(0)
	for _, id := range c.touched {
		out = binary.AppendUvarint(out, uint64(id-last))
		out = binary.AppendUvarint(out, uint64(c.tf[id]))
		c.tf[id], last = 0, id
	}
	c.touched = c.touched[:0]
	return slices.Clip(out), float64(words)
}

func (c *counter) text(text string, weight uint32) {
	c.analyzer.Each(text, func(t german.Token) {
		m := c.meaning(text[t.Start:t.End], &t)
		m.times++
		if t.Over == 0 && !t.Stop {
			c.words++
		}
		for _, id := range m.ids {
			if c.tf[id] == 0 {
				c.touched = append(c.touched, id)
			}
			c.tf[id] += weight
		}
	})
}

// name notes what share of a name each of its words is; roots count half. What
// stands in brackets at the end explains the name and is no part of it.
func (c *counter) name(text string) {
	if i := strings.LastIndex(text, " ("); i > 0 && strings.HasSuffix(text, ")") {
		text = text[:i]
	}
	words := 0
	c.analyzer.Each(text, func(t german.Token) {
		if t.Over == 0 && !t.Stop {
			words++
		}
	})
	if words == 0 {
		return
	}
	whole := max(1, shareUnit/uint32(words))
	c.analyzer.Each(text, func(t german.Token) {
		if t.Stop || t.Over > 0 {
			return
		}
		for _, term := range t.Terms {
			switch term.Kind {
			case german.Whole:
				c.raise(c.dict.id(Title, term.Text), whole)
			case german.Rooted:
				c.raise(c.dict.id(Title, term.Text), max(1, whole/2))
			}
		}
	})
}

// raise raises the weight of a term.
func (c *counter) raise(id, weight uint32) {
	c.reserve(id)
	if c.tf[id] == 0 {
		c.touched = append(c.touched, id)
	}
	c.tf[id] = max(c.tf[id], weight)
}

// reserve makes room for a term.
func (c *counter) reserve(id uint32) {
	if int(id) >= len(c.tf) {
		c.tf = append(c.tf, make([]uint32, int(id)+1024-len(c.tf))...)
	}
}

// meaning looks a token up, or numbers its terms.
func (c *counter) meaning(written string, t *german.Token) *meaning {
	known := c.known
	if t.Over > 0 {
		known = c.over
	}
	if m := known[written]; m != nil {
		return m
	}
	if len(known) >= maxKnown {
		c.flush()
	}
	m := &meaning{}
	written = strings.Clone(written)
	known[written] = m
	var parts []string
	for _, term := range t.Terms {
		field, counts := fieldOf(term.Kind)
		if t.Stop && !counts {
			continue
		}
		id := c.dict.id(field, term.Text)
		m.ids = append(m.ids, id)
		switch term.Kind {
		case german.Whole:
			m.word, m.isSet = id, true
		case german.Part:
			parts = append(parts, term.Text)
		}
	}
	if m.isSet {
		c.dict.split(m.word, written, parts)
	}
	for _, id := range m.ids {
		c.reserve(id)
	}
	return m
}

// fieldOf is the field of a kind of term; always says whether it counts even
// if the word is a stop word.
func fieldOf(k german.Kind) (f Field, always bool) {
	switch k {
	case german.Whole:
		return Word, false
	case german.Ident:
		return Ident, true
	}
	return Root, false
}

// maxKnown is how many written words a counter remembers.
const maxKnown = 1 << 18

// flush tells the dictionary how words are written and forgets them.
func (c *counter) flush() {
	c.dict.mu.Lock()
	defer c.dict.mu.Unlock()
	for written, m := range c.known {
		if m.isSet {
			c.dict.spelling(m.word, written, m.times)
		}
	}
	clear(c.known)
	clear(c.over)
}
