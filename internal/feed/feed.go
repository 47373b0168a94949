// Package feed writes what other programs subscribe to or crawl: an Atom feed
// of news (RFC 4287), an iCalendar of events (RFC 5545), the site map
// (sitemaps.org, version 0.9) and robots.txt (RFC 9309).
//
// Every function is pure: values in, bytes out, the same bytes for the same
// values. Nothing reads the clock, so "updated" and DTSTAMP are what the
// caller knows from the content.
//
// Addresses must be absolute, because a feed travels without its page. A site
// that does not know its own address names its entries with URN.
package feed

import (
	"crypto/sha1"
	"fmt"
	"net/url"
)

// URN returns a stable identifier for a name: "urn:uuid:" and the UUID
// version 5 (RFC 9562, 5.5) of the name in the URL name space. Use it as the
// ID of a feed or entry and as UID where no absolute address exists.
func URN(name string) string {
	space := []byte{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}
	sum := sha1.Sum(append(space, name...))
	id := sum[:16]
	id[6] = id[6]&0x0f | 0x50
	id[8] = id[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}

// absolute returns an error unless address has a scheme.
func absolute(what, address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if !u.IsAbs() {
		return fmt.Errorf("%s %q is not an absolute address", what, address)
	}
	return nil
}
