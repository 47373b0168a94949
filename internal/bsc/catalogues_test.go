package bsc

import (
	"os"
	"slices"
	"testing"
)

// portal reads the catalogues that the portal publishes.
func portal(t *testing.T) Catalogues {
	t.Helper()
	all, problems, err := Load(os.DirFS("../.."), "data/bsc")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s %s:%d %v", p.ID, p.Path, p.Line, p.Args)
	}
	return all
}

func TestTheCataloguesOfThePortalHaveTheirNumbers(t *testing.T) {
	full := []int{12, 10, 12, 12, 12, 10, 12, 12, 10, 8, 8, 8, 8, 6}
	want := map[string][]int{
		"bsc-2026":    full,
		"bsc-2023":    full,
		"schule-2026": {8, 8, 10, 8, 6},
	}
	all := portal(t)
	for id, sizes := range want {
		c := all[id]
		if c == nil {
			t.Errorf("there is no catalogue %s", id)
			continue
		}
		var got []int
		for _, topic := range c.Topics {
			got = append(got, len(c.Of(topic.ID)))
		}
		if !slices.Equal(got, sizes) {
			t.Errorf("%s: questions per topic %v, want %v", id, got, sizes)
		}
	}
}

// Rounds are compared by kept questions alone: they have to ask the same, and
// those that changed must not.
func TestKeptQuestionsAskTheSameInBothCatalogues(t *testing.T) {
	all := portal(t)
	now, before := all["bsc-2026"], all["bsc-2023"]
	numbers := map[string]int{}
	for _, ch := range now.Changes {
		numbers[ch.Change]++
		was, is := before.Question(ch.Old), now.Question(ch.New)
		if (ch.Change == "kept" || ch.Change == "changed") && (was == nil || is == nil) {
			t.Errorf("%s: %q and %q are not both questions", ch.Change, ch.Old, ch.New)
			continue
		}
		switch ch.Change {
		case "kept":
			if was.Text != is.Text || was.Short != is.Short || was.Weight != is.Weight {
				t.Errorf("%s is kept, but text, short name or weight is another than that of %s", ch.New, ch.Old)
			}
		case "changed":
			if was.Text == is.Text || was.Short == is.Short || ch.Why == "" {
				t.Errorf("%s asks what %s asks, or no reason is given", ch.New, ch.Old)
			}
		case "new":
			if was != nil || ch.Why == "" {
				t.Errorf("%s is new, but has an older question or no reason", ch.New)
			}
		case "dropped":
			if is != nil || ch.Why == "" {
				t.Errorf("%s was dropped, but has a newer question or no reason", ch.Old)
			}
		}
	}
	if numbers["kept"] != 120 || numbers["changed"] != 12 || numbers["new"] != 8 || numbers["dropped"] != 8 {
		t.Errorf("changes: %v", numbers)
	}
}

func TestTheOlderCatalogueKnowsNothingOfYoungerRules(t *testing.T) {
	for _, q := range portal(t)["bsc-2023"].Questions {
		if len(q.Refs.GSPP) > 0 {
			t.Errorf("%s refers to %v, which is younger than its catalogue", q.ID, q.Refs.GSPP)
		}
	}
}
