package lint

import "github.com/kaaw/nachbar/internal/diag"

// Scan checks one built page. path is its output path
// ("leitfaden/bia/index.html"), which the problems carry; they come in the
// order of the page. Scan is safe for concurrent use.
func Scan(path string, html []byte) (Page, diag.List) {
	s := &scanner{path: path, src: html}
	s.run()
	s.finish()
	ids := s.finishIDs()
	return Page{IDs: ids, Refs: s.references(html)}, s.problems(path, html)
}

// finish closes what is open and checks what a whole document must have.
func (s *scanner) finish() {
	for len(s.stack) > 0 {
		s.pop(false)
	}
	if !s.doctype {
		s.warn("html-doctype", noPlace)
	}
	if !s.charset {
		s.warn("html-charset", noPlace)
	}
	if !s.page.html {
		s.report("html-lang-missing", noPlace)
	}
	if !s.page.title {
		s.report("html-title-missing", noPlace)
	}
	if s.redirect {
		return
	}
	if s.mains == 0 {
		s.report("html-main-missing", noPlace)
	}
	if s.h1s == 0 {
		s.report("html-h1-missing", noPlace)
	}
}
