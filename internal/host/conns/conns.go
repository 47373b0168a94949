// Package conns bounds what clients can take of a server by their connections.
//
// A Listener hands out at most Options.Max connections. When there are more, the
// one that has been idle for longest is ended for the new one; idle is, too, who
// has not sent the headers of a request within Options.Grace. If all are at work,
// new ones wait. A client that is sent something has to take at least
// Options.MinRate bytes a second, on average over Options.Window: at the end of a
// window that saw less it is cut. So an honest slow download of any size comes to
// its end, and one that stands still does not last for longer than a window and a
// quarter.
//
// What a client may take for its request is up to http.Server.
package conns

import (
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Options bound connections; all values have to be given.
type Options struct {
	Max     int
	MinRate int // bytes a second
	Window  time.Duration
	// Grace is how long a connection may take for its first request before its
	// place is given to others, if there are any.
	Grace time.Duration
}

// Listener is a net.Listener with bounds. State has to be the ConnState of the
// http.Server that uses it.
type Listener struct {
	net.Listener
	opt   Options
	least int // bytes that a client takes in a window
	slots chan struct{}
	ended chan struct{}
	once  sync.Once

	mu  sync.Mutex
	all map[*Conn]struct{}

	slow, header atomic.Uint64
}

// New bounds the connections of a listener.
func New(l net.Listener, opt Options) *Listener {
	return &Listener{
		Listener: l, opt: opt, least: int(float64(opt.MinRate) * opt.Window.Seconds()),
		slots: make(chan struct{}, opt.Max), ended: make(chan struct{}), all: map[*Conn]struct{}{},
	}
}

// Accept waits for a connection, and for its turn.
func (l *Listener) Accept() (net.Conn, error) {
	raw, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	if !l.admit() {
		_ = raw.Close()
		return nil, net.ErrClosed
	}
	c := &Conn{Conn: raw, listener: l}
	c.idle.Store(time.Now().UnixNano())
	l.mu.Lock()
	l.all[c] = struct{}{}
	l.mu.Unlock()
	return c, nil
}

// admit takes a place, if need be from who is idle; it is false at the end.
func (l *Listener) admit() bool {
	select {
	case l.slots <- struct{}{}:
		return true
	default:
	}
	retry := time.NewTicker(100 * time.Millisecond) // somebody may have become idle
	defer retry.Stop()
	for {
		l.endIdlest()
		select {
		case l.slots <- struct{}{}:
			return true
		case <-l.ended:
			return false
		case <-retry.C:
		}
	}
}

// endIdlest ends the connection that has been idle for longest.
func (l *Listener) endIdlest() {
	l.mu.Lock()
	var oldest *Conn
	since, graced := int64(0), time.Now().Add(-l.opt.Grace).UnixNano()
	for c := range l.all {
		at := c.idle.Load()
		if at == 0 || !c.asked.Load() && at > graced {
			continue
		}
		if oldest == nil || at < since {
			oldest, since = c, at
		}
	}
	l.mu.Unlock()
	if oldest != nil && oldest.idle.CompareAndSwap(since, 0) {
		_ = oldest.Close()
	}
}

// Close ends listening; connections go on.
func (l *Listener) Close() error {
	l.once.Do(func() { close(l.ended) })
	return l.Listener.Close()
}

// Open is the number of connections.
func (l *Listener) Open() int { return len(l.slots) }

// Cut is how many connections were ended because the client took too little of
// an answer, and how many ended without a request.
func (l *Listener) Cut() (slow, header uint64) { return l.slow.Load(), l.header.Load() }

// State implements http.Server.ConnState.
func (l *Listener) State(c net.Conn, state http.ConnState) {
	if wrapped, ok := c.(interface{ NetConn() net.Conn }); ok { // TLS
		c = wrapped.NetConn()
	}
	own, ok := c.(*Conn)
	if !ok {
		return
	}
	switch state {
	case http.StateActive:
		own.Busy()
	case http.StateIdle:
		own.Idle(time.Now())
	}
}

// Busy says that a request was read.
func (c *Conn) Busy() {
	c.headerBy.Store(0)
	c.asked.Store(true)
	c.idle.Store(0)
}

// Idle says that the next request is waited for.
func (c *Conn) Idle(since time.Time) { c.idle.Store(since.UnixNano()) }

// HeaderBy says until when the headers of the next request have to be there,
// whatever deadline its reader sets.
func (c *Conn) HeaderBy(t time.Time) { c.headerBy.Store(t.UnixNano()) }

// SetReadDeadline sets a deadline, at most that of HeaderBy.
func (c *Conn) SetReadDeadline(t time.Time) error {
	if by := c.headerBy.Load(); by != 0 && (t.IsZero() || t.UnixNano() > by) {
		t = time.Unix(0, by)
	}
	return c.Conn.SetReadDeadline(t)
}

// Conn is a connection with a place in the listener.
type Conn struct {
	net.Conn
	listener *Listener
	gone     sync.Once
	asked    atomic.Bool  // it has sent a request
	idle     atomic.Int64 // since when, in Unix nanoseconds, 0 for no
	armed    time.Time    // when the deadline was set; one goroutine writes at a time
	// headerBy caps deadlines for reading until the next request has been read.
	headerBy atomic.Int64
}

// Write sends as long as the client takes enough of it.
func (c *Conn) Write(b []byte) (int, error) { return c.WriteBoth(nil, b) }

// WriteBoth sends head and body as Write does, with one system call if the client
// takes both at once.
func (c *Conn) WriteBoth(head, body []byte) (written int, err error) {
	rest := net.Buffers{head, body}
	if head == nil {
		rest = rest[1:]
	}
	for {
		if err := c.arm(); err != nil {
			return written, err
		}
		n, err := c.send(&rest)
		written += n
		if timeout, ok := err.(net.Error); ok && timeout.Timeout() {
			if c.armed = (time.Time{}); n >= c.listener.least {
				continue // slow, and fast enough
			}
			c.listener.slow.Add(1)
		}
		return written, err
	}
}

// send writes what is left, and takes away what was written.
func (c *Conn) send(rest *net.Buffers) (int, error) {
	if len(*rest) > 1 {
		n, err := rest.WriteTo(c.Conn)
		return int(n), err
	}
	n, err := c.Conn.Write((*rest)[0])
	(*rest)[0] = (*rest)[0][n:]
	return n, err
}

// arm gives what is written next a window of time, and at most a quarter more:
// setting a deadline for each small answer would cost more than it is worth.
func (c *Conn) arm() error {
	now := time.Now()
	if now.Sub(c.armed) < c.listener.opt.Window/4 {
		return nil
	}
	c.armed = now
	return c.Conn.SetWriteDeadline(now.Add(c.listener.opt.Window + c.listener.opt.Window/4))
}

// SetWriteDeadline sets one of the caller's, until the next answer: net/http takes
// that of a handshake back.
func (c *Conn) SetWriteDeadline(t time.Time) error {
	c.armed = time.Time{}
	return c.Conn.SetWriteDeadline(t)
}

// SetDeadline is as SetWriteDeadline, for both directions.
func (c *Conn) SetDeadline(t time.Time) error {
	c.armed = time.Time{}
	return c.Conn.SetDeadline(t)
}

// Close gives the place back.
func (c *Conn) Close() error {
	c.gone.Do(func() {
		c.listener.mu.Lock()
		delete(c.listener.all, c)
		c.listener.mu.Unlock()
		if !c.asked.Load() {
			c.listener.header.Add(1)
		}
		<-c.listener.slots
	})
	return c.Conn.Close()
}

// CloseWrite ends sending and goes on receiving, so that what was sent arrives even
// if the client had more to say.
func (c *Conn) CloseWrite() error {
	half, ok := c.Conn.(interface{ CloseWrite() error })
	if !ok {
		return nil
	}
	return half.CloseWrite()
}
