package view

import (
	"cmp"
	"fmt"
	"html/template"
	"path"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/markdown"
	"github.com/kaaw/nachbar/internal/strict"
)

// GlossaryOutput is the page of the glossary.
const GlossaryOutput = "glossar/index.html"

// maxShort is the length of a term's short definition, in characters: it has
// to fit into the small box beside the word.
const maxShort = 240

// glossaryData is the name of the data file that holds the glossary.
const glossaryData = "glossar"

// GlossaryTerm is an entry of data/glossar.yaml.
type GlossaryTerm struct {
	ID, Term, Abbr, Short, Source string
	Also                          []string
	HTML                          template.HTML
	See                           []Link

	text  string
	see   []string
	forms []string
	line  int // of the entry in the file
	col   int
}

// glossaryEntry are the keys of an entry.
type glossaryEntry struct {
	ID     string   `yaml:"id"`
	Term   string   `yaml:"term"`
	Abbr   string   `yaml:"abbr"`
	Forms  []string `yaml:"forms"`
	Also   []string `yaml:"also"`
	Short  string   `yaml:"short"`
	Text   string   `yaml:"text"`
	See    []string `yaml:"see"`
	Source string   `yaml:"source"`
}

// readGlossary decodes the entries one by one, so that each keeps its line.
func (d *Data) readGlossary(root *yaml.Node, at strict.Source) diag.List {
	if root.Kind != yaml.SequenceNode {
		return strict.Decode(root, at, &[]glossaryEntry{}, strict.Options{})
	}
	var problems diag.List
	for _, node := range root.Content {
		var e glossaryEntry
		problems.Add(strict.Decode(node, at, &e, strict.Options{})...)
		d.terms = append(d.terms, GlossaryTerm{
			ID: e.ID, Term: e.Term, Abbr: e.Abbr, Short: e.Short, Source: e.Source, Also: e.Also,
			text: e.Text, see: e.See, forms: e.Forms, line: node.Line, col: node.Column,
		})
	}
	return problems
}

// GlossaryTerms are the words that Markdown marks, from the file glossar.yaml
// of the data folder dir. Entries that lack a key, stand there twice or point
// to others that do not exist are named in the problems.
func GlossaryTerms(d *Data, dir string) ([]markdown.Term, diag.List) {
	var problems diag.List
	known := map[string]bool{}
	var terms []markdown.Term
	for i, t := range d.terms {
		report := func(id string, pairs ...string) diag.Problem {
			return t.problem(dir, id, append(pairs, "term", cmp.Or(t.ID, fmt.Sprint("#", i+1)))...)
		}
		switch {
		case !t.complete():
			problems.Add(report("glossary-incomplete"))
			continue
		case known[t.ID]:
			problems.Add(report("glossary-twice"))
			continue
		case len([]rune(t.Short)) > maxShort:
			problems.Add(report("glossary-long").AsWarning())
		}
		for _, id := range t.see {
			if !slices.ContainsFunc(d.terms, func(o GlossaryTerm) bool { return o.ID == id }) {
				problems.Add(report("glossary-see", "see", id))
			}
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

// problem is one of the entry, in the data folder dir.
func (t GlossaryTerm) problem(dir, id string, pairs ...string) diag.Problem {
	p := diag.New(id, path.Join(dir, glossaryData+".yaml"), t.line, pairs...)
	p.Col = t.col
	return p
}

func (t GlossaryTerm) complete() bool { return t.ID != "" && t.Term != "" && t.Short != "" }

// glossary are the entries in alphabetical order, without those that the
// problems of GlossaryTerms name.
func (c *Context) glossary() []GlossaryTerm {
	c.trace.ask("data", glossaryData)
	known := map[string]bool{}
	var terms []GlossaryTerm
	for _, t := range c.model.Data.terms {
		if t.complete() && !known[t.ID] {
			known[t.ID] = true
			terms = append(terms, t)
		}
	}
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
		t.HTML = p.c.termText(t)
		for _, id := range t.see {
			if names[id] != "" {
				t.See = append(t.See, Link{names[id], "#" + id})
			}
		}
	}
	return terms
}

// termText renders the text of an entry; what is wrong with it stands in the
// data file, not on the page that shows it.
func (c *Context) termText(t *GlossaryTerm) template.HTML {
	before := len(c.problems)
	html := c.markdown(t.text)
	for i := before; i < len(c.problems); i++ {
		place := t.problem(c.model.Conf.Data, "")
		c.problems[i].Path, c.problems[i].Line, c.problems[i].Col = place.Path, place.Line, place.Col
	}
	return html
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
		letter := firstLetter(indexKey(t.Term))
		if len(groups) == 0 || groups[len(groups)-1].Letter != letter {
			groups = append(groups, TermGroup{Letter: letter, Anchor: "buchstabe-" + strings.ToLower(letter)})
		}
		last := &groups[len(groups)-1]
		last.Terms = append(last.Terms, t)
	}
	return groups
}
