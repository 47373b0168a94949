package privacy

import (
	"encoding/json"
	"os"
	"testing"
)

// example is a text and what is to be found in it: pairs of kind and text.
type example struct {
	Text  string      `json:"text"`
	Found [][2]string `json:"found"`
}

// examples are shared with web/ts/privacy.
func examples(t testing.TB) []example {
	t.Helper()
	src, err := os.ReadFile("testdata/findings.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Findings []example `json:"findings"`
	}
	if err := json.Unmarshal(src, &file); err != nil {
		t.Fatal(err)
	}
	return file.Findings
}

func TestExamplesAreFoundAsInTheBrowser(t *testing.T) {
	for _, e := range examples(t) {
		var got [][2]string
		for _, f := range Text(e.Text, Context{}) {
			if f.Kind == Host || f.Kind == Coordinates { // not in the browser
				continue
			}
			got = append(got, [2]string{string(f.Kind), e.Text[f.Start:f.End]})
			if f.Hard != f.Kind.Hard() || f.Text != Mask(f.Kind, e.Text[f.Start:f.End]) {
				t.Errorf("%q: %+v", e.Text, f)
			}
		}
		if len(got) != len(e.Found) {
			t.Errorf("%q\n got %q\nwant %q", e.Text, got, e.Found)
			continue
		}
		for i := range got {
			if got[i] != e.Found[i] {
				t.Errorf("%q\n got %q\nwant %q", e.Text, got[i], e.Found[i])
			}
		}
	}
}
