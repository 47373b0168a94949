package tlp

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/kaaw/nachbar/internal/diag"
)

// Reason says why a text is not a label.
type Reason string

// The reasons. Each is also the ID of the problem that a page gets.
const (
	Unknown   Reason = "tlp-unknown"   // no label of TLP 2.0
	Empty     Reason = "tlp-empty"     // nothing, or nothing after "TLP:"
	Retired   Reason = "tlp-retired"   // WHITE, which TLP 2.0 calls CLEAR
	Case      Reason = "tlp-case"      // a label, but not in capitals
	Space     Reason = "tlp-space"     // a label with spaces in or around it
	LookAlike Reason = "tlp-lookalike" // letters of another script, or invisible ones
)

// Error is the answer of Parse to a text that is not a label.
type Error struct {
	Text   string
	Reason Reason
}

// Error describes the text with every unusual character made visible.
func (e *Error) Error() string {
	return fmt.Sprintf("%+q is not a TLP 2.0 label (%s)", e.Text, e.Reason)
}

// Explain names the problem of a page that carries the text. It stays an
// error in lenient mode: a label that cannot be read must not be ignored.
func (e *Error) Explain() (id string, args diag.Args) {
	return string(e.Reason), diag.Args{
		"value":   visible(e.Text),
		"allowed": "CLEAR, GREEN, AMBER, AMBER+STRICT, RED",
	}
}

// visible returns s with everything outside printable ASCII escaped, so that a
// Cyrillic letter in a message does not look like the Latin one. Umlauts and
// other Latin letters that nobody mistakes are kept.
func visible(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= ' ' && r <= '~', unicode.Is(unicode.Latin, r) && r < 0x250:
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "[U+%04X]", r)
		}
	}
	return b.String()
}

func reasonFor(s string) Reason {
	squeezed := strings.Map(dropSpace, s)
	upper := strings.ToUpper(squeezed)
	name := strings.TrimPrefix(upper, prefix)
	switch {
	case name == "":
		return Empty
	case hasForeign(s):
		return LookAlike
	case name == "WHITE":
		return Retired
	case !isName(name):
		return Unknown
	case squeezed != s:
		return Space
	}
	return Case
}

func dropSpace(r rune) rune {
	if unicode.IsSpace(r) {
		return -1
	}
	return r
}

// hasForeign reports whether s holds a character that no label can contain and
// that may pass for one that does: a letter outside Latin, a full-width form,
// a combining mark or an invisible format character.
func hasForeign(s string) bool {
	for _, r := range s {
		if r < 0x80 || unicode.IsSpace(r) {
			continue
		}
		if !unicode.Is(unicode.Latin, r) || r >= 0x250 {
			return true
		}
	}
	return false
}

func isName(name string) bool {
	for _, l := range Labels() {
		if name == l.Name() {
			return true
		}
	}
	return false
}

// FailsClosed is true: see package strict, lenient mode.
func (e *Error) FailsClosed() bool { return true }
