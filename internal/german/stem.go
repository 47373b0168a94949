package german

import (
	"strings"
	"unicode/utf8"
)

// cut is what Stem or Root takes off a word.
type cut struct {
	text string
	min  int    // letters that must stay
	only string // letters that may stand in front; "" is any
	not  string // letters that must not stand in front
	put  string // what comes in its place
}

// inflection is tried in this order; the first that fits is taken off.
var inflection = []cut{
	{text: "erinnen", min: 5, put: "er"},
	{text: "innen", min: 5, not: "wp"}, // Kolleginnen, not zurückgewinnen
	{text: "erin", min: 4, put: "er"},
	{text: "nisse", min: 3, put: "nis"},
	{text: "nissen", min: 3, put: "nis"},
	{text: "nisses", min: 3, put: "nis"},
	{text: "ern", min: 4, not: "i"},
	{text: "em", min: 4},
	{text: "en", min: 3},
	{text: "er", min: 4, not: "i"}, // Bilder, not Papier and dokumentier-
	{text: "es", min: 3},
	{text: "e", min: 3},
	{text: "n", min: 3, only: "lr"},
	{text: "mus", min: 5, put: "m"},    // Mechanismus, Mechanismen
	{text: "ium", min: 4, put: "i"},    // Gremium, Gremien
	{text: "ario", min: 4, put: "ari"}, // Szenario, Szenarien
	{text: "um", min: 5, only: "r"},    // Zentrum, Zentren
	{text: "o", min: 4, only: "kt"},    // Risiko, Risiken
	{text: "a", min: 4, only: "m"},     // Thema, Themen
	{text: "s", min: 4, only: "abdfghklmnoprty"},
}

// derivation is what makes nouns and adjectives of verbs and the other way
// round.
var derivation = []cut{
	{text: "ikation", min: 3, put: "iz"}, // Qualifikation, qualifizieren
	{text: "fikat", min: 3, put: "fiz"},
	{text: "ation", min: 4},
	{text: "ier", min: 4},
	{text: "keit", min: 4},
	{text: "heit", min: 4},
	{text: "ung", min: 4},
	{text: "isch", min: 4},
	{text: "bar", min: 4},
	{text: "end", min: 4},
	{text: "t", min: 4, only: "elrgzmpkb"}, // regelt, prägt, not Gerät
}

// irregular are words that the endings get wrong: short plurals, and citizens
// that would become castles.
var irregular = map[string]string{
	"amter": "amt", "amtern": "amt", "bader": "bad", "badern": "bad", "rader": "rad", "radern": "rad",
	"burger": "burger", "burgern": "burger", "burgers": "burger",
}

// Stem takes inflection off a folded word. It is light: it does not reduce
// words to roots, and "Leitung" stays apart from "leiten".
//
// Words that are not ASCII stay as they are. Stem(Stem(w)) is Stem(w).
func Stem(folded string) string {
	if !ascii(folded) {
		return folded
	}
	for {
		if base, ok := irregular[folded]; ok {
			return base
		}
		shorter := strip(folded, inflection)
		if shorter == folded {
			return folded
		}
		folded = shorter
	}
}

// Root takes derivation off a stem as well: Löschung, löschen and löschbar
// share a root, Dokument and dokumentieren do. It joins more than it should
// ("Sicherung", "Sicherheit"), so it counts less than a stem.
//
// Words that are not ASCII stay as they are. Root(Root(w)) is Root(w).
func Root(stem string) string {
	if !ascii(stem) {
		return stem
	}
	for {
		shorter := Stem(strip(stem, derivation))
		if shorter == stem {
			return stem
		}
		stem = shorter
	}
}

func strip(word string, cuts []cut) string {
	for _, e := range cuts {
		base, ok := strings.CutSuffix(word, e.text)
		if !ok || len(base) < e.min {
			continue
		}
		last := base[len(base)-1:]
		if e.only != "" && !strings.Contains(e.only, last) || strings.Contains(e.not, last) {
			continue
		}
		return base + e.put
	}
	return word
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
