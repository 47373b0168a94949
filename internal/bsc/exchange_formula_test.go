package bsc_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/kaaw/nachbar/internal/office/officetest"
	"github.com/kaaw/nachbar/internal/office/sheet"
)

// starts are what texts begin with that spreadsheet programs have taken for
// formulas.
var starts = []string{
	"=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠x", "'=1+1", "=cmd|' /C calc'!A0", " =1+1", "\u00a0=1",
	"\"=1+1", ";=1+1", `=HYPERLINK("http://example.org")`, "%0A=1", "{=1}", "#REF!", "1/2", "\u200b=1", "\ufeff=1", "==1",
}

func TestNoTextOfACatalogueBecomesAFormula(t *testing.T) {
	c, _ := hurt(t)
	for i, text := range starts {
		q := c.Questions[0]
		q.ID, q.Short, q.Help, q.Text = fmt.Sprintf("bsc-2030-T01-%d", 10+i), text, text, text
		c.Questions = append(c.Questions, q)
	}
	dir := t.TempDir()
	for _, format := range []string{"csv", "xlsx", "ods"} {
		file, out := filepath.Join(dir, format+"."+format), filepath.Join(dir, "out")
		if err := os.WriteFile(file, export(t, c, format), 0o600); err != nil {
			t.Fatal(err)
		}
		sources := []string{file}
		if format == "csv" {
			sources = []string{"--infilter=CSV:59,34,76", file} // semicolons, quotes, UTF-8
		}
		officetest.ConvertAll(t, "xlsx", out, sources...)
		src, err := os.ReadFile(filepath.Join(out, format+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		book, err := sheet.Read(t.Context(), "a.xlsx", src)
		if err != nil {
			t.Fatal(err)
		}
		cells := 0
		for _, s := range book.Sheets {
			for _, row := range s.Rows {
				for _, found := range row.Cells {
					if cells++; found.Formula {
						t.Errorf("%s: %s has the formula %+v", format, s.Name, found)
					}
				}
			}
		}
		if cells < 500 {
			t.Errorf("%s: only %d cells came back", format, cells)
		}
	}
}
