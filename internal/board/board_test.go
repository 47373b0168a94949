package board_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kaaw/nachbar/internal/board"
	"github.com/kaaw/nachbar/internal/history"
)

const small = `groups:
  - {id: hb, title: Handbuch, page: gruppen/hb}
  - {id: bia, title: BIA, page: gruppen/bia}
results:
  - id: karte
    title: Karte
    step: "5"
    lead: hb
    work:
      - {group: hb, status: STATUS}
`

// with is the small board with a status, and further keys of it.
func with(status string) string { return strings.Replace(small, "STATUS", status, 1) }

func ids(text string) []string {
	_, problems := board.Parse([]byte(text), "data/stand.yaml")
	var found []string
	for _, p := range problems {
		found = append(found, p.ID)
	}
	return found
}

func TestTheBoardOfThePortalIsSound(t *testing.T) {
	b, problems, err := board.Load(os.DirFS("../.."), "data/stand.yaml")
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	if !b.Example || len(b.Groups) < 5 || len(b.Results) < 20 {
		t.Errorf("example %t, %d groups, %d results", b.Example, len(b.Groups), len(b.Results))
	}
	for _, r := range b.Results {
		for _, w := range r.Work {
			if w.Day.IsZero() {
				t.Errorf("%s/%s has no day without a history", r.ID, w.Group)
			}
		}
	}
}

func TestASiteWithoutTheFileHasNoBoard(t *testing.T) {
	if b, problems, err := board.Load(fstest.MapFS{}, "data/stand.yaml"); b != nil || problems != nil || err != nil {
		t.Error(b, problems, err)
	}
}

func TestMistakesAreAllNamed(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{with("abgeschlossen"), ""},
		{with("fertig"), "yaml-bad-enum"},
		{strings.Replace(with("in Arbeit"), "lead: hb", "lead: bia", 1), "board-lead"},
		{strings.Replace(with("in Arbeit"), "group: hb", "group: nb", 1), "board-group board-lead"},
		{strings.Replace(with("in Arbeit"), "id: karte", "id: Karte 1", 1), "board-id"},
		{strings.Replace(with("in Arbeit"), "id: bia", "id: hb", 1), "board-twice"},
		{with("in Arbeit") + "      - {group: hb, status: abgeschlossen}\n", "board-part-twice"},
	} {
		got := ids(test.text)
		slices.Sort(got)
		if test.want == "yaml-bad-enum" {
			if len(got) != 1 {
				t.Errorf("an unknown status: %v", got)
			}
			continue
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s\ngot %v, want %q", test.text, got, test.want)
		}
	}
}

func TestAResultIsDoneWhenAllPartsAre(t *testing.T) {
	for _, test := range []struct {
		parts []board.Status
		want  board.Status
	}{
		{[]board.Status{board.Done, board.Done}, board.Done},
		{[]board.Status{board.Done, board.Untouched}, board.Working},
		{[]board.Status{board.Working}, board.Working},
		{[]board.Status{board.Untouched, board.Untouched}, board.Untouched},
	} {
		r := board.Result{}
		for _, s := range test.parts {
			r.Work = append(r.Work, board.Work{Status: s})
		}
		if got := r.Status(); got != test.want {
			t.Errorf("%v: %s", test.parts, got)
		}
	}
}

func TestStepsAreInTheOrderOfTheirNumbers(t *testing.T) {
	steps := []string{"", "10", "15.4", "9", "15", "5"}
	slices.SortFunc(steps, board.CompareSteps)
	if got := strings.Join(steps, " "); got != "5 9 10 15 15.4 " {
		t.Error(got)
	}
}

func date(text string) time.Time {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return d
}

func TestTheDayOfAStatusComesFromTheHistory(t *testing.T) {
	// The versions are the newest first.
	type version struct{ day, part string }
	for name, test := range map[string]struct {
		now      string
		versions []version
		want     string
		stale    bool
	}{
		"the day of the change": {
			"abgeschlossen", []version{{"2026-05-03", "abgeschlossen"}, {"2026-05-02", "abgeschlossen"}, {"2026-05-01", "in Arbeit"}}, "2026-05-02", false},
		"the day of the first entry": {
			"in Arbeit", []version{{"2026-05-03", "in Arbeit"}, {"2026-05-01", "in Arbeit"}}, "2026-05-01", false},
		"a key written with the status": {
			"abgeschlossen, since: 2026-04-28", []version{{"2026-05-02", "abgeschlossen, since: 2026-04-28"}, {"2026-05-01", "in Arbeit, since: 2026-01-01"}}, "2026-04-28", false},
		"a key left over from another status": {
			"abgeschlossen, since: 2026-01-01", []version{{"2026-05-02", "abgeschlossen, since: 2026-01-01"}, {"2026-05-01", "in Arbeit, since: 2026-01-01"}}, "2026-05-02", true},
		"a key and no history": {
			"in Arbeit, since: 2026-01-01", nil, "2026-01-01", false},
		"a status that is not recorded yet": {
			"abgeschlossen", []version{{"2026-05-01", "in Arbeit"}}, "", false},
		"back to an earlier status": {
			"in Arbeit", []version{{"2026-05-03", "in Arbeit"}, {"2026-05-02", "abgeschlossen"}, {"2026-05-01", "in Arbeit"}}, "2026-05-03", false},
		"a version that is no YAML": {
			"in Arbeit", []version{{"2026-05-03", "in Arbeit"}, {"2026-05-02", "}"}}, "2026-05-03", false},
	} {
		b, _ := board.Parse([]byte(with(test.now)), "data/stand.yaml")
		var versions []history.Version
		for _, v := range test.versions {
			versions = append(versions, history.Version{Day: date(v.day), Data: []byte(with(v.part))})
		}
		problems := b.Date(versions, "data/stand.yaml")
		got := ""
		if day := b.Results[0].Work[0].Day; !day.IsZero() {
			got = day.Format(time.DateOnly)
		}
		if got != test.want || (len(problems) > 0) != test.stale {
			t.Errorf("%s: %q %v, want %q", name, got, problems, test.want)
		}
	}
}

func TestChangesStartWithTheNewest(t *testing.T) {
	b, _, err := board.Load(os.DirFS("../.."), "data/stand.yaml")
	if err != nil {
		t.Fatal(err)
	}
	changes := b.Changes()
	if len(changes) == 0 || !slices.IsSortedFunc(changes, func(a, b board.Change) int { return b.Work.Day.Compare(a.Work.Day) }) {
		t.Error("no changes, or out of order")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(with("in Arbeit"))
	f.Add("groups: [1]\nresults: {a: b}")
	f.Add("results:\n- work: [{}]")
	f.Fuzz(func(t *testing.T, text string) {
		b, _ := board.Parse([]byte(text), "data/stand.yaml")
		b.Date([]history.Version{{Day: date("2026-05-01"), Data: []byte(text)}}, "data/stand.yaml")
		total := 0
		for _, p := range b.Progress() {
			if p.Done+p.Working+p.Untouched != p.Total {
				t.Error("the states do not add up")
			}
			total += p.Total
		}
		if total != len(b.Results) {
			t.Error("results are lost")
		}
	})
}
