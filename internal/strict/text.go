package strict

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/diag"
)

// CheckText reports what makes a text unreadable or deceptive: bytes that are
// not UTF-8, control characters, characters that change the writing direction,
// and characters without width. It reports the first of a kind on a line, and
// at most 25 of a kind. A zero width joiner inside an emoji and a soft hyphen
// are allowed. ASCII text costs one pass at memory speed.
func CheckText(src []byte, at Source) diag.List {
	var list diag.List
	if !utf8.Valid(src) {
		list.Add(invalidUTF8(src, at)...)
	}
	list.Add(hidden(src, at)...)
	return list
}

func invalidUTF8(src []byte, at Source) diag.List {
	var list diag.List
	rest := src
	for n := 1; len(rest) > 0 && len(list) < maxProblems; n++ {
		var line []byte
		line, rest = cutLine(rest)
		if i := firstInvalid(line); i >= 0 {
			list.Add(at.problem("text-invalid-utf8", n, column(line, i),
				"byte", fmt.Sprintf("0x%02X", line[i])))
		}
	}
	return list
}

func firstInvalid(line []byte) int {
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRune(line[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// hidden looks only at bytes that can begin a hidden character.
func hidden(src []byte, at Source) diag.List {
	var list diag.List
	for i := 0; i < len(src) && len(list) < maxProblems; i++ {
		if !mayHide[src[i]] {
			continue
		}
		r, _ := utf8.DecodeRune(src[i:])
		if !isHidden(r, src[i+1:]) || r == zeroWidthJoiner && inEmoji(src[:i]) {
			continue
		}
		line, col := position(src, i)
		id := "text-bidi"
		if unicode.IsControl(r) {
			id = "text-control"
		}
		list.Add(at.problem(id, line, col, "char", fmt.Sprintf("U+%04X", r)))
		if end := bytes.IndexByte(src[i:], '\n'); end >= 0 {
			i += end
		} else {
			break
		}
	}
	return list
}

const zeroWidthJoiner = '\u200d'

// mayHide marks the first bytes of hidden characters: C0 controls without tab
// and line feed, and the lead bytes of U+0080-00BF, U+0600, U+1000-1FFF,
// U+2000-2FFF, U+F000 and U+E0000.
var mayHide = func() (t [256]bool) {
	for c := range 0x20 {
		t[c] = c != '\t' && c != '\n'
	}
	for _, c := range []byte{0x7f, 0xc2, 0xd8, 0xe1, 0xe2, 0xef, 0xf3} {
		t[c] = true
	}
	return t
}()

// isHidden reports whether r is invisible or reorders what stands around it. A
// carriage return is fine before a line feed; alone, readers disagree on
// whether it ends a line, as they do on U+0085, U+2028 and U+2029.
func isHidden(r rune, after []byte) bool {
	switch {
	case r == '\r':
		return len(after) == 0 || after[0] != '\n'
	case r < 0x20, r >= 0x7f && r < 0xa0: // C0, DEL, C1
		return true
	case r >= 0x200b && r <= 0x200f, // zero width, LRM, RLM
		r >= 0x2028 && r <= 0x202e, // separators, embeddings and overrides
		r >= 0x2060 && r <= 0x206f, // word joiner, invisible operators, isolates
		r == 0x061c, r == 0x180e, r == 0xfeff,
		r >= 0xfff9 && r <= 0xfffb,   // interlinear annotation
		r >= 0xe0000 && r <= 0xe0fff: // tags
		return true
	}
	return false
}

// inEmoji reports whether the text before a joiner ends in a pictograph.
func inEmoji(before []byte) bool {
	r, _ := utf8.DecodeLastRune(before)
	return r == 0xfe0f || r >= 0x2600 && r <= 0x27bf || r >= 0x1f000 && r <= 0x1faff
}

// position returns the line of offset i, counted from 1, and the column in
// characters.
func position(src []byte, i int) (line, col int) {
	start := bytes.LastIndexByte(src[:i], '\n') + 1
	return bytes.Count(src[:i], []byte{'\n'}) + 1, column(src[start:], i-start)
}

// column returns the column of byte i of a line, in characters from 1.
func column(line []byte, i int) int { return utf8.RuneCount(line[:i]) + 1 }
