package i18n

import (
	"strconv"
	"strings"
	"time"
)

// Date writes t, in its own location, in one of these layouts (examples in
// German):
//
//	short     14.01.2027
//	long      14. Januar 2027
//	full      Donnerstag, 14. Januar 2027
//	month     Januar 2027
//	time      09:00 Uhr
//	datetime  14. Januar 2027, 09:00 Uhr
//	iso       2027-01-14, in every language
//
// An unknown layout is written as iso, the zero time as nothing.
func (c *Catalogue) Date(t time.Time, layout string) string {
	if t.IsZero() {
		return ""
	}
	iso := t.Format("2006-01-02")
	pattern := c.get("date."+layout, "")
	if layout == "iso" || pattern == "" {
		return iso
	}
	month := strconv.Itoa(int(t.Month()))
	return fill(pattern, map[string]string{
		"year": iso[:4], "mm": iso[5:7], "dd": iso[8:],
		"day":     strconv.Itoa(t.Day()),
		"month":   c.get("date.month."+month, month),
		"weekday": c.get("date.weekday."+strconv.Itoa(int(t.Weekday())), ""),
		"clock":   t.Format("15:04"),
	})
}

// Number writes n with the language's separator between groups of three
// digits: 12.345 in German, 12,345 in English.
func (c *Catalogue) Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	group := c.get("number.group", "")
	if len(digits) <= 3 || group == "" {
		return sign + digits
	}
	head := len(digits) % 3
	parts := make([]string, 0, len(digits)/3+1)
	if head > 0 {
		parts = append(parts, digits[:head])
	}
	for i := head; i < len(digits); i += 3 {
		parts = append(parts, digits[i:i+3])
	}
	return sign + strings.Join(parts, group)
}

// Decimal writes f with a fixed number of places and the language's decimal
// sign, without grouping: 1,5 in German, 1.5 in English.
func (c *Catalogue) Decimal(f float64, places int) string {
	return strings.Replace(strconv.FormatFloat(f, 'f', places, 64), ".", c.get("number.decimal", "."), 1)
}
