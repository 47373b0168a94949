package main

import (
	"fmt"
	"path"
	"strings"
	"unicode/utf8"
)

func pick[T any](g *generator, from []T) T { return from[g.rng.IntN(len(from))] }

func heading(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(string(r)) + s[n:]
}

// sentence is one German sentence of ten to twenty words.
func (g *generator) sentence() string {
	subject, object := pick(g, nouns), pick(g, nouns)
	opener, verb, adverb := pick(g, openers), pick(g, verbs), pick(g, adverbs)
	switch g.rng.IntN(3) {
	case 0:
		return fmt.Sprintf("%s %s die %sn %s %s die %sn %s.", opener, verb, pick(g, adjectives), subject.plural, adverb, pick(g, adjectives), object.plural)
	case 1:
		return fmt.Sprintf("Die %sn %s %s %s den Betrieb, wenn %s %s betroffen ist.", pick(g, adjectives), subject.plural, verb, adverb, object.article, object.singular)
	}
	return fmt.Sprintf("%s %s „%s“ ist dafür maßgeblich; die %sn %s %s sie %s.",
		heading(subject.article), subject.singular, object.singular, pick(g, adjectives), pick(g, nouns).plural, verb, adverb)
}

func (g *generator) paragraph(sentences int) string {
	var b strings.Builder
	for range sentences {
		b.WriteString(g.sentence())
		b.WriteByte('\n')
	}
	return b.String() + "\n"
}

// link names another page by its file, as editors do.
func (g *generator) link(from place) string {
	to := g.pages[g.rng.IntN(len(g.pages))]
	up := strings.Repeat("../", strings.Count(from.file, "/"))
	if path.Dir(to.file) == path.Dir(from.file) {
		return fmt.Sprintf("[%s](%s)", to.title, path.Base(to.file))
	}
	return fmt.Sprintf("[%s](%s%s)", to.title, up, to.file)
}

func (g *generator) list() string {
	var b strings.Builder
	for range 3 + g.rng.IntN(4) {
		fmt.Fprintf(&b, "- **%s**: %s\n", pick(g, nouns).plural, g.sentence())
	}
	return b.String() + "\n"
}

func (g *generator) table() string {
	var b strings.Builder
	b.WriteString("| Aufgabe | Zuständig | Frist |\n| --- | --- | ---: |\n")
	for range 3 + g.rng.IntN(6) {
		fmt.Fprintf(&b, "| %s | %s | %d Stunden |\n", pick(g, nouns).plural, pick(g, nouns).singular, 1+g.rng.IntN(72))
	}
	return b.String() + "\n"
}

func (g *generator) note() string {
	return fmt.Sprintf("> [!%s]\n> %s\n\n", pick(g, []string{"NOTE", "TIP", "WARNING"}), g.sentence())
}

func (g *generator) definitions() string {
	a, b := pick(g, nouns), pick(g, nouns)
	return fmt.Sprintf("%s\n:   %s\n\n%s\n:   %s\n\n", a.singular, g.sentence(), b.singular, g.sentence())
}
