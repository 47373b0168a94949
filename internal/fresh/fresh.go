// Package fresh keeps values that are costly to make and go stale: the search
// index of a site that somebody edits. A Value is made when somebody asks for
// it, not when something changes; all who ask meanwhile wait for the same one.
// One value is made at a time. A change gives up what is being made: who waits
// for it waits for the next one, so that nobody gets a value that was stale when
// they asked. Whoever leaves stops nothing.
package fresh

import (
	"context"
	"sync"
)

// Value is made by New. It is safe for concurrent use.
type Value[T any] struct {
	make func(ctx context.Context, before T) (T, error)
	ctx  context.Context // of all that is made
	stop context.CancelFunc

	mu      sync.Mutex
	state   int // counts changes
	value   T
	made    int // the state that value was made in, -1 for none
	running *making
}

// making is a value that is being made.
type making struct {
	state  int
	cancel context.CancelFunc
	done   chan struct{}
	err    error // once done is closed
}

// New returns a Value. make gets the value before, or a zero one, and may
// return that if it still holds.
func New[T any](make func(ctx context.Context, before T) (T, error)) *Value[T] {
	v := &Value[T]{make: make, made: -1}
	v.ctx, v.stop = context.WithCancel(context.Background())
	return v
}

// Changed says that the value is stale.
func (v *Value[T]) Changed() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.state++
	if v.running != nil {
		v.running.cancel()
	}
}

// Get returns the value, or the error of making it or of ctx. An error is not
// kept: the next Get tries again. After Close it is context.Canceled.
func (v *Value[T]) Get(ctx context.Context) (T, error) {
	for {
		value, m, err := v.current()
		if m == nil {
			return value, err
		}
		select {
		case <-m.done:
			if m.err != nil && !v.outdated(m) {
				return value, m.err
			}
		case <-ctx.Done():
			return value, ctx.Err()
		}
	}
}

// current returns the value, or the making to wait for.
func (v *Value[T]) current() (value T, m *making, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch {
	case v.ctx.Err() != nil:
		return value, nil, v.ctx.Err()
	case v.made == v.state:
		return v.value, nil, nil
	case v.running == nil:
		v.start()
	}
	return value, v.running, nil
}

// start makes the value in a goroutine that Close waits for. v.mu is held.
func (v *Value[T]) start() {
	ctx, cancel := context.WithCancel(v.ctx)
	m := &making{state: v.state, cancel: cancel, done: make(chan struct{})}
	v.running = m
	before := v.value
	go func() {
		defer cancel()
		value, err := v.make(ctx, before)
		v.mu.Lock()
		defer v.mu.Unlock()
		if err == nil {
			v.value, v.made = value, m.state
		}
		v.running, m.err = nil, err
		close(m.done)
	}()
}

// outdated reports whether there was a change since m began.
func (v *Value[T]) outdated(m *making) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return m.state != v.state
}

// Close gives up what is being made and waits for its end. Nobody gets a value
// any more.
func (v *Value[T]) Close() {
	v.stop()
	v.mu.Lock()
	m := v.running
	v.mu.Unlock()
	if m != nil {
		<-m.done
	}
}
