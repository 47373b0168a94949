package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/bsc/sample"
	"github.com/kaaw/nachbar/internal/i18n"
)

// secret stands in the names of all members and in all reasons of this test: it
// may show in no output, error, file or cache.
const secret = "Kanarienvogel"

// checkSite is a site with the portal's catalogues and no published round.
type checkSite struct {
	*testing.T
	dir, private string
	rounds       []*bsc.Round
	said         strings.Builder // all output of all runs
}

func newCheckSite(t *testing.T, plan sample.Plan) *checkSite {
	t.Helper()
	s := &checkSite{T: t, dir: filepath.Join(t.TempDir(), "site")}
	s.private = filepath.Join(filepath.Dir(s.dir), "private")
	if status, _, stderr := start(t.Context(), "new", "site", s.dir); status != exitFine {
		t.Fatal(stderr)
	}
	for _, id := range []string{"bsc-2023", "bsc-2026"} {
		s.copyCatalogue(id)
	}
	all, problems, err := bsc.Load(os.DirFS(s.dir), "data/bsc")
	if err != nil || problems.HasErrors() {
		t.Fatal(err, problems)
	}
	if s.rounds, err = sample.Draw(plan, all); err != nil {
		t.Fatal(err)
	}
	for _, r := range s.rounds {
		for _, sheet := range r.Sheets {
			sheet.Member = secret + " " + strings.TrimPrefix(sheet.Member, "Beispielkommune ")
		}
	}
	return s
}

// copyCatalogue copies a catalogue without its links: the pages are not there.
func (s *checkSite) copyCatalogue(id string) {
	s.Helper()
	to := filepath.Join(s.dir, "data", "bsc", id)
	if err := os.CopyFS(to, os.DirFS("../../data/bsc/"+id)); err != nil {
		s.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(to, "*.yaml"))
	if err != nil {
		s.Fatal(err)
	}
	links := regexp.MustCompile(`(?m)^    links: .*\n`)
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			s.Fatal(err)
		}
		if err := os.WriteFile(name, links.ReplaceAll(src, nil), 0o666); err != nil {
			s.Fatal(err)
		}
	}
}

// handIn puts a round into the private folder, one sheet for each member.
func (s *checkSite) handIn(r *bsc.Round, formats ...string) {
	s.Helper()
	dir := filepath.Join(s.private, r.ID)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		s.Fatal(err)
	}
	for i, sheet := range r.Sheets {
		s.writeSheet(r.Catalogue, sheet, filepath.Join(dir, fmt.Sprintf("%s-%02d.%s", secret, i, formats[i%len(formats)])))
	}
}

func (s *checkSite) writeSheet(c *bsc.Catalogue, sheet *bsc.Sheet, name string) {
	s.Helper()
	for id, reply := range sheet.Replies {
		if reply.Answer == bsc.NotApplicable {
			reply.Reason = secret + " hat das nicht"
			sheet.Replies[id] = reply
		}
	}
	words, err := i18n.Load(nachbar.Defaults(), "de")
	if err != nil {
		s.Fatal(err)
	}
	form, err := bsc.SheetForm(c, strings.TrimPrefix(filepath.Ext(name), "."), words.T)
	if err != nil {
		s.Fatal(err)
	}
	data, err := form.Bytes(sheet.Values())
	if err != nil {
		s.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		s.Fatal(err)
	}
}

// run runs the program in the site and keeps what it says.
func (s *checkSite) run(args ...string) (status int, output string) {
	s.Helper()
	status, stdout, stderr := start(s.Context(), append([]string{"-C", s.dir}, args...)...)
	s.said.WriteString(stdout + stderr)
	return status, stdout + stderr
}

func (s *checkSite) aggregate(round string, more ...string) (int, string) {
	s.Helper()
	return s.run(append([]string{"bsc", "aggregate", round, "--private", s.private, "--closed", round + "-06-30"}, more...)...)
}

// written lists the published files.
func (s *checkSite) written() string {
	found, err := filepath.Glob(filepath.Join(s.dir, "data", "bsc", "runden", "*"))
	if err != nil {
		s.Fatal(err)
	}
	for i := range found {
		found[i] = filepath.Base(found[i])
	}
	return strings.Join(found, " ")
}

// leaks names what below dir has the secret in it, in a name or a text.
func (s *checkSite) leaks(dir string) (found []string) {
	s.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := os.ReadFile(name)
		if err == nil && strings.Contains(strings.ToLower(name+string(src)), strings.ToLower(secret)) {
			found = append(found, name)
		}
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return found
}

func TestNoMemberShowsOnTheWayFromSheetsToAPublishedRound(t *testing.T) {
	s := newCheckSite(t, sample.Default(5))
	first, second := s.rounds[0], s.rounds[1]
	s.handIn(first, "xlsx", "ods")
	broken := filepath.Join(s.private, "2022", "0-"+secret+".xlsx")
	s.writeSheet(first.Catalogue, &bsc.Sheet{Member: first.Sheets[1].Member, Class: "winzig", Replies: first.Sheets[1].Replies}, broken)
	if status, out := s.aggregate("2022"); status != exitContent || !strings.Contains(out, "2022/#") || s.written() != "" {
		t.Errorf("a sheet with mistakes: status %d, wrote %q\n%s", status, s.written(), out)
	}
	if err := os.Remove(broken); err != nil {
		t.Fatal(err)
	}
	if status, out := s.aggregate("2022", "--dry-run"); status != exitFine || s.written() != "" {
		t.Errorf("a dry run: status %d, wrote %q\n%s", status, s.written(), out)
	}
	if status, out := s.aggregate("2022"); status != exitFine || s.written() != "2022.json 2022.oeffentlich.json" {
		t.Fatalf("status %d, wrote %q\n%s", status, s.written(), out)
	}
	s.handIn(second, "xlsx")
	if status, out := s.aggregate("2024"); status != exitFine {
		t.Fatalf("status %d\n%s", status, out)
	}
	if status, out := s.run("build", "--audience", "mitglieder", "-o", filepath.Join(s.dir, "..", "out")); status != exitFine {
		t.Errorf("build: status %d\n%s", status, out)
	}
	for _, dir := range []string{s.dir, filepath.Join(s.dir, "..", "out")} {
		if found := s.leaks(dir); len(found) > 0 {
			t.Errorf("a member shows in %v", found)
		}
	}
	ledger, err := os.ReadFile(filepath.Join(s.private, ledgerFile))
	if err != nil || strings.Contains(string(ledger), secret) {
		t.Errorf("the ledger names a member (%v)", err)
	}
	if strings.Contains(s.said.String(), secret) {
		t.Errorf("the program names a member:\n%s", s.said.String())
	}
}

func TestARoundIsPublishedOnceAndNeverAgain(t *testing.T) {
	s := newCheckSite(t, sample.Default(6))
	r := s.rounds[0]
	late := r.Sheets[len(r.Sheets)-1]
	r.Sheets = r.Sheets[:len(r.Sheets)-1]
	s.keep(r)
	if status, out := s.aggregate("2022"); status != exitFine {
		t.Fatalf("status %d\n%s", status, out)
	}
	before, err := os.ReadFile(filepath.Join(s.dir, "data", "bsc", "runden", "2022.json"))
	if err != nil {
		t.Fatal(err)
	}
	r.Sheets = append(r.Sheets, late)
	s.keep(r)
	for _, round := range []string{"2022", "2024"} { // again, and a later one over a changed population
		s.keep(s.rounds[1])
		if status, out := s.aggregate(round); status != exitContent || !strings.Contains(out, "R1") {
			t.Errorf("%s: status %d\n%s", round, status, out)
		}
	}
	after, err := os.ReadFile(filepath.Join(s.dir, "data", "bsc", "runden", "2022.json"))
	if err != nil || string(after) != string(before) || s.written() != "2022.json 2022.oeffentlich.json" {
		t.Error("a published round was touched")
	}
}

// keep writes a round as the file of its answers.
func (s *checkSite) keep(r *bsc.Round) {
	s.Helper()
	if err := os.MkdirAll(s.private, 0o700); err != nil {
		s.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.private, r.ID+".csv"), r.CSV(), 0o600); err != nil {
		s.Fatal(err)
	}
}

func TestTooFewMembersPublishLessOrNothing(t *testing.T) {
	s := newCheckSite(t, sample.Default(7))
	r := s.rounds[0]
	all := r.Sheets
	for _, tt := range []struct {
		n       int
		status  int
		classes bool
	}{{7, exitContent, false}, {9, exitContent, false}, {10, exitFine, false}, {30, exitFine, true}} {
		_ = os.RemoveAll(filepath.Join(s.dir, "data", "bsc", "runden"))
		_ = os.RemoveAll(s.private)
		r.Sheets = spread(all, tt.n)
		s.keep(r)
		status, out := s.aggregate("2022")
		if status != tt.status || (status != exitFine) != (s.written() == "") {
			t.Errorf("%d members: status %d, wrote %q\n%s", tt.n, status, s.written(), out)
		}
		if status != exitFine {
			continue
		}
		src, err := os.ReadFile(filepath.Join(s.dir, "data", "bsc", "runden", "2022.json"))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(string(src), `"2022/`) > strings.Count(string(src), `"2022/alle"`); got != tt.classes {
			t.Errorf("%d members: classes published: %v", tt.n, got)
		}
	}
}

// spread takes n sheets from all classes.
func spread(all []*bsc.Sheet, n int) []*bsc.Sheet {
	var out []*bsc.Sheet
	for i := range n {
		out = append(out, all[i*len(all)/n])
	}
	return out
}
