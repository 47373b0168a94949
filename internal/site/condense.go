package site

import (
	"fmt"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
)

// condense makes one problem of those that the same line of a layout causes on
// many pages. Of pages that it fails on, the first one is named and the others
// are counted: "content/a.md (+8)". list is sorted, and so is the result.
func condense(list diag.List, layouts string) diag.List {
	type place struct {
		id, path  string
		line, col int
	}
	first := map[place]int{}
	more := map[int]int{}
	var out diag.List
	for _, p := range list {
		at := place{p.ID, p.Path, p.Line, p.Col}
		i, seen := first[at]
		if seen && p.Line > 0 && strings.HasPrefix(p.Path, layouts+"/") {
			more[i]++
			continue
		}
		first[at] = len(out)
		out.Add(p)
	}
	for i, n := range more {
		if page := out[i].Args["page"]; page != "" {
			args := diag.Args{"page": fmt.Sprintf("%s (+%d)", page, n)}
			for name, value := range out[i].Args {
				if name != "page" {
					args[name] = value
				}
			}
			out[i].Args = args
		}
	}
	return out
}
