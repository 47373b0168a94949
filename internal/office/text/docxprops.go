package text

import (
	"encoding/xml"
	"strings"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// paragraphProperties reads w:pPr. What stands in w:pPrChange and w:rPrChange
// are the properties before a tracked change.
func (r *wordReader) paragraphProperties(s *parts.Scanner) error {
	p, style, outline := r.current(), "", ""
	if p == nil {
		return s.Skip()
	}
	err := s.Each(func(name string, e xml.StartElement) error {
		switch name {
		case "w:pStyle":
			style = s.Attribute(e, "w:val")
		case "w:outlineLvl":
			outline = s.Attribute(e, "w:val")
		case "w:del", "w:moveFrom":
			p.joined = true
			return s.Skip()
		case "w:pPrChange", "w:rPrChange", "w:sectPr", "w:numPr":
			return s.Skip()
		}
		return nil
	})
	p.hidden, p.title = r.styles.hidden(style), r.styles.isTitle(style)
	if p.level = headingLevel(outline); outline == "" {
		p.level = r.styles.level(style)
	}
	return err
}

// runProperties reads w:rPr of a run.
func (r *wordReader) runProperties(s *parts.Scanner) error {
	return s.Each(func(name string, e xml.StartElement) error {
		switch name {
		case "w:rStyle":
			if r.styles.hidden(s.Attribute(e, "w:val")) {
				r.hidden = true
			}
		case "w:vanish":
			r.hidden = onOff(s.Attribute(e, "w:val")) == "1"
		case "w:rPrChange":
			return s.Skip()
		}
		return nil
	})
}

// rowProperties reads w:trPr.
func (r *wordReader) rowProperties(s *parts.Scanner) error {
	return s.Each(func(name string, e xml.StartElement) error {
		switch name {
		case "w:del", "w:hidden":
			if row := r.openRow(); row != nil && onOff(s.Attribute(e, "w:val")) == "1" {
				row.dropped = true
			}
		case "w:trPrChange":
			return s.Skip()
		}
		return nil
	})
}

// wordField is a field between its marks begin and end. From begin to separate
// stands its code, then its result as it is shown (17.16.18).
type wordField struct {
	code  string // the beginning of it
	muted bool
}

// fieldMark follows w:fldChar.
func (r *wordReader) fieldMark(kind string) {
	if kind == "begin" {
		r.fields = append(r.fields, wordField{muted: true})
		r.muted++
		return
	}
	if len(r.fields) == 0 {
		return
	}
	f := &r.fields[len(r.fields)-1]
	if f.muted && (kind == "end" || kind == "separate" && !isIndexField(f.code)) {
		f.muted = false
		r.muted--
	}
	if kind == "end" {
		r.fields = r.fields[:len(r.fields)-1]
	}
}

// fieldCode takes a piece of w:instrText.
func (r *wordReader) fieldCode(code string) {
	if len(r.fields) > 0 {
		if f := &r.fields[len(r.fields)-1]; len(f.code) < 32 {
			f.code += code
		}
	}
}

// isIndexField reports fields that repeat what stands elsewhere.
func isIndexField(code string) bool {
	words := strings.Fields(code)
	if len(words) == 0 {
		return false
	}
	switch strings.ToUpper(words[0]) {
	case "TOC", "INDEX", "TOA":
		return true
	}
	return false
}
