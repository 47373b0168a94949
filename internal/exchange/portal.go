package exchange

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/deflate"
)

// Formats are the endings of a template's files, the open one first.
func Formats(t *content.TemplateKeys) []string {
	if t.Sheet != nil {
		return []string{"ods", "xlsx"}
	}
	return []string{"odt", "docx"}
}

// FormRef names the form of a template's file, and FormPath is where its script
// lies in the build. DataPath is that of the script with all templates.
func FormRef(id, format string) string  { return id + "-" + format }
func FormPath(id, format string) string { return "vorlagen/formulare/" + FormRef(id, format) + ".js" }

// DataPath is where the script with all templates lies in the build.
const DataPath = "vorlagen/daten.js"

// Portal is what a browser has to know of a site's templates: web/ts/exchange
// reads it.
type Portal struct {
	Fields    []PortalField     `json:"fields"`
	Templates []PortalTemplate  `json:"templates"`
	Portal    PortalInfo        `json:"portal"`
	Words     map[string]string `json:"words"`
}

// PortalInfo is where copies come from.
type PortalInfo struct {
	Title string `json:"title"`
	URL   string `json:"url"`
	Lang  string `json:"lang"`
}

// PortalField is a field with its place in the form.
type PortalField struct {
	ID         string   `json:"id"`
	Label      string   `json:"label"`
	Help       string   `json:"help"`
	Example    string   `json:"example"`
	Type       string   `json:"type"`
	Choices    []string `json:"choices,omitempty"`
	Personal   bool     `json:"personal"`
	Group      string   `json:"group"`
	GroupTitle string   `json:"groupTitle"`
	// Template is the title of the only template that has the field.
	Template string `json:"template,omitempty"`
}

// PortalTemplate is a template as lists show it.
type PortalTemplate struct {
	ID          string         `json:"id"`
	Title       string         `json:"title"`
	URL         string         `json:"url"`
	Kind        string         `json:"kind"`
	Version     string         `json:"version"`
	Description string         `json:"description"`
	Doctype     string         `json:"doctype"`
	Step        string         `json:"step"`
	Levels      []string       `json:"levels"`
	Roles       []string       `json:"roles"`
	Who         string         `json:"who"`
	Effort      string         `json:"effort"`
	License     string         `json:"license"`
	Needs       []string       `json:"needs"`
	Fields      []string       `json:"fields"`
	Formats     []PortalFormat `json:"formats"`
}

// PortalFormat is a file of a template: its ending and where its form lies.
type PortalFormat struct {
	Format string `json:"format"`
	Form   string `json:"form"`
}

// Offered is a template with the fields that its document asks for.
type Offered struct {
	Page   *content.Page
	Fields []string
}

// ownGroup holds the fields of single templates; it is called as the words say.
const (
	ownGroup     = "vorlagen"
	ownGroupWord = "profile.own"
)

// NewPortal lists templates in the given order, with all fields of the registry
// and their own ones. words are texts of the catalogue.
func NewPortal(info PortalInfo, r *Registry, list []Offered, words map[string]string) *Portal {
	p := &Portal{Portal: info, Words: words, Fields: []PortalField{}, Templates: []PortalTemplate{}}
	titles := map[string]string{}
	for _, g := range r.Groups {
		titles[g.ID] = g.Title
	}
	known := map[string]bool{}
	add := func(f content.Field, group, title, template string) {
		if known[f.ID] {
			return
		}
		known[f.ID] = true
		p.Fields = append(p.Fields, PortalField{f.ID, f.Label, f.Help, f.Example, f.Type, f.Choices, f.Personal, group, title, template})
	}
	for _, f := range r.Fields {
		add(f.Field, f.Group, cmp.Or(titles[f.Group], f.Group), "")
	}
	for _, o := range list {
		p.Templates = append(p.Templates, portalTemplate(o))
		for _, f := range o.Page.Template.Fields {
			add(f, ownGroup, words[ownGroupWord], o.Page.Title)
		}
	}
	return p
}

func portalTemplate(o Offered) PortalTemplate {
	page, t := o.Page, o.Page.Template
	out := PortalTemplate{
		ID: t.ID, Title: page.Title, URL: page.Path + "/", Kind: string(page.Kind), Version: t.Version.String(),
		Description: page.Description, Doctype: t.Doctype, Step: t.Step, Roles: list(page.Role), Levels: []string{},
		Who: t.Who, Effort: t.Effort, License: t.Licensed(), Needs: list(t.Needs), Fields: list(o.Fields), Formats: []PortalFormat{},
	}
	for _, level := range t.BCMS {
		out.Levels = append(out.Levels, string(level))
	}
	for _, format := range Formats(t) {
		out.Formats = append(out.Formats, PortalFormat{format, FormPath(t.ID, format)})
	}
	return out
}

// list is never null as JSON.
func list(s []string) []string { return append([]string{}, s...) }

// Script is the portal as a script that browsers run, also from a folder.
func (p *Portal) Script() ([]byte, error) { return script("nachbarTemplates(", p) }

// FormScript is a form as such a script.
func FormScript(ref string, form any) ([]byte, error) {
	return script(fmt.Sprintf("nachbarForm(%q,", ref), form)
}

// script calls a function of the browser with base64 of raw deflate of JSON.
func script(call string, value any) ([]byte, error) {
	var plain bytes.Buffer
	e := json.NewEncoder(&plain)
	e.SetEscapeHTML(false) // it is packed: nothing of it is ever read as HTML
	if err := e.Encode(value); err != nil {
		return nil, fmt.Errorf("pack script: %w", err)
	}
	packed := deflate.Pack(plain.Bytes())
	return []byte(call + `"` + base64.StdEncoding.EncodeToString(packed) + "\");\n"), nil
}
