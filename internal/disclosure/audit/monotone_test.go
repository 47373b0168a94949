package audit

import (
	"context"
	"fmt"
	"testing"
)

// twoRounds are counts of yes among all to one question, in two rounds; three
// units left and none joined.
func twoRounds(tb testing.TB, first, second string) *Report {
	tb.Helper()
	file := func(round string, n int, since, cell string) Source {
		return Source{round + ".json", fmt.Appendf(nil, `{"format":"nachbar-round/1","round":%q,"audience":"members","catalogue":"x","closed":"","policy":{},%s
			"answer_sets":{"bsc":{"answers":["ja","nein","entbehrlich"],"sensitive":[["ja"],["nein"]]}},"groups":{"%s/alle":{"n":%d}},
			"cells":[{"g":"%s/alle","q":"a","a":["ja"],%s}]}`, round, since, round, n, round, cell)}
	}
	report, err := Run(context.Background(), Options{Monotone: true, Colluding: 0, Releases: []Source{
		file("2024", 33, "", first), file("2026", 30, `"since":{"round":"2024","joined":0,"left":3},`, second)}})
	if err != nil {
		tb.Fatal(err)
	}
	return report
}

func TestBeliefThatYesStaysBetraysLeavers(t *testing.T) {
	report := twoRounds(t, `"lo":18,"hi":22`, `"lo":10,"hi":15`) // at least three fewer: all leavers said yes
	found := false
	for _, f := range report.Findings {
		found = found || f.Verdict == Exposed && f.Group == "dabei in 2024" && f.Family == "ja" && f.Round == "2024"
	}
	if !found {
		t.Errorf("nothing about the leavers: %v", report.Findings)
	}
	if report := twoRounds(t, `"lo":18,"hi":22`, `"lo":18,"hi":22`); !report.Passed() {
		t.Errorf("the same band twice: %v", report.Findings)
	}
}
