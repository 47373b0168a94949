package exchange

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/content"
)

func registry(t testing.TB) *Registry {
	t.Helper()
	r, problems, err := LoadFields(os.DirFS(repository), "data/"+File)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return r
}

func TestAProfileIsReadStrictly(t *testing.T) {
	own := []content.Field{{ID: "plan.ort", Label: "Ort", Type: "text"}}
	for name, c := range map[string]struct{ src, problems string }{
		"yaml":             {"kommune.name: ' Gemeinde  Süd '\nplan.ort: x\nkommune.einwohner: 012\n", ""},
		"json":             {`{"kommune.name": "Gemeinde Süd", "plan.ort": "x", "kommune.einwohner": "012"}`, ""},
		"an unknown field": {"kommune.name: Gemeinde Süd\nplan.ort: x\nkommune.einwohner: 012\nkommune.nahme: x\n", "4:16 profile-unknown"},
		"a bad choice":     {"kommune.name: Gemeinde Süd\nplan.ort: x\nkommune.einwohner: 012\nkommune.art: Dorf\n", "4:14 profile-choice"},
		"too long":         {"kommune.name: Gemeinde Süd\nplan.ort: x\nkommune.einwohner: 012\nbcb.name: " + strings.Repeat("x", 10_001), "4:11 profile-long"},
		"twice":            {"kommune.name: Gemeinde Süd\nplan.ort: x\nkommune.einwohner: 012\nplan.ort: x\n", "4:1 yaml-duplicate-key"},
	} {
		p, problems := ReadProfile([]byte(c.src), "kommune.yaml", registry(t), own)
		if places(problems) != c.problems {
			t.Errorf("%s: problems are %s, want %s", name, places(problems), c.problems)
		}
		if p["kommune.name"] != "Gemeinde Süd" || p["plan.ort"] != "x" || p["kommune.einwohner"] != "012" || p["kommune.nahme"] != "" {
			t.Errorf("%s: the profile is %v", name, p)
		}
	}
}

func TestValuesCarryTheDay(t *testing.T) {
	values := Profile{"a": "b"}.Values(time.Date(2027, 3, 1, 23, 0, 0, 0, time.UTC))
	if values[CopiedDay] != "2027-03-01" || values[CopiedText] != "01.03.2027" || values["a"] != "b" {
		t.Errorf("values are %v", values)
	}
}

func TestCopiesAreNamedAfterTheMunicipality(t *testing.T) {
	for name, want := range map[string]string{
		"  Gemeinde Groß-Süd / Ålesund 😀 ": "plan-gemeinde-gross-sued-alesund.odt", "../../etc/passwd\x00": "plan-etc-passwd.odt", "": "plan.odt", "😀": "plan.odt",
		strings.Repeat("ab ", 30): "plan-" + strings.Repeat("ab-", 13) + "a.odt",
	} {
		if got := (Profile{"kommune.name": name}).FileName("plan", "odt"); got != want {
			t.Errorf("%q: got %s, want %s", name, got, want)
		}
	}
}

func FuzzProfile(f *testing.F) {
	for _, seed := range []string{"", "a: b", "{}", `{"kommune.name": "x"}`, "- a", "kommune.name: [a]", "kommune.name: &x y", "\xff"} {
		f.Add([]byte(seed))
	}
	r := registry(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		p, _ := ReadProfile(src, "a.yaml", r, nil)
		for id, value := range p {
			if _, known := r.Lookup(id, nil); !known || value == "" || strings.ContainsAny(value, "\n\x00") {
				t.Errorf("%s is %q", id, value)
			}
		}
		if name := p.FileName("plan", "odt"); !strings.HasPrefix(name, "plan") || strings.ContainsAny(name, "/\\") {
			t.Errorf("the file is %q", name)
		}
	})
}

func TestBookmarksAreNamesThatWordKeeps(t *testing.T) {
	seen := map[string]string{}
	for _, c := range [][2]string{{"plan", "ziel"}, {"plan", "ziel-zwei"}, {"plan-ziel", "zwei"}, {"leitlinie-informationssicherheit", "verantwortung-der-leitung"}, {"plan", "öffnen"}, {"plan", "oeffnen"}, {"plan", "ziel_zwei"}} {
		name := Bookmark(c[0], c[1])
		if len(name) > 40 || !strings.HasPrefix(name, "_nb_") || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
			t.Errorf("%v: %q", c, name)
		}
		if other := seen[name]; other != "" && c[0] != "plan-ziel" { // names are told apart within a document
			t.Errorf("%v and %s share %q", c, other, name)
		}
		seen[name] = c[0] + "/" + c[1]
	}
}

func TestLinesAreCutAtTheirFields(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "a": "a", "{{kommune.name}}": "<kommune.name>", "Die {{ kommune.name }} und {{x}}!": "Die |<kommune.name>| und |<x>|!", "{{A b}} {{": "{{A b}}| {{", "}} a": "}} a",
	} {
		var parts []string
		for _, r := range Fieldwise(text) {
			if r.Field != "" {
				parts = append(parts, "<"+r.Field+">")
			} else {
				parts = append(parts, r.Text)
			}
		}
		if got := strings.Join(parts, "|"); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestNumbersAreReadAsGermansWriteThem(t *testing.T) {
	for text, want := range map[string]float64{"1.200,50": 1200.5, "1200.5": 1200.5, "1.200": 1200, "12": 12, "12,5 €": 12.5, "50 %": 50, "-3": -3} {
		if got, ok := amount(text); !ok || got != want {
			t.Errorf("%q: got %v, %t", text, got, ok)
		}
	}
	for _, text := range []string{"", "abc", "=1+1", "1e9", "0x10", "1,2,3", "2027-01-15"} {
		if got, ok := amount(text); ok {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}
