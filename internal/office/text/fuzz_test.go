package text

import (
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// FuzzExtract reads arbitrary files, whole archives and PDFs among them.
func FuzzExtract(f *testing.F) {
	for _, src := range [][]byte{
		docx(f, para(run("Text"))), odt(f, "", "<text:p>Text</text:p>"), ods(f, "", `<table:table table:name="A"/>`),
		xlsx(f, [2]string{}, "<sheetData/>", ""), pdfPages("Notfall-\nplan", "zwei"), encryptedPDF(),
		compoundFile("WordDocument"), []byte(`{\rtf1}`), []byte("PK\x03\x04"), []byte("%PDF-1.7"),
	} {
		f.Add(src)
	}
	for _, name := range []string{"plan.pdf", "plan.docx", "plan.odt", "liste.ods", "liste.xlsx"} {
		src, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	r := NewReader("")
	f.Cleanup(func() { r.Close() })
	f.Fuzz(func(t *testing.T, src []byte) {
		checkExtract(t, r, src)
	})
}

// FuzzParts reads arbitrary XML where documents have theirs: mutated archives
// seldom get beyond their checksums.
func FuzzParts(f *testing.F) {
	for _, xml := range []string{
		wordStory("document", styled("Titel", "Plan")+para(run("a")+`<w:r><w:footnoteReference w:id="1"/></w:r>`+fieldChar("begin")+code("TOC")+fieldChar("end"))+
			`<w:tbl><w:tr>`+cell(para(run("b")))+`</w:tr></w:tbl>`),
		wordStory("styles", wordStylesPart), relations("styles", "document.xml"), sharedStringsPart, sheetStylesPart, coreProperties("a", "de"),
		`<worksheet ` + sheetSpaces + `><cols><col min="1" max="2" hidden="1"/></cols><sheetData><row><c r="B1" s="1"><v>46401.5</v></c></row></sheetData></worksheet>`,
		`<office:document-content ` + odfSpaces + `><office:automatic-styles>` + odfTestStyles + `</office:automatic-styles><office:body><office:text><text:h text:outline-level="2">a</text:h></office:text></office:body></office:document-content>`,
		odfStylesPart(odfCommonStyles, `<style:master-page><style:header><text:p>a</text:p></style:header></style:master-page>`),
	} {
		for part := range byte(6) {
			f.Add(part, xml)
		}
	}
	r := NewReader("")
	f.Cleanup(func() { r.Close() })
	f.Fuzz(func(t *testing.T, part byte, xml string) {
		var src []byte
		switch part % 6 {
		case 0:
			src = pack(t, "_rels/.rels", relations("officeDocument", "a.xml"), "a.xml", xml)
		case 1:
			src = pack(t, "_rels/.rels", relations("officeDocument", "a.xml"), "a.xml", wordStory("document", para(run("a"))),
				"_rels/a.xml.rels", relations("styles", "b.xml", "footnotes", "b.xml", "header", "b.xml"), "b.xml", xml)
		case 2:
			src = xlsx(t, [2]string{}, xml, "", "xl/sharedStrings.xml", xml, "xl/styles.xml", xml)
		case 3:
			src = pack(t, "META-INF/manifest.xml", "<x/>", "content.xml", xml)
		case 4:
			src = odt(t, "", "<text:p>a</text:p>", "styles.xml", xml, "meta.xml", xml)
		case 5:
			src = ods(t, "", xml)
		}
		checkExtract(t, r, src)
	})
}

// checkExtract reads a file twice and checks what always holds.
func checkExtract(t *testing.T, r *Reader, src []byte) {
	t.Helper()
	txt, err := r.Extract(t.Context(), "a.docx", src)
	var known *Error
	if err != nil && !errors.As(err, &known) {
		t.Fatalf("no problem of the file: %v", err)
	}
	if err != nil && strings.Contains(err.Error(), "gave up") {
		t.Fatal(err)
	}
	again, errAgain := r.Extract(t.Context(), "a.docx", src)
	if !reflect.DeepEqual(txt, again) || (err == nil) != (errAgain == nil) {
		t.Fatalf("first %v %v, then %v %v", txt, err, again, errAgain)
	}
	checkText(t, txt.Title, "")
	for _, s := range txt.Sections {
		checkText(t, s.Title, "")
		checkText(t, s.Text, "\t\n")
		if s.Level < 0 || s.Level == 0 != (s.Title == "") {
			t.Fatalf("level %d of %q", s.Level, s.Title)
		}
	}
}

// checkText looks for characters that no text may hold but for those allowed.
func checkText(t *testing.T, text, allowed string) {
	t.Helper()
	if !utf8.ValidString(text) || len(text) > maxText {
		t.Fatalf("invalid or too long: %.100q", text)
	}
	for _, r := range text {
		if (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) && !strings.ContainsRune(allowed, r) {
			t.Fatalf("%q in %.100q", r, text)
		}
	}
}

func FuzzJoinWords(f *testing.F) {
	for _, s := range []string{"Notfall-\r\nplan", "IT\ufffeGrundschutz", "a\u00ad\nb", "-\n-\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		joined := joinWords(s)
		keep := func(r rune) rune {
			if isHyphen(r) || r == ' ' || r == '\r' || r == '\n' {
				return -1
			}
			return r
		}
		if a, b := strings.Map(keep, s), strings.Map(keep, joined); a != b {
			t.Errorf("%q became %q", a, b)
		}
	})
}

func FuzzNumberFormat(f *testing.F) {
	f.Add(`#,##0.00\ "€"`, "1.5", false)
	f.Add("[h]:mm", "2958465.99999999", true)
	f.Fuzz(func(t *testing.T, code, value string, date1904 bool) {
		if got := parseFormat(code).show(value, date1904); len(got) > 1000+len(value) {
			t.Errorf("%q in %q gives %d bytes", value, code, len(got))
		}
	})
}
