package docx

import (
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
)

// relation leads from a part to another one, or to an address.
type relation struct {
	id, kind, target string
	external         bool
}

const officeRels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

func relations(list []relation) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, r := range list {
		b.WriteString(`<Relationship Id="` + r.id + `" Type="` + officeRels + r.kind + `" Target="` + form.Escape(r.target) + `"`)
		if r.external {
			b.WriteString(` TargetMode="External"`)
		}
		b.WriteString("/>")
	}
	b.WriteString("</Relationships>")
	return b.String()
}

func fixedRels() []relation {
	return []relation{
		{id: "rIdStyles", kind: "styles", target: "styles.xml"}, {id: "rIdTheme", kind: "theme", target: "theme/theme1.xml"},
		{id: "rIdSettings", kind: "settings", target: "settings.xml"}, {id: "rIdNumbering", kind: "numbering", target: "numbering.xml"},
		{id: "rIdNotes", kind: "footnotes", target: "footnotes.xml"}, {id: "rIdHead", kind: "header", target: "header1.xml"},
		{id: "rIdFoot", kind: "footer", target: "footer1.xml"}, {id: "rIdStore", kind: "customXml", target: "../customXml/item1.xml"},
	}
}

const packageRels = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + officeRels + `officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="` + officeRels + `extended-properties" Target="docProps/app.xml"/><Relationship Id="rId4" Type="` + officeRels + `custom-properties" Target="docProps/custom.xml"/></Relationships>`

const appProperties = xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>nachbar</Application></Properties>`

const settings = xmlHead + `<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/><w:characterSpacingControl w:val="doNotCompress"/><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="de-DE"/><w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>`

func (w *writer) contentTypes() string {
	const word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	w.raw(xmlHead, `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>`)
	for _, part := range [][2]string{
		{"/word/document.xml", MimeType + ".main+xml"}, {"/word/styles.xml", word + "styles+xml"}, {"/word/settings.xml", word + "settings+xml"},
		{"/word/numbering.xml", word + "numbering+xml"}, {"/word/footnotes.xml", word + "footnotes+xml"}, {"/word/header1.xml", word + "header+xml"},
		{"/word/footer1.xml", word + "footer+xml"}, {"/word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"},
		{"/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"},
		{"/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"},
		{"/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml"},
		{"/customXml/itemProps1.xml", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"},
	} {
		w.raw(`<Override PartName="`, part[0], `" ContentType="`, part[1], `"/>`)
	}
	w.raw("</Types>")
	return w.take()
}

// The store of the fields' values.
const (
	storeID    = "{6E616368-6261-4D72-8000-666F726D3031}"
	storeSpace = "urn:nachbar:felder:1"

	storeProperties = xmlHead + `<ds:datastoreItem ds:itemID="` + storeID + `" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="` + storeSpace + `"/></ds:schemaRefs></ds:datastoreItem>`
	storeRels       = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + officeRels + `customXmlProps" Target="itemProps1.xml"/></Relationships>`
)

func (w *writer) store() string {
	w.raw(xmlHead, `<felder xmlns="`, storeSpace, `">`)
	for _, f := range w.doc.Fields {
		w.raw(`<feld id="`, form.Escape(f.ID), `">`, form.If(form.Filled(f.ID)), form.Value(f.ID), form.Else, form.Escape(placeholder(f)), form.End, "</feld>")
	}
	w.raw("</felder>")
	return w.take()
}

// placeholder stands in the place of an empty field.
func placeholder(f document.Field) string { return "[" + f.Label + "]" }

// footnotes is the part of the notes; it may get references to further ones
// while it is written. It has relations of its own.
func (w *writer) footnotes() string {
	w.rels, w.links = nil, map[string]string{}
	w.raw(xmlHead, "<w:footnotes", namespaces, `><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>`)
	for i := 0; i < len(w.order); i++ {
		w.footnote(w.order[i])
	}
	w.raw("</w:footnotes>")
	return w.take()
}

func (w *writer) footnote(n *document.Note) {
	w.raw(`<w:footnote w:id="`, strconv.Itoa(n.Number), `">`)
	for i, element := range n.Elements {
		p, ok := element.(*document.Paragraph)
		if !ok {
			w.element(element, plain)
			continue
		}
		w.raw(`<w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>`)
		if i == 0 {
			w.raw(`<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r><w:r><w:tab/></w:r>`)
		}
		w.runs(p.Text)
		w.raw("</w:p>")
	}
	if len(n.Elements) == 0 {
		w.raw("<w:p/>")
	}
	w.raw("</w:footnote>")
}
