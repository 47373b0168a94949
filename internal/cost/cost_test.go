package cost

import (
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/strict"
)

var update = flag.Bool("update", false, "write the file that the TypeScript tests check, too")

const list = `date: "2026-11-23"
members: {count: 3, inhabitants: 70000}
lands: [{id: NW, title: West, members: 2}, {id: NI, title: Nord, members: 1}]
sizes: [6000, 20000]
branches:
  - id: a
    title: A
    base: 40
    items:
      - {id: x, title: X, amount: 3, unit: Stellen, price: 1001}
      - {id: y, title: Y, amount: 1, unit: Jahr, price: 100, land: NI}
`

func read(t *testing.T, src string) (*Prices, diag.List) {
	t.Helper()
	at := strict.Source{Path: "data/kosten.yaml", FirstLine: 1}
	node, problems := strict.Parse([]byte(src), at)
	if node == nil {
		t.Fatal(problems)
	}
	return ReadPrices(node, at)
}

// Worked out by hand: 3,003 € of which 40 % are divided by 3 members; the rest,
// 1,801.80 €, is 0.02574 € a head.
func TestSharesAreAsWorkedOutByHand(t *testing.T) {
	p, problems := read(t, list)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := Share{Branch: "a", Total: 300300, Pool: 120120, Rest: 180180, Base: 40040, Heads: 15444, LandTotal: 10000, Land: 10000, Sum: 65484, PerHead: 11}
	if got := p.Shares(6000, "NI")[0]; got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got := p.Shares(6000, "BY")[0]; got.Land != 0 || got.Sum != want.Sum-10000 {
		t.Errorf("a state without work of its own: %+v", got)
	}
}

// Together the members pay what it costs, but for what rounding takes.
func TestMembersTogetherPayTheCost(t *testing.T) {
	p, _ := read(t, list)
	var sum int64
	for _, m := range []struct {
		n    int
		land string
	}{{30000, "NW"}, {25000, "NW"}, {15000, "NI"}} {
		sum += together(p.Shares(m.n, m.land))
	}
	if total := p.Branches[0].Total() + p.Branches[0].sum("NI"); sum < total-3 || sum > total+3 {
		t.Errorf("members pay %d of %d cents", sum, total)
	}
}

func together(shares []Share) (sum int64) {
	for _, s := range shares {
		sum += s.Sum
	}
	return sum
}

func TestContradictionsArePlaced(t *testing.T) {
	for old, tt := range map[string]struct{ is, id string }{
		"members: 2}":        {"members: 3}", "cost-members"},
		"sizes: [6000":       {"sizes: [60000", "cost-size"},
		"price: 1001":        {"price: 1000000, land: BY", "cost-land"},
		"amount: 3":          {"amount: 10000", "cost-large"},
		"id: NI, title":      {"id: NW, title", "cost-twice"},
		"base: 40":           {"base: 140", "yaml-out-of-range"},
		"{count: 3, inhabit": {"{count: 3, inhibit", "yaml-unknown-key"},
	} {
		if !strings.Contains(list, old) {
			t.Fatalf("%q is not in the list", old)
		}
		p, problems := read(t, strings.Replace(list, old, tt.is, 1))
		found := slices.ContainsFunc(problems, func(d diag.Problem) bool { return d.ID == tt.id && d.Line > 0 })
		if !found || p != nil {
			t.Errorf("%s: %v, usable %v", tt.id, problems, p != nil)
		}
	}
}

func TestServicesThatContradictThemselvesArePlaced(t *testing.T) {
	const good = `date: "2026-11-23"
areas: [{id: bcm, title: BCM, services: [{id: a, title: A, get: g, bring: b, how: h}]}]
quotas: {classes: [{class: klein, days: {bcm: 3}}]}
limits: [{id: l, title: L, why: w, instead: i}]
`
	for _, tt := range []struct{ old, is, id string }{
		{"", "", ""}, {"days: {bcm", "days: {bmc", "cost-quota"}, {"id: l,", "id: a,", "cost-twice"}, {"class: klein", "class: winzig", "yaml-bad-value"},
	} {
		at := strict.Source{Path: "data/leistungen.yaml", FirstLine: 1}
		node, _ := strict.Parse([]byte(strings.Replace(good, tt.old, tt.is, 1)), at)
		s, problems := ReadServices(node, at)
		if tt.id == "" {
			if s == nil || len(problems) > 0 {
				t.Errorf("good services: %v", problems)
			}
			continue
		}
		if s != nil || !slices.ContainsFunc(problems, func(d diag.Problem) bool { return d.ID == tt.id && d.Line > 0 }) {
			t.Errorf("%s: %v", tt.id, problems)
		}
	}
}

// twin is what programs in other languages have to come to.
type twin struct {
	Prices json.RawMessage `json:"prices"`
	Cases  []twinCase      `json:"cases"`
}

type twinCase struct {
	Inhabitants int     `json:"inhabitants"`
	Land        string  `json:"land"`
	Shares      []Share `json:"shares"`
}

func TestSharesAreThoseOfTheSharedFile(t *testing.T) {
	src, err := os.ReadFile("../../data/kosten.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, problems := read(t, string(src))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var file twin
	if file.Prices, err = json.Marshal(p); err != nil {
		t.Fatal(err)
	}
	for _, n := range append(slices.Clone(p.Sizes), 1, 7, 12345, MaxInhabitants) {
		for _, land := range []string{"NW", "NI", ""} {
			file.Cases = append(file.Cases, twinCase{n, land, p.Shares(n, land)})
		}
	}
	got, err := json.MarshalIndent(file, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	const name = "testdata/shares.json"
	if *update {
		if err := os.WriteFile(name, append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != string(got)+"\n" {
		t.Error("the shares are not those of testdata/shares.json; -update writes it anew")
	}
}

func FuzzReadPrices(f *testing.F) {
	f.Add(list, 6000)
	f.Add("lands: [{}]\nbranches: [{items: [{}]}]", 1)
	f.Fuzz(func(t *testing.T, src string, n int) {
		at := strict.Source{Path: "x", FirstLine: 1}
		node, _ := strict.Parse([]byte(src), at)
		if node == nil {
			return
		}
		p, _ := ReadPrices(node, at)
		if p == nil {
			return
		}
		for _, s := range p.Shares(min(max(n, 1), MaxInhabitants), "NW") {
			if s.Sum != s.Base+s.Heads+s.Land || s.Pool+s.Rest != s.Total || s.Base < 0 || s.Heads < 0 {
				t.Fatalf("%+v", s)
			}
		}
	})
}
