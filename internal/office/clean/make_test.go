package clean_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// canary stands wherever something has to go.
const canary = "KANARI"

// pack makes an archive of names and contents; mimetype is stored.
func pack(tb testing.TB, pairs ...string) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		method := zip.Deflate
		if pairs[i] == "mimetype" {
			method = zip.Store
		}
		part, err := w.CreateHeader(&zip.FileHeader{Name: pairs[i], Method: method})
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := part.Write([]byte(pairs[i+1])); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

const (
	head      = `<?xml version="1.0" encoding="UTF-8"?>`
	relSpace  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"`
	bookSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	odfSpace  = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3"`
)

// rels makes relations of kinds and targets; a target with "!" in front leads
// out of the file.
func rels(pairs ...string) string {
	var b strings.Builder
	b.WriteString(head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i := 0; i < len(pairs); i += 2 {
		target, outside := strings.CutPrefix(pairs[i+1], "!")
		mode := ""
		if outside {
			mode = ` TargetMode="External"`
		}
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s%s" Target="%s"%s/>`, i/2+1, relSpace, pairs[i], strings.ReplaceAll(target, "&", "&amp;"), mode)
	}
	return b.String() + "</Relationships>"
}

func types(main string) string {
	return head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/` + main + `"/></Types>`
}

// docx makes a document of what stands in its body, the relations of its main
// part, and further parts.
func docxFile(tb testing.TB, body, links string, more ...string) []byte {
	return pack(tb, append([]string{
		"[Content_Types].xml", types(`word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml`),
		"_rels/.rels", rels("officeDocument", "word/document.xml"),
		"word/document.xml", head + "<w:document " + wordSpace + "><w:body>" + body + "<w:sectPr/></w:body></w:document>",
		"word/_rels/document.xml.rels", links,
	}, more...)...)
}

func para(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }

// code makes a field whose code is spread over runs, and its result.
func code(pieces ...string) string {
	var b strings.Builder
	b.WriteString(`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>`)
	for _, piece := range pieces {
		b.WriteString(`<w:r><w:instrText xml:space="preserve">` + piece + `</w:instrText></w:r>`)
	}
	return b.String() + `<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Ergebnis</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`
}

// xlsx makes a workbook: elements of the workbook behind its sheets, two sheets
// with attributes, and further parts.
func xlsxFile(tb testing.TB, book, one, two, secondAttrs string, more ...string) []byte {
	links := rels("worksheet", "worksheets/sheet1.xml", "worksheet", "worksheets/sheet2.xml")
	for i := 0; i < len(more); i += 2 {
		target := strings.TrimPrefix(more[i], "xl/")
		kind := map[string]string{
			"sharedStrings.xml": "sharedStrings", "externalLinks/externalLink1.xml": "externalLink", "connections.xml": "connections",
			"macrosheets/sheet9.xml": "xlMacrosheet", "vbaProject.bin": "vbaProject", "pivotCache/p.xml": "pivotCacheDefinition",
		}[target]
		links = strings.Replace(links, "</Relationships>", fmt.Sprintf(`<Relationship Id="more%d" Type="%s%s" Target="%s"/></Relationships>`, i, relSpace, kind, target), 1)
	}
	return pack(tb, append([]string{
		"[Content_Types].xml", types(`xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml`),
		"_rels/.rels", rels("officeDocument", "xl/workbook.xml"),
		"xl/workbook.xml", head + "<workbook " + bookSpace + `><sheets><sheet name="Eins" sheetId="1" r:id="rId1"/><sheet name="Zwei" sheetId="2" r:id="rId2" ` + secondAttrs + "/></sheets>" + book + "</workbook>",
		"xl/_rels/workbook.xml.rels", links,
		"xl/worksheets/sheet1.xml", head + "<worksheet " + bookSpace + "><sheetData>" + cell("A1", "Wert") + one + "</sheetData></worksheet>",
		"xl/worksheets/sheet2.xml", head + "<worksheet " + bookSpace + ">" + two + "</worksheet>",
	}, more...)...)
}

func cell(ref, text string) string {
	return `<row><c r="` + ref + `" t="inlineStr"><is><t>` + text + `</t></is></c></row>`
}

func formula(f string) string {
	return `<row><c r="B2"><f>` + strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;").Replace(f) + `</f><v>1</v></c></row>`
}

// odf makes an OpenDocument file of a mimetype, its styles, its body and further
// parts.
func odf(tb testing.TB, kind, prelude, body string, more ...string) []byte {
	return odfOf(tb, "1.3", kind, prelude, body, more...)
}

func odfOf(tb testing.TB, version, kind, prelude, body string, more ...string) []byte {
	spaces := strings.Replace(odfSpace, `office:version="1.3"`, `office:version="`+version+`"`, 1)
	return pack(tb, append([]string{
		"mimetype", "application/vnd.oasis.opendocument." + kind,
		"META-INF/manifest.xml", head + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="` + version + `"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.` + kind + `"/></manifest:manifest>`,
		"content.xml", head + "<office:document-content " + spaces + ">" + prelude + "<office:body>" + body + "</office:body></office:document-content>",
	}, more...)...)
}

func odtFile(tb testing.TB, prelude, text string, more ...string) []byte {
	return odf(tb, "text", prelude, "<office:text><text:p>Sichtbar</text:p>"+text+"</office:text>", more...)
}

func odsFile(tb testing.TB, prelude, sheets string, more ...string) []byte {
	return odf(tb, "spreadsheet", prelude, `<office:spreadsheet><table:table table:name="Eins"><table:table-row><table:table-cell office:value-type="string"><text:p>Sichtbar</text:p></table:table-cell></table:table-row></table:table>`+sheets+"</office:spreadsheet>", more...)
}

// pdfFile makes a PDF of objects, the first of which is the catalogue, and of
// further entries of the trailer.
func pdfFile(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	places := make([]int, 0, len(objects))
	for i, object := range objects {
		places = append(places, b.Len())
		if data, ok := strings.CutPrefix(object, "stream "); ok {
			dict, body, _ := strings.Cut(data, "|")
			object = fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(body), body)
		}
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, place := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", place)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, at)
	return b.Bytes()
}

// page is a PDF with one page; catalogue and page get further entries, more
// objects have numbers from 5 on.
func page(catalogue, entries string, more ...string) []byte {
	return pdfFile("", append([]string{
		"<< /Type /Catalog /Pages 2 0 R " + catalogue + " >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R " + entries + " >>", "stream |BT ET",
	}, more...)...)
}

func points(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		img.Set(i%w, i/w, color.RGBA{R: uint8(i), G: uint8(i / 7), B: 90, A: 255})
	}
	return img
}

func pngFile(tb testing.TB) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, points(20, 10)); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func jpegFile(tb testing.TB) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, points(20, 10), &jpeg.Options{Quality: 70}); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func gifFile(tb testing.TB) []byte {
	var b bytes.Buffer
	if err := gif.Encode(&b, points(20, 10), nil); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// withSegment puts a segment behind the start of a JPEG.
func withSegment(src []byte, marker byte, body string) []byte {
	segment := append([]byte{0xff, marker}, binary.BigEndian.AppendUint16(nil, uint16(len(body)+2))...)
	return append(append(append([]byte{}, src[:2]...), append(segment, body...)...), src[2:]...)
}

// withChunk puts a chunk behind the header of a PNG.
func withChunk(src []byte, kind, body string) []byte {
	chunk := append(binary.BigEndian.AppendUint32(nil, uint32(len(body))), kind+body...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE([]byte(kind+body)))
	return append(append(append([]byte{}, src[:33]...), chunk...), src[33:]...)
}

// exif is metadata with an orientation and a place.
func exif(orientation byte) string {
	return "Exif\x00\x00II*\x00\x08\x00\x00\x00\x02\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string(rune(orientation)) + "\x00\x00\x00\x25\x88\x04\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" + canary
}
