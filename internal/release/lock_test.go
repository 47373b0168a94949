package release

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestOnlyOnePublishesAtATime(t *testing.T) {
	s := newStore(t)
	l, err := s.TryLock()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.TryLock(); !errors.Is(err, ErrBusy) {
		t.Errorf("a second lock: %v", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	told := 0
	if _, err := s.Lock(ctx, func() { told++ }); !errors.Is(err, context.DeadlineExceeded) || told != 1 {
		t.Errorf("waiting ended with %v, told %d times", err, told)
	}
	waited := make(chan error)
	go func() {
		second, err := s.Lock(context.Background(), nil)
		if err == nil {
			err = second.Unlock()
		}
		waited <- err
	}()
	if err := errors.Join(l.Unlock(), <-waited); err != nil {
		t.Error(err)
	}
}

func TestManyWishesAreGrantedTogetherAndNoneIsLost(t *testing.T) {
	s := newStore(t)
	var (
		mu           sync.Mutex
		head, shown  int // what was pushed, what readers see
		builds, lost int
		wg           sync.WaitGroup
	)
	const pushers, pushes = 4, 25
	for range pushers {
		wg.Go(func() {
			for range pushes {
				mu.Lock()
				head++
				mine := head
				mu.Unlock()
				wish, err := s.Wish()
				if err != nil {
					t.Error(err)
					return
				}
				l, err := s.Lock(context.Background(), nil)
				if err != nil {
					t.Error(err)
					return
				}
				granted, err := l.Granted(wish)
				if err == nil && !granted {
					var open Wish
					open, err = l.Open()
					mu.Lock()
					newest := head
					mu.Unlock()
					time.Sleep(time.Millisecond) // the build
					mu.Lock()
					shown = newest
					builds++
					mu.Unlock()
					err = errors.Join(err, l.Grant(open))
				}
				mu.Lock()
				if shown < mine {
					lost++
				}
				mu.Unlock()
				if err = errors.Join(err, l.Unlock()); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	if shown != pushers*pushes || lost > 0 || builds > pushers*pushes {
		t.Errorf("shown is %d of %d, %d were lost, %d builds", shown, head, lost, builds)
	}
}

func TestADraftThatIsNotWholeIsRefused(t *testing.T) {
	s := newStore(t)
	l, err := s.TryLock()
	if err != nil {
		t.Fatal(err)
	}
	d, err := l.Begin(Meta{Commit: "aaaa", Above: 41})
	if err != nil || d.ID() != "000042-aaaa" {
		t.Fatalf("%v", err)
	}
	for _, name := range []string{"", "..", "a/b", ".git", manifestFile} {
		if _, err := d.Audience(name); err == nil {
			t.Errorf("%q is an audience", name)
		}
	}
	sink, err := d.Audience("oeffentlich")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"../x", "/x", "a//b", ""} {
		if _, _, err := sink.Put(path, nil); err == nil {
			t.Errorf("%q was put", path)
		}
	}
	if _, _, err := sink.Put("a", nil); err != nil {
		t.Error(err)
	}
	if _, _, err := sink.Put("a", nil); err == nil {
		t.Error("a file was put twice")
	}
	if _, err := d.Publish(context.Background(), nil); err == nil || !strings.Contains(err.Error(), "oeffentlich") {
		t.Errorf("an audience without end: %v", err)
	}
	if _, err := d.Publish(context.Background(), nil); err == nil {
		t.Error("a draft that is gone was published")
	}
	if err := errors.Join(d.Abort(), l.Unlock()); err != nil {
		t.Error(err)
	}
	if got := tree(t, s.path(releasesDir)); got != "" {
		t.Errorf("left over: %s", got)
	}
}
