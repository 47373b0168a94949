package diag

import (
	"reflect"
	"testing"
)

func TestNewPairsNamesAndValues(t *testing.T) {
	p := New("x", "a.md", 3, "key", "titel", "near", "title", "odd")
	want := Problem{ID: "x", Path: "a.md", Line: 3, Args: Args{"key": "titel", "near": "title"}}
	if !reflect.DeepEqual(p, want) {
		t.Errorf("got %+v", p)
	}
	if p := New("x", "", 0); p.Args != nil {
		t.Errorf("got %+v", p)
	}
}

func TestWarningsDoNotStopABuild(t *testing.T) {
	var list List
	if list.HasErrors() {
		t.Error("an empty list has errors")
	}
	p := New("x", "a.md", 1)
	list.Add(p.AsWarning(), p.AsWarning())
	if list.HasErrors() || p.Severity != Error {
		t.Error("a warning counts as an error, or the original was changed")
	}
	list.Add(p)
	if errors, warnings := list.Count(); errors != 1 || warnings != 2 || !list.HasErrors() {
		t.Errorf("got %d errors, %d warnings", errors, warnings)
	}
}

func TestSortedOrdersByPlaceAndDropsRepeats(t *testing.T) {
	at := func(path string, line, col int, id string, pairs ...string) Problem {
		p := New(id, path, line, pairs...)
		p.Col = col
		return p
	}
	want := List{
		at("", 0, 0, "site"),
		at("a", 1, 2, "b"),
		at("a", 1, 2, "c", "k", "1"),
		at("a", 1, 2, "c", "k", "2"),
		at("a", 1, 2, "c", "k", "2").AsWarning(),
		at("a", 1, 10, "a"),
		at("a", 9, 1, "a"),
		at("a", 10, 1, "a"),
		at("b", 1, 1, "a"),
	}
	mixed := List{want[8], want[3], want[0], want[5], want[4], want[3], want[7], want[1], want[2], want[6], want[0]}
	before := append(List(nil), mixed...)
	if got := mixed.Sorted(); !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%v\nwant\n%v", got, want)
	}
	if !reflect.DeepEqual(mixed, before) {
		t.Error("the list itself was sorted")
	}
}

func TestSeveritiesHaveTheWordsOfTheJSONOutput(t *testing.T) {
	if Error.String() != "error" || Warning.String() != "warning" {
		t.Errorf("got %s, %s", Error, Warning)
	}
}
