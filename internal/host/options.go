package host

import (
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/kaaw/nachbar/internal/search/searchhttp"
)

// Addresses a host listens on where nobody says otherwise: both for this
// machine only.
const (
	DefaultAddr    = "127.0.0.1:8080"
	DefaultMetrics = "127.0.0.1:9090"
)

// Limits bound what a client can take. Zero values are those of DefaultLimits.
type Limits struct {
	// Header is how long the headers of a request may take, Request how long a
	// whole one, Idle how long a connection may be silent between two.
	Header, Request, Idle time.Duration
	// MinRate is how many bytes a second a reader has to take, on average over
	// Window.
	MinRate int
	Window  time.Duration
	// Conns is how many connections there may be; the limit of open files may
	// be lower.
	Conns int
	// Drain is how long running answers may take when the host stops.
	Drain time.Duration
	// Searches is how many searches are begun a second from all addresses,
	// SearchesEach from one; bursts may be longer.
	Searches, SearchesEach int
}

// DefaultLimits are for a portal on the Internet.
func DefaultLimits() Limits {
	return Limits{
		Header: 8 * time.Second, Request: 30 * time.Second, Idle: 2 * time.Minute,
		MinRate: 1 << 10, Window: 60 * time.Second, Conns: 8192, Drain: 30 * time.Second,
		Searches: 100, SearchesEach: 5,
	}
}

// filled replaces zeros.
func (l Limits) filled() Limits {
	d := DefaultLimits()
	for _, p := range []struct{ value, otherwise *time.Duration }{
		{&l.Header, &d.Header}, {&l.Request, &d.Request}, {&l.Idle, &d.Idle}, {&l.Window, &d.Window}, {&l.Drain, &d.Drain},
	} {
		if *p.value <= 0 {
			*p.value = *p.otherwise
		}
	}
	for _, p := range []struct{ value, otherwise *int }{
		{&l.MinRate, &d.MinRate}, {&l.Conns, &d.Conns}, {&l.Searches, &d.Searches}, {&l.SearchesEach, &d.SearchesEach},
	} {
		if *p.value <= 0 {
			*p.value = *p.otherwise
		}
	}
	return l
}

// Words are the words of a host and of its result pages; *i18n.Catalogue has them.
type Words = searchhttp.Words

// Options tune a Host.
type Options struct {
	// Dir is the store of releases.
	Dir string
	// Audience is the one that is shown. "" is the only one of a release, or the
	// only one that is TLP:CLEAR: nobody publishes more by forgetting a flag.
	Audience string
	// Addr is host:port; port 0 takes a free one. "" is DefaultAddr.
	Addr string
	// Hosts are the names that may be asked for; none allows all.
	Hosts []string
	// Cert and Key are files of a certificate; "" serves without TLS. BehindTLS
	// says that a proxy in front has one.
	Cert, Key string
	BehindTLS bool
	// MetricsAddr is host:port of the metrics, "" for none.
	MetricsAddr string
	// AccessLog gets a line of JSON for each request; nil for none. Addresses
	// adds the network of the client.
	AccessLog io.Writer
	Addresses bool
	// Proxies are the addresses whose X-Forwarded-For is believed.
	Proxies []netip.Prefix
	// Poll is how often the link is looked at, 2 s by default. Linger is how
	// long hashed files of earlier releases are answered, 5 min by default.
	Poll, Linger time.Duration
	// Memory bounds the contents that are kept in memory, in bytes; 0 is 1 GiB.
	// A second release in memory shares what is the same.
	Memory int64
	Limits Limits
	// Words returns the words in a language; it is called for each release.
	Words func(lang string) (Words, error)
	// Log gets what happens to releases; nil logs nothing.
	Log *slog.Logger
	// Hook answers /_nachbar/hook; nil for none. Publishing tells health and
	// metrics what became of the last publish; nil tells nothing.
	Hook       http.Handler
	Publishing func() Publishing
	// Members wraps the handler of the portal; nil for none. MembersBase is below
	// which path of the host other audiences than the shown one are read,
	// "/mitglieder", where the wrapper takes it off; "" for none.
	Members     func(http.Handler) http.Handler
	MembersBase string
	// OnReady is called once connections are accepted, with the URLs of the
	// start page and of the metrics ("" for none).
	OnReady func(url, metrics string)
}

// Publishing is what is known of publishes that the hook started.
type Publishing struct {
	Running bool      `json:"running"`
	Last    time.Time `json:"last,omitzero"` // the end of the last one
	// Result is "ok", "failed" or "" before the first.
	Result string `json:"result,omitempty"`
	OK     int    `json:"ok"`
	Failed int    `json:"failed"`
}

func (o *Options) fill() {
	if o.Addr == "" {
		o.Addr = DefaultAddr
	}
	if o.Poll <= 0 {
		o.Poll = 2 * time.Second
	}
	if o.Linger <= 0 {
		o.Linger = 5 * time.Minute
	}
	if o.Memory <= 0 {
		o.Memory = 1 << 30
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.Limits = o.Limits.filled()
}
