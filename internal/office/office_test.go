package office

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

func filled(t *testing.T, body string, answers map[string]string) string {
	t.Helper()
	f, err := NewForm([]Part{{Name: "a.xml", Body: []byte(body), Marked: true, Break: "<br/>"}})
	if err != nil {
		t.Fatal(err)
	}
	return string(f.Fill(answers)[0].Body)
}

func TestGapsAndChoicesBecomeAnswers(t *testing.T) {
	body := "<p>" + Answered("kommune.name", "<b>"+Gap("kommune.name")+"</b>", "[Name der Kommune]") + "</p>" +
		Choice("land", Case{"NW", "<nw/>"}, Case{"NI", "<ni/>"}, Case{"", "<nw/><ni/>"})
	for _, c := range []struct {
		answers map[string]string
		want    string
	}{
		{nil, "<p>[Name der Kommune]</p><nw/><ni/>"},
		{map[string]string{"kommune.name": "Musterstadt", "land": "NI"}, "<p><b>Musterstadt</b></p><ni/>"},
		{map[string]string{"kommune.name": `A & <B> "C"`, "land": "HE"}, "<p><b>A &amp; &lt;B&gt; &quot;C&quot;</b></p>"},
		{map[string]string{"kommune.name": "a\r\nb\x00\x0b\tc😀 \u05e9"}, "<p><b>a<br/>b c😀 \u05e9</b></p><nw/><ni/>"},
	} {
		if got := filled(t, body, c.answers); got != c.want {
			t.Errorf("%v: got %s, want %s", c.answers, got, c.want)
		}
	}
}

func TestAnswersNeverBecomeMarks(t *testing.T) {
	body := Gap("a") + Gap("b")
	if got := filled(t, body, map[string]string{"a": Gap("b"), "b": "x"}); strings.Count(got, "x") != 1 {
		t.Errorf("an answer was read as a mark: %q", got)
	}
	if got := Plain("ab" + Gap("c")); got != "abc" {
		t.Errorf("Plain leaves %q", got)
	}
}

func TestMarksThatDoNotFitAreRefused(t *testing.T) {
	for _, body := range []string{
		string(gapOpen), string(gapOpen) + "a", string(gapOpen) + string(gapClose), string(gapClose), string(choiceOpen) + "a",
		string(choiceOpen) + "a" + string(caseOpen) + "b", string(caseText), string(choiceClose),
		Choice("a", Case{"", string(gapOpen)}), string(choiceOpen) + string(choiceClose),
	} {
		if _, err := Cut(body); err == nil {
			t.Errorf("%q is accepted", body)
		}
	}
}

func TestFilesAreTheSameBytesWithTheTypeInFront(t *testing.T) {
	parts := []Filled{{Name: "mimetype", Body: []byte("application/vnd.oasis.opendocument.text"), Stored: true}, {Name: "content.xml", Body: []byte("<a/>")}}
	var one, two bytes.Buffer
	if err := Zip(&one, parts); err != nil {
		t.Fatal(err)
	}
	if err := Zip(&two, parts); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Errorf("the same parts are other bytes (%v)", err)
	}
	if got := string(one.Bytes()[38:77]); got != "application/vnd.oasis.opendocument.text" {
		t.Errorf("the type stands elsewhere: %q", got)
	}
	r, err := zip.NewReader(bytes.NewReader(one.Bytes()), int64(one.Len()))
	if err != nil || len(r.File) != 2 {
		t.Fatalf("no ZIP file: %v", err)
	}
}

func FuzzCut(f *testing.F) {
	f.Add("a" + Gap("b") + Choice("c", Case{"d", Gap("e")}, Case{"", ""}))
	f.Add(string(choiceOpen) + "x" + string(caseOpen) + string(caseText) + string(choiceClose))
	f.Fuzz(func(t *testing.T, text string) {
		pieces, err := Cut(text)
		if err != nil {
			return
		}
		form := Form{Entries: []Entry{{Name: "x", Pieces: pieces}}}
		if got := string(form.Fill(map[string]string{"b": Gap("q")})[0].Body); !strings.ContainsAny(text, marks) && got != text {
			t.Errorf("text without marks changed: %q", got)
		}
	})
}
