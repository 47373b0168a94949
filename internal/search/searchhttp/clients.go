package searchhttp

import (
	"container/list"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// clients remembers how often each address asks. The table is bounded: who
// has not asked for longest is forgotten first.
type clients struct {
	rate        rate.Limit
	burst, size int

	mu   sync.Mutex
	all  map[netip.Addr]*list.Element
	last *list.List // of *client, who asked last in front
}

type client struct {
	address netip.Addr
	limiter *rate.Limiter
}

func newClients(perSecond, burst, size int) *clients {
	return &clients{
		rate: rate.Limit(perSecond), burst: burst, size: size,
		all: map[netip.Addr]*list.Element{}, last: list.New(),
	}
}

// ask returns 0 if an address may ask now, else how long it has to wait.
func (c *clients) ask(address netip.Addr, now time.Time) time.Duration {
	limiter := c.limiter(address)
	turn := limiter.ReserveN(now, 1)
	wait := turn.DelayFrom(now)
	if wait > 0 {
		turn.CancelAt(now) // who is refused does not push its own turn away
	}
	return wait
}

func (c *clients) limiter(address netip.Addr) *rate.Limiter {
	c.mu.Lock()
	defer c.mu.Unlock()
	if known := c.all[address]; known != nil {
		c.last.MoveToFront(known)
		return known.Value.(*client).limiter
	}
	if c.last.Len() >= c.size {
		oldest := c.last.Back()
		delete(c.all, c.last.Remove(oldest).(*client).address)
	}
	added := &client{address, rate.NewLimiter(c.rate, c.burst)}
	c.all[address] = c.last.PushFront(added)
	return added.limiter
}

// maxForwarded is how many addresses of X-Forwarded-For are looked at.
const maxForwarded = 16

// ClientOf returns the address that a request counts for: that of the
// connection, or behind a proxy the last one that the proxies do not own.
func ClientOf(r *http.Request, proxies []netip.Prefix) netip.Addr {
	peer := parseAddress(r.RemoteAddr)
	if !within(peer, proxies) {
		return network(peer)
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= max(0, len(hops)-maxForwarded); i-- {
		hop := parseAddress(strings.TrimSpace(hops[i]))
		if !hop.IsValid() {
			break // whoever stands before it can claim anything
		}
		if peer = hop; !within(hop, proxies) {
			break
		}
	}
	return network(peer)
}

// parseAddress reads an address with or without a port.
func parseAddress(s string) netip.Addr {
	if with, err := netip.ParseAddrPort(s); err == nil {
		return with.Addr().Unmap()
	}
	address, _ := netip.ParseAddr(s)
	return address.Unmap()
}

func within(address netip.Addr, nets []netip.Prefix) bool {
	for _, n := range nets {
		if n.Contains(address) {
			return true
		}
	}
	return false
}

// network is what one client may have as many addresses as it likes of.
func network(address netip.Addr) netip.Addr {
	if !address.Is6() {
		return address
	}
	prefix, err := address.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return prefix.Addr()
}
