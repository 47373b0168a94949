package member

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestKeysAreReplacedWithoutSigningAnybodyOut(t *testing.T) {
	old, both, after := keys(t, keyOne), keys(t, "# neu\n"+keyTwo+"\n\n"+keyOne+"\n"), keys(t, keyTwo)
	before, now := old.seal([]byte("x"), "p"), both.seal([]byte("x"), "p")
	for what, c := range map[string]struct {
		keys Keys
		text string
		want bool
	}{
		"old cookie, both keys": {both, before, true}, "new cookie, both keys": {both, now, true},
		"new cookie, new key": {after, now, true}, "old cookie, new key": {after, before, false}, "new cookie, old key": {old, now, false},
	} {
		if _, ok := c.keys.open(c.text, "p"); ok != c.want {
			t.Errorf("%s: %t", what, ok)
		}
	}
	if _, ok := old.open(before, "q"); ok {
		t.Error("opened for another purpose")
	}
}

func TestWeakOrManyKeysAreRefusedWithoutBeingRepeated(t *testing.T) {
	for _, text := range []string{
		"", "# nichts", "geheim", keyOne[:62], keyOne + "00", strings.Repeat("00", 32), strings.Repeat("ab", 32),
		keyOne + "\n" + keyOne, keyOne + "\n" + keyTwo + "\n" + strings.Repeat("0123456789abcdef", 4), "x" + keyOne[1:],
	} {
		k, err := ReadKeys(text)
		if err == nil {
			t.Errorf("%q gives %d keys", text, len(k))
		} else if len(text) > 8 && strings.Contains(err.Error(), text[:8]) {
			t.Errorf("the error has the key: %v", err)
		}
	}
}

func TestOneBitOfACookieIsTooMuch(t *testing.T) {
	k := keys(t, keyOne)
	good := k.seal([]byte("12345678mitglieder"), "p")
	for i := range good {
		for bit := range 8 {
			b := []byte(good)
			if b[i] ^= 1 << bit; bit < 8 {
				if _, ok := k.open(string(b), "p"); ok {
					t.Fatalf("byte %d, bit %d", i, bit)
				}
			}
		}
	}
}

func FuzzForgedCookiesStayClosed(f *testing.F) {
	k, err := ReadKeys(keyOne)
	if err != nil {
		f.Fatal(err)
	}
	nonce := make([]byte, k[0].NonceSize()) // the same in every process
	good := base64.RawURLEncoding.EncodeToString(k[0].Seal(nonce, nonce, []byte("12345678mitglieder"), []byte("nachbar member 1 session ")))
	if _, ok := k.open(good, "nachbar member 1 session "); !ok {
		f.Fatal("what was sealed does not open")
	}
	for _, seed := range []string{"", good, good[:20], good + "=", good + "\n", strings.ToUpper(good), "AAAA", strings.Repeat("A", 60), "_-_-"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if data, ok := k.open(text, "nachbar member 1 session "); ok && text != good {
			t.Errorf("%q opens to %q", text, data)
		}
	})
}

func FuzzTheWayBackStaysInTheArea(f *testing.F) {
	for _, seed := range []string{
		"/mitglieder/", "/mitglieder/a/?q=1", "//evil.example/mitglieder/", "https://evil.example/mitglieder/", `/\evil.example`, "/mitglieder/../", "/mitglieder//evil",
		"/mitglieder/%2e%2e/", "/mitglieder/%5c%5cevil", "javascript:alert(1)", "/", "", "/mitgliederx/", "/mitglieder/#x", "/mitglieder/\r\nSet-Cookie: x", "/%2Fevil.example", "/_nachbar/abmelden",
	} {
		f.Add(seed)
	}
	areas := []*Area{{base: "/mitglieder"}, {base: "", name: "mitglieder.example"}}
	f.Fuzz(func(t *testing.T, text string) {
		for _, a := range areas {
			got := a.back(text)
			u, err := url.Parse("https://portal.example")
			if err != nil {
				t.Fatal(err)
			}
			to, err := u.Parse(got)
			if err != nil || to.Host != "portal.example" || to.Scheme != "https" || !strings.HasPrefix(to.Path, a.base+"/") ||
				strings.HasPrefix(got, "//") || strings.ContainsAny(got, "\r\n\\\t ") || strings.HasPrefix(to.Path, ownPaths) {
				t.Errorf("%q leads to %q", text, got)
			}
		}
	})
}

func TestTheWayBackKeepsWhereSomebodyWanted(t *testing.T) {
	a := &Area{base: "/mitglieder"}
	for asked, want := range map[string]string{
		"/mitglieder/a/": "/mitglieder/a/", "/mitglieder/suche/?q=not+fall&x=%2F": "/mitglieder/suche/?q=not+fall&x=%2F", "/mitglieder/%C3%A4.pdf": "/mitglieder/%C3%A4.pdf",
		"/oeffentlich/": "/mitglieder/", "//x.example/mitglieder/": "/mitglieder/", "/mitglieder/" + strings.Repeat("a", 2000): "/mitglieder/",
	} {
		if got := a.back(asked); got != want {
			t.Errorf("%.60q leads to %q, want %q", asked, got, want)
		}
	}
}

func TestSigningOutEndsEveryCopyOfASession(t *testing.T) {
	w := newWorld(t, nil)
	b, thief := newBrowser(t, w.portal), newBrowser(t, w.portal)
	b.signIn("mona")
	thief.cookies[sessionCookie] = b.cookies[sessionCookie]
	if got := body(t, b.send("GET", portalURL+signOutPath)); !strings.Contains(got, `<form method="post" action="/_nachbar/abmelden">`) {
		t.Errorf("page for signing out: %s", got)
	}
	for name, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"} {
		b.header.Set(name, value)
		if got := b.send("POST", portalURL+signOutPath); got.StatusCode != 403 || b.cookies[sessionCookie] == "" {
			t.Errorf("another site signs somebody out (%s): %d", name, got.StatusCode)
		}
		b.header.Del(name)
	}
	b.header.Set("Sec-Fetch-Site", "same-origin")
	if got := b.send("POST", portalURL+signOutPath); got.StatusCode != 303 || got.Header.Get("Location") != outPath || got.Header.Get("Clear-Site-Data") != `"cache"` || len(b.cookies) != 0 {
		t.Errorf("%d %v %v", got.StatusCode, got.Header, b.cookies)
	}
	for who, x := range map[string]*browser{"they": b, "a copy": thief} {
		if got := x.send("GET", portalURL+"/mitglieder/"); got.StatusCode != 303 {
			t.Errorf("%s reads on: %d", who, got.StatusCode)
		}
	}
	got := body(t, b.send("GET", portalURL+outPath))
	if !strings.Contains(got, w.issuer.URL+"/end_session?client_id=portal&amp;post_logout_redirect_uri=https%3A%2F%2Fportal.example%2F") {
		t.Errorf("no way to sign out at the provider: %s", got)
	}
}

func TestOptionsThatCannotBeMeantAreRefused(t *testing.T) {
	for what, change := range map[string]func(*Options){
		"no audience":    func(o *Options) { o.Audience = "" },
		"no place":       func(o *Options) { o.At = "" },
		"the root":       func(o *Options) { o.At = "/" },
		"a way up":       func(o *Options) { o.At = "/a/../b/" },
		"own paths":      func(o *Options) { o.At = "/_nachbar/x/" },
		"a port":         func(o *Options) { o.At = "mitglieder.example:80" },
		"another host":   func(o *Options) { o.At = "mitglieder.example" },
		"two ways":       func(o *Options) { o.Header = &Header{User: "X-Remote-User"} },
		"no way":         func(o *Options) { o.Login = nil },
		"plain portal":   func(o *Options) { o.Login.URL = "http://portal.example" },
		"plain provider": func(o *Options) { o.Login.Issuer = "http://login.example" },
		"no provider":    func(o *Options) { o.Login.Issuer = "" },
		"no client":      func(o *Options) { o.Login.ClientID = "" },
		"no key":         func(o *Options) { o.Login.Keys = nil },
		"no rule":        func(o *Options) { o.Login.Rule = Rule{} },
		"no claim":       func(o *Options) { o.Login.Rule.Claim = "" },
		"all and some":   func(o *Options) { o.Login.Rule.Allow = []string{"*", "x"} },
		"a bare domain":  func(o *Options) { o.Login.Rule = Rule{"email", []string{"muster.example"}} },
		"proxy unknown":  func(o *Options) { o.Login, o.Header = nil, &Header{User: "X-Remote-User"} },
		"groups of none": func(o *Options) {
			o.Login, o.Header = nil, &Header{User: "X-Remote-User", From: anywhere, Allow: []string{"x"}}
		},
		"header of all":    func(o *Options) { o.Login, o.Header = nil, &Header{User: "user-agent", From: anywhere} },
		"no header at all": func(o *Options) { o.Login, o.Header = nil, &Header{User: "X Y", From: anywhere} },
	} {
		opt := options(t, "https://login.example")
		change(&opt)
		if _, err := New(opt); err == nil {
			t.Errorf("%s: no error", what)
		}
	}
	if _, err := New(options(t, "https://login.example")); err != nil {
		t.Error(err)
	}
}

func TestRulesAreExact(t *testing.T) {
	mail := func(address string, verified any) map[string]any {
		return map[string]any{"email": address, "email_verified": verified}
	}
	for _, c := range []struct {
		claim, allow string
		claims       map[string]any
		want         bool
	}{
		{"groups", "kaaw", map[string]any{"groups": []any{"x", "kaaw"}}, true},
		{"groups", "kaaw", map[string]any{"groups": "kaaw"}, true},
		{"groups", "kaaw", map[string]any{"groups": []any{"kaaw2", "Kaaw", " kaaw", 1, nil}}, false},
		{"groups", "kaaw", map[string]any{"groups": map[string]any{"kaaw": true}}, false},
		{"groups", "kaaw", nil, false},
		{"realm_access.roles", "kaaw", map[string]any{"realm_access": map[string]any{"roles": []any{"kaaw"}}}, true},
		{"realm_access.roles", "kaaw", map[string]any{"realm_access": []any{"kaaw"}}, false},
		{"https://x.example/groups", "kaaw", map[string]any{"https://x.example/groups": []any{"kaaw"}}, true},
		{"email", "@muster.example", mail("A.b@Muster.Example", true), true},
		{"email", "@muster.example", mail("a@muster.example", "true"), true},
		{"email", "@muster.example", mail("a@muster.example", false), false},
		{"email", "@muster.example", mail("a@muster.example", nil), false},
		{"email", "@muster.example", mail("a@sub.muster.example", true), false},
		{"email", "@muster.example", mail("a@muster.example.evil.example", true), false},
		{"email", "@muster.example", mail("a@evil.example@muster.example", true), false},
		{"email", "@muster.example", mail("@muster.example", true), false},
		{"email", "@muster.example", mail("a@mu\u017fter.example", true), false},
		{"email", "a@muster.example", mail("a@muster.example", true), true},
		{"email", "a@muster.example", mail("b@muster.example", true), false},
		{"", "*", nil, true},
	} {
		rule := Rule{c.claim, []string{c.allow}}
		if err := rule.check(); err != nil {
			t.Error(err)
		}
		if got := rule.allows(c.claims); got != c.want {
			t.Errorf("%v of %v: %t", rule, c.claims, got)
		}
	}
}

func TestPagesAreInTheReadersLanguageAndTakeNothingFromElsewhere(t *testing.T) {
	w := newWorld(t, nil)
	for lang, want := range map[string]string{"": "Anmelden", "de-DE,en": "Anmelden", "en-GB,de": "Sign in"} {
		got := body(t, ask(w.portal, "GET", signInPath, http.Header{"Accept-Language": {lang}}))
		if !strings.Contains(got, "<h1>"+want+"</h1>") || strings.Contains(got, "host.member") || strings.Contains(got, "<script") || strings.Contains(got, "style=") {
			t.Errorf("%q: %s", lang, got)
		}
	}
	got := ask(w.portal, "GET", stylePath, nil)
	if got.StatusCode != 200 || got.Header.Get("Content-Type") != "text/css; charset=utf-8" || strings.Contains(body(t, got), "url(") {
		t.Errorf("style sheet: %d %v", got.StatusCode, got.Header)
	}
	if got := ask(w.portal, "GET", signInPath, nil).Header; got.Get("Cache-Control") != "no-store" || !strings.Contains(got.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("%v", got)
	}
	if got := ask(w.portal, "POST", signInPath, nil); got.StatusCode != 405 || got.Header.Get("Allow") == "" {
		t.Errorf("POST: %d", got.StatusCode)
	}
}
