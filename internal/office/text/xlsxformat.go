package text

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// numberFormat is how a cell shows a number, as far as it matters to somebody
// who searches for it: 14.01.2027, 09:30, 1.234,50, 12,5 %. A file does not
// tell the language in which its programs wrote; these are the German forms.
// The zero value shows a number as it is.
type numberFormat struct {
	kind      formatKind
	digits    int // before the comma, at least
	decimals  int
	thousands bool
	seconds   bool
	elapsed   bool // hours go on beyond 24
}

type formatKind int

const (
	general formatKind = iota
	fixed
	percent
	day
	clock
	dayAndClock
	asText
)

// builtIn are the formats that files need not spell out (18.8.30).
var builtIn = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
	14: "dd.mm.yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss",
	20: "h:mm", 21: "h:mm:ss", 22: "dd.mm.yyyy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
	40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
	47: "mm:ss", 49: "@",
}

// readNumberFormats returns the formats of the cells' styles, in their order.
func readNumberFormats(a *parts.Archive, part string) ([]numberFormat, error) {
	s, err := a.XML(part)
	if s == nil || err != nil {
		return nil, err
	}
	defer s.Close()
	codes := map[string]string{}
	for id, code := range builtIn {
		codes[strconv.Itoa(id)] = code
	}
	var formats []numberFormat
	err = s.Each(func(name string, e xml.StartElement) error {
		switch name {
		case "x:numFmt":
			codes[s.Attribute(e, "numFmtId")] = s.Attribute(e, "formatCode")
		case "x:cellStyleXfs", "x:dxfs":
			return s.Skip()
		case "x:xf":
			formats = append(formats, parseFormat(codes[s.Attribute(e, "numFmtId")]))
		}
		return nil
	})
	return formats, err
}

// parseFormat reads the first part of a format code, the one for positive
// numbers (18.8.31).
func parseFormat(code string) numberFormat {
	code, _, _ = strings.Cut(bareFormat(code), ";")
	days := strings.ContainsAny(code, "yd") || strings.Contains(code, "mmm")
	clocks := strings.ContainsAny(code, "hs")
	whole, decimals, _ := strings.Cut(code, ".")
	f := numberFormat{
		digits:    strings.Count(whole, "0"),
		decimals:  strings.Count(decimals, "0") + strings.Count(decimals, "?"),
		thousands: strings.Contains(code, "#,#") || strings.Contains(code, "0,0"),
		seconds:   strings.Contains(code, "s"),
		elapsed:   strings.Contains(code, "["),
	}
	switch {
	case days && clocks:
		f.kind = dayAndClock
	case days:
		f.kind = day
	case clocks:
		f.kind = clock
	case strings.Contains(code, "%"):
		f.kind = percent
	case strings.Contains(code, "@"):
		f.kind = asText
	case strings.Contains(code, "0"):
		f.kind = fixed
	}
	return f
}

// maxFormat is the longest format code that programs accept.
const maxFormat = 255

// bareFormat returns a format code in small letters without quoted text,
// colours, conditions and currencies.
func bareFormat(code string) string {
	if len(code) > maxFormat {
		return ""
	}
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '\\', '_', '*':
			i++ // the next character is literal, a width, or a filler
		case '"':
			_, i = enclosed(code, i, '"')
		case '[':
			var inner string
			if inner, i = enclosed(code, i, ']'); strings.Trim(strings.ToLower(inner), "hms") == "" {
				b.WriteByte('[') // counts beyond a day
				b.WriteString(inner)
			}
		default:
			b.WriteByte(code[i])
		}
	}
	code = strings.ToLower(b.String())
	if strings.Contains(code, "general") || strings.Contains(code, "standard") {
		return ""
	}
	return code
}

// enclosed returns what stands between the byte at i and closing, and where
// closing stands.
func enclosed(code string, i int, closing byte) (inner string, end int) {
	if n := strings.IndexByte(code[i+1:], closing); n >= 0 {
		return code[i+1 : i+1+n], i + 1 + n
	}
	return code[i+1:], len(code)
}

// show writes a stored number in the format. What is no number stays.
func (f numberFormat) show(value string, date1904 bool) string {
	n, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return value
	}
	switch f.kind {
	case fixed:
		return f.decimal(n)
	case percent:
		return f.decimal(n*100) + " %"
	case day, clock, dayAndClock:
		return f.showTime(n, date1904)
	}
	if n == math.Trunc(n) && math.Abs(n) < 1e15 {
		return strconv.FormatFloat(n, 'f', 0, 64)
	}
	return strings.Replace(strconv.FormatFloat(n, 'G', 11, 64), ".", ",", 1)
}

// showTime writes a serial number of days. Excel counts a 29 February 1900
// that never was; before it the count is one less.
func (f numberFormat) showTime(n float64, date1904 bool) string {
	const lastDay = 2958466 // 1 January 10000
	if n < 0 || n >= lastDay {
		return ""
	}
	from := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case date1904:
		from = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
	case n < 60:
		from = from.AddDate(0, 0, 1)
	}
	whole, part := math.Modf(n)
	at := from.AddDate(0, 0, int(whole)).Add(time.Duration(math.Round(part*86400)) * time.Second)
	shape := map[formatKind]string{day: "02.01.2006", clock: "15:04", dayAndClock: "02.01.2006 15:04"}[f.kind]
	if f.seconds {
		shape += ":05"
	}
	if f.elapsed && f.kind == clock {
		return strconv.Itoa(int(whole)*24+at.Hour()) + at.Format(shape[2:])
	}
	return at.Format(shape)
}

// decimal writes n with a comma and, if wanted, points between thousands.
func (f numberFormat) decimal(n float64) string {
	s := strconv.FormatFloat(math.Abs(n), 'f', min(f.decimals, 15), 64)
	whole, fraction, found := strings.Cut(s, ".")
	if missing := min(f.digits, 20) - len(whole); missing > 0 {
		whole = strings.Repeat("0", missing) + whole
	}
	if f.thousands {
		whole = group(whole)
	}
	if found {
		whole += "," + fraction
	}
	if n < 0 && strings.Trim(whole, "0.,") != "" {
		return "-" + whole
	}
	return whole
}

// group puts a point after every third digit from the right.
func group(digits string) string {
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "." + digits[at:]
	}
	return digits
}
