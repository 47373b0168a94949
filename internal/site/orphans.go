package site

import (
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/view"
)

// orphans names pages that no reader finds by following links from the home
// page. The A–Z index and the pages of tags list everything; they do not count
// as a way. Foreign trees have no menu yet and are not checked.
func (s *snapshot) orphans(records []*Record) diag.List {
	if s.lenient {
		return nil
	}
	home := s.routes["index.html"]
	if home == nil {
		return nil
	}
	seen := make([]bool, len(records))
	seen[home.number] = true
	for queue := []int{home.number}; len(queue) > 0; queue = queue[1:] {
		rec := records[queue[0]]
		if rec == nil || isDirectory(s.paths[queue[0]]) {
			continue
		}
		unpackNumbers(rec.Targets, func(n int) bool {
			if n < len(seen) && !seen[n] {
				seen[n] = true
				queue = append(queue, n)
			}
			return true
		})
	}
	var out diag.List
	for _, p := range s.model.Tree.Pages {
		if a := s.routes[p.Output()]; a != nil && !seen[a.number] && p.Source != "" {
			out.Add(diag.New("page-orphan", p.Source, 1).AsWarning())
		}
	}
	return out
}

// isDirectory reports whether an output lists pages regardless of their place.
func isDirectory(output string) bool {
	return output == view.IndexPath+"/index.html" || strings.HasPrefix(output, view.TagsPath+"/")
}
