package text

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"strings"
	"testing"
)

// pack makes an archive of names and contents.
func pack(tb testing.TB, parts ...string) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestSpeed) })
	for i := 0; i+1 < len(parts); i += 2 {
		part, err := w.Create(parts[i])
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := part.Write([]byte(parts[i+1])); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

const (
	xmlHead       = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	officeRel     = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	wordSpaces    = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"`
	relationsHead = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	odfSpaces     = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"`
	sheetSpaces   = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + officeRel + `"`
)

// relations makes a part of relations from kinds and targets: rId1, rId2, …
func relations(pairs ...string) string {
	var b strings.Builder
	b.WriteString(relationsHead)
	for i := 0; i+1 < len(pairs); i += 2 {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>`, i/2+1, officeRel, pairs[i], pairs[i+1])
	}
	return b.String() + `</Relationships>`
}

// wordStory makes a part of a Word document: document, footnotes, hdr, ftr.
func wordStory(root, inner string) string {
	return xmlHead + `<w:` + root + ` ` + wordSpaces + `>` + inner + `</w:` + root + `>`
}

const wordStylesPart = `<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults>` +
	`<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Eigene"><w:name w:val="Eigene"/><w:basedOn w:val="berschrift2"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Inhalt"><w:name w:val="TOC Heading"/><w:basedOn w:val="berschrift1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>` +
	`<w:style w:type="character" w:styleId="Versteckt"><w:name w:val="Versteckt"/><w:rPr><w:vanish/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Kreis"><w:name w:val="a"/><w:basedOn w:val="Kreis"/></w:style>`

// docx makes a Word document of the inside of its body; more are names and
// contents of further parts.
func docx(tb testing.TB, body string, more ...string) []byte {
	return pack(tb, append([]string{
		"[Content_Types].xml", xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels", relations("officeDocument", "word/document.xml", "metadata/core-properties", "docProps/core.xml"),
		"word/_rels/document.xml.rels", relations("styles", "styles.xml", "footnotes", "footnotes.xml",
			"endnotes", "endnotes.xml", "header", "header1.xml", "header", "header2.xml", "footer", "footer1.xml"),
		"word/document.xml", wordStory("document", `<w:body>`+body+`</w:body>`),
		"word/styles.xml", wordStory("styles", wordStylesPart),
	}, more...)...)
}

// coreProperties makes the metadata part of an Office Open XML file.
func coreProperties(title, lang string) string {
	return xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
		`<dc:title>` + title + `</dc:title><dc:creator>Erika Mustermann</dc:creator><dc:language>` + lang + `</dc:language></cp:coreProperties>`
}

// odf makes an OpenDocument file of automatic styles and the inside of
// office:body; more are names and contents of further parts.
func odf(tb testing.TB, styles, body string, more ...string) []byte {
	return pack(tb, append([]string{
		"mimetype", "application/vnd.oasis.opendocument.text",
		"META-INF/manifest.xml", xmlHead + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>`,
		"content.xml", xmlHead + `<office:document-content ` + odfSpaces + `><office:automatic-styles>` + styles +
			`</office:automatic-styles><office:body>` + body + `</office:body></office:document-content>`,
	}, more...)...)
}

func odt(tb testing.TB, styles, text string, more ...string) []byte {
	return odf(tb, styles, `<office:text>`+text+`</office:text>`, more...)
}

func ods(tb testing.TB, styles, sheets string) []byte {
	return odf(tb, styles, `<office:spreadsheet>`+sheets+`</office:spreadsheet>`)
}

// odfStylesPart makes styles.xml of common styles and master pages.
func odfStylesPart(common, masters string) string {
	return xmlHead + `<office:document-styles ` + odfSpaces + `><office:styles>` + common +
		`</office:styles><office:master-styles>` + masters + `</office:master-styles></office:document-styles>`
}

// xlsx makes a workbook with the sheets Eins and Zwei; more are names and
// contents of further parts. sheets holds attributes for both in workbook.xml.
func xlsx(tb testing.TB, sheets [2]string, one, two string, more ...string) []byte {
	sheet := func(inner string) string { return xmlHead + `<worksheet ` + sheetSpaces + `>` + inner + `</worksheet>` }
	return pack(tb, append([]string{
		"_rels/.rels", relations("officeDocument", "/xl/workbook.xml"),
		"xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml", "worksheet", "/xl/worksheets/sheet2.xml",
			"sharedStrings", "sharedStrings.xml", "styles", "styles.xml"),
		"xl/workbook.xml", xmlHead + `<workbook ` + sheetSpaces + `><sheets><sheet name="Eins" sheetId="1" r:id="rId1" ` + sheets[0] +
			`/><sheet name="Zwei" sheetId="2" r:id="rId2" ` + sheets[1] + `/></sheets></workbook>`,
		"xl/worksheets/sheet1.xml", sheet(one), "xl/worksheets/sheet2.xml", sheet(two),
	}, more...)...)
}

// pdfFile makes a PDF of objects, the first of which is the catalogue, with
// metadata as the last object and a correct table of places. An object that begins with "stream " becomes a
// stream of what follows.
func pdfFile(objects ...string) []byte {
	var b bytes.Buffer
	objects = append(objects, "<< /Title (Notfallplan) >>")
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	places := make([]int, 0, len(objects))
	for i, object := range objects {
		places = append(places, b.Len())
		if data, ok := strings.CutPrefix(object, "stream "); ok {
			object = fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(data), data)
		}
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, place := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", place)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, len(objects), at)
	return b.Bytes()
}

// pdfPages makes a PDF with a page for every text; lines stand below each
// other. Characters are those of Windows-1252.
func pdfPages(texts ...string) []byte {
	const first = 4 // the first object that belongs to a page
	objects := []string{"<< /Type /Catalog /Pages 2 0 R /Lang (de-DE) >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"}
	var kids []string
	for i, text := range texts {
		kids = append(kids, fmt.Sprintf("%d 0 R", first+2*i))
		var lines strings.Builder
		for _, line := range strings.Split(text, "\n") {
			line = strings.NewReplacer("ä", `\344`, "ö", `\366`, "ü", `\374`, "Ö", `\326`, "ß", `\337`, "(", `\(`, ")", `\)`).Replace(line)
			fmt.Fprintf(&lines, "(%s) Tj T*\n", line)
		}
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>", first+2*i+1),
			"stream BT /F1 12 Tf 14 TL 72 770 Td\n"+lines.String()+"ET")
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(texts))
	return pdfFile(objects...)
}

// show writes a text as tests compare it: a line a heading, after as many #
// as it has levels, then its text; "--" is a section without a heading.
func show(txt Text) string {
	var b strings.Builder
	for _, s := range txt.Sections {
		mark := "--"
		if s.Level > 0 {
			mark = strings.Repeat("#", s.Level) + " " + s.Title
		}
		b.WriteString(mark + "\n")
		if s.Text != "" {
			b.WriteString(s.Text + "\n")
		}
	}
	return b.String()
}

// lines joins the lines of an expected text.
func lines(ls ...string) string { return strings.Join(ls, "\n") + "\n" }

// long repeats a text.
func long(s string, times int) string { return strings.Repeat(s, times) }
