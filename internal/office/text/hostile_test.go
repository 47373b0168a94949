package text

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/office/parts"
)

// entryOf returns the entry of a part in the list of an archive, to be changed
// in place: flags at 8, packed and full size at 20 and 24, place at 42.
func entryOf(tb testing.TB, src []byte, name string) []byte {
	tb.Helper()
	for at := 0; ; {
		next := bytes.Index(src[at:], []byte("PK\x01\x02"))
		if next < 0 {
			tb.Fatalf("no part %s", name)
		}
		at += next
		if length := int(binary.LittleEndian.Uint16(src[at+28:])); string(src[at+46:at+46+length]) == name {
			return src[at:]
		}
		at++
	}
}

// withEntry changes four bytes of an entry.
func withEntry(tb testing.TB, src []byte, name string, field int, value uint32) []byte {
	src = bytes.Clone(src)
	binary.LittleEndian.PutUint32(entryOf(tb, src, name)[field:], value)
	return src
}

// compoundFile imitates an OLE compound file with a stream of a name.
func compoundFile(stream string) []byte {
	src := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 1024)...)
	for _, c := range []byte(stream + "\x00") { // the names of streams are UTF-16
		src = append(src, c, 0)
	}
	return src
}

// manyParts makes an archive of small parts.
func manyParts(tb testing.TB, count int) []byte {
	parts := make([]string, 0, 2*count)
	for i := range count {
		parts = append(parts, fmt.Sprintf("word/part%d.xml", i), "x")
	}
	return docx(tb, "", parts...)
}

// hostileDocuments are files with the ID of the problem they shall get; "" if
// they are no documents and no problem.
func hostileDocuments(tb testing.TB) map[string]struct {
	name, id string
	src      []byte
} {
	plain := docx(tb, para(run("Text")))
	text := odt(tb, "", "<text:p>Text</text:p>")
	const body, content = "word/document.xml", "content.xml"
	swap := func(src []byte, part, xml string) []byte {
		if part == body {
			return pack(tb, "_rels/.rels", relations("officeDocument", body), body, xml)
		}
		return pack(tb, "META-INF/manifest.xml", "<x/>", part, xml)
	}
	type file = struct {
		name, id string
		src      []byte
	}
	return map[string]file{
		"a part packed a thousand times":   {"a.docx", "office-ratio", docx(tb, "", "word/x.xml", long("\x00", 4<<20))},
		"more unpacked than allowed":       {"a.docx", "office-size", withEntry(tb, plain, body, 24, 65<<20)},
		"sizes whose sum overflows":        {"a.docx", "office-size", withEntry(tb, plain, body, 24, 0xfffffffe)},
		"a file of 65 MiB":                 {"a.docx", "office-size", append([]byte("PK\x03\x04"), make([]byte, 65<<20)...)},
		"a part larger than it says":       {"a.docx", "office-damaged", withEntry(tb, plain, body, 24, 10)},
		"a part smaller than it says":      {"a.docx", "office-damaged", withEntry(tb, plain, body, 24, 1<<20)},
		"a wrong checksum":                 {"a.docx", "office-damaged", withEntry(tb, plain, body, 16, 1)},
		"a place outside of the file":      {"a.docx", "office-damaged", withEntry(tb, plain, body, 42, 0x7fffffff)},
		"an unknown way of packing":        {"a.docx", "office-damaged", withEntry(tb, plain, body, 10, 99)},
		"parts that share their bytes":     {"a.docx", "office-archive", withEntry(tb, plain, "word/styles.xml", 42, binary.LittleEndian.Uint32(entryOf(tb, plain, body)[42:]))},
		"a part that reaches into another": {"a.docx", "office-archive", withEntry(tb, plain, "_rels/.rels", 20, 1000)},
		"two parts of a name":              {"a.docx", "office-archive", docx(tb, "", body, "<x/>")},
		"two parts that differ in case":    {"a.docx", "office-archive", docx(tb, "", "Word/Document.XML", "<x/>")},
		"an encrypted part":                {"a.docx", "office-encrypted", withEntry(tb, plain, body, 8, 1)},
		"too many parts":                   {"a.docx", "office-parts", manyParts(tb, parts.MaxParts)},
		"a list cut off":                   {"a.docx", "office-damaged", plain[:len(plain)-60]},
		"an archive cut off":               {"a.docx", "office-damaged", plain[:len(plain)/2]},
		"bytes before the archive's end":   {"a.docx", "office-damaged", append(bytes.Clone(plain[:len(plain)-22]), append([]byte("filler"), plain[len(plain)-22:]...)...)},
		"only the magic of an archive":     {"a.odt", "office-damaged", []byte("PK\x03\x04")},

		"a document type, Word":         {"a.docx", "office-doctype", swap(plain, body, `<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>`)},
		"a document type, ODF":          {"a.odt", "office-doctype", swap(text, content, `<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>`)},
		"an entity nobody declared":     {"a.odt", "office-damaged", swap(text, content, `<x>&lol;</x>`)},
		"10,000 elements in each other": {"a.docx", "office-depth", docx(tb, long("<w:p>", 10000)+long("</w:p>", 10000))},
		"10,000 tables in each other":   {"a.odt", "office-depth", odt(tb, "", long("<table:table-cell>", 10000)+long("</table:table-cell>", 10000))},
		"10,000 attributes":             {"a.docx", "office-attributes", docx(tb, "<w:p "+manyAttributes(10000)+"/>")},
		"XML cut off":                   {"a.odt", "office-damaged", swap(text, content, `<a><b>`)},
		"elements that cross":           {"a.odt", "office-damaged", swap(text, content, `<a><b></a></b>`)},
		"bytes that are no UTF-8":       {"a.docx", "office-damaged", docx(tb, para(run("\xff\xfe")))},
		"another character set":         {"a.odt", "office-damaged", swap(text, content, `<?xml version="1.0" encoding="utf-16"?><a/>`)},
		"20 MiB of XML":                 {"a.docx", "office-xml", incompressible(tb)},
		"9 MiB of text":                 {"a.docx", "office-text", docx(tb, long(para(run(noise(1<<20))), 9))},

		"no main part":              {"a.docx", "office-damaged", pack(tb, "_rels/.rels", relations("officeDocument", "word/document.xml"))},
		"no relations to a part":    {"a.docx", "office-damaged", pack(tb, "_rels/.rels", relations("officeDocument", "../../../../etc/passwd"))},
		"an empty main part":        {"a.docx", "office-damaged", swap(plain, body, "")},
		"something else as main":    {"a.docx", "office-damaged", swap(plain, body, "<html/>")},
		"a password, OpenDocument":  {"a.odt", "office-encrypted", pack(tb, "content.xml", "ciphertext", "META-INF/manifest.xml", sealedManifest)},
		"a password, as of ODF 1.4": {"a.odt", "office-encrypted", pack(tb, "META-INF/manifest.xml", "<x/>", "encrypted-package", "x")},
		"a password, Office":        {"a.docx", "office-encrypted", compoundFile("EncryptedPackage")},

		"Word 97":                         {"a.doc", "office-legacy", compoundFile("WordDocument")},
		"Word 97 with the suffix of 2007": {"a.docx", "office-legacy", compoundFile("WordDocument")},
		"Excel 97":                        {"a.xls", "office-legacy", compoundFile("Workbook")},
		"PowerPoint 97":                   {"a.ppt", "office-legacy", compoundFile("PowerPoint Document")},
		"another compound file":           {"a.msi", "office-legacy", compoundFile("x")},
		"RTF":                             {"a.rtf", "office-legacy", []byte(`{\rtf1\ansi Text}`)},
		"RTF named as Word":               {"a.doc", "office-legacy", []byte(`{\rtf1\ansi Text}`)},
		"OpenDocument as one XML file":    {"a.fodt", "office-unsupported", []byte(xmlHead + `<office:document ` + odfSpaces + `/>`)},

		"an image":                      {"a.png", "", []byte("\x89PNG\r\n\x1a\n")},
		"an image named as Word":        {"Bild.DOCX", "office-mismatch", []byte("\x89PNG\r\n\x1a\n")},
		"HTML named as Excel":           {"a.xls", "office-mismatch", []byte("<html><table></table></html>")},
		"nothing":                       {"a.txt", "", nil},
		"nothing, named as PDF":         {"a.pdf", "office-mismatch", nil},
		"an archive":                    {"a.zip", "", pack(tb, "a.txt", "x")},
		"an archive named as ODT":       {"a.odt", "office-mismatch", pack(tb, "a.txt", "x")},
		"a film of 65 MiB":              {"a.mp4", "", make([]byte, 65<<20)},
		"a PDF that does not fit":       {"a.pdf", "office-size", append([]byte("%PDF-1.7\n"), make([]byte, 49<<20)...)},
		"a text that mentions a header": {"a.pdf", "office-mismatch", []byte(long(" ", 2000) + "%PDF-")},
	}
}

const sealedManifest = xmlHead + `<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>`

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `a%d="" `, i)
	}
	return b.String()
}

// noise returns n letters that compress badly, the same every time.
func noise(n int) string {
	b := make([]byte, n)
	state := uint32(1)
	for i := range b {
		state = state*1664525 + 1013904223
		b[i] = 'a' + byte(state>>24)%26
	}
	return string(b)
}

// incompressible makes a document whose XML is above the budget, its parts not.
func incompressible(tb testing.TB) []byte {
	return docx(tb, para(run("x")), "word/footnotes.xml", wordStory("footnotes", "<!--"+noise(10<<20)+"-->"),
		"word/endnotes.xml", wordStory("endnotes", "<!--"+noise(10<<20)+"-->"))
}

func TestHostileDocumentsGetTheirProblem(t *testing.T) {
	de, err := i18n.Load(os.DirFS("../../.."), "de")
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range hostileDocuments(t) {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			txt, err := Extract(test.name, test.src)
			if took := time.Since(start); took > 20*time.Second { // machines are busy
				t.Errorf("took %v", took)
			}
			if err == nil {
				t.Fatalf("was read: %.200q", show(txt))
			}
			var known *Error
			switch {
			case test.id == "" && !errors.Is(err, ErrNoDocument):
				t.Fatalf("got %v", err)
			case test.id == "":
				return
			case !errors.As(err, &known) || known.ID != test.id:
				t.Fatalf("got %v, want %s", err, test.id)
			}
			checkMessage(t, de, known)
		})
	}
}

// checkMessage looks for words that were not filled in.
func checkMessage(t *testing.T, de *i18n.Catalogue, err *Error) {
	t.Helper()
	p := err.Problem("content/a/b.docx")
	if p.Severity != diag.Warning || p.Path != "content/a/b.docx" {
		t.Errorf("problem %+v", p)
	}
	for _, key := range []string{"diag." + p.ID, "diag." + p.ID + ".hint"} {
		if text := de.T(key, p.Args); !de.Has(key) || regexp.MustCompile(`[{}\[\]]`).MatchString(text) {
			t.Errorf("%s: %q", key, text)
		}
	}
}

func TestTheSuffixDecidesNothing(t *testing.T) {
	for _, name := range []string{"", "a.pdf", "a.xls", "a.png", "ä/b.TXT"} {
		txt, err := Extract(name, docx(t, para(run("Text"))))
		if err != nil || show(txt) != lines("--", "Text") {
			t.Errorf("%q: got %q, %v", name, show(txt), err)
		}
	}
}

func TestRelationsThatLeadOutOrInACircleAreHarmless(t *testing.T) {
	outside := relationsHead + `<Relationship Id="a" Type="` + officeRel + `/footer" Target="outside.xml" TargetMode="External"/>` +
		`<Relationship Id="b" Type="` + officeRel + `/header" Target="document.xml"/><Relationship Id="c" Type="` + officeRel + `/header" Target="../../../etc/passwd"/></Relationships>`
	src := pack(t, "_rels/.rels", relations("officeDocument", "word/document.xml"), "word/_rels/document.xml.rels", outside,
		"word/document.xml", wordStory("document", `<w:body>`+para(run("Text"))+`</w:body>`), "word/outside.xml", wordStory("ftr", para(run("außen"))))
	txt, err := Extract("a.docx", src)
	if err != nil || show(txt) != lines("--", "Text", "--", "Text") {
		t.Errorf("got %q, %v", show(txt), err)
	}
}

func TestACancelledContextEndsTheReader(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, src := range map[string][]byte{"docx": docx(t, ""), "pdf": pdfPages("x")} {
		if _, err := NewReader(t.TempDir()).Extract(ctx, "", src); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTextIsCleanedForComparison(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"", ""},
		{"schon sauber", "schon sauber"},
		{"  zwei   Lücken ", "zwei Lücken"},
		{"ein\u00a0geschütztes\u2003breites", "ein geschütztes breites"},
		{"a \t b", "a\tb"},
		{"a \r\n\n \t b\n", "a\nb"},
		{"Silben\u00adtrennung\u200b, Verbin\u2060der\ufeff", "Silbentrennung, Verbinder"},
		{"A\u0308rger", "Ärger"},
		{"eﬃzient, ﬂach, Eﬀekt", "effizient, flach, Effekt"},
		{"gut\u202eschlecht\u202c\u2066", "gutschlecht"},
		{"a\x00b\x07c", "a b c"},
		{"\uf0b7 Punkt", "Punkt"},
		{"kein\xffes", "keines"},
		{"\ufffeRand\uffff", "Rand"},
	} {
		if got := clean(test.in); got != test.want {
			t.Errorf("%q: got %q, want %q", test.in, got, test.want)
		}
	}
}
