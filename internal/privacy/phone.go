package privacy

import "strings"

// phone reads a telephone number at i: international with a plus or 00, with a
// word such as "Telefon" before it, or with an area code and a separator in one
// of the usual forms. Free and shared-cost numbers, those for emergencies and
// those that no line has (Bundesnetzagentur, "Rufnummern für Film und
// Fernsehen") are nobody's.
func (x *scanner) phone(i int, g []group) int {
	if end := x.international(i, g); end > 0 {
		return end
	}
	if !x.startsNumber(i) && x.byteAt(i-1) != '-' {
		return 0
	}
	said := x.phoneSaid(i)
	if said == saidNothing {
		return x.national(i, g)
	}
	n := x.withoutMeasure(g, x.phoneGroups(g, 13, true))
	digits := joined(g[:n])
	switch {
	case said == saidExtension && n == 1 && len(digits) >= 2 && len(digits) <= 6:
	case len(digits) < 5 || isDate(g) || !possible(digits) && digits[0] == '0':
		return 0
	case digits[0] != '0' && (len(digits) > 9 || !x.closeBefore(i)):
		return 0
	}
	if isService(digits) || isFictional(digits) || x.measured(g[n-1].end) {
		return g[n-1].end
	}
	return x.add(Phone, x.opening(i), g[n-1].end, "context")
}

// How plainly the words before a number say that it is one of a telephone.
const (
	saidNothing = iota
	saidPhone
	saidExtension // a number within a house
)

func (x *scanner) phoneSaid(i int) int {
	if x.called == 0 || i-x.called >= lookBack {
		return saidNothing
	}
	for k, word := range x.before(i, 3) {
		switch words().classes[word] {
		case extension:
			if k == 0 {
				return saidExtension
			}
		case calling:
			return saidPhone
		}
	}
	return saidNothing
}

// closeBefore reports whether the word before i touches it, but for one or two
// signs: "Tel. 69-1234", not "Telefon, § 12345".
func (x *scanner) closeBefore(i int) bool {
	for n := 0; n < 3 && i > 0; n++ {
		r := x.s[i-1]
		if isWordByte(r) {
			return true
		}
		if r != ' ' && r != '.' && r != ':' && r != '(' && r != '/' {
			return false
		}
		i--
	}
	return isWordByte(x.byteAt(i - 1))
}

// phoneGroups is how many groups belong to one number of at most most digits.
func (x *scanner) phoneGroups(g []group, most int, dots bool) int {
	n, digits := 1, len(g[0].digits)
	for n < len(g) && digits+len(g[n].digits) <= most {
		switch g[n].sep {
		case " ", "-", "/", ")", "(", ")-", ")/", "/-":
		case ".":
			if !dots {
				return n
			}
		default:
			return n
		}
		digits += len(g[n].digits)
		n++
	}
	return n
}

// withoutMeasure leaves out a last group that counts something: 100 Prozent.
func (x *scanner) withoutMeasure(g []group, n int) int {
	if n > 2 && g[n-1].sep == " " && x.measured(g[n-1].end) {
		return n - 1
	}
	return n
}

// opening is where a number with its area code in brackets begins.
func (x *scanner) opening(i int) int {
	if x.byteAt(i-1) == '(' {
		return i - 1
	}
	return i
}

// international reads "+49 …" and "0049 …", and those of other countries.
func (x *scanner) international(i int, g []group) int {
	start, code := i, g[0].digits
	switch {
	case x.byteAt(i-1) == '+':
		start = i - 1
	case x.hasAt(i-2, "+ "):
		start = i - 2
	case strings.HasPrefix(code, "00") && len(code) > 3 && x.startsNumber(i):
		code = code[2:]
		if !strings.HasPrefix(code, "49") && !strings.HasPrefix(code, "43") && !strings.HasPrefix(code, "41") && !strings.HasPrefix(code, "31") {
			return 0
		}
	default:
		return 0
	}
	if code[0] == '0' || start > 0 && !x.boundBefore(start) {
		return 0
	}
	n := x.phoneGroups(g, 17, true)
	if len(code)+total(g[1:n]) < 9 {
		return 0
	}
	digits := code + joined(g[1:n])
	if n == 1 && len(digits) < 11 || thousands(g[:n]) {
		return 0
	}
	if national, ok := strings.CutPrefix(digits, "49"); ok {
		national = "0" + strings.TrimPrefix(national, "0")
		if !possible(national) && !isService(national) {
			return 0
		}
		if isService(national) || isFictional(national) {
			return g[n-1].end
		}
	}
	return x.add(Phone, x.opening(start), g[n-1].end, "form")
}

// thousands holds for an amount such as + 1 000 000 or +100.000.
func thousands(g []group) bool {
	if len(g) < 2 || len(g[0].digits) > 3 {
		return false
	}
	for _, part := range g[1:] {
		if len(part.digits) != 3 || part.sep != g[1].sep || part.sep != " " && part.sep != "." {
			return false
		}
	}
	return true
}

// national reads a number with an area code that nothing announces.
func (x *scanner) national(i int, g []group) int {
	code := g[0].digits
	if isMobile(code) && (len(code) == 11 || len(code) == 12) && x.endsNumber(g, 1) && !x.counted(i) && !isFictional(code) {
		return x.add(Phone, i, g[0].end, "form")
	}
	n := x.withoutMeasure(g, x.phoneGroups(g, 13, false))
	if n < 2 || !isAreaCode(code) {
		return 0
	}
	digits := joined(g[:n])
	if !possible(digits) || !x.endsNumber(g, n) || x.counted(i) || x.measured(g[n-1].end) {
		return 0
	}
	rest := len(digits) - len(code)
	switch {
	case isMobile(code) && (len(digits) < 11 || len(digits) > 12):
		return 0
	case rest < 5 && !(n > 2 && g[n-1].sep == "-" && rest >= 3):
		return 0
	case n > 2 && isDate(g[1:]), n > 5, len(digits) < 8:
		return 0
	case len(code) == 3 && x.byteAt(i-1) != '(' && x.amountBefore(i): // 1 040 515 194
		return 0
	}
	if isService(digits) || isFictional(digits) {
		return g[n-1].end
	}
	return x.add(Phone, x.opening(i), g[n-1].end, "form")
}

// amountBefore reports whether digits and a space stand before i.
func (x *scanner) amountBefore(i int) bool {
	for n := 1; n <= 3; n++ {
		if x.space(i-n) == n {
			return isDigit(x.byteAt(i - n - 1))
		}
	}
	return false
}

// possible holds for what can be dialled within Germany: an area code does not
// begin with 00 or 01, a mobile number with 015, 016 or 017.
func possible(digits string) bool {
	return len(digits) >= 6 && len(digits) <= 13 && digits[0] == '0' && (digits[1] >= '2' || isMobile(digits))
}

func isMobile(digits string) bool {
	return len(digits) >= 4 && digits[0] == '0' && digits[1] == '1' && digits[2] >= '5' && digits[2] <= '7'
}

// isAreaCode holds for the codes of mobile networks and of areas: three digits
// in four cities, else four to six.
func isAreaCode(code string) bool {
	switch {
	case code == "030", code == "040", code == "069", code == "089":
		return true
	case isMobile(code):
		return len(code) <= 5
	}
	return len(code) >= 4 && len(code) <= 6 && code[0] == '0' && code[1] >= '2' && !isService(code)
}

// isService knows numbers that are nobody's: emergencies, free, shared cost.
func isService(digits string) bool {
	switch digits {
	case "110", "112", "115", "116117", "116116", "116111", "116123", "116000", "19222", "19240", "124124":
		return true
	}
	for _, code := range []string{"0800", "0180", "0900", "0137"} {
		if strings.HasPrefix(digits, code) {
			return true
		}
	}
	return false
}

// isFictional knows the numbers that are kept free for films.
func isFictional(digits string) bool {
	for _, block := range []string{"03023125", "06990009", "04066969", "02214710", "08999998", "017139200", "0176040690"} {
		if strings.HasPrefix(digits, block) {
			return true
		}
	}
	return false
}

// isDate holds for 01.02.2024, 01-02-2024 and for years.
func isDate(g []group) bool {
	if len(g) < 3 || len(g[0].digits) > 2 || len(g[1].digits) > 2 || g[1].sep == " " || g[1].sep != g[2].sep {
		return false
	}
	return len(g[2].digits) == 4 || len(g[2].digits) == 2
}

// counted reports whether the word before i says that the number is none of a
// telephone but of a file, an account, a book or a place.
func (x *scanner) counted(i int) bool {
	words := x.before(i, 1)
	if len(words) == 0 {
		return false
	}
	switch words[0] {
	case "nr", "nummer", "az", "aktenzeichen", "artikel", "art", "plz", "ags", "kennziffer", "schlüssel", "code", "konto", "kto", "blz", "isbn",
		"issn", "din", "iso", "seite", "s", "kundennummer", "rechnungsnummer", "vertragsnummer", "bestellnummer", "kassenzeichen", "ziffer", "drucksache",
		"drs", "celex", "version", "id", "gemeindeschlüssel", "kontonummer", "position", "pos", "kapitel", "titel", "haushaltsstelle", "teil", "tarifnummer", "unterposition", "ex":
		return true
	}
	return false
}

// measured reports whether a unit follows at end.
func (x *scanner) measured(end int) bool {
	end = x.skipSpaces(end)
	for _, unit := range []string{"€", "Euro", "EUR", "%", "kg", "km", "Mio", "v. H", "vom Hundert", "Prozent", "Zeichen", "Stunden", "Minuten", "Tage", "Jahre"} {
		if x.hasAt(end, unit) {
			return true
		}
	}
	return false
}
