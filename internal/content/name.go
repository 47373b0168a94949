package content

import (
	"fmt"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/kaaw/nachbar/internal/diag"
)

// badName says why a file or folder name cannot be published, or "". A name
// has to survive a Windows file system, a ZIP archive and a URL: NFC, at most
// 120 bytes, no controls, no bidi or zero-width characters, none of \:*?"<>|,
// no name that Windows reserves, no dot or space at the end.
func badName(name string) string {
	switch {
	case len(name) > 120:
		return "long"
	case !norm.NFC.IsNormalString(name):
		return "nfc"
	case strings.ContainsAny(name, `\:*?"<>|`):
		return "chars"
	case strings.IndexFunc(name, invisible) >= 0:
		return "invisible"
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " "):
		return "end"
	case reservedOnWindows(name):
		return "reserved"
	}
	return ""
}

// CheckName returns the problem of a file or folder whose name, the last part
// of path, cannot be published. What is wrong with it is in the argument "why",
// in signs that need no translation: "U+200B", ":", "aux", "121 > 120".
func CheckName(full string) (p diag.Problem, found bool) {
	name := path.Base(full)
	at, why := -1, ""
	switch badName(name) {
	case "":
		return diag.Problem{}, false
	case "long":
		why = strconv.Itoa(len(name)) + " > 120"
	case "nfc":
		at = max(strings.IndexFunc(name, unicode.IsMark), 0)
	case "chars":
		at = strings.IndexAny(name, `\:*?"<>|`)
	case "invisible":
		at = strings.IndexFunc(name, invisible)
	case "end":
		at = len(name) - 1
	case "reserved":
		why, _, _ = strings.Cut(name, ".")
	}
	if at >= 0 {
		r, _ := utf8.DecodeRuneInString(name[at:])
		if why = string(r); r <= ' ' || r >= 0x7f {
			why = fmt.Sprintf("U+%04X", r)
		}
	}
	return diag.New("content-bad-name", full, 0, "name", name, "why", why), true
}

// ValidPart reports whether s can be one part of an address: a name that every
// file system takes, without "/", "#", "%", spaces around it or dots alone.
func ValidPart(s string) bool {
	return badName(s) == "" && s != "" && strings.TrimSpace(s) == s && !strings.HasPrefix(s, ".") &&
		!strings.ContainsAny(s, "/#%")
}

func invisible(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar
}

func reservedOnWindows(name string) bool {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	switch stem {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	if len(stem) == 4 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")) {
		return stem[3] >= '1' && stem[3] <= '9'
	}
	return false
}

// pathPart makes the last part of a page's path from its file name or slug:
// spaces become hyphens, letters stay.
func pathPart(name string) string {
	return strings.ReplaceAll(strings.TrimSpace(name), " ", "-")
}

// Twin is the key under which two paths collide on file systems that do not
// tell upper from lower case.
func Twin(path string) string { return strings.ToLower(norm.NFC.String(path)) }

// TitleKey orders German titles: case, umlauts and accents do not matter
// (DIN 5007-1).
func TitleKey(title string) string {
	key := umlauts.Replace(strings.ToLower(title))
	if strings.IndexFunc(key, func(r rune) bool { return r > unicode.MaxASCII }) < 0 {
		return key
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(key))
}

var umlauts = strings.NewReplacer("ä", "a", "ö", "o", "ü", "u", "ß", "ss", "é", "e", "è", "e", "„", "", "“", "", "§ ", "",
	"ø", "o", "æ", "ae", "œ", "oe", "ł", "l")
