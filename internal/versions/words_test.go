package versions

import (
	"strings"
	"testing"
)

// marks writes spans as [-gone-] and {+new+}.
func marks(list []Span) string {
	var b strings.Builder
	for _, s := range list {
		switch s.Op {
		case Removed:
			b.WriteString("[-" + s.Text + "-]")
		case Added:
			b.WriteString("{+" + s.Text + "+}")
		default:
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

func TestWordsAreToldApartAsAPersonWould(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"", "", ""},
		{"Der Stab tagt.", "Der Stab tagt.", "Der Stab tagt."},
		{"", "Neu.", "{+Neu.+}"},
		{"Alt.", "", "[-Alt.-]"},
		{"binnen 30 Minuten nicht erreichbar", "binnen 15 Minuten nicht erreichbar", "binnen [-30-]{+15+} Minuten nicht erreichbar"},
		{"Rechner ausschalten.", "Rechner nicht ausschalten.", "Rechner {+nicht +}ausschalten."},
		{"der rote Hund bellt", "eine graue Katze bellt", "[-der rote Hund-]{+eine graue Katze+} bellt"},
		{"Rufen Sie an: {{it.telefon}}.", "Rufen Sie an: {{meldestelle.telefon}}.", "Rufen Sie an: [-{{it.telefon}}-]{+{{meldestelle.telefon}}+}."},
		{"Straße", "Strasse", "[-Straße-]{+Strasse+}"},
		{"eins, zwei", "eins; zwei", "eins[-,-]{+;+} zwei"},
	} {
		got := Words(c.a, c.b)
		if marks(got) != c.want {
			t.Errorf("from %q to %q: %s, want %s", c.a, c.b, marks(got), c.want)
		}
	}
}

// FuzzWords holds that both texts can be read out of what changed.
func FuzzWords(f *testing.F) {
	f.Add("a b, c", "a, b c")
	f.Add("{{x}} y", "{{x y}}")
	f.Add("\xff\xc3", "\xc3 {{")
	f.Add("0!\xc3", "\xff")
	f.Fuzz(func(t *testing.T, a, b string) {
		var from, to strings.Builder
		for _, s := range Words(a, b) {
			if s.Op != Added {
				from.WriteString(s.Text)
			}
			if s.Op != Removed {
				to.WriteString(s.Text)
			}
		}
		if from.String() != a || to.String() != b {
			t.Errorf("%q and %q became %q and %q", a, b, from.String(), to.String())
		}
	})
}
