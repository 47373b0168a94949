package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/office/parts"
	"github.com/kaaw/nachbar/internal/office/text"
	"github.com/kaaw/nachbar/internal/pdf"
)

// file makes a PDF of objects, the first of which is the catalogue. An object
// "stream …|…" is a stream.
func file(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var places []int
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

// page makes a PDF with one page, whose annotations have these entries.
func page(annotations ...string) []byte {
	return file("", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [<< /Type /Annot "+strings.Join(annotations, ">> << /Type /Annot ")+" >>] >>", "stream |BT ET")
}

func clean(t *testing.T, src []byte) pdf.Result {
	t.Helper()
	res, err := pdf.Clean(context.Background(), src)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestAFileKeepsItsTextAndTitle(t *testing.T) {
	src, err := os.ReadFile("../office/text/testdata/plan.pdf")
	if err != nil {
		t.Fatal(err)
	}
	once := clean(t, src)
	if twice := clean(t, once.Data); !bytes.Equal(once.Data, twice.Data) || len(twice.Traits) > 0 {
		t.Errorf("cleaned again it is another file: %v", twice)
	}
	before, err := text.Extract("a.pdf", src)
	if err != nil {
		t.Fatal(err)
	}
	after, err := text.Extract("a.pdf", once.Data)
	if err != nil || !reflect.DeepEqual(before, after) || after.Title == "" {
		t.Errorf("the text is %+v, %v", after, err)
	}
	if bytes.Contains(once.Data, []byte("LibreOffice")) {
		t.Error("the program is still named")
	}
}

func TestLinksToTheWebStayAndOthersDoNot(t *testing.T) {
	for action, want := range map[string]string{
		"/URI (https://example.org/a)": "stays", "/URI (mailto:a@example.org)": "stays", "/URI <68747470733A2F2F6578616D706C652E6F7267>": "stays",
		"/URI (www.example.org)": "goes", "/URI (file:///etc/passwd)": "refused", "/URI <66696c653a2f2f2f78>": "refused",
		"/URI (java\\163cript:x)": "refused", `/URI (\\\\srv\\x)`: "refused", "/URI (//srv/x)": "refused", "/URI (data:text/html,x)": "refused",
	} {
		res, err := pdf.Clean(context.Background(), page("/Subtype /Link /A << /S /URI "+action+" >>"))
		got := "stays"
		switch {
		case err != nil:
			got = "refused"
		case slices.Contains(res.Traits, pdf.Link):
			got = "goes"
		}
		if kept := bytes.Contains(res.Data, []byte("/URI")); got != want || kept != (want == "stays") {
			t.Errorf("%s %s, want that it %s", action, got, want)
		}
	}
}

func TestSignaturesAndRemarksGo(t *testing.T) {
	res := clean(t, page("/Subtype /Text /Contents (geheim)", "/Subtype /Widget /FT /Sig /T (x) /V << /Contents <00> >>", "/Subtype /Link /Dest [3 0 R /Fit]", "/Subtype /Widget /FT /Tx /T (Feld)"))
	if !slices.Equal(res.Traits, []pdf.Trait{pdf.Remark, pdf.Signature}) {
		t.Errorf("got %v", res.Traits)
	}
	for word, want := range map[string]bool{"geheim": false, "/Sig": false, "/Dest": true, "Feld": true} {
		if bytes.Contains(res.Data, []byte(word)) != want {
			t.Errorf("%s: %s", word, res.Data)
		}
	}
}

func TestACancelledContextIsNoFaultOfTheFile(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := pdf.Clean(ctx, page("/Subtype /Link"))
	var refusal *parts.Error
	if !errors.Is(err, context.Canceled) || errors.As(err, &refusal) {
		t.Errorf("got %v", err)
	}
}

func FuzzClean(f *testing.F) {
	f.Add(page("/Subtype /Link /A << /S /URI /URI (https://example.org) >>"))
	f.Add(page("/Subtype /Text"))
	f.Add(file("/Info 3 0 R", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>", "<< /Title (a\\051) /Author <00> >>"))
	f.Add([]byte("%PDF-1.7\ntrailer << /Root 1 0 R >>\n1 0 obj [1 0 R null (a) /b#20c 1.50 true] endobj"))
	f.Fuzz(func(t *testing.T, src []byte) {
		once, err := pdf.Clean(context.Background(), src)
		if err != nil {
			return
		}
		twice, err := pdf.Clean(context.Background(), once.Data)
		if err != nil {
			t.Fatalf("a clean file is refused: %v", err)
		}
		if !bytes.Equal(once.Data, twice.Data) {
			t.Fatalf("cleaned again it has other bytes:\n%q\n%q", once.Data, twice.Data)
		}
	})
}
