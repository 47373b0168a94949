package ods

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/office/officetest"
)

func TestWorkbooksAreWellFormedAndTheSameEveryTime(t *testing.T) {
	b := officetest.Workbook(t)
	for name, values := range map[string]map[string]string{"empty": nil, "filled": officetest.Values()} {
		f := Write(&b)
		files, err := f.Fill(values)
		if err != nil {
			t.Fatal(err)
		}
		officetest.WellFormed(t, files)
		first, err := f.Bytes(values)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := Write(&b).Bytes(values)
		if string(first) != string(again) {
			t.Errorf("%s: two writers differ", name)
		}
		if dir := os.Getenv("KEEP"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, name+".ods"), first, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestLibreOfficeShowsTextsValuesAndTotals(t *testing.T) {
	if testing.Short() {
		t.Skip("LibreOffice takes its time")
	}
	b := officetest.Workbook(t)
	data, err := Write(&b).Bytes(officetest.Values())
	if err != nil {
		t.Fatal(err)
	}
	text := officetest.PDFText(t, officetest.Convert(t, "muster.ods", data, "pdf"))
	for _, want := range []string{
		"Maßnahmen & mehr", "So geht es", "1. eins", "Kennung", "M-01", "=SUMME(A1) <b>", "Notfallkarte der Gemeinde <Muster>", "50 %", "1.200,00 €", "1.220,50 €",
		"15.01.2027", "08:30", "TLP:GREEN", "NB-massnahmen-1.0.0", "[Verfasst von]", "Gesamt", "Maßnahmen – Gemeinde <Muster>", "führt diese Liste",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the PDF does not show %q", want)
		}
	}
	for _, never := range []string{"{{", "Err:", "#NAME", "#REF", "#VALUE", "TLP:CLEAR"} {
		if strings.Contains(text, never) {
			t.Errorf("the PDF shows %q", never)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

func TestTheStampAndTheNamesSurviveLibreOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("LibreOffice takes its time")
	}
	b := officetest.Workbook(t)
	data, err := Write(&b).Bytes(officetest.Values())
	if err != nil {
		t.Fatal(err)
	}
	officetest.NamesSurvive(t, &b, data, "ods", "xlsx")
}
