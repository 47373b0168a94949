package quick

import (
	"bufio"
	"bytes"
	"net/http"
	"strings"
	"testing"
)

const browser = "GET /leitfaden/ HTTP/1.1\r\nHost: portal.example:8080\r\nConnection: keep-alive\r\nUser-Agent: Mozilla/5.0 (X11)\r\n" +
	"Accept: text/html,*/*;q=0.8\r\nAccept-Encoding: gzip, deflate, br, zstd\r\nCookie: a=b\r\nSec-Fetch-Site: none\r\n\r\n"

func TestWhatABrowserSendsIsRead(t *testing.T) {
	r, ok := Parse([]byte(browser + "GET /next"))
	if !ok || string(r.Path) != "/leitfaden/" || string(r.Host) != "portal.example:8080" ||
		string(r.AcceptEncoding) != "gzip, deflate, br, zstd" || r.Size != len(browser) {
		t.Errorf("%q %q %q %d %v", r.Path, r.Host, r.AcceptEncoding, r.Size, ok)
	}
}

func TestAllElseIsLeftAlone(t *testing.T) {
	for what, text := range map[string]string{
		"nothing":       "",
		"cut":           browser[:len(browser)-1],
		"cut in a name": browser[:60],
		"HEAD":          strings.Replace(browser, "GET", "HEAD", 1),
		"POST":          strings.Replace(browser, "GET", "POST", 1),
		"lower case":    strings.Replace(browser, "GET", "get", 1),
		"HTTP/1.0":      strings.Replace(browser, "/1.1", "/1.0", 1),
		"a question":    strings.Replace(browser, "leitfaden/", "suche/?q=x", 1),
		"escapes":       strings.Replace(browser, "leitfaden", "%2e%2e", 1),
		"no path":       strings.Replace(browser, "/leitfaden/", "*", 1),
		"whole address": strings.Replace(browser, "/leitfaden/", "http://x/", 1),
		"two blanks":    strings.Replace(browser, "GET ", "GET  ", 1),
		"no host":       strings.Replace(browser, "Host", "Most", 1),
		"empty host":    strings.Replace(browser, "portal.example:8080", "", 1),
		"odd host":      strings.Replace(browser, "portal.example", "a/b", 1),
		"two hosts":     strings.Replace(browser, "Cookie: a=b", "Host: x", 1),
		"closing":       strings.Replace(browser, "keep-alive", "close", 1),
		"upgrade":       strings.Replace(browser, "keep-alive", "Upgrade", 1),
		"folded":        strings.Replace(browser, "Cookie: a=b", "Cookie: a\r\n b", 1),
		"blank in name": strings.Replace(browser, "Cookie:", "Cookie :", 1),
		"no colon":      strings.Replace(browser, "Cookie:", "Cookie", 1),
		"empty name":    strings.Replace(browser, "Cookie:", ":", 1),
		"bare newline":  strings.Replace(browser, "a=b\r\n", "a=b\n", 1),
		"control":       strings.Replace(browser, "a=b", "a\x00b", 1),
		"bare return":   strings.Replace(browser, "a=b", "a\rb", 1),
		"bytes behind":  strings.Replace(browser, " HTTP/1.1\r\n", " HTTP/1.1 \r\n", 1),
		"twice":         strings.Replace(browser, "Cookie: a=b", "Accept-Encoding: br", 1),
	} {
		if _, ok := Parse([]byte(text)); ok {
			t.Errorf("%s is taken: %q", what, text)
		}
	}
	for _, header := range []string{"Content-Length: 0", "content-length: 5", "Transfer-Encoding: chunked", "Expect: 100-continue", "Upgrade: h2c",
		"Range: bytes=0-", "If-None-Match: *", "If-Range: x", "IF-MATCH: x", "TE: trailers", "Trailer: x", "Proxy-Connection: close", "Content-Encoding: gzip"} {
		if _, ok := Parse([]byte(strings.Replace(browser, "Cookie: a=b", header, 1))); ok {
			t.Errorf("%s is taken", header)
		}
	}
}

// FuzzParse holds that net/http reads the same from whatever is taken: nobody
// smuggles anything past one of them.
func FuzzParse(f *testing.F) {
	f.Add([]byte(browser))
	f.Add([]byte(browser + browser))
	f.Add([]byte("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n"))
	f.Add([]byte("GET //a/../b HTTP/1.1\r\nhost:x\r\naccept-encoding:\t br \t\r\nX_y: \xff\r\n\r\nrest"))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, ok := Parse(b)
		if !ok {
			return
		}
		in := bufio.NewReader(bytes.NewReader(b))
		want, err := http.ReadRequest(in)
		if err != nil {
			t.Fatalf("net/http refuses %q: %v", b, err)
		}
		rest := len(b) - got.Size
		if left := in.Buffered(); len(b) <= 4096 && left != rest || want.Body != http.NoBody || want.ContentLength != 0 || want.Close {
			t.Fatalf("%q goes on otherwise: %d and %d bytes are left", b, left, rest)
		}
		if want.Method != "GET" || want.RequestURI != string(got.Path) || want.Host != string(got.Host) ||
			strings.Join(want.Header["Accept-Encoding"], ",") != string(got.AcceptEncoding) {
			t.Fatalf("%q is read as %s %s %s %q", b, want.Method, want.RequestURI, want.Host, want.Header["Accept-Encoding"])
		}
		if bytes.Count(b[:got.Size], []byte("\r\n\r\n")) != 1 || !bytes.HasSuffix(b[:got.Size], []byte("\r\n\r\n")) {
			t.Fatalf("%q ends elsewhere", b)
		}
	})
}
