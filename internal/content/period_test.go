package content

import (
	"errors"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/strict"
)

func TestPeriods(t *testing.T) {
	from := time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC)
	for text, want := range map[string]struct{ written, after string }{
		"24m": {"2y", "2028-01-31"}, "1y": {"1y", "2027-01-31"}, "18m": {"18m", "2027-07-31"}, "12m": {"1y", "2027-01-31"},
		"2w": {"2w", "2026-02-14"}, "14d": {"2w", "2026-02-14"}, "10d": {"10d", "2026-02-10"}, "400d": {"400d", "2027-03-07"},
		"1m": {"1m", "2026-03-03"},
	} {
		var p Period
		if err := p.UnmarshalText([]byte(text)); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if p.String() != want.written || p.After(from).Format(time.DateOnly) != want.after {
			t.Errorf("%s is %s and leads to %s, want %+v", text, p, p.After(from).Format(time.DateOnly), want)
		}
		var again Period
		if err := again.UnmarshalText([]byte(p.String())); err != nil || again != p {
			t.Errorf("%s written as %s is read as %+v, %v", text, p, again, err)
		}
	}
	for _, text := range []string{"", "m", "0m", "-1m", "401m", "1.5y", "1", "1h", "m1", "1 m", "1mm", "１m", "12M"} {
		var p Period
		err := p.UnmarshalText([]byte(text))
		var explains strict.Explainer
		if err == nil || p != (Period{}) || !errors.As(err, &explains) {
			t.Errorf("%q is read as %+v, %v", text, p, err)
		}
	}
}

func TestAReviewIsDueOnePeriodAfterTheLast(t *testing.T) {
	r := Review{Every: Period{Months: 24}, Last: strict.Day(2026, 10, 1)}
	if got := r.Next().Format(time.DateOnly); got != "2028-10-01" {
		t.Errorf("due on %s", got)
	}
}
