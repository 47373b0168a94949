package bia_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/bia"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/office/form"
)

// two is a workbook of two processes that were reviewed.
func two(t testing.TB) *bia.Workbook {
	t.Helper()
	w := bia.Prefilled(portal(t), []string{"01-20", "01-29"})
	w.Member, w.Class, w.Date, w.Author = "Beispielkommune", "gross", "2026-05-12", "BCB"
	for i := range w.Processes {
		w.Processes[i].State = bia.Reviewed
	}
	w.Processes[0].Reasons[1], w.Processes[0].Note, w.Processes[0].Emergency = "Zahltag", "=1+1", "nur Abschläge"
	return w
}

// changed is a filled XLSX workbook in which texts of its parts were replaced.
func changed(t testing.TB, w *bia.Workbook, pairs ...string) []byte {
	t.Helper()
	f, err := bia.WorkbookForm(w.Room(), "xlsx", words(t))
	if err != nil {
		t.Fatal(err)
	}
	files, err := f.Fill(w.Values())
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(pairs); i += 2 {
		hit := false
		for j, file := range files {
			text := strings.ReplaceAll(string(file.Data), pairs[i], pairs[i+1])
			hit = hit || text != string(file.Data)
			files[j].Data = []byte(text)
		}
		if !hit {
			t.Fatalf("%q is nowhere", pairs[i])
		}
	}
	var b bytes.Buffer
	if err := errors.Join(form.Write(&b, files)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAWorkbookIsReadBackAsItWasFilled(t *testing.T) {
	want := two(t)
	for _, format := range bia.WorkbookFormats() {
		if got, problems := read(t, "a."+format, fill(t, want, format)); len(problems) > 0 || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, %v", format, got, problems)
		}
	}
}

// cell is a cell of the sheet of damage, with the text in it.
func cell(ref, text string) string {
	return `<c r="` + ref + `" s="7" t="inlineStr"><is><t xml:space="preserve">` + text + `</t></is></c>`
}

// csv is a workbook as a table of one sheet each, below another.
func csv(lines ...string) []byte { return []byte(strings.Join(lines, "\n") + "\n") }

const (
	processHead = "Prozess;Stand;Prozess-Nr.;RPO"
	damageHead  = "Prozess-Nr.;Schadensszenario;4 Stunden;24 Stunden;3 Tage;7 Tage;14 Tage;30 Tage"
)

func TestColumnsAreFoundByTheirNamesAndMergedNumbersCarryOn(t *testing.T) {
	w, problems := read(t, "a.csv", csv("Notiz;;;", processHead, "Zahlungen;Geprüft ;01-29;8", ";;;",
		damageHead, "01-29;Aufgabenerfüllung;1;2 mittel;hoch;3;4;sehr hoch", ";Finanzielle Auswirkungen;1;1;1;1;1;2 mittel"))
	if len(problems) > 0 || w == nil || len(w.Processes) != 1 {
		t.Fatalf("got %+v, %v", w, problems)
	}
	e := w.Processes[0]
	if e.State != bia.Reviewed || e.RPO != 8 || !slices.Equal(e.Damage.Task, []int{1, 2, 3, 3, 4, 4}) || !slices.Equal(e.Damage.Finance, []int{1, 1, 1, 1, 1, 2}) {
		t.Errorf("got %+v", e)
	}
	if got := w.Figures()["01-29"].MTPD; got != "3T" {
		t.Errorf("MTPD %s", got)
	}
}

func TestMistakesInAWorkbookAreNamedByCellAndRemedy(t *testing.T) {
	german, err := i18n.Load(os.DirFS("../.."), "de")
	if err != nil {
		t.Fatal(err)
	}
	damage := func(line string) []byte {
		return csv(processHead, "Zahlungen;geprüft;01-29;", damageHead, line)
	}
	for name, c := range map[string]struct {
		src  []byte
		want []string
	}{
		"damage sinks":         {damage("01-29;Aufgabenerfüllung;1;3;2;3;4;4"), []string{"4:5 bia-sheet-sinks"}},
		"no category":          {damage("01-29;Aufgabenerfüllung;1;3;schlimm Canary und noch viel mehr;3;4;4"), []string{"4:5 bia-sheet-damage"}},
		"a wrong number":       {damage("01-29;Aufgabenerfüllung;1;3;5;3;4;4"), []string{"4:5 bia-sheet-damage"}},
		"a scenario twice":     {damage("01-29;Person;1;1;1;1;1;1\n01-29;Person;1;1;1;1;1;1"), []string{"5:1 bia-sheet-twice"}},
		"an unknown process":   {damage("99-29;Person;1;1;1;1;1;1\n01-29;Person;1;1;1;1;1;1"), []string{"4:1 bia-sheet-process"}},
		"nothing rated":        {damage("01-29;Person;;;;;;"), []string{"0:0 bia-sheet-empty"}},
		"no damage":            {csv(processHead, "Zahlungen;geprüft;01-29;"), []string{"0:0 bia-sheet-none"}},
		"something else":       {csv("a;b", "1;2"), []string{"0:0 bia-sheet-none"}},
		"a column is missing":  {csv(processHead, "Zahlungen;geprüft;01-29;", "Prozess-Nr.;Schadensszenario;4 Stunden;24 Stunden;3 Tage;7 Tage;14 Tage", "01-29;Person;1;1;1;1;1"), []string{"3:1 bia-sheet-column"}},
		"a state and a time":   {csv(processHead, "Zahlungen;vielleicht;01-29;3 Tage", damageHead, "01-29;Person;1;1;1;1;1;1"), []string{"2:4 bia-sheet-hours", "2:2 bia-sheet-state"}},
		"a process twice":      {csv(processHead, "Zahlungen;geprüft;01-29;", "Zahlungen;geprüft;01-29;", damageHead, "01-29;Person;1;1;1;1;1;1"), []string{"3:3 bia-sheet-twice"}},
		"a circle":             {csv(processHead, "A;geprüft;01-29;", "B;geprüft;01-20;", damageHead, "01-29;Person;1;1;1;1;1;1", "Prozess-Nr.;braucht Nr.", "01-29;01-20", "01-20;01-29"), []string{"0:0 bia-sheet-circle"}},
		"a day for a number":   {csv(processHead, "A;geprüft;01-29;", damageHead, "01-29;Person;1;1;1;1;1;1", "Prozess-Nr.;Ressource", "01.02.2026;Netz"), []string{"6:1 bia-sheet-process"}},
		"what is not a table":  {[]byte("\x00"), []string{"0:0 sheet-kind"}},
		"more rows than exist": {[]byte(strings.Repeat("a;b\n", 100_001)), []string{"0:0 sheet-rows"}},
	} {
		_, problems := read(t, "a.csv", c.src)
		var got []string
		for _, p := range problems {
			got = append(got, fmt.Sprintf("%d:%d %s", p.Line, p.Col, p.ID))
			for _, key := range []string{"diag." + p.ID, "diag." + p.ID + ".hint"} {
				if shown := german.T(key, p.Args); strings.ContainsAny(shown, "{[") || strings.Contains(shown, "viel mehr") {
					t.Errorf("%s: %s", name, shown)
				}
			}
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestFormulasErrorsAndMacrosInAWorkbookAreNamed(t *testing.T) {
	w := two(t)
	w.Processes[0].Damage.Person[0] = 4 // a text that is nowhere else in its row
	first := cell("F5", "4 sehr hoch")
	for i := range w.Processes[0].Damage.Person {
		w.Processes[0].Damage.Person[i] = 4
	}
	for name, c := range map[string]struct{ instead, id string }{
		"a formula": {`<c r="F5" s="7" t="str"><f>"4 sehr hoch"</f><v>4 sehr hoch</v></c>`, "bia-sheet-formula"},
		"an error":  {`<c r="F5" s="7" t="e"><f>1/0</f><v>#DIV/0!</v></c>`, "bia-sheet-value"},
		"a word":    {cell("F5", "katastrophal"), "bia-sheet-damage"},
	} {
		_, problems := read(t, "a.xlsx", changed(t, w, first, c.instead))
		if len(problems) != 1 || problems[0].ID != c.id || problems[0].Args["cell"] != "F5" || problems[0].Args["sheet"] != "Schaden" {
			t.Errorf("%s: got %v", name, problems)
		}
	}
	f, err := bia.WorkbookForm(w.Room(), "xlsx", words(t))
	if err != nil {
		t.Fatal(err)
	}
	f.Parts = append(f.Parts, form.Part{Name: "xl/vbaProject.bin", Data: []byte("x")})
	src, err := f.Bytes(w.Values())
	if err != nil {
		t.Fatal(err)
	}
	if got, problems := read(t, "a.xlsm", src); got != nil || len(problems) != 1 || !strings.HasPrefix(problems[0].ID, "sheet-") {
		t.Errorf("macros: got %v", problems)
	}
}

func TestAnotherVersionAndAnUnknownLevelAreNamedWithoutRefusal(t *testing.T) {
	w := two(t)
	w.Class, w.Level = "riesig", 3
	got, problems := read(t, "a.xlsx", changed(t, w, ">1.0<", ">0.9<", `<c r="C9" s="7" t="inlineStr"><is><t xml:space="preserve">3 hoch`, `<c r="C9" s="7" t="inlineStr"><is><t xml:space="preserve">egal`))
	if got == nil || got.Level != bia.Intolerable || problems.HasErrors() || fmt.Sprint(ids(problems)) != "[bia-sheet-class bia-sheet-level bia-sheet-version]" {
		t.Errorf("got %v", problems)
	}
}

func ids(list diag.List) (ids []string) {
	for _, p := range list {
		ids = append(ids, p.ID)
	}
	return ids
}

func FuzzReadWorkbook(f *testing.F) {
	c := portal(f)
	f.Add("a.csv", csv(processHead, "Zahlungen;geprüft;01-29;8", damageHead, "01-29;Person;1;2;3;3;4;4"))
	f.Add("a.csv", csv("Ihr Eintrag", "p.level;2"))
	f.Add("a.xlsx", changed(f, two(f)))
	f.Add("a.ods", fill(f, random(rand.New(rand.NewPCG(5, 5)), c, 3), "ods"))
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		w, problems, err := bia.ReadWorkbook(name, src, c)
		if err != nil {
			t.Fatal(err)
		}
		if w == nil && !problems.HasErrors() {
			t.Fatal("a workbook is refused without a reason")
		}
		for _, p := range problems {
			if len([]rune(p.Args["found"])) > 20 {
				t.Fatalf("the problem tells %q", p.Args["found"])
			}
		}
		if w != nil {
			w.Figures()
			w.Gaps()
		}
	})
}
