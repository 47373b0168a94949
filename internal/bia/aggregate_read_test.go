package bia

import (
	"testing"

	"github.com/kaaw/nachbar/internal/disclosure"
)

// published is a release with shares of one process: up to 24 hours, up to 3 days.
func published(day, three disclosure.Cell) *disclosure.Release {
	day.Num, three.Num = []string{"4h", "24h"}, []string{"4h", "24h", "3T"}
	day.Group, three.Group = "2026/01-01", "2026/01-01"
	other := disclosure.Cell{Group: "2026/01-02", Num: day.Num, Lo: 0.9, Hi: 1}
	return &disclosure.Release{
		Round: "2026", Groups: map[string]disclosure.Group{"2026/01-01": {N: 36, Most: 40}, "2026/01-02": {N: 12}},
		Cells: []disclosure.Cell{day, three, other},
	}
}

func TestThePublishedSharesOfAProcessAreItsOwn(t *testing.T) {
	r := published(disclosure.Cell{Lo: 0.1, Hi: 0.15}, disclosure.Cell{Lo: 0.55, Hi: 0.6})
	s, ok := Published(r, "01-01")
	want := Shared{Lo: 36, Hi: 40, Day: Share{10, 15, false, true}, ThreeDays: Share{55, 60, false, true}, Median: "3T", MedianUnderstood: true}
	if !ok || s != want {
		t.Errorf("%+v, want %+v", s, want)
	}
	if s, ok := Published(r, "01-02"); !ok || s.Lo != 12 || s.Hi != 12 || s.ThreeDays.Known {
		t.Errorf("%+v", s)
	}
	if _, ok := Published(r, "01-03"); ok {
		t.Error("a process of which nothing is published has values")
	}
}

func TestTheMedianFollowsOnlyFromWhatIsCertain(t *testing.T) {
	for _, tt := range []struct {
		day, three disclosure.Cell
		want       string
	}{
		{disclosure.Cell{Lo: 0.5, Hi: 0.55}, disclosure.Cell{Lo: 0.9, Hi: 1}, "≤24h"},
		{disclosure.Cell{Lo: 0.45, Hi: 0.5}, disclosure.Cell{Lo: 0.5, Hi: 0.55}, "3T"},
		{disclosure.Cell{Lo: 0.45, Hi: 0.55}, disclosure.Cell{Lo: 0.9, Hi: 1}, "?"},
		{disclosure.Cell{Lo: 0, Hi: 0.1}, disclosure.Cell{Lo: 0.45, Hi: 0.5}, ">3T"},
		{disclosure.Cell{Lo: 0.1, Hi: 0.9, Edge: true}, disclosure.Cell{Lo: 0.5, Hi: 0.55}, "?"},
	} {
		s, _ := Published(published(tt.day, tt.three), "01-01")
		got := string(s.Median)
		switch {
		case !s.MedianUnderstood:
			got = "?"
		case s.MedianAtMost:
			got = "≤" + got
		case s.MedianMore:
			got = ">" + got
		}
		if got != tt.want {
			t.Errorf("%v %v: %s, want %s", tt.day, tt.three, got, tt.want)
		}
	}
}
