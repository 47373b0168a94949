package site

import (
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/lint"
	"github.com/kaaw/nachbar/internal/markdown"
	"github.com/kaaw/nachbar/internal/view"
)

// Record is what a run keeps of an artefact for the next one. It depends on
// the answers to Keys alone.
type Record struct {
	// Keys are the questions the artefact asked, Digest that of the answers.
	Keys   string
	Digest view.Digest
	// Sum and Size are those of the output.
	Sum  [32]byte
	Size int64
	// Stamp is how the Sink recognises its file.
	Stamp Stamp
	// Page is what the check of all links needs.
	Page lint.Page
	// Links are the Markdown links with a line, to name the place of a broken
	// anchor in the file that an editor knows.
	Links []markdown.Link
	// Problems are those of the artefact itself.
	Problems diag.List
}

// Stamp recognises a file that nobody touched since it was written.
type Stamp struct {
	Size    int64
	ModTime int64 // nanoseconds since 1970
}

// Cache holds the records of an earlier build, by output path. The zero Cache
// is empty.
type Cache struct {
	// Options identifies what was built: program, audience, edition.
	Options string
	Records map[string]*Record
}

// cacheFormat changes when Record does.
const cacheFormat = "nachbar cache 1"

var errForeignCache = errors.New("written by another version")

// ReadCache reads what WriteTo wrote. Any error means: start without.
func ReadCache(r io.Reader) (*Cache, error) {
	dec := gob.NewDecoder(r)
	var format string
	if err := dec.Decode(&format); err != nil {
		return nil, fmt.Errorf("read cache: %w", err)
	}
	if format != cacheFormat {
		return nil, fmt.Errorf("read cache: %w", errForeignCache)
	}
	var table []string
	c := &Cache{}
	if err := errors.Join(dec.Decode(&table), dec.Decode(c)); err != nil {
		return nil, fmt.Errorf("read cache: %w", err)
	}
	for _, rec := range c.Records {
		n, err := strconv.Atoi(rec.Keys)
		if err != nil || n < 0 || n >= len(table) {
			return nil, fmt.Errorf("read cache: %w", errForeignCache)
		}
		rec.Keys = table[n]
	}
	return c, nil
}

// Save writes the cache. Equal question lists, which nearly all pages of a
// layout share, are written once.
func (c *Cache) Save(w io.Writer) error {
	var table []string
	index := map[string]string{}
	out := Cache{Options: c.Options, Records: make(map[string]*Record, len(c.Records))}
	for path, rec := range c.Records {
		if _, ok := index[rec.Keys]; !ok {
			index[rec.Keys] = fmt.Sprint(len(table))
			table = append(table, rec.Keys)
		}
		short := *rec
		short.Keys = index[rec.Keys]
		out.Records[path] = &short
	}
	enc := gob.NewEncoder(w)
	if err := errors.Join(enc.Encode(cacheFormat), enc.Encode(table), enc.Encode(out)); err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	return nil
}

// options names everything but files that the outputs depend on.
func (o Options) key() string {
	return fmt.Sprintf("%s|%s|%t|%t", o.Version, o.Audience, o.Portable, o.Drafts)
}
