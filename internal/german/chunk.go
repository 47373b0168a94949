package german

import "strings"

// maxUnits is the number of words that are looked at as one chunk. A longer
// chain is cut.
const maxUnits = 16

// unit is a word of a chunk.
type unit struct {
	span
	text   string // what to analyse; differs from the span in gender forms
	before joint  // what stands in front of it, inside the chunk
}

// readChunk appends to units the words from start on that have no space
// between them and returns where the chunk ends.
func readChunk(units []unit, text string, start int) ([]unit, int) {
	end := wordAt(text, start)
	units = append(units, unit{span: span{start, end}, text: text[start:end]})
	for len(units) < maxUnits {
		kind, next := jointAt(text, end)
		if kind == apart {
			if e := bracketGender(text, end); e > end {
				units[len(units)-1].end = e
				end = e
				continue
			}
			break
		}
		stop := wordAt(text, next)
		last := &units[len(units)-1]
		if rest, ok := genderEnding(kind, text[next:stop]); ok && len(last.text) >= 3 {
			last.end = stop
			last.text += rest
		} else {
			units = append(units, unit{span{next, stop}, text[next:stop], kind})
		}
		end = stop
	}
	return units, end
}

// genderEnding reports whether word behind a joint is the second half of a
// gender form: Mitarbeiter:innen, Kolleg*in, Beauftragte/r. The rest is what
// follows it in a compound: Bürger:innenbüro.
func genderEnding(kind joint, word string) (rest string, ok bool) {
	switch kind {
	case colon, star, slash, slashHyphen:
	default:
		return "", false
	}
	switch word {
	case "in", "innen":
		return "", true
	case "r", "n", "en", "s", "m":
		return "", kind == slash || kind == slashHyphen || word == "r"
	}
	if rest, ok := strings.CutPrefix(word, "innen"); ok && len(rest) >= 3 && kind != slash {
		return rest, true
	}
	return "", false
}

// bracketGender returns the end of "(in)", "(innen)", "(r)", "(n)", "(en)" or
// "(s)" at byte i of text, or i.
func bracketGender(text string, i int) int {
	for _, form := range []string{"(in)", "(innen)", "(r)", "(n)", "(en)", "(s)", "(e)"} {
		if strings.HasPrefix(text[i:], form) {
			return i + len(form)
		}
	}
	return i
}

// baseOfInnen returns the base word of a form with a capital letter inside:
// MitarbeiterInnen, BürgerInnenbüro, LeiterIn.
func baseOfInnen(word string) string {
	i := strings.Index(word, "Innen")
	if i >= 3 && !upper(word[i-1]) {
		return word[:i] + word[i+len("Innen"):]
	}
	if base, ok := strings.CutSuffix(word, "erIn"); ok && len(base) >= 2 {
		return base + "er"
	}
	return word
}

// glued reports whether b belongs to a: both form one identifier or one
// hyphenated word.
func glued(a, b unit) bool {
	return b.before == hyphen || b.before == slash || coded(a, b)
}

// coded reports whether a and b are neighbours in an identifier: DER.4,
// CON.3.A2, 4.4.2, 22301:2019, TLP:GREEN, 200-4, 24/7.
func coded(a, b unit) bool {
	switch b.before {
	case dot, colon:
		return codeWord(a.text) && codeWord(b.text)
	case hyphen, slash:
		return number(a.text) && number(b.text)
	}
	return false
}

// codeWord reports whether s is short and made of digits and capital letters;
// behind digits one small letter may stand.
func codeWord(s string) bool {
	if len(s) > 8 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if !digit(s[i]) && !upper(s[i]) {
			return i > 0 && i == len(s)-1 && digit(s[i-1]) && lower(s[i])
		}
	}
	return true
}

func number(s string) bool {
	for i := 0; i < len(s); i++ {
		if !digit(s[i]) {
			return false
		}
	}
	return true
}

// acronym returns the identifier that a word like RTO, NIS2, SPoF or GFPs is,
// or "".
func acronym(word string) string {
	const most = 8
	if len(word) < 2 || len(word) > most {
		return ""
	}
	capitals, small := 0, 0
	for i := 0; i < len(word); i++ {
		switch c := word[i]; {
		case upper(c):
			capitals++
		case lower(c):
			small++
		case !digit(c):
			return ""
		}
	}
	mixed := capitals == 1 && capitals+small < len(word) && small == 0
	if !mixed && (capitals < 2 || small > capitals) {
		return ""
	}
	if base, ok := strings.CutSuffix(word, "s"); ok && small == 1 {
		word = base
	}
	return strings.ToLower(word)
}

func digit(c byte) bool { return '0' <= c && c <= '9' }
func upper(c byte) bool { return 'A' <= c && c <= 'Z' }
func lower(c byte) bool { return 'a' <= c && c <= 'z' }
