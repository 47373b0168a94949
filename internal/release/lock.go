package release

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

// Lock is the right to change a store. Only one process has it, and in it one
// goroutine: every call of Store.Lock opens the file anew.
type Lock struct {
	store *Store
	file  *os.File
	end   logEnd
}

// ErrBusy is returned by TryLock while somebody else publishes.
var ErrBusy = errors.New("another publish is running")

// lockPoll is how often a publisher that waits looks again.
const lockPoll = 20 * time.Millisecond

// TryLock takes the lock, or returns ErrBusy.
func (s *Store) TryLock() (*Lock, error) {
	f, err := os.OpenFile(s.path(stateDir, lockFile), os.O_RDWR|os.O_CREATE, 0o640)
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", s.dir, err)
	}
	ok, err := tryLock(f)
	if err == nil && !ok {
		err = ErrBusy
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", s.dir, err), f.Close())
	}
	l := &Lock{store: s, file: f}
	if err := l.recover(); err != nil {
		return nil, errors.Join(fmt.Errorf("tidy up %s: %w", s.dir, err), l.Unlock())
	}
	return l, nil
}

// Lock takes the lock, and waits for it if it must. waiting, which may be nil,
// is called once before it waits.
func (s *Store) Lock(ctx context.Context, waiting func()) (*Lock, error) {
	for told := false; ; {
		l, err := s.TryLock()
		if !errors.Is(err, ErrBusy) {
			return l, err
		}
		if !told && waiting != nil {
			waiting()
		}
		told = true
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for another publish: %w", context.Cause(ctx))
		case <-time.After(lockPoll):
		}
	}
}

// Unlock lets others publish.
func (l *Lock) Unlock() error { return l.file.Close() }

// recover brings to an end what a publisher before did not: its drafts and
// trash go, a torn line of the log is set aside, and a release that was
// switched to without a line gets one.
func (l *Lock) recover() error {
	if err := l.throwAwayDrafts(); err != nil {
		return err
	}
	if err := l.mendLog(); err != nil {
		return err
	}
	id, err := l.store.currentID()
	if errors.Is(err, ErrNone) || err == nil && l.end.shows == id {
		return nil
	}
	if err != nil {
		return err
	}
	r, err := l.store.read(id)
	if err != nil { // damaged: verify says so, and the next release replaces it
		return l.record(Entry{Event: EventRecovered, Release: id})
	}
	return l.recordShown(EventRecovered, r, "")
}
