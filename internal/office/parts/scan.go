package parts

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Budgets of XML. Plain office files nest no deeper than 22.
const (
	maxDepth      = 64
	maxAttributes = 256
	maxKnownNames = 1024
)

// spaces are the namespaces that the readers know, with the prefixes they use
// for them; those of the strict variant of ISO/IEC 29500 among them.
var spaces = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":            "w",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":                        "w",
	"http://schemas.openxmlformats.org/spreadsheetml/2006/main":               "x",
	"http://purl.oclc.org/ooxml/spreadsheetml/main":                           "x",
	"http://schemas.openxmlformats.org/presentationml/2006/main":              "p",
	"http://purl.oclc.org/ooxml/presentationml/main":                          "p",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":              "m",
	"http://purl.oclc.org/ooxml/officeDocument/math":                          "m",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":             "mc",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":     "r",
	"http://purl.oclc.org/ooxml/officeDocument/relationships":                 "r",
	"http://schemas.openxmlformats.org/package/2006/relationships":            "rel",
	"http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
	"http://purl.org/dc/elements/1.1/":                                        "dc",
	"urn:oasis:names:tc:opendocument:xmlns:office:1.0":                        "office",
	"urn:oasis:names:tc:opendocument:xmlns:text:1.0":                          "text",
	"urn:oasis:names:tc:opendocument:xmlns:table:1.0":                         "table",
	"urn:oasis:names:tc:opendocument:xmlns:style:1.0":                         "style",
	"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0":                       "draw",
	"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0":             "fo",
	"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0":                "svg",
	"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0":                      "manifest",
	"urn:oasis:names:tc:opendocument:xmlns:form:1.0":                          "form",
	"urn:oasis:names:tc:opendocument:xmlns:presentation:1.0":                  "presentation",
	"http://www.w3.org/XML/1998/namespace":                                    "xml",
	"":                                                                        "",
}

// Scanner reads the elements of one XML part within the budgets.
type Scanner struct {
	part  string
	src   io.ReadCloser
	dec   *xml.Decoder
	depth int
	known map[xml.Name]string
}

func newScanner(src io.ReadCloser, part string) *Scanner {
	return &Scanner{part: part, src: src, dec: xml.NewDecoder(src), known: map[xml.Name]string{}}
}

// Close ends the reading of a part.
func (s *Scanner) Close() { s.src.Close() }

// Next returns the next xml.StartElement, xml.EndElement or xml.CharData, and
// io.EOF behind the last. The bytes of CharData are gone after the next call.
func (s *Scanner) Next() (xml.Token, error) {
	for {
		token, err := s.dec.Token()
		if err != nil {
			return nil, s.fault(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if s.depth++; s.depth > maxDepth {
				return nil, Exceeded("office-depth", "part", s.part, "max", fmt.Sprint(maxDepth))
			}
			if len(t.Attr) > maxAttributes {
				return nil, Exceeded("office-attributes", "part", s.part, "max", fmt.Sprint(maxAttributes))
			}
			return t, nil
		case xml.EndElement:
			s.depth--
			return t, nil
		case xml.CharData:
			return t, nil
		case xml.Directive:
			return nil, &Error{Reason: Unreadable, ID: "office-doctype", Args: map[string]string{"part": s.part}}
		}
	}
}

// fault tells the end of a part from a damaged one, and both from a budget or
// a context that ended below the decoder.
func (s *Scanner) fault(err error) error {
	var known *Error
	switch {
	case err == io.EOF && s.depth == 0, errors.As(err, &known),
		errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	return Damaged(s.part, err)
}

// Name returns the name of an element as in the specifications, "w:p", or
// "?:name" in a namespace that no reader knows.
func (s *Scanner) Name(n xml.Name) string {
	if name, ok := s.known[n]; ok {
		return name
	}
	prefix, ok := spaces[n.Space]
	if !ok {
		return "?:" + n.Local
	}
	name := n.Local
	if prefix != "" {
		name = prefix + ":" + n.Local
	}
	if len(s.known) < maxKnownNames {
		s.known[n] = name
	}
	return name
}

// Attribute returns the value of an attribute, named as in name, or "".
func (s *Scanner) Attribute(e xml.StartElement, name string) string {
	prefix, local, found := strings.Cut(name, ":")
	if !found {
		prefix, local = "", name
	}
	for _, a := range e.Attr {
		if a.Name.Local == local {
			if p, ok := spaces[a.Name.Space]; ok && p == prefix {
				return a.Value
			}
		}
	}
	return ""
}

// Each calls visit for every element inside the one whose start was returned
// last, and for every element of the part before that. visit may read on, but
// not beyond the end of its element; what it leaves is visited, too.
func (s *Scanner) Each(visit func(name string, e xml.StartElement) error) error {
	outer := s.depth
	for {
		token, err := s.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := visit(s.Name(t.Name), t); err != nil {
				return err
			}
		case xml.EndElement:
			if s.depth < outer {
				return nil
			}
		}
	}
}

// Skip passes over the element whose start was returned last.
func (s *Scanner) Skip() error {
	for outer := s.depth; ; {
		token, err := s.Next()
		if err != nil {
			return err
		}
		if _, ok := token.(xml.EndElement); ok && s.depth < outer {
			return nil
		}
	}
}

// Text returns the characters of the element whose start was returned last,
// without those of elements inside it.
func (s *Scanner) Text() (string, error) {
	var b strings.Builder
	for outer := s.depth; ; {
		token, err := s.Next()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.CharData:
			if s.depth == outer {
				b.Write(t)
			}
		case xml.EndElement:
			if s.depth < outer {
				return b.String(), nil
			}
		}
	}
}

// Depth is the number of elements that are open.
func (s *Scanner) Depth() int { return s.depth }

// Part is the name of the part that is read.
func (s *Scanner) Part() string { return s.part }
