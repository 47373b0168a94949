package host

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/search/shards"
)

// files are those of an audience by path.
type files map[string]string

const hashedAsset = "assets/n.1a2b3c4d5e.css"

// portal is a small portal.
func portal(text string) files {
	return files{
		"index.html":           page(text),
		"leitfaden/index.html": page("Leitfaden " + text),
		"404.html":             `<html><body><a href="leitfaden/">L</a> fehlt</body></html>`,
		hashedAsset:            "body{color:" + text + "}",
		"bild.png":             "\x89PNG" + strings.Repeat("x", 2000),
		"leer.txt":             "",
		"manifest.json":        `{"audience":"TLP:CLEAR","language":"de"}`,
	}
}

func page(text string) string {
	return "<!doctype html><html lang=de><title>x</title><body><h1>" + text + "</h1>" + strings.Repeat("<p>Im Rathaus üben wir den Notfall.</p>", 40) + "</body></html>\n"
}

// with adds files to some.
func (f files) with(more files) files {
	all := maps.Clone(f)
	maps.Copy(all, more)
	return all
}

func newStore(t testing.TB) *release.Store {
	t.Helper()
	s, err := release.OpenStore(filepath.Join(t.TempDir(), "portal"), release.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// publish makes a release; the audience "oeffentlich" is public.
func publish(t testing.TB, s *release.Store, public files, more ...files) release.Release {
	t.Helper()
	l, err := s.Lock(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Unlock() }()
	d, err := l.Begin(release.Meta{Commit: "abc", Ref: "main"})
	if err != nil {
		t.Fatal(err)
	}
	for i, all := range append([]files{public}, more...) {
		if err := fill(d, []string{"oeffentlich", "mitglieder"}[i], all); err != nil {
			t.Fatal(err)
		}
	}
	r, err := d.Publish(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func fill(d *release.Draft, audience string, all files) error {
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
	_, _, err = sink.Put(sumsFile, []byte(sums.String()))
	if err == nil {
		_, err = sink.Commit(func(path string) bool { _, ok := all[path]; return ok })
	}
	return err
}

// rollback makes an earlier release current.
func rollback(t testing.TB, s *release.Store, id string) {
	t.Helper()
	if _, err := s.Rollback(context.Background(), id); err != nil {
		t.Fatal(err)
	}
}

// words are keys and the words that fill them.
type words struct{ keys }

func (words) T(key string, args map[string]string) string {
	if len(args) == 0 {
		return key
	}
	return fmt.Sprint(key, " ", args)
}

func testWords(string) (Words, error) { return words{}, nil }

var _ Words = (*i18n.Catalogue)(nil)

// loaded is a host that shows the current release and does not listen.
func loaded(t testing.TB, s *release.Store, change func(*Options)) *Host {
	t.Helper()
	opt := Options{Dir: s.Dir(), Words: testWords}
	if change != nil {
		change(&opt)
	}
	h := New(opt)
	if err := h.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	return h
}

// packNow packs as a running host does in the background.
func packNow(h *Host) { pack(context.Background(), h.library.shelf.Load().current) }

// running is a host that listens; it is stopped at the end of the test.
func running(t testing.TB, s *release.Store, change func(*Options)) (h *Host, url string) {
	t.Helper()
	ready := make(chan string, 1)
	opt := Options{
		Dir: s.Dir(), Words: testWords, Addr: "127.0.0.1:0", Poll: 20 * time.Millisecond,
		OnReady: func(url, _ string) { ready <- strings.TrimSuffix(url, "/") },
	}
	if change != nil {
		change(&opt)
	}
	ctx, cancel := context.WithCancel(context.Background())
	h = New(opt)
	if err := h.Load(ctx); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- h.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	select {
	case url := <-ready:
		return h, url
	case err := <-done:
		done <- nil
		t.Fatal(err)
	}
	return nil, ""
}

// ask asks a handler; pairs are names and values of headers.
func ask(h http.Handler, method, path string, pairs ...string) *http.Response {
	r := httptest.NewRequest(method, "http://portal.example/", nil)
	if u, err := url.ParseRequestURI(path); err == nil {
		r.URL = u
		r.RequestURI = path
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		r.Header.Add(pairs[i], pairs[i+1])
	}
	if host := r.Header.Get("Host"); host != "" {
		r.Host = host
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func get(h *Host, path string, pairs ...string) *http.Response {
	return ask(h.Handler(), http.MethodGet, path, pairs...)
}

func text(t testing.TB, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err = errors.Join(err, r.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// searchable adds a search index of some pages, and the result page.
func searchable(t testing.TB, all files) files {
	t.Helper()
	b, err := search.NewBuilder(search.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range all {
		if strings.HasSuffix(name, "index.html") {
			if err := b.Add(search.Document{URL: name, Title: "Seite " + name, Kind: "page", Body: body[len("<!doctype html>"):]}); err != nil {
				t.Fatal(err)
			}
		}
	}
	ix, err := b.Finish(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := all.with(files{"suche/index.html": `<title>Suche</title><input name="q"><div data-search-results>leer</div>`})
	err = shards.Write(t.Context(), ix, shards.Options{}, func(name string, body []byte) error {
		out["suche/"+name] = string(body)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
