package searchhttp

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/search"
)

func TestWhoAsksTooOftenHasToWait(t *testing.T) {
	s := newService(t, Options{Rate: 1, Burst: 3})
	for range 3 {
		if w := get(s, "q=Krisenstab"); w.Code != http.StatusOK {
			t.Fatalf("status %d", w.Code)
		}
	}
	w := get(s, "q=Krisenstab")
	if w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") != "1" || w.Header().Get("Content-Type") != "application/json; charset=utf-8" {
		t.Errorf("status %d, %v", w.Code, w.Header())
	}
	mustContain(t, w.Body.String(), `{"error":"Zu viele Suchen`)
	status, header, page := results(t, s, "q=Krisenstab")
	if status != http.StatusTooManyRequests || header.Get("Retry-After") == "" {
		t.Errorf("status %d, %v", status, header)
	}
	mustContain(t, page, `<p class="results-note" role="status">Zu viele Suchen kurz nacheinander.`, `value="Krisenstab"`)
	mustLack(t, page, "<ol", "Treffer")
}

func TestTheRateIsThatOfEachAddress(t *testing.T) {
	c := newClients(2, 4, 100)
	now := time.Unix(0, 0)
	a, b := netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("192.0.2.2")
	allowed := func(address netip.Addr, at time.Time) (n int) {
		for range 10 {
			if c.ask(address, at) == 0 {
				n++
			}
		}
		return n
	}
	if n, m := allowed(a, now), allowed(b, now); n != 4 || m != 4 {
		t.Errorf("%d and %d at once, want 4 each", n, m)
	}
	if wait := c.ask(a, now); wait != 500*time.Millisecond {
		t.Errorf("waits %v", wait)
	}
	if n := allowed(a, now.Add(time.Second)); n != 2 {
		t.Errorf("%d after a second, want 2", n)
	}
	if n := allowed(a, now.Add(time.Hour)); n != 4 {
		t.Errorf("%d after an hour, want 4", n)
	}
}

func TestTheTableOfClientsIsBounded(t *testing.T) {
	c := newClients(1, 1, 10)
	now := time.Unix(0, 0)
	regular := netip.MustParseAddr("192.0.2.1")
	c.ask(regular, now)
	for i := range 1000 {
		c.ask(netip.AddrFrom4([4]byte{10, 0, byte(i >> 8), byte(i)}), now)
		if c.ask(regular, now) == 0 {
			t.Fatal("who asks all the time was forgotten")
		}
	}
	if len(c.all) != 10 || c.last.Len() != 10 {
		t.Errorf("%d clients, %d in order", len(c.all), c.last.Len())
	}
}

func TestAClientIsItsNetworkAddress(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	for _, c := range []struct{ remote, forwarded, want string }{
		{"192.0.2.1:1234", "", "192.0.2.1"},
		{"192.0.2.1:1234", "198.51.100.7", "192.0.2.1"}, // claims of strangers do not count
		{"[2001:db8:1:2:3:4:5:6]:80", "", "2001:db8:1:2::"},
		{"[2001:db8:1:2:ffff::]:80", "", "2001:db8:1:2::"},
		{"[fe80::1%eth0]:80", "", "fe80::"},
		{"[::ffff:192.0.2.1]:80", "", "192.0.2.1"},
		{"10.0.0.1:80", "", "10.0.0.1"},
		{"10.0.0.1:80", "198.51.100.7", "198.51.100.7"},
		{"10.0.0.1:80", "1.1.1.1, 198.51.100.7, 10.0.0.2", "198.51.100.7"},
		{"10.0.0.1:80", "1.1.1.1,unknown,10.0.0.2", "10.0.0.2"},
		{"10.0.0.1:80", "198.51.100.7:4711", "198.51.100.7"},
		{"[fd00::1]:80", "2001:db8:1:2:3::9", "2001:db8:1:2::"},
		{"10.0.0.1:80", strings.Repeat("10.0.0.3,", 1000) + "10.0.0.2", "10.0.0.3"},
		{"", "", "invalid IP"},
		{"@", "198.51.100.7", "invalid IP"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.remote
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := ClientOf(r, proxies).String(); got != c.want {
			t.Errorf("%s for %.40q: %s, want %s", c.remote, c.forwarded, got, c.want)
		}
	}
}

// stuck is an engine that is not there until the request gives up or open is
// closed.
func stuck(t *testing.T) (engine func(context.Context) (*search.Engine, error), open chan struct{}) {
	made := engineOf(t, documents())
	open = make(chan struct{})
	return func(ctx context.Context) (*search.Engine, error) {
		select {
		case <-open:
			return made, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}, open
}

func TestTooManySearchesAtOnceAreRefused(t *testing.T) {
	engine, open := stuck(t)
	s := newService(t, Options{Engine: engine, Running: 2, Waiting: 3})
	codes := make(chan int, 5)
	for range 5 {
		go func() { codes <- get(s, "q=Krisenstab").Code }()
	}
	for len(s.gate.inside) < 5 {
		time.Sleep(time.Millisecond)
	}
	w := get(s, "q=Krisenstab")
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") != "2" {
		t.Errorf("status %d, %v", w.Code, w.Header())
	}
	mustContain(t, w.Body.String(), `{"error":"Die Suche ist gerade ausgelastet.`)
	close(open)
	for range 5 {
		if code := <-codes; code != http.StatusOK {
			t.Errorf("status %d for one who waited", code)
		}
	}
	if w := get(s, "q=Krisenstab"); w.Code != http.StatusOK {
		t.Errorf("status %d when all is quiet again", w.Code)
	}
}

func TestPatienceEnds(t *testing.T) {
	engine, _ := stuck(t)
	s := newService(t, Options{Engine: engine, Patience: time.Millisecond})
	if w := get(s, "q=Krisenstab"); w.Code != http.StatusServiceUnavailable {
		t.Errorf("status %d", w.Code)
	}
	if status, _, page := results(t, s, "q=Krisenstab"); status != http.StatusServiceUnavailable || !strings.Contains(page, "ausgelastet") {
		t.Errorf("status %d", status)
	}
}

func TestASearchThatTakesTooLongEnds(t *testing.T) {
	s := newService(t, Options{Time: time.Nanosecond})
	if w := get(s, "q=Krisenstab"); w.Code != http.StatusServiceUnavailable {
		t.Errorf("status %d", w.Code)
	}
}

func TestABrokenEngineIsNotTheReadersFault(t *testing.T) {
	s := newService(t, Options{Engine: func(context.Context) (*search.Engine, error) { return nil, errors.New("disk full") }})
	w := get(s, "q=Krisenstab")
	mustLack(t, w.Body.String(), "disk")
	if w.Code != http.StatusServiceUnavailable {
		t.Errorf("status %d", w.Code)
	}
}

func TestManySearchAtOnce(t *testing.T) {
	s := newService(t, Options{Running: 2, Waiting: 1000, Clients: 8})
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range 20 {
				r := httptest.NewRequest(http.MethodGet, fmt.Sprintf("http://localhost%s?q=Krisenstab+%c&limit=%d", Path, 'a'+i, j+1), nil)
				r.RemoteAddr = fmt.Sprintf("192.0.2.%d:1", i*20+j)
				w := httptest.NewRecorder()
				s.ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					t.Errorf("status %d", w.Code)
				}
				if status, _, _ := results(t, s, "q=Rathaus"); status != http.StatusOK {
					t.Errorf("status %d of the page", status)
				}
			}
		})
	}
	wg.Wait()
}

func TestASiteWithoutSearchSaysSo(t *testing.T) {
	s := newService(t, Options{Engine: func(context.Context) (*search.Engine, error) { return nil, ErrNoSearch }})
	w := get(s, "q=Krisenstab")
	if w.Code != http.StatusNotFound || w.Header().Get("Retry-After") != "" {
		t.Errorf("status %d, %v", w.Code, w.Header())
	}
	mustContain(t, w.Body.String(), `{"error":"Dieses Portal hat keine Suche`)
}
