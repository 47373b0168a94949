package sheet_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/ods"
	"github.com/kaaw/nachbar/internal/office/officetest"
	"github.com/kaaw/nachbar/internal/office/parts"
	"github.com/kaaw/nachbar/internal/office/sheet"
	"github.com/kaaw/nachbar/internal/office/xlsx"
)

// pack makes an archive of names and contents.
func pack(tb testing.TB, names ...string) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i+1 < len(names); i += 2 {
		part, err := w.Create(names[i])
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := part.Write([]byte(names[i+1])); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

const (
	rel  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>`
	odf  = `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>%s</office:spreadsheet></office:body></office:document-content>`
)

func relation(id, kind, target, more string) string {
	return fmt.Sprintf(`<Relationship Id="%s" Type="%s/%s" Target="%s" %s/>`, id, rel, kind, target, more)
}

// excel makes a workbook as Excel does, of the rows of its sheet.
func excel(tb testing.TB, rows string, more ...string) []byte {
	const space = ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + rel + `"`
	return pack(tb, append([]string{
		"_rels/.rels", fmt.Sprintf(rels, relation("rId1", "officeDocument", "xl/workbook.xml", "")),
		"xl/workbook.xml", `<workbook` + space + `><sheets><sheet name="Blatt 1" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="NB_X">'Blatt 1'!$B$2</definedName><definedName name="span">'Blatt 1'!$B$2:$C$3</definedName></definedNames></workbook>`,
		"xl/_rels/workbook.xml.rels", fmt.Sprintf(rels, relation("rId1", "worksheet", "worksheets/sheet1.xml", "")+relation("rId2", "sharedStrings", "sharedStrings.xml", "")+relation("rId3", "styles", "styles.xml", "")),
		"xl/sharedStrings.xml", `<sst` + space + `><si><t>ja</t></si><si><r><t>ge</t></r><r><rPr/><t>teilt</t></r><rPh><t>x</t></rPh></si></sst>`,
		"xl/styles.xml", `<styleSheet` + space + `><numFmts><numFmt numFmtId="170" formatCode="&quot;day&quot; 0"/><numFmt numFmtId="171" formatCode="[$-407]dd/mm/yy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml", `<worksheet` + space + `><sheetData>` + rows + `</sheetData></worksheet>`,
	}, more...)...)
}

// calc makes an OpenDocument spreadsheet of the tables.
func calc(tb testing.TB, tables string, more ...string) []byte {
	return pack(tb, append([]string{"mimetype", ods.MimeType, "META-INF/manifest.xml", "<x/>", "content.xml", fmt.Sprintf(odf, tables)}, more...)...)
}

func read(t *testing.T, name string, src []byte) *sheet.Workbook {
	t.Helper()
	w, err := sheet.Read(context.Background(), name, src)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestCellsOfExcelAreRead(t *testing.T) {
	w := read(t, "a.xlsx", excel(t, `<row r="2"><c r="B2" t="s"><v>0</v></c><c t="s"><v>1</v></c><c r="F2" t="b"><v>1</v></c></row>`+
		`<row><c t="inlineStr"><is><t> nein </t></is></c><c s="1"><v>46478</v></c><c s="2"><v>46478</v></c><c s="3"><v>46478.5</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="str"><f>"j"&amp;"a"</f><v>ja</v></c><c><v>0.5</v></c><c/></row>`))
	want := []sheet.Row{
		{Number: 2, Cells: []sheet.Cell{{Column: 1, Text: "ja"}, {Column: 2, Text: "geteilt"}, {Column: 5, Text: "true", Kind: sheet.Truth}}},
		{Number: 3, Cells: []sheet.Cell{
			{Column: 0, Text: "nein"}, {Column: 1, Text: "2027-04-01", Kind: sheet.Day}, {Column: 2, Text: "46478", Kind: sheet.Number}, {Column: 3, Text: "2027-04-01T12:00:00", Kind: sheet.Day},
			{Column: 4, Text: "#DIV/0!", Kind: sheet.Error, Formula: true}, {Column: 5, Text: "ja", Formula: true}, {Column: 6, Text: "0.5", Kind: sheet.Number},
		}},
	}
	if !reflect.DeepEqual(w.Sheets[0].Rows, want) {
		t.Errorf("got %+v\nwant %+v", w.Sheets[0].Rows, want)
	}
	if got := w.At(w.Names["nb_x"]); got.Text != "ja" || len(w.Names) != 1 {
		t.Errorf("the named cell holds %+v, names are %v", got, w.Names)
	}
}

func TestCellsOfCalcAreRead(t *testing.T) {
	w := read(t, "a.ods", calc(t, `<table:table table:name="Eins"><table:table-header-rows><table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table-header-rows>`+
		`<table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell table:number-columns-repeated="2"><text:p>ge<text:span>teilt</text:span></text:p><text:p>zwei<text:s/>Zeilen</text:p><office:annotation><text:p>Notiz</text:p></office:annotation></table:table-cell></table:table-row>`+
		`<table:table-row><table:table-cell office:value-type="date" office:date-value="2027-04-01"><text:p>01.04.27</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50 %</text:p></table:table-cell><table:table-cell table:formula="of:=1/0"><text:p>#DIV/0!</text:p></table:table-cell><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell></table:table-row>`+
		`<table:table-row table:number-rows-repeated="1048560"><table:table-cell/></table:table-row></table:table><table:named-expressions><table:named-range table:name="NB_X" table:cell-range-address="$Eins.$A$6"/></table:named-expressions>`))
	text := []sheet.Cell{{Column: 1, Text: "geteilt\nzwei Zeilen"}, {Column: 2, Text: "geteilt\nzwei Zeilen"}}
	want := []sheet.Row{{Number: 4, Cells: text}, {Number: 5, Cells: text}, {Number: 6, Cells: []sheet.Cell{
		{Column: 0, Text: "2027-04-01", Kind: sheet.Day}, {Column: 2, Text: "0.5", Kind: sheet.Number}, {Column: 3, Text: "#DIV/0!", Kind: sheet.Error, Formula: true}, {Column: 4, Text: "true", Kind: sheet.Truth},
	}}}
	if !reflect.DeepEqual(w.Sheets[0].Rows, want) {
		t.Errorf("got %+v\nwant %+v", w.Sheets[0].Rows, want)
	}
	if got := w.At(w.Names["nb_x"]); got.Text != "2027-04-01" {
		t.Errorf("the named cell holds %+v", got)
	}
}

func TestTablesAsTextAreReadWhateverTheirSeparator(t *testing.T) {
	for name, src := range map[string]string{
		"semicolons": "\ufeffA;B\r\n\"x\ny\";'=1\r\n", "commas": "A,B\n\"x\ny\",'=1\n", "tabs": "A\tB\n\"x\ny\"\t'=1", "Windows": "A;B\n\"x\ny\";'=1\n\xe4;\n",
	} {
		w := read(t, "a.csv", []byte(src))
		rows := w.Sheets[0].Rows
		if rows[1].Number != 2 || rows[1].Cell(0).Text != "x\ny" || rows[1].Cell(1).Text != "=1" {
			t.Errorf("%s: %+v", name, rows)
		}
		if name == "Windows" && (rows[2].Cell(0).Text != "ä" || rows[2].Number != 4) {
			t.Errorf("%s: %+v", name, rows)
		}
	}
}

func TestGuardedTextComesBack(t *testing.T) {
	for _, text := range []string{"", "a", "=1", "'=1", "'a", "-", "＝1", "\tx", "+49", "''"} {
		if got := sheet.Unguarded(sheet.Guarded(text)); got != text {
			t.Errorf("%q comes back as %q", text, got)
		}
	}
}

// What LibreOffice makes of a grid holds the same cells.
func TestWhatLibreOfficeSavesIsReadAlike(t *testing.T) {
	values := officetest.Values()
	values["wahl"] = "ja"
	dir := t.TempDir()
	want := cellsOf(read(t, "a.xlsx", officetest.Filled(t, xlsx.WriteGrid(officetest.Grid()), values)))
	for format, f := range map[string]*form.Form{"xlsx": xlsx.WriteGrid(officetest.Grid()), "ods": ods.WriteGrid(officetest.Grid())} {
		if err := os.WriteFile(filepath.Join(dir, "a."+format), officetest.Filled(t, f, values), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, to := range []string{"xlsx", "ods"} {
			out := filepath.Join(dir, format, to)
			officetest.ConvertAll(t, to, out, filepath.Join(dir, "a."+format))
			src, err := os.ReadFile(filepath.Join(out, "a."+to))
			if err != nil {
				t.Fatal(err)
			}
			w := read(t, "a."+to, src)
			if got := cellsOf(w); got != want {
				t.Errorf("%s saved as %s:\n%s\nwant\n%s", format, to, got, want)
			}
			if w.Names["nb_x"] != (sheet.Place{Sheet: "Ein's", Column: 1, Row: 3}) || w.At(sheet.Place{Sheet: "Summe", Column: 1, Row: 2}).Text != "0.25" {
				t.Errorf("%s saved as %s: names %v", format, to, w.Names)
			}
		}
	}
}

// cellsOf lists the cells that no formula fills.
func cellsOf(w *sheet.Workbook) string {
	var b strings.Builder
	for _, s := range w.Sheets {
		for _, row := range s.Rows {
			for _, c := range row.Cells {
				if !c.Formula {
					fmt.Fprintf(&b, "%s!%s %q %d\n", s.Name, sheet.Place{Column: c.Column, Row: row.Number}.Cell(), c.Text, c.Kind)
				}
			}
		}
	}
	return b.String()
}

// refusals are files with the message they get.
func refusals(tb testing.TB) map[string]struct {
	name, id string
	src      []byte
} {
	type file = struct {
		name, id string
		src      []byte
	}
	external := func(kind string) []byte {
		return excel(tb, "", "xl/worksheets/_rels/sheet1.xml.rels", fmt.Sprintf(rels, relation("rId9", kind, "https://example.org/", `TargetMode="External"`)))
	}
	ole := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 600)...)
	stream := func(name string) []byte {
		src := bytes.Clone(ole)
		for _, c := range []byte(name + "\x00") {
			src = append(src, c, 0)
		}
		return src
	}
	cells := `<table:table table:name="x"><table:table-row table:number-rows-repeated="%s"><table:table-cell table:number-columns-repeated="%s"><text:p>x</text:p></table:table-cell></table:table-row></table:table>`
	return map[string]file{
		"macros of Excel":        {"a.xlsx", "sheet-macros", excel(tb, "", "xl/vbaProject.bin", "x")},
		"old macros of Excel":    {"a.xlsx", "sheet-macros", excel(tb, "", "xl/macrosheets/sheet1.xml", "x")},
		"macros by another name": {"a.xlsx", "sheet-macros", excel(tb, "", "xl/_rels/x.rels", fmt.Sprintf(rels, relation("a", "vbaProject", "x.bin", "")))},
		"macros of Calc":         {"a.ods", "sheet-macros", calc(tb, "", "Basic/Standard/Module1.xml", "x")},
		"scripts of Calc":        {"a.ods", "sheet-macros", calc(tb, "", "Scripts/python/x.py", "x")},
		"links of Excel":         {"a.xlsx", "sheet-links", excel(tb, "", "xl/externalLinks/externalLink1.xml", "x")},
		"a picture elsewhere":    {"a.xlsx", "sheet-links", external("image")},
		"an embedded object":     {"a.xlsx", "sheet-links", external("oleObject")},
		"links of Calc":          {"a.ods", "sheet-links", calc(tb, `<table:table table:name="x"><table:table-source/></table:table>`)},
		"a password of Excel":    {"a.xlsx", "sheet-encrypted", stream("EncryptedPackage")},
		"a password of Calc":     {"a.ods", "sheet-encrypted", pack(tb, "META-INF/manifest.xml", `<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:encryption-data/></m:manifest>`, "content.xml", "x")},
		"an old format":          {"a.xls", "sheet-legacy", stream("Workbook")},
		"a text document":        {"a.docx", "sheet-kind", pack(tb, "_rels/.rels", fmt.Sprintf(rels, relation("a", "officeDocument", "w.xml", "")), "w.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>`)},
		"a PDF":                  {"a.xlsx", "sheet-kind", []byte("%PDF-1.7")},
		"nothing":                {"a.xlsx", "sheet-kind", nil},
		"a broken archive":       {"a.xlsx", "sheet-damaged", []byte("PK\x03\x04xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")},
		"a text that is missing": {"a.xlsx", "sheet-damaged", excel(tb, `<row><c t="s"><v>7</v></c></row>`)},
		"cells out of order":     {"a.xlsx", "sheet-damaged", excel(tb, `<row><c r="B1"><v>7</v></c><c r="A1"><v>7</v></c></row>`)},
		"rows out of order":      {"a.xlsx", "sheet-damaged", excel(tb, `<row r="2"><c><v>7</v></c></row><row r="2"><c><v>7</v></c></row>`)},
		"a document type":        {"a.ods", "sheet-damaged", pack(tb, "content.xml", `<!DOCTYPE x [<!ENTITY a "b">]><x/>`)},
		"endless rows":           {"a.ods", "sheet-rows", calc(tb, fmt.Sprintf(cells, "1000000", "1"))},
		"endless cells":          {"a.ods", "sheet-rows", calc(tb, fmt.Sprintf(cells, "1", "1000000"))},
		"a wide and long table":  {"a.ods", "sheet-rows", calc(tb, fmt.Sprintf(cells, "10000", "16000"))},
		"a bomb":                 {"a.xlsx", "sheet-budget", excel(tb, "", "xl/x.xml", strings.Repeat("\x00", 4<<20))},
		"deep nesting":           {"a.ods", "sheet-budget", pack(tb, "content.xml", strings.Repeat("<a>", 100)+strings.Repeat("</a>", 100))},
		"a big file":             {"a.csv", "sheet-size", make([]byte, sheet.MaxFile+1)},
		"no text":                {"a.csv", "sheet-kind", []byte("a;\x00")},
	}
}

func TestWhatIsNoPlainTableIsRefusedWithItsReason(t *testing.T) {
	words, err := i18n.Load(os.DirFS("../../.."), "de")
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range refusals(t) {
		_, err := sheet.Read(context.Background(), file.name, file.src)
		var known *parts.Error
		if !errors.As(err, &known) || known.ID != file.id {
			t.Errorf("%s: got %v, want %s", name, err, file.id)
			continue
		}
		p := diag.Problem{ID: known.ID, Args: known.Args}
		if text := words.T("diag."+p.ID, p.Args) + words.T("diag."+p.ID+".hint", p.Args); strings.ContainsAny(text, "{[") {
			t.Errorf("%s: the message is %q", name, text)
		}
	}
}

func TestAnAddressThatSomebodyTypedIsHarmless(t *testing.T) {
	src := excel(t, `<row><c t="s"><v>0</v></c></row>`, "xl/worksheets/_rels/sheet1.xml.rels", fmt.Sprintf(rels, relation("rId9", "hyperlink", "mailto:it@example.org", `TargetMode="External"`)))
	if w := read(t, "a.xlsx", src); w.Sheets[0].Rows[0].Cell(0).Text != "ja" {
		t.Errorf("got %+v", w)
	}
}

func TestReadingEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := sheet.Read(ctx, "a.csv", []byte("a;b")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func FuzzRead(f *testing.F) {
	for _, file := range refusals(f) {
		if len(file.src) < 1<<20 {
			f.Add(file.name, file.src)
		}
	}
	f.Add("a.xlsx", excel(f, `<row r="2"><c r="B2" t="s"><v>0</v></c></row>`))
	f.Add("a.csv", []byte("a;\"b\nc\";d"))
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		w, err := sheet.Read(context.Background(), name, src)
		var known *parts.Error
		if err != nil && !errors.As(err, &known) {
			t.Fatalf("the error is %v", err)
		}
		if err != nil {
			return
		}
		for _, s := range w.Sheets {
			for i, row := range s.Rows {
				if row.Number < 1 || i > 0 && row.Number <= s.Rows[i-1].Number {
					t.Fatalf("row %d follows %d", row.Number, s.Rows[max(i-1, 0)].Number)
				}
			}
		}
	})
}

// FuzzParts changes what stands inside a sound archive, where fuzzing bytes
// seldom gets.
func FuzzParts(f *testing.F) {
	f.Add(`<row r="2"><c r="B2" t="s"><v>0</v></c></row>`)
	f.Add(`<table:table table:name="x"><table:table-row table:number-rows-repeated="3"><table:table-cell><text:p>x<text:s/></text:p></table:table-cell></table:table-row></table:table>`)
	f.Add(`<row r="0"><c r="ZZZ1"/><c r="A99999999999" s="99999999999"><v>1e400</v></c></row>`)
	f.Fuzz(func(t *testing.T, inner string) {
		for name, src := range map[string][]byte{"a.xlsx": excel(t, inner), "a.ods": calc(t, inner)} {
			var known *parts.Error
			if _, err := sheet.Read(context.Background(), name, src); err != nil && !errors.As(err, &known) {
				t.Fatalf("%s: %v", name, err)
			}
		}
	})
}
