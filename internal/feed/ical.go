package feed

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	icalDay   = "20060102"
	icalLocal = "20060102T150405"
	icalUTC   = "20060102T150405Z"
)

// Calendar writes an iCalendar named name with the events in the order given.
// zone is an IANA name ("Europe/Berlin"); its rules for daylight saving are
// written into the file. DTSTAMP and LAST-MODIFIED are each event's Updated.
// It fails when an event lacks a required value, two share a UID, or the zone
// has no rule that holds for every year in question.
func Calendar(name, zone string, events []Event) ([]byte, error) {
	loc, err := location(zone)
	if err != nil {
		return nil, fmt.Errorf("write calendar %q: %w", name, err)
	}
	w := icalWriter{loc: loc}
	w.raw("BEGIN", "VCALENDAR")
	w.raw("VERSION", "2.0")
	w.raw("PRODID", "-//nachbar//nachbar//DE")
	w.raw("CALSCALE", "GREGORIAN")
	w.raw("METHOD", "PUBLISH")
	w.text("NAME", name)
	w.text("X-WR-CALNAME", name)
	w.text("X-WR-TIMEZONE", zone)
	w.raw("REFRESH-INTERVAL;VALUE=DURATION", "P1D")
	if err := w.zone(events); err != nil {
		return nil, fmt.Errorf("write calendar %q: %w", name, err)
	}
	seen := map[string]bool{}
	for _, e := range events {
		if seen[e.UID] {
			return nil, fmt.Errorf("write calendar %q: two events have the uid %q", name, e.UID)
		}
		seen[e.UID] = true
		if err := w.event(e); err != nil {
			return nil, fmt.Errorf("write calendar %q: event %q: %w", name, e.UID, err)
		}
	}
	w.raw("END", "VCALENDAR")
	return w.out, nil
}

// location loads a time zone by its IANA name; "Local" would mean another one
// on every machine.
func location(zone string) (*time.Location, error) {
	if zone == "Local" {
		return nil, errors.New("time zone Local is not the same everywhere")
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return nil, fmt.Errorf("load time zone: %w", err)
	}
	return loc, nil
}

type icalWriter struct {
	out []byte
	loc *time.Location
}

func (w *icalWriter) event(e Event) error {
	if err := e.check(); err != nil {
		return err
	}
	step, err := parseEvery(e.Every)
	if err != nil {
		return err
	}
	if !e.AllDay {
		e.Start = e.Start.In(w.loc) // the clock that a series keeps
	}
	w.raw("BEGIN", "VEVENT")
	w.text("UID", e.UID)
	w.raw("DTSTAMP", e.Updated.UTC().Format(icalUTC))
	w.raw("LAST-MODIFIED", e.Updated.UTC().Format(icalUTC))
	w.span(e)
	if step.n > 0 {
		w.raw("RRULE", e.rrule(step))
		w.exceptions(e, step)
	}
	w.text("SUMMARY", e.Title)
	w.text("DESCRIPTION", e.Description)
	w.text("LOCATION", e.Place)
	if e.URL != "" {
		w.raw("URL", e.URL)
	}
	w.categories(e.Categories)
	w.raw("END", "VEVENT")
	return nil
}

// span writes DTSTART and DTEND; the DTEND of a day is the day after
// (RFC 5545, 3.6.1).
func (w *icalWriter) span(e Event) {
	w.moment("DTSTART", e.Start, e.AllDay)
	switch {
	case e.AllDay && e.End.IsZero():
		w.moment("DTEND", e.Start.AddDate(0, 0, 1), true)
	case e.AllDay:
		w.moment("DTEND", e.End.AddDate(0, 0, 1), true)
	case e.End.After(e.Start):
		w.moment("DTEND", e.End, false)
	}
}

// exceptions writes the EXDATE lines: the moments the rule would give on the
// days left out. Days on which nothing would take place are no exceptions.
func (w *icalWriter) exceptions(e Event, step every) {
	last := e.lastMoment()
	for _, day := range e.Except {
		for k := step.near(e.Start, day); ; k++ {
			at, ok := step.after(e.Start, k)
			if ok && sameDay(at, day) && (last.IsZero() || !at.After(last)) {
				w.moment("EXDATE", at, e.AllDay)
			}
			if at.After(day.AddDate(0, 0, 1)) {
				break
			}
		}
	}
}

// moment writes a day, a UTC time or a local time with its zone.
func (w *icalWriter) moment(name string, t time.Time, day bool) {
	switch {
	case day:
		w.raw(name+";VALUE=DATE", t.Format(icalDay))
	case w.loc == time.UTC:
		w.raw(name, t.UTC().Format(icalUTC))
	default:
		w.raw(name+";TZID="+w.loc.String(), t.In(w.loc).Format(icalLocal))
	}
}

// categories writes one list; a comma inside a name is escaped.
func (w *icalWriter) categories(names []string) {
	escaped := make([]string, len(names))
	for i, name := range names {
		escaped[i] = escapeText(name)
	}
	if len(names) > 0 {
		w.raw("CATEGORIES", strings.Join(escaped, ","))
	}
}

// text writes a TEXT property; an empty one is left out.
func (w *icalWriter) text(name, value string) {
	if value != "" {
		w.raw(name, escapeText(value))
	}
}

// escapeText writes a TEXT value (RFC 5545, 3.3.11). Control characters other
// than line breaks and tabs cannot be written and are dropped.
func escapeText(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\\' || r == ';' || r == ',':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n' || r == '\r':
			b.WriteString(`\n`)
		case r < ' ' && r != '\t' || r == 0x7f:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// maxOctets is the length of a line without its line break (RFC 5545, 3.1).
const maxOctets = 75

// raw writes one content line, folded between characters, ended by CRLF.
func (w *icalWriter) raw(name, value string) {
	line := name + ":" + value
	for room := maxOctets; len(line) > room; room = maxOctets - 1 {
		cut := room
		for cut > room-utf8.UTFMax && !utf8.RuneStart(line[cut]) {
			cut--
		}
		w.out = append(w.out, line[:cut]...)
		w.out = append(w.out, "\r\n "...)
		line = line[cut:]
	}
	w.out = append(w.out, line...)
	w.out = append(w.out, "\r\n"...)
}
