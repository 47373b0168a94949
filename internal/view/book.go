package view

import (
	"html/template"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/content"
)

// BookLayout is the layout of print editions: a section as one page.
const BookLayout = "book"

// The most that is put together: a browser has to lay all of it out at once.
const (
	MaxBookPages = 400
	MaxBookBytes = 5 << 20 // of Markdown
)

// BookOutput is the page of a section's print edition, BookStylesOutput the style
// sheet with what stands at the head and foot of its sheets.
func BookOutput(section string) string       { return path.Join(section, "druck", "index.html") }
func BookStylesOutput(section string) string { return path.Join(section, "druck", "seiten.css") }

// Book is the print edition of a section.
type Book struct {
	Title, Lead string
	Section     *Page
	// AsOf is the newest date of its texts; zero if none has one.
	AsOf     time.Time
	Chapters []BookChapter
	// Terms are the entries of the glossary that the chapters use.
	Terms []GlossaryTerm
	// Overview says that the chapters are templates, of which only the facts are told.
	Overview bool
}

// BookChapter is a page in a print edition. All ids of its text start with ID. The
// introduction has neither Number nor Label.
type BookChapter struct {
	*Page
	ID, Number, Label string
	Heading           string
	Text              template.HTML
}

// BookPages are the pages of a print edition in reading order, the section itself
// first if it has a text. Pages with a layout of their own are tools and stay away,
// news and events pass.
func BookPages(section *content.Page) []*content.Page {
	var pages []*content.Page
	for _, p := range append([]*content.Page{section}, descendants(section)...) {
		prose := p.Kind != content.News && p.Kind != content.Event && p.Kind != content.Process && p.Kind != content.Survey
		if prose && p.Layout == "" && p.Source != "" && !p.BodyEmpty {
			pages = append(pages, p)
		}
	}
	return pages
}

// BookTooLarge reports whether a section has too much text for one page.
func BookTooLarge(pages []*content.Page) bool {
	size := int64(0)
	for _, p := range pages {
		size += p.Size
	}
	return len(pages) > MaxBookPages || size > MaxBookBytes
}

// HasBook reports whether the section with the logical path has a print edition:
// nachbar.yaml names it, and it has at least two texts and not too many.
func (m *Model) HasBook(section string) bool {
	p := m.Tree.Page(section)
	if p == nil || !p.Section || !slices.ContainsFunc(m.Conf.Print.Sections, func(s string) bool { return strings.Trim(s, "/") == section }) {
		return false
	}
	pages := BookPages(p)
	return len(pages) > 1 && !BookTooLarge(pages)
}

// BookURL leads to the print edition of a section; "" if it has none.
func (p *Page) BookURL() string {
	if p.p.Path == "" {
		return ""
	}
	if p.c.trace.ask("book", p.p.Path); !p.c.model.HasBook(p.p.Path) {
		return ""
	}
	return p.c.link(BookOutput(p.p.Path))
}

// BookStyles is the address of the style sheet beside a print edition.
func (p *Page) BookStyles() string { return p.c.link(BookStylesOutput(path.Dir(p.p.Path))) }

// Book is the print edition that is being rendered; nil on other pages.
func (p *Page) Book() (*Book, error) {
	section := p.p.Parent
	if p.c.name != BookLayout || p.p != p.c.self || section == nil {
		return nil, nil
	}
	book := &Book{Title: section.Title, Lead: section.Description, Section: p.c.wrap(section), Chapters: p.c.bookChapters(section)}
	links := newBookLinks(p.c, book.Chapters)
	used := map[string]bool{}
	for i := range book.Chapters {
		ch := &book.Chapters[i]
		for _, date := range []time.Time{ch.Date(), ch.Lastmod()} {
			if date.After(book.AsOf) {
				book.AsOf = date
			}
		}
		if ch.p.Kind == content.Template {
			book.Overview = true
			continue
		}
		text, terms, err := p.c.bookText(ch, links)
		if err != nil {
			return nil, err
		}
		ch.Text = text
		for _, id := range terms {
			used[id] = true
		}
	}
	for _, t := range p.c.glossary() {
		if used[t.ID] {
			book.Terms = append(book.Terms, t)
		}
	}
	return book, nil
}

// bookText renders the body of a chapter, as Context.embed does, with its terms
// marked: they lead to the appendix.
func (c *Context) bookText(ch *BookChapter, links *bookLinks) (template.HTML, []string, error) {
	body, hash, err := ch.p.Read(c.model.FS)
	if err != nil {
		return "", nil, err
	}
	if hash != ch.p.Hash {
		return "", nil, errOther
	}
	c.trace.ask("glossary", "")
	sub := &Context{model: c.model, trace: c.trace, self: ch.p, out: c.out, name: c.name}
	doc, problems := c.model.Markdown.Render(body, ch.p.Source, ch.p.BodyLine, sub)
	if !c.model.Conf.Lenient() { // else its own page tells them, as warnings
		c.problems.Add(problems...)
	}
	text, err := embedded(doc.HTML, ch.ID+"-", ch.Heading)
	if err != nil {
		return "", nil, err
	}
	return template.HTML(links.rewrite(text, ch)), doc.Terms, nil
}

// bookChapters numbers the pages of a section. Where the main chapters are steps of
// a standard they keep its numbers, which the texts name, and all others get letters.
func (c *Context) bookChapters(section *content.Page) []BookChapter {
	below := c.trace.ask("below", section.Path)
	for _, p := range append([]*content.Page{section}, below...) {
		c.trace.ask("meta", p.Path)
		c.trace.ask("body", p.Path) // whether it has one
	}
	pages := BookPages(section)
	steps := map[string]int{}
	for _, p := range pages {
		steps[bookStep(section, p)]++
	}
	var out []BookChapter
	number, letter := 0, 0
	for i, p := range pages {
		ch := BookChapter{Page: c.wrap(p), ID: "kapitel-" + strconv.Itoa(i+1), Heading: p.Title}
		step := bookStep(section, p)
		switch {
		case p == section:
			ch.Heading = c.T("ui.book.intro", nil)
			out = append(out, ch)
			continue
		case len(steps) == 1: // no page is a step
			number++
			ch.Number = strconv.Itoa(number)
		case step != "" && steps[step] == 1:
			ch.Number = step
		default:
			letter++
			ch.Number = letters(letter)
		}
		ch.Label = c.T("ui.book.chapter", map[string]string{"number": ch.Number})
		out = append(out, ch)
	}
	return out
}

// bookStep is the step of a main chapter of the section, else "".
func bookStep(section, p *content.Page) string {
	if p.Parent != section || p.Guide == nil || p.Template != nil {
		return ""
	}
	return p.Guide.Step
}

// letters counts A, B, … Z, AA, AB, …
func letters(n int) string {
	name := ""
	for ; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}
