package bia

import (
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/derived"
)

// Pages are the pages of the processes below dir, the section of the content
// folder: "content/prozesse/01-36.md". They have front matter only; what they
// show is the process. Weights keep them in the order of the catalogue, behind
// pages that somebody wrote.
func (c *Catalogue) Pages(dir string) []derived.Page {
	pages := make([]derived.Page, 0, len(c.Processes))
	for i, p := range c.Processes {
		if !plainID(p.ID) {
			continue // reported where the catalogue is read
		}
		source := "---\ntitle: " + strconv.Quote(p.Title) + "\ndescription: " + strconv.Quote(p.About) +
			"\nprocess: " + strconv.Quote(p.ID) + "\nweight: " + strconv.Itoa(1000+i) + "\n---\n"
		pages = append(pages, derived.Page{Name: dir + "/" + p.ID + ".md", Source: []byte(source), Origin: p.File, Line: p.Line})
	}
	return pages
}

// plainID reports whether an id can name a file: digits, lower case letters and
// hyphens.
func plainID(id string) bool {
	return id != "" && strings.Trim(id, "0123456789abcdefghijklmnopqrstuvwxyz-") == ""
}
