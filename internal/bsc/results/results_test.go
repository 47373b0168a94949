package results

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/disclosure"
)

// cell is a count of "ja".
func yesCell(r *disclosure.Release, id string, lo, hi float64) disclosure.Cell {
	return disclosure.Cell{Group: everyone(r), Questions: disclosure.Questions{id}, Answers: []string{"ja"}, Lo: lo, Hi: hi}
}

// hand is a release of n members with some cells.
func hand(catalogue string, n int, cells ...disclosure.Cell) *disclosure.Release {
	r := &disclosure.Release{Round: "2026", Catalogue: catalogue, Audience: disclosure.Members, Policy: disclosure.DefaultPolicy()}
	r.Groups = map[string]disclosure.Group{everyone(r): {N: n}}
	for i := range cells {
		cells[i].Group = everyone(r)
	}
	r.Cells = cells
	return r
}

func TestCellsThatCannotBeAreFaults(t *testing.T) {
	all := catalogues(t)
	r := hand("neu", 48)
	const id = "neu-T01-03"
	partly := yesCell(r, id, 10, 20)
	partly.Answers = []string{"teilweise"}
	stranger := yesCell(r, id, 0, 8)
	for _, tt := range []struct {
		name   string
		cells  []disclosure.Cell
		reason string
	}{
		{"an end", []disclosure.Cell{yesCell(r, id, 0, 8)}, ""},
		{"an unknown question", []disclosure.Cell{yesCell(r, "neu-T99-01", 0, 8)}, BadQuestion},
		{"no question", []disclosure.Cell{{Answers: []string{"ja"}, Hi: 8}}, BadQuestion},
		{"more than there are members", []disclosure.Cell{yesCell(r, id, 40, 49)}, BadFigures},
		{"the wrong way round", []disclosure.Cell{yesCell(r, id, 9, 8)}, BadFigures},
		{"a part of a member", []disclosure.Cell{yesCell(r, id, 0, 8.5)}, BadFigures},
		{"a share above one", []disclosure.Cell{{Questions: disclosure.Questions{id}, Num: []string{"ja"}, Topic: "T01", Hi: 1.5}}, BadFigures},
		{"a cell twice", []disclosure.Cell{yesCell(r, id, 0, 8), yesCell(r, id, 0, 8)}, Twice},
		{"two of four answers", []disclosure.Cell{yesCell(r, id, 10, 14), partly}, BadCounts},
		{"an interval in the middle alone", []disclosure.Cell{yesCell(r, id, 10, 14)}, BadCounts},
	} {
		_, faults := New(hand("neu", 48, tt.cells...), all)
		got := ""
		if len(faults) > 0 {
			got = faults[0].Reason
		}
		if got != tt.reason {
			t.Errorf("%s: %v, want %q", tt.name, faults, tt.reason)
		}
	}
	unknown := hand("neu", 48)
	unknown.Cells = []disclosure.Cell{stranger}
	unknown.Cells[0].Group = "2026/fremd"
	if _, faults := New(unknown, all); len(faults) != 1 || faults[0].Reason != BadGroup {
		t.Errorf("an unknown group: %v", faults)
	}
	if _, faults := New(hand("neu", 0), all); len(faults) != 1 {
		t.Errorf("a round of nobody: %v", faults)
	}
}

func TestAnEndTellsNoMoreThanItsLimit(t *testing.T) {
	all := catalogues(t)
	edge := yesCell(hand("neu", 48), "neu-T01-05", 8, 40)
	edge.Edge = true
	r := read(t, hand("neu", 48, yesCell(hand("neu", 48), "neu-T01-03", 0, 8), yesCell(hand("neu", 48), "neu-T01-04", 40, 48), edge), all)
	for id, want := range map[string]struct {
		form Form
		yes  Span
		h    int
	}{
		"neu-T01-03": {AtMost, Span{0, 4, 8}, 8},
		"neu-T01-04": {AtLeast, Span{40, 44, 48}, 8},
		"neu-T01-05": {Edge, Span{0, 24, 48}, 8},
		"neu-T01-06": {Missing, Span{0, 24, 48}, 8},
	} {
		q := r.Question(id)
		if q.Form != want.form || q.Yes != want.yes || q.H != want.h {
			t.Errorf("%s is %v %v %d, want %v", id, q.Form, q.Yes, q.H, want)
		}
		if _, told := q.Count(bsc.Partly); told {
			t.Errorf("%s tells its other answers", id)
		}
	}
	var order []string
	for _, q := range r.Topic("T01").ByYes()[:4] {
		order = append(order, q.ID[8:])
	}
	if got := strings.Join(order, " "); got != "04 03 01 02" {
		t.Errorf("the questions stand as %s: an edge must not be sorted by its side", got)
	}
}

func TestOnlyDisjointFiguresAreAChange(t *testing.T) {
	all := catalogues(t)
	first, second := hand("alt", 48), hand("neu", 48)
	pair := func(then, now Span, left int) Change {
		earlier := read(t, hand("alt", 48), all)
		later := hand("neu", 48)
		later.Since = &disclosure.Movement{Left: left}
		round := read(t, later, all)
		a, b := *earlier.Question("alt-T01-03"), *round.Question("neu-T01-03")
		a.Form, a.Yes, b.Form, b.Yes = Counted, then, Counted, now
		return round.Change(Pair{&a, &b}, earlier)
	}
	for _, tt := range []struct {
		name      string
		then, now Span
		left      int
		want      Change
	}{
		{"higher", Span{8, 10, 12}, Span{13, 15, 17}, 0, Higher},
		{"touching", Span{8, 10, 12}, Span{12, 14, 17}, 0, Unclear},
		{"lower with nobody gone", Span{13, 15, 17}, Span{8, 10, 12}, 0, Lower},
		{"lower with one gone", Span{13, 15, 17}, Span{8, 10, 12}, 1, Unclear},
		{"lower with four gone", Span{13, 15, 17}, Span{8, 10, 12}, 4, Unclear},
		{"lower with five gone", Span{13, 15, 17}, Span{8, 10, 12}, 5, Lower},
		{"higher with one gone", Span{8, 10, 12}, Span{13, 15, 17}, 1, Higher},
	} {
		if got := pair(tt.then, tt.now, tt.left); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	then, now := read(t, first, all), read(t, second, all)
	if kept := now.Kept(now.Topic("T01"), then); len(kept) != 10 || kept[0].Now.ID != "neu-T01-03" || kept[0].Then.ID != "alt-T01-03" {
		t.Errorf("kept are %d questions", len(kept))
	}
	if got := then.Earlier("alt-T01-03", "neu"); got != "" {
		t.Errorf("an older round follows a newer catalogue: %q", got)
	}
}

func TestSmallTopicsAreToldTogether(t *testing.T) {
	all := catalogues(t)
	m, _ := release(t, population(all["neu"], "2026", 48, 0, 1), nil)
	r := read(t, m, all)
	if got := r.Topic("T04").Group; got == nil || got.ID != "T03+T04" || got.Title != "Thema 3 + Thema 4" || got != r.Topic("T03").Group {
		t.Errorf("the group of a small topic is %+v", got)
	}
	if len(r.Classes) != 3 || r.Classes[0].ID != "klein" || r.Classes[2].Title != "groß" || r.Quartiles == nil {
		t.Errorf("classes are %+v, quartiles %v", r.Classes, r.Quartiles)
	}
	list := r.ByShare()
	for i := range list[1:] {
		if list[i].Share.Mid < list[i+1].Share.Mid {
			t.Errorf("%s stands in front of %s", list[i].ID, list[i+1].ID)
		}
	}
}

func TestTheTableHoldsAllCellsAndNoFormula(t *testing.T) {
	all := catalogues(t)
	m, _ := release(t, population(all["neu"], "2026", 48, 0, 1), nil)
	all["neu"].Questions[2].Short = "=HYPERLINK(1)"
	m.Groups["2026/klein"] = disclosure.Group{N: 16, Title: "@klein"}
	out, err := read(t, m, all).CSV()
	if err != nil {
		t.Fatal(err)
	}
	text, marked := strings.CutPrefix(string(out), "\ufeff")
	in := csv.NewReader(strings.NewReader(text))
	in.Comma = ';'
	rows, err := in.ReadAll()
	if err != nil || !marked || len(rows) != len(m.Cells)+1 {
		t.Fatalf("%d rows for %d cells, %v", len(rows), len(m.Cells), err)
	}
	injected := false
	for _, row := range rows[1:] {
		for _, field := range row {
			injected = injected || field == "'=HYPERLINK(1)"
			if strings.ContainsAny(field[:min(1, len(field))], "=+-@\t") {
				t.Errorf("a spreadsheet would calculate %q", field)
			}
		}
		if row[5] == "anteil" && row[11] == "0,5" {
			t.Errorf("a share is no percent: %v", row)
		}
	}
	if !injected {
		t.Error("the text that starts as a formula is not there")
	}
}
