package member

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/host"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/release"
)

const (
	keyOne = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
	keyTwo = "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100"
	canary = "Kanarienvogel-7f3a"
)

// clock is one that tests turn.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) turn(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// world is a portal with a member area.
type world struct {
	area   *Area
	host   *host.Host
	portal http.Handler
	clock  *clock
	log    *syncBuffer
	access *syncBuffer
	issuer *localProvider
}

// flush has the host write its access log, as it does when it stops.
func (w *world) flush(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := w.host.Run(ctx); err != nil {
		t.Error(err)
	}
}

// syncBuffer is a log that may be read while it is written.
type syncBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.String()
}

func words(lang string) (host.Words, error) { return i18n.Load(nachbar.Defaults(), lang) }

func keys(t testing.TB, text string) Keys {
	t.Helper()
	k, err := ReadKeys(text)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// options are those of most tests: an OpenID provider, a path, a group.
func options(t testing.TB, issuer string) Options {
	return Options{
		Audience: "mitglieder", At: "/mitglieder/", Words: words,
		Login: &Login{
			URL: portalURL, Issuer: issuer, ClientID: clientID, Secret: clientSecret,
			Rule: Rule{Claim: "groups", Allow: []string{"mitglieder"}}, Keys: keys(t, keyOne),
		},
	}
}

// newWorld is a portal of a release with two audiences.
func newWorld(t testing.TB, change func(*Options)) *world {
	t.Helper()
	w := &world{clock: &clock{at: time.Now()}, log: &syncBuffer{}, access: &syncBuffer{}, issuer: newLocalProvider(t)}
	opt := options(t, w.issuer.URL)
	opt.Now, opt.Log = w.clock.now, slog.New(slog.NewTextHandler(w.log, nil))
	if change != nil {
		change(&opt)
	}
	area, err := New(opt)
	if err != nil {
		t.Fatal(err)
	}
	w.area = area
	h := host.New(host.Options{
		Dir: published(t), Addr: "127.0.0.1:0", Audience: "oeffentlich", Words: words, Members: area.Wrap, MembersBase: area.Base(), AccessLog: w.access,
	})
	if err := h.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.host, w.portal = h, h.Handler()
	return w
}

// publicFiles and memberFiles are the two trees.
func publicFiles() map[string]string {
	return map[string]string{
		"index.html": page("frei"), "404.html": `<html><body><a href="leitfaden/">L</a> fehlt</body></html>`,
		"manifest.json": `{"audience":"TLP:CLEAR","language":"de"}`,
	}
}

func memberFiles() map[string]string {
	return map[string]string{
		"index.html": page(canary), "nur/index.html": page("nur " + canary), "nur/anlage.pdf": "%PDF-" + canary,
		"404.html": `<html><body><a href="nur/">N</a> ` + canary + `</body></html>`, "suche/d/t.1a2b3c4d5e.js": "/*" + canary + "*/",
		"assets/n.1a2b3c4d5e.css": "body{}/*" + canary + "*/", "leer.txt": "", "äöü.txt": canary,
		"manifest.json": `{"audience":"TLP:AMBER","language":"de"}`,
	}
}

func page(text string) string {
	return "<!doctype html><html lang=de><title>x</title><body><h1>" + text + "</h1></body></html>\n"
}

// published is a store with one release.
func published(t testing.TB) string {
	t.Helper()
	s, err := release.OpenStore(filepath.Join(t.TempDir(), "portal"), release.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	l, err := s.Lock(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Unlock() }()
	d, err := l.Begin(release.Meta{Commit: "abc", Ref: "main"})
	if err != nil {
		t.Fatal(err)
	}
	for name, all := range map[string]map[string]string{"oeffentlich": publicFiles(), "mitglieder": memberFiles()} {
		if err := fill(d, name, all); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Publish(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	return s.Dir()
}

func fill(d *release.Draft, audience string, all map[string]string) error {
	sink, err := d.Audience(audience)
	if err != nil {
		return err
	}
	var sums strings.Builder
	for _, name := range slices.Sorted(maps.Keys(all)) {
		sum := sha256.Sum256([]byte(all[name]))
		sums.WriteString(hex.EncodeToString(sum[:]) + "  " + name + "\n")
		if _, _, err := sink.Put(name, []byte(all[name])); err != nil {
			return err
		}
	}
	_, _, err = sink.Put("pruefsummen.txt", []byte(sums.String()))
	if err == nil {
		_, err = sink.Commit(func(path string) bool { _, ok := all[path]; return ok })
	}
	return err
}

func body(t testing.TB, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// requestWith is a request with cookies.
func requestWith(cookies map[string]string) *http.Request {
	r := &http.Request{Header: http.Header{}}
	for name, value := range cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	return r
}

// anywhere are all addresses.
var anywhere = []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0")}

func request(method, target string, header http.Header) *http.Request {
	r := httptest.NewRequest(method, target, nil)
	if header != nil {
		r.Header = header.Clone()
	}
	return r
}

func serve(h http.Handler, r *http.Request) *http.Response {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func ask(h http.Handler, method, target string, header http.Header) *http.Response {
	return serve(h, request(method, target, header))
}

func askHost(h http.Handler, name, target string, header http.Header) *http.Response {
	r := request("GET", target, header)
	r.Host = name
	return serve(h, r)
}
