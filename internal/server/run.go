package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"
)

const (
	headerTime = 10 * time.Second
	idleTime   = 2 * time.Minute
	headerSize = 16 << 10
	// stopTime is how long answers may take to end when the server stops.
	stopTime = 3 * time.Second
)

// AddrInUseError says that something else listens on the address.
type AddrInUseError struct {
	Addr string // host:port
	Err  error
}

// Error implements error.
func (e *AddrInUseError) Error() string { return "address " + e.Addr + " is already in use" }

// Unwrap returns the error of the operating system.
func (e *AddrInUseError) Unwrap() error { return e.Err }

// Message returns the key of the message in the catalogue, its hint's key and
// the words of both: the address, the next one, and one with a free port.
func (e *AddrInUseError) Message() (key, hint string, args map[string]string) {
	host, port, _ := net.SplitHostPort(e.Addr)
	free := net.JoinHostPort(host, "0")
	next := free
	if n, err := strconv.Atoi(port); err == nil && n < 65535 {
		next = net.JoinHostPort(host, strconv.Itoa(n+1))
	}
	args = map[string]string{"addr": e.Addr, "next": next, "free": free}
	return "server.addr-in-use", "server.addr-in-use.hint", args
}

// Run listens and serves until ctx ends, then lets running answers finish and
// returns nil. It may be called once. An address that is taken is an
// *AddrInUseError.
func (s *Server) Run(ctx context.Context) error {
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", s.opt.Addr)
	if InUse(err) {
		return &AddrInUseError{Addr: s.opt.Addr, Err: err}
	}
	if err != nil {
		return fmt.Errorf("listen on %s: %w", s.opt.Addr, err)
	}
	return s.serve(ctx, ln)
}

func (s *Server) serve(ctx context.Context, ln net.Listener) error {
	srv := &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: headerTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    headerSize,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	served := make(chan error, 1)
	go func() { served <- srv.Serve(ln) }()
	if s.opt.OnReady != nil {
		s.opt.OnReady(startURL(ln.Addr()))
	}
	select {
	case err := <-served:
		s.endStreams()
		return fmt.Errorf("serve on %s: %w", ln.Addr(), err)
	case <-ctx.Done():
	}
	s.endStreams()
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	err := srv.Shutdown(limit)
	if errors.Is(err, context.DeadlineExceeded) {
		err = srv.Close()
	}
	<-served
	if err != nil {
		return fmt.Errorf("stop serving on %s: %w", ln.Addr(), err)
	}
	return nil
}

// endStreams lets every open page's stream end.
func (s *Server) endStreams() {
	s.stopOnce.Do(func() { close(s.stop) })
}

// startURL returns the URL of the start page for a listener's address.
func startURL(addr net.Addr) string {
	host, port, err := net.SplitHostPort(addr.String())
	if ip := net.ParseIP(host); err != nil || ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port) + "/"
}

// InUse knows the error on Unix and, as a number, that of Windows
// (WSAEADDRINUSE), which the syscall package does not translate.
func InUse(err error) bool {
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, syscall.Errno(10048))
}
