package searchhttp

import (
	"context"
	"errors"
	"sync"

	"github.com/kaaw/nachbar/internal/search"
)

var (
	// ErrClosed is the error of a Fresh that was closed.
	ErrClosed = errors.New("the search is closed")
	// ErrNoSearch is the error of an Options.Engine for a site that has none.
	ErrNoSearch = errors.New("the site has no search")
)

// Fresh keeps the engine of a site that changes. The engine is made when
// somebody searches, not when the site changes; all who search meanwhile wait
// for the same one. It is safe for concurrent use.
type Fresh struct {
	build func(ctx context.Context, before *search.Engine) (*search.Engine, error)
	ctx   context.Context // of all builds
	stop  context.CancelFunc

	mu      sync.Mutex
	state   int // of the site: counts its changes
	engine  *search.Engine
	made    int // the state that engine was made of
	running *making
}

// making is an engine that is being made.
type making struct {
	state  int
	cancel context.CancelFunc
	done   chan struct{}
	err    error // once done is closed
}

// NewFresh returns a Fresh that makes engines with build, one at a time. build
// gets the engine before, or nil, and may return that one if it still holds.
func NewFresh(build func(ctx context.Context, before *search.Engine) (*search.Engine, error)) *Fresh {
	f := &Fresh{build: build, made: -1}
	f.ctx, f.stop = context.WithCancel(context.Background())
	return f
}

// Changed says that the site is another one now. A build of the site before is
// given up.
func (f *Fresh) Changed() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.state++
	if f.running != nil {
		f.running.cancel()
	}
}

// Engine returns the engine of the site as it is now. An error is not kept: the
// next search tries again.
func (f *Fresh) Engine(ctx context.Context) (*search.Engine, error) {
	for {
		engine, m := f.current()
		if engine != nil {
			return engine, nil
		}
		if m == nil {
			return nil, ErrClosed
		}
		select {
		case <-m.done:
			if m.err != nil && !f.outdated(m) {
				return nil, m.err
			}
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// current returns the engine, or the making to wait for; after Close neither.
func (f *Fresh) current() (*search.Engine, *making) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.ctx.Err() != nil:
		return nil, nil
	case f.made == f.state:
		return f.engine, nil
	case f.running == nil:
		f.start()
	}
	return nil, f.running
}

// start makes an engine of the site as it is now. f.mu is held.
func (f *Fresh) start() {
	ctx, cancel := context.WithCancel(f.ctx)
	m := &making{state: f.state, cancel: cancel, done: make(chan struct{})}
	f.running = m
	before := f.engine
	go func() {
		defer cancel()
		engine, err := f.build(ctx, before)
		f.mu.Lock()
		defer f.mu.Unlock()
		if err == nil {
			f.engine, f.made = engine, m.state
		}
		f.running, m.err = nil, err
		close(m.done)
	}()
}

// outdated reports whether the site has changed since a build began.
func (f *Fresh) outdated(m *making) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return m.state != f.state
}

// Close gives up what is being made and waits for its end. Nobody gets an
// engine any more.
func (f *Fresh) Close() {
	f.stop()
	f.mu.Lock()
	m := f.running
	f.mu.Unlock()
	if m != nil {
		<-m.done
	}
}
