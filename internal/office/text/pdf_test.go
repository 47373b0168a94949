package text

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

func TestPDFsGiveTheLinesOfTheirPages(t *testing.T) {
	src := pdfPages("Notfallübung für die Öffentlichkeit\nDie Verwaltungsgemein-\nschaft und IT-\nGrundschutz (Größe)", "Seite zwei")
	txt, err := Extract("a.pdf", append([]byte("\r\n"), src...))
	if err != nil {
		t.Fatal(err)
	}
	want := lines("--", "Notfallübung für die Öffentlichkeit", "Die Verwaltungsgemeinschaft und IT-Grundschutz (Größe)", "Seite zwei")
	if show(txt) != want || txt.Title != "Notfallplan" || txt.Language != "de-DE" {
		t.Errorf("got %q in %q\n%swant\n%s", txt.Title, txt.Language, show(txt), want)
	}
}

func TestTheOutlineOfAPDFMakesSections(t *testing.T) {
	pdf := string(pdfPages("Deckblatt\nInhalt\nZweck", "Kopfzeile\nZweck\nwarum\nBegriffe und\nAbk.\nwas", "ohne Titel im Text"))
	// The pages are objects 4, 6 and 8; the outline follows behind the rest.
	outline := []string{
		"<< /Type /Outlines /First 11 0 R /Last 14 0 R >>",
		"<< /Title (Zweck) /Parent 10 0 R /Dest [6 0 R /Fit] /Next 14 0 R /First 12 0 R /Last 13 0 R >>",
		"<< /Title (BEGRIFFE UND ABK.) /Parent 11 0 R /A << /S /GoTo /D [6 0 R /Fit] >> /Next 13 0 R >>",
		"<< /Title (Im Netz) /Parent 11 0 R /A << /S /URI /URI (https://example.org/) >> >>",
		"<< /Title (Anhang) /Parent 10 0 R /Dest [8 0 R /Fit] >>",
	}
	txt, err := Extract("a.pdf", withObjects(pdf, "/Pages 2 0 R", "/Pages 2 0 R /Outlines 10 0 R", outline))
	if err != nil {
		t.Fatal(err)
	}
	want := lines("--", "Deckblatt", "Inhalt", "Zweck", "Kopfzeile", "# Zweck", "warum", "## Begriffe und Abk.", "was", "# Anhang", "ohne Titel im Text")
	if show(txt) != want {
		t.Errorf("got\n%swant\n%s", show(txt), want)
	}
}

// withObjects takes a PDF of pdfFile apart, replaces a text in its catalogue
// and makes it anew with further objects.
func withObjects(pdf, old, new string, more []string) []byte {
	var objects []string
	for i := 1; ; i++ {
		_, rest, found := strings.Cut(pdf, fmt.Sprintf("\n%d 0 obj\n", i))
		if !found {
			break
		}
		object, _, _ := strings.Cut(rest, "\nendobj")
		objects = append(objects, strings.Replace(object, old, new, 1))
	}
	return pdfFile(append(objects[:len(objects)-1], more...)...) // without the metadata
}

func TestAnOutlineInACircleIsLeftOut(t *testing.T) {
	pdf := string(pdfPages("Text"))
	for name, outline := range map[string][]string{
		"siblings": {"<< /First 7 0 R >>", "<< /Title (a) /Next 8 0 R /Dest [4 0 R /Fit] >>", "<< /Title (b) /Next 7 0 R /Dest [4 0 R /Fit] >>"},
		"children": {"<< /First 7 0 R >>", "<< /Title (a) /First 7 0 R /Dest [4 0 R /Fit] >>"},
	} {
		txt, err := Extract("a.pdf", withObjects(pdf, "/Pages 2 0 R", "/Pages 2 0 R /Outlines 6 0 R", outline))
		if err != nil || show(txt) != lines("--", "Text") {
			t.Errorf("%s: got %q, %v", name, show(txt), err)
		}
	}
}

func TestPagesAreDividedWhereTheOutlineLeads(t *testing.T) {
	pages := [][]string{{"a", "1 Eins", "b"}, {"c", "2 Zwei ist", "lang", "d"}, {""}}
	for _, test := range []struct {
		name    string
		entries []entry
		want    string
	}{
		{"without one", nil, lines("--", "a", "1 Eins", "b", "c", "2 Zwei ist", "lang", "d")},
		{"titles over two lines", []entry{{"1. Eins", 1, 0}, {"2 Zwei istlang", 2, 1}}, lines("--", "a", "# 1 Eins", "b", "c", "## 2 Zwei ist lang", "d")},
		{"a title that is not there begins its page", []entry{{"Eins", 1, 1}}, lines("--", "a", "1 Eins", "b", "# Eins", "c", "2 Zwei ist", "lang", "d")},
		{"entries that lead back or out are left out", []entry{{"x", 1, 1}, {"1 Eins", 1, 0}, {"y", 1, 9}}, lines("--", "a", "1 Eins", "b", "# x", "c", "2 Zwei ist", "lang", "d")},
	} {
		sections, err := divide(pages, test.entries)
		if got := show(Text{Sections: sections}); err != nil || got != test.want {
			t.Errorf("%s: got %v\n%swant\n%s", test.name, err, got, test.want)
		}
	}
	if sections, err := divide(nil, []entry{{"x", 1, 0}}); err != nil || len(sections) > 0 {
		t.Errorf("no pages: got %v, %v", sections, err)
	}
}

func TestWordsDividedAtTheEndOfALineAreJoined(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"Notfall\ufffehandbuch", "Notfallhandbuch"},
		{"Notfall\u0002handbuch", "Notfallhandbuch"},
		{"Notfall-\r\nhandbuch", "Notfallhandbuch"},
		{"Notfall- \nhandbuch", "Notfallhandbuch"},
		{"Notfall\u2010\r\nhandbuch", "Notfallhandbuch"},
		{"Übungs-\r\nöffnung", "Übungsöffnung"},
		{"Notfall\u00ad\r\nhandbuch", "Notfallhandbuch"},
		{"IT\ufffeGrundschutz", "IT-Grundschutz"},
		{"BSI-\r\nstandard", "BSI-standard"},
		{"200-\r\n4", "200-4"},
		{"Business-Impact-\r\nAnalyse", "Business-Impact-Analyse"},
		{"Not\ufffeund Krisenfälle", "Not- und Krisenfälle"},
		{"Vor-\r\nbzw. Nachteile", "Vor- bzw. Nachteile"},
		{"den-\r\nnoch", "dennoch"},
		{"Unter-\r\nundulation", "Unterundulation"},
		{"Notfall-Plan\r\nheute", "Notfall-Plan\r\nheute"},
		{"- \r\nPunkt", "-\nPunkt"},
		{"a -\r\nb", "a -\nb"},
		{"Ende-", "Ende-"},
		{"Ende-\r\n", "Ende-\n"},
		{"Ende\ufffe", "Ende-\n"},
		{"Not\u00adfall", "Not\u00adfall"},
	} {
		if got := joinWords(test.in); got != test.want {
			t.Errorf("%q: got %q, want %q", test.in, got, test.want)
		}
	}
}

func TestAReaderReadsSeveralFilesAtATimeAlike(t *testing.T) {
	r := NewReader("")
	defer r.Close()
	var wg sync.WaitGroup
	for i := range 6 {
		wg.Go(func() {
			word := fmt.Sprintf("Seite %d", i%3)
			txt, err := r.Extract(t.Context(), "a.pdf", pdfPages(word))
			if err != nil || show(txt) != lines("--", word) {
				t.Errorf("%d: got %q, %v", i, show(txt), err)
			}
		})
	}
	wg.Wait()
}
