package sheet

import (
	"encoding/xml"
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// refuseActive refuses what can do something: macros, embedded objects, links
// to other files. An address that somebody typed becomes a hyperlink, which is
// harmless here since nothing follows it.
func refuseActive(a *parts.Archive) error {
	for _, name := range a.Names() {
		switch {
		case strings.HasSuffix(name, "vbaproject.bin"), strings.HasPrefix(name, "xl/macrosheets/"), strings.HasPrefix(name, "xl/dialogsheets/"),
			strings.HasPrefix(name, "xl/activex/"), strings.HasPrefix(name, "basic/"), strings.HasPrefix(name, "scripts/"):
			return refused("sheet-macros", name)
		case strings.HasPrefix(name, "xl/externallinks/"), strings.HasPrefix(name, "xl/embeddings/"), name == "xl/connections.xml":
			return refused("sheet-links", name)
		case strings.HasSuffix(name, ".rels"):
			if err := refuseRelations(a, name); err != nil {
				return err
			}
		}
	}
	return nil
}

func refused(id, part string) error {
	return &parts.Error{Reason: parts.Unsupported, ID: id, Args: map[string]string{"part": part}}
}

// refuseRelations refuses relations that lead out of the file, hyperlinks
// apart, and those to macros under another name.
func refuseRelations(a *parts.Archive, part string) error {
	s, err := a.XML(part)
	if s == nil || err != nil {
		return err
	}
	defer s.Close()
	return s.Each(func(name string, e xml.StartElement) error {
		if name != "rel:Relationship" {
			return nil
		}
		switch kind := strings.ToLower(path.Base(s.Attribute(e, "Type"))); {
		case kind == "vbaproject", kind == "xlmacrosheet", kind == "xlintlmacrosheet":
			return refused("sheet-macros", part)
		case kind == "hyperlink":
		case kind == "externallink", kind == "oleobject", s.Attribute(e, "TargetMode") == "External":
			return refused("sheet-links", part)
		}
		return nil
	})
}
