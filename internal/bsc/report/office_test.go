package report

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/office/officetest"
)

// caseOf is an input by its name.
func caseOf(t *testing.T, name string) Input {
	t.Helper()
	for _, c := range inputs(t) {
		if c.name == name {
			return c.in
		}
	}
	t.Fatalf("no case %s", name)
	return Input{}
}

// LibreOffice opens all files and prints every line of the model; the short
// report has two pages at most.
func TestReportsPrintWithAllTheirLines(t *testing.T) {
	words, dir := shippedWords(t), t.TempDir()
	models := map[string]Model{}
	for _, name := range []string{"mixed", "hostile"} {
		in := caseOf(t, name)
		models[name+"-short"], models[name+"-long"] = ShortReport(&in), LongReport(&in)
	}
	for id, c := range shipped(t) { // with the longest texts that there are
		in := Input{Catalogue: c, Sheet: filled(c, 1, 1), Previous: filled(c, 2, 1), Release: round(id, .3, .7), Words: words, Date: "2026-07-31"}
		models[id] = ShortReport(&in)
	}
	var sources []string
	for name, m := range models {
		for _, format := range []string{ODT, DOCX} {
			data, err := Write(m, format, words)
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(dir, name+"-"+format+"."+format)
			if err := os.WriteFile(file, data, 0o600); err != nil {
				t.Fatal(err)
			}
			sources = append(sources, file)
		}
	}
	officetest.ConvertAll(t, "pdf", filepath.Join(dir, "out"), sources...)
	for _, source := range sources {
		name := strings.TrimSuffix(filepath.Base(source), filepath.Ext(source))
		m, pdf := models[name[:strings.LastIndex(name, "-")]], filepath.Join(dir, "out", name+".pdf")
		text := squeezed(officetest.PDFText(t, pdf))
		for _, want := range append(linesOf(m.Blocks), m.Title, m.Label, m.Code) {
			if !strings.Contains(text, squeezed(want)) {
				t.Errorf("%s does not show %q", name, want)
			}
		}
		if m.Kind == Short && !strings.Contains(text, "Seite1von1") && !strings.Contains(text, "Seite2von2") {
			t.Errorf("%s has more than two pages", name)
		}
		if strings.Contains(text, "@@TITLE") || strings.Contains(text, "[short.") || strings.Contains(text, "[long.") {
			t.Errorf("%s shows what nobody should see", name)
		}
	}
}

// linesOf are headings and the first words of what stands outside tables, whose
// cells are wrapped between those of other columns.
func linesOf(list []Block) []string {
	var out []string
	for _, b := range list {
		for _, line := range append([][]Run{b.Text}, b.Items...) {
			if len(line) > 0 && line[0].Text != "" {
				first := []rune(line[0].Text)
				out = append(out, string(first[:min(len(first), 40)]))
			}
		}
		for _, row := range b.Rows {
			if len(row[0].Text) > 0 {
				out = append(out, strings.Fields(row[0].Text[0].Text)[0])
			}
		}
		out = append(out, linesOf(b.Blocks)...)
	}
	return out
}

// squeezed is a text without blanks and without what fonts may lack.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0xa0 || r > 0x3000 {
			return -1
		}
		return r
	}, s)
}

func TestOfficeFilesAreWellFormed(t *testing.T) {
	words := shippedWords(t)
	for _, c := range inputs(t) {
		book, err := XLSX(&c.in)
		if err != nil {
			t.Fatal(err)
		}
		wellFormed(t, c.name+".xlsx", book)
		for _, m := range []Model{ShortReport(&c.in), LongReport(&c.in)} {
			for _, format := range []string{ODT, DOCX} {
				data, err := Write(m, format, words)
				if err != nil {
					t.Fatal(err)
				}
				wellFormed(t, c.name+"."+format, data)
			}
		}
	}
	if _, err := Write(Model{}, "pdf", words); err == nil {
		t.Error("an unknown format is written")
	}
	if _, err := Shell("pdf", words); err == nil {
		t.Error("a shell of an unknown format is written")
	}
}

func wellFormed(t *testing.T, name string, data []byte) {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range r.File {
		if !strings.HasSuffix(part.Name, ".xml") && !strings.HasSuffix(part.Name, ".rels") {
			continue
		}
		rc, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(rc)
		for err == nil {
			_, err = d.Token()
		}
		if err != io.EOF {
			t.Errorf("%s, %s: %v", name, part.Name, err)
		}
	}
}

func TestMeasuresNeverBecomeFormulas(t *testing.T) {
	in := caseOf(t, "hostile")
	data, err := XLSX(&in)
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	sheet := ""
	for _, part := range r.File {
		if part.Name == "xl/worksheets/sheet3.xml" {
			rc, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			src, err := io.ReadAll(rc)
			if err != nil {
				t.Fatal(err)
			}
			sheet = string(src)
		}
	}
	if !strings.Contains(sheet, `<t xml:space="preserve">=1+1 `) || !strings.Contains(sheet, `<t xml:space="preserve">+49 `) {
		t.Error("what was written is not there as text")
	}
	for _, f := range regexp.MustCompile(`<f>[^<]*</f>`).FindAllString(sheet, -1) {
		if strings.Contains(f, "1+1") || strings.Contains(f, "+49") {
			t.Errorf("a formula holds what was written: %s", f)
		}
	}
}

func TestThePageHasNoScriptAndAsksNobody(t *testing.T) {
	words := shippedWords(t)
	for _, c := range inputs(t) {
		for _, m := range []Model{ShortReport(&c.in), LongReport(&c.in)} {
			data, err := HTML(m, words)
			if err != nil {
				t.Fatal(err)
			}
			root, err := html.Parse(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			ids := map[string]bool{}
			for n := range root.Descendants() {
				checkElement(t, c.name, n, ids)
			}
			for _, want := range linesOf(m.Blocks) {
				if !strings.Contains(html.UnescapeString(string(data)), want) {
					t.Errorf("%s: the page does not show %q", c.name, want)
				}
			}
		}
	}
}

func checkElement(t *testing.T, name string, n *html.Node, ids map[string]bool) {
	t.Helper()
	switch n.Data {
	case "script", "img", "link", "iframe", "object", "form", "b":
		if n.Type == html.ElementNode {
			t.Errorf("%s: the page has a %s", name, n.Data)
		}
	}
	for _, a := range n.Attr {
		switch {
		case strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src":
			t.Errorf("%s: the page has %s=%q", name, a.Key, a.Val)
		case a.Key == "href" && !strings.HasPrefix(a.Val, "#") && !strings.HasPrefix(a.Val, "https://portal.example.org/"):
			t.Errorf("%s: the page leads to %q", name, a.Val)
		case a.Key == "id" && ids[a.Val]:
			t.Errorf("%s: the id %q stands twice", name, a.Val)
		case a.Key == "id":
			ids[a.Val] = true
		}
	}
}

func TestAssessmentResultsHaveWhatOSCALRequires(t *testing.T) {
	in := caseOf(t, "mixed")
	data, err := OSCAL(&in)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := OSCAL(&in)
	if !bytes.Equal(data, again) {
		t.Error("two files of one sheet differ")
	}
	var file map[string]any
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	uuids := map[string]bool{}
	required(t, "assessment-results", file["assessment-results"], uuids)
	in.Sheet.Member += "x"
	other, _ := OSCAL(&in)
	for id := range uuids {
		if bytes.Contains(other, []byte(`"uuid": "`+id+`"`)) {
			t.Errorf("another sheet has the uuid %s, too", id)
		}
	}
	var typed oscalFile
	if err := json.Unmarshal(data, &typed); err != nil {
		t.Fatal(err)
	}
	checkStates(t, &in, typed.Results.Results[0])
}

// requires are the keys that OSCAL 1.1.3 asks of each object (NIST, assessment
// results model), by the key under which the object stands.
var requires = map[string][]string{
	"assessment-results": {"uuid", "metadata", "import-ap", "results"},
	"metadata":           {"title", "last-modified", "version", "oscal-version"},
	"import-ap":          {"href"},
	"results":            {"uuid", "title", "description", "start", "reviewed-controls"},
	"reviewed-controls":  {"control-selections"},
	"include-controls":   {"control-id"},
	"observations":       {"uuid", "description", "methods", "collected"},
	"findings":           {"uuid", "title", "description", "target"},
	"target":             {"type", "target-id", "status"},
	"status":             {"state"},
	"risks":              {"uuid", "title", "description", "statement", "status"},
	"remediations":       {"uuid", "lifecycle", "title", "description"},
	"resources":          {"uuid"},
	"parties":            {"uuid", "type"},
	"props":              {"name", "value"},
}

var uuid5 = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

func required(t *testing.T, key string, value any, uuids map[string]bool) {
	t.Helper()
	switch value := value.(type) {
	case []any:
		if len(value) == 0 {
			t.Errorf("%s is an empty list", key)
		}
		for _, one := range value {
			required(t, key, one, uuids)
		}
	case map[string]any:
		for _, name := range requires[key] {
			if value[name] == nil || value[name] == "" {
				t.Errorf("%s has no %s", key, name)
			}
		}
		for name, one := range value {
			required(t, name, one, uuids)
		}
	case string:
		if key == "uuid" && (!uuid5.MatchString(value) || uuids[value]) {
			t.Errorf("%q is no uuid of its own", value)
		}
		if key == "uuid" {
			uuids[value] = true
		}
	}
}

func checkStates(t *testing.T, in *Input, r oscalResult) {
	t.Helper()
	want := map[bsc.Answer]string{bsc.Yes: "satisfied implemented", bsc.Partly: "not-satisfied partial", bsc.No: "not-satisfied", bsc.NotApplicable: "satisfied not-applicable"}
	findings := 0
	for _, q := range in.Catalogue.Questions {
		if in.Sheet.Answer(q.ID) != bsc.Open {
			findings++
		}
	}
	if len(r.Findings) != findings || len(r.Reviewed.Selections[0].Include) != findings {
		t.Errorf("%d findings, %d reviewed of %d answers", len(r.Findings), len(r.Reviewed.Selections[0].Include), findings)
	}
	for _, f := range r.Findings {
		answer := in.Sheet.Answer(strings.TrimSuffix(f.Target.ID, "_smt"))
		got := f.Target.Status.State
		if f.Target.Implementation != nil {
			got += " " + f.Target.Implementation.State
		}
		if answer == bsc.No {
			got = strings.TrimSuffix(got, " planned")
		}
		if got != want[answer] || (len(f.Risks) == 1) != (answer == bsc.No || answer == bsc.Partly) {
			t.Errorf("%s: %s is %q with %d risks", f.Title, answer, got, len(f.Risks))
		}
	}
}

func TestAssessmentResultsNeedADay(t *testing.T) {
	in := caseOf(t, "open")
	if _, err := OSCAL(&in); err != nil {
		t.Errorf("the day of the report does not do: %v", err)
	}
	in.Date = "heute"
	if _, err := OSCAL(&in); err == nil {
		t.Error("a file without a day is written")
	}
}
