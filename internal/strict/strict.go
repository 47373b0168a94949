// Package strict reads the YAML of a site: front matter, nachbar.yaml, data
// files and message catalogues.
//
// All of it is untrusted, so reading has four steps, each within a budget:
//
//	Split   takes the front matter off a Markdown file, keeping line numbers true
//	Parse   checks the bytes (size, UTF-8, invisible characters, number of
//	        entries), reads them into a yaml.Node and checks the tree (depth,
//	        keys, duplicates, anchors, tags)
//	Decode  fills a Go struct from the tree, driven by the struct's tags
//	Value   turns a tree without a struct into plain maps, lists and scalars
//
// Types come from the Go field, never from the look of a value: a string field
// takes "05554020" as written. Unknown keys are problems with a suggestion.
// Every problem of a document is reported at once, at its line in the file and
// its column in characters. JSONSchema describes the same struct to editors.
//
// A document is one YAML document of at most MaxBytes. Anchors, aliases, merge
// keys, tags, directives and duplicate keys are refused: none of them is needed
// to write a page, and each has been used to take a reader down.
package strict

import (
	"github.com/kaaw/nachbar/internal/diag"
	"gopkg.in/yaml.v3"
)

// The budget of one document.
const (
	MaxBytes = 256 << 10 // size of the YAML in bytes
	MaxDepth = 16        // nested lists and mappings
	MaxKeys  = 5000      // keys of all mappings together

	maxEntries  = 40_000 // separators a parser would turn into nodes
	maxProblems = 25     // problems of one kind reported for one document
)

// Source says where a document comes from.
type Source struct {
	// Path is the file's path inside the site, as problems print it.
	Path string
	// FirstLine is the line of the file on which the document's first line
	// stands, counted from 1. 0 means 1.
	FirstLine int
}

// line returns the line of the file for line n of the document.
func (at Source) line(n int) int { return n + max(at.FirstLine, 1) - 1 }

// problem returns a problem at a line and column of the document.
func (at Source) problem(id string, line, col int, pairs ...string) diag.Problem {
	p := diag.New(id, at.Path, at.line(line), pairs...)
	p.Col = col
	return p
}

// Parse reads one document. It returns the root node, nil when the document is
// empty or could not be read; the list says which. A node that is returned
// together with errors is complete enough to Decode, so that the problems of
// both steps can be shown together.
func Parse(src []byte, at Source) (*yaml.Node, diag.List) {
	list, readable := scan(src, at)
	if !readable {
		return nil, list
	}
	var doc yaml.Node
	if err := unmarshal(src, &doc); err != nil {
		list.Add(explain(err, src, at))
		return nil, list
	}
	if len(doc.Content) == 0 {
		return nil, list
	}
	c := checker{at: at}
	sound := c.node(doc.Content[0], 1)
	list.Add(c.list...)
	if !sound {
		return nil, list
	}
	return doc.Content[0], list
}
