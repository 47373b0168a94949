package sample

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/kaaw/nachbar/internal/bia"
	"github.com/kaaw/nachbar/internal/disclosure"
)

var update = flag.Bool("update", false, "write the round of the portal anew")

// root is the portal's folder.
const root = "../../.."

func catalogue(t *testing.T) *bia.Catalogue {
	t.Helper()
	c, _, err := bia.Load(os.DirFS(root), "data/prozesse")
	if err != nil || len(c.Processes) == 0 {
		t.Fatal("no processes", err)
	}
	return c
}

func returns(seed uint64, c *bia.Catalogue) *bia.Returns {
	r := &bia.Returns{ID: "2026"}
	for _, w := range Draw(seed, Members, c) {
		r.Values = append(r.Values, w.Own(c))
	}
	return r
}

func TestTheSameSeedDrawsTheSameValues(t *testing.T) {
	c := catalogue(t)
	a, b, other := returns(7, c).CSV(c), returns(7, c).CSV(c), returns(8, c).CSV(c)
	if !bytes.Equal(a, b) || bytes.Equal(a, other) {
		t.Error("the seed does not decide")
	}
}

func TestMunicipalitiesDifferFromTheProposalAndAgreeMoreThanByChance(t *testing.T) {
	c := catalogue(t)
	same, near, all := 0, 0, 0
	for _, v := range returns(1, c).Values {
		for id, class := range v.MTPD {
			d := class.Rank() - c.Process(id).MTA.Rank()
			all++
			if d == 0 {
				same++
			}
			if d >= -1 && d <= 1 {
				near++
			}
		}
	}
	if same*10 < all*3 || same*10 > all*8 || near*10 < all*7 {
		t.Errorf("of %d values %d are as proposed, %d near it", all, same, near)
	}
}

// published is the round of the portal as it is drawn.
func published(t *testing.T, c *bia.Catalogue, keep func(id string) bool) *disclosure.Publication {
	t.Helper()
	table, problems := returns(1, c).Table(c)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for i := len(table.Questions) - 1; i >= 0; i-- {
		if keep(table.Questions[i]) {
			continue
		}
		table.Questions = slices.Delete(table.Questions, i, i+1)
		for u := range table.Units {
			table.Units[u].Answers = slices.Delete(table.Units[u].Answers, i, i+1)
		}
	}
	table.Closed, table.Example = "2026-06-30", true
	p, problems, err := disclosure.PublishBands(t.Context(), disclosure.BandRequest{
		Table: &table, Upto: bia.Upto(), Ledger: &disclosure.Ledger{}, Options: disclosure.Options{Policy: disclosure.DefaultPolicy()},
	})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return p
}

// The round that the portal shows is drawn by this program and by nobody's hand.
// Processes that came later are not in it until it is drawn anew.
func TestTheRoundOfThePortalIsDrawnByThisProgram(t *testing.T) {
	file := func(suffix string) string { return filepath.Join(root, "data", "bia", "runden", "2026"+suffix) }
	keep := func(string) bool { return true }
	if !*update {
		src, err := os.ReadFile(file(".json"))
		if err != nil {
			t.Fatal(err)
		}
		shown, err := disclosure.ReadRelease(src)
		if err != nil || len(shown.Groups) == 0 {
			t.Fatal("nothing is published", err)
		}
		keep = func(id string) bool { _, ok := shown.Groups["2026/"+id]; return ok }
	}
	p := published(t, catalogue(t), keep)
	for suffix, release := range map[string]*disclosure.Release{".json": p.Members, ".oeffentlich.json": p.Public} {
		want, err := release.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile(file(suffix), want, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file(suffix))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what is drawn (go test ./internal/bia/sample -update writes it)", file(suffix))
		}
	}
}
