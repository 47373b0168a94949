package searchhttp

import (
	"bytes"
	"html"
	"strings"

	nethtml "golang.org/x/net/html"
)

// marker is the attribute of the element that takes the results.
const marker = "data-search-results"

// gap is a piece of a result page that is filled in, as byte offsets.
type gap struct {
	kind       gapKind
	start, end int
}

type gapKind int

const (
	titleGap   gapKind = iota // the beginning of the page's title
	fieldGap                  // behind the name of the tag of a search field
	resultsGap                // the content of the element with marker
)

// findGaps reads a page and returns what can be filled in, in order. found is
// false if it has no whole element with marker.
func findGaps(page []byte) (gaps []gap, found bool) {
	at, inside, depth := 0, "", 0 // inside is the name of the element with marker, depth that of its own kind
	for z := nethtml.NewTokenizer(bytes.NewReader(page)); ; {
		kind := z.Next()
		if kind == nethtml.ErrorToken {
			return gaps, found && depth == 0
		}
		before := at
		at += len(z.Raw())
		if kind == nethtml.EndTagToken && depth > 0 {
			if name, _ := z.TagName(); string(name) == inside {
				depth--
			}
			if depth == 0 {
				gaps[len(gaps)-1].end = before
			}
		}
		if kind != nethtml.StartTagToken && kind != nethtml.SelfClosingTagToken {
			continue
		}
		name, attributes := tag(z)
		_, marked := attributes[marker]
		switch {
		case depth > 0 && name == inside:
			depth++
		case depth > 0:
		case name == "title" && len(gaps) == 0:
			gaps = append(gaps, gap{titleGap, at, at})
		case name == "input" && attributes["name"] == "q":
			behind := before + len("<input")
			gaps = append(gaps, gap{fieldGap, behind, behind})
		case marked && !found && name != "input":
			found, inside, depth = true, name, 1
			gaps = append(gaps, gap{resultsGap, at, at})
		}
	}
}

// tag returns the name and the attributes of the tokenizer's tag.
func tag(z *nethtml.Tokenizer) (name string, attributes map[string]string) {
	raw, more := z.TagName()
	name, attributes = string(raw), map[string]string{}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		attributes[string(key)] = string(value)
	}
	return name, attributes
}

// fill puts results, which are HTML, and the query, which is text, into the
// gaps of a page.
func fill(page []byte, gaps []gap, query string, results []byte) []byte {
	escaped := html.EscapeString(strings.ToValidUTF8(query, "\ufffd"))
	out := make([]byte, 0, len(page)+len(results)+len(gaps)*(len(escaped)+16))
	at := 0
	for _, g := range gaps {
		out = append(out, page[at:g.start]...)
		switch g.kind {
		case titleGap:
			if escaped != "" {
				out = append(out, escaped+" – "...)
			}
		case fieldGap: // in front of all attributes: of two values the first counts
			out = append(out, ` value="`+escaped+`"`...)
		case resultsGap:
			out = append(out, results...)
		}
		at = g.end
	}
	return append(out, page[at:]...)
}
