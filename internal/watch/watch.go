// Package watch tells what changed below some folders, in few and late words.
//
// Watch takes roots: folders, watched with everything below them, or single
// files. A root may be missing and appear later, or vanish and come back, as
// folders do when git switches branches. What happened is delivered as
// batches of paths.
//
// # What a path in a batch means
//
// The file or folder at that path appeared, changed or vanished. A path may be
// a folder; then everything below it may have changed. A folder that appears
// is reported together with the files found in it; one that vanishes stands
// for all it held. Paths begin with their root as it was given, are cleaned,
// sorted and unique. Changes of permissions and access times alone are not
// changes. The files that editors and desktops write for themselves (swap
// files, locks, backups) and the folders of version control are never
// reported.
//
// # When a batch comes
//
// A batch is sent once nothing has happened for Debounce, and at the latest
// MaxWait after its first change. Saving a file makes several events (vim:
// rename, create, write, delete), so a reader never sees the moment between
// them. While the receiver is busy, changes gather in one next batch.
//
// # Where notifications do not work
//
// The operating system's notifications (package fsnotify) fail when its limits
// are reached and stay silent on network drives. In both cases the folders are
// polled instead, at Poll; OnFallback says why.
//
// Everything that Watch starts ends with its context; the channel is closed
// after the last of it ended.
package watch

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"
)

// Defaults of Options.
const (
	// DefaultDebounce is as short as two writes of one save may be apart.
	DefaultDebounce = 15 * time.Millisecond
	// DefaultMaxWait bounds the delay while something keeps writing.
	DefaultMaxWait = 200 * time.Millisecond
	// DefaultPoll is how often folders are looked at without notifications.
	DefaultPoll = 500 * time.Millisecond
)

// ErrNetwork is the reason given to OnFallback for a root on a network drive,
// whose server does not tell of changes made by other machines.
var ErrNetwork = errors.New("file system without change notifications")

// Options tune Watch; the zero value is ready to use.
type Options struct {
	// Debounce is the quiet time that ends a batch; 0 means DefaultDebounce.
	Debounce time.Duration
	// MaxWait is the longest time between the first change of a batch and its
	// delivery to a waiting receiver; 0 means DefaultMaxWait.
	MaxWait time.Duration
	// Poll above 0 looks at the folders at this interval and uses no
	// notifications. At 0 polling is only the fallback, at DefaultPoll.
	Poll time.Duration
	// Ignore leaves a file, or a folder with all below it, out. It is called
	// with paths as a Batch has them, from one goroutine at a time.
	Ignore func(path string) bool
	// OnFallback is told why polling took the place of notifications. It is
	// called at most once, before the first batch that polling finds.
	OnFallback func(reason error)
}

// Batch is a set of paths at which something changed.
type Batch struct {
	// Paths are sorted and unique; see the package comment for their meaning.
	Paths []string
}

// Relative returns the paths of b relative to dir and with slashes, as the
// names in an fs.FS of dir. Paths outside dir are left out; dir itself is ".".
func (b Batch) Relative(dir string) []string {
	rel := make([]string, 0, len(b.Paths))
	for _, path := range b.Paths {
		name, err := filepath.Rel(dir, path)
		if err == nil && filepath.IsLocal(name) {
			rel = append(rel, filepath.ToSlash(name))
		}
	}
	return rel
}

// Watch reports changes at and below roots until ctx ends, then closes the
// channel. It fails when the folder that holds a root cannot be read.
func Watch(ctx context.Context, roots []string, opt Options) (<-chan Batch, error) {
	opt = opt.withDefaults()
	t := newTree(roots, opt.Ignore)
	if err := t.reachable(); err != nil {
		return nil, fmt.Errorf("watch: %w", err)
	}
	src := choose(t, opt)
	out := make(chan Batch)
	changes := make(chan []string)
	go func() {
		defer close(changes)
		src.run(ctx, func(paths []string) {
			select {
			case changes <- paths:
			case <-ctx.Done():
			}
		})
	}()
	go func() {
		defer close(out)
		gather(ctx, changes, out, opt.Debounce, opt.MaxWait)
		for range changes { // until the source has ended, too
		}
	}()
	return out, nil
}

func (o Options) withDefaults() Options {
	if o.Debounce <= 0 {
		o.Debounce = DefaultDebounce
	}
	if o.MaxWait <= 0 {
		o.MaxWait = DefaultMaxWait
	}
	if o.OnFallback == nil {
		o.OnFallback = func(error) {}
	}
	return o
}

// source finds changes and emits their paths until its context ends.
type source interface {
	run(ctx context.Context, emit func(paths []string))
}

// choose returns the poller if it is wanted or needed, else the notifier with
// the poller as its heir.
func choose(t tree, opt Options) source {
	if opt.Poll > 0 {
		return newPoller(t, opt.Poll)
	}
	err := t.local()
	if err == nil {
		var n *notifier
		if n, err = newNotifier(t); err == nil {
			n.onFail = opt.OnFallback
			return n
		}
	}
	opt.OnFallback(err)
	return newPoller(t, DefaultPoll)
}
