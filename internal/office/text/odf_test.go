package text

import (
	"errors"
	"testing"
)

const odfTestStyles = `<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>` +
	`<style:style style:name="T2" style:family="text" style:parent-style-name="Geheim"><style:text-properties fo:language="de"/></style:style>` +
	`<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>` +
	`<style:style style:name="P2" style:family="paragraph"><style:text-properties text:display="none"/></style:style>` +
	`<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>` +
	`<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>`

const odfCommonStyles = `<style:default-style style:family="graphic"><style:text-properties fo:language="fr" fo:country="FR"/></style:default-style>` +
	`<style:default-style style:family="paragraph"><style:text-properties fo:language="de" fo:country="DE"/></style:default-style>` +
	`<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Title"/>` +
	`<style:style style:name="Geheim" style:family="text"><style:text-properties text:display="none"/></style:style>`

func odfCell(text string) string {
	return `<table:table-cell><text:p>` + text + `</text:p></table:table-cell>`
}

func TestOpenDocumentTextsGiveWhatTheirReaderSees(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"headings open sections at their level",
			`<text:p>Vorwort</text:p><text:h text:outline-level="1">Zweck</text:h><text:p>Erster</text:p><text:p>Zweiter</text:p><text:h text:outline-level="3">Tief</text:h>`,
			lines("--", "Vorwort", "# Zweck", "Erster", "Zweiter", "### Tief")},
		{"white space of XML is a space, that of the text counts",
			"<text:p>eins\n   <text:span>zwei</text:span><text:s text:c=\"3\"/>drei<text:tab/>vier<text:line-break/>fünf Silben\u00adtrennung</text:p>",
			lines("--", "eins zwei drei vier", "fünf Silbentrennung")},
		{"lists are lines without their signs",
			`<text:list><text:list-item><text:p><text:number>1.</text:number>eins</text:p></text:list-item><text:list-item><text:p>zwei</text:p></text:list-item></text:list>`,
			lines("--", "eins", "zwei")},
		{"a row is a line, its cells are divided by tabs",
			`<table:table><table:table-header-rows><table:table-row>` + odfCell("Rolle") + odfCell("Name") + `</table:table-row></table:table-header-rows><table:table-row>` +
				odfCell("Stab") + `<table:covered-table-cell><text:p>verdeckt</text:p></table:covered-table-cell>` + `<table:table-cell><text:h text:outline-level="1">Ute</text:h></table:table-cell></table:table-row></table:table>`,
			lines("--", "Rolle\tName", "Stab\tUte")},
		{"deleted text stands apart and is left out",
			`<text:tracked-changes><text:changed-region><text:deletion><text:p>alter Stand</text:p></text:deletion></text:changed-region></text:tracked-changes>` +
				`<text:p>Der <text:change text:change-id="c"/><text:change-start text:change-id="d"/>neue<text:change-end text:change-id="d"/> Stand</text:p>`,
			lines("--", "Der neue Stand")},
		{"comments are left out",
			`<text:p>Vor<office:annotation><dc:creator>Ute</dc:creator><text:p>Kommentar</text:p></office:annotation>rat<office:annotation-end/></text:p>`,
			lines("--", "Vorrat")},
		{"hidden text is gone, by style, field and section",
			`<text:p>A<text:span text:style-name="T1">geheim</text:span><text:span text:style-name="T2">geheim</text:span><text:hidden-text text:is-hidden="true">geheim</text:hidden-text><text:hidden-text text:is-hidden="false">B</text:hidden-text><text:variable-set text:display="none">geheim</text:variable-set></text:p>` +
				`<text:p text:style-name="P2">geheim</text:p><text:p>geheim<text:hidden-paragraph text:is-hidden="true"/></text:p>` +
				`<text:section text:display="none"><text:p>geheim</text:p></text:section><text:section text:display="condition" text:is-hidden="true"><text:p>geheim</text:p></text:section>` +
				`<text:section text:display="condition"><text:p>C</text:p></text:section><table:table table:style-name="ta2"><table:table-row>` + odfCell("geheim") + `</table:table-row></table:table>`,
			lines("--", "AB", "C")},
		{"fields show what they show",
			`<text:p>Seite <text:page-number text:select-page="current">7</text:page-number> von <text:user-field-get text:name="x">Ute</text:user-field-get><text:script>weg()</text:script></text:p>`,
			lines("--", "Seite 7 von Ute")},
		{"a generated table of contents repeats nothing",
			`<text:table-of-content><text:index-body><text:p>Zweck 3</text:p></text:index-body></text:table-of-content><text:h text:outline-level="1">Zweck</text:h><text:alphabetical-index><text:index-body><text:p>Register</text:p></text:index-body></text:alphabetical-index>`,
			lines("# Zweck")},
		{"notes stand behind their paragraph",
			`<text:p>Binnen 72 Stunden<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Artikel 33 DSGVO</text:p><text:p>zweiter</text:p></text:note-body></text:note> melden.</text:p><text:p>Weiter</text:p>`,
			lines("--", "Binnen 72 Stunden melden.", "Artikel 33 DSGVO", "zweiter", "Weiter")},
		{"text boxes are read before their paragraph, pictures are not",
			`<text:p>Anker<draw:frame><draw:text-box><text:p>Kasten</text:p></draw:text-box><svg:title>Titel</svg:title><svg:desc>Beschreibung</svg:desc></draw:frame><draw:frame><draw:image><office:binary-data>AAAA</office:binary-data></draw:image></draw:frame></text:p>`,
			lines("--", "Kasten", "Anker")},
	} {
		t.Run(test.name, func(t *testing.T) {
			txt, err := Extract("a.odt", odt(t, odfTestStyles, test.text, "styles.xml", odfStylesPart(odfCommonStyles, "")))
			if err != nil {
				t.Fatal(err)
			}
			if got := show(txt); got != test.want {
				t.Errorf("got\n%swant\n%s", got, test.want)
			}
			if txt.Language != "de-DE" {
				t.Errorf("language %q", txt.Language)
			}
		})
	}
}

func TestHeadersAndFootersOfOpenDocumentStandInALastSection(t *testing.T) {
	styles := odfStylesPart(odfCommonStyles, `<style:master-page style:name="Standard"><style:header><text:p>Gemeinde Musterdorf</text:p></style:header>`+
		`<style:footer><text:h text:outline-level="1">Stand 2027</text:h></style:footer><style:footer-left style:display="false"><text:p>abgeschaltet</text:p></style:footer-left></style:master-page>`)
	txt, err := Extract("a.odt", odt(t, odfTestStyles, `<text:p text:style-name="P1">Notfallplan</text:p>`, "styles.xml", styles,
		"meta.xml", xmlHead+`<office:document-meta `+odfSpaces+`><office:meta><dc:title>Vorlage</dc:title><dc:language>nds</dc:language></office:meta></office:document-meta>`))
	if err != nil {
		t.Fatal(err)
	}
	if want := lines("--", "Notfallplan", "--", "Gemeinde Musterdorf", "Stand 2027"); show(txt) != want {
		t.Errorf("got\n%swant\n%s", show(txt), want)
	}
	if txt.Title != "Notfallplan" || txt.Language != "nds" {
		t.Errorf("title %q, language %q", txt.Title, txt.Language)
	}
}

func TestOpenDocumentSheetsGiveTheValuesThatAreShown(t *testing.T) {
	for _, test := range []struct{ name, sheets, want string }{
		{"a section a sheet, a line a row",
			`<table:table table:name="Prozesse" table:style-name="ta1"><table:table-column/><table:table-row>` + odfCell("Prozess") + odfCell("RTO") + `</table:table-row>` +
				`<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>` +
				`<table:table table:name="Leer"><table:table-row><table:table-cell/></table:table-row></table:table>`,
			lines("# Prozesse", "Prozess\tRTO", "# Leer")},
		{"values, not formulas and not comments",
			`<table:table table:name="A"><table:table-row><table:table-cell table:formula="of:=SUM(1;2)" office:value="3"><office:annotation><text:p>Kommentar</text:p></office:annotation><text:p>3,00</text:p><text:p>zweite<text:s/>Zeile</text:p></table:table-cell></table:table-row></table:table>`,
			lines("# A", "3,00 zweite Zeile")},
		{"hidden sheets, rows and columns are left out",
			`<table:table table:name="Geheim" table:style-name="ta2"><table:table-row>` + odfCell("geheim") + `</table:table-row></table:table>` +
				`<table:table table:name="A"><table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/><table:table-column/>` +
				`<table:table-row>` + odfCell("a") + odfCell("b") + odfCell("geheim") + odfCell("d") + `</table:table-row>` +
				`<table:table-row table:visibility="filter">` + odfCell("geheim") + `</table:table-row>` +
				`<table:table-row><table:table-cell table:number-columns-repeated="3"/>` + odfCell("d") + `</table:table-row></table:table>` +
				`<table:table table:name="B"><table:table-row>` + odfCell("a") + odfCell("b") + odfCell("c") + `</table:table-row></table:table>`,
			lines("# A", "a\tb\td", "d", "# B", "a\tb\tc")},
		{"what stands beside the cells is left out",
			`<table:content-validations><table:content-validation><table:help-message><text:p>Hilfe</text:p></table:help-message></table:content-validation></table:content-validations>` +
				`<table:table table:name="A"><table:shapes><draw:frame><draw:text-box><text:p>Kasten</text:p></draw:text-box></draw:frame></table:shapes><table:table-row>` + odfCell("a") + `</table:table-row></table:table>`,
			lines("# A", "a")},
		{"a text repeated over columns is written once",
			`<table:table table:name="A"><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell></table:table-row></table:table>`,
			lines("# A", "x")},
	} {
		t.Run(test.name, func(t *testing.T) {
			txt, err := Extract("a.ods", ods(t, odfTestStyles, test.sheets))
			if err != nil {
				t.Fatal(err)
			}
			if got := show(txt); got != test.want {
				t.Errorf("got\n%swant\n%s", got, test.want)
			}
		})
	}
}

func TestOtherOpenDocumentsAreNamed(t *testing.T) {
	for body, id := range map[string]string{
		"<office:presentation/>": "office-unsupported", "<office:drawing/>": "office-unsupported", "": "office-damaged",
	} {
		_, err := Extract("a.odp", odf(t, "", body))
		var known *Error
		if !errors.As(err, &known) || known.ID != id {
			t.Errorf("%s: %v, want %s", body, err, id)
		}
	}
}
