package server

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/diag"
)

// fakeSite is a Site in memory.
type fakeSite struct {
	mu       sync.Mutex
	files    map[string]string // output path → body
	broken   map[string]error  // output path → why it cannot be built
	problems diag.List
	change   func(paths []string) error
}

func (f *fakeSite) Output(ctx context.Context, path string) (Output, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return Output{}, err
	}
	if !fs.ValidPath(path) || strings.ContainsAny(path, "\\\x00") {
		return Output{}, fmt.Errorf("a site must not be asked for %q", path)
	}
	if err := f.broken[path]; err != nil {
		return Output{}, fmt.Errorf("build %s: %w", path, err)
	}
	body, ok := f.files[path]
	if !ok {
		return Output{}, fmt.Errorf("output %s: %w", path, fs.ErrNotExist)
	}
	return Output{Body: []byte(body), ETag: hash([]byte(body))}, nil
}

func (f *fakeSite) Problems() diag.List {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.problems
}

func (f *fakeSite) Change(_ context.Context, paths []string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.change == nil {
		return nil
	}
	return f.change(paths)
}

// set makes the next change run edit.
func (f *fakeSite) set(edit func(f *fakeSite)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.change = func([]string) error { edit(f); return nil }
}

// problemError is an error that carries problems, as a Site's may.
type problemError struct{ list diag.List }

func (e problemError) Error() string       { return "problems" }
func (e problemError) Problems() diag.List { return e.list }

func page(text string) string {
	return "<!doctype html>\n<html lang=\"de\"><head><title>x</title></head><body><h1>" + text + "</h1></body></html>\n"
}

func newFake() *fakeSite {
	return &fakeSite{
		files: map[string]string{
			"index.html":               page("Start"),
			"leitfaden/index.html":     page("Leitfaden"),
			"leitfaden/bia/index.html": page("BIA"),
			"assets/n.1a2b3c4d5e.css":  "body{}",
			"aktuelles/feed.xml":       "<feed/>",
			"404.html":                 `<html><body><a href="leitfaden/">L</a></body></html>`,
		},
		broken: map[string]error{},
	}
}

// words is a diag.Translator that shows key and arguments.
type words struct{}

func (words) T(key string, args map[string]string) string {
	if len(args) == 0 {
		return "⟨" + key + "⟩"
	}
	return fmt.Sprintf("⟨%s %v⟩", key, args)
}

// get asks the handler for a path, with further headers as name, value pairs.
func get(t *testing.T, s *Server, path string, header ...string) *http.Response {
	t.Helper()
	return ask(t, s, http.MethodGet, path, header...)
}

func ask(t *testing.T, s *Server, method, path string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, "http://localhost"+path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	if host := r.Header.Get("Host"); host != "" {
		r.Host = host
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, resp *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// event is one server-sent event.
type event struct{ name, data string }

// tab is a browser tab with an open stream.
type tab struct {
	t      *testing.T
	events chan event
	close  context.CancelFunc
}

// open opens the stream of a page on a running server.
func open(t *testing.T, base, path, state string) *tab {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	query := url.Values{"path": {path}, "state": {state}}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/_nachbar/events?"+query.Encode(), nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK || resp.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("stream: %s %s", resp.Status, resp.Header.Get("Content-Type"))
	}
	tab := &tab{t: t, events: make(chan event, 100), close: cancel}
	go tab.read(resp.Body)
	return tab
}

func (tab *tab) read(body io.ReadCloser) {
	defer body.Close()
	defer close(tab.events)
	var e event
	for lines := bufio.NewScanner(body); lines.Scan(); {
		switch line := lines.Text(); {
		case strings.HasPrefix(line, "event: "):
			e.name = line[len("event: "):]
		case strings.HasPrefix(line, "data: "):
			e.data = line[len("data: "):]
		case line == "" && e.name != "":
			tab.events <- e
			e = event{}
		}
	}
}

// next returns the next event, which must have this name.
func (tab *tab) next(name string) string {
	tab.t.Helper()
	select {
	case e, ok := <-tab.events:
		if !ok || e.name != name {
			tab.t.Fatalf("event %+v (open: %v), want %q", e, ok, name)
		}
		return e.data
	case <-time.After(5 * time.Second):
		tab.t.Fatalf("no event, want %q", name)
	}
	return ""
}

// ended waits for the server to end the stream.
func (tab *tab) ended() {
	tab.t.Helper()
	for deadline := time.After(5 * time.Second); ; {
		select {
		case _, ok := <-tab.events:
			if !ok {
				return
			}
		case <-deadline:
			tab.t.Fatal("stream goes on")
		}
	}
}

// stateOf asks for a page and returns the state its script element names.
func stateOf(t *testing.T, base, path string) string {
	t.Helper()
	resp, err := http.Get(base + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	_, after, ok := strings.Cut(body(t, resp), `data-state="`)
	state, _, _ := strings.Cut(after, `"`)
	if !ok || state == "" {
		t.Fatalf("%s has no live reload", path)
	}
	return state
}

// running serves f on a real connection.
func running(t *testing.T, f *fakeSite) (s *Server, base string) {
	t.Helper()
	s = New(f, Options{LiveReload: true, Translate: words{}})
	ts := httptest.NewServer(s.Handler())
	t.Cleanup(func() {
		s.endStreams()
		ts.Close()
	})
	return s, ts.URL
}

var errDisk = errors.New("disk full")
