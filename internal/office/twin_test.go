package office

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the file that the TypeScript tests check, too")

// copied is a form with answers and what becomes of it.
type copied struct {
	Name    string            `json:"name"`
	Form    *Form             `json:"form"`
	Answers map[string]string `json:"answers"`
	Parts   map[string]string `json:"parts"`
}

func copies(t *testing.T) []copied {
	t.Helper()
	form, err := NewForm([]Part{
		{Name: "mimetype", Body: []byte("application/vnd.oasis.opendocument.text"), Stored: true},
		{Name: "content.xml", Marked: true, Break: "<text:line-break/>", Body: []byte(
			"<p a=\"" + Gap("kommune.name") + "\">" + Answered("kommune.name", Gap("kommune.name"), "[Name]") + "</p>" +
				Choice("kommune.land", Case{"NW", "<nw>" + Gap("it.leitung.name") + "</nw>"}, Case{"NI", "<ni/>"}, Case{Other, "<x/>"}, Case{"", "<nw/><ni/>"}) +
				"<date>" + Gap("@copied") + "</date>")},
		{Name: "styles.xml", Marked: true, Body: []byte("<s>" + Gap("kommune.name") + "</s>")},
		{Name: "bild.bin", Body: []byte("\x00\x01ab")},
	})
	if err != nil {
		t.Fatal(err)
	}
	var out []copied
	for name, answers := range map[string]map[string]string{
		"nothing": {}, "plain": {"kommune.name": "Musterstadt", "kommune.land": "NW", "it.leitung.name": "N. N.", "@copied": "2027-03-10"},
		"signs":       {"kommune.name": `<&"'ß> =1+1`, "kommune.land": "NI"},
		"lines":       {"kommune.name": "eins\nzwei\r\ndrei\rvier\tfünf", "kommune.land": "HE"},
		"other words": {"kommune.name": "😀 שלום \u202e \u0000\u0008\uFFFE\uFFFF\uFFFD", "kommune.land": "*"},
		"marks":       {"kommune.name": Gap("kommune.land") + Choice("a", Case{"", "b"})},
	} {
		c := copied{name, form, answers, map[string]string{}}
		for _, p := range form.Fill(answers) {
			c.Parts[p.Name] = string(p.Body)
		}
		out = append(out, c)
	}
	return out
}

func TestFormsAreFilledAsTheTwinExpects(t *testing.T) {
	got := map[string]copied{}
	for _, c := range copies(t) {
		got[c.Name] = c
	}
	names := []string{"nothing", "plain", "signs", "lines", "other words", "marks"}
	var list []copied
	for _, name := range names {
		list = append(list, got[name])
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", " ")
	if err := e.Encode(list); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("testdata/copies.json", b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/copies.json")
	if err != nil || !bytes.Equal(b.Bytes(), want) {
		t.Errorf("testdata/copies.json is not up to date, run go test -update (%v)", err)
	}
}
