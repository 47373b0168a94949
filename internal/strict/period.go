package strict

import (
	"fmt"
	"strconv"
	"time"

	"github.com/kaaw/nachbar/internal/diag"
)

// Period is a span of whole months or days, written 24m, 1y, 2w or 10d.
type Period struct{ Months, Days int }

// periodError says that a text is no Period.
type periodError struct{ text string }

func (e *periodError) Error() string {
	return fmt.Sprintf("%q is not a period such as 24m, 1y, 2w or 10d", e.text)
}

// Explain implements strict.Explainer.
func (e *periodError) Explain() (id string, args diag.Args) {
	return "yaml-bad-period", diag.Args{"value": e.text}
}

// UnmarshalText reads a number from 1 to 400 followed by y, m, w or d.
func (p *Period) UnmarshalText(text []byte) error {
	s := string(text)
	number, unit := s[:max(len(s)-1, 0)], s[max(len(s)-1, 0):]
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > 400 {
		return &periodError{s}
	}
	switch unit {
	case "y":
		*p = Period{Months: 12 * n}
	case "m":
		*p = Period{Months: n}
	case "w":
		*p = Period{Days: 7 * n}
	case "d":
		*p = Period{Days: n}
	default:
		return &periodError{s}
	}
	return nil
}

// After returns the moment one period after t.
func (p Period) After(t time.Time) time.Time { return t.AddDate(0, p.Months, p.Days) }

// String writes the period as it is written in front matter.
func (p Period) String() string {
	switch {
	case p.Months > 0 && p.Months%12 == 0:
		return strconv.Itoa(p.Months/12) + "y"
	case p.Months > 0:
		return strconv.Itoa(p.Months) + "m"
	case p.Days > 0 && p.Days%7 == 0:
		return strconv.Itoa(p.Days/7) + "w"
	}
	return strconv.Itoa(p.Days) + "d"
}
