package text

import "testing"

func para(inner string) string { return `<w:p>` + inner + `</w:p>` }
func run(text string) string   { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }
func styled(style, text string) string {
	return para(`<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>` + run(text))
}
func cell(inner string) string { return `<w:tc><w:tcPr/>` + inner + `</w:tc>` }
func fieldChar(kind string) string {
	return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>`
}
func code(text string) string { return `<w:r><w:instrText>` + text + `</w:instrText></w:r>` }

func TestWordDocumentsGiveWhatTheirReaderSees(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"headings open sections at their level",
			para(run("Vorwort")) + styled("berschrift1", "Zweck") + para(run("Erster Absatz")) + para(run("Zweiter")) +
				styled("berschrift2", "Begriffe") + para(run("Text")) + styled("Eigene", "Erbe"),
			lines("--", "Vorwort", "# Zweck", "Erster Absatz", "Zweiter", "## Begriffe", "Text", "## Erbe")},
		{"an outline level makes a heading, and level 9 unmakes one",
			para(`<w:pPr><w:outlineLvl w:val="2"/></w:pPr>`+run("Ebene drei")) + styled("Inhalt", "Inhaltsverzeichnis") +
				para(`<w:pPr><w:pStyle w:val="berschrift1"/><w:outlineLvl w:val="9"/></w:pPr>`+run("Keine")),
			lines("### Ebene drei", "Inhaltsverzeichnis", "Keine")},
		{"an empty heading and one of a page's length are none",
			styled("berschrift1", " ") + styled("berschrift1", long("Wort ", 100)),
			lines("--", long("Wort ", 100)[:499])},
		{"styles that inherit in a circle are plain", styled("Kreis", "rund"), lines("--", "rund")},
		{"runs of a word are one word",
			para(run("Not") + run("fall") + `<w:proofErr/>` + `<w:hyperlink>` + run("plan") + `</w:hyperlink>`),
			lines("--", "Notfallplan")},
		{"breaks, tabs and hyphens",
			para(`<w:r><w:t>eins</w:t><w:tab/><w:t>zwei</w:t><w:br/><w:t>IT</w:t><w:noBreakHyphen/><w:t>Leitung, Silben</w:t><w:softHyphen/><w:t>trennung</w:t></w:r>`),
			lines("--", "eins zwei", "IT-Leitung, Silbentrennung")},
		{"a row is a line, its cells are divided by tabs",
			`<w:tbl><w:tr>` + cell(para(run("Rolle"))) + cell(para(run("Name"))) + `</w:tr><w:tr>` +
				cell(para(run("Stab"))+para(run("Leitung"))) + cell(para("")) + cell(para(run("Ute"))) + `</w:tr></w:tbl>` + para(run("danach")),
			lines("--", "Rolle\tName", "Stab Leitung\tUte", "danach")},
		{"a table in a table stays in its cell, a heading in a table opens nothing",
			`<w:tbl><w:tr>` + cell(para(run("außen"))+`<w:tbl><w:tr>`+cell(styled("berschrift1", "innen"))+cell(para(run("zwei")))+`</w:tr></w:tbl>`+para("")) +
				cell(para(run("daneben"))) + `</w:tr></w:tbl>`,
			lines("--", "außen innen zwei\tdaneben")},
		{"deleted rows are gone",
			`<w:tbl><w:tr><w:trPr><w:del w:id="1" w:author="x"/></w:trPr>` + cell(para(run("weg"))) + `</w:tr><w:tr>` + cell(para(run("da"))) + `</w:tr></w:tbl>`,
			lines("--", "da")},
		{"tracked changes show as accepted",
			para(run("Der ") + `<w:del><w:r><w:delText>alte</w:delText><w:t>alt</w:t></w:r></w:del><w:ins>` + run("neue") + `</w:ins>` +
				`<w:moveFrom>` + run("verschoben") + `</w:moveFrom>` + run(" Stand")),
			lines("--", "Der neue Stand")},
		{"a deleted end of a paragraph joins two",
			para(`<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>`+run("Anfang ")) + para(run("und Ende")) +
				para(`<w:pPr><w:rPr><w:del w:id="2"/></w:rPr></w:pPr>`+run("letzter")),
			lines("--", "Anfang und Ende", "letzter")},
		{"properties before a tracked change count for nothing",
			para(`<w:pPr><w:pPrChange><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr></w:pPrChange></w:pPr>` +
				`<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>sichtbar</w:t></w:r>`),
			lines("--", "sichtbar")},
		{"hidden text is gone, by property and by style",
			para(run("A") + `<w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r>` + `<w:r><w:rPr><w:rStyle w:val="Versteckt"/></w:rPr><w:t>geheim</w:t></w:r>` +
				`<w:r><w:rPr><w:rStyle w:val="Versteckt"/><w:vanish w:val="0"/></w:rPr><w:t>B</w:t></w:r>` + run("C")),
			lines("--", "ABC")},
		{"fields show their result, not their code",
			para(run("Seite ") + fieldChar("begin") + code(" PAGE ") + run("falsch") + fieldChar("separate") + run("7") + fieldChar("end") +
				`<w:fldSimple w:instr=" AUTHOR ">` + run(" von Ute") + `</w:fldSimple>`),
			lines("--", "Seite 7 von Ute")},
		{"fields in the code of fields are code",
			para(fieldChar("begin") + code("IF ") + fieldChar("begin") + code("DOCPROPERTY x") + fieldChar("separate") + run("innen") + fieldChar("end") +
				code(`= "1"`) + fieldChar("separate") + run("außen") + fieldChar("end") + run(" Ende")),
			lines("--", "außen Ende")},
		{"a table of contents repeats nothing, over paragraphs",
			para(fieldChar("begin")+code(" TO")+code(`C \o "1-3" `)+fieldChar("separate")+run("Zweck 3")) + para(run("Begriffe 4")+fieldChar("end")) +
				styled("berschrift1", "Zweck") + para(`<w:fldSimple w:instr="INDEX">`+run("Register")+`</w:fldSimple>`),
			lines("# Zweck")},
		{"a text box is read once, before its paragraph",
			para(run("Anker") + `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>` + styled("berschrift1", "Kasten") +
				`</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + para(run("Kasten")) +
				`</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`),
			lines("--", "Kasten", "Anker")},
		{"content controls show their content, not their settings",
			`<w:sdt><w:sdtPr><w:alias w:val="x"/><w:rPr><w:vanish/></w:rPr></w:sdtPr><w:sdtContent>` + para(run("Feld")) + `</w:sdtContent></w:sdt>`,
			lines("--", "Feld")},
		{"formulas are text",
			para(`<m:oMath><m:r><w:rPr/><m:t>a=b</m:t></m:r></m:oMath>`), lines("--", "a=b")},
		{"notes stand behind their paragraph, each once",
			styled("berschrift1", "Frist") + para(run("Binnen 72 Stunden")+`<w:r><w:footnoteReference w:id="2"/></w:r>`+run(" melden.")+`<w:r><w:endnoteReference w:id="2"/></w:r>`) +
				para(run("Weiter")+`<w:r><w:footnoteReference w:id="2"/></w:r>`),
			lines("# Frist", "Binnen 72 Stunden melden.", "Artikel 33 DSGVO", "zweiter Absatz", "Ende", "Weiter")},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := docx(t, test.body,
				"word/footnotes.xml", wordStory("footnotes", `<w:footnote w:id="0" w:type="separator">`+para(`<w:r><w:separator/></w:r>`)+`</w:footnote>`+
					`<w:footnote w:id="2">`+para(`<w:r><w:footnoteRef/></w:r>`+run(" Artikel 33 DSGVO"))+para(run("zweiter Absatz"))+`</w:footnote><w:footnote w:id="3">`+para(run("ohne Verweis"))+`</w:footnote>`),
				"word/endnotes.xml", wordStory("endnotes", `<w:endnote w:id="2">`+para(run("Ende"))+`</w:endnote>`),
				"word/comments.xml", wordStory("comments", `<w:comment w:id="0">`+para(run("Kommentar"))+`</w:comment>`))
			txt, err := Extract("a.docx", src)
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

func TestHeadersAndFootersOfWordStandInALastSection(t *testing.T) {
	src := docx(t, styled("berschrift1", "Zweck")+para(run("Text")),
		"word/header1.xml", wordStory("hdr", para(run("Gemeinde Musterdorf"))),
		"word/header2.xml", wordStory("hdr", para(run("Gemeinde Musterdorf"))),
		"word/footer1.xml", wordStory("ftr", styled("berschrift1", "Stand 2027")))
	txt, err := Extract("a.docx", src)
	if err != nil {
		t.Fatal(err)
	}
	if want := lines("# Zweck", "Text", "--", "Gemeinde Musterdorf", "Stand 2027"); show(txt) != want {
		t.Errorf("got\n%swant\n%s", show(txt), want)
	}
}

func TestTheTitleOnThePageGoesBeforeTheOneInTheMetadata(t *testing.T) {
	for _, test := range []struct{ name, body, meta, want string }{
		{"on the page", styled("Titel", "Notfall plan") + styled("Titel", "zweiter"), "Vorlage", "Notfall plan"},
		{"in the metadata", para(run("x")), "Leitfaden", "Leitfaden"},
		{"name of a file", para(run("x")), "Leitfaden_v3.docx", ""},
		{"never saved", para(run("x")), "Dokument1", ""},
		{"none", para(run("x")), " ", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			txt, err := Extract("", docx(t, test.body, "docProps/core.xml", coreProperties(test.meta, "de-AT")))
			if err != nil {
				t.Fatal(err)
			}
			if txt.Title != test.want || txt.Language != "de-AT" {
				t.Errorf("got %q in %q, want %q", txt.Title, txt.Language, test.want)
			}
		})
	}
}

func TestTheStrictVariantOfWordIsRead(t *testing.T) {
	const strict = `xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"`
	src := pack(t,
		"_rels/.rels", relationsHead+`<Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="word\document.xml"/></Relationships>`,
		"Word/Document.xml", `<w:document `+strict+`><w:body><w:p><w:r><w:t>streng</w:t></w:r></w:p></w:body></w:document>`)
	txt, err := Extract("", src)
	if err != nil || show(txt) != lines("--", "streng") {
		t.Errorf("got %q, %v", show(txt), err)
	}
}
