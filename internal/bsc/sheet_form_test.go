package bsc_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/office/officetest"
)

// sampleCatalogue is one of two topics with three questions.
func sampleCatalogue(t testing.TB) *bsc.Catalogue { return catalogues(t)["bsc-2030"] }

// words are those of the project.
func words(t testing.TB) bsc.Words {
	t.Helper()
	text, err := i18n.Load(os.DirFS("../.."), "de")
	if err != nil {
		t.Fatal(err)
	}
	return text.T
}

// filledSheet has an answer of each kind, and texts that hurt.
func filledSheet() *bsc.Sheet {
	return &bsc.Sheet{
		Catalogue: "bsc-2030", Member: `Muster <&> "Stadt"`, Class: "gross", Date: "2030-05-12", Author: "IT-Leitung", Interviewed: "Hauptamt",
		Replies: map[string]bsc.Reply{
			"bsc-2030-T01-01": {Answer: bsc.Yes},
			"bsc-2030-T01-02": {Answer: bsc.NotApplicable, Reason: "=SUMME(A1) & <b>", Responsible: "+Rolle", Due: "2031-01-31"},
			"bsc-2030-T02-01": {Answer: bsc.Partly, Reason: "in Arbeit"},
		},
	}
}

func TestTheAnswerSheetIsSoundEmptyAndFilled(t *testing.T) {
	for _, format := range bsc.SheetFormats() {
		f, err := bsc.SheetForm(sampleCatalogue(t), format, words(t))
		if err != nil {
			t.Fatal(err)
		}
		for name, values := range map[string]map[string]string{"leer": nil, "voll": filledSheet().Values()} {
			officetest.Sound(t, f, values)
			if dir := os.Getenv("KEEP"); dir != "" {
				if err := os.WriteFile(filepath.Join(dir, name+"."+format), officetest.Filled(t, f, values), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if _, err := bsc.SheetForm(sampleCatalogue(t), "pdf", words(t)); err == nil {
		t.Error("a sheet is made in a format that there is not")
	}
}

func TestAnEmptyAnswerSheetHoldsNobodysDataAndSaysHowToFillIt(t *testing.T) {
	for format, part := range map[string]string{"xlsx": "xl/worksheets/sheet%d.xml", "ods": "content.xml"} {
		f, err := bsc.SheetForm(sampleCatalogue(t), format, words(t))
		if err != nil {
			t.Fatal(err)
		}
		all := ""
		for _, n := range []string{"1", "2", "3", "4"} {
			if name := strings.ReplaceAll(part, "%d", n); name != part || n == "1" {
				all += officetest.Part(t, f, name, nil)
			}
		}
		for _, want := range []string{"So gehen Sie vor", "bsc-2030-T01-01", "Gibt es eine Leitlinie?", "teilweise", "bis 10.000 Einwohner", "Beispielkatalog", "Erfüllungsgrad"} {
			if !strings.Contains(all, want) {
				t.Errorf("%s: the sheet does not say %q", format, want)
			}
		}
		if strings.ContainsAny(all, "\x01\x02") || strings.Contains(all, "[bsc.") {
			t.Errorf("%s: a hole or a word is left open", format)
		}
	}
}
