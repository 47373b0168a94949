package view

import (
	"html/template"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/markdown"
)

// Context is the rendering of one output file: which page, where it will
// stand, and what it asked for. It is used by one goroutine.
type Context struct {
	model *Model
	trace *Trace
	self  *content.Page
	out   string
	name  string // of the layout
	doc   markdown.Doc
	list  list
	pair  Pair
	// filters are worked out once: layouts ask several times.
	filters []Filter
	// problems are those of texts that came from data files.
	problems diag.List
	// rooted makes links start at the root: the 404 page is shown under any address.
	rooted bool
}

// Target says what to render: a page of the tree, or a generated page that is
// in no tree (Page then holds its title and path, and List what it shows).
type Target struct {
	Page   *content.Page
	Output string // "leitfaden/bia/index.html"
	Name   string // of the layout: "single", "list", "tag", …
	Rooted bool
	List   List
	// Pair is what a page of changes, or of a comparison, shows.
	Pair Pair
}

// NewContext starts the rendering of a target.
func (m *Model) NewContext(t Target) *Context {
	c := &Context{
		model: m, trace: m.NewTrace(t.Page.Path), self: t.Page,
		out: t.Output, name: t.Name, rooted: t.Rooted, pair: t.Pair,
	}
	c.list = list{spec: t.List, c: c}
	c.trace.Note("conf:")
	c.trace.Note("text:")
	c.trace.Note("meta:.")
	if t.Name != "" && m.Tree.Page(t.Page.Path) != t.Page {
		for up := t.Page.Parent; up != nil; up = up.Parent { // a generated page is what those above it are
			c.trace.Note("meta:" + up.Path)
		}
	}
	c.trace.Note("layout|" + t.Name + "|" + string(t.Page.Kind) + ":.")
	return c
}

// Trace returns the facts asked so far.
func (c *Context) Trace() *Trace { return c.trace }

// Markdown renders a text of a layout or of a data file.
func (c *Context) Markdown(text string) template.HTML { return c.markdown(text) }

// Problems are those found in texts that layouts had rendered.
func (c *Context) Problems() diag.List { return c.problems }

// RenderBody renders the Markdown body of the page for Body, TOC and Summary.
func (c *Context) RenderBody(body []byte) diag.List {
	c.trace.ask("body", c.self.Path)
	c.trace.ask("glossary", "")
	doc, problems := c.model.Markdown.Render(body, c.self.Source, c.self.BodyLine, c)
	c.doc = doc
	return problems
}

// Doc is the rendered body.
func (c *Context) Doc() *markdown.Doc { return &c.doc }

// Page is the dot of the layout.
func (c *Context) Page() *Page { return c.wrap(c.self) }

func (c *Context) wrap(p *content.Page) *Page {
	if p == nil {
		return nil
	}
	return &Page{p: p, c: c}
}

func (c *Context) wrapAll(pages []*content.Page) []*Page {
	out := make([]*Page, len(pages))
	for i, p := range pages {
		out[i] = &Page{p: p, c: c}
	}
	return out
}

// link is the address of an output path, from the page being rendered.
func (c *Context) link(output string) string {
	if c.rooted {
		return Absolute(c.basePath(), output)
	}
	return Relative(c.out, output, c.model.Portable)
}

func (c *Context) basePath() string {
	if u, err := url.Parse(c.model.Conf.BaseURL); err == nil && u.Path != "" {
		return u.Path
	}
	return "/"
}

// Asset is the layout function "asset": the address of static/assets/<name>.
func (c *Context) Asset(name string) (string, error) {
	path, _, ok := c.model.Files.Asset(name)
	c.trace.ask("asset", name)
	if !ok {
		return "", missing("asset", "static/assets/"+name)
	}
	return c.link(path), nil
}

// Rel is the layout function "rel": the address of a logical path of a page
// ("leitfaden/") or of a file ("favicon.svg").
func (c *Context) Rel(path string) string {
	clean := strings.TrimPrefix(path, "/")
	if clean == "" || strings.HasSuffix(clean, "/") {
		return c.link(output(strings.TrimSuffix(clean, "/")))
	}
	return c.link(clean)
}

// Data is the layout function "data": the decoded data/<name>.yaml.
func (c *Context) Data(name string) (any, error) {
	c.trace.ask("data", name)
	value, ok := c.model.Data.Value(name)
	if !ok {
		return nil, missing("data", "data/"+name+".yaml")
	}
	return value, nil
}

// T is the layout function "t": the text of a key, with names and values.
func (c *Context) T(key string, args map[string]string) string {
	c.needText(key)
	return c.model.Text.T(key, args)
}

// needText reports a text that the catalogue does not have.
func (c *Context) needText(key string) {
	if !c.model.Text.Has(key) {
		file := path.Join(c.model.Conf.I18n, c.model.Text.Lang()+".yaml")
		c.problems.Add(diag.New("text-missing", file, 0, "key", key))
	}
}

// N is the layout function "n": the text of a key for a number of things.
func (c *Context) N(key string, count int) string {
	c.needText(key + ".other")
	return c.model.Text.N(key, count, nil)
}

// Body is the rendered Markdown of the page. It is the only place where text
// becomes template.HTML: the Markdown renderer escapes all content and lets no
// raw HTML through.
func (p *Page) Body() template.HTML {
	if p.p != p.c.self {
		return ""
	}
	return template.HTML(p.c.doc.HTML)
}

// Date is the layout function "date".
func (c *Context) Date(t time.Time, layout string) string { return c.model.Text.Date(t, layout) }

// Number is the layout function "number".
func (c *Context) Number(n int) string { return c.model.Text.Number(n) }

// Size is the layout function "size": bytes, KB or MB as file managers write them.
func (c *Context) Size(n int64) string {
	switch {
	case n < 1000:
		return c.model.Text.Number(int(n)) + " B"
	case n < 1000*1000:
		return c.model.Text.Number(int(n+500)/1000) + " KB"
	}
	return c.model.Text.Decimal(float64(n)/1e6, 1) + " MB"
}

// Model is the tree the page belongs to.
func (c *Context) Model() *Model { return c.model }

// Lang is the language of the portal's words.
func (c *Context) Lang() string { return c.model.Text.Lang() }

// Ask answers a question whose answer is pages, and notes it. Generated files
// reach the tree through it.
func (c *Context) Ask(question, arg string) []*content.Page { return c.trace.ask(question, arg) }

// LinkFrom is the link from one output path to another.
func (c *Context) LinkFrom(from, to string) string { return Relative(from, to, c.model.Portable) }
