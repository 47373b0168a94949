package docx

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/officetest"
)

func TestDocumentsAreWellFormedAndTheSameEveryTime(t *testing.T) {
	d := officetest.Sample(t, nil)
	officetest.SameEveryTime(t, "docx", func() *form.Form { return Write(&d) })
}

func TestLibreOfficeShowsHeadingsAndValues(t *testing.T) {
	d := officetest.Sample(t, nil)
	officetest.PrintsSample(t, "docx", Write(&d))
}

// all returns every match of a pattern's group in a text.
func all(pattern, text string) []string {
	var out []string
	for _, match := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		out = append(out, match[1])
	}
	return out
}

func TestEveryBlockHasABookmarkAroundIt(t *testing.T) {
	d := officetest.Sample(t, nil)
	for name, values := range map[string]map[string]string{"empty": nil, "filled": officetest.Values()} {
		text := officetest.Part(t, Write(&d), "word/document.xml", values)
		names := all(`<w:bookmarkStart w:id="\d+" w:name="([^"]+)"/>`, text)
		var want []string
		for _, block := range d.Blocks {
			want = append(want, block.Bookmark)
			if len(block.Bookmark) > 40 || !strings.HasPrefix(block.Bookmark, "_nb_muster_") {
				t.Errorf("the bookmark %s is no hidden one that Word keeps", block.Bookmark)
			}
		}
		if !slices.Equal(names, want) {
			t.Errorf("%s: bookmarks are %q, want %q", name, names, want)
		}
		starts, ends := all(`<w:bookmarkStart w:id="(\d+)"`, text), all(`<w:bookmarkEnd w:id="(\d+)"`, text)
		if !slices.Equal(starts, ends) {
			t.Errorf("%s: bookmarks start as %q and end as %q", name, starts, ends)
		}
	}
}

func TestAFieldIsBoundToOnePlaceInTheStore(t *testing.T) {
	d := officetest.Sample(t, nil)
	f := Write(&d)
	text := officetest.Part(t, f, "word/document.xml", nil) + officetest.Part(t, f, "word/header1.xml", nil) + officetest.Part(t, f, "word/footnotes.xml", nil)
	ids := all(`<w:sdtPr>.*?<w:id w:val="(\d+)"/>`, text)
	if slices.Sort(ids); len(slices.Compact(slices.Clone(ids))) != len(ids) || len(ids) < 10 {
		t.Errorf("ids of controls are %q", ids)
	}
	if places := all(`<w:tag w:val="kommune\.name"/><w:id w:val="\d+"/><w:dataBinding [^>]*w:xpath="([^"]+)"`, text); len(places) < 4 || len(slices.Compact(places)) != 1 {
		t.Errorf("the field is bound to %q", places)
	}
	store := officetest.Part(t, f, "customXml/item1.xml", officetest.Values())
	if !strings.Contains(store, `<feld id="kommune.name">Gemeinde &lt;Muster&gt; &amp; &quot;Söhne&quot; ß 😀</feld>`) || !strings.Contains(store, `<feld id="it.leitung.name">[Leitung IT]</feld>`) {
		t.Errorf("the store is %s", store)
	}
}

func TestRelationsAndNumberingsResolve(t *testing.T) {
	d := officetest.Sample(t, nil)
	f := Write(&d)
	have := map[string]bool{}
	for _, p := range f.Parts {
		have[p.Name] = true
	}
	for _, target := range all(`Target="([^"]+)"/>`, officetest.Part(t, f, "word/_rels/document.xml.rels", nil)) {
		if name := filepath.ToSlash(filepath.Join("word", target)); !have[name] {
			t.Errorf("a relation leads to %s", name)
		}
	}
	for _, name := range []string{"document", "footnotes"} {
		rels := officetest.Part(t, f, "word/_rels/"+name+".xml.rels", nil)
		for _, id := range all(`r:(?:id|embed)="([^"]+)"`, officetest.Part(t, f, "word/"+name+".xml", nil)) {
			if !strings.Contains(rels, `Id="`+id+`"`) {
				t.Errorf("%s: no relation %s", name, id)
			}
		}
	}
	numbering := officetest.Part(t, f, "word/numbering.xml", nil)
	if strings.LastIndex(numbering, "<w:abstractNum ") > strings.Index(numbering, "<w:num ") {
		t.Error("a list stands in front of its kind")
	}
	for _, id := range all(`<w:numId w:val="(\d+)"`, officetest.Part(t, f, "word/document.xml", nil)) {
		if id != "0" && !strings.Contains(numbering, `<w:num w:numId="`+id+`"`) {
			t.Errorf("no list %s", id)
		}
	}
	styles := officetest.Part(t, f, "word/styles.xml", nil)
	for _, id := range all(`<w:[pr]Style w:val="(\w+)"`, officetest.Part(t, f, "word/document.xml", nil)) {
		if !strings.Contains(styles, `w:styleId="`+id+`"`) {
			t.Errorf("no style %s", id)
		}
	}
}

func TestTheStampSurvivesLibreOffice(t *testing.T) {
	d := officetest.Sample(t, nil)
	data := officetest.Filled(t, Write(&d), officetest.Values())
	var err error
	for _, to := range []string{"odt", "docx"} {
		from := map[string]string{"odt": "a.docx", "docx": "a.odt"}[to]
		if data, err = os.ReadFile(officetest.Convert(t, from, data, to)); err != nil {
			t.Fatal(err)
		}
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	read := func(name string) string {
		src, err := fs.ReadFile(r, name)
		if err != nil {
			t.Fatal(err)
		}
		return string(src)
	}
	properties, text := read("docProps/custom.xml"), read("word/document.xml")
	for _, p := range d.Stamp {
		if p.Field == "" && !strings.Contains(properties, `name="`+p.Name+`"`) {
			t.Errorf("%s is lost", p.Name)
		}
	}
	for _, block := range d.Blocks {
		if !strings.Contains(text, `w:name="`+block.Bookmark+`"`) {
			t.Errorf("the bookmark %s is lost", block.Bookmark)
		}
	}
}
