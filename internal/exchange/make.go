package exchange

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/strict"
)

// Source is a template: what its page says and the text below.
type Source struct {
	Page *content.Page
	Body document.Body
	// Portal is where the template comes from: the address of the portal, or
	// its name.
	Portal string
	// Scope are the runs of the page's scope.
	Scope []document.Run
}

// Words gives the text of a message key, as an i18n.Catalogue does.
type Words func(key string, args map[string]string) string

// Fields of the registry that the cover and the running heads ask for.
const (
	ownerField = "kommune.name"
	landField  = "kommune.land"
)

// Values of a copy that are no fields: the day of copying as a date and as
// people write it.
const (
	CopiedDay  = "nachbar.copied"
	CopiedText = "nachbar.tag"
)

// Make puts a template together as a document. It holds no data of anybody.
func Make(src Source, registry *Registry, t Words) document.Document {
	p, keys := src.Page, src.Page.Template
	m := maker{src: src, registry: registry, t: t}
	d := document.Document{
		ID: keys.ID, Title: p.Title, Lang: "de-DE", Kind: cmp.Or(keys.Doctype, t("kind.name."+string(p.Kind), nil)),
		Cover: isOn(keys.Cover), Landscape: keys.Paper == "quer",
		Label: p.Label.String(), FilledLabel: max(p.Label, keys.Filled()).String(), Code: Code(keys.ID, keys.Version),
		Owner: []document.Run{{Field: ownerField}}, Notice: m.notice(),
		Stamp: m.stamp(), Words: m.words(), Blocks: mark(keys.ID, src.Body.Blocks),
	}
	if isOn(keys.Numbered) {
		number(d.Blocks)
	}
	d.Contents = d.Cover && isOn(p.TOC) && headings(d.Blocks) > 3
	if d.Cover {
		d.Facts, d.History = m.facts(), m.history()
	}
	d.Fields = m.fields(&d)
	for _, f := range d.Fields {
		d.Stamp = append(d.Stamp, document.Property{Name: "nachbar.a." + f.ID, Field: f.ID})
	}
	return d
}

// Code is the short name of a version in the foot of each page.
func Code(id string, v content.Version) string { return "NB-" + id + "-" + v.String() }

func isOn(b *bool) bool { return b == nil || *b }

type maker struct {
	src      Source
	registry *Registry
	t        Words
}

// facts is the table of the cover (BSI-Standard 200-4, 4.4.2).
func (m *maker) facts() *document.Table {
	keys := m.src.Page.Template
	table := &document.Table{Columns: []document.Column{{Width: 3200}, {Width: 6800}}, RowNames: true}
	add := func(key string, text ...document.Run) {
		name := []document.Run{{Text: m.t("doc.fact."+key, nil)}}
		table.Rows = append(table.Rows, []document.Cell{{Text: name}, {Text: text}})
	}
	field := func(id string) document.Run { return document.Run{Field: id} }
	add("version", field("dokument.version"))
	add("author", field("dokument.autor"))
	add("approved", field("dokument.freigabe.person"), document.Run{Text: ", "}, field("dokument.freigabe.datum"))
	add("review", field("dokument.ueberarbeitung.datum"))
	if len(m.src.Scope) > 0 {
		add("scope", m.src.Scope...)
	} else {
		add("scope", field("dokument.geltungsbereich"))
	}
	if keys.Audience != "" {
		add("audience", document.Run{Text: keys.Audience})
	}
	add("storage", field("dokument.ablage"))
	add("retention", field("dokument.aufbewahrung"))
	return table
}

// historyRows is how many changes of their own people can write down by hand.
const historyRows = 3

// history is the table in which a municipality keeps its own changes; the first
// one is taking the template over.
func (m *maker) history() *document.Table {
	table := &document.Table{Columns: []document.Column{{Width: 1400}, {Width: 1800}, {Width: 4600}, {Width: 2200}}}
	for _, key := range []string{"version", "date", "what", "who"} {
		table.Head = append(table.Head, document.Cell{Text: []document.Run{{Text: m.t("doc.history."+key, nil)}}})
	}
	keys := m.src.Page.Template
	taken := m.t("doc.history.taken", map[string]string{"title": m.src.Page.Title, "version": keys.Version.String()})
	table.Rows = append(table.Rows, []document.Cell{
		{Text: []document.Run{{Text: "0.1"}}}, {Text: []document.Run{{Field: CopiedText}}}, {Text: []document.Run{{Text: taken}}}, {},
	})
	for range historyRows {
		table.Rows = append(table.Rows, make([]document.Cell, len(table.Head)))
	}
	return table
}

// notice says where the document comes from and what may be done with it.
func (m *maker) notice() []document.Run {
	keys := m.src.Page.Template
	key := "doc.notice"
	if keys.Licensed() == "CC0-1.0" { // it asks for nothing
		key = "doc.notice.free"
	}
	text := m.t(key, map[string]string{
		"title": m.src.Page.Title, "version": keys.Version.String(), "portal": m.src.Portal, "license": LicenseName(keys.Licensed()),
	})
	runs := []document.Run{{Text: text + " "}}
	if url := LicenseURL(keys.Licensed()); url != "" {
		runs = append(runs, document.Run{Text: url, Link: url})
	}
	return runs
}

// stamp is what every copy carries.
func (m *maker) stamp() []document.Property {
	keys := m.src.Page.Template
	var based []string
	for _, ref := range keys.BasedOn {
		based = append(based, ref.String())
	}
	list := []document.Property{
		{Name: "nachbar.id", Value: keys.ID}, {Name: "nachbar.version", Value: keys.Version.String()},
		{Name: "nachbar.portal", Value: m.src.Portal}, {Name: "nachbar.license", Value: keys.Licensed()},
	}
	if len(based) > 0 {
		list = append(list, document.Property{Name: "nachbar.basedOn", Value: strings.Join(based, " ")})
	}
	return append(list, document.Property{Name: "nachbar.copied", Field: CopiedDay})
}

func (m *maker) words() document.Words {
	w := document.Words{
		Contents: m.t("doc.contents", nil), History: m.t("doc.history", nil), Page: m.t("doc.page", nil), Of: m.t("doc.of", nil),
		Land: landField, Lands: map[string]string{"nw": "Nordrhein-Westfalen", "ni": "Niedersachsen"}, Callouts: map[string]string{},
	}
	for _, typ := range []string{"note", "tip", "warning", "danger", "example", "hint", "nw", "ni"} {
		w.Callouts[typ] = m.t("markdown.callout."+typ, nil)
	}
	return w
}

// fields lists the fields of the whole document with their labels.
func (m *maker) fields(d *document.Document) []document.Field {
	var list []document.Field
	seen := map[string]bool{}
	add := func(id string) {
		if seen[id] || strings.HasPrefix(id, "nachbar.") {
			return
		}
		seen[id] = true
		f, _ := m.registry.Lookup(id, m.src.Page.Template.Fields)
		list = append(list, document.Field{ID: id, Label: cmp.Or(f.Label, id)})
	}
	for _, run := range d.Owner {
		add(run.Field)
	}
	if d.Facts != nil {
		for _, row := range d.Facts.Rows {
			for _, run := range row[1].Text {
				if run.Field != "" {
					add(run.Field)
				}
			}
		}
	}
	for _, id := range m.src.Body.Fields {
		add(id)
	}
	return list
}

// mark gives blocks the names of their bookmarks.
func mark(id string, blocks []document.Block) []document.Block {
	marked := slices.Clone(blocks)
	for i := range marked {
		marked[i].Bookmark = Bookmark(id, marked[i].ID)
	}
	return marked
}

// number gives the headings at the top of blocks their numbers.
func number(blocks []document.Block) {
	var counts []int
	for i := range blocks {
		elements := slices.Clone(blocks[i].Elements)
		for j, element := range elements {
			h, ok := element.(*document.Heading)
			if !ok || h.Bare {
				continue
			}
			for len(counts) < h.Level {
				counts = append(counts, 0)
			}
			counts = counts[:h.Level]
			counts[h.Level-1]++
			numbered := *h
			numbered.Number = dotted(counts)
			elements[j] = &numbered
		}
		blocks[i].Elements = elements
	}
}

func dotted(counts []int) string {
	parts := make([]string, len(counts))
	for i, n := range counts {
		parts[i] = strconv.Itoa(n)
	}
	return strings.Join(parts, ".")
}

func headings(blocks []document.Block) int {
	n := 0
	for _, block := range blocks {
		for _, element := range block.Elements {
			if _, ok := element.(*document.Heading); ok {
				n++
			}
		}
	}
	return n
}

// LicenseName is a licence as texts call it.
func LicenseName(id string) string {
	if id == "CC0-1.0" {
		return "CC0 1.0"
	}
	name := strings.TrimSuffix(id, "-4.0")
	return strings.Replace(name, "CC-", "CC ", 1) + " 4.0"
}

// LicenseURL is where the German text of a licence stands.
func LicenseURL(id string) string {
	switch id {
	case "CC-BY-4.0":
		return "https://creativecommons.org/licenses/by/4.0/deed.de"
	case "CC-BY-SA-4.0":
		return "https://creativecommons.org/licenses/by-sa/4.0/deed.de"
	case "CC0-1.0":
		return "https://creativecommons.org/publicdomain/zero/1.0/deed.de"
	}
	return ""
}

// Day is a date as a template shows it: 15.01.2027.
func Day(d strict.Date) string {
	if d.IsZero() {
		return ""
	}
	return content.Day(d).Format("02.01.2006")
}
