// Package officetest helps to test the writers of office files: a document
// with everything in it, and what LibreOffice makes of a file.
package officetest

import (
	"bytes"
	_ "embed"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/exchange"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/markdown"
	"github.com/kaaw/nachbar/internal/tlp"
)

// root is the project's root from a package two folders below internal.
const root = "../../.."

//go:embed sample.md
var sample string

// Sample is a document with every kind of element. change may alter the keys of
// its template; nil leaves them.
func Sample(t testing.TB, change func(*content.Page)) document.Document {
	t.Helper()
	page := &content.Page{Label: tlp.Clear, Template: &content.TemplateKeys{
		ID: "muster", Version: content.Version{Major: 1, Minor: 2, Patch: 3}, Doctype: "Leitlinie", Audience: "Alle Beschäftigten",
	}}
	page.Title, page.Kind = "Leitlinie zum Business Continuity Management & mehr", content.Template
	if change != nil {
		change(page)
	}
	registry, _, err := exchange.LoadFields(os.DirFS(root), "data/"+exchange.File)
	if err != nil {
		t.Fatal(err)
	}
	words, err := i18n.Load(os.DirFS(root), "de")
	if err != nil {
		t.Fatal(err)
	}
	body, problems := markdown.New(markdown.Options{}, nil).Document([]byte(sample), "a.md", 1, pictures{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, block := range body.Blocks {
		for _, element := range block.Elements {
			if f, ok := element.(*document.Figure); ok {
				f.Image.Data = square(t)
			}
		}
	}
	return exchange.Make(exchange.Source{Page: page, Body: body, Portal: "https://portal.example.org/"}, registry, words.T)
}

// pictures finds every picture and no page.
type pictures struct{}

func (pictures) Link(string) (string, error) { return "", nil }
func (pictures) Image(dest string) (markdown.Image, error) {
	return markdown.Image{Src: dest, Width: 60, Height: 40}, nil
}

// square is a red picture.
func square(t testing.TB) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 60, 40))
	for i := range 60 * 40 {
		img.Set(i%60, i/60, color.RGBA{R: 200, A: 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Values are those of a municipality that fills in what hurts.
func Values() map[string]string {
	return map[string]string{
		"kommune.name": `Gemeinde <Muster> & "Söhne" ß 😀`, "kommune.land": "Nordrhein-Westfalen", "bcb.name": "=SUMME(A1)",
		"krisenstab.leitung.name": "שלום", "meldestelle.telefon": "0xxx-1111", exchange.CopiedDay: "2027-01-15", exchange.CopiedText: "15.01.2027",
	}
}

// Convert has LibreOffice make a file of another type of one and returns its
// path.
func Convert(t testing.TB, name string, data []byte, to string) string {
	t.Helper()
	dir := t.TempDir()
	source := filepath.Join(dir, name)
	if err := os.WriteFile(source, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	ConvertAll(t, to, out, source)
	ext, _, _ := strings.Cut(to, ":")
	target := filepath.Join(out, strings.TrimSuffix(name, filepath.Ext(name))+"."+ext)
	if _, err := os.Stat(target); err != nil {
		t.Fatalf("soffice made no %s of %s", to, name)
	}
	return target
}

// ConvertAll has LibreOffice make files of another type in the folder out.
func ConvertAll(t testing.TB, to, out string, sources ...string) {
	t.Helper()
	args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(t.TempDir(), "profile"), "--convert-to", to, "--outdir", out}
	if log, err := exec.Command(tool(t, "soffice"), append(args, sources...)...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, log)
	}
}

// tool is a program that the tests need.
func tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("no %s: run make tools", name)
	}
	return path
}

// PDFText is the text of a PDF, blanks taken together.
func PDFText(t testing.TB, pdf string) string {
	t.Helper()
	out, err := exec.Command(tool(t, "pdftotext"), "-layout", pdf, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}
