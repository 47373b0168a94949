package site_test

import (
	"archive/zip"
	"bytes"
	"context"
	"maps"
	"strings"
	"testing"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/overlay"
	"github.com/kaaw/nachbar/internal/site"
)

// exchangeSite is a site with the program's own layouts, a template and a policy.
func exchangeSite() portal {
	return portal{
		"nachbar.yaml":                       "title: Portal\nlanguage: de\naudiences: [{name: oeffentlich, tlp: CLEAR}]\n",
		"content/_index.md":                  md("Start", "cascade: {tlp: CLEAR}", "Willkommen.\n"),
		"content/vorlagen/_index.md":         md("Vorlagen"),
		"content/vorlagen/karte/index.md":    templateOf("karte", "bcms: [reaktiv]", "Hier ist {{kommune.name}}.\n"),
		"content/richtlinien/_index.md":      md("Richtlinien"),
		"content/richtlinien/regel/index.md": templateOf("regel", "needs: [karte]", "{{it.leitung.name}} regelt {{regel.was}}, siehe [Karte](../../vorlagen/karte/index.md).\n"),
		"data/felder.yaml":                   exchangeFields,
	}
}

const exchangeFields = `groups: [{id: a, title: Gruppe}]
fields:
  - {id: kommune.name, group: a, type: text, label: Name der Kommune}
  - {id: kommune.land, group: a, type: text, label: Land}
  - {id: it.leitung.name, group: a, type: text, label: Leitung der IT}
  - {id: dokument.version, group: a, type: text, label: Version}
  - {id: dokument.autor, group: a, type: text, label: Verfasst von}
  - {id: dokument.freigabe.person, group: a, type: text, label: Freigabe}
  - {id: dokument.freigabe.datum, group: a, type: datum, label: am}
  - {id: dokument.ueberarbeitung.datum, group: a, type: datum, label: neu am}
  - {id: dokument.geltungsbereich, group: a, type: text, label: gilt für}
  - {id: dokument.ablage, group: a, type: text, label: liegt}
  - {id: dokument.aufbewahrung, group: a, type: text, label: bleibt}
`

func templateOf(id, key, body string) string {
	keys := []string{"id: " + id, "version: 1.0.0", "purpose: Probe.", "changes: [{version: 1.0.0, date: 2027-01-05, class: ergaenzung, why: Neu.}]", "bcms: [reaktiv]", body}
	if id == "regel" {
		keys[4] = "fields: [{id: regel.was, label: Was, type: text}]\n" + key
	}
	return md("Vorlage "+id, keys...)
}

func (p portal) withDefaults() site.Options {
	return site.Options{FS: overlay.New(p.fs(), nachbar.Defaults(), "layouts", "static", "i18n", "data"), Version: "test"}
}

// partOf is a part of an office file.
func partOf(t *testing.T, file []byte, name string) string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	part, err := r.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.ReadFrom(part); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTemplatesHaveFilesFormsAndPages(t *testing.T) {
	files := outputs(t, exchangeSite().withDefaults())
	for _, want := range []string{
		"merkliste/index.html", "meine-kommune/index.html", "vorlagen/daten.js", "vorlagen/karte/karte.odt", "vorlagen/karte/karte.docx",
		"richtlinien/regel/regel.odt", "vorlagen/formulare/karte-odt.js", "vorlagen/formulare/regel-docx.js",
	} {
		if files[want] == nil {
			t.Errorf("no %s", want)
		}
	}
	if text := partOf(t, files["vorlagen/karte/karte.odt"], "content.xml"); !strings.Contains(text, "Name der Kommune") || strings.ContainsAny(text, "\x01\x02") {
		t.Error("the unfilled file does not show the label of its field")
	}
	if page := string(files["merkliste/index.html"]); !strings.Contains(page, `href="../vorlagen/karte/karte.odt"`) || !strings.Contains(page, `data-note="regel"`) {
		t.Error("the list of all templates misses one")
	}
	if page := string(files["index.html"]); !strings.Contains(page, `data-data="vorlagen/daten.js"`) {
		t.Error("the head of a page does not lead to the basket")
	}
}

func TestASiteWithoutTemplatesHasNothingOfThem(t *testing.T) {
	p := exchangeSite()
	delete(p, "content/vorlagen/karte/index.md")
	delete(p, "content/richtlinien/regel/index.md")
	for path, body := range outputs(t, p.withDefaults()) {
		if strings.HasPrefix(path, "merkliste") || strings.HasPrefix(path, "meine-kommune") || strings.HasSuffix(path, "daten.js") ||
			strings.HasSuffix(path, ".html") && bytes.Contains(body, []byte("data-basket")) {
			t.Errorf("%s is there, or speaks of them", path)
		}
	}
}

func TestFilesOfTemplatesFollowWhatTheyAreMadeOf(t *testing.T) {
	p := exchangeSite()
	sink, cache := newMemory(), &site.Cache{}
	for _, edit := range []struct {
		name string
		do   func()
		// changes are files that have to be others afterwards, keeps stay.
		changes, keeps string
	}{
		{name: "nothing", do: func() {}},
		{"a text", func() { p["content/vorlagen/karte/index.md"] += "\nNeu: {{kommune.land}}.\n" }, "vorlagen/karte/karte.odt vorlagen/formulare/karte-docx.js vorlagen/daten.js", "richtlinien/regel/regel.odt index.html"},
		{"a label", func() {
			p["data/felder.yaml"] = strings.Replace(exchangeFields, "Leitung der IT", "IT-Leitung", 1)
		}, "richtlinien/regel/regel.odt vorlagen/daten.js", ""},
		{"a title", func() {
			p["content/vorlagen/karte/index.md"] = strings.Replace(p["content/vorlagen/karte/index.md"], "Vorlage karte", "Aushang", 1)
		}, "vorlagen/karte/karte.odt vorlagen/daten.js merkliste/index.html", "richtlinien/regel/regel.odt"},
		{"the portal", func() {
			p["nachbar.yaml"] = strings.Replace(p["nachbar.yaml"], "Portal", "Anderes", 1)
		}, "vorlagen/karte/karte.odt vorlagen/daten.js", ""},
		{"one less", func() { delete(p, "content/richtlinien/regel/index.md") }, "vorlagen/daten.js", "vorlagen/karte/karte.odt"},
		{"none left", func() { delete(p, "content/vorlagen/karte/index.md") }, "index.html", ""},
	} {
		before := maps.Clone(sink.files)
		edit.do()
		opt := p.withDefaults()
		want := outputs(t, opt)
		if _, err := site.Build(context.Background(), opt, sink, cache); err != nil {
			t.Fatal(err)
		}
		if d := difference(sink.files, want); d != "" {
			t.Fatalf("after %s: %s", edit.name, d)
		}
		for _, path := range strings.Fields(edit.changes) {
			if bytes.Equal(before[path], sink.files[path]) {
				t.Errorf("after %s: %s is as before", edit.name, path)
			}
		}
		for _, path := range strings.Fields(edit.keeps) {
			if !bytes.Equal(before[path], sink.files[path]) {
				t.Errorf("after %s: %s is another one", edit.name, path)
			}
		}
	}
}
