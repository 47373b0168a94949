package text

import (
	"os"
	"testing"
)

// The files are made by LibreOffice 7.4 from the ones beside them:
//
//	soffice --headless --convert-to odt plan.fodt   (docx, pdf)
//	soffice --headless --convert-to ods liste.fods  (xlsx)
func TestFilesOfLibreOfficeGiveWhatTheirReaderSees(t *testing.T) {
	plan := lines("--", "Notfallplan Bürgeramt", "# Alarmierung", "Die Leitstelle ruft die Stabsleitung an.", "Siehe Alarmplan, Größe des Stabs.",
		"Rolle\tErreichbar", "IT-Leitung\trund um die Uhr", "## Erste Schritte", "Lage prüfen", "Öffentlichkeit informieren",
		"Merksatz: Ruhe bewahren", "Danach beginnt der Notbetrieb.", "--", "Gemeinde Musterdorf", "Seite 1")
	printed := lines("--", "Merksatz: Ruhe", "bewahren", "Gemeinde Musterdorf", "Notfallplan Bürgeramt", "Alarmierung 1",
		"# Alarmierung", "Die gestrichene Leitstelle ruft die Stabsleitung1", "an.", "Rolle Erreichbar", "IT-Leitung rund um die Uhr",
		"## Erste Schritte", "Lage prüfen", "Öffentlichkeit informieren", "Danach beginnt der Notbetrieb.", "1Siehe Alarmplan, Größe des Stabs.", "Seite 1")
	liste := lines("# Prozesse", "Prozess\tGeprüft\tKosten\tSchlüssel", "Ausweise für Bürger\t14.01.2027\t1.234,50\t05554020",
		"Summe\t2.469,00", "# Hinweise", "Stand Öffnung")
	for _, test := range []struct{ name, title, language, want string }{
		{"plan.odt", "Notfallplan Bürgeramt", "de-DE", plan},
		{"plan.docx", "Notfallplan Bürgeramt", "de-DE", plan},
		{"plan.pdf", "Vorlage der Redaktion", "de-DE", printed}, // tracked changes are printed
		{"liste.ods", "Prozessliste", "", liste},
		{"liste.xlsx", "Prozessliste", "en-US", liste},
	} {
		t.Run(test.name, func(t *testing.T) {
			src, err := os.ReadFile("testdata/" + test.name)
			if err != nil {
				t.Fatal(err)
			}
			txt, err := Extract("", src)
			if err != nil {
				t.Fatal(err)
			}
			if got := show(txt); got != test.want || txt.Title != test.title || txt.Language != test.language {
				t.Errorf("got %q in %q\n%swant %q in %q\n%s", txt.Title, txt.Language, got, test.title, test.language, test.want)
			}
		})
	}
}
