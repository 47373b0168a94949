package lint

import "github.com/kaaw/nachbar/internal/diag"

// Scan checks one built page. path is its output path
// ("leitfaden/bia/index.html"), which the problems carry.
func Scan(path string, html []byte) (Page, diag.List) {
	return Page{}, nil
}
