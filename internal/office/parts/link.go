package parts

import (
	"net/url"
	"strings"
	"unicode"
)

// SafeLink reports whether an address may stay in a file that came from a
// stranger: one of the web, of a mailbox or a telephone, or a place in the file
// itself ("#…"). Paths of files and of network drives, scripts and what hides
// its scheme behind blanks are not safe.
func SafeLink(address string) bool {
	if strings.HasPrefix(address, "#") {
		return true
	}
	if strings.ContainsFunc(address, func(r rune) bool { return unicode.IsControl(r) || r == '\\' }) {
		return false
	}
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		return u.Host != ""
	case "mailto", "tel":
		return u.Opaque != ""
	}
	return false
}
