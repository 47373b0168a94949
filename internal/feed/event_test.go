package feed

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestOccurrencesKeepTheClockOfTheTownHall(t *testing.T) {
	for name, row := range map[string]struct {
		change func(*Event)
		limit  int
		want   []string
	}{
		"every second week over the change of clocks": {func(*Event) {}, 9,
			[]string{"2027-03-04 09:00 CET", "2027-03-18 09:00 CET", "2027-04-15 09:00 CEST", "2027-04-29 09:00 CEST"}},
		"no more than asked for": {func(*Event) {}, 2, []string{"2027-03-04 09:00 CET", "2027-03-18 09:00 CET"}},
		"nothing asked for":      {func(*Event) {}, 0, nil},
		"no series":              {func(e *Event) { e.Every, e.Until = "", time.Time{} }, 5, []string{"2027-03-04 09:00 CET"}},
		"unreadable repetition":  {func(e *Event) { e.Every = "often" }, 5, []string{"2027-03-04 09:00 CET"}},
		"without end": {func(e *Event) { e.Every, e.Until = "4w", time.Time{} }, 3,
			[]string{"2027-03-04 09:00 CET", "2027-04-29 09:00 CEST", "2027-05-27 09:00 CEST"}},
		"every day": {func(e *Event) { e.Every, e.Start = "1d", at(t, "2027-03-27 02:15") }, 3,
			[]string{"2027-03-27 02:15 CET", "2027-03-28 03:15 CEST", "2027-03-29 02:15 CEST"}},
		"months without a 31st": {func(e *Event) { e.Every, e.Start, e.Until = "1m", at(t, "2027-01-31 09:00"), at(t, "2027-08-01") }, 9,
			[]string{"2027-01-31 09:00 CET", "2027-03-31 09:00 CEST", "2027-05-31 09:00 CEST", "2027-07-31 09:00 CEST"}},
		"leap days": {func(e *Event) { e.Every, e.Start, e.Until = "1y", at(t, "2028-02-29 09:00"), time.Time{} }, 2,
			[]string{"2028-02-29 09:00 CET", "2032-02-29 09:00 CET"}},
		"the last day counts whole": {func(e *Event) { e.Until = at(t, "2027-03-18") }, 9,
			[]string{"2027-03-04 09:00 CET", "2027-03-18 09:00 CET"}},
		"until a moment": {func(e *Event) { e.Until = at(t, "2027-03-18 08:59") }, 9, []string{"2027-03-04 09:00 CET"}},
		"the first one excepted": {func(e *Event) { e.Except = []time.Time{at(t, "2027-03-04")} }, 1,
			[]string{"2027-03-18 09:00 CET"}},
		"ended before it began": {func(e *Event) { e.Until = at(t, "2027-03-01") }, 9, nil},
	} {
		e := meeting(t)
		row.change(&e)
		var got []string
		for _, moment := range Occurrences(e, row.limit) {
			got = append(got, moment.Format("2006-01-02 15:04 MST"))
		}
		if diff := cmp.Diff(row.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestOccurrencesEndWithTheCalendar(t *testing.T) {
	e := Event{Start: time.Date(9998, 1, 1, 0, 0, 0, 0, time.UTC), Every: "1y"}
	if got := len(Occurrences(e, 100)); got != 2 {
		t.Errorf("%d occurrences, want those of 9998 and 9999", got)
	}
}
