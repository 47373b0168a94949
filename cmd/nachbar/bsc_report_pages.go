package main

import (
	"io/fs"
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/bsc/report"
	"github.com/kaaw/nachbar/internal/strict"
)

// helpPages are the pages that a catalogue's questions lead to. Reports need
// their titles only, so the pages' front matter is read and no tree is made;
// what cannot be read is left out, "nachbar check" names it.
func helpPages(s *survey, c *bsc.Catalogue) map[string]report.Page {
	pages := map[string]report.Page{}
	for _, q := range c.Questions {
		for _, link := range q.Links {
			if _, known := pages[link]; known {
				continue
			}
			way := strings.Trim(link, "/")
			if title := pageTitle(s.opt.FS, path.Join(s.conf.Content, way)); title != "" {
				pages[link] = report.Page{Title: title, URL: way + "/"}
			}
		}
	}
	return pages
}

// pageTitle is the title of the page at a path without its ending.
func pageTitle(fsys fs.FS, at string) string {
	for _, name := range []string{at + ".md", at + "/index.md", at + "/_index.md"} {
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			continue
		}
		doc, _ := strict.Split(src, name)
		node, _ := strict.Parse(doc.Front, strict.Source{Path: name})
		if node == nil {
			return ""
		}
		if values, ok := strict.Value(node).(map[string]any); ok {
			title, _ := values["title"].(string)
			return title
		}
	}
	return ""
}
