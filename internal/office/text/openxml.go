package text

import (
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// relation leads from one part of an Office Open XML file to another.
type relation struct {
	id, kind, target string // kind is the last part of the type's address
}

// extractOpenXML reads Office Open XML (ISO/IEC 29500): what the file is, the
// first element of its main part tells.
func extractOpenXML(a *archive) (Text, error) {
	relations, err := readRelations(a, "")
	if err != nil {
		return Text{}, err
	}
	part, properties := "", ""
	for _, r := range relations {
		switch r.kind {
		case "officeDocument":
			part = r.target
		case "core-properties":
			properties = r.target
		}
	}
	if strings.HasSuffix(part, ".bin") && a.has(part) {
		return Text{}, unsupported("XLSB")
	}
	root, err := rootOf(a, part)
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
		return Text{}, presentation.refusal()
	}
	return Text{}, damaged(part, errors.New("neither text nor sheets"))
}

// readRelations returns the relations of a part, "" for the whole file, in the
// order of the file. Those that lead out of the file are left out.
func readRelations(a *archive, part string) ([]relation, error) {
	dir, file := path.Split(part)
	s, err := a.open(dir + "_rels/" + file + ".rels")
	if s == nil || err != nil {
		return nil, err
	}
	defer s.close()
	var relations []relation
	err = s.each(func(name string, e xml.StartElement) error {
		if name != "rel:Relationship" || s.attribute(e, "TargetMode") == "External" {
			return nil
		}
		target := strings.ReplaceAll(s.attribute(e, "Target"), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", dir, target)
		}
		relations = append(relations, relation{
			id: s.attribute(e, "Id"), kind: path.Base(s.attribute(e, "Type")),
			target: strings.TrimPrefix(path.Clean(target), "/"),
		})
		return nil
	})
	return relations, err
}

// rootOf returns the name of the first element of a part.
func rootOf(a *archive, part string) (string, error) {
	s, err := a.open(part)
	if err != nil {
		return "", err
	}
	if s == nil {
		return "", damaged(part, errors.New("main part is missing"))
	}
	defer s.close()
	for {
		token, err := s.next()
		if err == io.EOF {
			err = damaged(part, io.ErrUnexpectedEOF)
		}
		if err != nil {
			return "", err
		}
		if e, ok := token.(xml.StartElement); ok {
			return s.name(e.Name), nil
		}
	}
}

// readProperties reads title and language of the metadata, and nothing of
// the persons that stand there, too.
func readProperties(a *archive, part string) (Text, error) {
	var txt Text
	s, err := a.open(part)
	if s == nil || err != nil {
		return txt, err
	}
	defer s.close()
	err = s.each(func(name string, e xml.StartElement) error {
		if name != "dc:title" && name != "dc:language" {
			return nil
		}
		value, err := s.text()
		if name == "dc:language" {
			txt.Language = language(value)
		} else if t := documentTitle(value); !placeholder(t) {
			txt.Title = t
		}
		return err
	})
	return txt, err
}
