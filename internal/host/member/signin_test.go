package member

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

func TestAMemberSignsInAndReadsTheirTree(t *testing.T) {
	w := newWorld(t, nil)
	b := newBrowser(t, w.portal)
	if got := b.send("GET", portalURL+"/"); got.StatusCode != 200 || strings.Contains(got.Header.Get("Cache-Control"), "private") {
		t.Errorf("public: %d %v", got.StatusCode, got.Header)
	}
	asked := b.send("GET", portalURL+"/mitglieder/nur/?a=b")
	if want := signInPath + "?weiter=" + url.QueryEscape("/mitglieder/nur/?a=b"); asked.StatusCode != 303 || asked.Header.Get("Location") != want {
		t.Fatalf("%d, %q, want %q", asked.StatusCode, asked.Header.Get("Location"), want)
	}
	if got := body(t, b.send("GET", portalURL+asked.Header.Get("Location"))); !strings.Contains(got, "<h1>Anmelden</h1>") || !strings.Contains(got, startPath+"?weiter=%2Fmitglieder%2Fnur%2F%3Fa%3Db") {
		t.Errorf("page for signing in: %s", got)
	}
	in := b.send("GET", b.begin("mona", url.QueryEscape("/mitglieder/nur/?a=b")))
	if in.StatusCode != 303 || in.Header.Get("Location") != "/mitglieder/nur/?a=b" || b.cookies[sessionCookie] == "" || b.cookies[flowCookie] != "" {
		t.Fatalf("%d, %v, %v: %s", in.StatusCode, in.Header, b.cookies, w.log)
	}
	read := b.send("GET", portalURL+"/mitglieder/nur/")
	if read.StatusCode != 200 || read.Header.Get("Cache-Control") != "private, no-cache" || !strings.Contains(read.Header.Get("Vary"), "Cookie") || !strings.Contains(body(t, read), canary) {
		t.Errorf("%d %v", read.StatusCode, read.Header)
	}
	for path, want := range map[string]string{"/mitglieder": "/mitglieder/", "/mitglieder/nur": "/mitglieder/nur/", "/mitglieder/./nur/": "/mitglieder/nur/"} {
		if got := b.send("GET", portalURL+path); got.Header.Get("Location") != want {
			t.Errorf("%s leads to %q", path, got.Header.Get("Location"))
		}
	}
	if got := body(t, b.send("GET", portalURL+"/mitglieder/fehlt/")); !strings.Contains(got, `href="/mitglieder/nur/"`) {
		t.Errorf("links of the page for missing ones: %s", got)
	}
	if got := body(t, b.send("GET", portalURL+"/")); strings.Contains(got, canary) || !strings.Contains(got, "frei") {
		t.Errorf("members read the public portal at its place: %s", got)
	}
	w.clock.turn(Lifetime)
	if got := b.send("GET", portalURL+"/mitglieder/nur/"); got.StatusCode != 303 {
		t.Errorf("after %s: %d", Lifetime, got.StatusCode)
	}
}

func TestGroupsMayComeFromUserInfo(t *testing.T) {
	w := newWorld(t, nil)
	w.issuer.onlyUserInfo = true
	if got := newBrowser(t, w.portal).signIn("mona"); got.StatusCode != 303 {
		t.Errorf("member: %d, %s", got.StatusCode, w.log)
	}
	if got := newBrowser(t, w.portal).signIn("fred"); got.StatusCode != 403 {
		t.Errorf("stranger: %d", got.StatusCode)
	}
}

func TestMailDomainsAreExact(t *testing.T) {
	w := newWorld(t, func(o *Options) {
		o.Login.Scopes = []string{"email"}
		o.Login.Rule = Rule{Claim: "email", Allow: []string{"@muster.example"}}
	})
	b := newBrowser(t, w.portal)
	if got := b.signIn("mona"); got.StatusCode != 303 {
		t.Errorf("member: %d, %s", got.StatusCode, w.log)
	}
	if got := newBrowser(t, w.portal).signIn("fred"); got.StatusCode != 403 || got.Header.Get("Set-Cookie") != "" && strings.Contains(got.Header.Get("Set-Cookie"), sessionCookie+"=") {
		t.Errorf("stranger: %d", got.StatusCode)
	}
}

func TestNobodyIsNamedInLogsOrCookies(t *testing.T) {
	w := newWorld(t, nil)
	b := newBrowser(t, w.portal)
	b.signIn("mona")
	b.send("GET", portalURL+"/mitglieder/")
	newBrowser(t, w.portal).signIn("fred")
	data, ok := w.area.opt.Login.Keys.open(b.cookies[sessionCookie], w.area.purpose("session"))
	if !ok || string(data[8:]) != "mitglieder" || len(data) != 8+len("mitglieder") {
		t.Errorf("a session holds %q", data)
	}
	if !strings.Contains(w.log.String(), "not a member") {
		t.Errorf("the log does not say that somebody was refused: %s", w.log)
	}
	for _, secret := range []string{"mona", "Mona", "Muster", "m-1", "fred", "f-1", "fremd", clientSecret, "192.0.2"} {
		if strings.Contains(w.log.String()+w.access.String(), secret) {
			t.Errorf("the log says %q", secret)
		}
	}
}

// tampers are answers of a provider that must not let anybody in.
var tampers = map[string]func(p *localProvider, c map[string]any) string{
	"other nonce":    func(p *localProvider, c map[string]any) string { c["nonce"] = "anders"; return p.sign(c) },
	"no nonce":       func(p *localProvider, c map[string]any) string { delete(c, "nonce"); return p.sign(c) },
	"other audience": func(p *localProvider, c map[string]any) string { c["aud"] = "other"; return p.sign(c) },
	"several without azp": func(p *localProvider, c map[string]any) string {
		c["aud"] = []string{clientID, "other"}
		delete(c, "azp")
		return p.sign(c)
	},
	"other azp":    func(p *localProvider, c map[string]any) string { c["azp"] = "other"; return p.sign(c) },
	"other issuer": func(p *localProvider, c map[string]any) string { c["iss"] = "https://evil.example"; return p.sign(c) },
	"expired": func(p *localProvider, c map[string]any) string {
		c["exp"] = time.Now().Add(-2 * Skew).Unix()
		return p.sign(c)
	},
	"no expiry": func(p *localProvider, c map[string]any) string { delete(c, "exp"); return p.sign(c) },
	"from the future": func(p *localProvider, c map[string]any) string {
		c["iat"] = time.Now().Add(time.Hour).Unix()
		return p.sign(c)
	},
	"not yet good": func(p *localProvider, c map[string]any) string {
		c["nbf"] = time.Now().Add(time.Hour).Unix()
		return p.sign(c)
	},
	"algorithm none": func(p *localProvider, c map[string]any) string {
		_, rest, _ := strings.Cut(p.sign(c), ".")
		claims, _, _ := strings.Cut(rest, ".")
		return base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`)) + "." + claims + "."
	},
	"signed with the client's secret": func(p *localProvider, c map[string]any) string {
		return signWith(jose.HS256, []byte(clientSecret+clientSecret), c)
	},
	"key of a stranger": func(p *localProvider, c map[string]any) string {
		return signWith(jose.RS256, jose.JSONWebKey{Key: strangerKey(), KeyID: p.keyID()}, c)
	},
	"unknown key": func(p *localProvider, c map[string]any) string {
		return signWith(jose.RS256, jose.JSONWebKey{Key: strangerKey(), KeyID: "neu"}, c)
	},
	"own key in the header": func(p *localProvider, c map[string]any) string {
		return embedded(c)
	},
	"changed claims": func(p *localProvider, c map[string]any) string {
		parts := strings.Split(p.sign(c), ".")
		parts[1] = base64.RawURLEncoding.EncodeToString([]byte(`{"groups":["mitglieder"]}`))
		return strings.Join(parts, ".")
	},
	"no token": func(*localProvider, map[string]any) string { return "" },
	"no JWT":   func(*localProvider, map[string]any) string { return "a.b.c" },
}

// embedded is a token that brings the key it is signed with.
func embedded(c map[string]any) string {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: strangerKey()}, &jose.SignerOptions{EmbedJWK: true})
	if err != nil {
		return ""
	}
	signed, err := signer.Sign([]byte(`{"iss":"` + c["iss"].(string) + `"}`))
	if err != nil {
		return ""
	}
	text, err := signed.CompactSerialize()
	if err != nil {
		return ""
	}
	return text
}

func TestTokensThatAreNotForUsAreRefused(t *testing.T) {
	w := newWorld(t, nil)
	n := 0
	try := func(name string, tamper func(p *localProvider, c map[string]any) string) (*browser, *http.Response) {
		w.issuer.set(func(p *localProvider) { p.tamper = tamper })
		b := newBrowser(t, w.portal)
		n++
		b.addr = "[2001:db8:" + string(rune('a'+n%6)) + string(rune('a'+n/6)) + "::1]:1"
		return b, b.signIn("mona")
	}
	for name, tamper := range tampers {
		if b, got := try(name, tamper); got.StatusCode != 400 || b.cookies[sessionCookie] != "" {
			t.Errorf("%s: %d, %v", name, got.StatusCode, b.cookies)
		}
	}
	for name, tamper := range map[string]func(p *localProvider, c map[string]any) string{
		"as it was": func(p *localProvider, c map[string]any) string { return p.sign(c) },
		"clock half a minute ahead of the provider's": func(p *localProvider, c map[string]any) string {
			c["exp"] = time.Now().Add(-Skew / 2).Unix()
			return p.sign(c)
		},
	} {
		if _, got := try(name, tamper); got.StatusCode != 303 {
			t.Errorf("%s: %d, %s", name, got.StatusCode, w.log)
		}
	}
}

func TestAnswersThatWereNotAskedForAreRefused(t *testing.T) {
	w := newWorld(t, nil)
	mona, other := newBrowser(t, w.portal), newBrowser(t, w.portal)
	back := mona.begin("mona", "/mitglieder/")
	refused := func(what string, b *browser, target string) {
		t.Helper()
		defer w.clock.turn(3 * time.Second) // this is not about asking too often
		if got := b.send("GET", target); got.StatusCode != 400 || b.cookies[sessionCookie] != "" {
			t.Errorf("%s: %d", what, got.StatusCode)
		}
	}
	refused("no sign-in was begun", other, back)
	other.begin("fred", "/mitglieder/")
	refused("state of another browser", other, back)
	refused("no state", mona, portalURL+CallbackPath+"?code=x")
	refused("two states", mona, back+"&state=x")
	if w.issuer.codes != 0 {
		t.Errorf("%d codes were sent to the provider although no state matched", w.issuer.codes)
	}
	kept := mona.cookies[flowCookie]
	if got := mona.send("GET", back); got.StatusCode != 303 {
		t.Fatalf("%d, %s", got.StatusCode, w.log)
	}
	again := newBrowser(t, w.portal)
	again.cookies[flowCookie] = kept
	codes := w.issuer.codes
	refused("the same answer again", again, back)
	if w.issuer.codes != codes {
		t.Error("a code was sent twice")
	}
	// The code of one sign-in with the state of another: PKCE and the provider's own memory.
	u, _ := url.Parse(again.begin("fred", "/mitglieder/"))
	fresh, _ := url.Parse(other.begin("mona", "/mitglieder/"))
	q := u.Query()
	q.Set("code", fresh.Query().Get("code"))
	u.RawQuery = q.Encode()
	refused("code of another sign-in", again, u.String())
	used, _ := url.Parse(back)
	u, _ = url.Parse(again.begin("fred", "/mitglieder/"))
	q = u.Query()
	q.Set("code", used.Query().Get("code"))
	u.RawQuery = q.Encode()
	refused("used code", again, u.String())
	late := again.begin("mona", "/mitglieder/")
	w.clock.turn(FlowTime)
	refused("too late", again, late)
	w.issuer.set(func(p *localProvider) { p.extra = "&iss=https%3A%2F%2Fevil.example" })
	refused("answer of another provider", again, again.begin("mona", "/mitglieder/"))
	w.issuer.set(func(p *localProvider) { p.extra = "" })
	again.begin("mona", "/mitglieder/")
	f, _ := w.area.flow(requestWith(again.cookies))
	refused("cancelled", again, portalURL+CallbackPath+"?error=access_denied&error_description=mona&state="+f.State)
}

func TestWithoutTheProviderThePublicPortalStays(t *testing.T) {
	w := newWorld(t, nil)
	w.issuer.set(func(p *localProvider) { p.down = true })
	b := newBrowser(t, w.portal)
	for range 3 {
		got := b.send("GET", portalURL+startPath)
		if text := body(t, got); got.StatusCode != 503 || got.Header.Get("Retry-After") == "" || !strings.Contains(text, "Der Anmeldedienst antwortet nicht") {
			t.Errorf("%d %s", got.StatusCode, text)
		}
	}
	if got := b.send("GET", portalURL+"/"); got.StatusCode != 200 {
		t.Errorf("public: %d", got.StatusCode)
	}
	w.issuer.set(func(p *localProvider) { p.down = false })
	if got := b.send("GET", portalURL+startPath); got.StatusCode != 503 {
		t.Errorf("asked again at once: %d", got.StatusCode)
	}
	w.clock.turn(askAgain)
	if got := b.signIn("mona"); got.StatusCode != 303 {
		t.Errorf("after %s: %d, %s", askAgain, got.StatusCode, w.log)
	}
	back := b.begin("mona", "/mitglieder/")
	w.issuer.set(func(p *localProvider) { p.down = true })
	if got := b.send("GET", back); got.StatusCode != 503 {
		t.Errorf("down while somebody was there: %d", got.StatusCode)
	}
	if got := b.send("GET", portalURL+"/mitglieder/"); got.StatusCode != 200 {
		t.Errorf("who is signed in is sent away: %d", got.StatusCode)
	}
}

func TestWhoAsksTooOftenWaitsAndOthersDoNot(t *testing.T) {
	w := newWorld(t, nil)
	b := newBrowser(t, w.portal)
	for i := range eachBurst + 1 {
		got := b.send("GET", portalURL+CallbackPath+"?state=x&code=y")
		if want := map[bool]int{true: 400, false: 429}[i < eachBurst]; got.StatusCode != want {
			t.Errorf("request %d: %d", i+1, got.StatusCode)
		}
	}
	other := newBrowser(t, w.portal)
	other.addr = "192.0.2.8:1"
	if got := other.signIn("mona"); got.StatusCode != 303 {
		t.Errorf("somebody else: %d", got.StatusCode)
	}
	w.clock.turn(2 * time.Second)
	if got := b.send("GET", portalURL+CallbackPath+"?state=x&code=y"); got.StatusCode != 400 {
		t.Errorf("later: %d", got.StatusCode)
	}
}
