package bia

import (
	"reflect"
	"slices"
	"testing"
)

// flat is a matrix that reaches 3 at a horizon, counted from 0; 6 is never.
func flat(at int) Damage {
	row := make([]int, 6)
	for i := range row {
		row[i] = 1
		if i >= at {
			row[i] = 3
		}
	}
	low := []int{1, 1, 1, 1, 1, 1}
	return Damage{Person: low, Task: row, Law: low, Image: low, Finance: low}
}

func entry(id string, at int) Entry { return Entry{ID: id, Damage: flat(at), State: Reviewed} }

func TestTheRTOIsInheritedAlongAllThatNeedIt(t *testing.T) {
	w := &Workbook{Level: 3, Processes: []Entry{entry("a", 1), entry("b", 4), entry("c", 6), entry("d", 2)},
		Needs: []Dependency{{"b", "c"}, {"a", "b"}, {"d", "c"}}}
	for id, want := range map[string]Figure{
		"a": {"24h", 4, 4, "a"}, "b": {"14T", 168, 4, "a"}, "c": {Beyond, 0, 4, "a"}, "d": {"3T", 24, 24, "d"},
	} {
		if got := w.Figures()[id]; got != want {
			t.Errorf("%s: got %+v, want %+v", id, got, want)
		}
	}
}

func TestAProcessThatOneDoesNotHavePassesNothingOn(t *testing.T) {
	w := &Workbook{Level: 3, Processes: []Entry{entry("a", 0), entry("b", 4), entry("c", 5)}, Needs: []Dependency{{"a", "b"}, {"b", "c"}}}
	w.Processes[0].State = Absent
	got := w.Figures()
	if _, has := got["a"]; has || got["b"].RTO != 168 || got["c"].RTO != 168 {
		t.Errorf("got %+v", got)
	}
}

func TestWhatIsSetByHandGoesFirst(t *testing.T) {
	w := &Workbook{Level: 3, Processes: []Entry{entry("a", 3)}}
	w.Processes[0].RTO = 48
	if got := w.Figures()["a"]; got.RTO != 48 || got.MTPD != "7T" {
		t.Errorf("got %+v", got)
	}
}

func TestTheMTPDIsOpenWhileRatingsAreMissing(t *testing.T) {
	low := entry("a", 6)
	low.Damage.Law = []int{1, 1, 0, 1, 1, 1}
	if got := low.mtpd(3); got != "" {
		t.Errorf("with a gap: %q", got)
	}
	high := entry("a", 2)
	high.Damage.Law = []int{0, 0, 0, 0, 0, 0}
	if got := high.mtpd(3); got != "3T" {
		t.Errorf("what is reached stands: %q", got)
	}
}

func TestCirclesAreFoundOnceAndDoNotHang(t *testing.T) {
	w := &Workbook{Level: 3, Processes: []Entry{entry("a", 5), entry("b", 1), entry("c", 3), entry("d", 3)},
		Needs: []Dependency{{"b", "c"}, {"c", "a"}, {"a", "b"}, {"d", "d"}, {"a", "d"}}}
	want := [][]string{{"a", "b", "c", "a"}, {"d", "d"}}
	if got := w.Circles(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
	for id, f := range w.Figures() {
		if f.RTO != 4 {
			t.Errorf("%s has %d h: all in the circle wait for the fastest", id, f.RTO)
		}
	}
}

func TestAResourceIsNeededAsFastAsTheFastestProcessNeedsIt(t *testing.T) {
	w := &Workbook{Level: 3, Processes: []Entry{entry("a", 1), entry("b", 3), entry("c", 6)},
		Uses:   []Use{{Process: "b", Name: "Netz"}, {Process: "a", Name: " netz"}, {Process: "c", Name: "Lager"}, {Process: "b", Name: "Auto"}},
		Actual: []Actual{{Name: "NETZ", RTA: 4, RPA: 30}, {Name: "Lager", RTA: 9, RPA: 1}, {Name: "Auto", RTA: 73, RPA: -1}},
	}
	w.Processes[0].RPO, w.Processes[1].RPO = 24, 8
	for name, want := range map[string]Gap{
		"netz": {4, 8, Held, Missed}, "lager": {0, 0, NothingWanted, NothingWanted}, "auto": {72, 8, Missed, NotKnown},
	} {
		if got := w.Gaps()[name]; got != want {
			t.Errorf("%s: got %+v, want %+v", name, got, want)
		}
	}
}

func TestAProposalHasExactlyTheChosenProcesses(t *testing.T) {
	c, _ := load(t, good)
	w := Prefilled(c, []string{"01-01", "99-99"})
	if len(w.Processes) != 1 || w.Processes[0].Title != "Entscheiden" || len(w.Uses) != 1 || len(w.Actual) != 1 ||
		!slices.Equal(w.Needs, []Dependency{{"01-01", "01-02"}}) {
		t.Errorf("got %+v", w)
	}
	if got := w.Figures()["01-01"]; got.MTPD != "24h" || got.RTO != 4 {
		t.Errorf("got %+v", got)
	}
}

func TestSmallMunicipalitiesGetAPartOfTheCatalogue(t *testing.T) {
	c, _ := load(t, good)
	c.Processes[0].Duty = Youth
	for class, want := range map[string][]string{"klein": {"01-02"}, "gross": {"01-01", "01-02"}, "riesig": nil} {
		if got := c.For(class); !slices.Equal(got, want) {
			t.Errorf("%s: %v", class, got)
		}
	}
}
