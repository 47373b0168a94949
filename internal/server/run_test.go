package server

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// started runs a server of f on a free port and returns its URL, and a
// function that stops it and returns the error of Run.
func started(t *testing.T, f *fakeSite) (base string, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ready, done := make(chan string, 1), make(chan error, 1)
	s := New(f, Options{Addr: "127.0.0.1:0", LiveReload: true, OnReady: func(url string) { ready <- url }})
	go func() { done <- s.Run(ctx) }()
	t.Cleanup(cancel)
	select {
	case url := <-ready:
		return strings.TrimSuffix(url, "/"), func() error { cancel(); return <-done }
	case err := <-done:
		t.Fatal(err)
	}
	return "", nil
}

func TestRunServesUntilItsContextEnds(t *testing.T) {
	base, stop := started(t, newFake())
	if !strings.HasPrefix(base, "http://127.0.0.1:") || strings.HasSuffix(base, ":0") {
		t.Errorf("ready at %q", base)
	}
	tab := open(t, base, "/", stateOf(t, base, "/"))
	start := time.Now()
	if err := stop(); err != nil {
		t.Errorf("Run: %v", err)
	}
	tab.ended()
	if took := time.Since(start); took > stopTime/2 {
		t.Errorf("stopping took %v: an open page must not hold it up", took)
	}
	if _, err := http.Get(base); err == nil {
		t.Error("still answers after Run")
	}
}

func TestTakenAddressIsATypedErrorWithRemedy(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	addr := ln.Addr().(*net.TCPAddr)
	err = New(newFake(), Options{Addr: addr.String()}).Run(t.Context())
	var taken *AddrInUseError
	if !errors.As(err, &taken) || !strings.Contains(err.Error(), addr.String()) {
		t.Fatalf("err = %v", err)
	}
	key, hint, args := taken.Message()
	if key != "server.addr-in-use" || hint != "server.addr-in-use.hint" || args["addr"] != addr.String() ||
		args["next"] != fmt.Sprintf("127.0.0.1:%d", addr.Port+1) || args["free"] != "127.0.0.1:0" {
		t.Errorf("%s, %s, %v", key, hint, args)
	}
}

func TestRemedyNamesNoPortBeyondTheLast(t *testing.T) {
	_, _, args := (&AddrInUseError{Addr: "[::1]:65535"}).Message()
	if args["next"] != "[::1]:0" {
		t.Errorf("next = %q", args["next"])
	}
}

func TestAddressThatCannotBeUsedIsNamed(t *testing.T) {
	err := New(newFake(), Options{Addr: "127.0.0.1:http-nicht"}).Run(t.Context())
	if err == nil || !strings.Contains(err.Error(), "listen on 127.0.0.1:http-nicht") {
		t.Errorf("err = %v", err)
	}
}

func TestStartURLCanBeOpened(t *testing.T) {
	for addr, want := range map[string]string{
		"127.0.0.1:1313": "http://127.0.0.1:1313/", "0.0.0.0:80": "http://localhost:80/",
		"[::]:1313": "http://localhost:1313/", "[::1]:1313": "http://[::1]:1313/",
	} {
		tcp, err := net.ResolveTCPAddr("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		if got := startURL(tcp); got != want {
			t.Errorf("startURL(%s) = %s, want %s", addr, got, want)
		}
	}
}

func TestHugeHeadersAreRefused(t *testing.T) {
	base, _ := started(t, newFake())
	conn, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Big: %s\r\n\r\n", strings.Repeat("x", 24<<10))
	if status, _ := bufio.NewReader(conn).ReadString('\n'); !strings.Contains(status, "431") {
		t.Errorf("status line %q, want 431", status)
	}
}
