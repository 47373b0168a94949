package member

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/host"
)

// Bounds of a session and of signing in.
const (
	Lifetime = 8 * time.Hour
	FlowTime = 10 * time.Minute
	// Skew is how far the clock of a provider may be behind or ahead.
	Skew = time.Minute
)

// Options describe a member area: with exactly one of Login and Header.
type Options struct {
	// Audience is what members read.
	Audience string
	// At is the path it is read below, "/mitglieder/", or the host name it has for
	// itself, "mitglieder.example.org".
	At string
	// Login asks an OpenID provider, Header believes a proxy.
	Login  *Login
	Header *Header
	// Proxies are the addresses whose X-Forwarded-For is believed.
	Proxies []netip.Prefix
	// Words returns the words of the pages in "de" and "en".
	Words func(lang string) (host.Words, error)
	// Log gets why somebody was not let in, without who it was; nil logs nothing.
	Log *slog.Logger
	// Now is the clock; nil is that of the system.
	Now func() time.Time
}

// Login is how an OpenID provider is asked.
type Login struct {
	// URL is the origin that browsers see, "https://portal.example.org". The redirect
	// URL to register with the provider is URL + CallbackPath.
	URL string
	// Issuer is the provider's, as its discovery document has it.
	Issuer           string
	ClientID, Secret string // a client without a secret is a public one
	// Scopes are asked for beside "openid".
	Scopes []string
	Rule   Rule
	Keys   Keys
}

// Header is how a proxy says who somebody is.
type Header struct {
	// User is the header that has a value for those who signed in.
	User string
	// From are the addresses of the proxy.
	From []netip.Prefix
	// Groups is a header with groups between commas or semicolons, one of which has to
	// be in Allow; "" lets in everybody who has signed in.
	Groups string
	Allow  []string
}

// ErrOptions is the beginning of every error about Options.
var ErrOptions = errors.New("member area")

// problem is an error about Options.
func problem(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrOptions}, args...)...)
}

// place reads At: a path without its last slash, or a host name.
func place(at string) (base, name string, err error) {
	if !strings.HasPrefix(at, "/") {
		name = strings.ToLower(strings.TrimSuffix(at, "."))
		if u, err := url.Parse("https://" + name); err != nil || name == "" || u.Host != name || u.Port() != "" {
			return "", "", problem("%q is neither a path nor a host name", at)
		}
		return "", name, nil
	}
	base = strings.TrimSuffix(at, "/")
	if base == "" || path.Clean(base) != base || strings.HasPrefix(base, "/_nachbar") || strings.ContainsFunc(base, unfit) {
		return "", "", problem("%q is no path for it", at)
	}
	return base, "", nil
}

// unfit are characters that a path in the options does not need.
func unfit(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`%?#\:"<>`, r) }

// origin checks a URL that has to be an origin. TLS may be missing on this machine
// alone.
func origin(text string) (*url.URL, error) {
	u, err := secureURL(text)
	if err != nil {
		return nil, err
	}
	if u.Path != "" && u.Path != "/" || u.RawQuery != "" {
		return nil, problem("%q has more than scheme and host", text)
	}
	u.Path = ""
	return u, nil
}

// secureURL reads a URL that is not to be read or changed on its way.
func secureURL(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" {
		return nil, problem("%q is no address", text)
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return nil, problem("%q has no https", text)
	}
	return u, nil
}

func loopback(name string) bool {
	ip := net.ParseIP(name)
	return name == "localhost" || ip != nil && ip.IsLoopback()
}

// check finds what is missing in the header mode.
func (h *Header) check() error {
	switch {
	case h.User == "" || !token(h.User) || h.Groups != "" && !token(h.Groups):
		return problem("%q and %q are no names of headers", h.User, h.Groups)
	case reserved[http.CanonicalHeaderKey(h.User)] || reserved[http.CanonicalHeaderKey(h.Groups)]:
		return problem("%q and %q say something else", h.User, h.Groups)
	case len(h.From) == 0:
		return problem("no address of the proxy")
	case (h.Groups == "") != (len(h.Allow) == 0):
		return problem("a header of groups and groups belong together")
	}
	return nil
}

// reserved are headers that every client sends or may send.
var reserved = map[string]bool{
	"Accept": true, "Accept-Encoding": true, "Accept-Language": true, "Authorization": true, "Cookie": true, "Host": true, "Origin": true,
	"Range": true, "Referer": true, "User-Agent": true, "X-Forwarded-For": true, "X-Forwarded-Host": true, "X-Forwarded-Proto": true,
}

// token reports whether text may be the name of a header.
func token(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
}
