package member

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/host"
)

// Paths of the area itself. CallbackPath is where a provider sends browsers back.
const (
	ownPaths     = "/_nachbar/"
	signInPath   = "/_nachbar/anmelden"
	startPath    = "/_nachbar/anmelden/los"
	CallbackPath = "/_nachbar/anmelden/zurueck"
	stylePath    = "/_nachbar/anmelden/seite.css"
	signOutPath  = "/_nachbar/abmelden"
	outPath      = "/_nachbar/abgemeldet"
)

// Area lets members into their audience. Its methods may be called at the same time.
type Area struct {
	opt      Options
	base     string // the path of the area without its last slash
	name     string // its host name, "" if it has a path
	binding  string // what a session belongs to
	now      func() time.Time
	log      *slog.Logger
	pages    *pages
	provider *provider
	limits   *limits
	states   *spent // sign-ins that were answered
	ended    *spent // sessions that were signed out
	same     *http.CrossOriginProtection
}

// Bounds of what is remembered, in entries of about 60 bytes.
const (
	maxStates = 32 << 10 // above what limits let through within FlowTime
	maxEnded  = 128 << 10
)

// New checks options; errors are ErrOptions.
func New(opt Options) (*Area, error) {
	base, name, err := place(opt.At)
	if err != nil {
		return nil, err
	}
	a := &Area{
		opt: opt, base: base, name: name, now: opt.Now, log: opt.Log, limits: newLimits(),
		states: newSpent(maxStates), ended: newSpent(maxEnded), same: http.NewCrossOriginProtection(),
	}
	if a.now == nil {
		a.now = time.Now
	}
	if a.log == nil {
		a.log = slog.New(slog.DiscardHandler)
	}
	switch {
	case opt.Audience == "":
		return nil, problem("no audience")
	case (opt.Login == nil) == (opt.Header == nil):
		return nil, problem("either a provider or a header of a proxy")
	case opt.Header != nil:
		err = opt.Header.check()
	default:
		err = a.checkLogin()
	}
	if err == nil {
		a.pages, err = newPages(opt.Words)
	}
	if err != nil {
		return nil, err
	}
	return a, nil
}

// checkLogin checks how a provider is asked, and binds sessions to that.
func (a *Area) checkLogin() error {
	login := *a.opt.Login
	u, err := origin(login.URL)
	if err != nil {
		return err
	}
	if login.URL = u.String(); a.name != "" && !strings.EqualFold(u.Hostname(), a.name) {
		return problem("%q is not at %s", login.URL, a.name)
	}
	if _, err := secureURL(login.Issuer); err != nil {
		return err
	}
	if login.ClientID == "" {
		return problem("no client id")
	}
	if len(login.Keys) == 0 {
		return problem("no key")
	}
	if err := login.Rule.check(); err != nil {
		return err
	}
	bound, err := json.Marshal([]any{login.URL, login.Issuer, login.ClientID, login.Rule})
	if err != nil {
		return problem("%w", err)
	}
	sum := sha256.Sum256(bound)
	a.binding = hex.EncodeToString(sum[:])
	a.opt.Login = &login
	a.provider = newProvider(&login, a.now)
	return nil
}

// Base is host.Options.MembersBase.
func (a *Area) Base() string { return a.base }

// Wrap is host.Options.Members.
func (a *Area) Wrap(portal http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		known := a.byHeader(r)
		if a.name != "" && !strings.EqualFold(hostname(r.Host), a.name) {
			portal.ServeHTTP(w, r)
			return
		}
		path := r.URL.Path
		switch {
		case strings.HasPrefix(path, ownPaths):
			a.own(w, r, portal)
		case a.base != "" && path == a.base:
			a.pages.redirect(w, (&url.URL{Path: a.base + "/", RawQuery: r.URL.RawQuery}).String())
		case !strings.HasPrefix(path, a.base+"/"):
			portal.ServeHTTP(w, r)
		case !known && !a.signedIn(r):
			a.refuse(w, r)
		default:
			portal.ServeHTTP(w, a.inside(r))
		}
	})
}

// signedIn reports whether a request has a session.
func (a *Area) signedIn(r *http.Request) bool {
	if a.opt.Login == nil {
		return false
	}
	_, _, ok := a.session(r)
	return ok
}

// inside is a request as the tree of the members knows it.
func (a *Area) inside(r *http.Request) *http.Request {
	r = host.WithAudience(r, a.opt.Audience)
	u := *r.URL
	u.Path, u.RawPath = strings.TrimPrefix(u.Path, a.base), ""
	r.URL = &u
	return r
}

// refuse answers who may not read, alike for every path.
func (a *Area) refuse(w http.ResponseWriter, r *http.Request) {
	switch {
	case a.opt.Login != nil && opensPage(r):
		a.pages.redirect(w, signInPath+"?weiter="+url.QueryEscape(a.back(r.URL.RequestURI())))
	default:
		a.pages.show(w, r, http.StatusForbidden, view{Key: "refused"})
	}
}

// opensPage reports whether a browser follows a link, rather than a page asking for
// a part of it.
func opensPage(r *http.Request) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	if mode := r.Header.Get("Sec-Fetch-Mode"); mode != "" {
		return mode == "navigate"
	}
	return strings.Contains(r.Header.Get("Accept"), "text/html")
}

// hostname is a Host without its port.
func hostname(name string) string {
	if i := strings.LastIndexByte(name, ':'); i >= 0 && !strings.HasSuffix(name, "]") {
		name = name[:i]
	}
	return strings.TrimSuffix(name, ".")
}

// same compares two secrets.
func same(a, b string) bool { return a != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
