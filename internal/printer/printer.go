// Package printer makes a PDF file of a page of a site, through a Chromium of this
// machine.
//
// The page is served on the loopback, to this browser alone, without its scripts and
// without links to other pages of the site: in a file they would lead to an address
// that is gone. The browser resolves no names and has a folder of its own, which goes
// with it.
//
// Chromium knows no numbers of pages in a table of contents (target-counter of CSS
// Generated Content for Paged Media). So the page is printed, the sheets on which its
// headings came to stand are read from the file, written where the page has
//
//	<span … data-sheet="ID"></span>
//
// and the page is printed again, until the numbers stay the same.
//
// The file is tagged and has an outline, because Chromium writes both. It is not
// checked against PDF/UA (ISO 14289) and must not be called that. Its dates are the
// newest date of the page, not the clock's.
package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"time"
)

// ErrNoBrowser means that no Chromium was found.
var ErrNoBrowser = errors.New("no Chromium was found")

// ErrRestless means that the numbers in the contents changed with each printing.
var ErrRestless = errors.New("the numbers of pages do not settle")

// Bounds of one file.
const (
	maxTime   = 2 * time.Minute // for all printings
	maxPasses = 5
	maxFile   = 256 << 20
)

// Job is a page to print.
type Job struct {
	// Browser is the program, see Find.
	Browser string
	// Page is the path of the page below the site: "leitfaden/druck/index.html".
	Page string
	// File returns a file of the site by its path; fs.ErrNotExist if there is none.
	File func(ctx context.Context, path string) ([]byte, error)
}

// Printed is a page as a PDF file.
type Printed struct {
	PDF    []byte
	Sheets int // pages of the file
	Passes int // printings until the numbers stayed the same
}

// Find returns the browser: what CHROMIUM names, else the first of the usual names
// that the search path has. ErrNoBrowser if there is none.
func Find(env func(string) (string, bool)) (string, error) {
	names := []string{"chromium-headless-shell", "chromium", "google-chrome", "chromium-browser"}
	if named, ok := env("CHROMIUM"); ok && named != "" {
		names = []string{named}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", ErrNoBrowser
}

// Print prints the page until the numbers in its contents are right.
func Print(ctx context.Context, job Job) (Printed, error) {
	ctx, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	body, err := job.File(ctx, job.Page)
	if err != nil {
		return Printed{}, fmt.Errorf("read %s: %w", job.Page, err)
	}
	plain := bare(body)
	page := plain
	for pass := 1; pass <= maxPasses; pass++ {
		pdf, err := once(ctx, job, page)
		if err != nil {
			return Printed{}, fmt.Errorf("print %s: %w", job.Page, err)
		}
		places, sheets, err := destinations(pdf)
		if err != nil {
			return Printed{}, fmt.Errorf("read what was printed of %s: %w", job.Page, err)
		}
		numbered := number(plain, places)
		if bytes.Equal(numbered, page) {
			return Printed{PDF: renumbered(dated(pdf, day(body))), Sheets: sheets, Passes: pass}, nil
		}
		page = numbered
	}
	return Printed{}, fmt.Errorf("print %s: %w", job.Page, ErrRestless)
}
