package versions

import (
	"os"
	"path"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/markdown"
)

// freeze is a template with a text.
func freeze(t *testing.T, text string) *Version {
	t.Helper()
	body, problems := markdown.New(markdown.Options{}, nil).Document([]byte(text), "index.md", 1, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	p := pageWith(t, "1.0.0")
	p.Template.Version, p.Title = p.Template.Changes[0].Version, "Karte"
	return Freeze(p, body)
}

const sample = "Vorweg {{kommune.name}}.\n\n## Melden {#melden}\n\n**Sofort** [anrufen](https://example.org/a), [Plan](../plan/index.md).[^1]\n\n" +
	"- eins\n  1. innen\n- [ ] zu tun\n\n| Wer | Was |\n|---|---|\n| {{it.telefon}} | *rufen* |\n\n" +
	"> [!NW] Titel\n> Nur hier.\n\nEinzeln. {#einzeln}\n\n[^1]: Fußnote &amp; \\<b>\n"

func TestTheLinesOfATextArePlain(t *testing.T) {
	want := `{
  "id": "karte",
  "version": "1.0.0",
  "date": "",
  "title": "Karte",
  "blocks": [
    {"id": "anfang", "lines": [
      {"kind":"text","text":"Vorweg {{kommune.name}}."}
    ]},
    {"id": "melden", "lines": [
      {"kind":"heading","level":1,"text":"Melden"},
      {"kind":"text","text":"Sofort anrufen, Plan.[^]","links":["https://example.org/a"]},
      {"kind":"item","text":"eins"},
      {"kind":"step","level":1,"text":"innen"},
      {"kind":"task","text":"zu tun"},
      {"kind":"head","cells":["Wer","Was"]},
      {"kind":"row","cells":["{{it.telefon}}","rufen"]},
      {"kind":"callout","type":"nw","text":"Titel"},
      {"kind":"text","level":1,"text":"Nur hier."},
      {"kind":"note","text":"Fußnote & <b>"}
    ]},
    {"id": "einzeln", "lines": [
      {"kind":"text","text":"Einzeln."}
    ]}
  ]
}
`
	if got := string(freeze(t, sample).Bytes()); got != want {
		t.Errorf("the release is\n%s", got)
	}
}

func TestAReleaseIsReadAsItWasWritten(t *testing.T) {
	v := freeze(t, sample)
	v.Without = []string{"alt"}
	back, problems := Parse(v.Bytes(), "content/vorlagen/karte/versions/1.0.0.json", "karte")
	if len(problems) > 0 || string(back.Bytes()) != string(v.Bytes()) || !Equal(v, back) {
		t.Errorf("problems are %v", problems)
	}
}

func TestWhatIsNoReleaseIsNamed(t *testing.T) {
	good := string(version("1.0.0", "a: A").Bytes())
	for name, c := range map[string]struct{ src, want string }{
		"empty":         {"", "version-unreadable"},
		"no JSON":       {"{", "version-unreadable"},
		"unknown key":   {strings.Replace(good, "date", "datum", 1), "version-unreadable"},
		"more than one": {good + good, "version-unreadable"},
		"twins":         {strings.Replace(good, "    ]}", "    ]}, {\"id\": \"a\", \"lines\": []}", 1), "version-unreadable"},
		"other number":  {strings.Replace(good, "1.0.0", "1.1.0", 1), "version-elsewhere"},
		"other id":      {strings.Replace(good, "karte", "plan", 1), "version-elsewhere"},
	} {
		v, problems := Parse([]byte(c.src), "x/versions/1.0.0.json", "karte")
		if v != nil || len(problems) != 1 || problems[0].ID != c.want || problems[0].Path == "" {
			t.Errorf("%s: %v, problems are %v", name, v, problems)
		}
	}
}

func TestATableToFillInIsABlock(t *testing.T) {
	p := pageWith(t, "1.0.0")
	p.Template.Sheet = &content.Sheet{Tables: []content.SheetTable{{
		ID: "plan", Title: "Plan", Columns: []content.SheetColumn{{ID: "was", Title: "Was", Type: "text", Help: "Kurz."}, {ID: "stand", Title: "Stand", Type: "auswahl", Choices: []string{"offen", "fertig"}}},
		Rows: []map[string]string{{"key": "M-1", "was": "Üben"}},
	}}}
	v := Freeze(p, document.Body{})
	var got []string
	for _, l := range v.Blocks[0].Lines {
		got = append(got, string(l.Kind)+" "+strings.Join(l.parts(), "|"))
	}
	want := "heading Plan,column Was (text) Kurz.,column Stand (auswahl) offen / fertig,head |Was|Stand,row M-1|Üben|"
	if v.Blocks[0].ID != "blatt-plan" || strings.Join(got, ",") != want {
		t.Errorf("the block %s is %s", v.Blocks[0].ID, strings.Join(got, ","))
	}
}

// FuzzParse holds that whatever can be read is written as it was understood.
func FuzzParse(f *testing.F) {
	f.Add(version("1.0.0", "a: A", "b: x|y").Bytes())
	f.Add([]byte(`{"id":"karte","version":"1.0.0","blocks":[{"id":"a","lines":null}]}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		v, problems := Parse(src, "versions/1.0.0.json", "karte")
		if (v == nil) != problems.HasErrors() {
			t.Fatalf("%v, problems are %v", v, problems)
		}
		if v == nil {
			return
		}
		back, problems := Parse(v.Bytes(), "versions/1.0.0.json", "karte")
		if len(problems) > 0 || !Equal(v, back) {
			t.Errorf("problems are %v", problems)
		}
		Compare(v, back)
	})
}

// The portal's own releases can all be read.
func TestThePortalsReleasesAreSound(t *testing.T) {
	const root = "../../content"
	for _, section := range []string{"vorlagen", "richtlinien"} {
		folders, err := os.ReadDir(path.Join(root, section))
		if err != nil {
			t.Fatal(err)
		}
		for _, folder := range folders {
			dir := path.Join(root, section, folder.Name(), Dir)
			files, err := os.ReadDir(dir)
			if err != nil {
				continue
			}
			for _, file := range files {
				name := path.Join(dir, file.Name())
				src, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				v, problems := Parse(src, name, folder.Name())
				if len(problems) > 0 || v.Date == "" || len(v.Blocks) == 0 || string(v.Bytes()) != string(src) {
					t.Errorf("%s: problems are %v, or it was not written by a release", name, problems)
				}
			}
		}
	}
}
