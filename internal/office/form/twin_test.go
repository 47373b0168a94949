package form

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the file that the TypeScript tests check, too")

// twins are what both sides have to make alike.
type twins struct {
	Form    *Form       `json:"form"`
	Copies  []copied    `json:"copies"`
	Values  [][2]string `json:"values"` // as typed, as it goes into a document
	Refused []string    `json:"refused"`
}

// copied are values with what becomes of the form: the texts of its parts.
type copied struct {
	Values map[string]string `json:"values"`
	Parts  []string          `json:"parts"`
}

func makeTwins(t *testing.T) twins {
	t.Helper()
	all := twins{Form: &Form{Parts: []Part{
		{Name: "mimetype", Text: "application/vnd.oasis.opendocument.text", Stored: true},
		{Name: "content.xml", Text: `<p a="` + Value("kommune.name") + `">` + If(Filled("kommune.name")) + Value("kommune.name") + Else + "[Name]" + End + "</p>" +
			If(Is("kommune.land", "NW")) + "<nw>" + Value("it.leitung.name") + "</nw>" + Else + If(Filled("kommune.land")) + "<x/>" + End + "<leer/>" + End +
			If(Any) + "GREEN" + Else + "CLEAR" + End + Value("nachbar.copied")},
		{Name: "styles.xml", Text: "<s>" + Value("toString") + Value("__proto__") + "</s>"},
		{Name: "bild.bin", Data: []byte("\x00\x01ab")},
		{Name: "leer.txt"},
	}}}
	for _, values := range []map[string]string{
		nil,
		{"kommune.name": "Musterstadt", "kommune.land": "NW", "it.leitung.name": "N. N.", "nachbar.copied": "2027-03-10"},
		{"nachbar.copied": "2027-03-10", "kommune.name": ""},
		{"kommune.land": "a=b"}, {"kommune.land": "NW=x"}, {"it.leitung.name": "x"},
		{"kommune.name": `<&"'ß> =1+1 ]]>`, "kommune.land": "HE"},
		{"kommune.name": "😀 שלום \u202e \u0001v\u0002 \uFFFE\uFFFF\uFFFD\u0085\u007f\t\n", "kommune.land": "*"},
	} {
		files, err := all.Form.Fill(values)
		if err != nil {
			t.Fatal(err)
		}
		c := copied{Values: values}
		for _, f := range files {
			c.Parts = append(c.Parts, string(f.Data))
		}
		all.Copies = append(all.Copies, c)
	}
	for _, value := range append([]string{
		"", " a  b\r\n c\t", "a\u00a0b\u202fc", "a\u0085b\u1680c\u2007d\u2028e\u3000f\ufeffg\u200bh", "\u0000a\u0007b\u009fc\u00ad", "\v\f",
		"e\u0301 \U0001F468\u200d\U0001F469",
	}, nasty...) {
		if len(value) < 1000 { // the longest one is tried by each side on its own
			all.Values = append(all.Values, [2]string{valid(value), Normal(valid(value))})
		}
	}
	all.Refused = []string{open, open + close, End, Else, If(Any), If(Any) + Else, "a" + open + "v"}
	return all
}

// valid is a text as JSON can hold it.
func valid(s string) string { return string(bytes.ToValidUTF8([]byte(s), []byte("\uFFFD"))) }

func TestFormsAreFilledAsTheTwinExpects(t *testing.T) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", " ")
	if err := e.Encode(makeTwins(t)); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("testdata/twins.json", b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/twins.json")
	if err != nil || !bytes.Equal(b.Bytes(), want) {
		t.Errorf("testdata/twins.json is not up to date, run go test -update (%v)", err)
	}
}
