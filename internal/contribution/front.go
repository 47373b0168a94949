package contribution

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar/internal/office/clean"
	"github.com/kaaw/nachbar/internal/strict"
)

// front is front matter that is being written, key by key.
type front struct {
	node *yaml.Node
	text func(key string, args map[string]string) string
}

func newFront(opt Options) *front {
	return &front{node: &yaml.Node{Kind: yaml.MappingNode}, text: opt.Text}
}

// value is the node of a key, nil without it.
func (f *front) value(key string) *yaml.Node {
	for i := 0; i+1 < len(f.node.Content); i += 2 {
		if f.node.Content[i].Value == key {
			return f.node.Content[i+1]
		}
	}
	return nil
}

// set gives a key a value; with a remark, import.front.<remark> stands above it.
func (f *front) set(key string, value any, remark string) {
	node := &yaml.Node{}
	if err := node.Encode(value); err != nil { // of texts and lists of texts: it cannot fail
		node = &yaml.Node{Kind: yaml.ScalarNode, Value: ""}
	}
	if s, ok := value.(string); ok && !plainWord.MatchString(s) {
		node.Style = yaml.DoubleQuotedStyle
	}
	name := &yaml.Node{Kind: yaml.ScalarNode, Value: key}
	if remark != "" {
		name.HeadComment = "# " + f.text("import.front."+remark, nil)
	}
	for i := 0; i+1 < len(f.node.Content); i += 2 {
		if f.node.Content[i].Value == key {
			f.node.Content[i], f.node.Content[i+1] = name, node
			return
		}
	}
	f.node.Content = append(f.node.Content, name, node)
}

// plainWord is what needs no quotes in front matter.
var plainWord = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9.+-]*$|^\d+\.\d+\.\d+$`)

func (f *front) remove(keys ...string) {
	for i := len(f.node.Content) - 2; i >= 0; i -= 2 {
		if slices.Contains(keys, f.node.Content[i].Value) {
			f.node.Content = slices.Delete(f.node.Content, i, i+2)
		}
	}
}

// page is the file of front matter and body.
func (f *front) page(body string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("---\n")
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(f.node); err != nil {
		return nil, fmt.Errorf("write front matter: %w", err)
	}
	b.WriteString("---\n\n" + strings.Trim(body, "\n") + "\n")
	return b.Bytes(), nil
}

// claims are what the portal has to know of every contribution.
func (f *front) claims(opt Options, template bool) {
	f.set("draft", true, "draft")
	f.set("tlp", opt.Label, "tlp")
	if !template {
		return
	}
	license, remark := opt.License, ""
	if license == "" {
		license, remark = "CC-BY-4.0", "license"
	}
	f.set("license", license, remark)
	origin, remark := opt.Origin, ""
	if origin == "" {
		origin, remark = opt.Text("import.origin.unknown", nil), "origin"
	}
	f.set("origin", origin, remark)
	f.set("version", "1.0.0", "")
	f.set("changes", []map[string]string{{"version": "1.0.0", "date": opt.Day, "class": "ergaenzung", "why": opt.Text("import.why", nil)}}, "")
	date(f.value("changes"))
}

// date takes the quotes off the day of a change, which is no text.
func date(changes *yaml.Node) {
	for _, item := range changes.Content {
		item.Style = yaml.FlowStyle
		for i := 0; i+1 < len(item.Content); i += 2 {
			if item.Content[i].Value == "date" {
				item.Content[i+1].Tag, item.Content[i+1].Style = "!!timestamp", 0
			}
		}
	}
}

// templatePage is the draft of a variant of a template; tables, if there are
// any, are the rows of its sheet.
func templatePage(r *Result, t *Template, body string, tables func(sheet *yaml.Node), opt Options) (*Page, error) {
	f := newFront(opt)
	if len(t.Source) > 0 {
		doc, _ := strict.Split(t.Source, t.ID)
		var root yaml.Node
		if err := yaml.Unmarshal(doc.Front, &root); err != nil || len(root.Content) == 0 {
			return nil, fmt.Errorf("read front matter of %s: %w", t.ID, err)
		}
		f.node = root.Content[0]
		f.remove("date", "lastmod", "aliases", "slug", "usedBy", "review", "allow", "contributors")
	} else {
		f.set("title", opt.Text("import.title.unknown", map[string]string{"name": t.ID}), "title")
		f.set("purpose", opt.Text("import.purpose", nil), "purpose")
	}
	id := variantID(t.ID, opt.Origin)
	f.set("id", id, "id")
	f.claims(opt, true)
	f.set("basedOn", []string{r.Copied}, "")
	f.value("basedOn").Style = yaml.FlowStyle
	if len(t.Source) == 0 {
		f.remove("basedOn")
	}
	if tables != nil {
		tables(f.value("sheet"))
	}
	src, err := f.page(body)
	return &Page{Section: t.Section, Name: id, Files: []File{{"index.md", src}}}, err
}

// variantID names a variant after who it comes from.
func variantID(id, origin string) string {
	tail := slug(origin, 14)
	if tail == "" {
		tail = "beitrag"
	}
	const longest = 40
	return strings.Trim(id[:min(len(id), longest-1-len(tail))], "-") + "-" + tail
}

var notSlug = regexp.MustCompile(`[^a-z0-9]+`)

// slug is a name for folders: small letters, digits, hyphens.
func slug(text string, longest int) string {
	text = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss").Replace(strings.ToLower(text))
	text = strings.Trim(notSlug.ReplaceAllString(text, "-"), "-")
	if len(text) > longest {
		text = text[:longest]
		if i := strings.LastIndexByte(text, '-'); i > longest/2 {
			text = text[:i]
		}
	}
	return strings.Trim(text, "-")
}

// freshFront is front matter for what is no copy.
func freshFront(r *Result, title string, opt Options) (*front, string) {
	f := newFront(opt)
	stem := strings.TrimSuffix(path.Base(r.Name), path.Ext(r.Name))
	name := slug(stem, 40)
	if len(name) < 3 {
		name = "beitrag" + map[bool]string{true: "-" + name}[name != ""]
	}
	if title = strings.TrimSpace(title); title == "" {
		title = strings.TrimSpace(strings.NewReplacer("_", " ", "-", " ").Replace(stem))
	}
	if runes := []rune(title); len(runes) > 120 {
		title = string(runes[:120])
	}
	f.set("title", title, "title")
	f.set("description", opt.Text("import.description", nil), "description")
	if isTemplates(opt.Section) {
		f.set("id", name, "id")
		f.set("purpose", opt.Text("import.purpose", nil), "purpose")
	}
	f.claims(opt, isTemplates(opt.Section))
	return f, name
}

// isTemplates reports whether a section holds things to take home.
func isTemplates(section string) bool {
	top, _, _ := strings.Cut(section, "/")
	return top == "vorlagen" || top == "richtlinien"
}

// source names origin and licence below the text of a page that has no keys for
// them.
func sourceLine(opt Options) string {
	if isTemplates(opt.Section) {
		return ""
	}
	origin, license := opt.Origin, opt.License
	if origin == "" {
		origin = opt.Text("import.origin.unknown", nil)
	}
	if license == "" {
		license = "CC-BY-4.0"
	}
	return "\n" + opt.Text("import.source", map[string]string{"origin": escaper.Replace(origin), "license": license}) + "\n"
}

// attach makes a page of a file that stays what it is.
func attach(r *Result, c clean.Result, title string, opt Options) {
	f, name := freshFront(r, title, opt)
	file := name + c.Ext
	body := opt.Text("import.attached", map[string]string{"file": file}) + "\n" + sourceLine(opt)
	src, err := f.page(body)
	if err != nil {
		return
	}
	r.note("attached", "file", file)
	r.Page = &Page{Section: opt.Section, Name: name, Files: []File{{"index.md", src}, {file, c.Data}}}
}

// foreign makes a page of Markdown that another program made.
func foreign(r *Result, text string, opt Options) {
	title, body := headed(text)
	judge(r, title+"\n"+body, opt)
	f, name := freshFront(r, title, opt)
	src, err := f.page(body + sourceLine(opt))
	if err != nil {
		return
	}
	r.Page = &Page{Section: opt.Section, Name: name, Files: []File{{"index.md", src}}}
}

// headed takes the first heading off a text as its title and puts headings one
// level lower if others of the first level are left.
func headed(text string) (title, body string) {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if rest, found := strings.CutPrefix(lines[0], "# "); found {
		title, lines = bare(rest), lines[1:]
	}
	top := slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, "# ") })
	fenced := false
	for i, l := range lines {
		if strings.HasPrefix(l, "```") {
			fenced = !fenced
		}
		if top && !fenced && strings.HasPrefix(l, "#") && !strings.HasPrefix(l, "######") {
			lines[i] = "#" + l
		}
	}
	return title, strings.Trim(strings.Join(lines, "\n"), "\n") + "\n"
}
