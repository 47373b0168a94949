package searchhttp

import (
	"html"
	"net/http"
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"
)

// What somebody searches for is text, wherever it stands.
func TestNoQueryBecomesMarkup(t *testing.T) {
	s := newService(t, Options{})
	allowed := map[string]bool{"p": true, "a": true, "mark": true, "ol": true, "ul": true, "li": true, "h2": true, "span": true, "nav": true, "div": true, "details": true, "summary": true}
	for _, query := range addresses() {
		status, _, page := results(t, s, query)
		if status == 0 {
			continue
		}
		if status != http.StatusOK {
			t.Errorf("%.80q: status %d", query, status)
		}
		_, rest, _ := strings.Cut(page, "data-search-results>")
		inside, _, _ := strings.Cut(rest, "<p>Fuß")
		for z := nethtml.NewTokenizer(strings.NewReader(inside)); ; {
			kind := z.Next()
			if kind == nethtml.ErrorToken {
				break
			}
			if kind != nethtml.StartTagToken && kind != nethtml.EndTagToken && kind != nethtml.TextToken {
				t.Errorf("%.80q gives %s", query, z.Raw())
			}
			if kind == nethtml.StartTagToken {
				checkTag(t, query, allowed, z)
			}
		}
		doc, err := nethtml.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		checkTitle(t, query, doc)
	}
}

func checkTag(t *testing.T, query string, allowed map[string]bool, z *nethtml.Tokenizer) {
	t.Helper()
	name, attributes := tag(z)
	if !allowed[name] {
		t.Errorf("%.80q gives <%s>", query, name)
	}
	for key, value := range attributes {
		switch key {
		case "class", "role", "aria-label", "aria-current", "start", "rel":
		case "href":
			if !strings.HasPrefix(value, "?") && !strings.HasPrefix(value, "../") {
				t.Errorf("%.80q leads to %s", query, value)
			}
		default:
			t.Errorf("%.80q gives %s=%q", query, key, value)
		}
	}
}

// checkTitle also proves that the query did not end its element.
func checkTitle(t *testing.T, query string, doc *nethtml.Node) {
	t.Helper()
	for n := range doc.Descendants() {
		if n.Type != nethtml.ElementNode || n.Data != "title" {
			continue
		}
		if n.FirstChild == nil || n.FirstChild.NextSibling != nil || !strings.HasSuffix(n.FirstChild.Data, "Suche – Portal") {
			t.Errorf("%.80q: title %s", query, html.EscapeString(n.FirstChild.Data))
		}
	}
}
