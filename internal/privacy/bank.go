package privacy

import "strings"

// ibanLength is the length of an IBAN in the countries that German payments
// mostly lead to (ISO 13616, register of IBAN formats).
func ibanLength(country string) int {
	const known = "DE22 AT20 CH21 LI21 LU20 NL18 BE16 FR27 DK18 PL28 CZ24 IT27 ES24 GB22 IE22 PT25 SE24 NO15 FI18 HU28 SK24 SI19 HR21 RO24 BG22 GR27 TR26"
	at := strings.Index(known, country)
	if at%5 != 0 || len(country) != 2 {
		return 0
	}
	return int(known[at+2]-'0')*10 + int(known[at+3]-'0')
}

// iban reads an IBAN at i, where a word with two letters and two digits begins;
// it returns its end, or 0. Spaces may part its groups.
func (x *scanner) iban(i int) int {
	size := ibanLength(upperASCII(x.s[i : i+2]))
	if size == 0 {
		return 0
	}
	rest, n := 0, 0 // the number modulo 97 of what follows the first four
	end := i + 4
	for n = 4; n < size; {
		if step := x.space(end); step > 0 {
			end += step
			if x.space(end) > 0 {
				return 0
			}
			continue
		}
		c := x.byteAt(end)
		if !isDigit(c) && !(isWordByte(c) && c != '_') {
			return 0
		}
		rest = mod97(rest, c)
		end++
		n++
	}
	for k := range 4 {
		rest = mod97(rest, x.s[i+k])
	}
	if rest != 1 || !x.boundAfter(end) {
		return 0
	}
	return end
}

// mod97 goes on by one sign; a letter counts as two digits, A as 10.
func mod97(rest int, c byte) int {
	switch {
	case isDigit(c):
		return (rest*10 + int(c-'0')) % 97
	case c >= 'a':
		c -= 'a' - 'A'
	}
	return (rest*100 + int(c-'A') + 10) % 97
}

func upperASCII(s string) string {
	buf := []byte(s)
	for i, c := range buf {
		if c >= 'a' && c <= 'z' {
			buf[i] = c - ('a' - 'A')
		}
	}
	return string(buf)
}

// taxID reads an Identifikationsnummer (§ 139b AO): eleven digits, the first
// not 0; of the first ten one occurs twice or three times, the others at most
// once; the last is the check digit of ISO 7064, MOD 11,10.
func (x *scanner) taxID(i int, g []group) int {
	if g[0].digits[0] == '0' || total(g) < 11 || !x.startsNumber(i) {
		return 0
	}
	n := 1
	for total(g[:n]) < 11 && n < len(g) && (g[n].sep == " " || g[n].sep == "/" || g[n].sep == "-") {
		n++
	}
	id := joined(g[:n])
	shaped := n == 1 || n == 4 && len(g[0].digits) == 2 && len(g[1].digits) == 3 && len(g[2].digits) == 3
	if len(id) != 11 || !shaped || !oneRepeats(id[:10]) || checkDigit11(id[:10]) != int(id[10]-'0') {
		return 0
	}
	if !x.endsNumber(g, n) {
		return 0
	}
	return x.add(Tax, i, g[n-1].end, "checksum")
}

// endsNumber reports whether the number ends with its n-th group: no letter and
// no digit belongs to it as well.
func (x *scanner) endsNumber(g []group, n int) bool {
	end := g[n-1].end
	switch x.byteAt(end) {
	case ',', '.', '/', '-', '(':
		return !isDigit(x.byteAt(end + 1))
	}
	return x.boundAfter(end) && !x.hasAt(end, "–")
}

// oneRepeats holds if exactly one digit is there two or three times.
func oneRepeats(digits string) bool {
	var count [10]int
	for i := 0; i < len(digits); i++ {
		count[digits[i]-'0']++
	}
	repeated := 0
	for _, n := range count {
		if n > 3 {
			return false
		}
		if n > 1 {
			repeated++
		}
	}
	return repeated == 1
}

// checkDigit11 is that of ISO 7064, MOD 11,10.
func checkDigit11(digits string) int {
	product := 10
	for i := 0; i < len(digits); i++ {
		sum := (int(digits[i]-'0') + product) % 10
		if sum == 0 {
			sum = 10
		}
		product = sum * 2 % 11
	}
	return (11 - product) % 10
}

// taxNumber reads a Steuernummer: in the groups of the Länder with strokes, or
// ten to thirteen digits behind the word.
func (x *scanner) taxNumber(i int, g []group) int {
	if len(g) >= 3 && g[1].sep == "/" && g[2].sep == "/" && x.startsNumber(i) && x.byteAt(i-1) != '/' && x.endsNumber(g, 3) {
		switch [3]int{len(g[0].digits), len(g[1].digits), len(g[2].digits)} {
		case [3]int{2, 3, 5}, [3]int{3, 3, 5}, [3]int{3, 4, 4}:
			return x.add(Tax, i, g[2].end, "form")
		}
	}
	n := 0
	for n < len(g) && total(g[:n+1]) <= 13 {
		n++
	}
	if n == 0 || total(g[:n]) < 10 || !x.labelled(i, isTaxWord) {
		return 0
	}
	return x.add(Tax, i, g[n-1].end, "context")
}

func isTaxWord(word string) bool {
	switch word {
	case "steuernummer", "steuernr", "stnr", "st", "steuer", "identifikationsnummer", "idnr", "steuerid", "elster", "steueridentifikationsnummer", "taxid":
		return true
	}
	return false
}

// labelled reports whether one of the last three words before i is of a kind.
func (x *scanner) labelled(i int, kind func(string) bool) bool {
	for _, word := range x.before(i, 3) {
		if kind(word) {
			return true
		}
	}
	return false
}

// insurance reads a Versicherungsnummer (§ 147 SGB VI, VKVV): the area, the day
// of birth, the first letter of the name at birth, a serial number, a check
// digit. Spaces may part them.
func (x *scanner) insurance(i int, g []group) int {
	if total(g) < 8 || !x.startsNumber(i) {
		return 0
	}
	n := 1
	for total(g[:n]) < 8 && n < len(g) && g[n].sep == " " {
		n++
	}
	if total(g[:n]) != 8 {
		return 0
	}
	area := joined(g[:n])
	at := x.skipSpaces(g[n-1].end)
	letter := x.byteAt(at)
	if letter < 'A' || letter > 'Z' && letter < 'a' || letter > 'z' {
		return 0
	}
	digits := area + string([]byte{'0' + (letter&31)/10, '0' + (letter&31)%10})
	end := x.skipSpaces(at + 1)
	for n := 0; n < 3; end++ {
		if x.space(end) > 0 && n == 2 {
			end = x.skipSpaces(end)
		}
		if !isDigit(x.byteAt(end)) {
			return 0
		}
		digits += x.s[end : end+1]
		n++
	}
	if !x.boundAfter(end) || !validInsurance(digits) {
		return 0
	}
	return x.add(Insurance, i, end, "checksum")
}

// validInsurance checks day and month and the check digit: the digits times
// their weights, of these the sums of digits, modulo ten.
func validInsurance(d string) bool {
	day, month := int(d[2]-'0')*10+int(d[3]-'0'), int(d[4]-'0')*10+int(d[5]-'0')
	if day < 1 || day > 31 || month < 1 || month > 12 {
		return false
	}
	const weights = "212571212121"
	sum := 0
	for k := range 12 {
		product := int(d[k]-'0') * int(weights[k]-'0')
		sum += product/10 + product%10
	}
	return sum%10 == int(d[12]-'0')
}
