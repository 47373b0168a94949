package officetest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/office/form"
)

// SameEveryTime holds what a writer makes, empty and filled, to be sound and to
// be the same every time. KEEP names a folder in which the files stay to be looked at.
func SameEveryTime(t *testing.T, format string, write func() *form.Form) {
	t.Helper()
	for name, values := range map[string]map[string]string{"empty": nil, "filled": Values()} {
		f := write()
		Sound(t, f, values)
		first := Filled(t, f, values)
		if !bytes.Equal(first, Filled(t, write(), values)) {
			t.Errorf("%s: two writers differ", name)
		}
		if dir := os.Getenv("KEEP"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, name+"."+format), first, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Filled is the file of a form with values in it.
func Filled(t testing.TB, f *form.Form, values map[string]string) []byte {
	t.Helper()
	data, err := f.Bytes(values)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Part is the text of a part of a filled form.
func Part(t testing.TB, f *form.Form, name string, values map[string]string) string {
	t.Helper()
	files, err := f.Fill(values)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if file.Name == name {
			return string(file.Data)
		}
	}
	t.Fatalf("no part %s", name)
	return ""
}

// PrintsSample holds the printed Sample, filled with Values, to its texts.
func PrintsSample(t *testing.T, format string, f *form.Form) {
	t.Helper()
	prints(t, format, f, []string{
		"Leitlinie zum Business Continuity Management & mehr", `Gemeinde <Muster> & "Söhne" ß`, "1 Anlass & Rechtsrahmen", "2 Checkliste", "3 Tabellen",
		"=SUMME(A1)", "TLP:GREEN", "NB-muster-1.2.3", "Seite 2 von", "[Leitung IT]", "BHKG NRW", "Fußnote mit Fett", "Abbildung: Lageplan", "15.01.2027",
	}, []string{"{{", "Nur Nordrhein-Westfalen", "Niedersachsen", "TLP:CLEAR", "Error", "\x01"})
}

// PrintsWorkbook holds the printed Workbook, filled with Values, to its texts
// and to numbers as the format shows them.
func PrintsWorkbook(t *testing.T, format string, f *form.Form, numbers ...string) {
	t.Helper()
	prints(t, format, f, append(numbers,
		"Maßnahmen & mehr", "So geht es", "1. eins", "Kennung", "M-01", "=SUMME(A1) <b>", "Notfallkarte der Gemeinde <Muster>",
		"15.01.2027", "08:30", "TLP:GREEN", "NB-massnahmen-1.0.0", "[Verfasst von]", "Gesamt", "Maßnahmen – Gemeinde <Muster>", "führt diese Liste",
	), []string{"{{", "Err:", "#NAME", "#REF", "#VALUE", "TLP:CLEAR"})
}

func prints(t *testing.T, format string, f *form.Form, wanted, never []string) {
	t.Helper()
	printsFilled(t, format, f, Values(), wanted, never)
}

func printsFilled(t *testing.T, format string, f *form.Form, values map[string]string, wanted, never []string) {
	t.Helper()
	text := PDFText(t, Convert(t, "muster."+format, Filled(t, f, values), "pdf"))
	for _, want := range wanted {
		if !strings.Contains(text, want) {
			t.Errorf("the PDF does not show %q", want)
		}
	}
	for _, bad := range never {
		if strings.Contains(text, bad) {
			t.Errorf("the PDF shows %q", bad)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}
