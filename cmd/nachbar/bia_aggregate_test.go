package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/bia"
	"github.com/kaaw/nachbar/internal/bia/sample"
	"github.com/kaaw/nachbar/internal/i18n"
)

// From filled workbooks to a published round no member shows anywhere, not even
// in a complaint about a workbook.
func TestNoMemberShowsOnTheWayFromWorkbooksToPublishedValues(t *testing.T) {
	s := &checkSite{T: t, dir: filepath.Join(t.TempDir(), "site")}
	s.private = filepath.Join(filepath.Dir(s.dir), "private")
	if status, _, stderr := start(t.Context(), "new", "site", s.dir); status != exitFine {
		t.Fatal(stderr)
	}
	if err := os.CopyFS(filepath.Join(s.dir, "data", "prozesse"), os.DirFS("../../internal/bia/testdata/prozesse")); err != nil {
		t.Fatal(err)
	}
	c, problems, err := bia.Load(os.DirFS(s.dir), "data/prozesse")
	if err != nil || problems.HasErrors() {
		t.Fatal(err, problems)
	}
	books := sample.Draw(4, 14, c)
	for i, w := range books {
		w.Member = fmt.Sprintf("%s %d", secret, i)
		for k := range w.Processes {
			w.Processes[k].Note, w.Processes[k].State = secret, bia.Reviewed
		}
		s.writeBook(w, fmt.Sprintf("%s-%02d.%s", secret, i, bia.WorkbookFormats()[i%2]))
	}
	wrong := *books[0]
	wrong.Processes = append([]bia.Entry(nil), wrong.Processes...)
	wrong.Processes[0].Damage.Task = []int{4, 1, 1, 1, 1, 1}
	s.writeBook(&wrong, secret+"-00.xlsx")
	aggregate := func(more ...string) (int, string) {
		return s.run(append([]string{"bia", "aggregate", "2026", "--private", s.private, "--closed", "2026-06-30"}, more...)...)
	}
	if status, out := aggregate(); status != exitContent || !strings.Contains(out, "2026/#01.xlsx") || !strings.Contains(out, "bia-sheet-sinks") {
		t.Fatalf("status %d: %s", status, out)
	}
	s.writeBook(books[0], secret+"-00.xlsx")
	if status, out := aggregate("--dry-run"); status != exitFine {
		t.Fatal(out)
	}
	if _, err := os.Stat(filepath.Join(s.dir, "data", "bia")); err == nil {
		t.Error("a trial wrote something")
	}
	if status, out := aggregate(); status != exitFine {
		t.Fatal(out)
	}
	if found := s.leaks(s.dir); len(found) > 0 || strings.Contains(s.said.String(), secret) {
		t.Errorf("a member shows in %v, or in: %s", found, s.said.String())
	}
}

// writeBook puts a filled workbook into the private folder.
func (s *checkSite) writeBook(w *bia.Workbook, name string) {
	s.Helper()
	words, err := i18n.Load(nachbar.Defaults(), "de")
	if err != nil {
		s.Fatal(err)
	}
	form, err := bia.WorkbookForm(w.Room(), strings.TrimPrefix(filepath.Ext(name), "."), words.T)
	if err != nil {
		s.Fatal(err)
	}
	data, err := form.Bytes(w.Values())
	if err != nil {
		s.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(s.private, "2026"), 0o700); err != nil {
		s.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.private, "2026", name), data, 0o600); err != nil {
		s.Fatal(err)
	}
}
