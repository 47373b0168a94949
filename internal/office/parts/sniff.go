package parts

import (
	"bytes"
	"unicode/utf16"
)

// Kind is what the first bytes of a file tell.
type Kind int

// The kinds that their readers ask for; Refusal speaks for all others.
const (
	Unknown      Kind = iota
	Zipped            // Office Open XML, OpenDocument, or any other archive
	Portable          // PDF
	locked            // Office Open XML with a password
	word97            // .doc
	excel97           // .xls
	slides97          // .ppt
	compound          // another OLE compound file
	rich              // RTF
	flat              // OpenDocument or Word as one XML file
	Presentation      // slides in an archive
)

// headerRange is where readers look for %PDF-: PDF 1.7, Annex H, note 13.
const headerRange = 1024

var compoundMagic = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

// Recognise tells the kind of a file by its content.
func Recognise(src []byte) Kind {
	head := src[:min(len(src), headerRange)]
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return Zipped
	case bytes.HasPrefix(head, compoundMagic):
		return recogniseCompound(src)
	case bytes.HasPrefix(head, []byte(`{\rt`)):
		return rich
	case bytes.Contains(head, []byte("%PDF-")):
		return Portable
	case isFlat(head):
		return flat
	}
	return Unknown
}

// recogniseCompound looks for the names of streams that tell the program. They
// stand in the directory of the compound file in UTF-16: [MS-CFB] 2.6.
func recogniseCompound(src []byte) Kind {
	for _, c := range []struct {
		stream string
		kind   Kind
	}{
		{"EncryptedPackage", locked}, {"WordDocument", word97},
		{"PowerPoint Document", slides97}, {"Workbook", excel97}, {"Book", excel97},
	} {
		if bytes.Contains(src, utf16le(c.stream+"\x00")) {
			return c.kind
		}
	}
	return compound
}

func isFlat(head []byte) bool {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	return bytes.HasPrefix(head, []byte("<?xml")) &&
		(bytes.Contains(head, []byte("<office:document")) || bytes.Contains(head, []byte("progid=\"Word.Document\"")))
}

func utf16le(s string) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return out
}

// Refusal explains why a kind that is known is not read.
func (k Kind) Refusal() error {
	switch k {
	case locked:
		return EncryptedFile()
	case word97:
		return LegacyFormat("DOC (Word 97–2003)")
	case excel97:
		return LegacyFormat("XLS (Excel 97–2003)")
	case slides97:
		return LegacyFormat("PPT (PowerPoint 97–2003)")
	case rich:
		return LegacyFormat("RTF")
	case flat:
		return UnsupportedFormat("XML")
	case Presentation:
		return UnsupportedFormat("PPTX/ODP")
	default:
		return LegacyFormat("OLE")
	}
}
