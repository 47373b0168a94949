package german

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// describe writes a token's terms as one string: a letter for the kind, a
// colon, the text; "!" in front of a stop word.
func describe(tok Token) string {
	var terms []string
	for _, t := range tok.Terms {
		terms = append(terms, string("wpir"[t.Kind])+":"+t.Text)
	}
	if tok.Stop {
		return "!" + strings.Join(terms, ",")
	}
	return strings.Join(terms, ",")
}

func TestWordsBecomeTerms(t *testing.T) {
	a := analyzer(t)
	for _, test := range []struct {
		text string
		want []string // what is covered = its terms
	}{
		{"Das Notfallhandbuch", []string{"Das=!w:das", "Notfallhandbuch=w:notfallhandbuch,p:notfall,p:handbuch"}},
		{"U\u0308bung, U\u0308ben", []string{"U\u0308bung=w:ubung", "U\u0308ben=w:uben"}},
		{"Not\u00adfall\u00adplan.", []string{"Not\u00adfall\u00adplan=w:notfallplan,p:notfall,p:plan"}},
		{"IT-Grundschutz", []string{"IT-Grundschutz=w:itgrundschutz", "IT=w:it,i:it", "Grundschutz=w:grundschutz"}},
		{"E-Mail", []string{"E-Mail=w:email", "E=!w:e", "Mail=w:mail"}},
		{"Melde-/Berichtswege", []string{"Melde=w:meld", "Berichtswege=w:berichtsweg,p:bericht,p:weg"}},
		{"Löschen/Vernichten", []string{"Löschen/Vernichten=w:loschenvernicht", "Löschen=w:losch", "Vernichten=w:vernicht"}},
		{"Mitarbeiter:innen", []string{"Mitarbeiter:innen=w:mitarbeit"}},
		{"Mitarbeiter*innen", []string{"Mitarbeiter*innen=w:mitarbeit"}},
		{"Mitarbeiter_innen", []string{"Mitarbeiter_innen=w:mitarbeit"}},
		{"Mitarbeiter/-innen", []string{"Mitarbeiter/-innen=w:mitarbeit"}},
		{"Mitarbeiter/innen", []string{"Mitarbeiter/innen=w:mitarbeit"}},
		{"MitarbeiterInnen", []string{"MitarbeiterInnen=w:mitarbeit"}},
		{"Mitarbeiter(innen)", []string{"Mitarbeiter(innen)=w:mitarbeit"}},
		{"LeiterIn", []string{"LeiterIn=w:leit"}},
		{"Bürger:innenbüro", []string{"Bürger:innenbüro=w:burgerburo,p:burger,p:buro"}},
		{"Beauftragte/r", []string{"Beauftragte/r=w:beauftragt,r:beauftrag"}},
		{"Gemeinde(n)", []string{"Gemeinde(n)=w:gemeind"}},
		{"DER.4 gilt", []string{"DER.4=i:der.4", "DER=!w:der,i:der", "4=w:4", "gilt=w:gilt"}},
		{"BSI-Standard 200-4", []string{"BSI-Standard=w:bsistandard", "BSI=w:bsi,i:bsi", "Standard=w:standard", "200-4=i:200-4", "200=w:200", "4=w:4"}},
		{"nach § 8a BSIG", []string{"nach=!w:nach", "§ 8a=i:§ 8a", "8a=w:8a", "BSIG=w:bsig,i:bsig"}},
		{"§§ 35 ff.", []string{"§ 35=i:§ 35", "35=w:35", "ff=w:ff"}},
		{"CON.3.A2", []string{"CON.3.A2=i:con.3.a2", "CON=w:con,i:con", "3=w:3", "A2=w:a2,i:a2"}},
		{"TLP:GREEN", []string{"TLP:GREEN=i:tlp:green", "TLP=w:tlp,i:tlp", "GREEN=w:gre,i:green"}},
		{"ISO 22301:2019", []string{"ISO=w:iso,i:iso", "22301:2019=i:22301:2019", "22301=w:22301", "2019=w:2019"}},
		{"RTO und RTOs, SPoF, NIS2", []string{"RTO=w:rto,i:rto", "und=!w:und", "RTOs=w:rtos,i:rto", "SPoF=w:spof,i:spof", "NIS2=w:nis2,i:nis2"}},
		{"TR-03125", []string{"TR-03125=w:tr03125", "TR=w:tr,i:tr", "03125=w:03125"}},
		{"24/7", []string{"24/7=i:24/7", "24=w:24", "7=w:7"}},
		{"Ende.Der Anfang", []string{"Ende=w:end", "Der=!w:der", "Anfang=w:anfang"}},
		{"z. B. so", []string{"z=!w:z", "B=!w:b", "so=!w:so"}},
		{"(–) … !", nil},
	} {
		var got []string
		a.Each(test.text, func(tok Token) {
			got = append(got, test.text[tok.Start:tok.End]+"="+describe(tok))
		})
		if !slices.Equal(got, test.want) {
			t.Errorf("%q:\n got %q\nwant %q", test.text, got, test.want)
		}
	}
}

func TestPositionsCountWords(t *testing.T) {
	a := analyzer(t)
	var got []string
	a.Each("Der IT-Notfall nach DER.4 heute", func(tok Token) {
		got = append(got, fmt.Sprint(tok.Pos, "+", tok.Over))
	})
	want := []string{"0+0", "1+2", "1+0", "2+0", "3+0", "4+2", "4+0", "5+0", "6+0"}
	if !slices.Equal(got, want) {
		t.Errorf("positions and words covered %v, want %v", got, want)
	}
}

func TestCompoundsInsideCompoundsAreParts(t *testing.T) {
	a := analyzer(t)
	var got string
	a.Each("Hochspannungsnetzgerät", func(tok Token) { got = describe(tok) })
	for _, part := range []string{"netz", "gerat", "netzgerat", "hochspann"} {
		if !slices.Contains(strings.Split(got, ","), "p:"+part) {
			t.Errorf("%s lacks the part %s", got, part)
		}
	}
}

func TestSiteWordsBecomeParts(t *testing.T) {
	a := analyzer(t)
	const word = "Kaawportalbetrieb"
	if got := a.Parts(word); got != nil {
		t.Fatalf("%s: parts %v before the site's words are known", word, got)
	}
	with := a.With([]string{"Battlebox", "Kaawportal", "heute"})
	if got, want := with.Parts(word), []string{"kaawportal", "betrieb"}; !slices.Equal(got, want) {
		t.Errorf("%s: parts %v, want %v", word, got, want)
	}
	if got := with.Parts("Heuteplan"); got != nil {
		t.Errorf("a word in small letters became a part: %v", got)
	}
	if got := a.Parts(word); got != nil {
		t.Errorf("With changed the analyzer it was called on: %v", got)
	}
}

func TestAnalyzerWithoutLexiconSplitsNothing(t *testing.T) {
	a := New(nil)
	if got := a.Parts("Notfallhandbuch"); got != nil {
		t.Errorf("parts %v", got)
	}
	if got := a.With([]string{"Notfall", "Handbuch"}).Parts("Notfallhandbuch"); len(got) != 2 {
		t.Errorf("parts %v, want two from the site's words", got)
	}
}
