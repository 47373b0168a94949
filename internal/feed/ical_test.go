package feed

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
	"github.com/google/go-cmp/cmp"
)

// at reads a local time of Berlin, "2027-01-14 09:00" or a day.
func at(t testing.TB, s string) time.Time {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	layout := "2006-01-02 15:04"[:len(s)]
	moment, err := time.ParseInLocation(layout, s, berlin)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

// meeting is a series of two hours every second week over a change of clocks.
func meeting(t testing.TB) Event {
	return Event{
		UID: "urn:uuid:1", Title: "BCM-Sprechstunde; Fragen, Antworten", Description: "Zeile 1\nZeile 2 \\ Ende",
		Place: "Haus A", URL: "https://portal.example.org/termine/a/", Start: at(t, "2027-03-04 09:00"), End: at(t, "2027-03-04 11:00"),
		Every: "2w", Until: at(t, "2027-04-29"), Except: []time.Time{at(t, "2027-04-01")},
		Updated: at(t, "2026-10-01 12:00"), Categories: []string{"BCM", "offen, kostenlos"},
	}
}

const berlinZone = `BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:20070325T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071028T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
`

func TestCalendarWritesASeriesWithItsZone(t *testing.T) {
	got, err := Calendar("Termine", "Europe/Berlin", []Event{meeting(t)})
	if err != nil {
		t.Fatal(err)
	}
	want := `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//nachbar//nachbar//DE
CALSCALE:GREGORIAN
METHOD:PUBLISH
NAME:Termine
X-WR-CALNAME:Termine
X-WR-TIMEZONE:Europe/Berlin
REFRESH-INTERVAL;VALUE=DURATION:P1D
` + berlinZone + `BEGIN:VEVENT
UID:urn:uuid:1
DTSTAMP:20261001T100000Z
LAST-MODIFIED:20261001T100000Z
DTSTART;TZID=Europe/Berlin:20270304T090000
DTEND;TZID=Europe/Berlin:20270304T110000
RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20270429T215959Z
EXDATE;TZID=Europe/Berlin:20270401T090000
SUMMARY:BCM-Sprechstunde\; Fragen\, Antworten
DESCRIPTION:Zeile 1\nZeile 2 \\ Ende
LOCATION:Haus A
URL:https://portal.example.org/termine/a/
CATEGORIES:BCM,offen\, kostenlos
END:VEVENT
END:VCALENDAR
`
	if diff := cmp.Diff(strings.ReplaceAll(want, "\n", "\r\n"), string(got)); diff != "" {
		t.Error(diff)
	}
}

// lines returns the lines of a calendar that begin with one of the names.
func lines(t *testing.T, e Event, names ...string) []string {
	t.Helper()
	out, err := Calendar("K", "Europe/Berlin", []Event{e})
	if err != nil {
		t.Fatal(err)
	}
	_, event, _ := strings.Cut(string(out), "BEGIN:VEVENT\r\n")
	var found []string
	for line := range strings.SplitSeq(event, "\r\n") {
		for _, name := range names {
			if strings.HasPrefix(line, name) {
				found = append(found, line)
			}
		}
	}
	return found
}

func TestCalendarWritesTimesAsTheirKindDemands(t *testing.T) {
	base := Event{UID: "a", Title: "T", Start: at(t, "2027-01-14"), Updated: at(t, "2027-01-01")}
	with := func(change func(*Event)) Event {
		e := base
		change(&e)
		return e
	}
	utc := time.Date(2027, 7, 1, 7, 0, 0, 0, time.UTC)
	for name, row := range map[string]struct {
		event Event
		want  []string
	}{
		"one whole day": {with(func(e *Event) { e.AllDay = true }),
			[]string{"DTSTART;VALUE=DATE:20270114", "DTEND;VALUE=DATE:20270115"}},
		"whole days to the last of the year": {with(func(e *Event) { e.AllDay, e.Start, e.End = true, at(t, "2027-12-30"), at(t, "2027-12-31") }),
			[]string{"DTSTART;VALUE=DATE:20271230", "DTEND;VALUE=DATE:20280101"}},
		"a series of whole days": {with(func(e *Event) { e.AllDay, e.Every, e.Until = true, "1y", at(t, "2030-01-14") }),
			[]string{"DTSTART;VALUE=DATE:20270114", "DTEND;VALUE=DATE:20270115", "RRULE:FREQ=YEARLY;UNTIL=20300114"}},
		"an exception of whole days": {with(func(e *Event) { e.AllDay, e.Every, e.Except = true, "1d", []time.Time{at(t, "2027-01-16")} }),
			[]string{"DTSTART;VALUE=DATE:20270114", "DTEND;VALUE=DATE:20270115", "RRULE:FREQ=DAILY", "EXDATE;VALUE=DATE:20270116"}},
		"only a beginning": {base, []string{"DTSTART;TZID=Europe/Berlin:20270114T000000"}},
		"a time of another zone": {with(func(e *Event) { e.Start, e.End = utc, utc.Add(time.Hour) }),
			[]string{"DTSTART;TZID=Europe/Berlin:20270701T090000", "DTEND;TZID=Europe/Berlin:20270701T100000"}},
		"until a moment": {with(func(e *Event) { e.Every, e.Until = "1w", at(t, "2027-07-01 12:00") }),
			[]string{"DTSTART;TZID=Europe/Berlin:20270114T000000", "RRULE:FREQ=WEEKLY;UNTIL=20270701T100000Z"}},
		"exceptions on days without the event": {with(func(e *Event) { e.Every, e.Except = "2m", []time.Time{at(t, "2027-02-14"), at(t, "2027-03-14")} }),
			[]string{"DTSTART;TZID=Europe/Berlin:20270114T000000", "RRULE:FREQ=MONTHLY;INTERVAL=2", "EXDATE;TZID=Europe/Berlin:20270314T000000"}},
	} {
		if diff := cmp.Diff(row.want, lines(t, row.event, "DT", "RRULE", "EXDATE")[1:]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestCalendarRefusesWhatReadersCouldNotUse(t *testing.T) {
	for want, change := range map[string]func(*Event){
		"no uid":                       func(e *Event) { e.UID = "" },
		"no title":                     func(e *Event) { e.Title = "" },
		"no start":                     func(e *Event) { e.Start = time.Time{} },
		"no date of its last change":   func(e *Event) { e.Updated = time.Time{} },
		"it ends before it starts":     func(e *Event) { e.End = e.Start.Add(-time.Minute) },
		"series ends before it starts": func(e *Event) { e.Until = e.Start.AddDate(0, 0, -1) },
		"is not an absolute address":   func(e *Event) { e.URL = "../a/" },
		"invalid control character":    func(e *Event) { e.URL = "https://x.org/\r\nATTENDEE:x" },
		`repetition "2x"`:              func(e *Event) { e.Every = "2x" },
		`repetition "0w"`:              func(e *Event) { e.Every = "0w" },
		`repetition "+2w"`:             func(e *Event) { e.Every = "+2w" },
		`repetition "w"`:               func(e *Event) { e.Every = "w" },
		"series, but no repetition":    func(e *Event) { e.Every = "" },
	} {
		e := meeting(t)
		change(&e)
		if _, err := Calendar("K", "Europe/Berlin", []Event{e}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error is %v, want %q", err, want)
		}
	}
	twice := []Event{meeting(t), meeting(t)}
	if _, err := Calendar("K", "Europe/Berlin", twice); err == nil || !strings.Contains(err.Error(), "two events") {
		t.Errorf("error is %v, want one about the uid", err)
	}
}

func TestCalendarKnowsTheRulesOfItsZone(t *testing.T) {
	for zone, want := range map[string]string{
		"America/New_York": "DTSTART:20070311T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nTZNAME:EDT\n",
		"Asia/Kolkata":     "BEGIN:STANDARD\nDTSTART:20070101T000000\nTZOFFSETFROM:+0530\nTZOFFSETTO:+0530\nTZNAME:IST\nEND:STANDARD\n",
		"Europe/Berlin":    berlinZone,
		"UTC":              "DTSTART:20270304T080000Z\n",
	} {
		out, err := Calendar("K", zone, []Event{meeting(t)})
		if err != nil || !strings.Contains(strings.ReplaceAll(string(out), "\r\n", "\n"), want) {
			t.Errorf("%s: %v\n%s\nlacks\n%s", zone, err, out, want)
		}
	}
	for zone, want := range map[string]string{
		"Africa/Casablanca": "clock changes", // follows Ramadan
		"Local":             "not the same everywhere",
		"Europe/Bärlin":     "load time zone",
	} {
		if _, err := Calendar("K", zone, []Event{meeting(t)}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error is %v, want %q", zone, err, want)
		}
	}
}

func TestLinesFoldAt75OctetsBetweenCharacters(t *testing.T) {
	for _, title := range []string{strings.Repeat("ä", 200), strings.Repeat("a", 300), "a" + strings.Repeat("😀", 80), strings.Repeat(" ", 200)} {
		e := meeting(t)
		e.Title = title
		out, err := Calendar("K", "Europe/Berlin", []Event{e})
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(string(out), "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) {
				t.Errorf("line of %d octets, valid %v: %q", len(line), utf8.ValidString(line), line)
			}
		}
		if unfolded := strings.ReplaceAll(string(out), "\r\n ", ""); !strings.Contains(unfolded, "SUMMARY:"+title+"\r\n") {
			t.Errorf("unfolding does not give %q back", title)
		}
	}
}

func FuzzCalendarIsReadBack(f *testing.F) {
	f.Add("Titel", "Text, mit; allem\\\n und \r\n mehr", "Ort:\"x\"", "k1")
	f.Add(strings.Repeat("ü", 99), "\x00\x1f\u2028", "\nBEGIN:VEVENT", "a,b")
	f.Add("a", "\xff\xc3", "\t", ";=:")
	start := at(f, "2027-03-04 09:00")
	f.Fuzz(func(t *testing.T, title, text, place, category string) {
		if title == "" {
			return
		}
		e := Event{UID: "u@" + title, Title: title, Description: text, Place: place, Start: start, Updated: start, Categories: []string{category}}
		out, err := Calendar(title, "Europe/Berlin", []Event{e})
		if err != nil {
			t.Fatal(err)
		}
		cal, err := ics.ParseCalendar(bytes.NewReader(out))
		if err != nil {
			t.Fatalf("parse: %v\n%q", err, out)
		}
		if len(cal.Events()) != 1 || len(cal.Timezones()) != 1 {
			t.Fatalf("%d events and %d zones in\n%q", len(cal.Events()), len(cal.Timezones()), out)
		}
		for property, want := range map[ics.ComponentProperty]string{
			ics.ComponentPropertySummary: title, ics.ComponentPropertyDescription: text, ics.ComponentPropertyLocation: place,
		} {
			got := ""
			if p := cal.Events()[0].GetProperty(property); p != nil {
				got = p.Value
			}
			if want = shown(want); got != want {
				t.Errorf("%s is read as %q, want %q", property, got, want)
			}
		}
	})
}

// shown is a text without what iCalendar cannot carry.
func shown(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r < ' ' && r != '\n' && r != '\t', r == 0x7f:
			return -1
		}
		return r
	}, s)
}
