package contribution

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/clean"
	"github.com/kaaw/nachbar/internal/office/docx"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/odt"
)

// formats are the readers' formats with their writers and main parts.
var formats = map[string]struct {
	write func(*document.Document) *form.Form
	part  string
}{".docx": {docx.Write, "word/document.xml"}, ".odt": {odt.Write, "content.xml"}}

// ownCopy is a filled file of a template with a little of everything.
func ownCopy(tb testing.TB, ext string) []byte {
	tb.Helper()
	said := func(s string) []document.Run { return []document.Run{{Text: s}} }
	src, err := formats[ext].write(&document.Document{
		ID: "karte", Title: "Karte", Lang: "de-DE",
		Stamp:  []document.Property{{Name: "nachbar.id", Value: "karte"}, {Name: "nachbar.version", Value: "1.2.0"}},
		Fields: []document.Field{{ID: "kommune.name", Label: "Name"}},
		Blocks: []document.Block{{ID: "a", Elements: []document.Element{
			&document.Heading{Level: 1, ID: "a", Text: said("Ein Plan")},
			&document.Paragraph{Text: []document.Run{{Text: "Wir, "}, {Field: "kommune.name"}, {Text: ", fett", Marks: document.Bold}, {Text: "hier", Link: "https://example.org/"}}},
			&document.Callout{Type: "tipp", Title: said("Tipp"), Elements: []document.Element{&document.Paragraph{Text: said("Im Kasten")}}},
		}}},
	}).Bytes(map[string]string{"kommune.name": "Musterdorf"})
	if err != nil {
		tb.Fatal(err)
	}
	return src
}

func partOf(tb testing.TB, src []byte, name string) string {
	tb.Helper()
	r, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		tb.Fatal(err)
	}
	f, err := r.Open(name)
	if err != nil {
		tb.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// withPart is a file with another text in one of its parts.
func withPart(tb testing.TB, src []byte, name, text string) []byte {
	tb.Helper()
	r, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		tb.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range r.File {
		data := []byte(text)
		if f.Name != name {
			data = []byte(partOf(tb, src, f.Name))
		}
		to, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: f.Method})
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := to.Write(data); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func FuzzDOCX(f *testing.F) { fuzzCopies(f, ".docx") }

func FuzzODT(f *testing.F) { fuzzCopies(f, ".odt") }

// fuzzCopies gives other texts to the main part of a copy; what package clean
// lets through is read twice.
func fuzzCopies(f *testing.F, ext string) {
	src, part := ownCopy(f, ext), formats[ext].part
	f.Add(partOf(f, src, part))
	f.Add(nested(ext, 3, "x"))
	f.Fuzz(func(t *testing.T, text string) {
		ctx := context.Background()
		cleaned, err := clean.File(ctx, "a"+ext, withPart(t, src, part, text))
		if err != nil {
			return
		}
		first, err := readCopy(ctx, ext, cleaned.Data, nil)
		if err != nil {
			t.Fatalf("a clean file is not read: %v", err)
		}
		again, err := readCopy(ctx, ext, cleaned.Data, nil)
		if err != nil || !reflect.DeepEqual(first, again) {
			t.Fatal("read again it is something else")
		}
		for _, out := range []string{first.text(), compose(first.all(), "a")} {
			if !utf8.ValidString(out) {
				t.Fatalf("%q is no text", out)
			}
			// Items are indented by their level, and letters are escaped.
			if limit := 200*len(text) + 10_000; len(out) > limit {
				t.Fatalf("%d bytes became %d", len(text), len(out))
			}
		}
	})
}

// nested are boxes in boxes around a text.
func nested(ext string, depth int, inside string) string {
	open, shut := `<w:tbl><w:tr><w:tc><w:p><w:pPr><w:pStyle w:val="Kastentitel"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>`, `</w:tc></w:tr></w:tbl>`
	head, tail := `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`, `</w:body></w:document>`
	text := "<w:p><w:r><w:t>" + inside + "</w:t></w:r></w:p>"
	if ext == ".odt" {
		open, shut = `<table:table><table:table-row><table:table-cell><text:p text:style-name="Kastentitel">T</text:p>`, `</table:table-cell></table:table-row></table:table>`
		head = `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>`
		tail, text = `</office:text></office:body></office:document-content>`, "<text:p>"+inside+"</text:p>"
	}
	return head + strings.Repeat(open, depth) + text + strings.Repeat(shut, depth) + tail
}

func TestWhatIsNestedIsReadOnce(t *testing.T) {
	for ext, format := range formats {
		ctx, began := context.Background(), time.Now()
		src := withPart(t, ownCopy(t, ext), format.part, nested(ext, 18, "innen"))
		cleaned, err := clean.File(ctx, "a"+ext, src)
		if err != nil {
			t.Fatal(err)
		}
		read, err := readCopy(ctx, ext, cleaned.Data, nil)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(read.text(), "innen"); n != 1 {
			t.Errorf("%s: %d times", ext, n)
		}
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("%s: %v", ext, took)
		}
	}
}

// What a neighbour wrote into very many fields is looked for in all lines.
func TestManyValuesAreClearedInTime(t *testing.T) {
	var body strings.Builder
	for i := range 4000 {
		fmt.Fprintf(&body, `<w:p><w:sdt><w:sdtPr><w:tag w:val="a.b%d"/></w:sdtPr><w:sdtContent><w:r><w:t>Wert %d</w:t></w:r></w:sdtContent></w:sdt></w:p>`, i, i)
	}
	src := withPart(t, ownCopy(t, ".docx"), "word/document.xml", nested(".docx", 0, "x</w:t></w:r></w:p>"+body.String()+"<w:p><w:r><w:t>"))
	began := time.Now()
	if r := one(t, "a.docx", src, options()); r.Page == nil || r.Copied != "karte@1.2.0" {
		t.Errorf("%+v", r)
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("it took %v", took)
	}
}
