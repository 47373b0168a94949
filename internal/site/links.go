package site

import (
	"strings"

	"github.com/kaaw/nachbar/internal/lint"
)

// settleLinks takes from a rendered page's references those that need no
// second look: the outputs are known before anything is rendered, so a plain
// link to one of them is right as long as the output is there. What remains in
// rec.Page.Refs is checked when all pages are rendered: links to places in a
// page, and broken ones.
func (s *snapshot) settleLinks(a *artefact, rec *Record) {
	refs := rec.Page.Refs
	rec.Page.Refs = nil
	if s.linksElsewhere(a.path) {
		return
	}
	numbers := make([]int, 0, len(refs))
	lint.Page{Refs: refs}.Follow(a.path, func(ref lint.Ref, to lint.Target) {
		target := s.routes[string(to.Path)]
		if target != nil {
			numbers = append(numbers, target.number)
		}
		if target == nil || to.Fragment != "" || to.Folder && s.opt.Portable {
			ref.URL = strings.Clone(ref.URL) // of a text that holds all addresses of the page
			rec.Page.Refs = append(rec.Page.Refs, ref)
		}
	})
	rec.Targets = packNumbers(numbers)
}

// leadsAway reports whether a record names an output that is no longer made.
func (s *snapshot) leadsAway(rec *Record) bool {
	if !s.lost {
		return false
	}
	away := false
	unpackNumbers(rec.Targets, func(n int) bool {
		away = n >= len(s.made) || s.made[n] == nil
		return !away
	})
	return away
}

// makes reports whether a path is one of the build's that can be linked to.
func (s *snapshot) makes(path string) bool {
	return s.routes[path] != nil || path == manifestFile || path == checksumsFile || path == ChecksumScriptFile && s.opt.Portable || path == shardsRoot && s.model.Conf.HasSearch()
}

// madePaths are the paths of the build by number, "" where a number is free.
func (s *snapshot) madePaths() []string {
	paths := make([]string, len(s.made))
	for n, a := range s.made {
		if a != nil {
			paths[n] = a.path
		}
	}
	return paths
}

// number gives every artefact its number.
func (s *snapshot) number(o *outputs) {
	for _, a := range s.order {
		a.number = o.add(a.path)
	}
	s.made = make([]*artefact, len(o.paths))
	for _, a := range s.order {
		s.made[a.number] = a
	}
	s.lost = len(s.order) < len(o.paths)-len(o.free)
	s.paths = o.paths[:len(o.paths):len(o.paths)]
}
