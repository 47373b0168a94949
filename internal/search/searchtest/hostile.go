// Package searchtest holds queries that every way into the search is tried
// with.
package searchtest

import "strings"

// Hostile are queries that nobody types by accident, made of patterns: every
// sort of character that once broke some program, in several places.
func Hostile() []string {
	pieces := []string{
		"", " ", "\t\r\n", "\x00", "\x1b[2J", "\x7f", "\u0085", "\u200b", "\u200d", "\u00ad", "\u202e", "\u2066", "\ufeff", "\ufffd", "\xff\xfe",
		"\u0301", "e\u0301", "Z\u0351\u036b\u0343a\u0321\u034a\u0321", "\U0001F469\u200d\U0001F469\u200d\U0001F467", "\U000e0041", "ﷺ", "ǅ", "İ", "ı", "ſ", "ẞ", "ﬁ",
		"Ω≈ç√∫", "社會科學院", "הָיְתָה", "الصفحات", "ᚠᛇᚻ", "１２３", "½", "١٢٣", "²", "Ⅷ",
		"null", "undefined", "NaN", "true", "__proto__", "constructor", "hasOwnProperty", "toString", "length",
		"-", "--", "---", "+", "*", "**", "a*", "?", "~2", "a~", "^10", "a^2", "\\", "/", "//", "/.*/", "/(a+)+$/", "[a-z]*", "{1,9}", "(a", "a)", "a AND b OR NOT c", "+a -b", "&&", "||",
		`"`, `""`, `" "`, `"a`, `a"`, `"a"b"c"`, "„", "“”", "»«", "'", "''", "`", "„a\"", `-"`, `-""`, `-"a`, `"-a"`, "-„a b“", "−a", "–a",
		":", "::", "a:", ":a", "typ:", "typ::", "typ:typ:typ:a", "typ:*", `typ:"`, `typ:""`, "-typ:", "-typ:-", "typ:-a", "TYP:Ä", "bereich:../../etc", "stufe:\x00", "rolle:😀", "schlagwort:a,b", "_id:1", "w:a", "title:a", "*:*", "a:>1", "a:[1 TO 2]",
		"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "{{.}}", "${7*7}", "#{1}", "%s%n%x", "%00", "%2e%2e", "&lt;", "&#x41;", "<!--", "]]>", "{{feld}}",
		"' OR 1=1 --", "; DROP TABLE", "../../../../etc/passwd", "C:\\CON\\NUL", "file:///etc/passwd", "http://a/", "a\r\nSet-Cookie: b", "$(reboot)", "`id`", "| ls",
		"0", "-0", "1e309", "9223372036854775808", "0x10", "1/0", "1.0.0", "200-4", "§", "§§", "§ 8a", "DER.4", ".", "..", "...", "a.b.c.d.e.f", "TLP:RED", "24/7",
		"ae", "oe", "ue", "aeoeue", "ueueueue", "ss", "ß", "ßßß", "ä", "a\u0308", "ÄÖÜ", "quelle", "neue", "Steuer",
		"der die das", "nicht", "Mitarbeiter:innen", "Mitarbeiter*innen", "Bürger(innen)", "MitarbeiterInnen", "Kolleg/-innen", "/-", "(in)", ":innen", "*in",
		"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
		"fdfgjhdfkjghkjdfhg", "qqqqqqqqqqqq", "xyzzyxyzzyxyzzy",
	}
	out := pieces
	for _, p := range pieces {
		out = append(out, p+p, "Notfall"+p, p+" Notfall "+p, strings.Repeat(p+" ", 40), strings.Repeat(p, 60))
	}
	for _, s := range []string{"a", "ver", "Übung", "Notfall", "Notfal", "Kriesnstab", "n*", "abc*", "ver*", `"die Übung"`, `-"die Übung"`, "-Übung", "typ:seite", "Not-", "200-", "§", "a-", "a/", "DER."} {
		out = append(out, strings.Repeat(s, 300), strings.Repeat(s+" ", 300), strings.Repeat(s+"-", 100), strings.Repeat(`"`+s+`" `, 50))
	}
	return out
}
