package view

import (
	"fmt"
	"html/template"
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/markdown"
)

// GlossaryOutput is the page of the glossary.
const GlossaryOutput = "glossar/index.html"

// maxShort is the length of a term's short definition, in characters: it has
// to fit into the small box beside the word.
const maxShort = 240

// GlossaryTerm is an entry of data/glossar.yaml.
type GlossaryTerm struct {
	ID, Term, Abbr, Short, Source string
	Also                          []string
	HTML                          template.HTML
	See                           []Link

	text  string
	see   []string
	forms []string
}

// GlossaryTerms are the words that Markdown marks, from the file glossar.yaml
// of the data folder dir. Entries that lack a key are named in the problems.
func GlossaryTerms(d *Data, dir string) ([]markdown.Term, diag.List) {
	var problems diag.List
	file := path.Join(dir, "glossar.yaml")
	known := map[string]bool{}
	var terms []markdown.Term
	for i, t := range d.glossary() {
		place := t.ID
		if place == "" {
			place = fmt.Sprint("#", i+1)
		}
		switch {
		case t.ID == "" || t.Term == "" || t.Short == "":
			problems.Add(diag.New("glossary-incomplete", file, 0, "term", place))
			continue
		case known[t.ID]:
			problems.Add(diag.New("glossary-twice", file, 0, "term", t.ID))
			continue
		case len([]rune(t.Short)) > maxShort:
			problems.Add(diag.New("glossary-long", file, 0, "term", t.ID).AsWarning())
		}
		known[t.ID] = true
		forms := t.forms
		if t.Abbr != "" {
			forms = append(slices.Clone(forms), t.Abbr)
		}
		terms = append(terms, markdown.Term{
			ID: t.ID, Name: t.Term, Forms: forms, Short: t.Short, URL: "/glossar/#" + t.ID,
		})
	}
	return terms, problems
}

// glossary decodes the entries without their HTML, in the order of the file.
func (d *Data) glossary() []GlossaryTerm {
	value, _ := d.Value("glossar")
	list, _ := value.([]any)
	terms := make([]GlossaryTerm, 0, len(list))
	for _, item := range list {
		entry, _ := item.(map[string]any)
		terms = append(terms, GlossaryTerm{
			ID: text(entry, "id"), Term: text(entry, "term"), Abbr: text(entry, "abbr"),
			Short: text(entry, "short"), Source: text(entry, "source"), Also: texts(entry, "also"),
			text: text(entry, "text"), see: texts(entry, "see"), forms: texts(entry, "forms"),
		})
	}
	return terms
}

// glossary are the entries in alphabetical order.
func (c *Context) glossary() []GlossaryTerm {
	c.trace.ask("data", "glossar")
	terms := c.model.Data.glossary()
	sortBy(terms, func(t GlossaryTerm) string { return indexKey(t.Term) + "\x00" + t.ID })
	return terms
}

// Terms are the entries of the glossary in alphabetical order.
func (p *Page) Terms() []GlossaryTerm {
	terms := p.c.glossary()
	names := map[string]string{}
	for _, t := range terms {
		names[t.ID] = t.Term
	}
	for i := range terms {
		t := &terms[i]
		t.HTML = p.c.markdown(t.text)
		for _, id := range t.see {
			if names[id] != "" {
				t.See = append(t.See, Link{names[id], "#" + id})
			}
		}
	}
	return terms
}

// TermGroup is the part of the glossary under one letter.
type TermGroup struct {
	Letter, Anchor string
	Terms          []GlossaryTerm
}

// TermLetters groups the glossary by first letter, for its jump marks.
func (p *Page) TermLetters() []TermGroup {
	var groups []TermGroup
	for _, t := range p.Terms() {
		letter := firstLetter(t.Term)
		if len(groups) == 0 || groups[len(groups)-1].Letter != letter {
			groups = append(groups, TermGroup{Letter: letter, Anchor: "buchstabe-" + strings.ToLower(letter)})
		}
		last := &groups[len(groups)-1]
		last.Terms = append(last.Terms, t)
	}
	return groups
}

func text(entry map[string]any, key string) string {
	s, _ := entry[key].(string)
	return s
}

func texts(entry map[string]any, key string) []string {
	list, _ := entry[key].([]any)
	var out []string
	for _, item := range list {
		if s, ok := item.(string); ok {
			out = append(out, s)
		}
	}
	return out
}
