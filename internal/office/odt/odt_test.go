package odt

import (
	"bytes"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/officetest"
)

func TestDocumentsAreWellFormedAndTheSameEveryTime(t *testing.T) {
	d := officetest.Sample(t, nil)
	officetest.SameEveryTime(t, "odt", func() *form.Form { return Write(&d) })
}

func TestLibreOfficeShowsHeadingsAndValues(t *testing.T) {
	d := officetest.Sample(t, nil)
	officetest.PrintsSample(t, "odt", Write(&d))
}

func TestEveryBlockHasABookmarkAroundIt(t *testing.T) {
	d := officetest.Sample(t, nil)
	for name, values := range map[string]map[string]string{"empty": nil, "filled": officetest.Values()} {
		content := officetest.Part(t, Write(&d), "content.xml", values)
		at := 0
		for _, block := range d.Blocks {
			start := strings.Index(content, `<text:bookmark-start text:name="`+block.Bookmark+`"/>`)
			end := strings.Index(content, `<text:bookmark-end text:name="`+block.Bookmark+`"/>`)
			if start < at || end < start {
				t.Errorf("%s: the bookmark %s runs from %d to %d, behind %d", name, block.Bookmark, start, end, at)
			}
			if body := content[start:end]; strings.Count(body, "<table:table ") != strings.Count(body, "</table:table>") {
				t.Errorf("%s: the bookmark %s starts or ends in a table", name, block.Bookmark)
			}
			at = end
		}
	}
}

func TestAFieldHasOneValueAndManyPlaces(t *testing.T) {
	d := officetest.Sample(t, nil)
	content := officetest.Part(t, Write(&d), "content.xml", nil)
	if n := strings.Count(content, `text:name="kommune.name"/>`); n != 1 {
		t.Errorf("the field is declared %d times", n)
	}
	if n := strings.Count(content, `<text:user-field-get text:name="kommune.name">[Name der Kommune]<`); n < 4 {
		t.Errorf("the field is shown %d times", n)
	}
}

func TestTheStampIsInTheProperties(t *testing.T) {
	d := officetest.Sample(t, nil)
	meta := officetest.Part(t, Write(&d), "meta.xml", officetest.Values())
	for _, want := range []string{
		`meta:name="nachbar.id" meta:value-type="string">muster<`, `"nachbar.version" meta:value-type="string">1.2.3<`, `>https://portal.example.org/<`,
		`"nachbar.copied" meta:value-type="string">2027-01-15<`, `"nachbar.a.bcb.name" meta:value-type="string">=SUMME(A1)<`, "<dc:language>de-DE<",
	} {
		if !strings.Contains(meta, want) {
			t.Errorf("no %s in %s", want, meta)
		}
	}
	if empty := officetest.Part(t, Write(&d), "meta.xml", nil); strings.Contains(empty, "nachbar.a.") || strings.Contains(empty, "copied") {
		t.Errorf("an empty copy has values: %s", empty)
	}
}

func TestAChangedFieldShowsInAllItsPlaces(t *testing.T) {
	d := officetest.Sample(t, nil)
	f := Write(&d)
	files, err := f.Fill(nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range files {
		// What somebody changes in LibreOffice is the declaration.
		files[i].Data = bytes.ReplaceAll(files[i].Data, []byte(`office:string-value="[Name der Kommune]"`), []byte(`office:string-value="Stadt Neu"`))
	}
	var changed bytes.Buffer
	if err := form.Write(&changed, files); err != nil {
		t.Fatal(err)
	}
	text := officetest.PDFText(t, officetest.Convert(t, "muster.odt", changed.Bytes(), "pdf"))
	if strings.Contains(text, "Name der Kommune") || strings.Count(text, "Stadt Neu") < 8 {
		t.Errorf("the field shows %d times:\n%s", strings.Count(text, "Stadt Neu"), text)
	}
}
