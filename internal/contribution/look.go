package contribution

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/office/parts"
	"github.com/kaaw/nachbar/internal/picture"
	"github.com/kaaw/nachbar/internal/privacy"
)

type kind int

const (
	kindUnknown kind = iota
	kindOffice
	kindArchive
	kindPDF
	kindPicture
)

// kindOf tells what a file is by its content.
func kindOf(src []byte) kind {
	switch parts.Recognise(src) {
	case parts.Portable:
		return kindPDF
	case parts.Zipped:
		if bytes.Contains(src[:min(len(src), 200)], []byte("mimetypeapplication/vnd.oasis")) || bytes.Contains(src, []byte("[Content_Types].xml")) {
			return kindOffice
		}
		return kindArchive
	}
	if picture.Recognise(src) != "" {
		return kindPicture
	}
	return kindUnknown
}

// lookBudget is how much XML of one file is looked at.
const lookBudget = 32 << 20

// look searches a file as it came. What cannot be read is refused later, by
// package clean, which says why.
func look(ctx context.Context, k kind, src []byte, opt Options) []privacy.Finding {
	switch k {
	case kindPicture:
		return privacy.Picture(src)
	case kindOffice:
	default:
		return nil
	}
	a, err := parts.Open(ctx, src, lookBudget)
	if err != nil {
		return nil
	}
	var list []privacy.Part
	var found []privacy.Finding
	for _, name := range a.Names() {
		switch strings.ToLower(path.Ext(name)) {
		case ".xml", ".rels":
			list = append(list, textsOf(a, name)...)
		case ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp":
			if data, err := a.Bytes(name); err == nil {
				for _, f := range privacy.Picture(data) {
					f.Part = name
					found = append(found, f)
				}
			}
		}
	}
	return append(privacy.Document(opt.Rules, list...), found...)
}

// people are the elements and attributes that name who wrote something.
var people = map[string]bool{
	"creator": true, "lastModifiedBy": true, "initial-creator": true, "printed-by": true, "manager": true, "Manager": true, "author": true,
}

// lines are the elements that end a line.
var lines = map[string]bool{
	"p": true, "h": true, "si": true, "row": true, "table-row": true, "comment": true, "creator": true, "title": true, "subject": true,
	"description": true, "keywords": true, "Company": true, "Manager": true, "lastModifiedBy": true, "initial-creator": true, "property": true, "user-defined": true, "user-field-decl": true,
}

// textsOf returns the characters of a part, and the names of people in it.
func textsOf(a *parts.Archive, name string) []privacy.Part {
	raw, err := a.Raw(name)
	if err != nil || raw == nil {
		return nil
	}
	defer raw.Close()
	var text, authors strings.Builder
	d := xml.NewDecoder(raw)
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("another encoding") }
	var person bool
	for {
		token, err := d.RawToken()
		if err != nil {
			break
		}
		switch t := token.(type) {
		case xml.StartElement:
			person = people[t.Name.Local]
			for _, at := range t.Attr {
				if people[at.Name.Local] {
					authors.WriteString(at.Value + "\n")
				}
				if at.Name.Local == "string-value" {
					text.WriteString(at.Value + "\n")
				}
				if strings.EqualFold(at.Name.Local, "target") || at.Name.Local == "href" {
					text.WriteString(at.Value + "\n")
				}
			}
		case xml.CharData:
			if person {
				authors.Write(t)
			} else {
				text.Write(t)
			}
		case xml.EndElement:
			if lines[t.Name.Local] {
				text.WriteByte('\n')
			}
			if person {
				authors.WriteByte('\n')
			}
			person = false
		}
	}
	var out []privacy.Part
	if strings.TrimSpace(text.String()) != "" {
		out = append(out, privacy.Part{Name: name, Text: text.String()})
	}
	if strings.TrimSpace(authors.String()) != "" {
		out = append(out, privacy.Part{Name: name, Place: privacy.Author, Text: authors.String()})
	}
	return out
}
