package feed

import (
	"fmt"
	"time"
)

// ruleYear is the first year the written rules cover: Europe's are from 1996,
// North America's from 2007. Earlier events pull it back.
const ruleYear = 2007

// shift is a yearly change of the clock: on the nth or the last of a weekday
// in a month. Until a year tells them apart it may be both.
type shift struct {
	first       time.Time // the first of them, on the clock that ends
	nth         int
	fixed, last bool // the nth, the last weekday holds for every year so far
	from, to    int  // seconds east of Greenwich
	name        string
	summer      bool
}

// zone writes the VTIMEZONE (RFC 5545, 3.6.5) that the events need.
func (w *icalWriter) zone(events []Event) error {
	if w.loc == time.UTC {
		return nil
	}
	first, last := years(events)
	shifts, err := yearlyShifts(w.loc, first, last)
	if err != nil {
		return err
	}
	w.raw("BEGIN", "VTIMEZONE")
	w.raw("TZID", w.loc.String())
	for _, s := range shifts {
		w.shift(s)
	}
	if len(shifts) == 0 {
		w.constant(first)
	}
	w.raw("END", "VTIMEZONE")
	return nil
}

// years returns the first and last year the rules must hold for: ten years at
// least, because only they tell a fourth Sunday from a last one, and a century
// at most. A series without end counts ten years.
func years(events []Event) (first, last int) {
	first, last = ruleYear, ruleYear+10
	for _, e := range events {
		end := max(e.Start.Year(), e.End.Year(), e.Until.Year())
		if e.Every != "" && e.Until.IsZero() {
			end = e.Start.Year() + 10
		}
		first, last = min(first, e.Start.Year()), max(last, end)
	}
	return first, min(last, first+100)
}

func (w *icalWriter) shift(s shift) {
	kind := "STANDARD"
	if s.summer {
		kind = "DAYLIGHT"
	}
	w.raw("BEGIN", kind)
	w.raw("DTSTART", s.first.Format(icalLocal))
	nth := s.nth
	if s.last {
		nth = -1
	}
	w.raw("RRULE", fmt.Sprintf("FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", s.first.Month(), nth, weekday(s.first)))
	w.offsets(s.name, s.from, s.to)
	w.raw("END", kind)
}

// constant writes a zone that never changes its clock.
func (w *icalWriter) constant(year int) {
	start := time.Date(year, 1, 1, 0, 0, 0, 0, w.loc)
	name, offset := start.Zone()
	w.raw("BEGIN", "STANDARD")
	w.raw("DTSTART", start.Format(icalLocal))
	w.offsets(name, offset, offset)
	w.raw("END", "STANDARD")
}

func (w *icalWriter) offsets(name string, from, to int) {
	w.raw("TZOFFSETFROM", utcOffset(from))
	w.raw("TZOFFSETTO", utcOffset(to))
	w.text("TZNAME", name)
}

func utcOffset(seconds int) string {
	return time.Unix(0, 0).In(time.FixedZone("", seconds)).Format("-0700")
}

func weekday(t time.Time) string {
	return []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}[t.Weekday()]
}

// yearlyShifts finds the rule behind a zone's changes from year first to
// last: none, or the same two every year.
func yearlyShifts(loc *time.Location, first, last int) ([]shift, error) {
	rules := shiftsOf(loc, first)
	for year := first + 1; year <= last; year++ {
		found := shiftsOf(loc, year)
		if len(found) != len(rules) {
			return nil, fmt.Errorf("time zone %s: its clock changes differ from %d to %d", loc, first, year)
		}
		for i := range rules {
			if !rules[i].meet(found[i]) {
				return nil, fmt.Errorf("time zone %s: its clock changes follow no yearly rule from %d to %d", loc, first, year)
			}
		}
	}
	return rules, nil
}

// shiftsOf lists the clock changes within a year.
func shiftsOf(loc *time.Location, year int) []shift {
	var found []shift
	end := time.Date(year+1, 1, 1, 0, 0, 0, 0, loc)
	for t := time.Date(year, 1, 1, 0, 0, 0, 0, loc); ; {
		_, next := t.ZoneBounds()
		if next.IsZero() || !next.Before(end) {
			return found
		}
		_, from := t.Zone()
		name, to := next.Zone()
		wall := next.In(time.FixedZone("", from))
		found = append(found, shift{
			first: wall, nth: (wall.Day()-1)/7 + 1, fixed: true, last: wall.AddDate(0, 0, 7).Month() != wall.Month(),
			from: from, to: to, name: name, summer: next.IsDST(),
		})
		t = next
	}
}

// meet narrows the rule to one that also gives other, if there is one.
func (s *shift) meet(other shift) bool {
	a, b := s.first, other.first
	same := a.Month() == b.Month() && a.Weekday() == b.Weekday() && a.Hour() == b.Hour() && a.Minute() == b.Minute()
	s.fixed = s.fixed && s.nth == other.nth
	s.last = s.last && other.last
	return same && (s.fixed || s.last) && s.from == other.from && s.to == other.to && s.name == other.name
}
