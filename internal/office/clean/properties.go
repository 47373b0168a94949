package clean

import (
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// ownProperty begins the names of the properties by which nachbar recognises
// its copies.
const ownProperty = "nachbar."

// ownStamps are those that every such copy has, one of them.
var ownStamps = []string{"nachbar.id", "nachbar.report"}

// description is what stays of the properties of a file.
type description struct{ title, subject, language string }

// properties reads what a file says of itself and writes what may stay: title,
// subject, language and the stamp.
func (p *pack) properties(top []relation) error {
	p.rels[""] = nil
	for _, kind := range []string{"core-properties", "extended-properties", "custom-properties"} {
		i := slices.IndexFunc(top, func(r relation) bool { return r.kind == kind && !r.external && p.a.Has(r.target) })
		if i < 0 {
			continue
		}
		p.said[strings.ToLower(top[i].target)] = true
		p.part = top[i].target
		t, err := p.load(p.a, top[i].target)
		if err != nil {
			return err
		}
		switch kind {
		case "core-properties":
			p.coreProperties(t)
		case "extended-properties":
			p.extendedProperties(t)
		case "custom-properties":
			p.customProperties(t)
		}
	}
	return nil
}

// add writes a part of properties.
func (p *pack) add(kind, name, content, text string) {
	p.files[name], p.types[name] = []byte(text), content
	p.rels[""] = append(p.rels[""], relation{id: "rId" + string(rune('2'+len(p.rels[""]))), kind: kind, target: name})
}

func (p *pack) coreProperties(t *tree) {
	var d description
	for _, n := range t.root.kids {
		p.describe(&d, n)
	}
	p.add("core-properties", "docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", xmlHead+
		`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">`+d.elements()+`</cp:coreProperties>`)
}

// describe takes what may stay of one property and lists everything else. The
// names are those of both families.
func (c *cleaner) describe(d *description, n *node) {
	value := strings.TrimSpace(n.characters())
	if value == "" {
		return
	}
	switch n.name {
	case "":
	case "dc:title":
		d.title = value
	case "dc:subject":
		d.subject = value
	case "dc:language":
		d.language = value
	case "dc:creator", "cp:lastModifiedBy", "meta:initial-creator", "meta:printed-by":
		c.note("author", value)
	case "cp:revision", "dcterms:created", "dcterms:modified", "cp:lastPrinted", "meta:creation-date", "dc:date", "meta:print-date",
		"meta:editing-cycles", "meta:editing-duration":
		c.note("history", n.name)
	case "meta:generator", "cp:version":
	default:
		c.note("description", n.name)
	}
}

func (d description) elements() string {
	return "<dc:title>" + textEscaper.Replace(d.title) + "</dc:title><dc:subject>" + textEscaper.Replace(d.subject) +
		"</dc:subject><dc:language>" + textEscaper.Replace(d.language) + "</dc:language>"
}

func (p *pack) extendedProperties(t *tree) {
	for _, n := range t.root.kids {
		value := strings.TrimSpace(n.characters())
		switch {
		case value == "" || value == "0":
		case n.name == "ep:Company" || n.name == "ep:Manager":
			p.note("company", value)
		case n.name == "ep:HyperlinkBase", n.name == "ep:Template" && strings.ContainsAny(value, `/\:`):
			p.note("path", value)
		case n.name == "ep:TotalTime":
			p.note("history", n.name)
		}
	}
	p.add("extended-properties", "docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml", xmlHead+
		`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>nachbar</Application></Properties>`)
}

// customProperties keeps the stamp.
func (p *pack) customProperties(t *tree) {
	var b strings.Builder
	for _, n := range t.root.kids {
		name := n.attr("name")
		switch {
		case n.name != "op:property":
		case strings.HasPrefix(name, ownProperty):
			p.stamp = p.stamp || slices.Contains(ownStamps, name)
			b.WriteString(`<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="` + attrEscaper.Replace(n.attr("pid")) + `" name="` +
				attrEscaper.Replace(name) + `"><vt:lpwstr>` + textEscaper.Replace(n.characters()) + `</vt:lpwstr></property>`)
		default:
			p.note("property", name)
		}
	}
	if b.Len() == 0 {
		return
	}
	p.add("custom-properties", "docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml", xmlHead+
		`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">`+b.String()+"</Properties>")
}

// The store of the values of fields that nachbar writes into DOCX files.
const (
	storeID    = "{6E616368-6261-4D72-8000-666F726D3031}"
	storeSpace = "urn:nachbar:felder:1"
)

// isStore reports whether a part is that store.
func (p *pack) isStore(part string) bool {
	root, err := parts.Root(p.a, part)
	if err != nil || root != "?:felder" {
		return false
	}
	t, err := p.load(p.a, part)
	return err == nil && t.root.name == "nb:felder"
}

// cleanStore keeps what belongs into the store.
func cleanStore(p *pack, t *tree) error {
	if t.root.name == "ds:datastoreItem" {
		t.root.attrs = []attr{{"ds:itemID", storeID}}
		t.root.kids = []*node{{name: "ds:schemaRefs", kids: []*node{{name: "ds:schemaRef", attrs: []attr{{"ds:uri", storeSpace}}}}}}
		return nil
	}
	t.root.prune(func(n, _ *node) verdict {
		if n.name != "nb:feld" {
			return drop
		}
		n.attrs = []attr{{"id", n.attr("id")}}
		n.kids = []*node{{text: n.characters()}}
		return keep
	})
	return nil
}
