package text

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// maxInheritance ends chains of styles that lead in a circle.
const maxInheritance = 20

// wordStyle is what a style says about the text that wears it.
type wordStyle struct {
	name, parent string
	outline      string // w:outlineLvl: "0" to "8" are headings, "9" is none
	vanish       string // "1" hidden, "0" shown, "" as inherited
}

// wordStyles are the styles of a Word document by their ids.
type wordStyles struct {
	byID     map[string]*wordStyle
	language string
}

// readWordStyles reads styles.xml; without it all text is plain.
func readWordStyles(a *parts.Archive, part string) (*wordStyles, error) {
	styles := &wordStyles{byID: map[string]*wordStyle{}}
	s, err := a.XML(part)
	if s == nil || err != nil {
		return styles, err
	}
	defer s.Close()
	current, defaults := &wordStyle{}, false
	err = s.Each(func(name string, e xml.StartElement) error {
		value := s.Attribute(e, "w:val")
		switch name {
		case "w:docDefaults":
			defaults = true
		case "w:style":
			current, defaults = &wordStyle{}, false
			styles.byID[s.Attribute(e, "w:styleId")] = current
		case "w:lang":
			if defaults {
				styles.language = language(value)
			}
		case "w:name":
			current.name = strings.ToLower(value)
		case "w:basedOn":
			current.parent = value
		case "w:outlineLvl":
			current.outline = value
		case "w:vanish":
			current.vanish = onOff(value)
		case "w:tblStylePr":
			return s.Skip() // parts of tables
		}
		return nil
	})
	return styles, err
}

// onOff reads ST_OnOff: an attribute that is missing means on.
func onOff(value string) string {
	switch value {
	case "0", "false", "off":
		return "0"
	}
	return "1"
}

// inherit returns the first answer that is not empty along the chain of styles
// that begins with id.
func (w *wordStyles) inherit(id string, answer func(*wordStyle) string) string {
	for range maxInheritance {
		style := w.byID[id]
		if style == nil {
			return ""
		}
		if value := answer(style); value != "" {
			return value
		}
		id = style.parent
	}
	return ""
}

// level returns the level of headings of a style, 0 for other text.
func (w *wordStyles) level(id string) int {
	return headingLevel(w.inherit(id, func(s *wordStyle) string {
		if s.outline == "" {
			if n, ok := strings.CutPrefix(s.name, "heading "); ok && len(n) == 1 && n >= "1" && n <= "9" {
				return string(n[0] - 1)
			}
		}
		return s.outline
	}))
}

// headingLevel reads w:outlineLvl.
func headingLevel(outline string) int {
	if n, err := strconv.Atoi(outline); err == nil && n >= 0 && n <= 8 {
		return n + 1
	}
	return 0
}

// isTitle reports the style for the title of the document.
func (w *wordStyles) isTitle(id string) bool {
	return w.inherit(id, func(s *wordStyle) string {
		if s.name == "title" {
			return s.name
		}
		return ""
	}) != ""
}

func (w *wordStyles) hidden(id string) bool {
	return w.inherit(id, func(s *wordStyle) string { return s.vanish }) == "1"
}
