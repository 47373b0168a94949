package clean

import (
	"bytes"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// plainTypes are the suffixes of files that are text: they stay as they are.
var plainTypes = []string{".md", ".txt", ".csv", ".tsv", ".yaml", ".yml", ".json", ".ics", ".xml", ".bib"}

// plain checks that a file is text: UTF-8 without controls and without
// characters that turn the direction of writing, and no page for a browser.
func (c *cleaner) plain(src []byte, ext string) ([]byte, string, error) {
	if !utf8.Valid(src) {
		return nil, "", &parts.Error{Reason: parts.Unreadable, ID: "clean-text"}
	}
	for _, r := range string(src) {
		control := r < 0x20 && r != '\n' && r != '\r' && r != '\t' || r == 0x7f
		turning := r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
		if control || turning {
			return nil, "", &parts.Error{Reason: parts.Unreadable, ID: "clean-text"}
		}
	}
	if kind := http.DetectContentType(src); strings.HasPrefix(kind, "text/html") || strings.HasPrefix(kind, "application/") {
		return nil, "", &parts.Error{Reason: parts.Unreadable, ID: "clean-polyglot", Args: map[string]string{"place": kind}}
	}
	return src, ext, nil
}

// svgElements are the elements of drawings that only show something, without
// their namespace: SVG 1.1.
var svgElements = strings.Fields("svg g defs symbol title desc metadata path rect circle ellipse line polyline polygon text tspan textPath " +
	"linearGradient radialGradient stop clipPath mask pattern marker use filter feBlend feColorMatrix feComponentTransfer feComposite feFlood " +
	"feGaussianBlur feMerge feMergeNode feMorphology feOffset feTile feFuncA feFuncR feFuncG feFuncB switch view style")

// svg checks a drawing, which stays as it is: no scripts, no handlers, no
// foreign content, nothing from elsewhere.
func (c *cleaner) svg(src []byte) ([]byte, string, error) {
	if bytes.Contains(bytes.ToLower(src), []byte("<!doctype")) || bytes.Contains(src, []byte("<!ENTITY")) {
		return nil, "", &parts.Error{Reason: parts.Unreadable, ID: "office-doctype", Args: map[string]string{"part": "SVG"}}
	}
	if what := svgTrait(src); what != "" {
		return nil, "", &parts.Error{Reason: parts.Unsupported, ID: "clean-svg", Args: map[string]string{"what": what}}
	}
	return src, ".svg", nil
}
