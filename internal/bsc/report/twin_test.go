package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strconv"
	"testing"

	"github.com/kaaw/nachbar/internal/disclosure"
	"github.com/kaaw/nachbar/internal/office/form"
)

var update = flag.Bool("update", false, "write the files that the TypeScript tests check, too")

// twinCase is an input with the reports that both sides have to make of it.
type twinCase struct {
	Name string `json:"name"`
	// Catalogue is an id.
	Catalogue string              `json:"catalogue"`
	Sheet     json.RawMessage     `json:"sheet"`
	Previous  json.RawMessage     `json:"previous,omitempty"`
	Release   *disclosure.Release `json:"release,omitempty"`
	Portal    string              `json:"portal"`
	Date      string              `json:"date"`
	Short     Model               `json:"short"`
	Long      Model               `json:"long"`
	Measures  []string            `json:"measures"` // ids in their order
}

func makeCase(t *testing.T, c namedInput) twinCase {
	t.Helper()
	out := twinCase{Name: c.name, Catalogue: c.in.Catalogue.ID, Release: c.in.Release, Portal: c.in.Portal, Date: c.in.Date, Short: ShortReport(&c.in), Long: LongReport(&c.in), Measures: []string{}}
	for _, m := range Measures(&c.in) {
		out.Measures = append(out.Measures, m.Question.ID)
	}
	var err error
	if out.Sheet, err = SheetJSON(c.in.Sheet); err != nil {
		t.Fatal(err)
	}
	if c.in.Previous != nil {
		if out.Previous, err = SheetJSON(c.in.Previous); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestReportsAreWhatTheTwinExpects(t *testing.T) {
	catalogues := map[string]json.RawMessage{}
	for id, c := range probe(t) {
		data, err := CatalogueJSON(c, pages)
		if err != nil {
			t.Fatal(err)
		}
		catalogues[id] = data
	}
	var cases []any
	for _, c := range inputs(t) {
		cases = append(cases, makeCase(t, c))
	}
	compare(t, "reports.json", []any{shippedWords(t)}, []any{catalogues}, cases)
}

// oddModel has what no report has yet: more entries in its contents than a page
// holds, blocks in every order, texts that need care.
func oddModel() Model {
	m := Model{Kind: Long, Title: "Seltsam & <selten>", Owner: "@@CODE@@", Label: Label, Code: "  zwei  Blanks ", Contents: true}
	grid := Block{Kind: Table, Caption: "Tafel", Columns: []Column{{"", TextColumn, 3333}, {"Zahl", NumberColumn, 3333}, {"Balken", BarColumn, 3334}}, Rows: [][]Cell{
		{{}, cell("1"), {Text: plain("0 %")}}, {lines(plain("a"), nil, plain("  b\n  c")), cell("2"), {Text: plain("100 %"), Bar: 100}}, {cell("x"), cell("3"), {Text: plain("2 %"), Bar: 2}},
	}}
	list := Block{Kind: List, Items: [][]Run{plain("eins"), {{Text: "zwei", Link: "https://a.example/?x=1&y"}, {Text: "drei", Link: "https://a.example/?x=1&y", Bold: true}}, {}}}
	box := callout("warning", "", list, paragraph(), paragraph(Run{Text: "vor"}), list)
	for i := range 18 {
		m.Blocks = append(m.Blocks, heading(1+i%3, "ort-"+strconv.Itoa(i), "Ort "+strconv.Itoa(i)))
		m.Blocks = append(m.Blocks, []Block{grid, list, box, {Kind: Break}, paragraph(Run{Text: "\u00a0x", Bold: true, Italic: true})}[i%5])
	}
	m.Blocks = append(m.Blocks, Block{Kind: Break}, heading(3, "tief", "Tief"), Block{Kind: Break}, grid, Block{Kind: Break}, box, paragraph(Run{Text: "vor"}), grid)
	for i := range 17 {
		m.Blocks = append(m.Blocks, heading(2, "thema-"+strconv.Itoa(i), "Thema"))
	}
	return m
}

// officeCase is an office file that the browser has to make of a case: the text
// of the parts that depend on it.
type officeCase struct {
	Case   string            `json:"case"`
	Kind   string            `json:"kind"`
	Format string            `json:"format"`
	Parts  map[string]string `json:"parts"`
	// Model is that of the case in reports.json if it is nil.
	Model *Model `json:"model,omitempty"`
}

func TestOfficeFilesAreWhatTheTwinExpects(t *testing.T) {
	words := shippedWords(t)
	shells := map[string]*form.Form{}
	var files []any
	for _, format := range []string{ODT, DOCX} {
		shell, err := Shell(format, words)
		if err != nil {
			t.Fatal(err)
		}
		shells[format] = shell
		for _, c := range inputs(t) {
			if c.name == "mixed" || c.name == "hostile" {
				files = append(files, officeFile(t, c.name, ShortReport(&c.in), format, words), officeFile(t, c.name, LongReport(&c.in), format, words))
			}
		}
		odd := officeFile(t, "odd", oddModel(), format, words)
		odd.Model = new(oddModel())
		files = append(files, odd)
	}
	compare(t, "office.json", []any{shells}, files)
}

func officeFile(t *testing.T, name string, m Model, format string, w Words) officeCase {
	t.Helper()
	d := Document(m, w)
	f, err := write(&d, format)
	if err != nil {
		t.Fatal(err)
	}
	files, err := f.Fill(nil)
	if err != nil {
		t.Fatal(err)
	}
	out := officeCase{Case: name, Kind: m.Kind, Format: format, Parts: map[string]string{}}
	for _, file := range files {
		switch file.Name {
		case "content.xml", "word/document.xml", "word/_rels/document.xml.rels", "word/header1.xml", "word/footer1.xml", "docProps/core.xml":
			out.Parts[file.Name] = string(file.Data)
		}
	}
	return out
}

// compare holds lists of values, one value a line, to a file in testdata.
func compare(t *testing.T, name string, lists ...[]any) {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	b.WriteString("[\n")
	for i, list := range lists {
		b.WriteString("[\n")
		for j, value := range list {
			if err := e.Encode(value); err != nil {
				t.Fatal(err)
			}
			if j < len(list)-1 {
				b.WriteString(",")
			}
		}
		b.WriteString("]\n")
		if i < len(lists)-1 {
			b.WriteString(",")
		}
	}
	b.WriteString("]\n")
	if *update {
		if err := os.WriteFile("testdata/"+name, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/" + name)
	if err != nil || !bytes.Equal(b.Bytes(), want) {
		t.Errorf("testdata/%s is not up to date, run go test -update (%v)", name, err)
	}
}
