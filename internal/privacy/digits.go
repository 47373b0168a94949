package privacy

import "strings"

// maxRun is how many bytes of digits and signs are read as one number.
const maxRun = 44

// group is one group of digits of a number and the signs before it.
type group struct {
	digits     string
	sep        string // without spaces: "", "-", "/", ".", "(" …; a space alone is " "
	start, end int
}

// groups reads digits that are parted by at most four signs, from i on. The
// signs are spaces within the line and "/-–‑.()".
func (x *scanner) groups(i int) []group {
	list := x.number0[:0]
	limit := min(len(x.s), i+maxRun)
	for sep := ""; ; {
		start := i
		for i < limit && isDigit(x.s[i]) {
			i++
		}
		list = append(list, group{x.s[start:i], sep, start, i})
		var signs int
		sep, signs, i = x.separator(i)
		if signs == 0 || signs > 4 || i >= limit || !isDigit(x.s[i]) {
			return list
		}
	}
}

// separator reads the signs between two groups of digits.
func (x *scanner) separator(i int) (sep string, signs, end int) {
	spaced := false
	for ; signs <= 4; signs++ {
		c := x.byteAt(i)
		if n := x.space(i); n > 0 && c != '\t' {
			spaced = true
			i += n
		} else if c == '/' || c == '-' || c == '.' || c == '(' || c == ')' {
			sep += signText(c)
			i++
		} else if x.hasAt(i, "–") || x.hasAt(i, "‑") {
			sep += "-"
			i += len("–")
		} else {
			break
		}
	}
	if sep == "" && spaced {
		sep = " "
	}
	return sep, signs, i
}

// signText is the text of a sign between digits.
func signText(c byte) string {
	const signs = "/-.()"
	at := strings.IndexByte(signs, c)
	return signs[at : at+1]
}

// number reads what begins with the digit at i. The readers of single kinds
// return the end of what they found, or 0.
func (x *scanner) number(i int) int {
	g := x.groups(i)
	first := g[0].end
	if end := x.insurance(i, g); end > 0 {
		return end
	}
	if first < len(x.s) && !x.boundAfter(first) { // 2a, 5G, 2a02:…
		return first
	}
	for _, read := range []func(int, []group) int{x.ipv4, x.ciscoMAC, x.latitude, x.taxID, x.taxNumber, x.phone} {
		if end := read(i, g); end > 0 {
			return end
		}
	}
	return first
}

// total is how many digits there are in groups.
func total(g []group) int {
	n := 0
	for _, part := range g {
		n += len(part.digits)
	}
	return n
}

// joined is the digits of groups without what parts them.
func joined(g []group) string {
	var b strings.Builder
	for _, part := range g {
		b.WriteString(part.digits)
	}
	return b.String()
}

// startsNumber reports whether the digit at i begins a number: what stands
// before is no part of it.
func (x *scanner) startsNumber(i int) bool {
	switch c := x.byteAt(i - 1); c {
	case '.', ',', '-', '/', ':':
		return !isDigit(x.byteAt(i - 2))
	default:
		return x.boundBefore(i)
	}
}
