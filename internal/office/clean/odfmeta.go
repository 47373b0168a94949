package clean

import (
	"slices"
	"strings"
)

// meta reads what the file says of itself. Title, subject, language and the
// stamp stay.
func (d *openDoc) meta() error {
	if !d.a.Has("meta.xml") {
		return nil
	}
	d.part = "meta.xml"
	t, err := d.load(d.a, "meta.xml")
	if err != nil {
		return err
	}
	if m := t.root.child("office:meta"); m != nil {
		for _, n := range m.kids {
			d.property(n)
		}
	}
	return nil
}

func (d *openDoc) aboutPart() []byte {
	return []byte(xmlHead + `<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
		d.versioned("office:version") + `><office:meta><meta:generator>nachbar</meta:generator>` + d.about.elements() + d.own.String() + `</office:meta></office:document-meta>`)
}

func (d *openDoc) property(n *node) {
	name := n.attr("meta:name")
	switch {
	case n.name == "meta:user-defined" && strings.HasPrefix(name, ownProperty):
		d.stamp = d.stamp || slices.Contains(ownStamps, name)
		d.own.WriteString(`<meta:user-defined meta:name="` + attrEscaper.Replace(name) + `" meta:value-type="string">` + textEscaper.Replace(n.characters()) + `</meta:user-defined>`)
	case n.name == "meta:user-defined":
		if n.characters() != "" {
			d.note("property", name)
		}
	case n.name == "meta:template":
		d.note("path", n.attr("xlink:href"))
	case n.name == "meta:auto-reload", n.name == "meta:hyperlink-behaviour":
		d.note("external", n.attr("xlink:href"))
	case n.name == "meta:document-statistic":
	default:
		d.describe(&d.about, n)
	}
}

// stringSettings are the settings with a text that say how a file is shown.
var stringSettings = []string{"ActiveTable", "ViewId"}

// setting decides on one entry of settings.xml: numbers and switches stay,
// texts and bytes hold printers, paths and passwords.
func (d *openDoc) setting(n *node) verdict {
	name := n.attr("config:name")
	lower := strings.ToLower(name)
	switch {
	case n.name != "config:config-item":
		return keep
	case strings.Contains(lower, "rsid"):
		return drop
	case slices.Contains([]string{"boolean", "int", "short", "long", "double"}, n.attr("config:type")):
		return keep
	case lower == "printername" || lower == "printersetup":
		if n.characters() != "" {
			d.note("printer", name)
		}
		return drop
	case slices.Contains(stringSettings, name):
		return keep
	}
	return drop
}
