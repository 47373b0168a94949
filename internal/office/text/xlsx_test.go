package text

import (
	"errors"
	"testing"
)

const sharedStringsPart = xmlHead + `<sst ` + sheetSpaces + `><si><t>Prozess</t></si><si><r><t>Bürger</t></r><r><rPr><b/></rPr><t>amt</t></r><rPh sb="0" eb="1"><t>Lesehilfe</t></rPh></si></sst>`

const sheetStylesPart = xmlHead + `<styleSheet ` + sheetSpaces + `><numFmts><numFmt numFmtId="170" formatCode="00000000"/></numFmts>` +
	`<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>`

func TestWorkbooksGiveTheValuesThatAreShown(t *testing.T) {
	for _, test := range []struct {
		name, one string
		want      string
	}{
		{"shared, own and computed texts",
			`<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row><c t="inlineStr"><is><t>eigen</t></is></c><c t="str"><f>A1&amp;"x"</f><v>errechnet</v></c></row></sheetData>`,
			lines("# Eins", "Prozess\tBürgeramt", "eigen\terrechnet", "# Zwei")},
		{"numbers, days and places as they are shown",
			`<sheetData><row><c><v>0.1</v></c><c s="1"><v>46401</v></c><c s="2"><v>5554020</v></c><c t="b"><v>1</v></c><c s="9"><v>7</v></c></row></sheetData>`,
			lines("# Eins", "0,1\t14.01.2027\t05554020\tWAHR\t7", "# Zwei")},
		{"no formulas, errors, or numbers of texts that are not there",
			`<sheetData><row><c><f>SUM(B1)</f></c><c t="e"><v>#REF!</v></c><c t="s"><v>99</v></c><c t="s"><v>-1</v></c><c t="s"><v>x</v></c><c t="str"><v>da</v></c></row></sheetData>`,
			lines("# Eins", "da", "# Zwei")},
		{"hidden rows and columns are left out",
			`<cols><col min="2" max="3" hidden="1"/><col min="1" max="1" hidden="0"/></cols><sheetData><row><c r="A1" t="str"><v>a</v></c><c r="C1" t="str"><v>geheim</v></c><c r="D1" t="str"><v>d</v></c></row>` +
				`<row hidden="1"><c t="str"><v>geheim</v></c></row><row><c t="str"><v>a</v></c><c t="str"><v>geheim</v></c></row></sheetData>`,
			lines("# Eins", "a\td", "a", "# Zwei")},
		{"headers and help are left out",
			`<sheetData/><dataValidations><dataValidation prompt="Hilfe"><formula1>"x,y"</formula1></dataValidation></dataValidations><headerFooter><oddHeader>&amp;LKopf</oddHeader></headerFooter>`,
			lines("# Eins", "# Zwei")},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := xlsx(t, [2]string{}, test.one, "", "xl/sharedStrings.xml", sharedStringsPart, "xl/styles.xml", sheetStylesPart)
			txt, err := Extract("a.xlsx", src)
			if err != nil {
				t.Fatal(err)
			}
			if got := show(txt); got != test.want {
				t.Errorf("got\n%swant\n%s", got, test.want)
			}
		})
	}
}

func TestHiddenSheetsAreLeftOut(t *testing.T) {
	secret := `<sheetData><row><c t="str"><v>geheim</v></c></row></sheetData>`
	for _, state := range []string{"hidden", "veryHidden"} {
		txt, err := Extract("a.xlsx", xlsx(t, [2]string{`state="visible"`, `state="` + state + `"`}, "", secret))
		if err != nil || show(txt) != lines("# Eins") {
			t.Errorf("%s: got %q, %v", state, show(txt), err)
		}
	}
}

func TestATextInManyCellsStaysWithinTheBudget(t *testing.T) {
	shared := xmlHead + `<sst ` + sheetSpaces + `><si><t>` + long("Notfall ", 1<<16) + `</t></si></sst>`
	for name, one := range map[string]string{
		"one row":   `<sheetData><row>` + long(`<c t="s"><v>0</v></c>`, 5000) + `</row></sheetData>`,
		"many rows": `<sheetData>` + long(`<row><c t="s"><v>0</v></c></row>`, 5000) + `</sheetData>`,
	} {
		_, err := Extract("a.xlsx", xlsx(t, [2]string{}, one, "", "xl/sharedStrings.xml", shared))
		var known *Error
		if !errors.As(err, &known) || known.ID != "office-text" || known.Reason != OverBudget {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNumbersAreWrittenInTheirFormat(t *testing.T) {
	for _, test := range []struct{ code, value, want string }{
		{"", "1234.5", "1234,5"},
		{"General", "0.10000000000000001", "0,1"},
		{"General", "123456789012", "123456789012"},
		{"General", "1E+20", "1E+20"},
		{"0", "5.5", "6"},
		{"0.00", "-1.005", "-1,00"},
		{"0.00", "-0.001", "0,00"},
		{"#,##0.00", "1234567.891", "1.234.567,89"},
		{`#,##0.00\ "€";[Red]-#,##0.00\ "€"`, "-1234.5", "-1.234,50"},
		{`_-* #,##0.00\ [$€-407]_-`, "99.5", "99,50"},
		{"00000", "1067", "01067"},
		{"0%", "0.125", "12 %"},
		{"0.0%", "0.125", "12,5 %"},
		{"dd.mm.yyyy", "46401", "14.01.2027"},
		{"yyyy-mm-dd;@", "46401.75", "14.01.2027"},
		{"[$-407]d. mmmm yyyy", "60", "28.02.1900"},
		{"dd.mm.yyyy", "1", "01.01.1900"},
		{"d/m/yy h:mm", "46401.395833333", "14.01.2027 09:30"},
		{"h:mm", "0.395833333", "09:30"},
		{"h:mm:ss AM/PM", "0.5", "12:00:00"},
		{"[h]:mm", "1.5", "36:00"},
		{"mm:ss", "0.5", "12:00:00"},
		{"dd.mm.yyyy", "-1", ""},
		{"dd.mm.yyyy", "1E+300", ""},
		{"@", "7", "7"},
		{`"Standort "0`, "7", "7"},
		{`"offen`, "7", "7"},
		{`[offen`, "7", "7"},
		{"0.00", "kein Wert", "kein Wert"},
		{"0.00", "NaN", "NaN"},
		{long("0", 300), "7", "7"},
	} {
		if got := parseFormat(test.code).show(test.value, false); got != test.want {
			t.Errorf("%s in %q: got %q, want %q", test.value, test.code, got, test.want)
		}
	}
	if got := parseFormat("d.m.yy").show("44939", true); got != "14.01.2027" {
		t.Errorf("counted from 1904: %q", got)
	}
}

func TestOtherWorkbooksAndSlidesAreNamed(t *testing.T) {
	for name, src := range map[string][]byte{
		"binary": pack(t, "_rels/.rels", relations("officeDocument", "xl/workbook.bin"), "xl/workbook.bin", "\x83\x01"),
		"slides": pack(t, "_rels/.rels", relations("officeDocument", "ppt/presentation.xml"),
			"ppt/presentation.xml", `<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"/>`),
	} {
		_, err := Extract("a.xlsx", src)
		var known *Error
		if !errors.As(err, &known) || known.Reason != Unsupported {
			t.Errorf("%s: %v", name, err)
		}
	}
}
