package text

import (
	"encoding/xml"
	"errors"
	"strings"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// extractOpenXML reads Office Open XML (ISO/IEC 29500): what the file is, the
// first element of its main part tells.
func extractOpenXML(a *parts.Archive) (Text, error) {
	relations, err := parts.Relations(a, "")
	if err != nil {
		return Text{}, err
	}
	part, properties := "", ""
	for _, r := range relations {
		switch r.Kind {
		case "officeDocument":
			part = r.Target
		case "core-properties":
			properties = r.Target
		}
	}
	if strings.HasSuffix(part, ".bin") && a.Has(part) {
		return Text{}, parts.UnsupportedFormat("XLSB")
	}
	root, err := parts.Root(a, part)
	if err != nil {
		return Text{}, err
	}
	txt, err := readProperties(a, properties)
	if err != nil {
		return Text{}, err
	}
	switch root {
	case "w:document":
		return extractWord(a, part, txt)
	case "x:workbook":
		return extractWorkbook(a, part, txt)
	case "p:presentation":
		return Text{}, parts.Presentation.Refusal()
	}
	return Text{}, parts.Damaged(part, errors.New("neither text nor sheets"))
}

// readProperties reads title and language of the metadata, and nothing of
// the persons that stand there, too.
func readProperties(a *parts.Archive, part string) (Text, error) {
	var txt Text
	s, err := a.XML(part)
	if s == nil || err != nil {
		return txt, err
	}
	defer s.Close()
	err = s.Each(func(name string, e xml.StartElement) error {
		if name != "dc:title" && name != "dc:language" {
			return nil
		}
		value, err := s.Text()
		if name == "dc:language" {
			txt.Language = language(value)
		} else if t := documentTitle(value); !placeholder(t) {
			txt.Title = t
		}
		return err
	})
	return txt, err
}
