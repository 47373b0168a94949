package privacy

import (
	"strings"
	"unicode/utf8"
)

// upperAt reports whether a capital stands at i.
func (x *scanner) upperAt(i int) bool {
	if i < 0 || i >= len(x.s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(x.s[i:])
	return isUpper(r)
}

// capital reads a word that is written as a name is: a capital, then small
// letters, perhaps a hyphen and a second one. It returns its end, or 0.
func (x *scanner) capital(i int) int {
	for {
		r, size := utf8.DecodeRuneInString(x.s[i:])
		if !isUpper(r) {
			return 0
		}
		end := x.wordEnd(i)
		if end-i <= size || end-i > 30 {
			return 0
		}
		for k := i + size; k < end; {
			r, n := utf8.DecodeRuneInString(x.s[k:])
			if r < utf8.RuneSelf && !(r >= 'a' && r <= 'z') || isUpper(r) {
				if !(x.s[i:k] == "Mc" && isUpper(r)) {
					return 0
				}
			}
			k += n
		}
		if next, _ := utf8.DecodeRuneInString(x.s[min(end+1, len(x.s)):]); x.byteAt(end) == '-' && isUpper(next) {
			i = end + 1
			continue
		}
		return end
	}
}

// surname reads a surname at i with the particles before it: "von der Heide".
// Words of offices and of forms are none. It returns its end, or 0.
func (x *scanner) surname(i int) int {
	for first := true; ; first = false {
		end := x.wordEnd(i)
		if !isParticle(x.s[i:end], first) {
			break
		}
		i = x.skipSpaces(end)
	}
	end := x.capital(i)
	if end-i < 3 || isNoName(lower(x.s[i:end])) {
		return 0
	}
	return end
}

// isParticle knows the small words before surnames; some follow others only.
func isParticle(word string, first bool) bool {
	switch word {
	case "von", "van", "de", "zu", "zur", "zum", "vom":
		return true
	case "der", "den", "dem":
		return !first
	}
	return false
}

// isNoName knows what stands in the place of a name and is none.
func isNoName(word string) bool {
	for _, start := range []string{"muster", "beispiel", "vorname", "nachname", "name", "straße", "str", "weg", "platz"} {
		if strings.HasPrefix(word, start) {
			return true
		}
	}
	for _, end := range []string{"stelle", "ung", "keit", "heit", "amt", "dienst", "team", "schaft", "büro", "haus", "straße", "platz", "schule", "preis", "stiftung", "test", "tag", "hof", "gesetz", "rat", "rätin", "leiter", "leiterin", "führer", "führerin", "beamter", "beamtin", "minister", "ministerin", "präsident", "präsidentin", "meister", "meisterin", "anwalt", "anwältin", "nummer", "name", "feier", "kirche", "tor", "torin", "sekretär", "kanzler", "klinik", "kliniken", "hospital", "spital", "stift", "insel"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	switch word {
	case "kollege", "kollegin", "kollegen", "doktor", "professor", "professorin", "vorsitzende", "vorsitzender", "abgeordnete", "abgeordneter", "richter", "kanzlerin",
		"rektor", "notar", "mann", "frau", "herr", "herrn", "kind", "person", "dame", "ingenieur", "pfarrer", "kämmerer", "kämmerin", "beigeordneter", "beigeordnete",
		"dezernent", "dezernentin", "oder", "und", "telefon", "fax", "mail", "datum", "ort", "unterschrift", "rolle", "funktion", "stand", "montag", "dienstag", "mittwoch", "donnerstag",
		"freitag", "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember", "gmbh", "ag":
		return true
	}
	return false
}

// given reads a given name and a surname: "Petra Schulze".
func (x *scanner) given(i, end int) int {
	first := x.capital(i)
	if first < end || x.byteAt(i-1) == '-' || x.byteAt(i-1) == '.' || first > end && x.classOf(end+1, x.wordEnd(end+1)) != given {
		return 0
	}
	at := x.skipSpaces(first)
	for { // further given names, and initials
		if x.byteAt(at+1) == '.' && x.space(at+2) > 0 && x.upperAt(at) {
			at = x.skipSpaces(at + 2)
			continue
		}
		next := x.capital(at)
		if next == 0 || x.classOf(at, x.wordEnd(at)) != given || x.surname(x.skipSpaces(next)) == 0 {
			break
		}
		at = x.skipSpaces(next)
	}
	if at == first {
		return 0
	}
	last := x.surname(at)
	if last == 0 {
		return 0
	}
	return x.add(Name, i, last, "list")
}

// titled reads a name behind "Herr", "Frau", "Dr." and the like.
func (x *scanner) titled(i, end int) int {
	if !x.upperAt(i) {
		return 0
	}
	at := x.skipTitles(end)
	if at == end {
		return 0
	}
	if first := x.capital(at); first > 0 && x.classOf(at, x.wordEnd(at)) == given {
		if last := x.surname(x.skipSpaces(first)); last > 0 && x.skipSpaces(first) > first {
			return x.add(Name, i, last, "context")
		}
	}
	if x.byteAt(at+1) == '.' && x.space(at+2) > 0 { // an initial
		at = x.skipSpaces(at + 2)
	}
	last := x.surname(at)
	if last == 0 {
		return 0
	}
	return x.add(Name, i, last, "context")
}

// skipTitles goes over points, spaces and academic titles, and over offices:
// "Frau Bürgermeisterin Dr. …".
func (x *scanner) skipTitles(i int) int {
	for {
		at := i
		if x.byteAt(at) == '.' {
			at++
		}
		if x.hasAt(at, "-Ing.") {
			at += len("-Ing.")
		}
		next := x.skipSpaces(at)
		if next == at && at == i {
			return i
		}
		end := x.wordEnd(next)
		switch word := x.s[next:end]; word {
		case "Dr", "Prof", "med", "jur", "rer", "nat", "phil", "h", "c", "Dipl", "Ing", "oec", "pol":
			i = end
			continue
		default:
			if c := x.classOf(next, end); c == function && x.space(end) > 0 {
				i = end
				continue
			}
		}
		return next
	}
}

// contact reads a name behind a word of contacts and a colon: with a known given
// name, or an initial.
func (x *scanner) contact(end int) int {
	for _, ending := range []string{"/in", "(in)", "*in", ":in", "/-in"} {
		if x.hasAt(end, ending) {
			end += len(ending)
			break
		}
	}
	if x.hasAt(end, " von:") {
		end += len(" von")
	}
	if x.byteAt(end) != ':' {
		return 0
	}
	at := end + 1
	for x.byteAt(at) == '*' || x.space(at) > 0 {
		at++
	}
	if x.byteAt(at+1) == '.' && x.upperAt(at) {
		if last := x.surname(x.skipSpaces(at + 2)); last > 0 && !x.hasAt(at, "z.") {
			return x.add(Name, at, last, "context")
		}
	}
	return x.reversed(at)
}

// reversed reads "Schulze, Petra".
func (x *scanner) reversed(at int) int {
	if last := x.surname(at); last > 0 && x.hasAt(last, ", ") {
		first := x.capital(last + 2)
		if first > 0 && x.classOf(last+2, x.wordEnd(last+2)) == given {
			return x.add(Name, at, first, "context")
		}
	}
	return 0
}

// signature reads the name behind "gez." or "i. A."; of least words.
func (x *scanner) signature(end, least int) int {
	if x.byteAt(end) != '.' {
		return 0
	}
	at := x.skipTitles(end + 1)
	if at == end+1 {
		at = x.skipSpaces(end + 1)
	}
	return x.signedName(at, least)
}

// signedName reads one to three words that are written as a name, the first of
// which may be an initial, at the end of a line.
func (x *scanner) signedName(at, least int) int {
	start, last, n := at, 0, 0
	if x.byteAt(at+1) == '.' && x.upperAt(at) {
		at = x.skipSpaces(at + 2)
		n++
	}
	for n < 3 {
		end := x.surname(at)
		if end == 0 {
			break
		}
		n, last = n+1, end
		at = x.skipSpaces(end)
	}
	if last == 0 || n < least && !words().surnames[lower(x.s[start:last])] || !x.aloneOnLine(last) {
		return 0
	}
	return x.add(Name, start, last, "context")
}

// greeting reads a name on the next line that is not empty.
func (x *scanner) greeting(end int) int {
	at := end
	for n := 0; at < len(x.s) && n < 4; at++ {
		if c := x.s[at]; c == '\n' {
			n++
		} else if c != '\r' && c != ' ' && c != ',' && c != '\\' {
			break
		}
	}
	if at == end || !strings.Contains(x.s[end:at], "\n") {
		return 0
	}
	return x.signedName(at, 2)
}

// function reads an office and a frequent surname: "Bürgermeister Schulze".
func (x *scanner) function(i, end int) int {
	at := x.skipSpaces(end)
	last := x.surname(at)
	if last == 0 || at == end || !x.upperAt(i) || !words().surnames[lower(x.s[at:last])] {
		return 0
	}
	return x.add(Name, i, last, "context")
}

// author takes a field of metadata as a name unless it is one of a program or
// of nobody.
func (x *scanner) author() {
	text := strings.TrimSpace(x.s)
	start := strings.Index(x.s, text)
	if len(text) < 3 || len(text) > 80 || isNobody(lower(text)) {
		return
	}
	for _, r := range text {
		if !isLetter(r) && r != ' ' && r != '.' && r != ',' && r != '-' && r != '\'' {
			return
		}
	}
	x.add(Name, start, start+len(text), "metadata")
}

// isNobody knows the authors that programs write.
func isNobody(word string) bool {
	switch word {
	case "admin", "administrator", "user", "benutzer", "anwender", "windows-benutzer", "windows user", "microsoft office user", "microsoft office-anwender",
		"unbekannt", "unknown", "nachbar", "libreoffice", "openoffice", "pandoc", "microsoft", "word", "excel", "it", "system", "root", "python-docx":
		return true
	}
	return false
}
