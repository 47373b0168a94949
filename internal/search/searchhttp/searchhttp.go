// Package searchhttp answers searches over HTTP.
//
// # For programs
//
//	GET /api/suche?q=&limit=&offset=&kind=&section=
//
// answers with {"total", "partial", "relaxed", "suggestion", "results",
// "facets"}; a result has the fields of nachbar search --json
// (search.HitJSON). The query is read as everywhere (search.Parse) and cut at
// search.MaxQuery. kind and section may be given several times: any of them
// will do. A limit or offset out of bounds is status 400. All errors are
// {"error": "a sentence"}.
//
// # For people
//
// Service.Page fills the answer to /suche/?q=… into the result page of a build,
// so that the search works without JavaScript: how many there are, "did you
// mean", filters as links with counts, results with their words marked, pages.
// Parameters are q, the names of facets (typ, bereich, schritt, stufe, rolle,
// schlagwort; each may be repeated) and seite. The place for the results is the
// element with the attribute data-search-results; what the build has put there
// is replaced. A page without it stays as it is.
//
// # What an answer may cost
//
// One address asks at most Options.Rate times a second, with bursts; an IPv6
// client is its network of 64 bits. X-Forwarded-For counts only if the request
// comes from one of Options.Proxies. Too many questions are status 429 with
// Retry-After. At most Options.Running searches run at once and Options.Waiting
// wait for them; more are status 503. A search ends after Options.Time. The
// lists of clients and of the waiting are bounded, whoever asks.
//
// Where the engine comes from is not known here: that of a site that changes is
// made while its first readers wait.
package searchhttp

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/netip"
	"runtime"
	"time"

	"github.com/kaaw/nachbar/internal/search"
)

// Path is where programs ask, PageOutput the page of a build that people ask.
const (
	Path       = "/api/suche"
	PageOutput = "suche/index.html"
)

// ErrNoSearch is the error of an Options.Engine for a site that has none.
var ErrNoSearch = errors.New("the site has no search")

// Words are the words of the site; *i18n.Catalogue has them.
type Words interface {
	T(key string, args map[string]string) string
	N(key string, n int, args map[string]string) string
	Number(n int) string
}

// Options tune a Service. Zero values are defaults.
type Options struct {
	// Engine returns the engine of the site as it is now; it must stay open
	// until the request is answered. It may take its time, within Patience.
	// ErrNoSearch is status 404.
	Engine func(ctx context.Context) (*search.Engine, error)
	// Words returns the words of the site as it is now.
	Words func() Words
	// Log gets the errors of engines; nil logs nothing.
	Log *slog.Logger

	// Rate is how many searches an address may ask for a second, Burst how many
	// at once. A reader who types is served by the browser itself.
	Rate, Burst int
	// Clients is how many addresses are remembered.
	Clients int
	// Proxies are the addresses whose X-Forwarded-For is believed.
	Proxies []netip.Prefix
	// Running searches are worked on at once, Waiting more may wait.
	Running, Waiting int
	// Time is how long a search may take, Patience how long its reader waits
	// for an engine that is being made.
	Time, Patience time.Duration
}

// Service answers searches. It is safe for concurrent use.
type Service struct {
	opt     Options
	log     *slog.Logger
	clients *clients
	gate    *gate
}

// New returns a Service. Options.Engine and Options.Words must be given.
func New(opt Options) *Service {
	orDefault(&opt.Rate, 5)
	orDefault(&opt.Burst, 30)
	orDefault(&opt.Clients, 10_000)
	orDefault(&opt.Running, runtime.GOMAXPROCS(0))
	orDefault(&opt.Waiting, 64)
	orDefault(&opt.Time, time.Second)
	orDefault(&opt.Patience, 10*time.Second)
	log := opt.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Service{
		opt: opt, log: log,
		clients: newClients(opt.Rate, opt.Burst, opt.Clients),
		gate:    newGate(opt.Running, opt.Waiting),
	}
}

func orDefault[T int | time.Duration](value *T, otherwise T) {
	if *value <= 0 {
		*value = otherwise
	}
}

// refusal says why a search was not answered.
type refusal struct {
	status int
	key    string // of the message
	after  time.Duration
}

// find answers a request; if it returns neither results nor a refusal the
// reader is gone.
func (s *Service) find(r *http.Request, req search.Request) (*search.Results, *refusal) {
	if wait := s.clients.ask(ClientOf(r, s.opt.Proxies), time.Now()); wait > 0 {
		return nil, &refusal{http.StatusTooManyRequests, "ui.search.often", wait}
	}
	if req.Empty() {
		return &search.Results{}, nil
	}
	if !s.gate.admit() {
		return nil, busy()
	}
	defer s.gate.leave()
	results, err := s.search(r.Context(), req)
	switch {
	case err == nil:
		return results, nil
	case r.Context().Err() != nil:
		return nil, nil
	case errors.Is(err, ErrNoSearch):
		return nil, &refusal{http.StatusNotFound, "ui.search.off", 0}
	case !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, context.Canceled):
		s.log.ErrorContext(r.Context(), "search", "query", req.Text, "error", err)
	}
	return nil, busy()
}

func busy() *refusal {
	return &refusal{http.StatusServiceUnavailable, "ui.search.busy", 2 * time.Second}
}

// search waits for the engine, then for its turn.
func (s *Service) search(ctx context.Context, req search.Request) (*search.Results, error) {
	patient, cancel := context.WithTimeout(ctx, s.opt.Patience)
	defer cancel()
	engine, err := s.opt.Engine(patient)
	if err != nil {
		return nil, err
	}
	ctx, cancel = context.WithTimeout(ctx, s.opt.Time)
	defer cancel()
	if err := s.gate.run(ctx); err != nil {
		return nil, err
	}
	defer s.gate.done()
	return engine.Search(ctx, req)
}
