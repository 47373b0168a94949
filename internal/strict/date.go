package strict

import (
	"fmt"
	"time"

	"github.com/kaaw/nachbar/internal/diag"
)

// Date is a day, or a moment, as an author writes it. The zero Date is unset.
type Date struct {
	t     time.Time
	clock bool
	zoned bool
}

// layouts are the forms of a Date: a day; a moment in the zone of the site;
// a moment with its own zone (RFC 3339).
var layouts = []struct {
	form         string
	clock, zoned bool
}{
	{"2006-01-02", false, false},
	{"2006-01-02T15:04", true, false},
	{"2006-01-02T15:04:05", true, false},
	{"2006-01-02 15:04", true, false},
	{"2006-01-02 15:04:05", true, false},
	{time.RFC3339, true, true},
	{"2006-01-02T15:04Z07:00", true, true},
}

// ParseDate reads "2027-01-14", "2027-01-14T09:00" (a T or a space, seconds
// optional) or RFC 3339. Days that do not exist are errors, *DateError.
func ParseDate(s string) (Date, error) {
	for _, l := range layouts {
		t, err := time.Parse(l.form, s)
		if err != nil || l.clock && s[13] != ':' { // time.Parse takes 9:00 too
			continue
		}
		return Date{t: t.Truncate(time.Second), clock: l.clock, zoned: l.zoned}, nil
	}
	return Date{}, &DateError{Text: s}
}

// Day returns the Date of a day without a time.
func Day(year int, month time.Month, day int) Date {
	return Date{t: time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}
}

// UnmarshalText is ParseDate for decoders.
func (d *Date) UnmarshalText(text []byte) error {
	parsed, err := ParseDate(string(text))
	*d = parsed
	return err
}

// MarshalBinary keeps a date with the form it was written in, for caches.
func (d Date) MarshalBinary() ([]byte, error) {
	form := byte('d')
	switch {
	case d.zoned:
		form = 'z'
	case d.clock:
		form = 'c'
	}
	t, err := d.t.MarshalBinary()
	return append(t, form), err
}

// UnmarshalBinary reads what MarshalBinary wrote.
func (d *Date) UnmarshalBinary(data []byte) error {
	last := len(data) - 1
	if last < 0 {
		return &DateError{}
	}
	*d = Date{clock: data[last] != 'd', zoned: data[last] == 'z'}
	return d.t.UnmarshalBinary(data[:last])
}

// IsZero reports whether the date is unset.
func (d Date) IsZero() bool { return d.t.IsZero() }

// HasClock reports whether a time of day was written.
func (d Date) HasClock() bool { return d.clock }

// In returns the moment: days begin at midnight in loc, times without a zone
// are in loc, times with a zone are converted to it. An unset date gives the
// zero time.
func (d Date) In(loc *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	if d.zoned {
		return d.t.In(loc)
	}
	y, m, day := d.t.Date()
	return time.Date(y, m, day, d.t.Hour(), d.t.Minute(), d.t.Second(), 0, loc)
}

// String returns the date in the shortest of the accepted forms.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case !d.clock:
		return d.t.Format("2006-01-02")
	case d.zoned:
		return d.t.Format(time.RFC3339)
	case d.t.Second() == 0:
		return d.t.Format("2006-01-02T15:04")
	}
	return d.t.Format("2006-01-02T15:04:05")
}

// SchemaPattern is the form of a Date for JSON Schema.
func (Date) SchemaPattern() string {
	return `^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$`
}

// DateError is the answer of ParseDate to a text that is not a date.
type DateError struct{ Text string }

// Error shows the text.
func (e *DateError) Error() string { return fmt.Sprintf("%q is not a date", excerpt(e.Text)) }

// Explain names the problem of a page that carries the text.
func (e *DateError) Explain() (id string, args diag.Args) {
	return "yaml-bad-date", diag.Args{"value": excerpt(e.Text)}
}
