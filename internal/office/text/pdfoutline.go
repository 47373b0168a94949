package text

import (
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
)

// Budgets of outlines. One that is larger, or leads in a circle, is left out.
const (
	maxEntries = 2000
	maxLevels  = 16
)

// entry is a title of the outline and the page it leads to.
type entry struct {
	title string
	level int
	page  int
}

// outline returns the titles in their order that lead to a page.
func (d document) outline() ([]entry, error) {
	if sound, err := d.outlineEnds(); !sound || err != nil {
		return nil, err
	}
	answer, err := d.pdf.GetBookmarks(&requests.GetBookmarks{Document: d.ref})
	if err != nil {
		return nil, nil // an entry without title
	}
	var entries []entry
	var add func(bookmarks []responses.GetBookmarksBookmark, level int)
	add = func(bookmarks []responses.GetBookmarksBookmark, level int) {
		for _, b := range bookmarks {
			if title := oneLine(clean(b.Title)); title != "" && b.DestInfo != nil && b.DestInfo.PageIndex >= 0 {
				entries = append(entries, entry{documentTitle(title), level, b.DestInfo.PageIndex})
			}
			add(b.Children, level+1)
		}
	}
	add(answer.Bookmarks, 1)
	return entries, nil
}

// outlineEnds walks the outline and reports whether it keeps to the budgets:
// GetBookmarks does not ask.
func (d document) outlineEnds() (bool, error) {
	left := maxEntries
	var walk func(parent *references.FPDF_BOOKMARK, level int) (bool, error)
	walk = func(parent *references.FPDF_BOOKMARK, level int) (bool, error) {
		first, err := d.pdf.FPDFBookmark_GetFirstChild(&requests.FPDFBookmark_GetFirstChild{Document: d.ref, Bookmark: parent})
		if err != nil {
			return false, err
		}
		for at := first.Bookmark; at != nil; {
			if left--; left < 0 || level > maxLevels {
				return false, nil
			}
			if sound, err := walk(at, level+1); !sound || err != nil {
				return false, err
			}
			next, err := d.pdf.FPDFBookmark_GetNextSibling(&requests.FPDFBookmark_GetNextSibling{Document: d.ref, Bookmark: *at})
			if err != nil {
				return false, err
			}
			at = next.Bookmark
		}
		return true, nil
	}
	return walk(nil, 1)
}

// divide makes sections of the pages where the titles of the outline stand in
// them, or else where the page begins that a title leads to. What the page says
// goes before the words of the outline.
func divide(pages [][]string, entries []entry) ([]Section, error) {
	d := divider{pages: pages}
	for _, e := range entries {
		if e.page < d.page || e.page >= len(pages) {
			continue // leads back, or out of the file
		}
		if err := d.open(e); err != nil {
			return nil, err
		}
	}
	if last := len(pages) - 1; last >= 0 {
		if err := d.writeTo(last, len(pages[last])); err != nil {
			return nil, err
		}
	}
	return d.out.done(), nil
}

// divider goes through the lines of pages.
type divider struct {
	pages      [][]string
	page, line int // what is not written yet begins here
	out        collector
}

// open begins the section of an entry.
func (d *divider) open(e entry) error {
	lines, from := d.pages[e.page], 0
	if e.page == d.page {
		from = d.line
	}
	at, length := findTitle(lines, from, e.title)
	if err := d.writeTo(e.page, at); err != nil {
		return err
	}
	d.line += length
	if length > 0 { // programs glue the lines of a title together in the outline
		e.title = strings.Join(lines[at:d.line], " ")
	}
	return d.out.heading(e.level, e.title)
}

// writeTo writes what stands before a line of a page.
func (d *divider) writeTo(page, line int) error {
	for ; d.page < page; d.page, d.line = d.page+1, 0 {
		if err := d.write(d.pages[d.page][d.line:]); err != nil {
			return err
		}
	}
	err := d.write(d.pages[page][d.line:line])
	d.line = line
	return err
}

func (d *divider) write(lines []string) error {
	for _, line := range lines {
		if err := d.out.line(line); err != nil {
			return err
		}
	}
	return nil
}

// Titles are looked for in so many lines, and go over so many.
const (
	searchedLines = 500
	titleLines    = 4
)

// findTitle returns the line at which a title begins, and over how many lines
// it goes; without a match that is line from, and none.
func findTitle(lines []string, from int, title string) (at, length int) {
	want := letters(title)
	for at := from; at < min(len(lines), from+searchedLines); at++ {
		have := ""
		for length := 1; length <= titleLines && at+length <= len(lines); length++ {
			line := lines[at+length-1]
			if len(line) > maxHeading {
				break
			}
			have += letters(line)
			if have == want {
				return at, length
			}
			if !strings.HasPrefix(want, have) {
				break
			}
		}
	}
	return from, 0
}

// letters returns the letters and digits of s, in small letters.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
