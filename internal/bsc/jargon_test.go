package bsc

import (
	"os"
	"slices"
	"strings"
	"testing"
)

func TestJargonIsFoundAtTheBeginningOfWords(t *testing.T) {
	jargon := Jargon{"server", "admin", "zwei-faktor", "usb"}
	tests := []struct {
		text string
		want []string
	}{
		{"Die Server stehen im Keller.", []string{"server"}},
		{"Der SERVERRAUM und die IT-Administration", []string{"server", "admin"}},
		{"Anmeldung mit Zwei-Faktor-Karte, „USB-Stick“", []string{"zwei-faktor", "usb"}},
		{"Die Wasserversorgung und der Ausbau des Hausbesuchs", nil},
		{"", nil},
	}
	for _, test := range tests {
		if got := jargon.Find(test.text); !slices.Equal(got, test.want) {
			t.Errorf("%q: %v, want %v", test.text, got, test.want)
		}
	}
}

func TestTheHeadOfAMunicipalityReadsNoJargon(t *testing.T) {
	jargon, problems, err := LoadJargon(os.DirFS("../.."), "data/"+JargonFile)
	if err != nil || len(problems) > 0 || len(jargon) < 100 {
		t.Fatal(err, problems, len(jargon))
	}
	for i, word := range jargon {
		if word != strings.ToLower(word) || slices.Contains(jargon[:i], word) {
			t.Errorf("%q stands twice or is not in lower case", word)
		}
	}
	for id, c := range portal(t) {
		for _, q := range c.Questions {
			for _, text := range []string{q.Strength, q.Risk, q.Decision} {
				if found := jargon.Find(text); len(found) > 0 {
					t.Errorf("%s %s: %v in %q", id, q.ID, found, text)
				}
			}
		}
	}
}
