package german

import "testing"

func TestSpellingsOfAWordFoldToOneKey(t *testing.T) {
	for _, spellings := range [][]string{
		{"ubung", "Übung", "U\u0308bung", "Uebung", "UEBUNG", "Ubung", "ÜBUNG", "Ü\u00adbung"},
		{"strasse", "Straße", "STRASSE", "Strasse", "STRAẞE"},
		{"geubt", "geübt", "geuebt", "geubt"},
		{"kamerauberwachung", "Kameraüberwachung", "Kameraueberwachung"},
		{"gebaude", "Gebäude", "Gebaeude"},
		{"cafe", "Café", "Cafe\u0301", "CAFÉ"},
		{"buro", "Büro", "Buero", "Buro"},
		{"flache", "Fläche", "Flaeche", "ﬂäche"},
		{"oko", "Öko", "Oeko"},
		{"malmo", "Malmö", "Malmø"},
	} {
		for _, s := range spellings[1:] {
			if got := Fold(s); got != spellings[0] {
				t.Errorf("Fold(%q) = %q, want %q", s, got, spellings[0])
			}
		}
	}
}

func TestFoldKeepsTheEOfOtherSyllables(t *testing.T) {
	for word, want := range map[string]string{
		"Steuer": "steuer", "neue": "neue", "bauen": "bauen", "Frauen": "frauen", "Quelle": "quelle",
		"Feuerwehr": "feuerwehr", "Bauer": "bauer", "aktuell": "aktull", "manuell": "manull",
	} {
		if got := Fold(word); got != want {
			t.Errorf("Fold(%q) = %q, want %q", word, got, want)
		}
	}
}
