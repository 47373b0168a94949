package search

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"maps"
	"slices"
)

// indexMagic begins a file of contents; it changes with its form and with the
// way documents are analysed.
const indexMagic = "nachbar search 2\n"

// errDamaged says that a file of an index is not what was written.
var errDamaged = errors.New("the search index is damaged")

// encode writes contents without texts. Numbers are varints, texts have their
// length in front; a checksum ends the file.
func (c *contents) encode() []byte {
	w := writer{buf: []byte(indexMagic)}
	w.text(c.lexicon)
	w.number(len(c.opt.Synonyms))
	for _, group := range c.opt.Synonyms {
		w.list(group)
	}
	for _, f := range Facets() {
		titles := c.opt.Titles[f]
		w.number(len(titles))
		for _, id := range slices.Sorted(maps.Keys(titles)) {
			w.text(id)
			w.text(titles[id])
		}
	}
	w.number(len(c.docs))
	for i := range c.docs {
		w.document(&c.docs[i])
	}
	w.list(c.roots)
	for _, terms := range [][]Term{c.idents, c.words, c.pieces} {
		w.number(len(terms))
		for i := range terms {
			w.term(&terms[i])
		}
	}
	return binary.LittleEndian.AppendUint32(w.buf, crc32.ChecksumIEEE(w.buf))
}

type writer struct{ buf []byte }

func (w *writer) number(n int) { w.buf = binary.AppendUvarint(w.buf, uint64(n)) }

func (w *writer) text(s string) {
	w.number(len(s))
	w.buf = append(w.buf, s...)
}

func (w *writer) list(list []string) {
	w.number(len(list))
	for _, s := range list {
		w.text(s)
	}
}

func (w *writer) document(d *entry) {
	for _, s := range []string{d.URL, d.Anchor, d.Title, d.Trail, d.Kind, d.Section, d.Step, d.Summary, string(d.Key[:])} {
		w.text(s)
	}
	w.list(d.Names)
	w.list(d.Levels)
	w.list(d.Roles)
	w.list(d.Tags)
	w.number(len(d.Headings))
	for _, s := range d.Headings {
		w.text(s.Anchor)
		w.text(s.Title)
		w.number(s.Start)
	}
	w.number(int(d.body.off))
	w.number(int(d.body.size))
	w.number(int(d.words))
}

func (w *writer) term(t *Term) {
	w.text(t.Text)
	w.number(t.DF)
	w.list(t.Parts)
	w.text(t.Shown)
}

// decodeContents reads what encode wrote.
func decodeContents(file []byte) (*contents, error) {
	end := len(file) - crc32.Size
	if end < len(indexMagic) || string(file[:len(indexMagic)]) != indexMagic ||
		binary.LittleEndian.Uint32(file[end:]) != crc32.ChecksumIEEE(file[:end]) {
		return nil, errDamaged
	}
	r := reader{rest: string(file[len(indexMagic):end])}
	c := &contents{lexicon: r.text()}
	for range r.count() {
		c.opt.Synonyms = append(c.opt.Synonyms, r.list())
	}
	c.opt.Titles = map[Facet]map[string]string{}
	for _, f := range Facets() {
		titles := map[string]string{}
		for range r.count() {
			id := r.text()
			titles[id] = r.text()
		}
		c.opt.Titles[f] = titles
	}
	c.docs = make([]entry, r.count())
	for i := range c.docs {
		r.document(&c.docs[i])
	}
	c.roots = r.list()
	terms := r.terms(Ident, nil)
	terms = r.terms(Word, terms)
	c.pieces = r.terms(Word, nil)
	if r.damaged || r.rest != "" {
		return nil, errDamaged
	}
	c.prepare(terms)
	return c, nil
}

// reader reads numbers and texts; its texts share the memory of the file.
// Once something is wrong it returns zeros.
type reader struct {
	rest    string
	damaged bool
}

func (r *reader) number() int {
	n, size := uint64(0), 0
	for shift := 0; ; shift += 7 {
		if size == len(r.rest) || shift > 56 {
			r.damaged, r.rest = true, ""
			return 0
		}
		b := r.rest[size]
		size++
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			break
		}
	}
	r.rest = r.rest[size:]
	return int(n)
}

// count reads a number of things that take at least a byte each.
func (r *reader) count() int {
	n := r.number()
	if n > len(r.rest) {
		r.damaged, r.rest = true, ""
		return 0
	}
	return n
}

func (r *reader) text() string {
	n := r.count()
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

func (r *reader) list() []string {
	n := r.count()
	if n == 0 {
		return nil
	}
	list := make([]string, n)
	for i := range list {
		list[i] = r.text()
	}
	return list
}

func (r *reader) document(d *entry) {
	for _, s := range []*string{&d.URL, &d.Anchor, &d.Title, &d.Trail, &d.Kind, &d.Section, &d.Step, &d.Summary} {
		*s = r.text()
	}
	copy(d.Key[:], r.text())
	d.Names, d.Levels, d.Roles, d.Tags = r.list(), r.list(), r.list(), r.list()
	for range r.count() {
		d.Headings = append(d.Headings, Section{Anchor: r.text(), Title: r.text(), Start: r.number()})
	}
	d.body = span{int64(r.number()), int64(r.number())}
	d.words = float64(r.number())
}

func (r *reader) terms(f Field, into []Term) []Term {
	n := r.count()
	into = slices.Grow(into, n)
	for range n {
		into = append(into, Term{Field: f, Text: r.text(), DF: r.number(), Parts: r.list(), Shown: r.text()})
	}
	return into
}
