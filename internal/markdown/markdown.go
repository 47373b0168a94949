// Package markdown turns the Markdown of a page into HTML.
//
// The dialect is CommonMark with GitHub's tables, strikethrough, task lists
// and bare links, and with footnotes, definition lists, callouts, heading ids,
// glossary terms, {{field}} fill-ins and {#block} ids. Raw HTML is off: tags
// are shown as text, comments are left out.
//
// Content is untrusted. Whatever the input, Render returns well-formed HTML
// without scripts, styles or event handlers, in time and space linear in the
// size of the input. The parser, goldmark, promises neither: its costs grow
// with the square of nesting and of unmatched delimiters. So every construct
// with such a cost is counted where it is parsed (file budget.go). A construct
// beyond its budget is treated as plain text and reported.
//
// One walk over goldmark's tree writes the HTML and collects all that a site
// needs to know of a page: headings, ids, links, glossary terms, summary.
// goldmark's own renderer is not used. Each construct has a file of its own,
// with its parser, if it needs one, above its HTML. A second walk (document.go)
// makes of the same tree what the writers of office files take.
package markdown

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/kaaw/nachbar/internal/diag"
)

// DefaultMaxBytes is the size of the largest body that is rendered unless
// Options say otherwise.
const DefaultMaxBytes = 4 << 20

// Options shape the output of a Renderer. They are part of the key under which
// rendered pages may be cached. The zero value is usable.
type Options struct {
	// TOCMin and TOCMax are the heading levels of Doc.TOC; 0 means 2 and 3.
	TOCMin, TOCMax int
	// Highlight adds classes to the words of code whose language package
	// highlight knows. The colours are in web/css/chroma.css.
	Highlight bool
	// Lenient makes warnings of problems that an import cannot help.
	Lenient bool
	// MaxBytes is the size of the largest body; 0 means DefaultMaxBytes.
	MaxBytes int
	// Labels are the words that the HTML adds to the text, by LabelKeys.
	// Missing ones are English.
	Labels map[string]string
	// Fields are the fill-in fields a page may name: id to label. Nil accepts
	// every id. A Resolver with FieldNames knows better.
	Fields map[string]string
	// IDPrefix starts all ids that are generated, for pages that are put together
	// from several bodies.
	IDPrefix string
	// Reserved are ids that the layout uses; no heading gets one of them.
	Reserved []string
}

// Doc is a rendered page. The caller owns it.
type Doc struct {
	// HTML is the body. It is safe to be placed inside <main>.
	HTML []byte
	// Title is the text of the first heading of level 1, "" without one. That
	// heading is not part of HTML: the layout prints the title.
	Title string
	// TOC is the tree of headings between Options.TOCMin and TOCMax.
	TOC []Heading
	// Anchors are all ids in HTML that a link may point to, in page order.
	Anchors []string
	// Summary is the plain text of the first paragraph, at most 300
	// characters, cut at a word.
	Summary string
	// Links are all links as written, in page order.
	Links []Link
	// Terms are the ids of the glossary terms marked, in page order.
	Terms []string
	// Fields are the ids of the fill-in fields, in page order, each one once.
	Fields []string
	// Words is the number of words, good enough for a reading time.
	Words int
}

// Heading is an entry of a table of contents.
type Heading struct {
	Level    int
	ID       string
	Text     string
	Children []Heading
}

// Link is a link of a page: as written, and as it stands in the HTML, "" if it
// was refused. Line counts from 1 in the file.
type Link struct {
	Dest, Href string
	Line       int
}

// Image is a picture that belongs to the site. Width and Height are in pixels,
// 0 if unknown.
type Image struct {
	Src           string
	Width, Height int
}

// Resolver knows the pages and files of the site. Destinations come without
// escapes; they never have a scheme and are never a bare "#fragment".
type Resolver interface {
	// Link returns the URL, relative to the page, that dest stands for:
	// "bia.md#ziel" may become "../bia/#ziel". Glossary terms ask for their
	// Term.URL.
	Link(dest string) (href string, err error)
	// Image does the same for a picture.
	Image(dest string) (Image, error)
}

// FieldNames is a Resolver that knows the fill-in fields of the page: the label
// of one, and whether the page may name it.
type FieldNames interface {
	Field(id string) (label string, known bool)
}

// ResolveError is what a Resolver returns for a destination it does not
// accept. ID and Args are those of the problem that is reported; other errors
// become the problems "markdown-link" and "markdown-image".
type ResolveError struct {
	ID   string
	Args diag.Args
}

// Error returns the ID of the problem.
func (e *ResolveError) Error() string { return e.ID }

// Renderer renders pages. It is safe for concurrent use.
type Renderer struct {
	opt      Options
	labels   map[string]string
	glossary *Glossary
	parser   parser.Parser
	pages    sync.Pool
}

// New returns a Renderer. g may be nil: then no terms are marked.
func New(opt Options, g *Glossary) *Renderer {
	if opt.TOCMin == 0 {
		opt.TOCMin = 2
	}
	if opt.TOCMax == 0 {
		opt.TOCMax = 3
	}
	if opt.MaxBytes == 0 {
		opt.MaxBytes = DefaultMaxBytes
	}
	return &Renderer{opt: opt, labels: withDefaults(opt.Labels), glossary: g, parser: newParser()}
}

// Render renders the body of the file path. firstLine is the number of the
// body's first line in that file. res may be nil: then links and pictures stay
// as they are written.
//
// A body that is too large or is no text is refused: Doc is empty then. All
// other problems leave a usable Doc.
func (r *Renderer) Render(src []byte, path string, firstLine int, res Resolver) (Doc, diag.List) {
	p := r.open(src, path, firstLine, res)
	defer r.close(p)
	if !p.acceptable() {
		return Doc{}, p.problems
	}
	p.parseAndWrite()
	return p.finish(), p.problems
}

// parseAndWrite fills p.out. A fault of the parser costs one page, not the
// build: it is reported like any other problem.
func (p *page) parseAndWrite() {
	defer func() {
		if recover() != nil {
			p.out = p.out[:0]
			p.doc = Doc{}
			p.report("markdown-parser", 0)
		}
	}()
	p.blocks(p.parse())
	p.writeFootnotes()
}

// parse returns goldmark's tree of the page.
func (p *page) parse() ast.Node {
	ctx := parser.NewContext()
	ctx.Set(pageKey, p)
	return p.r.parser.Parse(text.NewReader(p.src), parser.WithContext(ctx))
}

// finish hands out what was collected.
func (p *page) finish() Doc {
	p.doc.HTML = bytes.Clone(p.out)
	p.doc.TOC = contents(p.headings, p.r.opt.TOCMin, p.r.opt.TOCMax)
	return p.doc
}
