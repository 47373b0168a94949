package contribution

import (
	"archive/zip"
	"bytes"
	"context"
	"os/exec"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/docx"
	"github.com/kaaw/nachbar/internal/privacy"
	"github.com/kaaw/nachbar/internal/versions"
)

func options() Options {
	return Options{
		Section: "vorlagen", Origin: "Gemeinde im Test", Label: "TLP:AMBER", Day: "2026-11-23", Rules: privacy.NewRules("portal@example.org", nil),
		Template: func(string) (*Template, error) { return nil, nil },
		Text:     func(key string, args map[string]string) string { return key + args["file"] },
	}
}

// letter is a document of somebody else, without a stamp.
func letter(t *testing.T, text string) []byte {
	t.Helper()
	f := docx.Write(&document.Document{ID: "x", Title: "Brief", Lang: "de-DE", Blocks: []document.Block{{ID: "a", Elements: []document.Element{
		&document.Heading{Level: 1, ID: "a", Text: []document.Run{{Text: "Ein Plan"}}}, &document.Paragraph{Text: []document.Run{{Text: text}}},
	}}}})
	src, err := f.Bytes(nil)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func zipped(t *testing.T, files map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, data := range files {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func one(t *testing.T, name string, src []byte, opt Options) Result {
	t.Helper()
	list, err := Take(context.Background(), name, src, opt)
	if err != nil || len(list) != 1 {
		t.Fatalf("%v %+v", err, list)
	}
	return list[0]
}

func TestADocumentOfSomebodyElseIsAnAttachmentWithoutPandoc(t *testing.T) {
	r := one(t, "Mein Plan.docx", letter(t, "Hier steht Text."), options())
	if r.Page == nil || r.Page.Name != "mein-plan" || len(r.Page.Files) != 2 || r.Page.Files[1].Name != "mein-plan.docx" {
		t.Fatalf("%+v", r)
	}
	index := string(r.Page.Files[0].Data)
	for _, want := range []string{"draft: true", `tlp: "TLP:AMBER"`, `origin: "Gemeinde im Test"`, "license: CC-BY-4.0", "id: mein-plan", "date: 2026-11-23", `title: "Ein Plan"`} {
		if !strings.Contains(index, want) {
			t.Errorf("no %s in\n%s", want, index)
		}
	}
}

func TestADocumentOfSomebodyElseBecomesMarkdownThroughPandoc(t *testing.T) {
	opt := options()
	program, err := exec.LookPath("pandoc")
	if err != nil {
		program = "/bin/false"
	}
	opt.Pandoc = program
	r := one(t, "plan.docx", letter(t, "Hier steht <b>Text</b> und {{kommune.name}}. Fragen an lotte@zwickelsbach.de"), opt)
	if err != nil { // a program that fails leaves the attachment
		if len(r.Page.Files) != 2 {
			t.Errorf("%+v", r)
		}
		return
	}
	index := string(r.Page.Files[0].Data)
	if len(r.Page.Files) != 1 || strings.Contains(index, "<b>") || strings.Contains(index, "{{") || !strings.Contains(index, "Hier steht") {
		t.Errorf("%s", index)
	}
	if !r.Problems.HasErrors() || len(r.Seen) == 0 {
		t.Errorf("the mail address was not found: %+v %+v", r.Problems, r.Seen)
	}
}

func TestAPackageBringsItsOriginAndOneBadFileDoesNotStopTheOthers(t *testing.T) {
	opt := options()
	opt.Origin = ""
	src := zipped(t, map[string][]byte{
		"beitrag.json": []byte(`{"format":"nachbar-beitrag-1","title":"Plan","origin":"anonym","license":"CC0-1.0"}`),
		"gut.md":       []byte("# Gut\n\nEin Text.\n"),
		"alt.doc":      append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 600)...),
		"zip.zip":      zipped(t, map[string][]byte{"a.md": []byte("a")}),
	})
	list, err := Take(context.Background(), "paket.zip", src, opt)
	if err != nil || len(list) != 3 {
		t.Fatalf("%v %+v", err, list)
	}
	for _, r := range list {
		if good := strings.HasSuffix(r.Name, "gut.md"); good != (r.Page != nil) || good == r.Problems.HasErrors() {
			t.Errorf("%s: %v %v", r.Name, r.Page != nil, r.Problems)
		} else if index := ""; good {
			index = string(r.Page.Files[0].Data)
			if !strings.Contains(index, "origin: anonym") || !strings.Contains(index, "license: CC0-1.0") || !strings.Contains(index, "title: Gut") {
				t.Errorf("%s", index)
			}
		}
	}
}

func TestMarkdownIsNotBelievedWhatItSaysOfItself(t *testing.T) {
	src := "---\ntitle: Ein Text\ntlp: CLEAR\nlayout: selfcheck\ndraft: false\nallow: [{kind: mail, text: a@b.de, why: nur so dahin}]\n---\n\n<script>alert(1)</script>![x](https://evil.example/x.png)\n\n[weg](../../private/x) [da](https://example.org/)\n"
	r := one(t, "text.md", []byte(src), options())
	index := string(r.Page.Files[0].Data)
	for _, bad := range []string{"CLEAR", "selfcheck", "allow", "<script", "evil", "private"} {
		if strings.Contains(index, bad) {
			t.Errorf("%s is left in\n%s", bad, index)
		}
	}
	if !strings.Contains(index, "https://example.org/") || !strings.Contains(index, "draft: true") {
		t.Errorf("%s", index)
	}
}

func TestTheNeighbourIsToldOfWhatIsHidden(t *testing.T) {
	src := letter(t, "Text")
	src = zippedWith(t, src, "word/comments.xml", `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" w:author="Lotte Müller"><w:p><w:r><w:t>ruf an: lotte@zwickelsbach.de</w:t></w:r></w:p></w:comment></w:comments>`)
	r := one(t, "plan.docx", src, options())
	kinds := map[privacy.Kind]bool{}
	for _, f := range r.Seen {
		kinds[f.Kind] = true
	}
	if !kinds[privacy.Mail] || !kinds[privacy.Name] || r.Problems.HasErrors() {
		t.Errorf("%+v %v", r.Seen, r.Problems)
	}
}

// zippedWith adds a part to an archive.
func zippedWith(t *testing.T, src []byte, part, text string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range r.File {
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	f, err := w.Create(part)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAChangedLineKeepsMarksAndLinksAroundTheChange(t *testing.T) {
	for _, c := range []struct{ source, old, now, want string }{
		{"- **Wer** meldet? [Mehr](../a.md).", "Wer meldet? Mehr.", "Wer meldet das? Mehr.", "- **Wer** meldet das? [Mehr](../a.md)."},
		{"- **Wer** meldet heute? [Mehr](../a.md).", "Wer meldet heute? Mehr.", "Wer meldet jetzt? Mehr.", "- **Wer** meldet jetzt? [Mehr](../a.md)."},
		{"| a | alt | {{x.y}} |", "a | alt | {{x.y}}", "a | neu | {{x.y}}", "| a | neu | {{x.y}} |"},
		{"## Titel alt {#titel}", "Titel alt", "Titel neu", "## Titel neu {#titel}"},
	} {
		as := func(text string) *line {
			l := line{kind: versions.Text}
			for cell := range strings.SplitSeq(text, " | ") {
				l.cells = append(l.cells, []document.Run{{Text: cell}})
			}
			return &l
		}
		got, ok := patch(c.source, []step{{old: as(c.old), now: as(c.now)}})
		if !ok || strings.TrimSpace(got) != c.want {
			t.Errorf("%q: %q, want %q", c.source, got, c.want)
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	f.Add("---\ntitle: a\n---\n# b\n\n[c](d) {{e}} <f>")
	f.Add("[![a](b)](c)\n\n<!-- x -->")
	f.Fuzz(func(t *testing.T, src string) {
		list, err := Take(context.Background(), "a.md", []byte(src), options())
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range list {
			if r.Page != nil && !bytes.Contains(r.Page.Files[0].Data, []byte("draft: true")) {
				t.Errorf("%q is no draft", src)
			}
		}
	})
}
