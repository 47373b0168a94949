package sheet

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"time"
)

// readStyles finds out which styles of cells show a day: files hold days as
// numbers like any other.
func (r *xlsxReader) readStyles(part string) error {
	s, err := r.a.XML(part)
	if s == nil || err != nil {
		return err
	}
	defer s.Close()
	days := map[string]bool{}
	for _, span := range [][2]int{{14, 17}, {22, 22}, {27, 31}, {36, 36}, {50, 54}, {57, 58}} { // 18.8.30
		for id := span[0]; id <= span[1]; id++ {
			days[strconv.Itoa(id)] = true
		}
	}
	return s.Each(func(name string, e xml.StartElement) error {
		switch name {
		case "x:numFmt":
			days[s.Attribute(e, "numFmtId")] = showsDay(s.Attribute(e, "formatCode"))
		case "x:cellStyleXfs", "x:dxfs":
			return s.Skip()
		case "x:xf":
			r.days = append(r.days, days[s.Attribute(e, "numFmtId")])
		}
		return nil
	})
}

// showsDay reports whether a format code has a day, a month in letters or a year
// outside of quotes, brackets and literals (18.8.31).
func showsDay(code string) bool {
	if len(code) > 255 {
		return false
	}
	code = strings.ToLower(code)
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"':
			i = skipTo(code, i, '"')
		case '[':
			i = skipTo(code, i, ']')
		case '\\', '_', '*':
			i++
		case 'd', 'y':
			return true
		case 'm':
			if strings.HasPrefix(code[i:], "mmm") {
				return true
			}
		}
	}
	return false
}

// skipTo is the place of the next end mark behind i, or the end of the code.
func skipTo(code string, i int, mark byte) int {
	if n := strings.IndexByte(code[i+1:], mark); n >= 0 {
		return i + 1 + n
	}
	return len(code)
}

// serialDay writes the number of days since the start of the workbook's
// calendar. Excel's 29 February 1900, which never was, is left alone: no check
// is as old.
func serialDay(n float64, date1904 bool) (string, bool) {
	if math.IsNaN(n) || n < 61 || n > 2_958_465 {
		return "", false
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if date1904 {
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	seconds := int(math.Round((n - math.Floor(n)) * 86400))
	day := start.AddDate(0, 0, int(n)).Add(time.Duration(seconds) * time.Second)
	if seconds == 0 || seconds == 86400 {
		return day.Format(time.DateOnly), true
	}
	return day.Format("2006-01-02T15:04:05"), true
}
