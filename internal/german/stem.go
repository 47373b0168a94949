package german

import "strings"

// minStem is the length in bytes that a stem keeps at least.
const minStem = 4

// endings are taken off in this order, the longest that fits first, each while
// at least minStem letters stay.
var endings = []string{"innen", "ern", "em", "en", "er", "es", "e", "n", "s"}

// Stem takes inflection off a folded word. It is light: it does not reduce
// words to roots, and "Leitung" stays apart from "Leiter".
//
// Stem(Stem(w)) is Stem(w).
func Stem(folded string) string {
	for {
		shorter := stemOnce(folded)
		if shorter == folded {
			return folded
		}
		folded = shorter
	}
}

func stemOnce(word string) string {
	for _, e := range endings {
		if len(word)-len(e) >= minStem && strings.HasSuffix(word, e) {
			return word[:len(word)-len(e)]
		}
	}
	return word
}
