package main

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/contribution"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/overlay"
	"github.com/kaaw/nachbar/internal/site"
	"github.com/kaaw/nachbar/internal/strict"
)

// neighbour are invented data for every field of the portal's templates.
func neighbour(fields []string) map[string]string {
	values := map[string]string{"nachbar.copied": "2026-11-23", "nachbar.tag": "23.11.2026", "kommune.land": "Niedersachsen"}
	for i, id := range fields {
		if values[id] == "" {
			values[id] = "Zwickelwert" + strings.Repeat("x", i%7) + string(rune('A'+i%26)) + string(rune('a'+i/26%26))
		}
	}
	return values
}

// portalTemplates are the portal's own templates and what import has to know.
func portalTemplates(t *testing.T) (*site.Copies, contribution.Options) {
	t.Helper()
	opt := site.Options{FS: overlay.New(os.DirFS("../.."), nachbar.Defaults(), "layouts", "static", "i18n", "data"), Defaults: nachbar.Defaults(), Version: "test", Audience: "mitglieder"}
	copies, err := site.LoadCopies(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	words, err := i18n.Load(nachbar.Defaults(), "de")
	if err != nil {
		t.Fatal(err)
	}
	return copies, contribution.Options{
		Section: "vorlagen", Label: "TLP:AMBER", Day: "2026-11-23", Text: words.T, Callouts: callouts(words), Template: templatesOf(context.Background(), opt),
	}
}

func bodyOf(t *testing.T, p *contribution.Page) string {
	t.Helper()
	doc, problems := strict.Split(p.Files[0].Data, "index.md")
	if problems.HasErrors() {
		t.Fatalf("%v\n%s", problems, p.Files[0].Data)
	}
	return strings.TrimSpace(string(doc.Body))
}

func TestACopyOfEachTemplateComesBackAsItsTextWithoutTheNeighboursData(t *testing.T) {
	copies, opt := portalTemplates(t)
	for n, id := range copies.IDs() {
		format := chosen(copies.Template(id), []string{[]string{"odt", "docx"}[n%2], []string{"ods", "xlsx"}[n%2]})[0]
		form, _, err := copies.Form(id, format)
		if err != nil {
			t.Fatal(err)
		}
		src, err := form.Bytes(neighbour(copies.Fields().IDs()))
		if err != nil {
			t.Fatal(err)
		}
		results, err := contribution.Take(context.Background(), id+"."+format, src, opt)
		if err != nil || len(results) != 1 || results[0].Page == nil || results[0].Problems.HasErrors() {
			t.Errorf("%s.%s: %v %+v", id, format, err, results[0].Problems)
			continue
		}
		r := results[0]
		template, err := opt.Template(id)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Changes) > 0 || len(r.Notes) > 0 {
			t.Errorf("%s.%s: %+v %v", id, format, r.Changes, r.Notes)
		}
		doc, _ := strict.Split(template.Source, id)
		if got, want := bodyOf(t, r.Page), strings.TrimSpace(string(doc.Body)); squeezed(got) != squeezed(want) {
			t.Errorf("%s.%s: the text is another one:\n%s\n---\n%s", id, format, got, want)
		}
		if bytes.Contains(r.Page.Files[0].Data, []byte("Zwickelwert")) {
			t.Errorf("%s.%s: data of the neighbour is left", id, format)
		}
	}
}

// squeezed takes blank lines together.
func squeezed(s string) string {
	for strings.Contains(s, "\n\n\n") {
		s = strings.ReplaceAll(s, "\n\n\n", "\n\n")
	}
	return s
}

// edited is an office file with a text changed in one of its parts.
func edited(t *testing.T, src []byte, part, old, now string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == part {
			if !bytes.Contains(data, []byte(old)) {
				t.Fatalf("%q is not in %s", old, part)
			}
			data = bytes.Replace(data, []byte(old), []byte(now), 1)
		}
		to, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: f.Method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWhatTheNeighbourChangedIsAllThatChanges(t *testing.T) {
	copies, opt := portalTemplates(t)
	values := map[string]string{"kommune.name": "Gemeinde Zwickelsbach", "meldestelle.telefon": "05999 123456", "it.telefon": "05999 998877"}
	for format, part := range map[string]string{"odt": "content.xml", "docx": "word/document.xml"} {
		form, _, err := copies.Form("notfallkarte", format)
		if err != nil {
			t.Fatal(err)
		}
		src, err := form.Bytes(values)
		if err != nil {
			t.Fatal(err)
		}
		src = edited(t, src, part, "Netzwerkkabel ziehen, WLAN aus.", "Netzwerkkabel ziehen. Die Gemeinde Zwickelsbach hilft unter 05999 123456.")
		results, err := contribution.Take(context.Background(), "karte."+format, src, opt)
		if err != nil {
			t.Fatal(err)
		}
		r := results[0]
		if len(r.Changes) != 1 || r.Changes[0].Block != "it" || r.Changes[0].Op != "changed" || len(r.Changes[0].Lines) != 2 {
			t.Errorf("%s: %+v", format, r.Changes)
		}
		template, err := opt.Template("notfallkarte")
		if err != nil {
			t.Fatal(err)
		}
		doc, _ := strict.Split(template.Source, "index.md")
		want := strings.Replace(strings.TrimSpace(string(doc.Body)), "Netzwerkkabel ziehen, WLAN aus.", "Netzwerkkabel ziehen. Die {{kommune.name}} hilft unter {{meldestelle.telefon}}.", 1)
		if got := bodyOf(t, r.Page); got != want {
			t.Errorf("%s:\n%s", format, got)
		}
	}
}

func TestACopyThatLibreOfficeSavedComesBack(t *testing.T) {
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Log("without LibreOffice only the templates' own files are tried")
		return
	}
	copies, opt := portalTemplates(t)
	ways := map[string]string{"odt": "docx"}
	if os.Getenv("NACHBAR_SOAK") != "" {
		ways["docx"] = "odt"
	}
	for from, to := range ways {
		form, _, err := copies.Form("notfallkarte", from)
		if err != nil {
			t.Fatal(err)
		}
		src, err := form.Bytes(map[string]string{"kommune.name": "Gemeinde Zwickelsbach", "meldestelle.telefon": "05999 123456"})
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		name := filepath.Join(dir, "karte."+from)
		if err := os.WriteFile(name, src, 0o666); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(program, "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(dir, "profil")), "--headless", "--convert-to", to, "--outdir", dir, name)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		saved, err := os.ReadFile(filepath.Join(dir, "karte."+to))
		if err != nil {
			t.Fatal(err)
		}
		results, err := contribution.Take(context.Background(), "karte."+to, saved, opt)
		if err != nil {
			t.Fatal(err)
		}
		r := results[0]
		if r.Copied != "notfallkarte@1.2.0" || len(r.Changes) > 0 || r.Page == nil {
			t.Errorf("%s saved as %s: %q %+v %v", from, to, r.Copied, r.Changes, r.Problems)
			continue
		}
		if bytes.Contains(r.Page.Files[0].Data, []byte("Zwickelsbach")) || bytes.Contains(r.Page.Files[0].Data, []byte("05999")) {
			t.Errorf("%s saved as %s: data is left", from, to)
		}
	}
}

func TestAChangedCellOfATableComesBackAsARow(t *testing.T) {
	copies, opt := portalTemplates(t)
	for format, part := range map[string]string{"ods": "content.xml", "xlsx": "xl/worksheets/sheet3.xml"} {
		form, _, err := copies.Form("isms-risiken", format)
		if err != nil {
			t.Fatal(err)
		}
		src, err := form.Bytes(map[string]string{"kommune.name": "Gemeinde Zwickelsbach"})
		if err != nil {
			t.Fatal(err)
		}
		src = edited(t, src, part, "Virenschutz, tägliche Sicherung", "Virenschutz der Gemeinde Zwickelsbach, Sicherung")
		results, err := contribution.Take(context.Background(), "risiken."+format, src, opt)
		if err != nil {
			t.Fatal(err)
		}
		r := results[0]
		if len(r.Changes) != 1 || len(r.Changes[0].Lines) != 1 || r.Problems.HasErrors() {
			t.Errorf("%s: %+v %v", format, r.Changes, r.Problems)
		}
		index := string(r.Page.Files[0].Data)
		if !strings.Contains(index, `vorhanden: "Virenschutz der {{kommune.name}}, Sicherung"`) || strings.Contains(index, "Zwickelsbach") || strings.Count(index, "risiko:") != 3 {
			t.Errorf("%s:\n%s", format, index)
		}
	}
}

func TestACopyOfAnOlderVersionGetsTheNewTextWhereTheNeighbourChangedNothing(t *testing.T) {
	copies, opt := portalTemplates(t)
	form, _, err := copies.Form("notfallkarte", "odt")
	if err != nil {
		t.Fatal(err)
	}
	src, err := form.Bytes(map[string]string{"kommune.name": "Gemeinde Zwickelsbach", "meldestelle.telefon": "05999 123456", "meldestelle.nachttelefon": "05999 5", "meldestelle.ersatztelefon": "05999 6",
		"meldestelle.ort": "Rathaus am Zwickel", "it.telefon": "05999 7", "sammelplatz.ort": "Wiese am Zwickel", "dokument.freigabe.datum": "01.02.2027"})
	if err != nil {
		t.Fatal(err)
	}
	// What version 1.1.0 said, and one sentence of the neighbour.
	src = edited(t, src, "content.xml", "Netzwerkkabel ziehen, WLAN aus. Rechner <text:span text:style-name=\"Strong_20_Emphasis\">nicht</text:span> ausschalten.", "Netzwerkkabel ziehen, Rechner ausschalten.")
	src = edited(t, src, "content.xml", "Bleiben Sie erreichbar und warten Sie auf Anweisungen.", "Bleiben Sie erreichbar. Der Bauhof der Gemeinde Zwickelsbach fährt Sie heim.")
	src = edited(t, src, "meta.xml", ">1.2.0<", ">1.1.0<")
	results, err := contribution.Take(context.Background(), "karte.odt", src, opt)
	if err != nil {
		t.Fatal(err)
	}
	r := results[0]
	if r.Copied != "notfallkarte@1.1.0" || len(r.Changes) != 1 || r.Changes[0].Block != "danach" {
		t.Errorf("%s %+v", r.Copied, r.Changes)
	}
	body := bodyOf(t, r.Page)
	for _, want := range []string{"Netzwerkkabel ziehen, WLAN aus. Rechner **nicht** ausschalten.", "## Danach {#danach}\n\n- Bleiben Sie erreichbar. Der Bauhof der {{kommune.name}} fährt Sie heim.", "- Sammelplatz bei Räumung: {{sammelplatz.ort}}."} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in\n%s", want, body)
		}
	}
	if strings.Contains(body, "Zwickel") || strings.Contains(body, "05999") {
		t.Errorf("data is left in\n%s", body)
	}
}
