package view

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// bookLinks turns the links of chapters, which lead from the print edition to other
// pages, into links within it. Where a link leads stands beside it on paper: the
// style sheet prints data-chapter and data-address.
type bookLinks struct {
	c        *Context
	chapters map[string]*BookChapter // by output path
}

func newBookLinks(c *Context, chapters []BookChapter) *bookLinks {
	l := &bookLinks{c: c, chapters: make(map[string]*BookChapter, len(chapters))}
	for i := range chapters {
		l.chapters[chapters[i].p.Output()] = &chapters[i]
	}
	return l
}

// rewrite changes the links of the embedded text of a chapter and leaves the tips of
// terms out: the appendix has them.
func (l *bookLinks) rewrite(text string, in *BookChapter) string {
	var out strings.Builder
	out.Grow(len(text) + len(text)/8)
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		kind := z.Next()
		if kind == html.ErrorToken { // the end: the text was read once before
			return out.String()
		}
		raw := string(z.Raw())
		if kind == html.StartTagToken {
			token := z.Token()
			switch {
			case token.Data == "a":
				inner := until(z, "a")
				l.turn(&token, strings.TrimSuffix(inner, "</a>"), in)
				raw = token.String() + inner
			case token.Data == "span" && value(&token, "class") == "glossar-tip":
				until(z, "span")
				continue
			}
		}
		out.WriteString(raw)
	}
}

// until reads up to and with the end tag of an element without others of its name.
func until(z *html.Tokenizer, name string) string {
	var out strings.Builder
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return out.String()
		}
		out.Write(z.Raw())
		if tag, _ := z.TagName(); kind == html.EndTagToken && string(tag) == name {
			return out.String()
		}
	}
}

func value(t *html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// turn makes the link lead within the book, or says where it leads.
func (l *bookLinks) turn(t *html.Token, text string, in *BookChapter) {
	i := slices.IndexFunc(t.Attr, func(a html.Attribute) bool { return a.Key == "href" })
	if i < 0 {
		return
	}
	href := &t.Attr[i].Val
	target, fragment, ok := l.output(*href)
	if !ok {
		return
	}
	if target == GlossaryOutput && value(t, "aria-describedby") != "" {
		*href = "#begriff-" + fragment
		t.Attr = slices.DeleteFunc(t.Attr, func(a html.Attribute) bool { return a.Key == "aria-describedby" })
		return
	}
	ch := l.chapters[target]
	if ch == nil {
		t.Attr = append(t.Attr, html.Attribute{Key: "data-address", Val: l.address(target)})
		return
	}
	*href = "#" + ch.ID
	if fragment != "" && !ch.overview() {
		*href += "-" + fragment
	}
	if ch.Label != "" && ch.ID != in.ID && !strings.Contains(text, ch.Label) {
		t.Attr = append(t.Attr, html.Attribute{Key: "data-chapter", Val: ch.Label})
	}
}

// overview reports whether only the facts of the chapter are told, not its text.
func (ch *BookChapter) overview() bool {
	return ch.p.Template != nil && string(ch.p.Kind) == "template"
}

// output is where a link from the book leads; ok is false for addresses elsewhere
// and for places of the same chapter.
func (l *bookLinks) output(href string) (target, fragment string, ok bool) {
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return "", "", false
	}
	target = path.Join(path.Dir(l.c.out), u.Path)
	if strings.HasSuffix(u.Path, "/") || path.Ext(target) == "" {
		target = output(target)
	}
	return target, u.Fragment, true
}

// address is what is printed of a page that is not in the book.
func (l *bookLinks) address(target string) string {
	if base := l.c.model.Conf.BaseURL; base != "" {
		return Absolute(base, target)
	}
	return strings.TrimPrefix(Absolute("/", target), "/")
}
