package bsc_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/officetest"
	"github.com/kaaw/nachbar/internal/office/sheet"
)

// changed is a filled XLSX sheet in which texts of its parts were replaced, as
// somebody would who edits it.
func changed(t testing.TB, s *bsc.Sheet, pairs ...string) []byte {
	t.Helper()
	f, err := bsc.SheetForm(sampleCatalogue(t), "xlsx", words(t))
	if err != nil {
		t.Fatal(err)
	}
	files, err := f.Fill(s.Values())
	if err != nil {
		t.Fatal(err)
	}
	replaced := strings.NewReplacer(pairs...)
	hit := false
	for i, file := range files {
		text := replaced.Replace(string(file.Data))
		hit = hit || text != string(file.Data)
		files[i].Data = []byte(text)
	}
	var b bytes.Buffer
	if err := errors.Join(form.Write(&b, files)); err != nil || !hit && len(pairs) > 0 {
		t.Fatal("nothing was changed", err)
	}
	return b.Bytes()
}

func TestFormulasAndErrorsInThePlaceOfAnswersAreRefused(t *testing.T) {
	const answer = ` t="inlineStr"><is><t xml:space="preserve">ja</t></is></c>`
	for name, c := range map[string]struct{ instead, id string }{
		"a formula":          {` t="str"><f>"j"&amp;"a"</f><v>ja</v></c>`, "bsc-sheet-formula"},
		"a formula of Excel": {`><f>1+1</f></c>`, "bsc-sheet-formula"},
		"an error":           {` t="e"><f>1/0</f><v>#DIV/0!</v></c>`, "bsc-sheet-value"},
		"a number":           {`><v>1</v></c>`, "bsc-sheet-word"},
		"a truth value":      {` t="b"><v>1</v></c>`, "bsc-sheet-word"},
	} {
		s, problems := readSheet(t, "a.xlsx", changed(t, filledSheet(), answer, c.instead))
		if len(problems) != 1 || problems[0].ID != c.id || problems[0].Args["cell"] != "F5" || problems[0].Args["sheet"] != "Fragen" || s.Answer("bsc-2030-T01-01") != bsc.Open {
			t.Errorf("%s: got %v", name, problems)
		}
	}
}

func TestProblemsDoNotTellWhoseTheSheetIs(t *testing.T) {
	src := changed(t, filledSheet(), "Fragen", "Muster-Canary", ">ja<", ">vielleicht<", "in Arbeit", "Canary", "Hauptamt", "Canary")
	_, problems := readSheet(t, "runde/#17", src)
	if len(problems) != 1 || problems[0].ID != "bsc-sheet-word" || strings.Contains(fmt.Sprint(problems), "Canary") || problems[0].Args["sheet"] != "3" {
		t.Errorf("got %v", problems)
	}
}

func TestASheetOfAnotherVersionOrClassIsNamed(t *testing.T) {
	s := filledSheet()
	s.Class = "riesig"
	_, problems := readSheet(t, "a.xlsx", changed(t, s, ">1.0<", ">0.9<"))
	if len(problems) != 2 || problems[0].ID != "bsc-sheet-class" || problems[1].ID != "bsc-sheet-version" || problems.HasErrors() {
		t.Errorf("got %v", problems)
	}
}

// randomSheet answers about nine of ten questions.
func randomSheet(r *rand.Rand, c *bsc.Catalogue) *bsc.Sheet {
	s := &bsc.Sheet{Catalogue: c.ID, Member: "Beispiel", Class: "klein", Replies: map[string]bsc.Reply{}}
	skew := r.IntN(5)
	for _, q := range c.Questions {
		a := bsc.Answer(r.IntN(5))
		if r.IntN(3) == 0 {
			a = bsc.Answer(skew)
		}
		reply := bsc.Reply{Answer: a}
		if a == bsc.NotApplicable {
			reply.Reason = "trifft nicht zu"
		}
		if reply != (bsc.Reply{}) {
			s.Replies[q.ID] = reply
		}
	}
	return s
}

// projectCatalogue is the example catalogue of the portal.
func projectCatalogue(t testing.TB) (*bsc.Catalogue, bsc.Catalogues) {
	t.Helper()
	all, _, err := bsc.Load(os.DirFS("../.."), "data/bsc")
	if err != nil || all["bsc-2026"] == nil {
		t.Fatal("no catalogue", err)
	}
	return all["bsc-2026"], all
}

// What the workbook works out, LibreOffice at the wheel, is what Evaluate says:
// some sheets of all questions, more of a short catalogue, which LibreOffice
// reads faster. NACHBAR_SOAK=1 tries 50 of all questions.
func TestTheWorkbookCountsAsEvaluateDoes(t *testing.T) {
	sheets, long := 20, 4
	if os.Getenv("NACHBAR_SOAK") != "" {
		sheets, long = 50, 50
	}
	c, all := projectCatalogue(t)
	small := sampleCatalogue(t)
	all[small.ID] = small
	dir, r := t.TempDir(), rand.New(rand.NewPCG(1, 2))
	filled := map[string]*bsc.Sheet{}
	for i := range sheets {
		format := bsc.SheetFormats()[i%2]
		name := fmt.Sprintf("%02d.%s", i, format)
		of := small
		if i < long {
			of = c
		}
		filled[name] = randomSheet(r, of)
		if err := os.WriteFile(filepath.Join(dir, name), fill(t, of, format, filled[name]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, format := range bsc.SheetFormats() {
		sources, err := filepath.Glob(filepath.Join(dir, "*."+format))
		if err != nil {
			t.Fatal(err)
		}
		officetest.ConvertAll(t, "xlsx", filepath.Join(dir, "out"), sources...)
	}
	for name, s := range filled {
		src, err := os.ReadFile(filepath.Join(dir, "out", name[:2]+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		book, err := sheet.Read(t.Context(), name, src)
		if err != nil {
			t.Fatal(err)
		}
		compareOverview(t, name, book, all[s.Catalogue].Evaluate(s))
		if len(s.Replies) == 0 {
			continue // refused, see above
		}
		if got, problems, err := bsc.ReadSheet(name, src, all); err != nil || len(problems) > 0 || !reflect.DeepEqual(got.Replies, s.Replies) {
			t.Errorf("%s: other answers come back: %v, %v", name, problems, err)
		}
	}
}

// compareOverview holds the sheet of figures to a result.
func compareOverview(t *testing.T, name string, book *sheet.Workbook, want bsc.Result) {
	t.Helper()
	at := slices.IndexFunc(book.Sheets, func(s sheet.Sheet) bool { return s.Name == "Übersicht" })
	rows := book.Sheets[at].Rows
	rows = rows[len(rows)-len(want.Topics)-1:]
	for i, row := range rows {
		score := want.Total
		if i < len(want.Topics) {
			score = want.Topics[i].Score
		}
		answered := score.Questions - score.Open
		figures := []float64{float64(score.Questions), float64(answered), float64(score.Yes), float64(score.Partly), float64(score.No), float64(score.NotApplicable), float64(score.Open)}
		rate, ok := score.Rate()
		if !ok {
			rate = math.NaN()
		}
		figures = append(figures, rate, float64(score.NotApplicable)/float64(score.Questions), float64(score.Open)/float64(score.Questions), 0)
		for column, want := range figures {
			text := row.Cell(column + 2).Text
			got, err := strconv.ParseFloat(text, 64)
			if math.IsNaN(want) && text == "–" || err == nil && math.Abs(got-want) < 1e-12 {
				continue
			}
			t.Errorf("%s, row %d, column %d: the workbook says %q, Evaluate %v", name, row.Number, column+2, text, want)
		}
	}
}

func BenchmarkReadSheets(b *testing.B) {
	c, all := projectCatalogue(b)
	r := rand.New(rand.NewPCG(3, 4))
	var files [][]byte
	for i := range 52 {
		files = append(files, fill(b, c, bsc.SheetFormats()[i%2], randomSheet(r, c)))
	}
	b.ResetTimer()
	for b.Loop() {
		for _, src := range files {
			if s, problems, err := bsc.ReadSheet("a.xlsx", src, all); s == nil || err != nil || problems.HasErrors() {
				b.Fatal(problems, err)
			}
		}
	}
}

func FuzzReadSheet(f *testing.F) {
	f.Add("a.csv", []byte("Schlüssel;Antwort;Begründung;Frist\nbsc-2030-T01-01;teilw.;x;1.2.2030\nT01-02;n/a;;\n"))
	f.Add("a.csv", []byte("Antwort;Ihr Eintrag\nKommune;x\nbsc-2030;p.class\n"))
	f.Add("a.xlsx", changed(f, filledSheet()))
	all := catalogues(f)
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		s, problems, err := bsc.ReadSheet(name, src, all)
		if err != nil {
			t.Fatal(err)
		}
		if s == nil && !problems.HasErrors() {
			t.Fatal("a sheet is refused without a reason")
		}
		for _, p := range problems {
			if len([]rune(p.Args["found"])) > 20 {
				t.Fatalf("the problem tells %q", p.Args["found"])
			}
		}
		if s != nil {
			for id := range s.Replies {
				if all[s.Catalogue].Question(id) == nil {
					t.Fatalf("an answer to %q", id)
				}
			}
		}
	})
}
