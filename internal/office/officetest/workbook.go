package officetest

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/exchange"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/markdown"
	"github.com/kaaw/nachbar/internal/strict"
	"github.com/kaaw/nachbar/internal/tlp"
)

//go:embed sheet.yaml
var sheet []byte

const guide = "## So geht es\n\nErst lesen, {{bcb.name}} fragen.\n\n1. eins\n2. zwei\n   - tief\n\n- [ ] offen\n\n> [!NOTE] Merke\n> Nichts löschen & nichts verschieben.\n"

// Workbook is a workbook with every type of column.
func Workbook(t testing.TB) document.Workbook {
	t.Helper()
	page := &content.Page{Label: tlp.Clear, Template: &content.TemplateKeys{ID: "massnahmen", Version: content.Version{Major: 1}, Sheet: &content.Sheet{}}}
	page.Title, page.Kind = "Maßnahmen & mehr", content.Template
	node, problems := strict.Parse(sheet, strict.Source{Path: "sheet.yaml"})
	problems.Add(strict.Decode(node, strict.Source{Path: "sheet.yaml"}, page.Template.Sheet, strict.Options{})...)
	body, found := markdown.New(markdown.Options{}, nil).Document([]byte(guide), "a.md", 1, nil)
	if problems.Add(found...); len(problems) > 0 {
		t.Fatal(problems)
	}
	registry, _, err := exchange.LoadFields(os.DirFS(root), "data/"+exchange.File)
	if err != nil {
		t.Fatal(err)
	}
	words, err := i18n.Load(os.DirFS(root), "de")
	if err != nil {
		t.Fatal(err)
	}
	return exchange.MakeWorkbook(exchange.Source{Page: page, Body: body, Portal: "https://portal.example.org/"}, registry, words.T)
}

// NamesSurvive has LibreOffice turn a workbook into another format and back, and
// looks for what recognises it later.
func NamesSurvive(t testing.TB, b *document.Workbook, data []byte, format, other string) {
	t.Helper()
	for _, step := range [][2]string{{format, other}, {other, format}} {
		var err error
		if data, err = os.ReadFile(Convert(t, "a."+step[0], data, step[1])); err != nil {
			t.Fatal(err)
		}
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, name := range []string{"meta.xml", "content.xml", "docProps/custom.xml", "xl/workbook.xml", "xl/sharedStrings.xml"} {
		if src, err := fs.ReadFile(r, name); err == nil {
			text.Write(src)
		}
	}
	want := []string{"M-01", "M-02", document.FieldName("kommune.name"), document.FieldName("bcb.name")}
	for _, p := range b.Stamp {
		if p.Field == "" {
			want = append(want, p.Name)
		}
	}
	for _, s := range b.Sheets {
		want = append(want, s.Range)
	}
	for _, name := range want {
		if !strings.Contains(text.String(), name) {
			t.Errorf("%s is lost on the way from %s to %s and back", name, format, other)
		}
	}
}
