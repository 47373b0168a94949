package site

import (
	"cmp"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/view"
)

// glossaryPath is the logical path of the page that shows the glossary.
const glossaryPath = "glossar"

// terms are the entries of the glossary, each a document of its own.
func (t *Texts) terms() []search.Document {
	var docs []search.Document
	for _, term := range t.glossary {
		page := t.snap.model.Tree.Page(glossaryPath)
		d := search.Document{
			URL: view.GlossaryOutput, Anchor: term.ID, Title: term.Term, Trail: page.Title,
			Kind: search.KindTerm, Section: page.Top(), Summary: term.Short,
		}
		if d.Names = term.Also; term.Abbr != "" && term.Abbr != term.Term {
			d.Title += " (" + term.Abbr + ")"
			d.Names = append([]string{term.Term, term.Abbr}, term.Also...)
		}
		d.Body = term.Short
		for _, also := range term.Also {
			d.Body += "\n" + also
		}
		if text, _ := search.Extract([]byte(term.HTML)); text != "" {
			d.Body += "\n" + text
		}
		docs = append(docs, d)
	}
	return docs
}

// Options are the synonyms that the glossary knows, and what people call the
// values of facets.
func (t *Texts) Options() search.Options {
	model := t.snap.model
	opt := search.Options{Titles: map[search.Facet]map[string]string{
		search.FacetKind: {
			search.KindTerm: model.Text.T("search.kind.term", nil), search.KindFile: model.Text.T("search.kind.file", nil),
		},
		search.FacetSection: {},
		search.FacetLevel:   {},
		search.FacetRole:    t.titles("rollen", "id"),
		search.FacetStep:    t.titles("bsi/schritte", "step"),
	}}
	for _, kind := range content.Kinds() {
		opt.Titles[search.FacetKind][string(kind)] = model.Text.T("search.kind."+string(kind), nil)
	}
	for _, level := range content.Levels() {
		opt.Titles[search.FacetLevel][string(level)] = model.Text.T("bcms."+string(level), nil)
	}
	for _, section := range model.Tree.Home.Children {
		opt.Titles[search.FacetSection][section.Path] = section.Title
	}
	for _, term := range t.glossary {
		names := []string{term.Term}
		if term.Abbr != "" {
			names = append(names, term.Abbr)
		}
		if names = append(names, term.Also...); len(names) > 1 {
			opt.Synonyms = append(opt.Synonyms, names)
		}
	}
	return opt
}

// titles are the names in a list of the data folder, by one of its keys.
func (t *Texts) titles(file, by string) map[string]string {
	value, _ := t.snap.model.Data.Value(file)
	list, _ := value.([]any)
	names := map[string]string{}
	for _, item := range list {
		entry, _ := item.(map[string]any)
		id, _ := entry[by].(string)
		title, _ := entry["title"].(string)
		if id != "" {
			names[id] = cmp.Or(title, id)
		}
	}
	return names
}
