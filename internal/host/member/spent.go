package member

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// spent remembers what may not be used again until it would have ended anyway. It
// is bounded: what does not fit is refused.
type spent struct {
	size int

	mu  sync.RWMutex
	all map[[32]byte]time.Time
}

func newSpent(size int) *spent { return &spent{size: size, all: map[[32]byte]time.Time{}} }

// add notes one use; it is false if that was not the first, or nothing more fits.
func (s *spent) add(sum [32]byte, until, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if end, known := s.all[sum]; known && now.Before(end) {
		return false
	}
	if len(s.all) >= s.size {
		for other, end := range s.all {
			if !now.Before(end) {
				delete(s.all, other)
			}
		}
		if len(s.all) >= s.size {
			return false
		}
	}
	s.all[sum] = until
	return true
}

// has reports whether something was used.
func (s *spent) has(sum [32]byte, now time.Time) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	end, known := s.all[sum]
	return known && now.Before(end)
}

// Bounds of signing in: per second and address, and for all together.
const (
	eachRate, eachBurst = 1, 10
	allRate, allBurst   = 20, 40
	maxClients          = 4096
)

// limits bound how often somebody goes to the provider or comes back.
type limits struct {
	together *rate.Limiter

	mu   sync.Mutex
	each map[netip.Addr]*rate.Limiter
}

func newLimits() *limits {
	return &limits{together: rate.NewLimiter(allRate, allBurst), each: map[netip.Addr]*rate.Limiter{}}
}

// allow reports whether an address may go on. The common bound is asked last: who
// is refused takes nothing from others.
func (l *limits) allow(address netip.Addr, now time.Time) bool {
	own := l.of(address, now)
	return own != nil && own.AllowN(now, 1) && l.together.AllowN(now, 1)
}

// of is the limiter of an address, or nil if there are too many addresses at once.
func (l *limits) of(address netip.Addr, now time.Time) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if known := l.each[address]; known != nil {
		return known
	}
	if len(l.each) >= maxClients {
		for other, limiter := range l.each {
			if limiter.TokensAt(now) >= eachBurst {
				delete(l.each, other)
			}
		}
		if len(l.each) >= maxClients {
			return nil
		}
	}
	added := rate.NewLimiter(eachRate, eachBurst)
	l.each[address] = added
	return added
}
