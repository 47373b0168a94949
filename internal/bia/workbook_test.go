package bia_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/bia"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/office/officetest"
	"github.com/kaaw/nachbar/internal/office/sheet"
)

// portal is the catalogue of the portal.
func portal(t testing.TB) *bia.Catalogue {
	t.Helper()
	c, _, err := bia.Load(os.DirFS("../.."), "data/prozesse")
	if err != nil || len(c.Processes) == 0 {
		t.Fatal("no processes", err)
	}
	return c
}

func words(t testing.TB) bia.Words {
	t.Helper()
	text, err := i18n.Load(os.DirFS("../.."), "de")
	if err != nil {
		t.Fatal(err)
	}
	return text.T
}

func fill(t testing.TB, w *bia.Workbook, format string) []byte {
	t.Helper()
	f, err := bia.WorkbookForm(w.Room(), format, words(t))
	if err != nil {
		t.Fatal(err)
	}
	return officetest.Filled(t, f, w.Values())
}

// random fills a workbook of some processes by chance, within the rules: damage
// does not sink. Links between processes are no longer than the workbook
// follows.
func random(r *rand.Rand, c *bia.Catalogue, processes int) *bia.Workbook {
	var ids []string
	for _, i := range r.Perm(len(c.Processes))[:processes] {
		ids = append(ids, c.Processes[i].ID)
	}
	w := bia.Prefilled(c, ids)
	w.Member, w.Class, w.Date, w.Author, w.Level = "Beispielkommune", "klein", "2026-05-12", "BCB", 2+r.IntN(3)
	for i := range w.Processes {
		e := &w.Processes[i]
		e.State = bia.States()[r.IntN(3)]
		for _, scenario := range []*[]int{&e.Damage.Person, &e.Damage.Task, &e.Damage.Law, &e.Damage.Image, &e.Damage.Finance} {
			*scenario = ratings(r)
		}
		if r.IntN(4) == 0 {
			e.RTO = 1 + r.IntN(300)
		}
		if r.IntN(2) == 0 {
			e.RPO = 1 + r.IntN(100)
		}
	}
	w.Needs = nil
	for range processes {
		a, b := r.IntN(processes), r.IntN(processes)
		if a/3 < b/3 { // chains of at most a third of the processes
			w.Needs = append(w.Needs, bia.Dependency{Process: w.Processes[a].ID, Needs: w.Processes[b].ID})
		}
	}
	for i := range w.Actual {
		w.Actual[i].RTA, w.Actual[i].RPA = r.IntN(200)-1, r.IntN(60)-1
	}
	return w
}

func ratings(r *rand.Rand) []int {
	row := make([]int, 6)
	level := 1 + r.IntN(2)
	for h := range row {
		if r.IntN(4) == 0 {
			level = min(4, level+1+r.IntN(2))
		}
		row[h] = level
		if r.IntN(60) == 0 {
			row[h] = 0
		}
	}
	return row
}

// What the workbook works out, LibreOffice at the wheel, is what the rules say.
// NACHBAR_SOAK=1 tries 500 of them.
func TestTheWorkbookCalculatesAsTheRulesDo(t *testing.T) {
	books, each := 12, 14
	if os.Getenv("NACHBAR_SOAK") != "" {
		books = 500
	}
	c, r, dir := portal(t), rand.New(rand.NewPCG(1, 2)), t.TempDir()
	made := map[string]*bia.Workbook{}
	for i := range books {
		format := bia.WorkbookFormats()[i%2]
		name := fmt.Sprintf("%03d.%s", i, format)
		made[name] = random(r, c, each)
		if err := os.WriteFile(filepath.Join(dir, name), fill(t, made[name], format), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, format := range bia.WorkbookFormats() {
		sources, err := filepath.Glob(filepath.Join(dir, "*."+format))
		if err != nil {
			t.Fatal(err)
		}
		for batch := range slices.Chunk(sources, 50) { // more at once, and LibreOffice gives up in between
			officetest.ConvertAll(t, "xlsx", filepath.Join(dir, "out"), batch...)
		}
	}
	values := 0
	for name, w := range made {
		src, err := os.ReadFile(filepath.Join(dir, "out", name[:3]+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		book, err := sheet.Read(t.Context(), name, src)
		if err != nil {
			t.Fatal(err)
		}
		values += compareFigures(t, name, book, w)
		values += compareGaps(t, name, book, w)
		if got, problems, err := bia.ReadWorkbook(name, src, c); err != nil || len(problems) > 0 || !reflect.DeepEqual(got, w) {
			t.Errorf("%s: another workbook comes back: %v, %v", name, problems, err)
		}
	}
	if values < books*each*3 {
		t.Errorf("only %d values were compared", values)
	}
	t.Logf("%d workbooks, %d processes, %d values compared", books, books*each, values)
}

func rows(book *sheet.Workbook, name string) []sheet.Row {
	at := slices.IndexFunc(book.Sheets, func(s sheet.Sheet) bool { return s.Name == name })
	if at < 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(book.Sheets[at].Rows), func(r sheet.Row) bool { return r.Number <= 4 })
}

func dash(hours int) string {
	if hours == 0 {
		return "–"
	}
	return strconv.Itoa(hours)
}

// compareFigures holds MTPD and RTO of all processes to the engine.
func compareFigures(t *testing.T, name string, book *sheet.Workbook, w *bia.Workbook) (n int) {
	t.Helper()
	figures := w.Figures()
	for i, e := range w.Processes {
		row := rows(book, "Prozesse")[i]
		f, has := figures[e.ID]
		mtpd := map[bool]string{true: "entfällt", false: f.MTPD.Span()}[!has]
		if has && f.MTPD == "" {
			mtpd = "offen"
		}
		for column, want := range map[int]string{1: e.ID, 6: mtpd, 9: dash(f.RTO)} {
			n++
			if got := row.Cell(column).Text; got != want {
				t.Errorf("%s, %s, column %d: the workbook says %q, the rules %q", name, e.ID, column, got, want)
			}
		}
	}
	return n
}

// compareGaps holds the comparison of the resources to the engine.
func compareGaps(t *testing.T, name string, book *sheet.Workbook, w *bia.Workbook) (n int) {
	t.Helper()
	gaps := w.Gaps()
	for i, a := range w.Actual {
		row, g := rows(book, "Soll-Ist")[i], gaps[bia.ResourceKey(a.Name)]
		for column, want := range map[int]string{3: dash(g.RTO), 5: string(g.RTAHolds), 6: dash(g.RPO), 8: string(g.RPAHolds)} {
			n++
			if got := row.Cell(column).Text; got != want {
				t.Errorf("%s, %s, column %d: the workbook says %q, the rules %q", name, a.Name, column, got, want)
			}
		}
	}
	for i, u := range w.Uses {
		n++
		if got, want := rows(book, "Ressourcen")[i].Cell(8).Text, dash(gaps[bia.ResourceKey(u.Name)].RTO); got != want {
			t.Errorf("%s, %s: the workbook says %q, the rules %q", name, u.Name, got, want)
		}
	}
	return n
}

func read(t testing.TB, name string, data []byte) (*bia.Workbook, diag.List) {
	t.Helper()
	w, problems, err := bia.ReadWorkbook(name, data, portal(t))
	if err != nil {
		t.Fatal(err)
	}
	return w, problems
}

func TestTheChainsOfTheCatalogueAreShortEnoughForTheWorkbook(t *testing.T) {
	c := portal(t)
	var longest func(id string) int
	longest = func(id string) int {
		most := 0
		if p := c.Process(id); p != nil {
			for _, need := range p.Needs {
				most = max(most, 1+longest(need))
			}
		}
		return most
	}
	for _, p := range c.Processes {
		if n := longest(p.ID); n > 7 {
			t.Errorf("%s is the start of a chain of %d processes", p.ID, n)
		}
	}
}

func TestAWorkbookHasExactlyTheChosenProcessesAndSomeEmptyRows(t *testing.T) {
	c := portal(t)
	w := bia.Prefilled(c, []string{"01-20", "01-29"})
	all, err := bia.WorkbookForm(c.Room(), "xlsx", words(t))
	if err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Read(t.Context(), "a.xlsx", officetest.Filled(t, all, w.Values()))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, row := range rows(book, "Prozesse") {
		ids = append(ids, row.Cell(1).Text)
	}
	if got := strings.Join(ids, " "); got != "01-20 01-29 E01 E02 E03 E04 E05 E06" || len(rows(book, "Schaden")) != 8*5 {
		t.Errorf("got %s and %d rows of damage", got, len(rows(book, "Schaden")))
	}
}
