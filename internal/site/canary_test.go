package site_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/overlay"
	"github.com/kaaw/nachbar/internal/site"
)

// canaries hands out words that stand nowhere else.
type canaries struct{ n int }

// next is a canary: letters and digits, so that addresses keep them.
func (c *canaries) next() string {
	c.n++
	return fmt.Sprintf("kanarie%04dvogel", c.n*7919%10000)
}

// fill puts a canary in the place of each "@".
func (c *canaries) fill(text string) string {
	var b strings.Builder
	for part, rest, ok := strings.Cut(text, "@"); ; part, rest, ok = strings.Cut(rest, "@") {
		b.WriteString(part)
		if !ok {
			return b.String()
		}
		b.WriteString(c.next())
	}
}

// canaryBody is a text with a canary wherever Markdown can hold one.
const canaryBody = `Absatz @ und **@**, *@*, ~~@~~, ` + "`@`" + `, [@](https://example.org/@/?q=@ "@"), ![@](bild@.svg "@").

## Kapitel @ {#stelle-@}

> [!NOTE] Hinweis @
> Zitat @

- Punkt @
  1. Unterpunkt @
- [ ] Aufgabe @

| Kopf @ | Spalte |
|---|---|
| Zelle @ | @ |

Begriff @
: Erklärung @

` + "```go\n// @\nvar s = \"@\"\n```" + `

    eingerückt @

Fußnote[^n].

[^n]: Note @, <https://example.org/@>, siehe [@][r] und \@ &amp; @&shy;ende.

[r]: https://example.org/@

### Kapitel @

FRIST heißt @. Adresse: [@](#stelle-@), ungeöffnet: <!-- @ -->
`

// canarySite is a site with the program's own layouts, and with pages of every
// kind for members only that are full of canaries.
func canarySite(c *canaries) (p portal) {
	p = exchangeSite().with(
		"nachbar.yaml", "title: Portal\nlanguage: de\naudiences: [{name: oeffentlich, tlp: CLEAR}, {name: mitglieder, tlp: AMBER}]\n",
		"content/leitfaden/_index.md", md("Leitfaden"), "content/leitfaden/bia.md", md("BIA", "step: '7'", "tags: [analyse]", "Eine Frist.\n"),
		"content/aktuelles/_index.md", md("Aktuelles"), "content/aktuelles/a.md", md("Neu", "date: 2027-01-02", "Text.\n"),
		"content/glossar/_index.md", md("Glossar", "layout: glossary"), "content/termine/_index.md", md("Termine"), "content/termine/a.md", md("Runde", "start: 2027-01-02", "series: runde", "Text.\n"),
		"data/bsi/schritte.yaml", "- {step: '7', title: Analysieren, page: leitfaden/bia}\n", "data/glossar.yaml", "- {id: frist, term: Frist, short: Zeit., text: Zeit.}\n",
		"data/tlp.yaml", "intern.yaml: AMBER\nintern: AMBER\n",
	)
	common := []string{"tlp: AMBER", `description: "Worum es geht: @"`, "tags: [schlagwort-@, analyse]", "aliases: [/alt/@/]", "review: {every: 24m, last: 2026-10-01, role: Rolle @}"}
	page := func(source, title string, keys ...string) {
		source = c.fill(source)
		body := strings.ReplaceAll(canaryBody, "{#stelle-@}", "")
		body = strings.ReplaceAll(body, "(#stelle-@)", "(https://example.org/#@)")
		body = c.fill(strings.Replace(body, "bild@.svg", "BILD", 1))
		bild := "bild-" + c.next() + ".svg"
		body = strings.Replace(body, "BILD", bild, 1)
		keys = append(slices.Clone(common), keys...)
		p[source] = md(c.fill(title), append(strings.Split(c.fill(strings.Join(keys, "\n")), "\n"), body)...)
		dir := strings.TrimSuffix(source, "index.md")
		p[dir+bild] = c.fill("<svg xmlns='http://www.w3.org/2000/svg'><title>@</title><text>@</text></svg>")
		p[dir+"liste-"+c.next()+".csv"] = c.fill("Ort;Wert\n@;@\n")
		p[dir+"bericht-"+c.next()+".docx"] = c.fill(officeFile)
	}
	page("content/leitfaden/@/index.md", "Kapitel @", "step: '7'", "bcms: [reaktiv]", "slug: kurz-@")
	page("content/aktuelles/@/index.md", "Meldung @", "date: 2029-01-01", "lastmod: 2029-02-02")
	page("content/termine/@/index.md", "Termin @", "start: 2029-01-01T09:00", "end: 2029-01-01T10:00", `place: "Raum @"`, "organizer: Gruppe @", "series: reihe-@")
	page("content/seiten/@/index.md", "Seite @")
	id := c.next()
	page("content/vorlagen/"+id+"/index.md", "Vorlage @", "id: "+id, "version: 1.1.0", `purpose: "Zweck @"`, "bcms: [reaktiv]",
		`changes: [{version: 1.1.0, date: 2029-01-05, class: ergaenzung, why: "Grund @"}, {version: 1.0.0, date: 2029-01-04, class: ergaenzung, why: "Grund @"}]`, `when: "Wann @"`, `who: "Wer @"`, `effort: "Stunden @"`, `doctype: "Art @"`, `audience: "Leser @"`, `scope: "Bereich @"`, `origin: "Herkunft @"`,
		`fields: [{id: `+id+`.feld, label: "Feld @", help: "Hilfe @", example: "Beispiel @", type: auswahl, choices: ["Wahl @", "Wahl @"]}]`)
	p["content/vorlagen/"+id+"/index.md"] += "\nHier steht {{" + id + ".feld}}.\n"
	id = c.next()
	page("content/richtlinien/"+id+"/index.md", "Richtlinie @", "id: "+id, "version: 1.0.0", `purpose: "Zweck @"`, "bcms: [reaktiv]", `changes: [{version: 1.0.0, date: 2029-01-05, class: ergaenzung, why: "Grund @"}]`, `usedBy: 3`)
	p["content/mitglieder/_index.md"] = c.fill(md("Bereich @", "tlp: GREEN", "cascade: {tlp: AMBER}", "description: Bereich @", "Einleitung @.\n"))
	p["content/mitglieder/"+c.next()+".md"] = c.fill(md("Unterseite @", "Text @.\n"))
	p["data/intern.yaml"] = c.fill("- {id: @, title: '@', text: '@'}\n")
	p["data/intern/"+c.next()+".yaml"] = c.fill("a: '@'\n")
	return p
}

// officeFile stands for an archive, which canaryFiles makes of it.
const officeFile = "office file: @ @ @ @ @"

// canaryFiles are those of the portal, with real office files in it.
func canaryFiles(t *testing.T, p portal) fstest.MapFS {
	files := p.fs()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		words, ok := strings.CutPrefix(p[name], "office file: ")
		if !ok {
			continue
		}
		w := strings.Fields(words)
		const head = "<?xml version='1.0' encoding='UTF-8'?>\n"
		files[name].Data = archive(t,
			"[Content_Types].xml", head+`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
			"_rels/.rels", head+`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
			"word/document.xml", head+`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Text `+w[0]+`</w:t></w:r></w:p><w:p><w:r><w:t>Mehr `+w[1]+`</w:t></w:r></w:p></w:body></w:document>`,
			"docProps/core.xml", head+`<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>`+w[2]+`</dc:title><dc:creator>`+w[3]+`</dc:creator><dc:subject>`+w[4]+`</dc:subject></cp:coreProperties>`)
	}
	return files
}

func archive(t *testing.T, pairs ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		part, err := w.Create(pairs[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(pairs[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var (
	canary  = regexp.MustCompile(`kanarie\d{4}vogel`)
	encoded = regexp.MustCompile(`[A-Za-z0-9+/]{24,}=*`)
)

// caught lists the canaries in some files: in their names, their bytes, the parts
// of archives, and whatever Base64 and deflate hide.
func caught(files map[string][]byte) map[string]string {
	found := map[string]string{}
	var look func(name string, body []byte, depth int)
	look = func(name string, body []byte, depth int) {
		for _, c := range canary.FindAll(bytes.ToLower(body), -1) {
			found[string(c)] = name
		}
		if r, err := zip.NewReader(bytes.NewReader(body), int64(len(body))); err == nil && depth < 4 {
			for _, part := range r.File {
				look(name, []byte(part.Name+part.Comment), depth+1)
				if f, err := part.Open(); err == nil {
					inner, _ := io.ReadAll(f) // as far as it can be read
					look(name+" › "+part.Name, inner, depth+1)
				}
			}
			return
		}
		if depth > 2 {
			return
		}
		for _, run := range encoded.FindAll(body, -1) {
			decoded, err := base64.StdEncoding.DecodeString(string(run))
			if err != nil {
				continue
			}
			look(name, decoded, depth+1)
			inflated, _ := io.ReadAll(flate.NewReader(bytes.NewReader(decoded))) // or nothing
			look(name, inflated, depth+1)
		}
	}
	for name, body := range files {
		look(name, []byte(name), 4)
		look(name, body, 0)
	}
	return found
}

// TestNoCanaryGetsOut puts canaries into everything that is for members, and
// looks for them in everything that a public build makes or keeps.
func TestNoCanaryGetsOut(t *testing.T) {
	c := &canaries{}
	p := canarySite(c)
	files := canaryFiles(t, p)
	opt := p.withDefaults()
	opt.FS = overlay.New(files, nachbar.Defaults(), "layouts", "static", "i18n", "data")
	opt.Audience = "mitglieder"
	inside := outputs(t, opt)
	if n := len(caught(inside)); c.n < 300 || n < 280 {
		t.Errorf("%d canaries, of which %d show in the edition for members: the test says little", c.n, n)
	}

	labelled(t, inside, true)

	for name, v := range map[string]string{"1.0.0": "ältere", "1.1.0": "neue"} { // of which the public build must not even know whether they are right
		files["content/vorlagen/karte2/versions/"+name+".json"] = &fstest.MapFile{Data: []byte(c.fill(v + " @"))}
	}
	files["content/vorlagen/karte2/index.md"] = &fstest.MapFile{Data: []byte(strings.Replace(templateOf("karte2", "", c.fill("Text @.\n")), "---\n", "---\ntlp: AMBER\n", 1))}
	opt.Audience = "oeffentlich"
	sink, cache := newMemory(), &site.Cache{}
	result, err := site.Build(context.Background(), opt, sink, cache)
	if err != nil || result.Problems.HasErrors() {
		t.Fatalf("%v %s", err, listing(result.Problems))
	}
	labelled(t, sink.files, false)
	var kept bytes.Buffer
	if err := cache.Save(&kept); err != nil {
		t.Fatal(err)
	}
	public := maps.Clone(sink.files)
	public["(cache)"] = kept.Bytes()
	public["(problems)"] = []byte(listing(result.Problems))
	public["(stats)"] = fmt.Append(nil, result.Stats)
	for c, place := range caught(public) {
		t.Errorf("%s is in %s", c, place)
	}

	others := canarySite(&canaries{n: 5000})
	again := opt
	again.FS = overlay.New(canaryFiles(t, others), nachbar.Defaults(), "layouts", "static", "i18n", "data")
	if d := difference(outputs(t, again), sink.files); d != "" {
		t.Errorf("with other canaries %.600s", d)
	}

	secrets, err := site.Secrets(context.Background(), opt, nil)
	if err != nil {
		t.Fatal(err)
	}
	if found, err := secrets.Scan(context.Background(), inMemory(sink.files)); err != nil || len(found) > 0 {
		t.Errorf("the scanner finds %s, %v", listing(found), err)
	}
	if found, err := secrets.Scan(context.Background(), inMemory(inside)); err != nil || len(found) < 30 {
		t.Errorf("in the edition for members the scanner finds %d files only, %v", len(found), err)
	}
}

// labelled checks that every page begins with its label, or that none does, and
// that pages which may tell of any other carry the label of the edition.
func labelled(t *testing.T, files map[string][]byte, want bool) {
	t.Helper()
	edition, pages := "TLP:CLEAR", 0
	if want {
		edition = "TLP:AMBER"
	}
	for name, body := range files {
		if !strings.HasSuffix(name, ".html") || !bytes.Contains(body, []byte(`class="skip"`)) {
			continue
		}
		pages++
		if got := bytes.Contains(body, []byte(`<section class="tlp-band"`)); got != want {
			t.Errorf("%s: begins with its label is %t", name, got)
		}
	}
	for _, name := range []string{"index.html", "404.html", "suche/index.html", "a-z/index.html", "schlagworte/index.html", "leitfaden/index.html"} {
		if !bytes.Contains(files[name], []byte(`data-tlp="`+edition+`"`)) {
			t.Errorf("%s does not carry %s", name, edition)
		}
	}
	if pages < 10 {
		t.Errorf("only %d pages", pages)
	}
}

func inMemory(files map[string][]byte) fstest.MapFS {
	m := fstest.MapFS{}
	for name, body := range files {
		m[name] = &fstest.MapFile{Data: body}
	}
	return m
}
