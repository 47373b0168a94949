package privacy

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// kindsOf lists what is found, in order.
func kindsOf(found []Finding) (kinds []string) {
	for _, f := range found {
		kinds = append(kinds, string(f.Kind)+" "+f.Text)
	}
	return kinds
}

func TestFindingsKnowTheirPlaceInCharacters(t *testing.T) {
	found := Text("Grüße\r\naus dem Büro: amt@musterdorf.de\n\nTel. 02550 000-12", Context{})
	if len(found) != 2 || found[0].Line != 2 || found[0].Col != 15 || found[1].Line != 4 || found[1].Col != 6 {
		t.Errorf("got %+v", found)
	}
}

func TestWhatWasFoundIsMasked(t *testing.T) {
	for _, c := range []struct {
		kind       Kind
		text, want string
	}{
		{Mail, "schulze@musterdorf.de", "sc…de"}, {Phone, "02550 000 12", "02…12"}, {Secret, "Sommer2024!", "S…"}, {Phone, "1234", "1…"},
		{Name, "Özlem  Öztürk", "Öz…rk"}, {Secret, "", "…"},
	} {
		if got := Mask(c.kind, c.text); got != c.want {
			t.Errorf("%s %q becomes %q, want %q", c.kind, c.text, got, c.want)
		}
	}
	for _, e := range examples(t) {
		for _, f := range Text(e.Text, Context{}) {
			if whole := e.Text[f.Start:f.End]; len(whole) > 8 && strings.Contains(f.Text, whole[:len(whole)/2]) {
				t.Errorf("%q tells half of %q", f.Text, whole)
			}
		}
	}
}

func TestMunicipalitiesAreFoundInTheirForms(t *testing.T) {
	rules := rulesOfTests()
	for text, want := range map[string]bool{
		"in Musterhausen": true, "Musterhausens Rathaus": true, "der Musterhauser Weg": true, "MÜSTERDORF": true, "www.muesterdorf.de/x": true,
		"die Stadt Lage": true, "Bad Mustersee": true, "Bad\nMustersee": true, "Bad-Musterseer": true, "Müsterdorferinnen": true,
		"die Lage im Land": false, "musterhausen als Wort": false, "Bad Musterberg": false, "Musterhausenstein": false, "Stadt der Lage": false,
	} {
		found := slices.ContainsFunc(Text(text, Context{Rules: rules}), func(f Finding) bool { return f.Kind == Member && f.Hard })
		if found != want {
			t.Errorf("%q: found is %t", text, found)
		}
	}
	if found := Text("in Musterhausen", Context{}); len(found) > 0 {
		t.Errorf("without a list: %v", found)
	}
}

func TestTheListOfMunicipalitiesHasComments(t *testing.T) {
	names, err := ReadMembers(strings.NewReader("# Mitglieder\n\nMusterhausen\r\n  Bad Mustersee  \n#x\n"))
	if err != nil || !slices.Equal(names, []string{"Musterhausen", "Bad Mustersee"}) {
		t.Errorf("got %q, %v", names, err)
	}
	if _, err := ReadMembers(strings.NewReader(strings.Repeat("x", 1<<20))); err == nil {
		t.Error("a line without end is read")
	}
}

func TestRulesDifferByWhatTheyKnow(t *testing.T) {
	a, b := NewRules("a@b.de", nil), NewRules("a@b.de", []string{"X"})
	if a.Digest() == b.Digest() || a.Digest() != NewRules("A@b.de ", nil).Digest() || (*Rules)(nil).Digest() != "" {
		t.Error(a.Digest(), b.Digest())
	}
}

func TestTheOrganisationMayShowItsOwnAddresses(t *testing.T) {
	got := kindsOf(Text("portal@kaaw-muster.de, info@kaaw-muster.de, p.schulze@kaaw-muster.de, info@musterdorf.de", Context{Rules: rulesOfTests()}))
	if !slices.Equal(got, []string{"mail p.…de", "mail in…de"}) {
		t.Errorf("got %q", got)
	}
}

func TestAuthorsOfMetadataAreNames(t *testing.T) {
	for text, want := range map[string]int{
		"Petra Schulze": 1, "schulze": 1, "Schulze, P.": 1, "Öztürk": 1, "p.schulze@musterdorf.de": 1,
		"Administrator": 0, "": 0, "LibreOffice": 0, "Microsoft Office User": 0, "2024-01-01": 0, "KAAW 2": 0,
	} {
		if got := Text(text, Context{Place: Author}); len(got) != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestPartsOfADocumentAreNamed(t *testing.T) {
	found := Document(nil, Part{Name: "Text", Text: "nichts"}, Part{Name: "Kommentar 1", Text: "Tel. 02550 000-12"}, Part{Name: "creator", Place: Author, Text: "pschulze"})
	if len(found) != 2 || found[0].Part != "Kommentar 1" || found[1].Part != "creator" || found[1].Kind != Name {
		t.Errorf("got %+v", found)
	}
	if p := found[0].Problem("a.docx"); p.Line != 0 || p.ID != "privacy-phone" || p.Args["part"] != " (Kommentar 1)" {
		t.Errorf("got %+v", p)
	}
}

func TestHostNamesAndCoordinatesAreSoft(t *testing.T) {
	text := `dc01.rathaus.local, \\fs02\daten, Server: srv-app01, 52.10045, 7.40012, 52° 10' 12" N` + "\n" +
		`z. B. intern, lokal.example, Server 2019, Hostname: Muster-01, 52,10 und 7,40, 10° 30' geneigt, 60.1234, 7.1234, C:\temp\x`
	got := Text(text, Context{})
	if len(got) != 5 || got[4].Line != 1 {
		t.Errorf("got %q", kindsOf(got))
	}
	for _, f := range got {
		if f.Hard || f.Kind != Host && f.Kind != Coordinates {
			t.Errorf("got %+v", f)
		}
	}
}

func TestAllowancesNeedAReasonAndAUse(t *testing.T) {
	text := "amt@musterdorf.de, Tel. 02550  000-12, Herr Schulze"
	found := Text(text, Context{})
	problems, unused := Judge("a.md", text, found, []Allowance{
		{Mail, "amt@musterdorf.de", "öffentliche Adresse"}, {Phone, "02550 000-12", "öffentliche Nummer"},
		{Name, "Herr Schulze", " "}, {Phone, "amt@musterdorf.de", "falsche Art"},
	})
	if len(problems) != 1 || problems[0].ID != "privacy-name" || problems.HasErrors() || !slices.Equal(unused, []int{3}) {
		t.Errorf("got %v, unused %v", problems, unused)
	}
	if problems, _ := Judge("a.md", text, found, nil); len(problems) != 3 || !problems.HasErrors() || problems[0].Col != 1 || problems[0].Args["text"] != "am…de" {
		t.Errorf("got %v", problems)
	}
}

func TestManyFindingsOfAFileAreCounted(t *testing.T) {
	text := strings.Repeat("amt@musterdorf.de\n", 3000)
	problems, _ := Judge("a.md", text, Text(text, Context{}), nil)
	if len(problems) != mostProblems+1 || problems[mostProblems].ID != "privacy-more" || problems[mostProblems].Args["count"] != "3000" {
		t.Errorf("got %d, %v", len(problems), problems[len(problems)-1])
	}
}

// TestTimeIsLinear feeds texts that make every reader begin again and again.
func TestTimeIsLinear(t *testing.T) {
	for _, unit := range []string{
		"@", "a@", "a.a@a.", "1", "1 ", "0251 ", "1.", "1.2.3.4.", ":", "a:", "::", "ab:cd:", "-", "--", "-----BEGIN ", "\\", "\\\\a", "(at)", "a(at)b",
		"Herr ", "Petra ", "Passwort: ", "Passwort: „", "gez. ", "Grüßen\n", "Server: ", ".local", "a.local", "°", "1°1", "52.1234 ", "eyJ", "sk-", "DE12 ", "://a:",
		"/", "a/", "§ ", "ä", "\u00a0", "Tel. ", "Musterhausen ", "Bad ", "Petra M. ", "von ", "Ansprechpartner: ", "\xff", "Å-",
	} {
		text := strings.Repeat(unit, 200<<10/len(unit))
		start := time.Now()
		Text(text, Context{Rules: rulesOfTests()})
		if took := time.Since(start); took > time.Second {
			t.Errorf("200 kB of %q take %v", unit, took)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, e := range examples(f) {
		f.Add(e.Text)
	}
	f.Add("Petra\xff Schulze @\xc3")
	rules := rulesOfTests()
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, found := range Text(text, Context{Rules: rules}) {
			if found.Start < end || found.End <= found.Start || found.End > len(text) || found.Line < 1 || found.Col < 1 || found.Text == "" {
				t.Fatalf("%+v in %q", found, text)
			}
			end = found.End
		}
		Text(text, Context{Place: Author})
	})
}

func BenchmarkText(b *testing.B) {
	var all strings.Builder
	for _, text := range sortedTexts(prose(b)) {
		all.WriteString(text)
	}
	rules := rulesOfTests()
	b.SetBytes(int64(all.Len()))
	b.ReportAllocs()
	for b.Loop() {
		Text(all.String(), Context{Rules: rules})
	}
}
