package host

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"github.com/kaaw/nachbar/internal/search/searchhttp"
)

// accessLog writes a line of JSON for each request:
//
//	{"time":"2026-01-02T15:04:05Z","method":"GET","path":"/a/","status":200,"bytes":123,"ms":0.4}
//
// It has no query, for that is what somebody looks for, and no address; with
// a member area whether a member was answered, and nothing of who it is; with
// addresses the network of the client, 24 bits of IPv4 and 48 of IPv6.
type accessLog struct {
	addresses bool
	members   bool // there is a member area
	to        io.Writer

	mu  sync.Mutex
	out *bufio.Writer
	buf []byte
}

func newAccessLog(to io.Writer, addresses bool) *accessLog {
	return &accessLog{to: to, out: bufio.NewWriterSize(to, 64<<10), addresses: addresses}
}

// flushEvery is how old a line may become before it is written.
const flushEvery = time.Second

// run writes lines until ctx ends, and then the last ones.
func (l *accessLog) run(ctx context.Context) {
	tick := time.NewTicker(flushEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			l.flush()
		case <-ctx.Done():
			l.flush()
			return
		}
	}
}

// flush writes what there is. A log that cannot be written is no reason not to
// answer; the writer is tried again.
func (l *accessLog) flush() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.out.Flush() != nil {
		l.out.Reset(l.to)
	}
}

// entry is one request.
type entry struct {
	method, path string
	status       int
	bytes        int64
	start        time.Time
	took         time.Duration
	network      string // "" for none
}

func (l *accessLog) write(rec *recorder, r *http.Request, start time.Time, took time.Duration, proxies []netip.Prefix) {
	e := entry{r.Method, r.URL.Path, rec.status, rec.bytes, start, took, ""}
	if l.addresses {
		e.network = networkOf(searchhttp.ClientOf(r, proxies))
	}
	l.put(e, rec.private)
}

// line writes a request that nobody had to be a member for.
func (l *accessLog) line(e entry) { l.put(e, false) }

func (l *accessLog) put(e entry, member bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := append(l.buf[:0], `{"time":"`...)
	b = e.start.UTC().AppendFormat(b, "2006-01-02T15:04:05Z")
	b = append(b, `","method":`...)
	b = appendString(b, method(e.method))
	b = append(b, `,"path":`...)
	b = appendString(b, e.path[:min(len(e.path), maxLogged)])
	b = strconv.AppendInt(append(b, `,"status":`...), int64(e.status), 10)
	b = strconv.AppendInt(append(b, `,"bytes":`...), e.bytes, 10)
	b = strconv.AppendFloat(append(b, `,"ms":`...), float64(e.took.Microseconds())/1000, 'f', 1, 64)
	if l.members {
		b = strconv.AppendBool(append(b, `,"member":`...), member)
	}
	if e.network != "" {
		b = appendString(append(b, `,"network":`...), e.network)
	}
	l.buf = append(b, "}\n"...)
	if _, err := l.out.Write(l.buf); err != nil {
		l.out.Reset(l.to)
	}
}

// maxLogged is how much of a path is logged.
const maxLogged = 512

// method is one that is known, or "OTHER".
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions, http.MethodPatch:
		return m
	}
	return "OTHER"
}

// appendString appends text as JSON. Most paths need no escapes.
func appendString(b []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			quoted, err := json.Marshal(text)
			if err != nil {
				return append(b, `""`...)
			}
			return append(b, quoted...)
		}
	}
	b = append(append(b, '"'), text...)
	return append(b, '"')
}

// networkOf is what is kept of an address.
func networkOf(a netip.Addr) string {
	bits := 48
	if a.Is4() {
		bits = 24
	}
	p, err := a.WithZone("").Prefix(bits)
	if err != nil {
		return ""
	}
	return p.String()
}
