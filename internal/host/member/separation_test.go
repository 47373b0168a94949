package member

import (
	"crypto/sha256"
	"encoding/binary"
	"io"
	"maps"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// everyPath are the paths of all files and folders of the member tree, some that
// are not there, and some that look like a way around.
func everyPath() []string {
	all := []string{"", "fehlt/", "fehlt.pdf", "api/suche?q=Kanarienvogel", "suche/?q=x", "nur", "../mitglieder/nur/", "./nur/", "/nur/", "%6eur/", "pruefsummen.txt", "_nachbar/health"}
	for name := range memberFiles() {
		all = append(all, (&url.URL{Path: name}).EscapedPath())
		all = append(all, strings.TrimSuffix(name, "index.html"))
	}
	for i := range all {
		all[i] = "/mitglieder/" + (&url.URL{Path: strings.SplitN(all[i], "?", 2)[0]}).EscapedPath()
	}
	return append(all, "/mitglieder/api/suche?q=Kanarienvogel", "/mitglieder/suche/?q=Kanarienvogel", "/mitglieder/nur%2Fanlage.pdf")
}

// noSessions are cookies that are no session, by what is wrong with them.
func noSessions(t testing.TB, w *world) map[string][]string {
	t.Helper()
	good := w.area.newSession().Value
	seal := func(k Keys, purpose, audience string, until time.Time) string {
		return k.seal(append(binary.BigEndian.AppendUint64(nil, uint64(until.Unix())), audience...), purpose)
	}
	soon, purpose := w.clock.now().Add(time.Hour), w.area.purpose("session")
	other := *w.area
	other.binding = "andere Regel"
	forged := []byte(good)
	forged[len(forged)/2] ^= 1
	ended := w.area.newSession().Value
	w.area.ended.add(sha256.Sum256([]byte(ended)), soon, w.clock.now())
	k := w.area.opt.Login.Keys
	return map[string][]string{
		"none": nil, "empty": {""}, "text": {"admin"}, "forged": {string(forged)}, "cut": {good[:len(good)-3]}, "longer": {good + "A"},
		"expired":         {seal(k, purpose, "mitglieder", w.clock.now())},
		"of years":        {seal(k, purpose, "mitglieder", w.clock.now().Add(10000*time.Hour))},
		"other audience":  {seal(k, purpose, "vorstand", soon)},
		"public audience": {seal(k, purpose, "oeffentlich", soon)},
		"no audience":     {seal(k, purpose, "", soon)},
		"other key":       {seal(keys(t, keyTwo), purpose, "mitglieder", soon)},
		"other settings":  {seal(k, other.purpose("session"), "mitglieder", soon)},
		"a sign-in":       {w.area.newFlow(flow{State: "s", Nonce: "n", Verifier: "v", Until: soon.Unix()}).Value},
		"two":             {good, good},
		"signed out":      {ended},
		"huge":            {strings.Repeat("A", 10000)},
	}
}

func TestNoByteOfMembersWithoutASession(t *testing.T) {
	w := newWorld(t, nil)
	b := newBrowser(t, w.portal)
	b.cookies[sessionCookie] = w.area.newSession().Value
	tag := b.send("GET", portalURL+"/mitglieder/nur/anlage.pdf").Header.Get("Etag")
	if tag == "" {
		t.Fatal("members read nothing")
	}
	paths, baseline, tried := everyPath(), map[string]string{}, 0
	for what, cookies := range noSessions(t, w) {
		for _, path := range paths {
			for kind, header := range map[string]http.Header{
				"page":   {"Accept": {"text/html"}, "Sec-Fetch-Mode": {"navigate"}},
				"part":   {"Accept": {"*/*"}, "Sec-Fetch-Mode": {"no-cors"}},
				"known":  {"If-None-Match": {tag, "*"}},
				"range":  {"Range": {"bytes=0-3"}},
				"packed": {"Accept-Encoding": {"br, gzip"}, "X-Remote-User": {"mona"}, "X-Forwarded-For": {"127.0.0.1"}},
			} {
				tried++
				header = header.Clone()
				for _, c := range cookies {
					header.Add("Cookie", sessionCookie+"="+c)
				}
				got := ask(w.portal, "GET", path, header)
				answer := seen(t, got, path)
				if baseline[kind] == "" {
					baseline[kind] = answer
				}
				if answer != baseline[kind] {
					t.Fatalf("%s, %s, %s: %s\nelsewhere %s", what, kind, path, answer, baseline[kind])
				}
			}
		}
	}
	for kind, answer := range baseline {
		if strings.Contains(answer, canary) || strings.Contains(answer, "Etag") || strings.Contains(answer, "Last-Modified") || !strings.Contains(answer, "no-store") {
			t.Errorf("%s: %s", kind, answer)
		}
	}
	for _, method := range []string{"HEAD", "POST", "PUT", "OPTIONS", "TRACE"} {
		for _, path := range paths {
			if got := ask(w.portal, method, path, nil); got.StatusCode != 403 || strings.Contains(body(t, got), canary) {
				t.Errorf("%s %s: %d", method, path, got.StatusCode)
			}
		}
	}
	t.Logf("%d requests, %d paths", tried, len(paths))
}

// seen is all that somebody learns from an answer but the path they asked for.
func seen(t testing.TB, got *http.Response, path string) string {
	t.Helper()
	if to := got.Header.Get("Location"); to != "" {
		u, err := url.Parse(to)
		if err != nil || u.Path != signInPath || !strings.HasPrefix(u.Query().Get("weiter"), "/mitglieder/") {
			t.Fatalf("%s leads to %q", path, to)
		}
		got.Header.Set("Location", signInPath)
	}
	var out strings.Builder
	out.WriteString(got.Status)
	for _, name := range slices.Sorted(maps.Keys(got.Header)) {
		out.WriteString("\n" + name + ": " + strings.Join(got.Header[name], " | "))
	}
	return out.String() + "\n\n" + body(t, got)
}

func TestThePublicTreeHasNoWayIntoTheOther(t *testing.T) {
	w := newWorld(t, nil)
	session := http.Header{"Cookie": {sessionCookie + "=" + w.area.newSession().Value}}
	for name := range memberFiles() {
		if _, public := publicFiles()[name]; public {
			continue
		}
		for _, prefix := range []string{"/", "//mitglieder/", "/x/../mitglieder/", "/Mitglieder/", "/mitglieder%2F../mitglieder;/"} {
			u, err := url.ParseRequestURI("http://portal.example" + prefix + (&url.URL{Path: name}).EscapedPath())
			if err != nil {
				continue
			}
			for _, header := range []http.Header{{}, session} {
				got := ask(w.portal, "GET", u.RequestURI(), header)
				if text := body(t, got); got.StatusCode == 200 || strings.Contains(text, canary) && !strings.HasPrefix(u.Path, "/mitglieder/") {
					t.Errorf("%s: %d %s", u, got.StatusCode, text)
				}
			}
		}
	}
}

func TestAnAreaWithAHostNameIsNowhereElse(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.At, o.Login.URL = "mitglieder.example", "https://mitglieder.example" })
	session := http.Header{"Cookie": {sessionCookie + "=" + w.area.newSession().Value}}
	for name, want := range map[string]int{"mitglieder.example": 200, "MITGLIEDER.example:443": 200, "portal.example": 404, "mitglieder.example.evil.example": 404} {
		if got := askHost(w.portal, name, "/nur/", session); got.StatusCode != want {
			t.Errorf("%s: %d, want %d", name, got.StatusCode, want)
		}
	}
	if got := askHost(w.portal, "mitglieder.example", "/nur/", http.Header{"Accept": {"text/html"}}); got.Header.Get("Location") != signInPath+"?weiter=%2Fnur%2F" {
		t.Errorf("without a session: %d %v", got.StatusCode, got.Header)
	}
	if got := askHost(w.portal, "portal.example", signInPath, nil); got.StatusCode != 404 {
		t.Errorf("signing in elsewhere: %d", got.StatusCode)
	}
	if got := askHost(w.portal, "mitglieder.example", "/_nachbar/health", nil); got.StatusCode != 200 || strings.Contains(body(t, got), canary) {
		t.Errorf("health: %d", got.StatusCode)
	}
}

func TestAHeaderCountsFromTheProxyAlone(t *testing.T) {
	w := newWorld(t, func(o *Options) {
		o.Login = nil
		o.Header = &Header{User: "X-Remote-User", From: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Groups: "X-Remote-Groups", Allow: []string{"mitglieder"}}
	})
	const proxy, stranger = "127.0.0.1:5", "192.0.2.9:5"
	for _, c := range []struct {
		from   string
		header http.Header
		want   int
	}{
		{proxy, http.Header{"X-Remote-User": {"mona"}, "X-Remote-Groups": {"alle, mitglieder"}}, 200},
		{"[::ffff:127.0.0.1]:5", http.Header{"X-Remote-User": {"mona"}, "X-Remote-Groups": {"mitglieder;alle"}}, 200},
		{stranger, http.Header{"X-Remote-User": {"mona"}, "X-Remote-Groups": {"mitglieder"}}, 403},
		{stranger, http.Header{"X-Remote-User": {"mona"}, "X-Remote-Groups": {"mitglieder"}, "X-Forwarded-For": {"127.0.0.1"}}, 403},
		{proxy, http.Header{"X-Remote-Groups": {"mitglieder"}}, 403},
		{proxy, http.Header{"X-Remote-User": {" "}, "X-Remote-Groups": {"mitglieder"}}, 403},
		{proxy, http.Header{"X-Remote-User": {"mona"}}, 403},
		{proxy, http.Header{"X-Remote-User": {"mona"}, "X-Remote-Groups": {"mitglieder-extern"}}, 403},
		{proxy, http.Header{"X-Remote-User": {"mona"}, "X-Remote-Groups": {"Mitglieder"}}, 403},
		{proxy, http.Header{"X-Remote-User": {"eve", "mona"}, "X-Remote-Groups": {"mitglieder"}}, 403},
		{proxy, http.Header{"X-Remote-User": {"eve"}, "X-Remote-Groups": {"mitglieder", "alle"}}, 403},
		{"@", http.Header{"X-Remote-User": {"mona"}, "X-Remote-Groups": {"mitglieder"}}, 403},
		{proxy, http.Header{"Cookie": {sessionCookie + "=x"}}, 403},
	} {
		r := request("GET", "/mitglieder/nur/", c.header)
		r.RemoteAddr = c.from
		if got := serve(w.portal, r); got.StatusCode != c.want || (c.want == 200) != strings.Contains(body(t, got), canary) {
			t.Errorf("%s, %v: %d, want %d", c.from, c.header, got.StatusCode, c.want)
		}
	}
	if strings.Contains(w.log.String(), "mona") {
		t.Error("the log has a name")
	}
}

func TestThePortalNeverSeesTheHeaderOfTheProxy(t *testing.T) {
	opt := options(t, "")
	opt.Login, opt.Header = nil, &Header{User: "X-Remote-User", From: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}}
	area, err := New(opt)
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	h := area.Wrap(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if asked++; r.Header.Get("X-Remote-User") != "" {
			t.Error("it does")
		}
	}))
	for _, from := range []string{"127.0.0.1:5", "192.0.2.1:5"} {
		for _, path := range []string{"/", "/mitglieder/", "/_nachbar/x"} {
			r := request("GET", path, http.Header{"X-Remote-User": {"mona"}})
			r.RemoteAddr = from
			serve(h, r)
		}
	}
	if asked != 5 {
		t.Errorf("the portal was asked %d times", asked)
	}
}

func TestTheAccessLogKnowsMembersFromOthersAndNothingElse(t *testing.T) {
	w := newWorld(t, nil)
	b := newBrowser(t, w.portal)
	b.signIn("mona")
	for _, path := range []string{"/mitglieder/nur/", "/"} {
		_, _ = io.Copy(io.Discard, b.send("GET", portalURL+path).Body)
	}
	w.flush(t)
	log := w.access.String()
	for _, want := range []string{`"path":"/mitglieder/nur/","status":200`, `"path":"/","status":200`} {
		if !strings.Contains(log, want) {
			t.Errorf("%s is not in %s", want, log)
		}
	}
	for line := range strings.Lines(log) {
		if strings.Contains(line, `"member":true`) != strings.Contains(line, `/mitglieder/nur/`) || !strings.Contains(line, `"member":`) ||
			strings.Contains(line, "code") || strings.Contains(line, "state") {
			t.Errorf("line %s", line)
		}
	}
}
