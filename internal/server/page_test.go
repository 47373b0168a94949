package server

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/diag"
)

func TestPathsNameOutputs(t *testing.T) {
	f := newFake()
	f.broken["kaputt/index.html"] = errDisk
	s := New(f, Options{})
	for _, tt := range []struct {
		path, want string // status and, of redirects, the target
	}{
		{"/", "200"},
		{"/leitfaden/bia/", "200"},
		{"/leitfaden/bia/index.html", "200"},
		{"/leitfaden/bia/?q=1", "200"},
		{"/leitfaden/bia", "302 /leitfaden/bia/"},
		{"/leitfaden/bia?q=1", "302 /leitfaden/bia/?q=1"},
		{"/kaputt", "302 /kaputt/"},
		{"/kaputt/", "500"},
		{"//leitfaden//bia/", "302 /leitfaden/bia/"},
		{"/leitfaden/./bia/", "302 /leitfaden/bia/"},
		{"/x/../leitfaden/", "302 /leitfaden/"},
		{"//evil.example/", "302 /evil.example/"},
		{"/..%5c..%5cnachbar.yaml", "404"},
		{"/%00", "404"},
		{"/%2e%2e/%2e%2e/etc/passwd", "302 /etc/passwd"},
		{"/fehlt/", "404"},
		{"/fehlt", "404"},
		{"/404.html", "200"},
		{"/_nachbar/", "404"},
	} {
		resp := get(t, s, tt.path)
		got := strings.TrimSpace(fmt.Sprint(resp.StatusCode, " ", resp.Header.Get("Location")))
		if got != tt.want {
			t.Errorf("GET %s: %s, want %s", tt.path, got, tt.want)
		}
	}
}

func TestEveryAnswerCarriesTheHeadersOfProduction(t *testing.T) {
	f := newFake()
	f.broken["kaputt/index.html"] = errDisk
	s := New(f, Options{LiveReload: true})
	for _, path := range []string{"/", "/leitfaden", "/fehlt/", "/kaputt/", "/assets/n.1a2b3c4d5e.css", "/_nachbar/live.js"} {
		h := get(t, s, path).Header
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
				"font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'",
			"X-Content-Type-Options":       "nosniff",
			"Referrer-Policy":              "no-referrer",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s = %q, want %q", path, name, got, want)
			}
		}
		if !strings.Contains(h.Get("Permissions-Policy"), "geolocation=()") {
			t.Errorf("%s: Permissions-Policy = %q", path, h.Get("Permissions-Policy"))
		}
	}
}

func TestTypeAndCachingFollowTheName(t *testing.T) {
	f := newFake()
	s := New(f, Options{})
	const immutable, fresh = "public, max-age=31536000, immutable", "no-cache"
	for name, want := range map[string][2]string{
		"x/index.html":                  {"text/html; charset=utf-8", fresh},
		"assets/n.1a2b3c4d5e.css":       {"text/css; charset=utf-8", immutable},
		"assets/schrift-0f1e2d3c.woff2": {"font/woff2", immutable},
		"assets/nachbar.css":            {"text/css; charset=utf-8", fresh},
		"assets/bild-20260101.png":      {"image/png", fresh}, // a date is no hash
		"assets/1a2b3c4d5e.js":          {"text/javascript; charset=utf-8", fresh},
		"wissen/n.1a2b3c4d5e.css":       {"text/css; charset=utf-8", fresh},
		"aktuelles/feed.xml":            {"application/atom+xml", fresh},
		"sitemap.xml":                   {"application/xml", fresh},
		"termine/termine.ics":           {"text/calendar; charset=utf-8", fresh},
		"BILD.PNG":                      {"image/png", fresh},
		"v.odt":                         {"application/vnd.oasis.opendocument.text", fresh},
		"seltsam.exe":                   {"application/octet-stream", fresh},
		"ohne":                          {"application/octet-stream", fresh},
	} {
		f.files[name] = "x"
		h := get(t, s, "/"+name).Header
		if got := [2]string{h.Get("Content-Type"), h.Get("Cache-Control")}; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestUnchangedOutputIsNotSentAgain(t *testing.T) {
	for _, live := range []bool{false, true} {
		f := newFake()
		s := New(f, Options{LiveReload: live})
		for _, path := range []string{"/", "/assets/n.1a2b3c4d5e.css", "/_nachbar/live.js"} {
			etag := get(t, s, path).Header.Get("Etag")
			if again := get(t, s, path, "If-None-Match", `"other", W/`+etag); again.StatusCode != http.StatusNotModified {
				t.Errorf("live %v: %s again: %s, want 304", live, path, again.Status)
			}
		}
		etag := get(t, s, "/").Header.Get("Etag")
		f.files["index.html"] = page("Neu")
		if again := get(t, s, "/", "If-None-Match", etag); again.StatusCode != http.StatusOK {
			t.Errorf("live %v: changed page: %s, want 200", live, again.Status)
		}
	}
}

func TestPageWithScriptIsNotTakenForOneWithout(t *testing.T) {
	f := newFake()
	etag := get(t, New(f, Options{LiveReload: true}), "/").Header.Get("Etag")
	if again := get(t, New(f, Options{}), "/", "If-None-Match", etag); again.StatusCode != http.StatusOK {
		t.Errorf("%s, want 200: the browser would keep the script", again.Status)
	}
}

func TestPartOfAFileCanBeAskedFor(t *testing.T) {
	s := New(newFake(), Options{})
	resp := get(t, s, "/assets/n.1a2b3c4d5e.css", "Range", "bytes=0-3")
	if got := body(t, resp); resp.StatusCode != http.StatusPartialContent || got != "body" {
		t.Errorf("%s %q, want 206 and 4 bytes", resp.Status, got)
	}
}

func TestHeadHasLengthAndNoBody(t *testing.T) {
	s := New(newFake(), Options{LiveReload: true})
	for _, path := range []string{"/", "/fehlt/"} {
		head, full := ask(t, s, http.MethodHead, path), get(t, s, path)
		if got := body(t, head); got != "" {
			t.Errorf("HEAD %s has a body: %q", path, got)
		}
		if got, want := head.Header.Get("Content-Length"), fmt.Sprint(len(body(t, full))); got != want {
			t.Errorf("HEAD %s: length %s, want %s", path, got, want)
		}
	}
}

func TestOnlyReadingIsAllowed(t *testing.T) {
	s := New(newFake(), Options{LiveReload: true, Translate: words{}})
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE"} {
		for _, path := range []string{"/", "/_nachbar/events", "/_nachbar/live.js"} {
			resp := ask(t, s, method, path)
			if resp.StatusCode != http.StatusMethodNotAllowed || resp.Header.Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s: %s, Allow %q", method, path, resp.Status, resp.Header.Get("Allow"))
			}
		}
	}
}

func TestOnlyNamesOfThisMachineAreAnswered(t *testing.T) {
	for _, tt := range []struct {
		addr    string
		more    []string
		allowed []string
		refused []string
	}{
		{addr: "127.0.0.1:1313",
			allowed: []string{"localhost", "LocalHost:1313", "127.0.0.1:1313", "[::1]:1313", "[::1]", "127.1.2.3", "localhost."},
			refused: []string{"evil.example", "evil.example:1313", "192.168.1.5:1313", "localhost.evil.example", "127.0.0.1.evil.example", "x"}},
		{addr: "192.168.1.5:1313", allowed: []string{"192.168.1.5:1313", "localhost"}, refused: []string{"evil.example"}},
		{addr: ":1313", allowed: []string{"192.168.1.5:1313", "[fe80::1]:1313"}, refused: []string{"evil.example"}},
		{addr: "0.0.0.0:80", more: []string{"Rathaus-PC"}, allowed: []string{"rathaus-pc", "10.0.0.1"}, refused: []string{"rathaus"}},
		{addr: "rathaus-pc:1313", allowed: []string{"RATHAUS-PC:1313", "10.0.0.1:1313"}, refused: []string{"evil.example"}},
		{addr: "localhost:1313", allowed: []string{"localhost:1313"}, refused: []string{"10.0.0.1:1313"}},
	} {
		s := New(newFake(), Options{Addr: tt.addr, Hosts: tt.more, Translate: words{}, LiveReload: true})
		for _, host := range tt.allowed {
			if resp := get(t, s, "/", "Host", host); resp.StatusCode != http.StatusOK {
				t.Errorf("on %s, Host %s: %s, want 200", tt.addr, host, resp.Status)
			}
		}
		for _, host := range tt.refused {
			for _, path := range []string{"/", "/_nachbar/events?path=/"} {
				resp := get(t, s, path, "Host", host)
				if text := body(t, resp); resp.StatusCode != http.StatusForbidden || strings.Contains(text, "Start") {
					t.Errorf("on %s, Host %s: %s %s, want 403", tt.addr, host, resp.Status, text)
				}
			}
		}
	}
}

func TestMissingPageIsTheSitesOwn(t *testing.T) {
	f := newFake()
	f.files["404.html"] = `<html><body><a href="leitfaden/">L</a> <a href="./">S</a> <a href="#x">X</a> <a href="/y/">Y</a>` +
		`<a href="https://example.org/">E</a><a href="mailto:a@example.org">M</a><img src="bild.png" alt=""><form action="suche/">` +
		`</form><a data-x="a/b" href="">leer</a></body></html>`
	resp := get(t, New(f, Options{}), "/ganz/tief/unten/")
	want := `<html><body><a href="/leitfaden/">L</a> <a href="/./">S</a> <a href="#x">X</a> <a href="/y/">Y</a>` +
		`<a href="https://example.org/">E</a><a href="mailto:a@example.org">M</a><img src="/bild.png" alt=""><form action="/suche/">` +
		`</form><a data-x="a/b" href="">leer</a></body></html>`
	if got := body(t, resp); resp.StatusCode != http.StatusNotFound || got != want {
		t.Errorf("%s\n%s\nwant 404\n%s", resp.Status, got, want)
	}
	if resp.Header.Get("Etag") != "" {
		t.Error("a 404 must not be revalidated as if it were the page")
	}
}

func TestMissingPageNeedsNoPageOfTheSite(t *testing.T) {
	for name, spoil := range map[string]func(*fakeSite){
		"absent": func(f *fakeSite) { delete(f.files, "404.html") },
		"broken": func(f *fakeSite) { f.broken["404.html"] = errDisk },
	} {
		f := newFake()
		spoil(f)
		resp := get(t, New(f, Options{Translate: words{}}), "/fehlt/")
		if got := body(t, resp); resp.StatusCode != http.StatusNotFound || !strings.Contains(got, "<h1>⟨server.not-found⟩</h1>") {
			t.Errorf("%s: %s\n%s", name, resp.Status, got)
		}
	}
}

func TestPageThatCannotBeBuiltListsItsProblems(t *testing.T) {
	f := newFake()
	p := diag.New("yaml-unknown-key", "content/leitfaden/bia.md", 3, "key", "<script>alert(1)</script>")
	p.Col = 7
	f.broken["leitfaden/bia/index.html"] = problemError{diag.List{diag.New("z-spaeter", "content/z.md", 1), p}}
	resp := get(t, New(f, Options{Translate: words{}, LiveReload: true}), "/leitfaden/bia/")
	got := body(t, resp)
	if resp.StatusCode != http.StatusInternalServerError || !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
		t.Fatalf("%s %s", resp.Status, resp.Header.Get("Content-Type"))
	}
	for _, want := range []string{
		`lang="⟨server.lang⟩"`, "<title>⟨server.broken.title⟩</title>", "<h1>⟨server.broken.title⟩</h1>",
		"<code>content/leitfaden/bia.md:3:7</code>", "⟨diag.yaml-unknown-key map[key:&lt;script&gt;",
		"⟨diag.yaml-unknown-key.hint map", `<link rel="stylesheet" href="/_nachbar/live.css">`,
		`<script src="/_nachbar/live.js" defer data-path="/leitfaden/bia/" data-state="500-`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q", want)
		}
	}
	if strings.Contains(got, "<script>alert") || strings.Index(got, "z.md") < strings.Index(got, "bia.md") {
		t.Errorf("not escaped or not sorted:\n%s", got)
	}
}

func TestFileMissingForABuildIsNoMissingPage(t *testing.T) {
	f := newFake()
	list := problemError{diag.List{diag.New("layout-missing", "layouts/base.html", 0)}}
	f.broken["index.html"] = fmt.Errorf("layout: %w", errors.Join(fs.ErrNotExist, list))
	if resp := get(t, New(f, Options{}), "/"); resp.StatusCode != http.StatusInternalServerError {
		t.Errorf("%s, want 500", resp.Status)
	}
}

func TestFailureWithoutProblemsIsShown(t *testing.T) {
	f := newFake()
	f.broken["index.html"] = errDisk
	resp := get(t, New(f, Options{Translate: words{}}), "/")
	if got := body(t, resp); !strings.Contains(got, "⟨server.broken.failed map[error:build index.html: disk full]⟩") {
		t.Errorf("%s\n%s", resp.Status, got)
	}
}
