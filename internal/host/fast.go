package host

import (
	"context"
	"errors"
	"maps"
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/kaaw/nachbar/internal/host/conns"
	"github.com/kaaw/nachbar/internal/host/quick"
)

// fast answers the plainest requests itself: a GET for a file that is in memory.
// As soon as a connection has anything else to say it is handed to net/http, with
// all that was read, and stays there.
type fast struct {
	handler *handler
	limits  Limits
	others  *handover
	fixed   []byte // the headers of every answer
	accepts acceptances

	mu      sync.Mutex
	own     map[*conns.Conn]bool // connections here, true while one waits for a request
	leaving bool
	all     sync.WaitGroup
	date    atomic.Pointer[dateLine]
}

// readSize is how much of a request is looked at: more is left to net/http.
const readSize = 4 << 10

func newFast(h *handler, limits Limits, others *handover) *fast {
	f := &fast{handler: h, limits: limits, others: others, own: map[*conns.Conn]bool{}}
	for _, name := range slices.Sorted(maps.Keys(h.fixed)) {
		f.fixed = appendHeader(f.fixed, name, h.fixed[name])
	}
	return f
}

// accept takes connections until the listener is closed.
func (f *fast) accept(l net.Listener) error {
	wait := time.Millisecond
	for {
		c, err := l.Accept()
		var temporary interface{ Temporary() bool }
		switch own, ok := c.(*conns.Conn); {
		case err != nil && errors.As(err, &temporary) && temporary.Temporary():
			time.Sleep(wait) // too many open files: some will be closed
			wait = min(2*wait, time.Second)
			continue
		case err != nil:
			return err
		case !ok || !f.enter(own):
			_ = c.Close()
		default:
			go f.serve(own)
		}
		wait = time.Millisecond
	}
}

// enter notes a connection, unless the host is about to stop.
func (f *fast) enter(c *conns.Conn) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.leaving {
		return false
	}
	f.own[c] = false
	f.all.Add(1)
	return true
}

func (f *fast) leave(c *conns.Conn) {
	f.mu.Lock()
	delete(f.own, c)
	f.mu.Unlock()
	f.all.Done()
}

// await notes whether a connection waits for a request; it is false if the host
// is about to stop.
func (f *fast) await(c *conns.Conn, waits bool) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.own[c] = waits
	return !f.leaving
}

// serve answers a connection until it ends or is handed over.
func (f *fast) serve(c *conns.Conn) {
	defer f.leave(c)
	in := make([]byte, readSize)
	out := make([]byte, 0, 2<<10)
	by := time.Now().Add(f.limits.Header)
	for have := 0; ; by = time.Now().Add(f.limits.Idle) {
		if have == 0 {
			n, err := f.read(c, in, by)
			if err != nil {
				_ = c.Close()
				return
			}
			have = n
		}
		r, plain := quick.Parse(in[:have])
		if plain {
			var written bool
			if out, written, plain = f.answer(c, &r, out); plain && !written {
				_ = c.Close()
				return
			}
		}
		if !plain {
			f.hand(c, in[:have], by)
			return
		}
		have = copy(in, in[r.Size:have])
	}
}

// read waits for the beginning of a request.
func (f *fast) read(c *conns.Conn, in []byte, by time.Time) (int, error) {
	c.Idle(time.Now())
	if err := c.SetReadDeadline(by); err != nil {
		return 0, err
	}
	if !f.await(c, true) { // behind the deadline, which drain may move
		return 0, net.ErrClosed
	}
	n, err := c.Read(in)
	f.await(c, false)
	return n, err
}

// hand gives a connection to net/http. The headers of the request have what is
// left of their time.
func (f *fast) hand(c *conns.Conn, read []byte, by time.Time) {
	if latest := time.Now().Add(f.limits.Header); by.After(latest) {
		by = latest
	}
	c.HeaderBy(by)
	f.others.give(&replayed{Conn: c, read: read})
}

// answer answers a request, if it is for a file in memory that everybody may see;
// else ok is false. written is false if the client is gone.
func (f *fast) answer(c *conns.Conn, r *quick.Request, out []byte) (_ []byte, written, ok bool) {
	s := f.handler.shelf.Load()
	if s == nil {
		return out, false, false
	}
	start := time.Now()
	t := s.current.trees[s.current.shown]
	file := t.paths[string(r.Path)]
	if file == nil || file.location != nil || file.status != http.StatusOK {
		return out, false, false
	}
	if len(f.handler.hosts) > 0 && !f.handler.hosts[hostname(string(r.Host))] {
		return out, false, false
	}
	b, encoding := file.content.pick(f.accepts.of(r.AcceptEncoding))
	if b.bytes == nil {
		return out, false, false
	}
	c.Busy()
	out = f.head(out[:0], file, b, encoding, start)
	head, n, err := len(out), 0, error(nil)
	if len(b.bytes) <= joined {
		out = append(out, b.bytes...)
		n, err = c.Write(out)
	} else {
		n, err = c.WriteBoth(out, b.bytes)
	}
	rec := recorder{status: http.StatusOK, bytes: int64(max(0, n-head))}
	took := time.Since(start)
	f.handler.metrics.count(&rec, took)
	if log := f.handler.log; log != nil {
		log.line(entry{http.MethodGet, string(r.Path), rec.status, rec.bytes, start, took, ""})
	}
	return out, err == nil, true
}

// joined is the size of a body that is copied behind its head: that costs less than
// two pieces.
const joined = 8 << 10

// head writes everything in front of the body.
func (f *fast) head(out []byte, file *file, b *body, encoding []string, now time.Time) []byte {
	out = append(out, "HTTP/1.1 200 OK\r\n"...)
	out = append(out, f.fixed...)
	out = appendHeader(out, "Content-Type", file.kind)
	out = appendHeader(out, "Cache-Control", file.caching)
	out = appendHeader(out, "Vary", varyEncoding)
	out = appendHeader(out, "Accept-Ranges", rangesBytes)
	out = appendHeader(out, "Etag", b.etag)
	if encoding != nil {
		out = appendHeader(out, "Content-Encoding", encoding)
	}
	out = appendHeader(out, "Content-Length", b.length)
	out = append(out, f.dateOf(now)...)
	return append(out, "\r\n"...)
}

func appendHeader(out []byte, name string, values []string) []byte {
	out = append(append(out, name...), ": "...)
	return append(append(out, values[0]...), "\r\n"...)
}

// dateLine is the header Date of one second.
type dateLine struct {
	second int64
	text   string
}

func (f *fast) dateOf(now time.Time) string {
	d := f.date.Load()
	if second := now.Unix(); d == nil || d.second != second {
		d = &dateLine{second, "Date: " + now.UTC().Format(http.TimeFormat) + "\r\n"}
		f.date.Store(d)
	}
	return d.text
}

// drain lets running answers finish and ends all others.
func (f *fast) drain(ctx context.Context) {
	f.mu.Lock()
	f.leaving = true
	for c, waits := range f.own {
		if waits {
			_ = c.SetReadDeadline(time.Now())
		}
	}
	f.mu.Unlock()
	done := make(chan struct{})
	go func() { f.all.Wait(); close(done) }()
	select {
	case <-done:
		return
	case <-ctx.Done():
	}
	f.mu.Lock()
	for c := range f.own {
		_ = c.Close()
	}
	f.mu.Unlock()
	<-done
}

// handover is the listener of net/http: of connections that were listened to
// before.
type handover struct {
	address net.Addr
	queue   chan net.Conn
	ended   chan struct{}
	once    sync.Once
}

func newHandover(address net.Addr) *handover {
	return &handover{address: address, queue: make(chan net.Conn), ended: make(chan struct{})}
}

func (h *handover) give(c net.Conn) {
	select {
	case h.queue <- c:
	case <-h.ended:
		_ = c.Close()
	}
}

// Accept implements net.Listener.
func (h *handover) Accept() (net.Conn, error) {
	select {
	case c := <-h.queue:
		return c, nil
	case <-h.ended:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (h *handover) Close() error {
	h.once.Do(func() { close(h.ended) })
	return nil
}

// Addr implements net.Listener.
func (h *handover) Addr() net.Addr { return h.address }

// replayed is a connection that was read from.
type replayed struct {
	*conns.Conn
	read []byte
}

// Read implements io.Reader.
func (r *replayed) Read(b []byte) (int, error) {
	if len(r.read) == 0 {
		return r.Conn.Read(b)
	}
	n := copy(b, r.read)
	r.read = r.read[n:]
	return n, nil
}

// NetConn returns the connection itself.
func (r *replayed) NetConn() net.Conn { return r.Conn }
