package site

import (
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/lint"
	"github.com/kaaw/nachbar/internal/view"
)

// orphans names pages that no reader finds by following links from the home
// page. The A–Z index and the pages of tags list everything; they do not count
// as a way. Foreign trees have no menu yet and are not checked.
func (s *snapshot) orphans(records map[string]*Record) diag.List {
	if s.lenient {
		return nil
	}
	seen := map[string]bool{"index.html": true}
	queue := []string{"index.html"}
	for len(queue) > 0 {
		from := queue[0]
		queue = queue[1:]
		rec := records[from]
		if rec == nil || isDirectory(from) {
			continue
		}
		for _, ref := range rec.Page.Refs {
			to, _, ok := lint.Resolve(from, ref.URL)
			if ok && !seen[to] && records[to] != nil {
				seen[to] = true
				queue = append(queue, to)
			}
		}
	}
	var out diag.List
	for _, p := range s.model.Tree.Pages {
		if !seen[p.Output()] && p.Source != "" {
			out.Add(diag.New("page-orphan", p.Source, 1).AsWarning())
		}
	}
	return out
}

// isDirectory reports whether an output lists pages regardless of their place.
func isDirectory(output string) bool {
	return output == view.IndexPath+"/index.html" || strings.HasPrefix(output, view.TagsPath+"/")
}
