package host

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/kaaw/nachbar/internal/release"
)

// shelf is what requests are answered from. It does not change.
type shelf struct {
	current *Snapshot
	earlier []past // the newest first
}

// past is a release that was current, until its hashed files are gone as well.
type past struct {
	*Snapshot
	until time.Time
}

// keptReleases is how many earlier releases answer for their hashed files.
const keptReleases = 2

// lingering finds a hashed file of an earlier release.
func (s *shelf) lingering(audience, path string) (*tree, *file) {
	for _, p := range s.earlier {
		t := p.trees[audience]
		if t == nil || time.Now().After(p.until) {
			continue
		}
		if f := t.paths[path]; f != nil && f.linger {
			return t, f
		}
	}
	return nil, nil
}

// library keeps the shelf in step with the store.
type library struct {
	dir    string
	poll   time.Duration
	linger time.Duration
	load   *loader
	log    *slog.Logger
	shelf  atomic.Pointer[shelf]
	wake   chan struct{} // somebody wants it looked at now
	told   func(state)   // each time something was tried

	state state
	retry time.Time // when a release that was refused is looked at again
	past  []past
}

// state is what happened last.
type state struct {
	Refused string // the release that could not be loaded, "" if none
	Err     error  // why
}

// retryAfter is how long a release that was refused is left alone, unless
// something happens in the folder.
const retryAfter = time.Minute

// run follows the store until ctx ends. The packer of a release ends with the
// next one.
func (l *library) run(ctx context.Context) {
	events, stop := l.watch()
	defer stop()
	tick := time.NewTicker(l.poll)
	defer tick.Stop()
	packer := l.startPacking(ctx)
	for {
		force := false
		select {
		case <-ctx.Done():
			packer()
			return
		case <-tick.C:
		case <-events:
		case <-l.wake:
			force = true
		}
		if l.look(ctx, force) {
			packer()
			packer = l.startPacking(ctx)
		}
	}
}

// startPacking packs the current release beside what goes on; the function it
// returns ends that.
func (l *library) startPacking(ctx context.Context) (stop func()) {
	s := l.shelf.Load()
	if s == nil || s.current == nil {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		start := time.Now()
		for _, t := range s.current.trees { // read before somebody waits for it
			_, _ = t.search.get(ctx)
		}
		if n := pack(ctx, s.current); ctx.Err() == nil {
			l.log.Info("release packed", "release", s.current.ID, "contents", n, "took", time.Since(start).Round(time.Millisecond))
		}
	}()
	return func() { cancel(); <-done }
}

// watch tells what happens to the link. Where the system tells nothing, looking
// every now and then has to do.
func (l *library) watch() (events <-chan fsnotify.Event, stop func()) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, func() {}
	}
	if err := w.Add(l.dir); err != nil {
		l.log.Debug("folder of releases is only polled", "error", err)
	}
	return w.Events, func() { _ = w.Close() }
}

// look loads the release that is current now, if it is another one, and
// reports whether it is shown.
func (l *library) look(ctx context.Context, force bool) bool {
	r, err := currentRelease(l.dir)
	if errors.Is(err, release.ErrNone) || errors.Is(err, release.ErrNoStore) || errors.Is(err, fs.ErrNotExist) {
		return false
	}
	if err != nil {
		l.refuse("?", err, force)
		return false
	}
	if s := l.shelf.Load(); s != nil && s.current.ID == r.ID {
		l.settle()
		return false
	}
	if r.ID == l.state.Refused && !force && time.Now().Before(l.retry) {
		return false
	}
	start := time.Now()
	snapshot, err := l.load.load(ctx, r)
	if err != nil {
		l.refuse(r.ID, err, true)
		return false
	}
	l.show(snapshot)
	l.log.Info("release loaded", "release", r.ID, "audience", snapshot.shown,
		"files", len(snapshot.trees[snapshot.shown].files), "took", time.Since(start).Round(time.Millisecond))
	return true
}

// currentRelease reads where the link leads.
func currentRelease(dir string) (release.Release, error) {
	store, err := release.OpenStore(filepath.Clean(dir), release.Options{})
	if err != nil {
		return release.Release{}, err
	}
	defer store.Close()
	return store.Current()
}

// refuse keeps what is shown and says why.
func (l *library) refuse(id string, err error, loud bool) {
	if loud || l.state.Refused != id {
		l.log.Error("release not loaded; the one before stays", "release", id, "error", err)
	}
	l.state, l.retry = state{id, fmt.Errorf("load release: %w", err)}, time.Now().Add(retryAfter)
	l.told(l.state)
}

// settle forgets a refusal when the link leads to what is shown.
func (l *library) settle() {
	if l.state.Refused != "" {
		l.state = state{}
		l.told(l.state)
	}
}

// show puts a release on the shelf.
func (l *library) show(s *Snapshot) {
	now := time.Now()
	if old := l.shelf.Load(); old != nil {
		l.past = append([]past{{old.current, now.Add(l.linger)}}, l.past...)
	}
	kept := l.past[:0:0]
	for _, p := range l.past {
		if len(kept) < keptReleases && now.Before(p.until) && p.ID != s.ID {
			kept = append(kept, p)
		}
	}
	l.past = kept
	l.shelf.Store(&shelf{s, kept})
	all := []*Snapshot{s}
	for _, p := range kept {
		all = append(all, p.Snapshot)
	}
	l.load.pool.keep(all)
	l.state = state{}
	l.told(l.state)
}
