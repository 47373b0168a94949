package main

import (
	"fmt"
	"slices"
	"strings"
)

// rareTagPages is about how many pages share a rare tag.
const rareTagPages = 80

func (g *generator) sectionPage(section string) string {
	title := heading(strings.ReplaceAll(section[strings.LastIndex(section, "/")+1:], "-", " "))
	return fmt.Sprintf("---\ntitle: %s\ndescription: Alles zum Bereich %s.\n---\n\n%s", title, title, g.paragraph(2))
}

// page is one page: front matter, an introduction and two to six chapters.
func (g *generator) page(i int) string {
	p := g.pages[i]
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %q\ndescription: %q\n", p.title, g.sentence())
	fmt.Fprintf(&b, "date: %04d-%02d-%02d\n", 2016+i%10, 1+g.rng.IntN(12), 1+g.rng.IntN(28))
	fmt.Fprintf(&b, "tags: [%s]\n---\n\n", strings.Join(g.tagsOf(), ", "))
	b.WriteString(g.paragraph(3))
	for n := range 2 + g.rng.IntN(5) {
		fmt.Fprintf(&b, "## %s %s\n\n", pick(g, nouns).plural, pick(g, adverbs))
		g.chapter(&b, p, n)
	}
	return b.String()
}

// tagsOf draws one frequent tag and, half of the time, a rare one.
func (g *generator) tagsOf() []string {
	out := []string{pick(g, tags)}
	if g.rng.IntN(2) == 0 {
		rare := max(1, len(g.pages)/2/rareTagPages)
		n := g.rng.IntN(rare)
		out = append(out, fmt.Sprintf("%s %d", nouns[n%len(nouns)].singular, n/len(nouns)+1))
	}
	return slices.Compact(out)
}

func (g *generator) chapter(b *strings.Builder, p place, n int) {
	b.WriteString(g.paragraph(2 + g.rng.IntN(3)))
	switch g.rng.IntN(6) {
	case 0:
		b.WriteString(g.list())
	case 1:
		b.WriteString(g.table())
	case 2:
		b.WriteString(g.note())
	case 3:
		b.WriteString(g.definitions())
	case 4:
		fmt.Fprintf(b, "### %s\n\n%s", pick(g, nouns).plural, g.paragraph(2))
	case 5:
		fmt.Fprintf(b, "Näheres steht in der Anlage.[^%d]\n\n[^%d]: %s\n\n", n+1, n+1, g.sentence())
	}
	if g.rng.IntN(2) == 0 {
		fmt.Fprintf(b, "Siehe auch %s.\n\n", g.link(p))
	}
}
