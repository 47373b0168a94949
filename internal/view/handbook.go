package view

import (
	"errors"
	"fmt"
	"html/template"
	"strings"

	"github.com/kaaw/nachbar/internal/content"
)

// HandbookData is the data file with the chapters of the printed handbook: a
// list of parts {title, pages: [{page, chosen}]}.
const HandbookData = "notfallhandbuch"

// HandbookPart is a part of the printed handbook.
type HandbookPart struct {
	Title    string
	Chapters []HandbookChapter
}

// HandbookChapter is a page that readers may take into their handbook. Its ID
// starts all ids of its text.
type HandbookChapter struct {
	*Page
	ID string
	// Chosen belongs to the handbook until a reader says otherwise.
	Chosen bool
	Text   template.HTML
	// Sheets are the tables of a workbook template.
	Sheets []PaperSheet
}

// Handbook are the parts of the printed handbook, in the order of the data file.
// Pages that this audience does not see, or that have no text, are left out.
func (s *Site) Handbook() ([]HandbookPart, error) {
	value, err := s.c.Data(HandbookData)
	if err != nil {
		return nil, err
	}
	parts, ok := value.([]any)
	if !ok {
		return nil, fmt.Errorf("data/%s.yaml: not a list of parts", HandbookData)
	}
	var out []HandbookPart
	for _, item := range parts {
		entry, _ := item.(map[string]any)
		title, _ := entry["title"].(string)
		pages, _ := entry["pages"].([]any)
		part := HandbookPart{Title: title}
		for _, item := range pages {
			chapter, err := s.chapter(item)
			if err != nil {
				return nil, err
			}
			if chapter != nil {
				part.Chapters = append(part.Chapters, *chapter)
			}
		}
		if len(part.Chapters) > 0 {
			out = append(out, part)
		}
	}
	return out, nil
}

// chapter reads an entry of the data file; nil if the audience has no such page.
func (s *Site) chapter(item any) (*HandbookChapter, error) {
	entry, _ := item.(map[string]any)
	path, _ := entry["page"].(string)
	chosen, _ := entry["chosen"].(bool)
	if path == "" {
		return nil, fmt.Errorf("data/%s.yaml: an entry names no page", HandbookData)
	}
	p := s.page(path)
	if p == nil || p.p.BodyEmpty || p.p.Source == "" {
		return nil, nil
	}
	id := "kapitel-" + strings.ReplaceAll(path, "/", "-")
	text, err := s.c.embed(p.p, id+"-")
	if err != nil {
		return nil, err
	}
	return &HandbookChapter{Page: p, ID: id, Chosen: chosen, Text: text, Sheets: s.c.paperSheets(p.p, id)}, nil
}

// errOther means that a page's file is not the one the tree was made of.
var errOther = errors.New("the file changed while the site was built")

// embed renders the body of another page into this one: links lead from here,
// ids start with prefix, headings are one level lower. Terms of the glossary are
// not marked, and what is wrong with the text is told on its own page.
func (c *Context) embed(p *content.Page, prefix string) (template.HTML, error) {
	body, hash, err := p.Read(c.model.FS)
	if err != nil {
		return "", err
	}
	if hash != p.Hash {
		return "", fmt.Errorf("%s: %w", p.Source, errOther)
	}
	sub := &Context{model: c.model, trace: c.trace, self: p, out: c.out, name: c.name}
	c.trace.ask("body", p.Path)
	c.trace.ask("glossary", "") // its digest covers the words of texts
	doc, _ := c.model.Texts.Render(body, p.Source, p.BodyLine, sub)
	html, err := embedded(doc.HTML, prefix, p.Title)
	return template.HTML(html), err
}

// HandbookLabel is the label of the handbook when it is filled in: the strictest of its
// templates.
func (s *Site) HandbookLabel(parts []HandbookPart) TLP {
	label := s.c.self.Label
	for _, part := range parts {
		for _, chapter := range part.Chapters {
			if t := chapter.p.Template; t != nil && !t.Filled().Within(label) {
				label = t.Filled()
			}
		}
	}
	class := strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(label.String(), "TLP:")), "+", "-")
	return TLP{Name: label.String(), Class: class, Meaning: s.c.T("tlp."+class, nil)}
}
