package privacy

import "strings"

// The longest parts of an address that are looked at (RFC 5321, 4.5.3.1).
const (
	maxLocal  = 64
	maxDomain = 253
)

// at reads the mail address, or the login in an address, around the "@" at i.
func (x *scanner) at(i int) int {
	if start, end := x.login(i); end > 0 {
		x.add(Secret, start, end, "form")
		return i + 1
	}
	return x.address(i, i, i+1)
}

// address reads a mail address whose local part ends at left and whose domain
// begins at right.
func (x *scanner) address(i, left, right int) int {
	start := left
	for start > 0 && left-start < maxLocal && isLocal(x.s[start-1]) {
		start--
	}
	for start < left && strings.IndexByte(".-+%", x.s[start]) >= 0 {
		start++
	}
	end := right
	for end < len(x.s) && end-right < maxDomain {
		if x.s[end] == 0xC3 && end+1 < len(x.s) { // U+00C0 to U+00FF: domains may have umlauts
			end++
		} else if !isDomain(x.s[end]) {
			break
		}
		end++
	}
	for end > right && (x.s[end-1] == '.' || x.s[end-1] == '-') {
		end--
	}
	domain := lower(x.s[right:end])
	dot := strings.LastIndexByte(domain, '.')
	if start == left || dot <= 0 || !isTopLevel(domain[dot+1:]) || x.s[left-1] == '.' {
		return i + 1
	}
	local := lower(x.s[start:left])
	if local == "git" && x.byteAt(end) == ':' || forExamples(domain) || x.rules.ownAddress(local, domain) {
		return max(end, i+1)
	}
	return x.add(Mail, start, end, "form")
}

// spelledAt reads an address that hides its sign: "name (at) kommune.de".
func (x *scanner) spelledAt(i int) int {
	if i+4 > len(x.s) || lower(x.s[i+1:i+3]) != "at" || x.s[i+3] != ')' && x.s[i+3] != ']' {
		return i + 1
	}
	left, right := i, x.skipSpaces(i+4)
	for left > 0 && x.s[left-1] == ' ' && i-left < 2 {
		left--
	}
	return x.address(i, left, right)
}

// login finds "scheme://user:password@" before the "@" at i; end is 0 if there
// is none.
func (x *scanner) login(i int) (start, end int) {
	low := max(0, i-120)
	for j := i - 1; j >= low && x.s[j] > ' ' && x.s[j] != '@'; j-- {
		if x.s[j] != '/' {
			continue
		}
		if j < 3 || !x.hasAt(j-2, "://") {
			return 0, 0
		}
		colon := strings.IndexByte(x.s[j+1:i], ':')
		if colon < 1 || isPlaceholder(x.s[j+1+colon+1:i]) {
			return 0, 0
		}
		return j + 1 + colon + 1, i
	}
	return 0, 0
}

// isLocal knows what local parts are made of in practice.
func isLocal(c byte) bool { return isWordByte(c) || c == '.' || c == '-' || c == '+' || c == '%' }

func isDomain(c byte) bool { return isWordByte(c) && c != '_' || c == '.' || c == '-' }

// isTopLevel holds for the last label of a domain.
func isTopLevel(s string) bool {
	if len(s) < 2 || len(s) > 18 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

// forExamples knows the domains that nobody has (RFC 2606, RFC 6761).
func forExamples(domain string) bool {
	for _, name := range []string{"example.org", "example.com", "example.net", "example.edu"} {
		if domain == name || strings.HasSuffix(domain, "."+name) {
			return true
		}
	}
	switch domain[strings.LastIndexByte(domain, '.')+1:] {
	case "example", "test", "invalid", "localhost":
		return true
	}
	return false
}
