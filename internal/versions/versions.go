// Package versions keeps what a template said when it was released, and tells
// what changed since.
//
// A Version (versions.go) is a release: its blocks as lines of plain text, with
// fields as {{id}} and without the marks of Markdown, so that it can be held
// against the text of a copy that somebody edited in Word or LibreOffice. It
// lies in <template>/versions/<number>.json and is never changed or rendered
// again; a line of JSON is a line of the template, so that git shows releases
// as people read them.
//
// Freeze (freeze.go) makes one of the text as it stands, Parse and Bytes
// (store.go) read and write it. Check (check.go) holds a release to the ones
// before: no number twice, no change without a reason, no block that is gone
// without a word. Compare (compare.go) tells what changed between two versions,
// block by block, line by line (lines.go) and word by word (words.go); it
// serves two versions of one template as well as the variants of two
// neighbours.
//
// Everything depends on the arguments alone.
package versions

import (
	"github.com/kaaw/nachbar/internal/content"
)

// Dir is the folder with the releases of a template, beside its index.md.
const Dir = content.VersionsDir

// Version is a template at one moment.
type Version struct {
	ID     string          `json:"id"`
	Number content.Version `json:"-"`
	// Date is the day of the release, 2026-11-23; "" if there is none.
	Date  string `json:"date"`
	Title string `json:"title"`
	// Without are blocks of the version before that were left out on purpose.
	Without []string `json:"without,omitempty"`
	Blocks  []Block  `json:"blocks"`
}

// Ref names the version: id@1.0.0.
func (v *Version) Ref() content.Ref { return content.Ref{ID: v.ID, Version: v.Number} }

// Block is a group of lines with a name that stays from version to version.
type Block struct {
	ID    string `json:"id"`
	Lines []Line `json:"lines"`
}

// Kind is what a line is.
type Kind string

// The kinds of lines. A Callout has the box's Type; the lines in it follow, one
// level deeper. Columns describe those of a table to fill in.
const (
	Heading    Kind = "heading"
	Text       Kind = "text"
	Item       Kind = "item"
	Step       Kind = "step"
	Task       Kind = "task"
	Head       Kind = "head"
	Row        Kind = "row"
	Callout    Kind = "callout"
	Quote      Kind = "quote"
	Code       Kind = "code"
	Figure     Kind = "figure"
	Term       Kind = "term"
	Definition Kind = "definition"
	Note       Kind = "note"
	Column     Kind = "column"
	Break      Kind = "break"
)

// Line is a paragraph, a row of a table or what else stands on its own. Rows
// have Cells, all others Text. Level is that of a heading, else how deep the
// line stands in lists and boxes.
type Line struct {
	Kind  Kind     `json:"kind"`
	Type  string   `json:"type,omitempty"`
	Level int      `json:"level,omitempty"`
	Text  string   `json:"text,omitempty"`
	Cells []string `json:"cells,omitempty"`
	// Links are the addresses outside the portal to which the line leads.
	Links []string `json:"links,omitempty"`
}

// parts are the texts of a line: its cells, or the one that it is.
func (l Line) parts() []string {
	if l.Kind == Head || l.Kind == Row {
		return l.Cells
	}
	return []string{l.Text}
}

// Heading is the title of a block: its first heading, "" without one.
func (b Block) Heading() string {
	for _, l := range b.Lines {
		if l.Kind == Heading {
			return l.Text
		}
	}
	return ""
}

// Block returns the block of an id.
func (v *Version) Block(id string) (Block, bool) {
	for _, b := range v.Blocks {
		if b.ID == id {
			return b, true
		}
	}
	return Block{}, false
}
