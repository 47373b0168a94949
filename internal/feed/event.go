package feed

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Event is one date or series of dates.
//
// UID, Title, Start and Updated are required. Without End an event has only a
// beginning. With AllDay only the calendar days of Start and End count, and
// End is the last day of the event. URL is absolute or empty.
//
// Every makes a series: a number and a unit, "2w" for every second week, "1m"
// for the same day of every month; the units are d, w, m and y. A month
// without that day has no date (RFC 5545, 3.3.10). Until ends the series, a
// midnight including that whole day; zero means it goes on. Except are days
// on which the event does not take place.
type Event struct {
	UID, Title, Description string
	Place, URL              string
	Start, End              time.Time
	AllDay                  bool
	Every                   string
	Until                   time.Time
	Except                  []time.Time
	Updated                 time.Time
	Categories              []string
}

// Occurrences returns the beginnings of an event, at most limit, in order and
// without its exceptions. They keep the wall clock of Start's time zone, so a
// meeting at nine stays at nine when daylight saving begins. A series that
// cannot be read counts as a single event; Calendar reports it.
func Occurrences(e Event, limit int) []time.Time {
	var dates []time.Time
	step, err := parseEvery(e.Every)
	single := err != nil || step.n == 0
	last := e.lastMoment()
	for k := 0; len(dates) < limit; k++ {
		at, ok := step.after(e.Start, k)
		if !last.IsZero() && at.After(last) || at.Year() > 9999 {
			break
		}
		if ok && !e.excepts(at) {
			dates = append(dates, at)
		}
		if single {
			break
		}
	}
	return dates
}

// lastMoment is the last instant at which an occurrence may begin; zero for
// no end. Outside a series there is none.
func (e Event) lastMoment() time.Time {
	if e.Every == "" || e.Until.IsZero() {
		return time.Time{}
	}
	if h, m, s := e.Until.Clock(); h+m+s > 0 && !e.AllDay {
		return e.Until
	}
	y, m, d := e.Until.Date()
	return time.Date(y, m, d, 23, 59, 59, 0, e.Start.Location())
}

// excepts reports whether the event does not take place on the day of at.
func (e Event) excepts(at time.Time) bool {
	return slices.ContainsFunc(e.Except, func(x time.Time) bool { return sameDay(x, at) })
}

func sameDay(a, b time.Time) bool {
	ay, am, ad := a.Date()
	by, bm, bd := b.Date()
	return ay == by && am == bm && ad == bd
}

// every is a parsed Event.Every; n is 0 for a single event.
type every struct {
	n    int
	unit byte
}

var errEvery = errors.New(`want a number from 1 to 99 and one of d, w, m, y, for example "2w"`)

func parseEvery(s string) (every, error) {
	if s == "" {
		return every{}, nil
	}
	unit := s[len(s)-1]
	n, err := strconv.ParseUint(s[:len(s)-1], 10, 8)
	if err != nil || n < 1 || n > 99 || !slices.Contains([]byte("dwmy"), unit) {
		return every{}, fmt.Errorf("repetition %q: %w", s, errEvery)
	}
	return every{n: int(n), unit: unit}, nil
}

// after returns the kth date of a series; ok is false where the month lacks
// the day. The time is then that of the first of the month.
func (v every) after(start time.Time, k int) (at time.Time, ok bool) {
	y, m, d := start.Date()
	hour, minute, sec := start.Clock()
	first := time.Date(y, m, 1, hour, minute, sec, 0, start.Location())
	switch v.unit {
	case 'm':
		first = first.AddDate(0, k*v.n, 0)
	case 'y':
		first = first.AddDate(k*v.n, 0, 0)
	case 'w':
		return first.AddDate(0, 0, d-1+7*k*v.n), true
	default:
		return first.AddDate(0, 0, d-1+k*v.n), true
	}
	at = first.AddDate(0, 0, d-1)
	if at.Month() != first.Month() {
		return first, false
	}
	return at, true
}

// rrule writes the RECUR value of RFC 5545, 3.3.10. UNTIL has the type of
// DTSTART: a day for all-day events, else UTC.
func (e Event) rrule(v every) string {
	names := map[byte]string{'d': "DAILY", 'w': "WEEKLY", 'm': "MONTHLY", 'y': "YEARLY"}
	rule := "FREQ=" + names[v.unit]
	if v.n > 1 {
		rule += ";INTERVAL=" + strconv.Itoa(v.n)
	}
	if last := e.lastMoment(); !last.IsZero() && e.AllDay {
		rule += ";UNTIL=" + last.Format(icalDay)
	} else if !last.IsZero() {
		rule += ";UNTIL=" + last.UTC().Format(icalUTC)
	}
	return rule
}

// check reports what makes an event unfit for a calendar.
func (e Event) check() error {
	switch {
	case e.UID == "":
		return errors.New("no uid")
	case e.Title == "":
		return errors.New("no title")
	case e.Start.IsZero():
		return errors.New("no start")
	case e.Updated.IsZero():
		return errNoDate
	case !e.End.IsZero() && e.End.Before(e.Start) && !(e.AllDay && sameDay(e.Start, e.End)):
		return errors.New("it ends before it starts")
	case e.Every == "" && (!e.Until.IsZero() || len(e.Except) > 0):
		return errors.New("an end or exceptions of a series, but no repetition")
	case e.lastMoment().Before(e.Start) && !e.lastMoment().IsZero():
		return errors.New("the series ends before it starts")
	case e.URL != "":
		return absolute("url", e.URL)
	}
	return nil
}

// near returns a k whose date is not after day, close to it.
func (v every) near(start, day time.Time) int {
	days := int(day.Sub(start).Hours()/24) - 1
	longest := map[byte]int{'d': 1, 'w': 7, 'm': 31, 'y': 366}[v.unit]
	return max(0, days/(longest*v.n))
}
