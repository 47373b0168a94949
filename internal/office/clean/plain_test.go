package clean_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/office/clean"
	"github.com/kaaw/nachbar/internal/office/docx"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/ods"
	"github.com/kaaw/nachbar/internal/office/odt"
	"github.com/kaaw/nachbar/internal/office/officetest"
	"github.com/kaaw/nachbar/internal/office/text"
	"github.com/kaaw/nachbar/internal/office/xlsx"
	"github.com/kaaw/nachbar/internal/overlay"
	"github.com/kaaw/nachbar/internal/site"
)

// plainFile is a file that nothing is wrong with.
type plainFile struct {
	name string
	data []byte
	own  bool // nachbar has written it: nothing at all may be found
}

func plainFiles(t *testing.T) []plainFile {
	t.Helper()
	list := templates(t)
	doc, book := officetest.Sample(t, nil), officetest.Workbook(t)
	for name, f := range map[string]*form.Form{
		"muster.docx": docx.Write(&doc), "muster.odt": odt.Write(&doc), "muster.xlsx": xlsx.Write(&book), "muster.ods": ods.Write(&book),
		"bogen.xlsx": xlsx.WriteGrid(officetest.Grid()), "bogen.ods": ods.WriteGrid(officetest.Grid()),
	} {
		for _, values := range []map[string]string{nil, officetest.Values()} {
			data, err := f.Bytes(values)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, plainFile{name, data, true})
		}
	}
	for _, folder := range []string{"../text/testdata", os.Getenv("NACHBAR_PLAIN")} {
		if folder == "" {
			continue
		}
		names, err := filepath.Glob(filepath.Join(folder, "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if ext := filepath.Ext(name); !strings.Contains(".docx.odt.xlsx.ods.pdf", ext) || strings.HasPrefix(filepath.Base(name), "liste.") {
				continue // the lists hide rows, which become visible
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, plainFile{filepath.Base(name), data, false})
		}
	}
	return list
}

// templates are those of the portal in all formats: every tenth of them, and
// all in a long run.
func templates(t *testing.T) (list []plainFile) {
	t.Helper()
	folder := overlay.New(os.DirFS("../../.."), nachbar.Defaults(), "layouts", "static", "i18n", "data")
	copies, err := site.LoadCopies(context.Background(), site.Options{FS: folder, Version: "1"})
	if err != nil {
		t.Fatal(err)
	}
	step := 10
	if os.Getenv("NACHBAR_SOAK") != "" {
		step = 1
	}
	for i := 0; i < len(copies.IDs()); i += step {
		id := copies.IDs()[i]
		formats := []string{"odt", "docx"}
		if copies.Template(id).Sheet != nil {
			formats = []string{"ods", "xlsx"}
		}
		for _, format := range formats {
			f, _, err := copies.Form(id, format)
			if err != nil {
				t.Fatal(err)
			}
			data, err := f.Bytes(officetest.Values())
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, plainFile{id + "." + format, data, true})
		}
	}
	return list
}

func TestPlainFilesKeepTheirText(t *testing.T) {
	reader := text.NewReader("")
	defer reader.Close()
	accepted, files := 0, plainFiles(t)
	for _, f := range files {
		res, err := clean.File(context.Background(), f.name, f.data)
		if err != nil {
			t.Logf("%s: %v", f.name, err)
			continue
		}
		accepted++
		if f.own && len(res.Findings) > 0 {
			t.Errorf("%s of nachbar's own: %v", f.name, res.Findings)
		}
		checkTwice(t, f.name, res)
		before, err := reader.Extract(context.Background(), f.name, f.data)
		if err != nil {
			t.Fatal(err)
		}
		after, err := reader.Extract(context.Background(), f.name, res.Data)
		if err != nil {
			t.Fatalf("%s cannot be read any more: %v", f.name, err)
		}
		if !reflect.DeepEqual(before, after) {
			t.Errorf("%s has another text", f.name)
		}
	}
	t.Logf("%d of %d plain files are accepted and keep their text", accepted, len(files))
	if len(files) == 0 || accepted*100 < len(files)*98 {
		t.Errorf("%d of %d plain files are accepted", accepted, len(files))
	}
}

// LibreOffice refuses a file that contradicts itself anywhere.
func TestCleanFilesOpenInLibreOffice(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	var sources []string
	add := func(name string, data []byte) {
		res, err := clean.File(context.Background(), name, data)
		if err != nil {
			t.Fatal(err)
		}
		name = filepath.Join(dir, fmt.Sprintf("%d-%s", len(sources), name))
		if err := os.WriteFile(name, res.Data, 0o600); err != nil {
			t.Fatal(err)
		}
		sources = append(sources, name)
	}
	for _, f := range plainFiles(t) {
		if f.own && strings.HasPrefix(f.name, "muster.") || !f.own && !strings.HasSuffix(f.name, ".pdf") {
			add(f.name, f.data)
		}
	}
	for _, version := range []string{"1.1", "1.2"} { // the list of parts has to say the same
		add("alt.odt", odfOf(t, version, "text", "", "<office:text><text:p>Alt</text:p></office:text>"))
	}
	for _, s := range hostile(t) {
		if slices.Contains([]string{"dde-split.docx", "picture-exif.docx", "picture-emf.docx", "hidden-sheet.xlsx", "formula-0.xlsx", "ole.odt", "sheet.ods", "vanish-style.docx"}, s.name) {
			add(s.name, s.data)
		}
	}
	officetest.ConvertAll(t, "pdf", out, sources...)
	for _, source := range sources {
		if _, err := os.Stat(filepath.Join(out, strings.TrimSuffix(filepath.Base(source), filepath.Ext(source))+".pdf")); err != nil {
			t.Errorf("%s does not open", filepath.Base(source))
		}
	}
}
