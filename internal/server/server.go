// Package server shows a site while it is written: it answers requests with
// the outputs of a Site and reloads the pages that a change altered.
//
// # Answers
//
// A URL path names an output: "/leitfaden/bia/" is "leitfaden/bia/index.html".
// A path without its final slash is redirected to the page. What does not
// exist gets the site's 404.html with its links made to work at any depth.
// A page that cannot be built gets status 500 and a page that lists the
// problems. Only GET and HEAD are answered. Every answer carries the headers
// of production (headers.go), among them the content security policy, so that
// what works here works there; ETag is the hash of the content; HTML is
// revalidated on every use, files under assets/ with a hash in their name are
// kept for ever.
//
// The server answers only for names of this machine, against DNS rebinding: a
// page of a stranger must not read drafts through the editor's own browser.
//
// With Options.Search it also answers searches: /api/suche for programs, and the
// result page with results in it, for whose sake the search works without
// JavaScript. Such an answer is for one request: it has no ETag.
//
// # Live reload
//
// With LiveReload every HTML page gets the script /_nachbar/live.js. It keeps
// one stream of server-sent events open while the page is visible, at
// /_nachbar/events?path=…&state=…, where state names the bytes that the page
// was made of. The stream has two events: "reload", when the path now gives
// other bytes, and "problems", the list for the overlay. As the comparison is
// also made when a stream opens, a page that was hidden, or whose server was
// started again, catches up by itself.
//
// The package knows no site and reads no file: whoever notices changes calls
// Server.Change.
package server

import (
	"context"
	"log/slog"
	"net/http"
	"sync"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/httpheader"
	"github.com/kaaw/nachbar/internal/search/searchhttp"
)

// DefaultAddr is where nachbar serve listens.
const DefaultAddr = "127.0.0.1:1313"

// Site is what is served. Its methods are called by many goroutines at once,
// Change by one at a time.
type Site interface {
	// Output returns what a build would write to path, a slash-separated path
	// such as "leitfaden/bia/index.html". The error is fs.ErrNotExist if a
	// build writes no such file. An error with a method Problems() diag.List
	// tells why the output cannot be built.
	Output(ctx context.Context, path string) (Output, error)
	// Problems returns all that is wrong with the site as it is now.
	Problems() diag.List
	// Change is told that the files or folders at these site-relative slash
	// paths may have changed. When it returns, Output and Problems give the
	// new state.
	Change(ctx context.Context, paths []string) error
}

// Output is one file of the built site. Body must not be changed by either
// side once returned. ETag is a hash of Body in hexadecimal. (It is an alias
// so that a Site need not import this package.)
type Output = struct {
	Body []byte
	ETag string
}

// Search answers searches; *searchhttp.Service does.
type Search interface {
	// ServeHTTP answers programs.
	http.Handler
	// Page fills results into the result page of the site; see
	// searchhttp.Service.Page.
	Page(h http.Header, r *http.Request, page []byte) (status int, body []byte, filled bool)
}

// Options tune a Server.
type Options struct {
	// Addr is host:port to listen on; port 0 takes a free one. "" means
	// DefaultAddr.
	Addr string
	// Hosts are further names that may be asked for, besides localhost,
	// addresses of this machine and the host of Addr.
	Hosts []string
	// Translate words messages; nil shows their keys.
	Translate diag.Translator
	// Log gets requests at debug level; nil logs nothing.
	Log *slog.Logger
	// Search answers searchhttp.Path and fills results into the result page;
	// nil leaves both to the site.
	Search Search
	// LiveReload adds the reload script to pages.
	LiveReload bool
	// OnReady is called once Run accepts connections, with the URL of the
	// start page.
	OnReady func(url string)
}

// Server serves one Site.
type Server struct {
	site  Site
	opt   Options
	log   *slog.Logger
	hosts hosts

	mu        sync.Mutex
	changed   chan struct{} // closed and replaced after each change
	changeErr error         // of the last Change

	stop     chan struct{} // closed when streams must end
	stopOnce sync.Once
}

// New returns a server of site that does not yet listen.
func New(site Site, opt Options) *Server {
	if opt.Addr == "" {
		opt.Addr = DefaultAddr
	}
	if opt.Translate == nil {
		opt.Translate = keys{}
	}
	log := opt.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Server{
		site:    site,
		opt:     opt,
		log:     log,
		hosts:   allowed(opt.Addr, opt.Hosts),
		changed: make(chan struct{}),
		stop:    make(chan struct{}),
	}
}

// Handler returns the site, the live reload and the checks around them.
func (s *Server) Handler() http.Handler {
	mux := map[string]http.HandlerFunc{
		"/_nachbar/live.js":  client("live.js"),
		"/_nachbar/live.css": client("live.css"),
	}
	if s.opt.LiveReload {
		mux["/_nachbar/events"] = s.events
	}
	if s.opt.Search != nil {
		mux[searchhttp.Path] = s.opt.Search.ServeHTTP
	}
	return s.logged(func(w http.ResponseWriter, r *http.Request) {
		httpheader.SetProduction(w.Header())
		extendDeadline(w, 0)
		switch handle := mux[r.URL.Path]; {
		case !s.hosts.allow(r.Host):
			s.refuse(w, http.StatusForbidden, "server.host-refused", "host", r.Host)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Allow", "GET, HEAD")
			s.refuse(w, http.StatusMethodNotAllowed, "server.method-refused", "method", r.Method)
		case handle != nil:
			handle(w, r)
		default:
			s.page(w, r)
		}
	})
}

// Change passes paths on to the site and then lets every open page look
// whether it changed. It returns the error of Site.Change, which the pages'
// overlay shows as well.
func (s *Server) Change(ctx context.Context, paths []string) error {
	err := s.site.Change(ctx, paths)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changeErr = err
	close(s.changed)
	s.changed = make(chan struct{})
	return err
}

// news returns a channel that is closed after the next change, and the error
// of the last one.
func (s *Server) news() (next <-chan struct{}, changeErr error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed, s.changeErr
}

// refuse answers with one line of text.
func (s *Server) refuse(w http.ResponseWriter, status int, key, arg, value string) {
	text := s.opt.Translate.T(key, map[string]string{arg: diag.Clean(value)})
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n"))
}

// keys is the diag.Translator that knows no words.
type keys struct{}

func (keys) T(key string, _ map[string]string) string { return key }
