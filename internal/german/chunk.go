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
		if rest, ok := genderEnding(kind, text[next:stop]); ok && len(last.text) >= 3 && len(last.text)+len(rest) <= maxWord {
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
	if i >= len(text) || text[i] != '(' {
		return i
	}
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
