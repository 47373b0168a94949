package view

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// embedded changes the HTML of a rendered body so that several of them can stand
// on one page: ids, and what names them, start with prefix; headings are one
// level lower; names of regions say whose they are. The rest stays byte for byte.
func embedded(body []byte, prefix, title string) (string, error) {
	var out strings.Builder
	out.Grow(len(body) + len(body)/8)
	z := html.NewTokenizer(bytes.NewReader(body))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return "", fmt.Errorf("embed a text: %w", err)
			}
			return out.String(), nil
		}
		raw := string(z.Raw())
		if kind != html.StartTagToken && kind != html.EndTagToken && kind != html.SelfClosingTagToken {
			out.WriteString(raw)
			continue
		}
		token := z.Token()
		if changed := lower(&token); rename(&token, prefix, title) || changed {
			raw = token.String()
		}
		out.WriteString(raw)
	}
}

// lower makes a heading one of the next level.
func lower(t *html.Token) bool {
	for i, level := range []atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5} {
		if t.DataAtom == level {
			t.Data = fmt.Sprint("h", i+2)
			return true
		}
	}
	return false
}

// rename gives ids and references to them their prefix.
func rename(t *html.Token, prefix, title string) bool {
	changed, region := false, false
	for _, a := range t.Attr {
		region = region || a.Key == "role" && a.Val == "region"
	}
	for i := range t.Attr {
		a := &t.Attr[i]
		before := a.Val
		switch a.Key {
		case "id", "for":
			a.Val = prefix + a.Val
		case "href":
			if fragment, ok := strings.CutPrefix(a.Val, "#"); ok {
				a.Val = "#" + prefix + fragment
			}
		case "aria-labelledby", "aria-describedby", "headers":
			ids := strings.Fields(a.Val)
			for j, id := range ids {
				ids[j] = prefix + id
			}
			a.Val = strings.Join(ids, " ")
		case "aria-label":
			if region {
				a.Val += ", " + title
			}
		}
		changed = changed || a.Val != before
	}
	return changed
}
