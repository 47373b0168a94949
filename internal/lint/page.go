package lint

import (
	"slices"

	"github.com/kaaw/nachbar/internal/diag"
)

// page is what the rules remember of the document so far.
type page struct {
	// The open elements whose content matters, and where they stand.
	stack   []frame
	count   [elemCount]int // of each kind in stack
	unnamed int            // frames that still wait for a name
	region  region
	mode    mode
	inner   int // HTML elements open since the mode began

	ids       []use    // every id
	targets   []use    // ids that attributes of this page point at
	labels    []use    // the targets of <label for>
	labelable []uint64 // ids of form controls
	unlabeled []use    // controls that need a <label for>; hash 0 without an id
	arena     []byte   // the text of refs, one after the other
	refs      []span

	doctype, charset bool
	tooDeep          bool
	redirect         bool
	html             bool // an <html> was seen
	title            bool // a title with text
	mains, h1s       int
	level            int // of the last heading
	found            []found
}

// use is an id as text and hash, at its element or where an attribute points
// at it. The text is a part of the document unless it had to be decoded.
type use struct {
	hash uint64
	text []byte
	off  int
	attr attr
}

// span is a Ref whose URL still lies in the arena.
type span struct {
	start, end, off int
	attr            attr
}

// found is a problem whose line is not counted yet; off is -1 for one of the
// whole document.
type found struct {
	off     int
	problem diag.Problem
}

// noPlace is the offset of a problem of the whole document.
const noPlace = -1

func (p *page) report(id string, off int, pairs ...string) {
	p.found = append(p.found, found{off, diag.New(id, "", 0, pairs...)})
}

func (p *page) warn(id string, off int, pairs ...string) {
	p.found = append(p.found, found{off, diag.New(id, "", 0, pairs...).AsWarning()})
}

// unfinished reports that the document ends inside the markup at off.
func (p *page) unfinished(off int) { p.report("html-unfinished", off) }

// problems gives every problem its path and line, counting lines once.
func (p *page) problems(path string, src []byte) diag.List {
	if len(p.found) == 0 {
		return nil
	}
	slices.SortStableFunc(p.found, func(a, b found) int { return a.off - b.off })
	list := make(diag.List, len(p.found))
	lines := lineCounter{src: src}
	for i, f := range p.found {
		list[i] = f.problem
		list[i].Path = path
		if f.off != noPlace {
			list[i].Line = lines.at(f.off)
		}
	}
	return list
}

// references copies the refs out of the arena, in one allocation for all.
func (p *page) references(src []byte) []Ref {
	if len(p.refs) == 0 {
		return nil
	}
	text := string(p.arena)
	lines := lineCounter{src: src}
	refs := make([]Ref, len(p.refs))
	for i, r := range p.refs {
		refs[i] = Ref{URL: text[r.start:r.end], Attr: attrNames[r.attr], Line: lines.at(r.off)}
	}
	return refs
}
