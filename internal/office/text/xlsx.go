package text

import (
	"encoding/xml"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// workbook is what the sheets of an XLSX file share.
type workbook struct {
	shared   []string
	formats  []numberFormat // by the number of a cell's style
	date1904 bool           // days count from 1904, not 1900
}

// sheetRef leads to a sheet.
type sheetRef struct{ name, relation string }

// extractWorkbook reads the sheets that are shown, in their order (ISO/IEC
// 29500-1, 18.2 and 18.3).
func extractWorkbook(a *parts.Archive, part string, txt Text) (Text, error) {
	relations, err := parts.Relations(a, part)
	if err != nil {
		return Text{}, err
	}
	book, sheets, err := readWorkbook(a, part)
	if err != nil {
		return Text{}, err
	}
	if book.shared, err = parts.SharedStrings(a, targetOf(relations, "sharedStrings")); err != nil {
		return Text{}, err
	}
	if book.formats, err = readNumberFormats(a, targetOf(relations, "styles")); err != nil {
		return Text{}, err
	}
	targets := map[string]string{}
	for _, r := range relations {
		if r.Kind == "worksheet" {
			targets[r.ID] = r.Target
		}
	}
	out := &collector{}
	for _, sheet := range sheets {
		target := targets[sheet.relation]
		if target == "" {
			continue // a sheet with nothing but a chart
		}
		delete(targets, sheet.relation)
		if err := out.heading(1, sheet.name); err != nil {
			return Text{}, err
		}
		if err := readSheet(a, target, book, out); err != nil {
			return Text{}, err
		}
	}
	txt.Sections = out.done()
	return txt, nil
}

// readWorkbook returns the sheets that are not hidden.
func readWorkbook(a *parts.Archive, part string) (*workbook, []sheetRef, error) {
	book := &workbook{}
	s, err := a.XML(part)
	if s == nil || err != nil {
		return book, nil, err
	}
	defer s.Close()
	var sheets []sheetRef
	err = s.Each(func(name string, e xml.StartElement) error {
		switch name {
		case "x:workbookPr":
			book.date1904 = s.Attribute(e, "date1904") != "" && onOff(s.Attribute(e, "date1904")) == "1"
		case "x:sheet":
			if state := s.Attribute(e, "state"); state == "" || state == "visible" {
				sheets = append(sheets, sheetRef{s.Attribute(e, "name"), s.Attribute(e, "r:id")})
			}
		}
		return nil
	})
	return book, sheets, err
}
