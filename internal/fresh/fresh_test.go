package fresh

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// works makes numbers: 1 is the first. A test follows how.
type works struct {
	calls, before atomic.Int64
	hold          chan struct{} // if not nil, it is waited for
	fail          atomic.Bool
}

func (w *works) make(ctx context.Context, before int64) (int64, error) {
	n := w.calls.Add(1)
	w.before.Store(before)
	if w.hold != nil {
		select {
		case <-w.hold:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
	if w.fail.Load() {
		return 0, errors.New("no luck")
	}
	return n, nil
}

// begun waits until so many values were begun.
func (w *works) begun(n int64) {
	for w.calls.Load() < n {
		time.Sleep(time.Millisecond)
	}
}

func want(t *testing.T, v *Value[int64], n int64) {
	t.Helper()
	if got, err := v.Get(context.Background()); got != n || err != nil {
		t.Errorf("got %d, %v, want %d", got, err, n)
	}
}

func TestAValueIsMadeWhenSomebodyAsksAfterAChange(t *testing.T) {
	w := &works{}
	v := New(w.make)
	defer v.Close()
	if w.calls.Load() != 0 {
		t.Error("made for nobody")
	}
	want(t, v, 1)
	want(t, v, 1)
	v.Changed()
	v.Changed()
	if w.calls.Load() != 1 {
		t.Error("made for nobody")
	}
	want(t, v, 2)
	if w.before.Load() != 1 {
		t.Errorf("made of %d", w.before.Load())
	}
}

func TestAllWaitForOneValue(t *testing.T) {
	w := &works{hold: make(chan struct{})}
	v := New(w.make)
	defer v.Close()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() { want(t, v, 1) })
	}
	time.Sleep(10 * time.Millisecond)
	close(w.hold)
	wg.Wait()
}

func TestWhoLeavesStopsNothing(t *testing.T) {
	w := &works{hold: make(chan struct{})}
	v := New(w.make)
	defer v.Close()
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := v.Get(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	close(w.hold)
	want(t, v, 1)
}

func TestAChangeGivesUpWhatIsBeingMade(t *testing.T) {
	w := &works{hold: make(chan struct{})}
	v := New(w.make)
	defer v.Close()
	var wg sync.WaitGroup
	wg.Go(func() { want(t, v, 2) })
	w.begun(1)
	v.Changed()
	w.begun(2) // who asked waits for the next
	close(w.hold)
	wg.Wait()
}

func TestWhatFailedIsTriedAgain(t *testing.T) {
	w := &works{}
	v := New(w.make)
	defer v.Close()
	w.fail.Store(true)
	if _, err := v.Get(t.Context()); err == nil {
		t.Error("no error")
	}
	w.fail.Store(false)
	want(t, v, 2)
}

func TestClosingEndsWhatIsBeingMade(t *testing.T) {
	w := &works{hold: make(chan struct{})}
	v := New(w.make)
	done := make(chan error)
	go func() { _, err := v.Get(context.Background()); done <- err }()
	w.begun(1)
	v.Close()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("who waited gets %v", err)
	}
	if _, err := v.Get(t.Context()); !errors.Is(err, context.Canceled) {
		t.Errorf("who comes later gets %v", err)
	}
	v.Close()
}

func TestChangesAndQuestionsMayMeet(t *testing.T) {
	w := &works{}
	v := New(w.make)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			last := int64(0)
			for range 200 {
				got, err := v.Get(context.Background())
				if err != nil || got < last {
					t.Errorf("got %d after %d, %v", got, last, err)
				}
				last = got
			}
		})
		wg.Go(func() {
			for range 50 {
				v.Changed()
			}
		})
	}
	wg.Wait()
	v.Close()
}
