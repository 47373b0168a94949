package parts

import (
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// Relation leads from one part of an Office Open XML file to another.
type Relation struct {
	ID, Kind, Target string // Kind is the last part of the type's address
}

// Relations returns the relations of a part, "" for the whole file, in the
// order of the file. Those that lead out of the file are left out.
func Relations(a *Archive, part string) ([]Relation, error) {
	dir, file := path.Split(part)
	s, err := a.XML(dir + "_rels/" + file + ".rels")
	if s == nil || err != nil {
		return nil, err
	}
	defer s.Close()
	var relations []Relation
	err = s.Each(func(name string, e xml.StartElement) error {
		if name != "rel:Relationship" || s.Attribute(e, "TargetMode") == "External" {
			return nil
		}
		target := strings.ReplaceAll(s.Attribute(e, "Target"), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", dir, target)
		}
		relations = append(relations, Relation{
			ID: s.Attribute(e, "Id"), Kind: path.Base(s.Attribute(e, "Type")),
			Target: strings.TrimPrefix(path.Clean(target), "/"),
		})
		return nil
	})
	return relations, err
}

// Root returns the name of the first element of a part.
func Root(a *Archive, part string) (string, error) {
	s, err := a.XML(part)
	if err != nil {
		return "", err
	}
	if s == nil {
		return "", Damaged(part, errors.New("main part is missing"))
	}
	defer s.Close()
	for {
		token, err := s.Next()
		if err == io.EOF {
			err = Damaged(part, io.ErrUnexpectedEOF)
		}
		if err != nil {
			return "", err
		}
		if e, ok := token.(xml.StartElement); ok {
			return s.Name(e.Name), nil
		}
	}
}

// SharedStrings are the texts of a workbook that cells point to by number; none
// if it has no such part.
func SharedStrings(a *Archive, part string) (texts []string, err error) {
	s, err := a.XML(part)
	if s == nil || err != nil {
		return nil, err
	}
	defer s.Close()
	err = s.Each(func(name string, _ xml.StartElement) error {
		if name != "x:si" {
			return nil
		}
		text, err := RichText(s)
		texts = append(texts, text)
		return err
	})
	return texts, err
}

// RichText is the text of the x:si or x:is whose start was returned last,
// without reading aids (x:rPh).
func RichText(s *Scanner) (string, error) {
	var b strings.Builder
	err := s.Each(func(name string, _ xml.StartElement) error {
		switch name {
		case "x:t":
			text, err := s.Text()
			b.WriteString(text)
			return err
		case "x:rPh":
			return s.Skip()
		}
		return nil
	})
	return b.String(), err
}
