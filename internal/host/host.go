package host

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/kaaw/nachbar/internal/host/conns"
	"github.com/kaaw/nachbar/internal/server"
)

// maxHeader is how many bytes the headers of a request may have.
const maxHeader = 16 << 10

// Host is the server of a store. It is made by New and runs once.
type Host struct {
	opt     Options
	library *library
	handler *handler
	metrics *metrics
	log     *accessLog
	state   atomic.Pointer[state]
	conns   atomic.Pointer[conns.Listener]
}

// New returns a host that does not listen yet.
func New(opt Options) *Host {
	opt.fill()
	h := &Host{opt: opt}
	h.state.Store(&state{})
	if h.opt.Publishing == nil {
		h.opt.Publishing = func() Publishing { return Publishing{} }
	}
	h.metrics = newMetrics(
		func() int {
			if l := h.conns.Load(); l != nil {
				return l.Open()
			}
			return 0
		},
		func() (uint64, uint64) {
			if l := h.conns.Load(); l != nil {
				return l.Cut()
			}
			return 0, 0
		}, h.opt.Publishing)
	h.library = &library{
		dir: opt.Dir, poll: opt.Poll, linger: opt.Linger, log: opt.Log, wake: make(chan struct{}, 1), told: h.told,
		load: &loader{
			audience: opt.Audience, all: opt.Members != nil, base: opt.MembersBase, memory: opt.Memory, words: opt.Words,
			pool: &pool{all: map[[32]byte]*content{}},
		},
	}
	h.handler = newHandler(&h.opt, &h.library.shelf, h.metrics)
	h.handler.health = h.health
	if opt.AccessLog != nil {
		h.log = newAccessLog(opt.AccessLog, opt.Addresses)
		h.log.members = opt.Members != nil
		h.handler.log = h.log
	}
	return h
}

// Handler is the portal, with health and hook.
func (h *Host) Handler() http.Handler { return h.handler }

// Reload looks at the store now, even for a release that was refused.
func (h *Host) Reload() {
	select {
	case h.library.wake <- struct{}{}:
	default:
	}
}

// Load loads the current release before Run does, and returns why it cannot.
func (h *Host) Load(ctx context.Context) error {
	h.library.look(ctx, true)
	return h.state.Load().Err
}

// Audiences are those that the current release was loaded with, sorted, and Shown
// the one that everybody sees; before a release was loaded there are none.
func (h *Host) Audiences() (all []string, shown string) {
	s := h.library.shelf.Load()
	if s == nil {
		return nil, ""
	}
	return slices.Sorted(maps.Keys(s.current.trees)), s.current.shown
}

// told keeps what the library says for those who ask.
func (h *Host) told(s state) {
	h.state.Store(&s)
	var current *Snapshot
	if shelf := h.library.shelf.Load(); shelf != nil {
		current = shelf.current
	}
	h.metrics.show(current, s.Refused != "")
}

func (h *Host) health() health {
	out := health{Refused: h.state.Load().Refused}
	if s := h.library.shelf.Load(); s != nil {
		out.OK, out.Release, out.Since = true, s.current.ID, s.current.Loaded.UTC().Truncate(time.Second)
	}
	if h.opt.Hook != nil {
		p := h.opt.Publishing()
		out.Publish = &p
	}
	return out
}

// Run serves until ctx ends, lets running answers finish and returns nil.
// Everything it starts has ended when it returns.
func (h *Host) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	main, err := listen(ctx, h.opt.Addr)
	if err != nil {
		return err
	}
	defer main.Close()
	var config *tls.Config
	if h.opt.Cert != "" {
		pair, err := tls.LoadX509KeyPair(h.opt.Cert, h.opt.Key)
		if err != nil {
			return fmt.Errorf("read certificate: %w", err)
		}
		config = &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}
	}
	var side net.Listener
	if h.opt.MetricsAddr != "" {
		if side, err = listen(ctx, h.opt.MetricsAddr); err != nil {
			return err
		}
		defer side.Close()
	}
	return h.serve(ctx, cancel, main, side, config)
}

func listen(ctx context.Context, addr string) (net.Listener, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	if server.InUse(err) {
		return nil, &server.AddrInUseError{Addr: addr, Err: err}
	}
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", addr, err)
	}
	return l, nil
}

// serve runs all that belongs to a host and waits for it.
func (h *Host) serve(ctx context.Context, cancel func(), main, side net.Listener, config *tls.Config) error {
	bounded := conns.New(main, conns.Options{
		Max: connLimit(h.opt.Limits.Conns), MinRate: h.opt.Limits.MinRate, Window: h.opt.Limits.Window,
		Grace: h.opt.Limits.Header / 5,
	})
	h.conns.Store(bounded)
	srv := &http.Server{
		Handler: h.handler, ReadHeaderTimeout: h.opt.Limits.Header, ReadTimeout: h.opt.Limits.Request,
		IdleTimeout: h.opt.Limits.Idle, MaxHeaderBytes: maxHeader - 4096, // net/http adds 4096
		ConnState: bounded.State, ErrorLog: slog.NewLogLogger(h.opt.Log.Handler(), slog.LevelDebug),
	}
	metricsServer := &http.Server{Handler: h.metrics.handler(), ReadTimeout: 10 * time.Second, WriteTimeout: 20 * time.Second, MaxHeaderBytes: 4 << 10}
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	wg.Go(func() { h.library.run(ctx) })
	logged, endLog := context.WithCancel(context.WithoutCancel(ctx))
	defer endLog()
	if h.log != nil {
		wg.Go(func() { h.log.run(logged) })
	}
	served := make(chan error, 3)
	listener := net.Listener(bounded)
	scheme := "http://"
	var plain *fast
	switch {
	case config != nil:
		listener, scheme = tls.NewListener(bounded, config), "https://"
	case h.opt.Members == nil && !h.opt.Addresses: // those want to see every request
		others := newHandover(main.Addr())
		plain, listener = newFast(h.handler, h.opt.Limits, others), others
		wg.Go(func() { served <- plain.accept(bounded) })
	}
	wg.Go(func() { served <- srv.Serve(listener) })
	metricsURL := ""
	if side != nil {
		wg.Go(func() { served <- metricsServer.Serve(side) })
		metricsURL = "http://" + side.Addr().String() + "/"
	}
	if h.opt.OnReady != nil {
		h.opt.OnReady(scheme+main.Addr().String()+"/", metricsURL)
	}
	var failed error
	select {
	case failed = <-served:
		failed = fmt.Errorf("serve: %w", failed)
	case <-ctx.Done():
	}
	_ = bounded.Close()
	return errors.Join(failed, h.drain(ctx, plain, srv, metricsServer))
}

// drain lets running answers finish.
func (h *Host) drain(ctx context.Context, plain *fast, main, side *http.Server) error {
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), h.opt.Limits.Drain)
	defer cancel()
	if plain != nil {
		plain.drain(limit)
	}
	err := main.Shutdown(limit)
	if errors.Is(err, context.DeadlineExceeded) {
		err = main.Close()
	}
	if err = errors.Join(err, side.Close()); err != nil {
		return fmt.Errorf("stop serving: %w", err)
	}
	return nil
}
