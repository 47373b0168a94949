package german

import "testing"

func TestInflectedFormsShareAStem(t *testing.T) {
	for _, forms := range [][]string{
		{"Handbuch", "Handbücher", "Handbüchern", "Handbuchs", "Handbuches"},
		{"Plan", "Pläne", "Plänen", "Plans"},
		{"Amt", "Ämter", "Ämtern", "Amtes"},
		{"Bürger", "Bürgern", "Bürgers", "Bürgerin", "Bürgerinnen"},
		{"Lage", "Lagen"},
		{"Lager", "Lagers"},
		{"Risiko", "Risiken", "Risikos"},
		{"Konto", "Konten", "Kontos"},
		{"Gremium", "Gremien", "Gremiums"},
		{"Szenario", "Szenarien", "Szenarios"},
		{"Mechanismus", "Mechanismen"},
		{"Zentrum", "Zentren"},
		{"Thema", "Themen"},
		{"Ergebnis", "Ergebnisse", "Ergebnissen", "Ergebnisses"},
		{"Kollege", "Kollegen", "Kolleginnen"},
		{"Bürgermeister", "Bürgermeisterin", "Bürgermeisterinnen", "Bürgermeistern"},
		{"kritisch", "kritische", "kritischen", "kritischer", "kritisches", "kritischem"},
		{"Prozess", "Prozesse", "Prozessen", "Prozesses"},
		{"Büro", "Büros"},
		{"Backup", "Backups"},
	} {
		want := Stem(Fold(forms[0]))
		for _, f := range forms {
			if got := Stem(Fold(f)); got != want {
				t.Errorf("%s has the stem %q, %s has %q", f, got, forms[0], want)
			}
		}
	}
}

func TestDifferentWordsKeepDifferentStems(t *testing.T) {
	for _, pair := range [][2]string{
		{"Lage", "Lager"}, {"Leitung", "Leiter"}, {"Haus", "Hau"}, {"Tier", "Tisch"}, {"Baum", "Bau"},
		{"Stab", "Staub"}, {"Bürger", "Burg"}, {"Bürgern", "Burgen"}, {"Prüfung", "Prüfer"}, {"Kreis", "Krei"}, {"Nutzung", "Nutzen"}, {"gewinnen", "Gewand"},
	} {
		if a, b := Stem(Fold(pair[0])), Stem(Fold(pair[1])); a == b {
			t.Errorf("%s and %s share the stem %q", pair[0], pair[1], a)
		}
	}
}

func TestDerivedWordsShareARoot(t *testing.T) {
	for _, words := range [][]string{
		{"Löschung", "löschen", "Löschungen", "löschend", "löschbar"},
		{"Dokument", "Dokumentation", "dokumentieren", "dokumentiert", "Dokumentierung"},
		{"Autorisierung", "autorisieren", "Autorisation"},
		{"Qualifikation", "qualifizieren", "Qualifizierung"},
		{"Zertifikat", "zertifizieren", "Zertifizierung"},
		{"Verschlüsselung", "verschlüsseln", "verschlüsselt"},
		{"Überprüfung", "überprüfen"},
		{"Regelung", "regeln", "regelt"},
		{"Verfügbarkeit", "verfügbar"},
	} {
		want := root(words[0])
		for _, w := range words {
			if got := root(w); got != want {
				t.Errorf("%s has the root %q, %s has %q", w, got, words[0], want)
			}
		}
	}
}
