package privacy

import "strings"

// token reads secrets that are known by their first letters: keys of AWS,
// GitHub, GitLab, Slack, Stripe and Google, JSON Web Tokens. The word begins at
// i and ends at end.
func (x *scanner) token(i, end int) int {
	s := x.s[i:end]
	switch {
	case len(s) == 20 && (strings.HasPrefix(s, "AKIA") || strings.HasPrefix(s, "ASIA")):
	case len(s) >= 36 && len(s) <= 60 && s[0] == 'g' && s[1] == 'h' && s[3] == '_':
	case len(s) >= 40 && strings.HasPrefix(s, "github_pat_"):
	case len(s) >= 20 && (strings.HasPrefix(s, "sk_live_") || strings.HasPrefix(s, "rk_live_")):
	default:
		return x.longToken(i)
	}
	return x.add(Secret, i, end, "form")
}

// longToken reads those with hyphens and dots.
func (x *scanner) longToken(i int) int {
	least, most := 0, 200
	switch {
	case x.hasAt(i, "glpat-"):
		least = 20
	case x.hasAt(i, "xoxb-"), x.hasAt(i, "xoxp-"), x.hasAt(i, "xoxa-"), x.hasAt(i, "AIza"), x.hasAt(i, "sk-"):
		least = 30
	case x.hasAt(i, "eyJ"):
		least, most = 40, 2000
	default:
		return 0
	}
	end, dots, digits := i, 0, 0
	for end < len(x.s) && end-i < most && (isWordByte(x.s[end]) || x.s[end] == '-' || x.s[end] == '.') {
		if x.s[end] == '.' {
			dots++
		}
		if isDigit(x.s[end]) {
			digits++
		}
		end++
	}
	if end-i < least || digits == 0 || dots > 0 && !x.hasAt(i, "eyJ") || x.hasAt(i, "eyJ") && dots != 2 {
		return 0
	}
	return x.add(Secret, i, end, "form")
}

// secretAfter reads a secret behind a word that announces one and ends at i:
// "Passwort: …", "password=…", "Das Kennwort lautet …".
func (x *scanner) secretAfter(i int) int {
	at, sure := x.announced(i)
	if at == 0 {
		return 0
	}
	start, end, quoted := x.value(at)
	value := x.s[start:end]
	if len(value) < 4 || len(value) > 200 || isPlaceholder(value) {
		return 0
	}
	if !(quoted || sure || x.aloneOnLine(end) && isLowerWord(value)) && !mixed(value) {
		return 0
	}
	if (quoted || sure) && strings.Contains(value, " ") && !mixed(value) {
		return 0
	}
	return x.add(Secret, start, end, "context")
}

// announced finds where the value begins: behind a colon or an equals sign,
// closing marks and spaces, or behind "lautet". sure says that whatever follows
// is the value. at is 0 if nothing is announced.
func (x *scanner) announced(i int) (at int, sure bool) {
	for i < len(x.s) && strings.IndexByte("\"'`*_)]", x.s[i]) >= 0 {
		i++
	}
	i = x.skipSpaces(i)
	switch {
	case x.byteAt(i) == '=' && x.byteAt(i+1) != '=':
		at, sure = i+1, true
	case x.hasAt(i, ":="):
		at, sure = i+2, true
	case x.byteAt(i) == ':':
		at = i + 1
	case x.byteAt(i) == '|':
		at = i + 1
	case x.hasAt(i, "lautet"):
		at, sure = i+len("lautet"), true
		if x.byteAt(at) == ':' {
			at++
		}
	case x.hasAt(i, "ist "):
		at = i + len("ist")
	default:
		return 0, false
	}
	for x.hasAt(at, "**") || x.byteAt(at) == '*' {
		at++
	}
	return x.skipSpaces(at), sure
}

// value reads what stands at i: what is in quotation marks, or up to a space.
func (x *scanner) value(i int) (start, end int, quoted bool) {
	for _, marks := range [][2]string{{`"`, `"`}, {"'", "'"}, {"`", "`"}, {"„", "“"}, {"“", "”"}, {"»", "«"}, {"«", "»"}} {
		if !x.hasAt(i, marks[0]) {
			continue
		}
		start = i + len(marks[0])
		line := x.s[start:x.lineEnd(start, 200)]
		if n := strings.Index(line, marks[1]); n > 0 {
			return start, start + n, true
		}
		return start, start, false
	}
	end = i
	for end < len(x.s) && end-i < 200 && x.space(end) == 0 && strings.IndexByte("\n\r|;,<\"", x.s[end]) < 0 {
		end++
	}
	for end > i && strings.IndexByte(".)*:?`", x.s[end-1]) >= 0 {
		end--
	}
	return i, end, false
}

// aloneOnLine reports whether nothing follows on the line.
func (x *scanner) aloneOnLine(i int) bool {
	i = x.skipSpaces(i)
	return i == len(x.s) || x.s[i] == '\n' || x.s[i] == '\r' || x.s[i] == '|'
}

// isLowerWord holds for a single word in small letters.
func isLowerWord(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

// mixed holds for what people choose as a secret: letters with digits or signs
// among them.
func mixed(s string) bool {
	letters, digits, signs := 0, 0, 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case isDigit(c):
			digits++
		case isWordByte(c) && c != '_' || c >= 0x80:
			letters++
		case strings.IndexByte("!$#%&+?@*^~", c) >= 0:
			signs++
		}
	}
	if strings.Contains(s, "://") || strings.IndexByte("-:", s[min(1, len(s)-1)]) >= 0 { // an address; 2-Faktor
		return false
	}
	return letters > 0 && digits+signs > 0 && letters+digits+signs >= 5 || digits >= 6 && letters == 0 && !strings.Contains(s, "/")
}

// isPlaceholder knows what stands where a secret would: <Passwort>, ***, {{feld}},
// $VARIABLE, words of forms and of programs.
func isPlaceholder(s string) bool {
	if s == "" || strings.IndexByte("<[{$%*(._-", s[0]) >= 0 || strings.HasPrefix(s, "…") || strings.HasPrefix(s, "•") {
		return true
	}
	if strings.Contains(s, "{{") || strings.Contains(s, "***") || strings.Contains(s, "...") || strings.Contains(s, "…") || strings.Contains(s, "(") || strings.Contains(s, "__") {
		return true
	}
	word := lower(s)
	if strings.Trim(word, "x") == "" || strings.HasPrefix(word, "os.") || strings.HasPrefix(word, "process.env") || strings.HasPrefix(word, "xxx") {
		return true
	}
	switch word {
	case "passwort", "kennwort", "password", "pass", "passwd", "secret", "token", "string", "text", "true", "false", "null", "none", "nein", "siehe",
		"keine", "keins", "leer", "unbekannt", "pflicht", "hidden", "required", "optional", "muster", "beispiel", "example", "changeme", "undefined",
		"input", "wort", "hier", "nicht", "immer", "niemals", "anders", "geändert", "ändern":
		return true
	}
	return false
}
