package form

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

func TestHolesAreFilled(t *testing.T) {
	text := "a" + Value("x") + If(Filled("x")) + "[" + Value("x") + If(Is("land", "NW")) + "nw" + Else + "kein" + End + "]" + Else + "leer" +
		If(Is("land", "NW")) + "nie" + End + End + If(Any) + "!" + Else + "?" + End
	for _, c := range []struct {
		values map[string]string
		want   string
	}{
		{nil, "aleer?"},
		{map[string]string{"x": ""}, "aleer?"},
		{map[string]string{"nachbar.tag": "heute"}, "aleer?"},
		{map[string]string{"x": "<&"}, "a&lt;&amp;[&lt;&amp;kein]!"},
		{map[string]string{"x": "1", "land": "NW"}, "a1[1nw]!"},
		{map[string]string{"land": "NW"}, "aleernie!"},
	} {
		if got, err := fill(text, c.values); err != nil || string(got) != c.want {
			t.Errorf("%v: got %q, %v, want %q", c.values, got, err, c.want)
		}
	}
}

func TestBrokenFormsAreRefused(t *testing.T) {
	for _, text := range []string{open, open + close, End, Else, If(Any), If(Any) + Else, "a" + open + "v"} {
		if got, err := fill(text, nil); err == nil {
			t.Errorf("%q is filled: %q", text, got)
		}
	}
}

// nasty are values that have hurt somebody's document.
var nasty = []string{
	`<&"'ß>`, "]]>", "<![CDATA[x]]>", "&amp;", "😀 Ärger", "שלום עולם", "=SUMME(A1)", "+1", "-1", "@x", "\x00\x01vx\x02\x07", "a\tb\n\n c\r\nd  e",
	"\uFFFE\uFFFF", "\xff\xfe", strings.Repeat("Ä", 10_000), " ", "{{x}}", "\u202Eabc",
}

func TestValuesStayText(t *testing.T) {
	f := Form{Parts: []Part{{Name: "a.xml", Text: `<a b="` + Value("x") + `">` + Value("x") + `</a>`}}}
	for _, value := range nasty {
		files, err := f.Fill(map[string]string{"x": Normal(value)})
		if err != nil {
			t.Fatal(err)
		}
		var a struct {
			B    string `xml:"b,attr"`
			Text string `xml:",chardata"`
		}
		if err := xml.Unmarshal(files[0].Data, &a); err != nil || a.B != Normal(value) || a.Text != Normal(value) {
			t.Errorf("%.30q comes back as %.30q, %.30q, %v", value, a.B, a.Text, err)
		}
	}
}

func TestValuesAreOneLine(t *testing.T) {
	for in, want := range map[string]string{
		"a\tb\n\n c\r\nd  e": "a b c d e", " a ": "a", "a\u00a0b": "a\u00a0b", "\x01a\x02": "a", "": "", "  ": "",
		strings.Repeat("x", MaxValue+5): strings.Repeat("x", MaxValue),
	} {
		if got := Normal(in); got != want {
			t.Errorf("%.20q becomes %.20q", in, got)
		}
	}
}

func TestTheArchiveIsTheSameEveryTimeAndStartsWithItsKind(t *testing.T) {
	const kind = "application/vnd.oasis.opendocument.text"
	f := Form{Parts: []Part{{Name: "mimetype", Text: kind, Stored: true}, {Name: "a/ä.xml", Text: strings.Repeat("<x/>", 99)}, {Name: "leer.bin", Data: nil}}}
	first, err := f.Bytes(nil)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := f.Bytes(nil)
	if !bytes.Equal(first, again) {
		t.Error("two archives differ")
	}
	if string(first[30:38]) != "mimetype" || string(first[38:38+len(kind)]) != kind {
		t.Errorf("the archive starts with %q", first[:80])
	}
	r, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range r.File {
		rc, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(rc)
		if err != nil || string(data) != f.Parts[i].Text || file.Name != f.Parts[i].Name {
			t.Errorf("%s is %q, %v", file.Name, data, err)
		}
	}
}

func FuzzFill(f *testing.F) {
	for _, value := range nasty {
		f.Add(value, value)
	}
	form := Form{Parts: []Part{{Name: "a", Text: "<a>" + If(Is("y", "z")) + Value("x") + Else + Value("y") + End + "</a>"}}}
	f.Fuzz(func(t *testing.T, x, y string) {
		files, err := form.Fill(map[string]string{"x": x, "y": y})
		if err != nil {
			t.Fatal(err)
		}
		if err := xml.Unmarshal(files[0].Data, new(struct{})); err != nil {
			t.Errorf("%q, %q: %v", x, y, err)
		}
	})
}
