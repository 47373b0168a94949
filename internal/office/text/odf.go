package text

import (
	"encoding/xml"
	"errors"
	"io"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// extractOpenDocument reads OpenDocument (ISO/IEC 26300): what the file is, the
// element inside office:body tells.
func extractOpenDocument(a *parts.Archive) (Text, error) {
	if a.Has("encrypted-package") {
		return Text{}, parts.EncryptedFile()
	}
	if err := parts.RefuseEncrypted(a); err != nil {
		return Text{}, err
	}
	txt, err := readProperties(a, "meta.xml")
	if err != nil {
		return Text{}, err
	}
	margins := &collector{}
	styles, err := readOdfStyles(a, margins)
	if err != nil {
		return Text{}, err
	}
	if txt.Language == "" {
		txt.Language = styles.language
	}
	s, err := a.XML("content.xml")
	if err != nil {
		return Text{}, err
	}
	defer s.Close()
	return readBody(s, styles, margins, txt)
}

// readBody reads content.xml: its own styles, then the text or the sheets.
func readBody(s *parts.Scanner, styles *odfStyles, margins *collector, txt Text) (Text, error) {
	styles.automatic = map[string]odfStyle{}
	for {
		token, err := s.Next()
		if err == io.EOF {
			return Text{}, parts.Damaged(s.Part(), errors.New("neither text nor sheets"))
		}
		if err != nil {
			return Text{}, err
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch s.Name(e.Name) {
		case "style:style":
			if err := styles.read(s, e, styles.automatic); err != nil {
				return Text{}, err
			}
		case "office:text":
			return readOdfText(s, styles, margins, txt)
		case "office:spreadsheet":
			return readOdfSheets(s, styles, txt)
		case "office:presentation":
			return Text{}, parts.Presentation.Refusal()
		case "office:drawing", "office:chart", "office:image", "office:database":
			return Text{}, parts.UnsupportedFormat("ODF")
		}
	}
}

func readOdfText(s *parts.Scanner, styles *odfStyles, margins *collector, txt Text) (Text, error) {
	out := &collector{}
	body := newOdtReader(styles, out, false)
	if err := body.content(s); err != nil {
		return Text{}, err
	}
	out.end()
	if err := out.line(joinText(margins.done())); err != nil {
		return Text{}, err
	}
	if body.title != "" {
		txt.Title = body.title
	}
	txt.Sections = out.done()
	return txt, nil
}

func readOdfSheets(s *parts.Scanner, styles *odfStyles, txt Text) (Text, error) {
	out := &collector{}
	if err := newOdsReader(styles, out).content(s); err != nil {
		return Text{}, err
	}
	txt.Sections = out.done()
	return txt, nil
}
