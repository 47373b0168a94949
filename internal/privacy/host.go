package privacy

import "strings"

// innerHost reads a host name that ends with a word for nets within a house:
// "dc01.rathaus.local". The word stands from i to end.
func (x *scanner) innerHost(i, end int) int {
	if x.byteAt(i-1) != '.' || !isDomain(x.byteAt(i-2)) || x.byteAt(i-2) == '.' || x.byteAt(end) == '.' && isWordByte(x.byteAt(end+1)) || x.byteAt(end) == '(' {
		return 0
	}
	start := i - 1
	for start > 0 && i-start < maxDomain && (isDomain(x.s[start-1]) || x.s[start-1] == '_') {
		start--
	}
	return x.add(Host, start, end, "form")
}

// unc reads a path to a share: \\server\share. Escaped in data, each backslash
// stands twice.
func (x *scanner) unc(i int) int {
	n := 1
	for x.byteAt(i+n) == '\\' && n < 5 {
		n++
	}
	if n != 2 && n != 4 {
		return i + n
	}
	end := i + n
	for end < len(x.s) && isDomain(x.s[end]) {
		end++
	}
	if end-i-n < 2 || x.byteAt(end) != '\\' || !isWordByte(x.byteAt(end+n/2)) && x.byteAt(end+n/2) != '$' {
		return i + n
	}
	for end < len(x.s) && end-i < 200 && (isDomain(x.s[end]) || x.s[end] == '\\' || x.s[end] == '$' || x.s[end] == '_') {
		end++
	}
	return x.add(Host, i, end, "form")
}

// hostAfter reads the name behind "Server:": letters and digits, as machines are
// called.
func (x *scanner) hostAfter(end int) int {
	at := end
	for n := 0; n < 4 && at < len(x.s) && (x.space(at) > 0 || strings.IndexByte(":=*`\"|", x.s[at]) >= 0); n++ {
		at++
	}
	if at == end {
		return 0
	}
	last, letters, digits := at, 0, 0
	for last < len(x.s) && (isDomain(x.s[last]) || x.s[last] == '_') {
		if isDigit(x.s[last]) {
			digits++
		} else if isWordByte(x.s[last]) {
			letters++
		}
		last++
	}
	for last > at && (x.s[last-1] == '.' || x.s[last-1] == '-') {
		last--
	}
	name := lower(x.s[at:last])
	if letters < 2 || digits == 0 || isDigit(name[0]) || len(name) < 4 || strings.HasPrefix(name, "muster") || forExamples(name) || !isDigit(name[len(name)-1]) && !strings.Contains(name, "-") {
		return 0
	}
	return x.add(Host, at, last, "context")
}
