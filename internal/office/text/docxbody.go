package text

import (
	"encoding/xml"
	"io"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// wordReader reads a story of a Word document: the body, a note, a header or
// a footer (ISO/IEC 29500-1, 17.2 to 17.11).
type wordReader struct {
	flow
	styles *wordStyles
	notes  map[string]string // by noteKey; one that was written is taken out

	fields []wordField
	muted  int  // fields whose text is not shown
	hidden bool // the run is
}

func newWordReader(styles *wordStyles, out *collector, story bool) *wordReader {
	return &wordReader{flow: flow{out: out, story: story}, styles: styles}
}

// read reads a whole part.
func (r *wordReader) read(a *parts.Archive, part string) error {
	s, err := a.XML(part)
	if s == nil || err != nil {
		return err
	}
	defer s.Close()
	return r.content(s)
}

// content reads up to the end of the element whose start was returned last.
func (r *wordReader) content(s *parts.Scanner) error {
	for outer := s.Depth(); ; {
		token, err := s.Next()
		switch t := token.(type) {
		case xml.StartElement:
			err = r.start(s, s.Name(t.Name), t)
		case xml.EndElement:
			if s.Depth() < outer {
				return r.finish()
			}
			err = r.end(s.Name(t.Name))
		}
		if err == io.EOF {
			return r.finish()
		}
		if err != nil {
			return err
		}
	}
}

func (r *wordReader) start(s *parts.Scanner, name string, e xml.StartElement) error {
	switch name {
	case "w:p":
		r.begin()
	case "w:pPr":
		return r.paragraphProperties(s)
	case "w:r", "m:r":
		p := r.current()
		r.hidden = p != nil && p.hidden
	case "w:rPr":
		return r.runProperties(s)
	case "w:tr":
		r.beginRow()
	case "w:trPr":
		return r.rowProperties(s)
	case "w:del", "w:moveFrom", // deleted, and moved to elsewhere
		"mc:Fallback", // the same again for older programs
		"w:rt",        // reading aids above characters
		"w:sdtPr", "w:sdtEndPr", "w:sectPr", "w:tblPr", "w:tblGrid", "w:tblPrEx", "w:tcPr", "m:ctrlPr":
		return s.Skip()
	default:
		return r.inline(s, name, e)
	}
	return nil
}

// inline reads what stands in runs.
func (r *wordReader) inline(s *parts.Scanner, name string, e xml.StartElement) error {
	switch name {
	case "w:t", "m:t":
		text, err := s.Text()
		r.show(text)
		return err
	case "w:tab", "w:ptab":
		r.show(" ")
	case "w:br", "w:cr":
		r.show("\n")
	case "w:noBreakHyphen":
		r.show("-")
	case "w:footnoteReference", "w:endnoteReference":
		r.note(noteKey(name, s.Attribute(e, "w:id")))
	case "w:fldChar":
		r.fieldMark(s.Attribute(e, "w:fldCharType"))
	case "w:instrText":
		code, err := s.Text()
		r.fieldCode(code)
		return err
	case "w:fldSimple":
		if isIndexField(s.Attribute(e, "w:instr")) {
			return s.Skip()
		}
	}
	return nil
}

func (r *wordReader) end(name string) error {
	switch name {
	case "w:r", "m:r":
		r.hidden = false
	case "w:p":
		return r.flow.end()
	case "w:tc":
		r.endCell()
	case "w:tr":
		return r.endRow()
	}
	return nil
}

// show writes text that is neither hidden nor the code of a field.
func (r *wordReader) show(text string) {
	if r.muted == 0 && !r.hidden {
		r.write(text)
	}
}

// note puts a note aside until its paragraph ends. It is written once.
func (r *wordReader) note(key string) {
	if text := r.notes[key]; text != "" && r.muted == 0 && !r.hidden {
		r.waiting = append(r.waiting, text)
		delete(r.notes, key)
	}
}
