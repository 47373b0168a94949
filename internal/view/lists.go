package view

import (
	"path"
	"strconv"
)

// List says what a list page lists: one page of the answer to a question.
type List struct {
	// Question and Arg are a fact whose answer is pages: "kids", "tagged", "filter".
	Question, Arg string
	// Base is the output path of the first page of the list.
	Base string
	// Number counts from 1; Size is how many entries a page has.
	Number, Size int
	// Facet and Value are the filter that is active, "" for none.
	Facet, Value string
	// Section is the path of the section whose filters are shown.
	Section string
}

type list struct {
	spec List
	c    *Context
}

// Pager is one page of a long list.
type Pager struct {
	Items                []*Page
	Number, Total, Count int
	Prev, Next           string
	Pages                []PageLink
}

// PageLink leads to one page of a list; a gap has no URL.
type PageLink struct {
	Number  int
	URL     string
	Current bool
}

// PageCount is the number of pages that count entries need.
func PageCount(count, size int) int { return max(1, (count+size-1)/size) }

// ListOutput is the output path of page number n of a list that starts at base.
func ListOutput(base string, n int) string {
	if n <= 1 {
		return base
	}
	return path.Join(path.Dir(base), "seite", strconv.Itoa(n), "index.html")
}

// Pager is the part of the list that this page shows. On pages that are no
// lists it is empty.
func (p *Page) Pager() *Pager {
	spec := p.c.list.spec
	if spec.Question == "" {
		return &Pager{Number: 1, Total: 1}
	}
	all := p.c.trace.ask(spec.Question, spec.Arg)
	total := PageCount(len(all), spec.Size)
	from := min((spec.Number-1)*spec.Size, len(all))
	out := &Pager{
		Items:  p.c.wrapAll(all[from:min(from+spec.Size, len(all))]),
		Number: spec.Number, Total: total, Count: len(all),
	}
	if spec.Number > 1 {
		out.Prev = p.c.link(ListOutput(spec.Base, spec.Number-1))
	}
	if spec.Number < total {
		out.Next = p.c.link(ListOutput(spec.Base, spec.Number+1))
	}
	for _, n := range pageNumbers(spec.Number, total) {
		link := PageLink{Number: n, Current: n == spec.Number}
		if n > 0 {
			link.URL = p.c.link(ListOutput(spec.Base, n))
		}
		out.Pages = append(out.Pages, link)
	}
	return out
}

// Count is how many entries a list has.
func (m *Model) Count(spec List) int {
	return len(m.pages(spec.Question, spec.Arg))
}

// pageNumbers lists first, last and the pages around current; 0 is a gap.
func pageNumbers(current, total int) []int {
	var numbers []int
	last := 0
	for n := 1; n <= total; n++ {
		if n != 1 && n != total && (n < current-2 || n > current+2) {
			continue
		}
		if n > last+1 {
			numbers = append(numbers, 0)
		}
		numbers = append(numbers, n)
		last = n
	}
	return numbers
}

// TagCloud is all tags with their pages' number, in alphabetical order.
func (p *Page) TagCloud() []TagLink {
	p.c.trace.ask("tags", "")
	var links []TagLink
	for _, tag := range p.c.model.Tags() {
		links = append(links, TagLink{Title: tag, URL: p.c.link(TagOutput(tag)), Count: len(p.c.model.tags[tag])})
	}
	return links
}

// TagOutput is the output path of a tag's page.
func TagOutput(tag string) string { return path.Join(TagsPath, Slug(tag), "index.html") }

// TagsPath is the logical path of the list of tags, IndexPath of the A–Z
// index, SearchPath of the page with search results.
const (
	TagsPath   = "schlagworte"
	IndexPath  = "a-z"
	SearchPath = "suche"
)
