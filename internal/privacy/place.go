package privacy

import "strings"

// latitude reads a pair of decimal degrees within the region of Germany, each
// with four digits or more behind the point.
func (x *scanner) latitude(i int, _ []group) int {
	lat, end := x.decimal(i)
	if lat < 47 || lat > 55 || !x.boundBefore(i) {
		return 0
	}
	at := end
	for n := 0; n < 5 && at < len(x.s) && (x.space(at) > 0 || strings.IndexByte(",;/|NE", x.s[at]) >= 0 || x.hasAt(at, "°")); n++ {
		if x.hasAt(at, "°") {
			at++
		}
		at += max(x.space(at), 1)
	}
	lon, last := x.decimal(at)
	if at == end || lon < 5 || lon > 15 || !x.boundAfter(last) {
		return 0
	}
	return x.add(Coordinates, i, last, "form")
}

// decimal reads a number with at least four digits behind point or comma and
// returns its whole part, -1 if there is none, and its end.
func (x *scanner) decimal(i int) (whole, end int) {
	k := i
	for isDigit(x.byteAt(k)) && k-i < 3 {
		whole = whole*10 + int(x.s[k]-'0')
		k++
	}
	if k == i || x.byteAt(k) != '.' && x.byteAt(k) != ',' {
		return -1, i
	}
	k++
	from := k
	for isDigit(x.byteAt(k)) && k-from < 10 {
		k++
	}
	if k-from < 4 {
		return -1, i
	}
	return whole, k
}

// degrees reads a latitude or longitude in degrees and minutes; the sign of
// degrees stands at i. A point of the compass has to follow: there are other
// angles.
func (x *scanner) degrees(i, size int) int {
	start := i
	for start > 0 && i-start < 3 && isDigit(x.s[start-1]) {
		start--
	}
	at := x.skipSpaces(i + size)
	minutes := at
	for isDigit(x.byteAt(at)) && at-minutes < 2 {
		at++
	}
	if start == i || at == minutes {
		return i + size
	}
	limit := min(len(x.s), at+16)
	for at < limit {
		c := x.s[at]
		switch {
		case c == 'N' || c == 'S' || c == 'E' || c == 'O' || c == 'W' || x.hasAt(at, "nörd") || x.hasAt(at, "öst") || x.hasAt(at, "süd") || x.hasAt(at, "west"):
			return x.add(Coordinates, start, at+1, "form")
		case c < 0x80 && !isDigit(c) && strings.IndexByte(" .,'\"", c) < 0:
			return i + size
		}
		at++
	}
	return i + size
}
