package strict

import (
	"bytes"

	"github.com/kaaw/nachbar/internal/diag"
)

// Document is a file taken apart. The slices share memory with the file.
type Document struct {
	// Front is the YAML between the fences, without them; nil without front
	// matter.
	Front []byte
	// Body is everything after the closing fence, or the whole file.
	Body []byte
	// FrontLine and BodyLine are the lines of the file on which Front and Body
	// begin, counted from 1.
	FrontLine, BodyLine int
}

var (
	byteOrderMark = []byte("\xef\xbb\xbf")
	fence         = []byte("---")
)

// Split separates front matter from body. Front matter is fenced by two lines
// of exactly three hyphens; blank lines and a byte order mark may stand before
// the first, spaces and tabs behind either, and lines may end in CR LF.
//
// A file without front matter is fine. An opening fence without a closing one,
// and TOML or JSON in place of YAML, are problems; the rest of the file is then
// the body, so that the page is not lost.
func Split(src []byte, path string) (Document, diag.List) {
	src = bytes.TrimPrefix(src, byteOrderMark)
	first, line := skipBlankLines(src)
	whole := Document{Body: src, BodyLine: 1}
	opening, rest := cutLine(src[first:])
	if !isFence(opening) {
		return whole, foreignFront(opening, path, line)
	}
	at := 0
	for n := line + 1; at < len(rest); n++ {
		text, after := cutLine(rest[at:])
		if isFence(text) {
			return Document{
				Front: rest[:at], FrontLine: line + 1,
				Body: after, BodyLine: n + 1,
			}, nil
		}
		at = len(rest) - len(after)
	}
	whole.Body, whole.BodyLine = rest, line+1
	return whole, diag.List{diag.New("front-matter-unclosed", path, line)}
}

// foreignFront reports the front matter of other generators, which would
// otherwise turn up as text on the page.
func foreignFront(opening []byte, path string, line int) diag.List {
	kind := ""
	switch string(bytes.TrimRight(opening, " \t\r")) {
	case "+++":
		kind = "TOML"
	case "{", ";;;":
		kind = "JSON"
	default:
		return nil
	}
	return diag.List{diag.New("front-matter-format", path, line, "format", kind)}
}

func isFence(line []byte) bool {
	return bytes.HasPrefix(line, fence) && len(bytes.TrimRight(line[len(fence):], " \t\r")) == 0
}

// skipBlankLines returns the offset of the first line with text and its number.
func skipBlankLines(src []byte) (offset, line int) {
	line = 1
	for offset < len(src) {
		text, after := cutLine(src[offset:])
		if len(bytes.TrimSpace(text)) > 0 {
			return offset, line
		}
		offset = len(src) - len(after)
		line++
	}
	return 0, 1
}

// cutLine returns the first line of s without its line feed, and the rest.
func cutLine(s []byte) (line, rest []byte) {
	if i := bytes.IndexByte(s, '\n'); i >= 0 {
		return s[:i], s[i+1:]
	}
	return s, s[len(s):]
}
