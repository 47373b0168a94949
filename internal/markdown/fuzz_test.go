package markdown

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// The HTML that Render may make: elements, with the attributes they may have.
// Nothing else gets through, so nothing active does.
var allowed = map[string]string{
	"a": "href class rel title id role aria-label aria-describedby", "aside": "class role aria-label id",
	"blockquote": "id class", "br": "", "code": "class", "dd": "id class", "del": "", "div": "class role tabindex aria-label",
	"dl": "id class", "dt": "", "em": "", "figcaption": "", "figure": "id class",
	"h2": "id class", "h3": "id class", "h4": "id class", "h5": "id class", "h6": "id class", "hr": "",
	"img": "src alt title width height loading decoding", "input": "type disabled checked aria-label",
	"li": "id class", "ol": "start id class", "p": "id class", "pre": "tabindex class", "section": "class role aria-label",
	"span": "class id role data-feld", "strong": "", "sup": "class", "table": "id class", "tbody": "", "td": "class",
	"th": "scope class", "thead": "", "tr": "", "ul": "id class",
}

// inParagraph are the elements that may stand inside <p>.
var inParagraph = strings.Fields("a br code del em img input span strong sup")

// checkHTML returns what is wrong with the output of a Renderer.
func checkHTML(doc Doc) error {
	if !utf8.Valid(doc.HTML) {
		return fmt.Errorf("not UTF-8")
	}
	if i := bytes.IndexFunc(doc.HTML, func(r rune) bool { return r < ' ' && r != '\n' && r != '\r' && r != '\t' }); i >= 0 {
		return fmt.Errorf("control character %#x", doc.HTML[i])
	}
	c := checker{ids: map[string]bool{}}
	for z := html.NewTokenizer(bytes.NewReader(doc.HTML)); ; {
		switch z.Next() {
		case html.ErrorToken:
			if len(c.open) > 0 {
				return fmt.Errorf("left open: %v", c.open)
			}
			return c.checkAnchors(doc)
		case html.StartTagToken:
			if err := c.start(z.Token()); err != nil {
				return err
			}
		case html.EndTagToken:
			if err := c.end(z.Token().Data); err != nil {
				return err
			}
		case html.SelfClosingTagToken, html.CommentToken, html.DoctypeToken:
			return fmt.Errorf("unexpected %s", z.Raw())
		}
	}
}

type checker struct {
	open []string
	ids  map[string]bool
}

func (c *checker) start(t html.Token) error {
	attributes, ok := allowed[t.Data]
	if !ok {
		return fmt.Errorf("element %s", t)
	}
	for _, a := range t.Attr {
		if !slices.Contains(strings.Fields(attributes), a.Key) {
			return fmt.Errorf("attribute %s of %s", a.Key, t)
		}
		if err := c.attribute(a); err != nil {
			return err
		}
	}
	if slices.Contains(c.open, "p") && !slices.Contains(inParagraph, t.Data) {
		return fmt.Errorf("%s inside a paragraph", t)
	}
	if t.Data == "a" && slices.Contains(c.open, "a") {
		return fmt.Errorf("%s inside a link", t)
	}
	switch t.Data {
	case "br", "hr", "img", "input":
	default:
		c.open = append(c.open, t.Data)
	}
	return nil
}

func (c *checker) attribute(a html.Attribute) error {
	switch a.Key {
	case "id":
		if a.Val == "" || c.ids[a.Val] || strings.ContainsAny(a.Val, " \t\n") {
			return fmt.Errorf("id %q is empty, has a blank or is there twice", a.Val)
		}
		c.ids[a.Val] = true
	case "href", "src":
		scheme := schemeOf(strings.TrimLeft(a.Val, "\x00\x01\x02\x03\x04\x05\x06\x07\b\t\n\v\f\r\x1f "))
		if scheme != "" && !schemes[scheme] || strings.HasPrefix(a.Val, "//") || strings.ContainsAny(a.Val, "\\\t\n\r ") {
			return fmt.Errorf("%s=%q", a.Key, a.Val)
		}
		if a.Key == "src" && scheme != "" {
			return fmt.Errorf("picture from elsewhere: %q", a.Val)
		}
	}
	return nil
}

func (c *checker) end(name string) error {
	if n := len(c.open); n == 0 || c.open[n-1] != name {
		return fmt.Errorf("</%s> closes %v", name, c.open)
	}
	c.open = c.open[:len(c.open)-1]
	return nil
}

// checkAnchors compares what the page tells of its ids with those it has.
func (c *checker) checkAnchors(doc Doc) error {
	for _, id := range doc.Anchors {
		if !c.ids[id] {
			return fmt.Errorf("anchor %q is not in the page", id)
		}
	}
	if terms := len(doc.Terms); len(doc.Anchors)+terms != len(c.ids) {
		return fmt.Errorf("%d anchors and %d terms, but %d ids", len(doc.Anchors), terms, len(c.ids))
	}
	return checkContents(doc.TOC, c.ids)
}

func checkContents(toc []Heading, ids map[string]bool) error {
	for _, h := range toc {
		if !ids[h.ID] {
			return fmt.Errorf("contents name %q, which is not in the page", h.ID)
		}
		if err := checkContents(h.Children, ids); err != nil {
			return err
		}
	}
	return nil
}

func FuzzRenderedPagesAreSafeAndWellFormed(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		for _, c := range readCases(f, file) {
			f.Add([]byte(c.source))
		}
	}
	for _, bomb := range bombs {
		f.Add([]byte(bomb.text[:min(len(bomb.text), 300)]))
	}
	r := New(testOptions(), testGlossary())
	f.Fuzz(func(t *testing.T, src []byte) {
		input := bytes.Clone(src)
		doc, problems := r.Render(src, "a.md", 1, pages{})
		if !bytes.Equal(src, input) {
			t.Fatal("the input was changed")
		}
		for _, p := range problems {
			if p.ID == "markdown-parser" {
				t.Fatal("the parser failed")
			}
			if lines := bytes.Count(src, newline) + 1; p.Line < 1 || p.Line > lines {
				t.Fatalf("%s in line %d of %d", p.ID, p.Line, lines)
			}
		}
		if err := checkHTML(doc); err != nil {
			t.Fatalf("%v\n%s", err, doc.HTML)
		}
		again, _ := r.Render(src, "a.md", 1, pages{})
		if !bytes.Equal(doc.HTML, again.HTML) {
			t.Fatal("the second time the page is another one")
		}
	})
}
