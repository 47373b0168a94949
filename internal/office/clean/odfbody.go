package clean

import (
	"encoding/xml"
	"slices"
	"strings"
)

type startElement = xml.StartElement

// odfDropped are the elements of OpenDocument files that are left out with all
// that is in them, and what they are (OpenDocument 1.3, part 3).
var odfDropped = map[string]string{
	"office:scripts": "", "office:script": "macro", "office:event-listeners": "listener", "script:event-listener": "listener",
	"presentation:event-listener": "listener", "office:forms": "control", "form:form": "control", "draw:control": "control",
	"office:annotation": "comment", "office:annotation-end": "", "text:tracked-changes": "revision", "text:change": "", "text:change-start": "",
	"text:change-end": "", "table:tracked-changes": "revision", "text:script": "macro", "text:execute-macro": "macro",
	"text:dde-connection-decls": "dde", "table:dde-links": "dde", "office:dde-source": "dde", "table:table-source": "external",
	"table:cell-range-source": "external", "text:section-source": "external", "table:scenario": "scenario", "table:data-pilot-tables": "pivot",
	"table:database-source-sql": "connection", "table:database-source-query": "connection", "table:database-source-table": "connection",
	"form:connection-resource": "connection", "text:database-name": "connection", "draw:object-ole": "ole", "draw:plugin": "ole",
	"draw:applet": "ole", "draw:floating-frame": "embedded", "office:binary-data": "image", "text:hidden-text": "hidden-text",
	"svg:font-face-src": "font", "svg:definition-src": "external", "table:consolidation": "connection", "table:detective": "",
	"office:dde-connection-decls": "dde", "text:meta-field": "metadata", "table:source-service": "connection", "style:presentation-page-layout": "",
	"field:fieldmark-start": "", "field:fieldmark-end": "", "text:alphabetical-index-auto-mark-file": "external", "loext:signature-line": "signature",
	"office:change-info": "", "draw:glue-point": "",
}

// odfUnwrapped are those that only the text stays of that they show.
var odfUnwrapped = map[string]string{
	"text:dde-connection": "dde", "text:author-name": "person", "text:author-initials": "person", "text:initial-creator": "person",
	"text:creator": "person", "text:printed-by": "person", "text:editing-cycles": "history", "text:editing-duration": "history",
	"text:creation-date": "history", "text:creation-time": "history", "text:modification-date": "history", "text:modification-time": "history",
	"text:print-date": "history", "text:print-time": "history", "text:file-name": "path", "text:template-name": "path", "text:meta": "metadata",
	"text:database-display": "connection", "text:database-next": "connection", "text:database-row-select": "connection",
	"text:database-row-number": "connection", "text:user-defined": "", "text:hidden-paragraph": "", "text:toc-mark": "",
	"text:sender-firstname": "person", "text:sender-lastname": "person", "text:sender-initials": "person", "text:sender-title": "person",
	"text:sender-position": "person", "text:sender-email": "person", "text:sender-phone-private": "person", "text:sender-fax": "person",
	"text:sender-company": "person", "text:sender-phone-work": "person", "text:sender-street": "person", "text:sender-city": "person",
	"text:sender-postal-code": "person", "text:sender-country": "person", "text:sender-state-or-province": "person",
}

// formulaAttributes hold formulas or conditions.
var formulaAttributes = []string{"table:formula", "text:formula", "text:condition", "table:condition", "style:condition", "table:expression",
	"calcext:value", "table:cell-range-address", "table:target-range-address", "chart:values-cell-range-address", "chart:label-cell-address", "loext:formula"}

// body cleans a part of the file; dir is the folder of the object that it
// belongs to.
func (d *openDoc) body(t *tree, dir string) error {
	var failure error
	t.root.prune(func(n, above *node) verdict {
		if failure != nil {
			return drop
		}
		v := d.element(n)
		if v != keep {
			return v
		}
		if v, failure = d.links(n, dir); v != keep || failure != nil {
			return v
		}
		return d.formulas(n)
	})
	if failure != nil {
		return failure
	}
	prune := func(n, _ *node) verdict {
		switch {
		case n.name == "draw:frame" && !holdsSomething(n), n.name == "draw:a" && len(n.kids) == 0:
			return drop
		case n.name == "table:table" && n.child("table:table-row") == nil && n.child("table:table-header-rows") == nil &&
			n.child("table:table-rows") == nil && n.child("table:table-row-group") == nil:
			n.kids = append(n.kids, &node{name: "table:table-row", kids: []*node{{name: "table:table-cell"}}})
		}
		return keep
	}
	t.root.prune(prune)
	return nil
}

// element decides by the name of an element, and by the style that hides it.
func (d *openDoc) element(n *node) verdict {
	if id, found := odfDropped[n.name]; found {
		if id != "" && (n.name != "office:forms" || holdsControls(n)) {
			d.note(id, "")
		} else if n.name == "office:scripts" && len(n.kids) > 0 {
			d.note("macro", "")
		}
		return drop
	}
	if id, found := odfUnwrapped[n.name]; found {
		if n.name == "text:hidden-paragraph" && n.attr("text:is-hidden") == "true" {
			d.note("hidden-text", "")
			return drop
		}
		if id != "" {
			d.note(id, "")
		}
		return unwrap
	}
	switch n.name {
	case "config:config-item":
		return d.setting(n)
	case "table:table":
		return d.sheet(n)
	case "table:table-row", "table:table-column", "table:table-rows", "table:table-columns":
		d.visible(n)
	case "text:section":
		if n.attr("text:display") == "none" || n.attr("text:is-hidden") == "true" && n.attr("text:display") == "condition" {
			d.note("hidden-text", n.attr("text:name"))
			return drop
		}
	case "text:span", "text:p", "text:h", "text:a":
		if d.hidden[n.attr("text:style-name")] {
			if strings.TrimSpace(n.characters()) != "" {
				d.note("hidden-text", "")
			}
			if n.name == "text:span" || n.name == "text:a" {
				return drop
			}
			n.kids = nil
		}
	case "style:text-properties":
		n.removeAttr("text:display")
	}
	for _, name := range []string{"table:password", "text:protection-key", "table:protection-key", "table:structure-protected-key", "xlink:actuate", "office:target-frame-name"} {
		n.removeAttr(name)
	}
	n.attrs = slices.DeleteFunc(n.attrs, func(a attr) bool { return strings.HasSuffix(a.name, ":rsid") || a.name == "officeooo:paragraph-rsid" })
	return keep
}

// sheet leaves out a sheet that is not displayed. In a workbook of nachbar's
// own that of the choices stays.
func (d *openDoc) sheet(n *node) verdict {
	if !d.unseen[n.attr("table:style-name")] || d.stamp && n.attr("table:name") == choices {
		return keep
	}
	d.note("hidden-sheet", n.attr("table:name"))
	return drop
}

// visible shows rows and columns.
func (d *openDoc) visible(n *node) {
	if v := n.attr("table:visibility"); v != "" && v != "visible" && !d.stamp {
		n.removeAttr("table:visibility")
		if strings.Contains(n.name, "row") {
			d.note("hidden-row", "")
		} else {
			d.note("hidden-column", "")
		}
	}
}

// links decides on what an element leads to.
func (d *openDoc) links(n *node, dir string) (verdict, error) {
	if !n.has("xlink:href") {
		return keep, nil
	}
	address, stays, err := d.link(n, dir, n.attr("xlink:href"))
	switch {
	case err != nil:
		return drop, err
	case stays:
		n.setAttr("xlink:href", address)
		return keep, nil
	case n.name == "text:a" || n.name == "draw:a":
		return unwrap, nil
	case n.name == "text:section" || strings.HasPrefix(n.name, "style:") && n.name != "style:background-image":
		n.removeAttr("xlink:href")
		return keep, nil
	}
	return drop, nil
}

// formulas leaves formulas out that lead elsewhere, or to sheets that are gone;
// the values stay that they had.
func (d *openDoc) formulas(n *node) verdict {
	for _, name := range formulaAttributes {
		value := n.attr(name)
		if value == "" || d.harmlessFormula(value) && !mentions(value, d.gone) {
			continue
		}
		if n.name == "table:content-validation" || n.name == "table:named-range" || n.name == "table:named-expression" ||
			n.name == "table:database-range" || n.name == "calcext:condition" {
			return drop
		}
		n.removeAttr(name)
	}
	return keep
}

func holdsSomething(frame *node) bool {
	return slices.ContainsFunc(frame.kids, func(k *node) bool {
		return strings.HasPrefix(k.name, "draw:") || k.name == "table:table" || k.name == "math:math"
	})
}

func holdsControls(forms *node) bool {
	return slices.ContainsFunc(forms.kids, func(k *node) bool { return k.name != "" })
}

// collect notes the styles of a part that hide something, and the sheets that
// have them.
func (d *openDoc) collect(root *node) {
	root.each(func(n *node) {
		if n.name != "style:style" {
			return
		}
		name := n.attr("style:name")
		if above := n.attr("style:parent-style-name"); above != "" {
			d.base[name] = above
		}
		if p := n.child("style:text-properties"); p != nil && p.has("text:display") {
			d.hidden[name] = p.attr("text:display") == "none"
		}
		if p := n.child("style:table-properties"); p != nil && p.attr("table:display") == "false" {
			d.unseen[name] = true
		}
	})
	root.each(func(n *node) {
		if n.name == "table:table" && d.unseen[n.attr("table:style-name")] && !(d.stamp && n.attr("table:name") == choices) {
			d.gone[n.attr("table:name")] = true
		}
	})
}

// resolveStyles hands down what styles say to those that are based on them.
func (d *openDoc) resolveStyles() {
	for _, name := range sortedNames(d.base) {
		for at, steps := d.base[name], 0; at != "" && steps < 16; at, steps = d.base[at], steps+1 {
			if _, own := d.hidden[name]; own {
				break
			}
			if hidden, says := d.hidden[at]; says {
				d.hidden[name] = hidden
			}
		}
	}
}
