package view

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/markdown"
)

// errMissing marks files that a layout asks for and the site does not have.
var errMissing = errors.New("no such file")

func missing(what, file string) error { return fmt.Errorf("%s: %s: %w", what, file, errMissing) }

// Page is one page as layouts see it. The zero Page does not exist: methods
// that find no page return nil.
type Page struct {
	p *content.Page
	c *Context
}

// Link is a titled address.
type Link struct{ Title, URL string }

// Term is a value with a name people read: a role, a level, a label.
type Term struct{ ID, Title string }

// TLP is a label as it is shown: its name, the word for CSS classes and what
// it allows.
type TLP struct{ Name, Class, Meaning string }

// File is an attachment.
type File struct {
	Name, URL, Type string
	Size            int64
}

// TagLink is a tag with the number of pages that carry it.
type TagLink struct {
	Title, URL string
	Count      int
}

// Words of the page itself.

func (p *Page) Title() string       { return p.p.Title }
func (p *Page) Description() string { return p.p.Description }
func (p *Page) Kind() string        { return string(p.p.Kind) }
func (p *Page) Path() string        { return p.p.Path }
func (p *Page) Source() string      { return p.p.Source }
func (p *Page) Section() string     { return p.p.Top() }

// Name is the name of the layout the page is rendered with.
func (p *Page) Name() string { return p.c.name }

// Summary is the start of the page's text; only the page that is being
// rendered has one.
func (p *Page) Summary() string {
	if p.p != p.c.self {
		return p.p.Description
	}
	return p.c.doc.Summary
}

// Words is the number of words of the page that is being rendered.
func (p *Page) Words() int {
	if p.p != p.c.self {
		return 0
	}
	return p.c.doc.Words
}

// TOC is the table of contents of the page that is being rendered; empty if
// the page switched it off.
func (p *Page) TOC() []markdown.Heading {
	if p.p != p.c.self || (p.p.Common.TOC != nil && !*p.p.Common.TOC) {
		return nil
	}
	return p.c.doc.TOC
}

// Dates.

func (p *Page) Date() time.Time { return content.Day(p.p.Date) }
func (p *Page) HasDate() bool   { return !p.p.Date.IsZero() }

// Review tells when the page was looked through last and will be next.
func (p *Page) Review() *Review {
	r := p.p.Review
	if r == nil || r.Last.IsZero() {
		return nil
	}
	return &Review{Every: r.Every.String(), Last: content.Day(r.Last), Next: r.Next(), Role: r.Role}
}

// Review is a page's review as layouts see it.
type Review struct {
	Every, Role string
	Last, Next  time.Time
}

// Where the page stands.

func (p *Page) IsHome() bool    { return p.p.Path == "" && p.p.Section }
func (p *Page) IsSection() bool { return p.p.Section }

// IsCurrent reports whether other is this page.
func (p *Page) IsCurrent(other *Page) bool { return other != nil && p.p.Path == other.p.Path }

// Contains reports whether other is this page or lies below it.
func (p *Page) Contains(other *Page) bool {
	return other != nil && (p.p.Path == "" || p.p.Path == other.p.Path || strings.HasPrefix(other.p.Path, p.p.Path+"/"))
}

// URL is the address of the page from the page that is being rendered.
func (p *Page) URL() string { return p.c.link(p.p.Output()) }

// Canonical is the full address, "" if nachbar.yaml names no baseURL.
func (p *Page) Canonical() string {
	if p.c.model.Conf.BaseURL == "" || p.c.rooted {
		return ""
	}
	return Absolute(p.c.model.Conf.BaseURL, p.c.out)
}

func (p *Page) Parent() *Page {
	if p.p.Parent == nil {
		return nil
	}
	p.c.trace.ask("up", p.p.Path)
	return p.c.wrap(p.p.Parent)
}

// Ancestors are the pages above, the home page first.
func (p *Page) Ancestors() []*Page {
	if p.p.Parent != nil && p.c.model.Tree.Page(p.p.Path) != p.p { // a generated page is in no tree
		parent := p.c.wrap(p.p.Parent)
		return append(parent.Ancestors(), parent)
	}
	return p.c.wrapAll(p.c.trace.ask("up", p.p.Path))
}

func (p *Page) Children() []*Page { return p.c.wrapAll(p.c.trace.ask("kids", p.p.Path)) }

// Siblings are the neighbours including the page itself, at most 60.
func (p *Page) Siblings() []*Page { return p.c.wrapAll(p.c.trace.ask("near", p.p.Path)) }

func (p *Page) Prev() *Page { return p.beside(-1) }
func (p *Page) Next() *Page { return p.beside(+1) }

func (p *Page) beside(offset int) *Page {
	p.c.trace.ask("near", p.p.Path)
	return p.c.wrap(neighbour(p.p, offset))
}

// Related are up to five pages that share tags.
func (p *Page) Related() []*Page { return p.c.wrapAll(p.c.trace.ask("related", p.p.Path)) }

// Tags are the page's tags with links to their pages. They carry no count, so
// that a page does not depend on all others with its tags.
func (p *Page) Tags() []TagLink {
	var links []TagLink
	for _, tag := range p.p.Common.Tags {
		links = append(links, TagLink{Title: tag, URL: p.c.link(TagOutput(tag))})
	}
	return links
}

// TLP is the page's label (TLP 2.0, FIRST).
func (p *Page) TLP() TLP {
	label := p.label().String()
	class := strings.ToLower(strings.TrimPrefix(label, "TLP:"))
	class = strings.ReplaceAll(class, "+", "-")
	return TLP{Name: label, Class: class, Meaning: p.c.T("tlp."+class, nil)}
}

// Attachments are the files beside the page.
func (p *Page) Attachments() []File {
	p.c.trace.ask("files", p.p.Path)
	var files []File
	for _, a := range p.p.Attachments {
		files = append(files, File{
			Name: a.Name, URL: p.c.link(path.Join(p.p.Path, a.Name)), Size: a.Size,
			Type: strings.TrimPrefix(strings.ToUpper(path.Ext(a.Name)), "."),
		})
	}
	return files
}

// Site is the portal as a whole.
func (p *Page) Site() *Site { return &Site{c: p.c} }
