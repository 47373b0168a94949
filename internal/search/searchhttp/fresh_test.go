package searchhttp

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/search"
)

// works is a build whose course a test follows.
type works struct {
	t      *testing.T
	calls  atomic.Int32
	before atomic.Pointer[search.Engine]
	hold   chan struct{} // if not nil, a build waits for it or its end
	fail   atomic.Bool
}

func (w *works) build(ctx context.Context, before *search.Engine) (*search.Engine, error) {
	w.calls.Add(1)
	w.before.Store(before)
	if w.hold != nil {
		select {
		case <-w.hold:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	if w.fail.Load() {
		return nil, errors.New("no luck")
	}
	return engineOf(w.t, nil), nil
}

func TestAnEngineIsMadeOnTheFirstSearchAfterAChange(t *testing.T) {
	w := &works{t: t}
	f := NewFresh(w.build)
	defer f.Close()
	if w.calls.Load() != 0 {
		t.Error("made without a search")
	}
	first, err := f.Engine(t.Context())
	again, _ := f.Engine(t.Context())
	if err != nil || first == nil || again != first || w.calls.Load() != 1 {
		t.Fatalf("%v, %d builds", err, w.calls.Load())
	}
	f.Changed()
	f.Changed()
	if w.calls.Load() != 1 {
		t.Error("made without a search")
	}
	second, err := f.Engine(t.Context())
	if err != nil || second == first || w.calls.Load() != 2 || w.before.Load() != first {
		t.Errorf("%v, %d builds", err, w.calls.Load())
	}
}

func TestAllWaitForOneEngine(t *testing.T) {
	w := &works{t: t, hold: make(chan struct{})}
	f := NewFresh(w.build)
	defer f.Close()
	var wg sync.WaitGroup
	got := make([]*search.Engine, 8)
	for i := range got {
		wg.Go(func() { got[i], _ = f.Engine(context.Background()) })
	}
	time.Sleep(10 * time.Millisecond)
	close(w.hold)
	wg.Wait()
	for _, e := range got {
		if e == nil || e != got[0] {
			t.Error("not the same engine")
		}
	}
	if n := w.calls.Load(); n != 1 {
		t.Errorf("%d builds", n)
	}
}

func TestAReaderWhoLeavesStopsNoBuild(t *testing.T) {
	w := &works{t: t, hold: make(chan struct{})}
	f := NewFresh(w.build)
	defer f.Close()
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := f.Engine(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	close(w.hold)
	if _, err := f.Engine(t.Context()); err != nil || w.calls.Load() != 1 {
		t.Errorf("%v, %d builds", err, w.calls.Load())
	}
}

func TestAChangeGivesUpTheBuildOfTheSiteBefore(t *testing.T) {
	w := &works{t: t, hold: make(chan struct{})}
	f := NewFresh(w.build)
	defer f.Close()
	done := make(chan error)
	go func() { _, err := f.Engine(context.Background()); done <- err }()
	for w.calls.Load() < 1 {
		time.Sleep(time.Millisecond)
	}
	f.Changed()
	for w.calls.Load() < 2 { // the reader waits for the next
		time.Sleep(time.Millisecond)
	}
	close(w.hold)
	if err := <-done; err != nil {
		t.Error(err)
	}
	if n := w.calls.Load(); n != 2 {
		t.Errorf("%d builds", n)
	}
}

func TestABuildThatFailedIsTriedAgain(t *testing.T) {
	w := &works{t: t}
	f := NewFresh(w.build)
	defer f.Close()
	w.fail.Store(true)
	if _, err := f.Engine(t.Context()); err == nil {
		t.Error("no error")
	}
	w.fail.Store(false)
	if e, err := f.Engine(t.Context()); err != nil || e == nil {
		t.Error(err)
	}
}

func TestClosingEndsTheBuild(t *testing.T) {
	w := &works{t: t, hold: make(chan struct{})}
	f := NewFresh(w.build)
	done := make(chan error)
	go func() { _, err := f.Engine(context.Background()); done <- err }()
	for w.calls.Load() < 1 {
		time.Sleep(time.Millisecond)
	}
	f.Close()
	if err := <-done; err == nil {
		t.Error("no error for the one who waited")
	}
	if _, err := f.Engine(t.Context()); !errors.Is(err, ErrClosed) {
		t.Errorf("%v", err)
	}
	f.Close()
}

func TestChangesAndSearchesMayMeet(t *testing.T) {
	w := &works{t: t}
	f := NewFresh(w.build)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 50 {
				if e, err := f.Engine(context.Background()); err != nil || e == nil {
					t.Errorf("%v, %v", e, err)
				}
			}
		})
		wg.Go(func() {
			for range 20 {
				f.Changed()
			}
		})
	}
	wg.Wait()
	f.Close()
}
