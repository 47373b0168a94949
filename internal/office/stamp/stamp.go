// Package stamp writes what a file says about itself: title, code and
// language, and the stamp by which a copy is recognised later. Office Open XML
// keeps them in two parts, OpenDocument in the elements of meta.xml. A property
// of a field is there only if the field is filled.
package stamp

import (
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// Core is docProps/core.xml.
func Core(title, code, lang string) string {
	return xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
		described(title, code, lang) + `</cp:coreProperties>`
}

// Custom is docProps/custom.xml, the stamp. Numbers of properties start at 2
// and may have gaps.
func Custom(list []document.Property) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">`)
	for i, p := range list {
		b.WriteString(whenFilled(p, `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="`+strconv.Itoa(i+2)+`" name="`+form.Escape(p.Name)+`"><vt:lpwstr>`, `</vt:lpwstr></property>`))
	}
	b.WriteString("</Properties>")
	return b.String()
}

// Meta are the elements of meta.xml inside office:meta.
func Meta(title, code, lang string, list []document.Property) string {
	var b strings.Builder
	b.WriteString("<meta:generator>nachbar</meta:generator>" + described(title, code, lang))
	for _, p := range list {
		b.WriteString(whenFilled(p, `<meta:user-defined meta:name="`+form.Escape(p.Name)+`" meta:value-type="string">`, `</meta:user-defined>`))
	}
	return b.String()
}

func described(title, code, lang string) string {
	return "<dc:title>" + form.Escape(title) + "</dc:title><dc:subject>" + form.Escape(code) + "</dc:subject><dc:language>" + form.Escape(lang) + "</dc:language>"
}

// whenFilled puts the value of a property between two texts.
func whenFilled(p document.Property, before, after string) string {
	if p.Field == "" {
		return before + form.Escape(p.Value) + after
	}
	return form.If(form.Filled(p.Field)) + before + form.Value(p.Field) + after + form.End
}
