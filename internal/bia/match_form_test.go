package bia_test

import (
	"os"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/bia"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/office/sheet"
)

// filled is the workbook of a completeness check with values in it, as a
// spreadsheet reads it.
func filled(t *testing.T, format string, values map[string]string) map[string][]string {
	t.Helper()
	c, _, err := bia.Load(os.DirFS("../.."), "data/prozesse")
	if err != nil {
		t.Fatal(err)
	}
	text, err := i18n.Load(os.DirFS("../.."), "de")
	if err != nil {
		t.Fatal(err)
	}
	f, err := c.MatchForm(format, text.T)
	if err != nil {
		t.Fatal(err)
	}
	body, err := f.Bytes(values)
	if err != nil {
		t.Fatal(err)
	}
	return rowsOf(t, body)
}

func TestTheWorkbookOfACompletenessCheckHasRowsForWhatIsFilled(t *testing.T) {
	for _, format := range []string{"xlsx", "ods"} {
		got := filled(t, format, map[string]string{
			"f.12-01": "fehlt", "l.0": "=1+1", "i.0": "02-15", "t.0": "An-, Um-, Abmeldung Wohnsitz", "m.0": "24h", "s.0": "bestätigt",
		})
		missing, lines := got["Fehlt"], got["Ihre Liste"]
		if len(missing) != 4 || !strings.HasPrefix(missing[3], "12-01|") || !strings.HasSuffix(missing[3], "|fehlt") {
			t.Errorf("%s: missing processes are %q", format, missing)
		}
		if len(lines) != 4 || lines[3] != "=1+1|02-15|An-, Um-, Abmeldung Wohnsitz|24h|bestätigt" {
			t.Errorf("%s: lines are %q", format, lines)
		}
	}
}

func TestOtherFormatsAreRefused(t *testing.T) {
	c := &bia.Catalogue{}
	if _, err := c.MatchForm("pdf", func(key string, _ map[string]string) string { return key }); err == nil {
		t.Error("no error")
	}
}

// rowsOf are the filled rows of each sheet, cells with bars between them. A
// formula is an error.
func rowsOf(t *testing.T, body []byte) map[string][]string {
	t.Helper()
	book, err := sheet.Read(t.Context(), "abgleich", body)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string][]string{}
	for _, s := range book.Sheets {
		for _, row := range s.Rows {
			var cells []string
			for _, cell := range row.Cells {
				if cell.Formula {
					t.Errorf("%s row %d has a formula", s.Name, row.Number)
				}
				cells = append(cells, cell.Text)
			}
			rows[s.Name] = append(rows[s.Name], strings.Join(cells, "|"))
		}
	}
	return rows
}
