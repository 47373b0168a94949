// Package content turns a folder of Markdown files into a tree of pages.
//
// A file name.md, or a folder with index.md and its attachments, is a page; a
// folder is a section, described by its _index.md. The tree knows front
// matter, labels, paths and order, but no body: bodies are read again when
// they are rendered, so that a tree of 100,000 pages stays small.
//
// Loading has two halves with different laws:
//
//   - Decoding a file depends on its bytes, its kind and the reading mode
//     alone. A Loader keeps decoded files and decodes again only what changed.
//   - Assembling the tree depends on all decoded files: it hands down cascades,
//     checks labels, finds collisions and orders siblings. It is pure and fast
//     and is done anew for every change.
//
// Nothing stops at the first problem and no file is dropped silently: what
// cannot become a page is named in the list of problems.
package content

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/tlp"
)

// Page is one page or section of the tree. Pages are not changed after Load.
type Page struct {
	Common
	Guide    *GuideKeys    // set for guide chapters, templates and policies
	Event    *EventKeys    // set for events
	Template *TemplateKeys // set for templates and policies
	Survey   *SurveyKeys   // set for topics and rounds of the Basis-Sicherheitscheck
	Process  *ProcessKeys  // set for business processes

	// Source is the file below the site's root, "content/leitfaden/bia.md";
	// empty for a section that has no _index.md.
	Source string
	// Path is the logical path, "leitfaden/bia"; the home page's is "".
	Path    string
	Section bool
	Label   tlp.Label
	// Hash is the SHA-256 of the whole file.
	Hash [32]byte
	// Size is that of the whole file, in bytes.
	Size int64
	// MetaHash changes when anything about the page changes that other pages
	// may show: path, label, order, any front matter key, inherited or not.
	MetaHash [16]byte
	// BodyOffset is where the body starts in the file, BodyLine its line.
	BodyOffset, BodyLine int
	// BodyEmpty says that there is nothing after the front matter.
	BodyEmpty bool

	Parent      *Page
	Children    []*Page
	Attachments []Attachment
	// Released are the released versions of a template, the oldest first.
	Released []Released

	index    int // position among Parent's children
	titleKey string
}

// Attachment is a file that lies beside a bundle's index.md or a section's
// _index.md and is published unchanged.
type Attachment struct {
	Source string // "content/termine/uebung/plan.pdf"
	Name   string // "plan.pdf", may contain slashes
	Size   int64
}

// Home reports whether p is the root of the tree.
func (p *Page) Home() bool { return p.Parent == nil }

// Top returns the first part of the path, "leitfaden"; "" for the home page.
func (p *Page) Top() string {
	top, _, _ := strings.Cut(p.Path, "/")
	return top
}

// Output is the path of the page's file in a build: "leitfaden/bia/index.html".
func (p *Page) Output() string {
	if p.Path == "" {
		return "index.html"
	}
	return p.Path + "/index.html"
}

// Index is the page's position among its parent's children, from 0.
func (p *Page) Index() int { return p.index }

// Tree is all pages of one audience.
type Tree struct {
	Home *Page
	// Pages are all pages in reading order: a section before its children.
	Pages []*Page

	byPath   map[string]*Page
	bySource map[string]*Page
	withheld map[string]reason
	beside   map[string]bool // files that belong to pages
	folders  map[string]bool // folders with files of the tree
}

// reason tells why a source file is not a page of this tree.
type reason string

const (
	isDraft  reason = "draft"
	isHidden reason = "label"
	isTwin   reason = "path" // another page has the same path
)

// Page returns the page with the logical path, or nil.
func (t *Tree) Page(path string) *Page { return t.byPath[path] }

// BySource returns the page of a file below the site's root, or nil.
func (t *Tree) BySource(source string) *Page { return t.bySource[source] }

// Withheld tells whether source is a page that is left out of this tree: it
// returns "draft", "label", "path" if another page has its path, or "".
func (t *Tree) Withheld(source string) string { return string(t.withheld[source]) }

// metaHash is the digest behind Page.MetaHash.
func (p *Page) metaHash(front [16]byte, inherited string) [16]byte {
	of := make([]byte, 0, 512)
	for _, part := range []string{p.Path, p.Source, p.Title, string(p.Kind), inherited} {
		of = append(append(of, part...), 0)
	}
	of = append(of, byte(p.Label), 0)
	if p.Section {
		of[len(of)-1] = 1
	}
	sum := sha256.Sum256(append(of, front[:]...))
	return [16]byte(sum[:16])
}

// Digest is the content hash as hexadecimal text, for ETags and manifests.
func (p *Page) Digest() string { return hex.EncodeToString(p.Hash[:]) }

// problem is an error about the page as a whole.
func (p *Page) problem(id string, pairs ...string) diag.Problem {
	source := p.Source
	if source == "" {
		source = p.Path
	}
	return diag.New(id, source, 1, pairs...)
}
