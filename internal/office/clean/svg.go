package clean

import (
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strings"
)

const svgSpace = "http://www.w3.org/2000/svg"

// svgTrait is the first thing in a drawing that does more than show something,
// "" if there is none.
func svgTrait(src []byte) string {
	dec := xml.NewDecoder(bytes.NewReader(src))
	depth, elements := 0, 0
	for {
		token, err := dec.Token()
		if err == io.EOF && elements > 0 {
			return ""
		}
		if err != nil {
			return "XML"
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth || len(t.Attr) > maxAttributes {
				return "XML"
			}
			if elements++; elements == 1 && t.Name.Local != "svg" || elements > maxNodes {
				return t.Name.Local
			}
			if what := svgElement(t); what != "" {
				return what
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			if text := strings.ToLower(string(t)); strings.Contains(text, "@import") || leavesStyle(text) {
				return "@import"
			}
		case xml.ProcInst:
			if t.Target != "xml" {
				return t.Target
			}
		}
	}
}

func svgElement(t xml.StartElement) string {
	drawn := t.Name.Space == svgSpace
	if drawn && !slices.Contains(svgElements, t.Name.Local) {
		return t.Name.Local
	}
	for _, a := range t.Attr {
		value := strings.ToLower(strings.Join(strings.Fields(a.Value), ""))
		local := strings.ToLower(a.Name.Local)
		switch {
		case a.Name.Space == "xmlns" || a.Name.Local == "xmlns":
		case strings.HasPrefix(local, "on"):
			return a.Name.Local
		case local == "href" || local == "src" || local == "base":
			if !strings.HasPrefix(value, "#") {
				return a.Name.Local
			}
		case leavesStyle(value), strings.Contains(value, "javascript:"):
			return a.Name.Local
		}
	}
	if !drawn && t.Name.Space == "http://www.w3.org/1999/xhtml" {
		return t.Name.Local
	}
	return ""
}

// leavesStyle finds addresses in styles that do not lead into the drawing.
func leavesStyle(value string) bool {
	for rest := value; ; {
		i := strings.Index(rest, "url(")
		if i < 0 {
			return strings.Contains(value, "expression(") || strings.Contains(value, "image-set(")
		}
		rest = strings.TrimLeft(rest[i+4:], `"' `)
		if !strings.HasPrefix(rest, "#") {
			return true
		}
	}
}
