package report

import (
	"fmt"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/docx"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/odt"
)

// Marks in a shell where the browser puts a report: texts into the first five,
// elements as the writers of office files write them into the others.
const (
	markTitle  = "@@TITLE@@"
	markOwner  = "@@OWNER@@"
	markLabel  = "@@LABEL@@"
	markCode   = "@@CODE@@"
	markKind   = "@@KIND@@"
	markBody   = "@@BODY@@"
	markStyles = "@@STYLES@@" // automatic styles of an OpenDocument text
	markLinks  = "@@LINKS@@"  // relations of an Office Open XML text
)

// Formats of office texts.
const (
	ODT  = "odt"
	DOCX = "docx"
)

// Write makes an office file of a report, in one of the formats ODT and DOCX.
func Write(m Model, format string, w Words) ([]byte, error) {
	d := Document(m, w)
	f, err := write(&d, format)
	if err != nil {
		return nil, err
	}
	return f.Bytes(nil)
}

func write(d *document.Document, format string) (*form.Form, error) {
	switch format {
	case ODT:
		return odt.Write(d), nil
	case DOCX:
		return docx.Write(d), nil
	}
	return nil, fmt.Errorf("write report: no office text is called %q", format)
}

// Shell is an office file of a report without the report: the browser fills it
// (web/ts/office/write.ts). It serves both kinds of reports.
func Shell(format string, w Words) (*form.Form, error) {
	item := document.Item{Elements: []document.Element{&document.Paragraph{Text: []document.Run{{Text: markBody}}}}}
	d := Document(Model{Kind: markKind, Title: markTitle, Owner: markOwner, Label: markLabel, Code: markCode, Blocks: []Block{paragraph()}}, w)
	d.Blocks[0].Elements = []document.Element{&document.List{Items: []document.Item{item}}} // so that there are bullets
	f, err := write(&d, format)
	if err != nil {
		return nil, err
	}
	for i := range f.Parts {
		part := &f.Parts[i]
		switch part.Name {
		case "content.xml":
			part.Text = cutAround(part.Text, "<text:list ", "</text:list>")
			part.Text = strings.Replace(part.Text, "<office:automatic-styles>", "<office:automatic-styles>"+markStyles, 1)
		case "word/document.xml":
			part.Text = cutAround(part.Text, "<w:p>", "</w:p>")
		case "word/_rels/document.xml.rels":
			part.Text = strings.Replace(part.Text, "</Relationships>", markLinks+"</Relationships>", 1)
		}
	}
	return f, nil
}

// cutAround leaves of the element around the body's mark the mark alone.
func cutAround(text, start, end string) string {
	at := strings.Index(text, markBody)
	from := strings.LastIndex(text[:at], start)
	to := at + strings.Index(text[at:], end) + len(end)
	return text[:from] + markBody + text[to:]
}
