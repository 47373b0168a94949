package host

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"github.com/kaaw/nachbar/internal/httpheader"
)

func TestEveryAnswerHasTheStrictHeaders(t *testing.T) {
	s := newStore(t)
	publish(t, s, searchable(t, portal("eins")))
	h := loaded(t, s, nil)
	want := http.Header{}
	httpheader.SetProduction(want)
	for _, path := range []string{"/", "/leitfaden", "/fehlt", "/bild.png", healthPath, "/api/suche?q=Notfall", "/suche/?q=Notfall", "/suche/?q="} {
		got := get(h, path).Header
		for name := range want {
			if got.Get(name) != want.Get(name) {
				t.Errorf("%s: %s is %q", path, name, got.Get(name))
			}
		}
		if got.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: HSTS without TLS", path)
		}
		if got.Get("Content-Length") == "" || got.Get("Cache-Control") == "" {
			t.Errorf("%s: %v", path, got)
		}
	}
	behind := loaded(t, s, func(o *Options) { o.BehindTLS = true })
	if get(behind, "/").Header.Get("Strict-Transport-Security") == "" {
		t.Error("no HSTS behind TLS")
	}
}

func TestPathsLeadToFiles(t *testing.T) {
	s := newStore(t)
	publish(t, s, portal("eins"))
	h := loaded(t, s, nil)
	for path, want := range map[string]struct {
		status   int
		location string
		kind     string
	}{
		"/":                     {200, "", "text/html; charset=utf-8"},
		"/leitfaden/":           {200, "", "text/html; charset=utf-8"},
		"/leitfaden/index.html": {200, "", "text/html; charset=utf-8"},
		"/leitfaden":            {301, "/leitfaden/", ""},
		"/leitfaden?a=b":        {301, "/leitfaden/?a=b", ""},
		"//leitfaden/":          {301, "/leitfaden/", ""},
		"/./leitfaden//":        {301, "/leitfaden/", ""},
		"/x/../leitfaden":       {301, "/leitfaden/", ""},
		"//boese.example/":      {404, "", "text/html; charset=utf-8"},
		"/%5Cboese.example":     {404, "", "text/html; charset=utf-8"},
		"/../../etc/passwd":     {404, "", "text/html; charset=utf-8"},
		"/leitfaden/fehlt":      {404, "", "text/html; charset=utf-8"},
		"/index.html/":          {404, "", "text/html; charset=utf-8"},
		"/release.json":         {404, "", "text/html; charset=utf-8"},
		"/pruefsummen.txt":      {200, "", "text/plain; charset=utf-8"},
		"/bild.png":             {200, "", "image/png"},
		"/leer.txt":             {200, "", "text/plain; charset=utf-8"},
		"/a%00b":                {404, "", "text/html; charset=utf-8"},
	} {
		got := get(h, path)
		if got.StatusCode != want.status || got.Header.Get("Location") != want.location || got.Header.Get("Content-Type") != want.kind {
			t.Errorf("%s: %d to %q as %q, want %+v", path, got.StatusCode, got.Header.Get("Location"), got.Header.Get("Content-Type"), want)
		}
	}
	missing := get(h, "/tief/unten/fehlt")
	if body := text(t, missing); !strings.Contains(body, `href="/leitfaden/"`) {
		t.Errorf("links of the page for what is missing are relative: %s", body)
	}
	if got := ask(h.Handler(), "POST", "/"); got.StatusCode != 405 || got.Header.Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: %d, %q", got.StatusCode, got.Header.Get("Allow"))
	}
	if got := ask(h.Handler(), "HEAD", "/"); got.StatusCode != 200 || text(t, got) != "" || got.Header.Get("Content-Length") == "0" {
		t.Errorf("HEAD: %d, %v", got.StatusCode, got.Header)
	}
}

func TestContentsAreSentPackedAsTheClientLikes(t *testing.T) {
	s := newStore(t)
	publish(t, s, portal("eins"))
	h := loaded(t, s, nil)
	if got := get(h, "/", "Accept-Encoding", "br"); got.Header.Get("Content-Encoding") != "" || text(t, got) != page("eins") {
		t.Error("what is not packed yet is not sent plain")
	}
	packNow(h)
	etags := map[string]bool{}
	for accept, want := range map[string]string{
		"": "", "gzip": "gzip", "br": "br", "gzip, deflate, br, zstd": "br", "gzip;q=1, br;q=0.5": "gzip", "br;q=0, gzip": "gzip",
		"gzip;q=0": "", "*": "br", "*;q=0": "", "identity, gzip;q=0.5": "", "gzip;q=0.5, identity;q=0.5": "gzip",
		"GZIP": "gzip", "x-gzip": "gzip", "deflate": "", "br;q=2": "", "br;level=3, gzip": "gzip", "\x00;=,;;,gzip": "gzip",
	} {
		got := get(h, "/", "Accept-Encoding", accept)
		if encoding := got.Header.Get("Content-Encoding"); encoding != want {
			t.Errorf("%q gets %q, want %q", accept, encoding, want)
			continue
		}
		if got.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: Vary is %q", accept, got.Header.Get("Vary"))
		}
		etags[got.Header.Get("Etag")] = true
		if body := unpack(t, want, text(t, got)); body != page("eins") {
			t.Errorf("%q: other contents", accept)
		}
	}
	if len(etags) != 3 {
		t.Errorf("three representations have %d tags", len(etags))
	}
	if got := get(h, "/bild.png", "Accept-Encoding", "gzip, br"); got.Header.Get("Content-Encoding") != "" {
		t.Error("a picture is packed")
	}
}

func unpack(t testing.TB, encoding, body string) string {
	t.Helper()
	var r io.Reader = strings.NewReader(body)
	switch encoding {
	case "gzip":
		z, err := gzip.NewReader(r)
		if err != nil {
			t.Fatal(err)
		}
		r = z
	case "br":
		r = brotli.NewReader(r)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAKnownContentIsNotSentAgain(t *testing.T) {
	s := newStore(t)
	publish(t, s, portal("eins"))
	h := loaded(t, s, nil)
	packNow(h)
	for _, encoding := range []string{"", "gzip", "br"} {
		tag := get(h, "/", "Accept-Encoding", encoding).Header.Get("Etag")
		for _, none := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
			got := get(h, "/", "Accept-Encoding", encoding, "If-None-Match", none)
			if got.StatusCode != 304 || got.Header.Get("Etag") != tag || text(t, got) != "" || got.Header.Get("Cache-Control") != "no-cache" {
				t.Errorf("%q, %s: %d, %v", encoding, none, got.StatusCode, got.Header)
			}
		}
	}
	for _, none := range []string{`"other"`, "", `"`, "x"} {
		if got := get(h, "/", "If-None-Match", none); got.StatusCode != 200 {
			t.Errorf("%s: %d", none, got.StatusCode)
		}
	}
	if got := get(h, "/fehlt", "If-None-Match", "*"); got.StatusCode != 404 {
		t.Errorf("missing: %d", got.StatusCode)
	}
	if got := get(h, "/"+hashedAsset).Header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("hashed file: %q", got)
	}
}

func TestRangesAreOfThePlainContent(t *testing.T) {
	big := strings.Repeat("0123456789", 200_000) // stays on the disk
	s := newStore(t)
	publish(t, s, portal("eins").with(files{"gross.bin": big, "klein.txt": "0123456789"}))
	h := loaded(t, s, nil)
	packNow(h)
	for path, all := range map[string]string{"/gross.bin": big, "/klein.txt": "0123456789"} {
		whole := get(h, path)
		if body := text(t, whole); body != all || whole.Header.Get("Accept-Ranges") != "bytes" {
			t.Errorf("%s: %d bytes, %v", path, len(body), whole.Header)
		}
		got := get(h, path, "Range", "bytes=2-4", "Accept-Encoding", "gzip")
		if got.StatusCode != 206 || text(t, got) != "234" || got.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s: %d %v", path, got.StatusCode, got.Header)
		}
		if got := get(h, path, "Range", "bytes=-2"); text(t, got) != "89" {
			t.Errorf("%s: the end differs", path)
		}
		if got := get(h, path, "Range", "bytes=0-0, 5-6"); got.StatusCode != 206 || !strings.Contains(text(t, got), "56") {
			t.Errorf("%s: several: %d", path, got.StatusCode)
		}
		if got := get(h, path, "Range", "bytes=99999999-"); got.StatusCode != 416 {
			t.Errorf("%s: behind the end: %d", path, got.StatusCode)
		}
		if got := get(h, path, "Range", "bytes=0-0"+strings.Repeat(", 1-1", 20)); got.StatusCode != 200 {
			t.Errorf("%s: too many: %d", path, got.StatusCode)
		}
		if got := get(h, path, "Range", "bytes=2-4", "If-Range", `"old"`); got.StatusCode != 200 || text(t, got) != all {
			t.Errorf("%s: a range of what has changed: %d", path, got.StatusCode)
		}
		if got := get(h, path, "Range", "bytes=2-4", "If-Range", whole.Header.Get("Etag")); got.StatusCode != 206 {
			t.Errorf("%s: a range of what has not changed: %d", path, got.StatusCode)
		}
	}
}

func TestWhatDoesNotFitInMemoryComesFromTheDisk(t *testing.T) {
	s := newStore(t)
	all := searchable(t, portal("eins"))
	publish(t, s, all)
	h := loaded(t, s, func(o *Options) { o.Memory = 1 })
	packNow(h)
	for name, body := range all {
		if got := get(h, "/"+name, "Accept-Encoding", "br"); got.StatusCode != 200 || text(t, got) != body {
			t.Errorf("%s differs", name)
		}
	}
	if got := get(h, "/api/suche?q=Rathaus"); got.StatusCode != 200 || !strings.Contains(text(t, got), `"total":2`) {
		t.Errorf("search from the disk: %d", got.StatusCode)
	}
}

func TestOnlyTheNamesOfThePortalAreAnswered(t *testing.T) {
	s := newStore(t)
	publish(t, s, portal("eins"))
	h := loaded(t, s, func(o *Options) { o.Hosts = []string{"Portal.example", "::1"} })
	for host, want := range map[string]int{
		"portal.example": 200, "PORTAL.example.": 200, "portal.example:8080": 200, "boese.example": 421, "": 421, "portal.example.boese": 421,
	} {
		r := ask(hostHeader(h.Handler(), host), "GET", "/")
		if r.StatusCode != want {
			t.Errorf("%q: %d, want %d", host, r.StatusCode, want)
		}
	}
}

// hostHeader asks under another name.
func hostHeader(next http.Handler, host string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Host = host
		next.ServeHTTP(w, r)
	})
}

// FuzzAnswers holds that no request gets anything but a file of the release, a
// range of one, a way to one, or one of the few refusals.
func FuzzAnswers(f *testing.F) {
	s := newStore(f)
	all := portal("eins")
	publish(f, s, all)
	h := loaded(f, s, nil)
	packNow(h)
	for _, path := range []string{"/", "/leitfaden", "//leitfaden/../", "/%2e%2e/", "/..%2f..%2fetc/passwd", "/\\x", "/\x00", "/assets/n.1a2b3c4d5e.css", "/?q=%ff"} {
		f.Add(path, "gzip;q=0.3, br", "", "")
		f.Add(path, "*;q=0", "bytes=0-4,6-", `"x", W/"y"`)
	}
	f.Fuzz(func(t *testing.T, path, accept, ranges, none string) {
		var pairs []string
		for name, value := range map[string]string{"Accept-Encoding": accept, "Range": ranges, "If-None-Match": none} {
			if value != "" {
				pairs = append(pairs, name, value)
			}
		}
		got := ask(withPath(h.Handler(), path), "GET", "/", pairs...)
		body := text(t, got)
		switch got.StatusCode {
		case 200:
			body = unpack(t, got.Header.Get("Content-Encoding"), body)
			if path != "/pruefsummen.txt" && !known(all, body) && !strings.HasPrefix(path, "/_nachbar/") && path != "/api/suche" {
				t.Errorf("%q gets what is no file", path)
			}
		case 301:
			if l := got.Header.Get("Location"); !strings.HasPrefix(l, "/") || strings.HasPrefix(l, "//") || strings.HasPrefix(l, "/\\") {
				t.Errorf("%q leads to %q", path, l)
			}
		case 206, 304, 404, 416, 412:
		default:
			t.Errorf("%q: status %d", path, got.StatusCode)
		}
	})
}

func withPath(next http.Handler, path string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.URL.Path = path
		next.ServeHTTP(w, r)
	})
}

func known(all files, body string) bool {
	for _, b := range all {
		if bytes.Equal([]byte(b), []byte(body)) {
			return true
		}
	}
	return false
}
