package release

import (
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"syscall"
	"testing"

	"github.com/kaaw/nachbar/internal/release/disk/disktest"
)

// counter refuses operations from a number on: one, or all that follow.
type counter struct {
	mu      sync.Mutex
	n, at   int
	forever bool
	err     error
	name    string // of the operation that was refused first
}

func (c *counter) before(op, name string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
	if c.n == c.at || c.forever && c.n > c.at {
		if c.name == "" {
			c.name = op + " " + name
		}
		return c.err
	}
	return nil
}

// withTwo is a disk with two releases, 2 being current.
func withTwo(t *testing.T) *disktest.Memory {
	t.Helper()
	m := disktest.NewMemory()
	s, l, err := storeOn(m)
	for version := 1; version <= 2 && err == nil; version++ {
		_, err = publishLocked(l, version)
	}
	if err = errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestADiskThatRefusesAnyOperationLeavesTheOldReleaseAndNoDraft(t *testing.T) {
	for _, reason := range []error{syscall.ENOSPC, syscall.EIO} {
		for _, forever := range []bool{false, true} {
			refused := 0
			for at := 1; ; at++ {
				m := withTwo(t)
				c := &counter{at: at, forever: forever, err: reason}
				published, err := third(disktest.Hook{Disk: m, Before: c.before})
				if c.name == "" {
					break // there are no more operations
				}
				refused++
				if bad := afterFault(m, published, err, reason, forever); bad != nil {
					t.Errorf("%v at operation %d (%s), for ever %v: %v", reason, at, c.name, forever, bad)
				}
			}
			if refused < 50 {
				t.Errorf("only %d operations were refused", refused)
			}
			t.Logf("%v, for ever %v: %d operations refused", reason, forever, refused)
		}
	}
}

// third publishes a third release as a program does that starts on the disk.
func third(d disktest.Hook) (bool, error) {
	s := &Store{dir: "/srv/portal", by: "cli", now: clock, disk: d}
	if err := s.open(false); err != nil {
		return false, err
	}
	l := &Lock{store: s}
	if err := l.recover(); err != nil {
		return false, err
	}
	_, err := publishLocked(l, 3)
	return err == nil, errors.Join(err, s.Close())
}

// afterFault looks at a disk on which the third release met a fault.
func afterFault(m *disktest.Memory, published bool, err, reason error, forever bool) error {
	current, bad := consistent(m)
	if bad != nil {
		return bad
	}
	if published != (err == nil) || published && current != "000003-000000000003" {
		return fmt.Errorf("publishing said %w, and %s is current", err, current)
	}
	if err != nil && !errors.Is(err, reason) {
		return fmt.Errorf("the error does not say why: %w", err)
	}
	// A disk that gives back nothing at all cannot be tidied up, and a switch
	// cannot be undone on it: then either release may be current.
	if err != nil && !forever {
		if current != "000002-000000000002" {
			return fmt.Errorf("%s is current after %w", current, err)
		}
		if _, gone := m.Lstat("/srv/portal/releases/.neu-000003-000000000003"); !errors.Is(gone, fs.ErrNotExist) {
			return errors.New("the draft is still there")
		}
		if _, gone := m.Lstat("/srv/portal/releases/000003-000000000003"); !errors.Is(gone, fs.ErrNotExist) {
			return errors.New("the release is still there")
		}
	}
	return goesOn(m)
}
