package text

import (
	"encoding/xml"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// odfStyle is what a style says about the text, or the sheet, that wears it.
type odfStyle struct {
	parent string
	hidden string // "1" hidden, "0" shown, "" as inherited
}

// odfStyles are the styles of an OpenDocument file by family and name, those
// of the whole file and the automatic ones of the part that is read.
type odfStyles struct {
	common, automatic map[string]odfStyle
	language          string
}

// readOdfStyles reads styles.xml, and the headers and footers there into out.
func readOdfStyles(a *parts.Archive, out *collector) (*odfStyles, error) {
	styles := &odfStyles{common: map[string]odfStyle{}, automatic: map[string]odfStyle{}}
	s, err := a.XML("styles.xml")
	if s == nil || err != nil {
		return styles, err
	}
	defer s.Close()
	into := styles.common
	return styles, s.Each(func(name string, e xml.StartElement) error {
		switch name {
		case "office:automatic-styles":
			into = styles.automatic
		case "style:style":
			return styles.read(s, e, into)
		case "style:default-style":
			return styles.readDefaults(s, e)
		case "style:header", "style:header-left", "style:header-first",
			"style:footer", "style:footer-left", "style:footer-first":
			if s.Attribute(e, "style:display") == "false" {
				return s.Skip()
			}
			return newOdtReader(styles, out, true).content(s)
		}
		return nil
	})
}

// read takes in one style:style.
func (o *odfStyles) read(s *parts.Scanner, e xml.StartElement, into map[string]odfStyle) error {
	style := odfStyle{parent: s.Attribute(e, "style:parent-style-name")}
	key := styleKey(s.Attribute(e, "style:family"), s.Attribute(e, "style:name"))
	err := s.Each(func(name string, e xml.StartElement) error {
		switch value := displayOf(s, e); {
		case value == "":
		case name == "style:text-properties":
			style.hidden = hiddenIf(value == "none")
		case name == "style:table-properties":
			style.hidden = hiddenIf(value == "false")
		}
		return nil
	})
	into[key] = style
	return err
}

func displayOf(s *parts.Scanner, e xml.StartElement) string {
	return s.Attribute(e, "text:display") + s.Attribute(e, "table:display")
}

func hiddenIf(hidden bool) string {
	if hidden {
		return "1"
	}
	return "0"
}

// readDefaults takes the language from the default style of paragraphs.
func (o *odfStyles) readDefaults(s *parts.Scanner, e xml.StartElement) error {
	family := s.Attribute(e, "style:family")
	return s.Each(func(name string, e xml.StartElement) error {
		if family != "paragraph" || name != "style:text-properties" {
			return nil
		}
		code, country := s.Attribute(e, "fo:language"), s.Attribute(e, "fo:country")
		if code == "none" || code == "" {
			return nil
		}
		if country != "" && country != "none" {
			code += "-" + country
		}
		o.language = language(code)
		return nil
	})
}

func styleKey(family, name string) string { return family + " " + name }

// find calls visit for a style and those it inherits from, until visit returns
// false.
func (o *odfStyles) find(family, name string, visit func(name string, s odfStyle) bool) {
	for range maxInheritance {
		style, ok := o.automatic[styleKey(family, name)]
		if !ok {
			style, ok = o.common[styleKey(family, name)]
		}
		if !ok || !visit(name, style) {
			return
		}
		name = style.parent
	}
}

// hidden reports text or a table that is not shown.
func (o *odfStyles) hidden(family, name string) bool {
	answer := ""
	o.find(family, name, func(_ string, s odfStyle) bool {
		answer = s.hidden
		return answer == ""
	})
	return answer == "1"
}

// isTitle reports the style for the title of the document.
func (o *odfStyles) isTitle(name string) bool {
	found := false
	o.find("paragraph", name, func(name string, _ odfStyle) bool {
		found = name == "Title"
		return !found
	})
	return found
}
