package host

import (
	"context"
	"net/http"
	"net/netip"
	"path"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"github.com/kaaw/nachbar/internal/httpheader"
	"github.com/kaaw/nachbar/internal/search/searchhttp"
)

// Paths of the host itself.
const (
	healthPath = "/_nachbar/health"
	hookPath   = "/_nachbar/hook"
)

// handler answers requests from the shelf.
type handler struct {
	shelf    *atomic.Pointer[shelf]
	fixed    http.Header // of every answer
	hosts    map[string]bool
	search   *searchhttp.Service
	searches *rate.Limiter
	portal   http.Handler
	hook     http.Handler
	health   func() health
	metrics  *metrics
	log      *accessLog // nil for none
	proxies  []netip.Prefix
	pool     sync.Pool // of *recorder
}

func newHandler(opt *Options, shelf *atomic.Pointer[shelf], m *metrics) *handler {
	h := &handler{
		shelf: shelf, fixed: http.Header{}, hosts: map[string]bool{}, hook: opt.Hook, metrics: m, proxies: opt.Proxies,
		searches: rate.NewLimiter(rate.Limit(opt.Limits.Searches), 2*opt.Limits.Searches),
	}
	httpheader.SetProduction(h.fixed)
	if opt.Cert != "" || opt.BehindTLS {
		h.fixed["Strict-Transport-Security"] = []string{"max-age=31536000"}
	}
	for _, name := range opt.Hosts {
		h.hosts[strings.ToLower(name)] = true
	}
	h.search = h.newSearch(opt)
	h.portal = http.HandlerFunc(h.page)
	if opt.Members != nil {
		h.portal = opt.Members(h.portal)
	}
	h.pool.New = func() any { return new(recorder) }
	return h
}

// ServeHTTP implements http.Handler.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	rec := h.pool.Get().(*recorder)
	*rec = recorder{ResponseWriter: w}
	header := w.Header()
	for name, value := range h.fixed {
		header[name] = value
	}
	switch {
	case len(h.hosts) > 0 && !h.hosts[hostname(r.Host)]:
		h.refuse(rec, nil, http.StatusMisdirectedRequest, "server.host-refused", "host", r.Host)
	case strings.HasPrefix(r.URL.Path, "/_nachbar/") && r.URL.Path == healthPath:
		h.answerHealth(rec, r)
	case r.URL.Path == hookPath && h.hook != nil:
		h.hook.ServeHTTP(rec, r)
	default:
		h.portal.ServeHTTP(rec, r)
	}
	took := time.Since(start)
	h.metrics.count(rec, took)
	if h.log != nil {
		h.log.write(rec, r, start, took, h.proxies)
	}
	*rec = recorder{}
	h.pool.Put(rec)
}

// hostname is a Host without its port, in lower case.
func hostname(host string) string {
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		host = host[:i]
	}
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// audienceKey is under what a request knows the audience it may read.
type audienceKey struct{}

// WithAudience lets a request read another audience than the public one. Answers
// are for the browser that asks and for no cache in between; who decides by a
// cookie need not say so again.
func WithAudience(r *http.Request, audience string) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), audienceKey{}, audience))
}

// page answers a request for the portal.
func (h *handler) page(w http.ResponseWriter, r *http.Request) {
	rec, ok := w.(*recorder)
	if !ok { // a wrapper of the member area's
		rec = &recorder{ResponseWriter: w}
	}
	s := h.shelf.Load()
	if s == nil {
		rec.Header()["Retry-After"] = []string{"5"}
		h.refuse(rec, nil, http.StatusServiceUnavailable, "host.no-release")
		return
	}
	audience, private := s.current.shown, false
	if a, ok := r.Context().Value(audienceKey{}).(string); ok && a != audience {
		audience, private = a, true
	}
	t := s.current.trees[audience]
	if t == nil {
		h.refuse(rec, nil, http.StatusServiceUnavailable, "host.no-release")
		return
	}
	if rec.private = private; r.Method != http.MethodGet && r.Method != http.MethodHead {
		rec.Header()["Allow"] = []string{"GET, HEAD"}
		h.refuse(rec, t, http.StatusMethodNotAllowed, "server.method-refused", "method", r.Method)
		return
	}
	if r.URL.Path == searchhttp.Path {
		h.results(rec, r, t, nil)
		return
	}
	t, f := find(s, t, r.URL.Path)
	if asksFor(f, r) {
		h.results(rec, r, t, f)
		return
	}
	h.file(rec, r, t, f)
}

// find is what a path gets, and from which release.
func find(s *shelf, t *tree, urlPath string) (*tree, *file) {
	if f := t.paths[urlPath]; f != nil {
		return t, f
	}
	if clean := cleanPath(urlPath); clean != urlPath {
		switch f := t.paths[clean]; {
		case f == nil:
		case f.location != nil:
			return t, f
		default:
			return t, redirect(t.base + clean)
		}
	}
	if from, f := s.lingering(t.audience, urlPath); f != nil {
		return from, f
	}
	return t, t.missing
}

// cleanPath returns p with one leading slash and without "." and ".." and empty
// parts; a final slash stays.
func cleanPath(p string) string {
	clean := path.Clean("/" + p)
	if strings.HasSuffix(p, "/") && clean != "/" {
		clean += "/"
	}
	return clean
}

// refuse answers with one line of text; pairs are names and values of its words.
func (h *handler) refuse(w *recorder, t *tree, status int, key string, pairs ...string) {
	words := h.words()
	if t != nil && t.words != nil {
		words = t.words
	}
	args := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i]] = shortened(pairs[i+1])
	}
	text := words.T(key, args) + "\n"
	header := w.Header()
	header["Content-Type"] = []string{"text/plain; charset=utf-8"}
	header["Cache-Control"] = []string{"no-store"}
	header["Content-Length"] = []string{strconv.Itoa(len(text))}
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text))
}

// shortened is a word of a request, fit to be shown.
func shortened(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, s[:min(len(s), 60)])
}

// recorder notes what is sent, and makes answers private.
type recorder struct {
	http.ResponseWriter
	status  int
	bytes   int64
	private bool
}

// WriteHeader implements http.ResponseWriter.
func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	if r.private {
		makePrivate(r.Header())
	}
	r.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.WriteHeader(http.StatusOK)
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// makePrivate keeps an answer out of caches that others use.
func makePrivate(h http.Header) {
	control := "private, no-cache"
	if old := h.Get("Cache-Control"); strings.Contains(old, "no-store") {
		control = "no-store"
	} else if strings.Contains(old, "immutable") {
		control = "private, max-age=31536000, immutable"
	}
	h["Cache-Control"] = []string{control}
	h["Vary"] = []string{"Accept-Encoding, Cookie"}
}
