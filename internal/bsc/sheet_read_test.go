package bsc_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/office/officetest"
)

// fill writes an answer sheet.
func fill(t testing.TB, c *bsc.Catalogue, format string, s *bsc.Sheet) []byte {
	t.Helper()
	f, err := bsc.SheetForm(c, format, words(t))
	if err != nil {
		t.Fatal(err)
	}
	return officetest.Filled(t, f, s.Values())
}

func readSheet(t testing.TB, name string, data []byte) (*bsc.Sheet, diag.List) {
	t.Helper()
	s, problems, err := bsc.ReadSheet(name, data, catalogues(t))
	if err != nil {
		t.Fatal(err)
	}
	return s, problems
}

func TestAFilledSheetIsReadBackAlsoFromLibreOffice(t *testing.T) {
	want := filledSheet()
	dir := t.TempDir()
	for _, format := range bsc.SheetFormats() {
		src := fill(t, sampleCatalogue(t), format, want)
		if got, problems := readSheet(t, "a."+format, src); !reflect.DeepEqual(got, want) || len(problems) > 0 {
			t.Errorf("%s: got %+v, %v", format, got, problems)
		}
		if err := os.WriteFile(filepath.Join(dir, "a."+format), src, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, to := range bsc.SheetFormats() {
			out := filepath.Join(dir, format, to)
			officetest.ConvertAll(t, to, out, filepath.Join(dir, "a."+format))
			saved, err := os.ReadFile(filepath.Join(out, "a."+to))
			if err != nil {
				t.Fatal(err)
			}
			if got, problems := readSheet(t, "a."+to, saved); !reflect.DeepEqual(got, want) || len(problems) > 0 {
				t.Errorf("%s saved as %s: got %+v, %v", format, to, got, problems)
			}
		}
	}
}

func TestTablesOfAnswersAreReadLeniently(t *testing.T) {
	yes, partly, no, none := bsc.Yes, bsc.Partly, bsc.No, bsc.NotApplicable
	for text, want := range map[string]bsc.Answer{
		"ja": yes, "JA ": yes, "j": yes, "Ja.": yes, "teilw.": partly, "Teilweise": partly, "teils": partly, "n": no, " nein": no, "entb.": none, "n/a": none, "N.A.": none,
	} {
		s, problems := readSheet(t, "a.csv", []byte("bsc-2030\nNr.;Antwort;Begründung\nT01-01;"+text+";weil\n"))
		if s == nil || s.Answer("bsc-2030-T01-01") != want || len(problems) > 0 {
			t.Errorf("%q: got %+v, %v", text, s, problems)
		}
	}
}

// ids is the id of a question.
const ids = "bsc-2030-T01-01"

func TestColumnsAreFoundByTheirNamesWhereverTheyStand(t *testing.T) {
	s, problems := readSheet(t, "a.csv", []byte("Unser Check;;;\n\nFrist (Tag);Bemerkung;Schlüssel;ANTWORT;Zuständig;Eigenes\n"+
		"31.03.2031;'=in Arbeit;bsc-2030-T02-01;teilweise;IT;x\n;;bsc-2030-T01-02;;;\nQ3/2031;;"+ids+";ja;;\n"))
	want := map[string]bsc.Reply{
		"bsc-2030-T02-01": {Answer: bsc.Partly, Reason: "=in Arbeit", Responsible: "IT", Due: "2031-03-31"},
		ids:               {Answer: bsc.Yes, Due: "Q3/2031"},
	}
	if s == nil || !reflect.DeepEqual(s.Replies, want) || len(problems) > 0 {
		t.Errorf("got %+v, %v", s, problems)
	}
}

// Answers of two sheets go together; one that somebody added does no harm.
func TestWhatDoesNotBelongToTheSheetIsPassedOver(t *testing.T) {
	s, problems := readSheet(t, "a.csv", []byte("Notizen;Antwort\nWer war da?;niemand\nSchlüssel;Antwort\n"+ids+";nein\n;\nSumme;1\n"))
	if s == nil || len(s.Replies) != 1 || len(problems) > 0 {
		t.Errorf("got %+v, %v", s, problems)
	}
}

func TestMistakesInASheetAreNamedByCellAndRemedy(t *testing.T) {
	const head = "Schlüssel;Antwort;Begründung\n"
	text, err := i18n.Load(os.DirFS("../.."), "de")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		src  string
		want []string
	}{
		"a wrong word":        {head + ids + ";vielleicht;\nbsc-2030-T02-01;x;\n", []string{"2:2 bsc-sheet-word vielleicht", "3:2 bsc-sheet-word x"}},
		"a long text":         {head + ids + ";Das war die Schuld von Herrn Canary;\n", []string{"2:2 bsc-sheet-word Das war die Schuld …"}},
		"no reason":           {head + ids + ";entbehrlich;\n", []string{"2:2 bsc-sheet-reason "}},
		"a question twice":    {head + ids + ";ja;\n" + ids + ";nein;\n", []string{"3:2 bsc-sheet-twice "}},
		"a key that is none":  {head + ids + ";ja;\nbsc-2030-T09-01;nein;\n", []string{"3:2 bsc-sheet-key "}},
		"no head":             {ids + ";ja;\n", []string{"1:1 bsc-sheet-head "}},
		"two catalogues":      {head + ids + ";ja;\nbsc-2028-T01-01;nein;\n", []string{"0:0 bsc-sheet-mixed "}},
		"no questions":        {head, []string{"0:0 bsc-sheet-none "}},
		"an unknown one":      {head + "bsc-1999-T01-01;ja;\n", []string{"0:0 bsc-sheet-none "}},
		"nothing answered":    {head + ids + ";;\n", []string{"0:0 bsc-sheet-empty "}},
		"a remark alone":      {head + ids + ";;später\n", []string{"0:0 bsc-sheet-empty "}},
		"what is not a table": {"\x00", []string{"0:0 sheet-kind "}},
	} {
		_, problems := readSheet(t, "a.csv", []byte(c.src))
		var got []string
		for _, p := range problems {
			got = append(got, fmt.Sprintf("%d:%d %s %s", p.Line, p.Col, p.ID, p.Args["found"]))
			for _, key := range []string{"diag." + p.ID, "diag." + p.ID + ".hint"} {
				if shown := text.T(key, p.Args); strings.ContainsAny(shown, "{[") || strings.Contains(shown, "Canary") {
					t.Errorf("%s: %s", name, shown)
				}
			}
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
