package privacy

import (
	"net/netip"
	"strings"
)

// ipv4 reads an IPv4 address of a machine or a net. Numbers of versions and of
// sections look alike: an address has a large part, belongs to a private net,
// or a word says what it is.
func (x *scanner) ipv4(i int, g []group) int {
	if len(g) < 4 || g[1].sep != "." || g[2].sep != "." || g[3].sep != "." || !x.startsNumber(i) && x.byteAt(i-1) != '/' {
		return 0
	}
	end := g[3].end
	if end-i > len("255.255.255.255") || isWordByte(x.byteAt(end)) || x.byteAt(end) == '.' && isDigit(x.byteAt(end+1)) {
		return 0
	}
	addr, err := netip.ParseAddr(x.s[i:end])
	if err != nil { // above 255, or with a zero in front
		return 0
	}
	ip := addr.As4()
	width, after := x.suffix(end)
	switch {
	case ip[0] == 0, ip[0] == 127, ip[0] >= 224, ip[0] == 169 && ip[1] == 254, isNetRange(ip, width):
		return end
	case inBlock(ip, 192, 0, 2), inBlock(ip, 198, 51, 100), inBlock(ip, 203, 0, 113):
		return end
	case !x.isAddress(i, after, ip, after > end):
		return end
	}
	return x.add(IP, i, end, "form")
}

func inBlock(ip [4]byte, a, b, c byte) bool { return ip[0] == a && ip[1] == b && ip[2] == c }

// isNetRange knows the private nets themselves (RFC 1918): 10.0.0.0/8.
func isNetRange(ip [4]byte, width string) bool {
	return ip == [4]byte{10} && width == "8" || ip == [4]byte{172, 16} && width == "12" || ip == [4]byte{192, 168} && width == "16"
}

// suffix reads the width of a net, "/24", or a port, ":8080", behind an address;
// after is where it ends.
func (x *scanner) suffix(end int) (width string, after int) {
	sign := x.byteAt(end)
	if sign != '/' && sign != ':' {
		return "", end
	}
	k := end + 1
	for isDigit(x.byteAt(k)) && k < end+6 {
		k++
	}
	n := k - end - 1
	if !x.boundAfter(k) || sign == ':' && n < 2 || sign == '/' && (n < 1 || n > 2) {
		return "", end
	}
	if sign == '/' {
		return x.s[end+1 : k], k
	}
	return "", k
}

// isAddress weighs four numbers that could be those of a section as well.
func (x *scanner) isAddress(i, end int, ip [4]byte, suffixed bool) bool {
	private := ip[0] == 192 && ip[1] == 168 || ip[0] == 172 && ip[1] >= 16 && ip[1] < 32 || ip[0] == 10 && max(ip[1], ip[2], ip[3]) >= 32
	for _, word := range x.before(i, 3) {
		switch {
		case isNetWord(word):
			return true
		case isCountWord(word):
			return private && ip[0] != 10
		}
	}
	switch {
	case private, suffixed, x.hasAt(i-3, "://"):
		return true
	case x.isHeading(i, end):
		return false
	}
	return max(ip[0], ip[1], ip[2], ip[3]) >= 100
}

func isNetWord(word string) bool {
	switch word {
	case "ip", "ipv", "server", "host", "gateway", "router", "dns", "firewall", "drucker", "ping", "netz", "subnetz", "netzwerk", "client", "switch",
		"nas", "proxy", "vpn", "ssh", "lan", "wlan", "rechner", "nameserver", "standardgateway", "domänencontroller", "adressen", "controller":
		return true
	}
	return false
}

func isCountWord(word string) bool {
	switch word {
	case "version", "versionen", "v", "ver", "release", "build", "abschnitt", "abschnitte", "kapitel", "kap", "ziffer", "ziff", "nr", "nummer", "punkt", "tabelle",
		"abb", "abbildung", "anlage", "anhang", "oid", "din", "iso", "en", "artikel", "unterpunkt", "teil", "firmware", "update", "nummern", "abs", "absatz", "vgl", "siehe":
		return true
	}
	return false
}

// isHeading reports whether the numbers stand at the beginning of a line before
// a title.
func (x *scanner) isHeading(i, end int) bool {
	for i > 0 && strings.IndexByte(" \t#*-|>", x.s[i-1]) >= 0 {
		i--
	}
	return (i == 0 || x.s[i-1] == '\n') && x.space(end) > 0
}

// colon reads an IPv6 or a MAC address around the first colon in it.
func (x *scanner) colon(i int) int {
	if !isHex(x.byteAt(i-1)) || !isHex(x.byteAt(i+1)) && x.byteAt(i+1) != ':' {
		return i + 1
	}
	if end := x.mac(i, ':'); end > 0 {
		return end
	}
	start := i
	for start > 0 && i-start < 5 && isHex(x.s[start-1]) {
		start--
	}
	end := i
	for end < len(x.s) && end-start < 45 && (isHex(x.s[end]) || x.s[end] == ':') {
		end++
	}
	for x.s[end-1] == ':' && !x.hasAt(end-2, "::") {
		end--
	}
	if i-start > 4 || !x.boundBefore(start) || !x.boundAfter(end) || x.byteAt(start-1) == ':' {
		return i + 1
	}
	addr, err := netip.ParseAddr(x.s[start:end])
	if err != nil {
		return i + 1
	}
	if b := addr.As16(); b[0]&0xE0 == 0x20 && i-start == 4 && !isDocumentation6(b) || b[0]&0xFE == 0xFC && i-start == 4 || b[0] == 0xFE && b[1]&0xC0 == 0x80 {
		return x.add(IP, start, end, "form")
	}
	return end
}

// isDocumentation6 knows 2001:db8::/32 (RFC 3849) and 3fff::/20 (RFC 9637).
func isDocumentation6(b [16]byte) bool {
	return b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0D && b[3] == 0xB8 || b[0] == 0x3F && b[1] == 0xFF && b[2] < 0x10
}

// mac reads six pairs of hexadecimal digits with sign between them, the first of
// which stands at i.
func (x *scanner) mac(i int, sign byte) int {
	start, end := i-2, i+15
	if start < 0 || end > len(x.s) || !x.boundBefore(start) || !x.boundAfter(end) || x.byteAt(start-1) == sign || x.byteAt(end) == sign {
		return 0
	}
	text := x.s[start:end]
	letters := false
	for k := 0; k < len(text); k++ {
		if k%3 == 2 {
			if text[k] != sign {
				return 0
			}
		} else if !isHex(text[k]) {
			return 0
		} else if !isDigit(text[k]) {
			letters = true
		}
	}
	if !letters && sign == '-' {
		return 0
	}
	return x.addMAC(start, end, strings.ReplaceAll(text, text[2:3], ""))
}

// addMAC notes an address unless it is all zeros, all ones, or of the block for
// documentation (RFC 7042, 2.1.2: 00-00-5E-00-53-xx).
func (x *scanner) addMAC(start, end int, hex string) int {
	hex = lower(hex)
	if hex == "000000000000" || hex == "ffffffffffff" || strings.HasPrefix(hex, "00005e0053") {
		return end
	}
	return x.add(MAC, start, end, "form")
}

// ciscoMAC reads three groups of four with dots: 0011.22aa.3344. It begins with
// a digit here; word finds those that begin with a letter.
func (x *scanner) ciscoMAC(i int, _ []group) int {
	end := i + 14
	if end > len(x.s) || x.s[i+4] != '.' || x.s[i+9] != '.' || !x.boundBefore(i) || !x.boundAfter(end) {
		return 0
	}
	letters := false
	for k := range 14 {
		c := x.s[i+k]
		if k == 4 || k == 9 {
			continue
		}
		if !isHex(c) {
			return 0
		}
		letters = letters || !isDigit(c)
	}
	if !letters {
		return 0
	}
	return x.addMAC(i, end, strings.ReplaceAll(x.s[i:end], ".", ""))
}

// dash reads what begins with, or around, a hyphen: a MAC address, the head of a
// private key.
func (x *scanner) dash(i int) int {
	if x.hasAt(i, "-----BEGIN ") {
		end := x.lineEnd(i, 60)
		if strings.Contains(x.s[i:end], "PRIVATE KEY") {
			return x.add(Secret, i, end, "form")
		}
	}
	if isHex(x.byteAt(i-1)) && isHex(x.byteAt(i+1)) {
		if end := x.mac(i, '-'); end > 0 {
			return end
		}
	}
	return i + 1
}
