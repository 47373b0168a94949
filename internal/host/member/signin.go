package member

import (
	"crypto/sha256"
	"errors"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/oauth2"

	"github.com/kaaw/nachbar/internal/search/searchhttp"
)

// own answers what lies below /_nachbar/; what is not ours is the portal's.
func (a *Area) own(w http.ResponseWriter, r *http.Request, portal http.Handler) {
	if r.URL.Path == stylePath {
		a.pages.style(w, r)
		return
	}
	if a.opt.Login == nil {
		portal.ServeHTTP(w, r)
		return
	}
	reads := r.Method == http.MethodGet || r.Method == http.MethodHead
	switch path := r.URL.Path; {
	case path == signOutPath && r.Method == http.MethodPost:
		a.signOut(w, r)
	case path != signInPath && path != startPath && path != CallbackPath && path != signOutPath && path != outPath:
		portal.ServeHTTP(w, r)
	case !reads:
		w.Header().Set("Allow", "GET, HEAD")
		a.pages.show(w, r, http.StatusMethodNotAllowed, view{Key: "failed", Link: signInPath, Label: "again"})
	case path == signInPath:
		a.signIn(w, r)
	case path == startPath:
		a.start(w, r)
	case path == CallbackPath:
		a.callback(w, r)
	case path == signOutPath:
		a.signOutPage(w, r)
	default:
		a.pages.show(w, r, http.StatusOK, view{Key: "out", Link: a.home(), Label: "home", More: a.provider.signOutURL(), MoreLabel: "out-everywhere"})
	}
}

// signIn shows the page for signing in, or that somebody is signed in.
func (a *Area) signIn(w http.ResponseWriter, r *http.Request) {
	to := a.back(r.URL.Query().Get("weiter"))
	if a.signedIn(r) {
		a.pages.show(w, r, http.StatusOK, view{Key: "in", Link: to, Label: "area", Form: signOutPath, Button: "sign-out"})
		return
	}
	a.pages.show(w, r, http.StatusOK, view{Key: "sign-in", Link: startPath + "?weiter=" + url.QueryEscape(to), Label: "sign-in", More: a.home(), MoreLabel: "home"})
}

// home is the public start page; an area with a host name of its own has none here.
func (a *Area) home() string {
	if a.name != "" {
		return ""
	}
	return "/"
}

// start sends somebody to the provider.
func (a *Area) start(w http.ResponseWriter, r *http.Request) {
	if !a.allowed(w, r) {
		return
	}
	c, err := a.provider.get(r.Context())
	if err != nil {
		a.unreachable(w, r, err)
		return
	}
	f := flow{
		State: oauth2.GenerateVerifier(), Nonce: oauth2.GenerateVerifier(), Verifier: oauth2.GenerateVerifier(),
		To: a.back(r.URL.Query().Get("weiter")), Until: a.now().Add(FlowTime).Unix(),
	}
	http.SetCookie(w, a.newFlow(f))
	a.pages.redirect(w, c.config.AuthCodeURL(f.State, oauth2.S256ChallengeOption(f.Verifier), oauth2.SetAuthURLParam("nonce", f.Nonce)))
}

// callback takes the answer of the provider. A sign-in is answered once, whatever
// comes of it.
func (a *Area) callback(w http.ResponseWriter, r *http.Request) {
	if !a.allowed(w, r) {
		return
	}
	query := r.URL.Query()
	f, ok := a.flow(r)
	if !ok || !same(query.Get("state"), f.State) || len(query["state"]) != 1 || len(query["code"]) > 1 {
		a.failed(w, r, "state does not match")
		return
	}
	http.SetCookie(w, cookie(flowCookie, "", 0))
	if !a.states.add(sha256.Sum256([]byte(f.State)), time.Unix(f.Until, 0), a.now()) {
		a.failed(w, r, "answered before")
		return
	}
	c, err := a.provider.get(r.Context())
	if err != nil {
		a.unreachable(w, r, err)
		return
	}
	if iss := query.Get("iss"); iss != "" && iss != a.opt.Login.Issuer || iss == "" && c.answers {
		a.failed(w, r, "answer of another provider")
		return
	}
	if query.Get("code") == "" {
		a.failed(w, r, "provider refused")
		return
	}
	a.admit(w, r, c, f, query.Get("code"))
}

// admit lets somebody in who is a member.
func (a *Area) admit(w http.ResponseWriter, r *http.Request, c *connection, f flow, code string) {
	claims, err := a.provider.claims(r.Context(), c, f, code)
	switch {
	case errors.Is(err, errUnreachable):
		a.unreachable(w, r, err)
	case err != nil:
		a.failed(w, r, err.Error())
	case !a.opt.Login.Rule.allows(claims):
		a.log.Info("sign-in refused", "why", "not a member")
		a.pages.show(w, r, http.StatusForbidden, view{Key: "stranger", Link: a.home(), Label: "home", More: a.provider.signOutURL(), MoreLabel: "other-account"})
	default:
		http.SetCookie(w, a.newSession())
		a.pages.redirect(w, a.back(f.To))
	}
}

// allowed bounds how often an address signs in.
func (a *Area) allowed(w http.ResponseWriter, r *http.Request) bool {
	if a.limits.allow(searchhttp.ClientOf(r, a.opt.Proxies), a.now()) {
		return true
	}
	w.Header().Set("Retry-After", "10")
	a.pages.show(w, r, http.StatusTooManyRequests, view{Key: "busy", Link: signInPath, Label: "again"})
	return false
}

func (a *Area) failed(w http.ResponseWriter, r *http.Request, why string) {
	a.log.Info("sign-in refused", "why", why)
	a.pages.show(w, r, http.StatusBadRequest, view{Key: "failed", Link: signInPath, Label: "again", More: a.home(), MoreLabel: "home"})
}

func (a *Area) unreachable(w http.ResponseWriter, r *http.Request, err error) {
	a.log.Warn("sign-in not possible", "error", err)
	w.Header().Set("Retry-After", "30")
	a.pages.show(w, r, http.StatusServiceUnavailable, view{Key: "unreachable", Link: signInPath, Label: "again", More: a.home(), MoreLabel: "home"})
}

// signOutPage asks before it ends a session, for links are followed by others too.
func (a *Area) signOutPage(w http.ResponseWriter, r *http.Request) {
	if !a.signedIn(r) {
		a.pages.redirect(w, outPath)
		return
	}
	a.pages.show(w, r, http.StatusOK, view{Key: "sign-out", Link: a.base + "/", Label: "area", Form: signOutPath, Button: "sign-out"})
}

// signOut ends the session here and everywhere that has a copy of its cookie, and
// has the browser forget the pages it keeps. Other sites cannot do that to somebody.
func (a *Area) signOut(w http.ResponseWriter, r *http.Request) {
	if err := a.same.Check(r); err != nil {
		a.log.Info("sign-out refused", "why", "asked by another site")
		a.pages.show(w, r, http.StatusForbidden, view{Key: "failed", Link: signOutPath, Label: "again"})
		return
	}
	if value, until, ok := a.session(r); ok {
		a.ended.add(sha256.Sum256([]byte(value)), until, a.now())
	}
	http.SetCookie(w, cookie(sessionCookie, "", 0))
	http.SetCookie(w, cookie(flowCookie, "", 0))
	w.Header().Set("Clear-Site-Data", `"cache"`)
	a.pages.redirect(w, outPath)
}
