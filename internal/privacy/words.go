package privacy

import (
	_ "embed"
	"strings"
	"sync"
)

// class says what a word means to the scanner.
type class uint8

const (
	plain     class = iota
	given           // a given name
	titled          // Herr, Frau, Dr.: a surname follows
	contact         // Ansprechpartner: a name may follow a colon
	signed          // gez.: a name follows
	greeting        // Grüßen: a name follows on the next line
	function        // Bürgermeister: a frequent surname may follow
	secretly        // Passwort: a secret may follow
	hosting         // Server: a host name may follow
	inner           // local, lan: ends of host names within a house
	calling         // Telefon: a number may follow
	extension       // Durchwahl: a short number may follow
	keyed           // Key, Schlüssel: a secret may follow if the word before says so
)

// vornamen.txt holds given names that are frequent in Germany, from common
// knowledge; names that are words of the language as well are left out.
//
//go:embed vornamen.txt
var givenNames string

// nachnamen.txt holds frequent surnames, from common knowledge.
//
//go:embed nachnamen.txt
var surnames string

// lexicon is the words that the scanner knows, in lower case.
type lexicon struct {
	classes  map[string]class
	surnames map[string]bool
	// begins holds what words of classes begin with and how long they are: most
	// words of a text need no look at the map.
	begins [1 << 13]bool
}

// longestWord is that of the lexicon, in bytes.
const longestWord = 24

// beginning is the place of a word in lexicon.begins.
func beginning(first, second byte, length int) int {
	return int(first|0x20)&31<<8 ^ int(second|0x20)<<5&0x1FFF ^ length
}

var words = sync.OnceValue(func() *lexicon {
	l := &lexicon{classes: map[string]class{}, surnames: map[string]bool{}}
	for class, list := range map[class]string{
		titled:    "herr herrn frau dr prof hr",
		contact:   "ansprechpartner ansprechpartnerin ansprechperson kontakt kontaktperson bearbeiter bearbeiterin sachbearbeiter sachbearbeiterin verfasser verfasserin autor autorin leitung leiter leiterin stellvertretung stellvertreter stellvertreterin vertretung name unterzeichner verantwortlich verantwortliche verantwortlicher absender erstellt geprüft freigegeben",
		signed:    "gez unterzeichnet",
		greeting:  "grüßen grüssen grüße auftrag",
		function:  "bürgermeister bürgermeisterin landrat landrätin amtsleiter amtsleiterin kämmerer kämmerin dezernent dezernentin beigeordneter beigeordnete fachbereichsleiter fachbereichsleiterin abteilungsleiter abteilungsleiterin hauptamtsleiter hauptamtsleiterin geschäftsführer geschäftsführerin oberbürgermeister oberbürgermeisterin ministerin minister direktor direktorin kollege kollegin kollegen hausmeister sekretärin standesbeamter standesbeamtin it-leiter it-leiterin",
		secretly:  "passwort kennwort password passwd pwd passwortes passphrase zugangscode psk apikey api_key secret secret_key secretkey client_secret access_key accesskey access_token accesstoken api_token token wlanschlüssel netzwerkschlüssel wlankey wpa wpa2 db_password dbpassword pin adminpasswort initialpasswort startpasswort masterpasswort rootpasswort benutzerpasswort wlanpasswort standardpasswort",
		hosting:   "server hostname servername host rechnername computername netbios domänencontroller dateiserver mailserver fileserver rechner",
		inner:     "local lan intern internal corp localdomain",
		calling:   "tel telefon fon fax telefax phone mobil handy mobiltelefon rufnummer telefonnummer mobilnummer handynummer faxnummer hotline ruf festnetz diensthandy rufbereitschaft telefonisch anrufen fernruf",
		extension: "durchwahl dw nebenstelle apparat app",
		keyed:     "key schlüssel",
		given:     list(givenNames),
	} {
		for _, word := range strings.Fields(list) {
			l.classes[word] = class
			l.begins[beginning(word[0], word[1], len(word))] = true
		}
	}
	for _, word := range strings.Fields(list(surnames)) {
		l.surnames[word] = true
	}
	return l
})

// list takes the comments off a file of words and folds its letters.
func list(file string) string {
	var b strings.Builder
	for line := range strings.Lines(file) {
		if !strings.HasPrefix(line, "#") {
			b.WriteString(lower(line))
		}
	}
	return b.String()
}

// classOf is the class of the word from i to end.
func (x *scanner) classOf(i, end int) class {
	if end-i > longestWord || end-i < 2 {
		return plain
	}
	l := words()
	if !l.begins[beginning(x.s[i], x.s[i+1], end-i)] {
		return plain
	}
	var buf [longestWord]byte
	n := lowerInto(buf[:], x.s[i:end])
	return l.classes[string(buf[:n])]
}

// lowerInto is lower without a new string.
func lowerInto(buf []byte, s string) int {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		} else if i > 0 && s[i-1] == 0xC3 && (c == 0x84 || c == 0x96 || c == 0x9C) {
			c += 0x20
		}
		buf[i] = c
	}
	return len(s)
}

// word reads the word at i and what it announces.
func (x *scanner) word(i int) int {
	end := x.wordEnd(i)
	if end-i >= 4 && isDigit(x.s[i+2]) && isDigit(x.s[i+3]) {
		if last := x.iban(i); last > 0 {
			return x.add(IBAN, i, last, "checksum")
		}
	}
	switch x.s[i] {
	case 'A', 'g', 's', 'r', 'x', 'e':
		if last := x.token(i, end); last > 0 {
			return last
		}
	}
	if end-i == 4 && x.byteAt(end) == '.' {
		if last := x.ciscoMAC(i, nil); last > 0 {
			return last
		}
	}
	if last := x.rules.member(x, i, end); last > 0 {
		return x.add(Member, i, last, "list")
	}
	if last := x.meaning(i, end); last > 0 {
		return last
	}
	return end
}

// meaning follows a word that the lexicon knows; 0 if nothing is found.
func (x *scanner) meaning(i, end int) int {
	switch x.classOf(i, end) {
	case given:
		return x.given(i, end)
	case titled:
		return x.titled(i, end)
	case contact:
		return x.contact(end)
	case signed:
		return x.signature(end, 0)
	case greeting:
		return x.greeting(end)
	case function:
		return x.function(i, end)
	case secretly:
		return x.secretAfter(end)
	case keyed:
		if before := x.before(i, 1); len(before) > 0 && isKeyWord(before[0]) && i > 0 && x.s[i-1] != '\n' {
			return x.secretAfter(end)
		}
	case calling, extension:
		x.called = end
	case hosting:
		return x.hostAfter(end)
	case inner:
		return x.innerHost(i, end)
	case plain:
		if end-i == 1 && (x.s[i] == 'A' || x.s[i] == 'V') && (x.hasAt(i-3, "i. ") || x.hasAt(i-2, "i.")) {
			return x.signature(end, 2)
		}
	}
	return 0
}

func isKeyWord(word string) bool {
	switch word {
	case "wlan", "wpa", "wifi", "wi", "fi", "api", "netzwerk", "access", "secret", "zugangs", "geheimer", "privater":
		return true
	}
	return false
}
