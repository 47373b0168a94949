package host

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/release"
)

// soak reports whether the long form of a proof was asked for.
func soak() bool { return os.Getenv("NACHBAR_SOAK") != "" }

// trickle opens n connections that send the headers of a request so slowly that
// they never end, and returns when each was cut.
func trickle(t *testing.T, address string, n int, every time.Duration) (cut []time.Duration) {
	t.Helper()
	cut = make([]time.Duration, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			c, err := net.Dial("tcp", address)
			if err != nil {
				t.Error(err)
				return
			}
			defer c.Close()
			start := time.Now()
			if _, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\nX-Langsam: "); err != nil {
				return
			}
			ended := make(chan struct{})
			go func() { _, _ = io.Copy(io.Discard, c); close(ended) }()
			tick := time.NewTicker(every)
			defer tick.Stop()
			for {
				select {
				case <-ended:
					cut[i] = time.Since(start)
					return
				case <-tick.C:
					_, _ = c.Write([]byte("x"))
				}
			}
		})
	}
	wg.Wait()
	return cut
}

// healthy asks for a page on a connection of its own.
func healthy(address string) error {
	client := &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Get("http://" + address + "/leitfaden/")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil || resp.StatusCode != 200 {
		return fmt.Errorf("status %d, %w", resp.StatusCode, err)
	}
	return nil
}

func TestTricklingRequestsAreCutWhileOthersAreAnswered(t *testing.T) {
	n, header, slack := 100, time.Second, 2*time.Second
	if soak() {
		n, header, slack = 2000, DefaultLimits().Header, 2*time.Second // 10 s together
	}
	s := newStore(t)
	publish(t, s, portal("eins"))
	h, base := running(t, s, func(o *Options) { o.Limits.Header = header })
	address := strings.TrimPrefix(base, "http://")
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	var asked, failed atomic.Int64
	var longest atomic.Int64
	wg.Go(func() {
		for ctx.Err() == nil {
			start := time.Now()
			if err := healthy(address); err != nil {
				failed.Add(1)
			}
			asked.Add(1)
			longest.Store(max(longest.Load(), int64(time.Since(start))))
			time.Sleep(20 * time.Millisecond)
		}
	})
	cut := trickle(t, address, n, header/20)
	ended := time.Now()
	stop()
	wg.Wait()
	latest := time.Duration(0)
	for _, at := range cut {
		latest = max(latest, at)
	}
	if latest > header+slack {
		t.Errorf("a request trickled for %v", latest)
	}
	if asked.Load() == 0 || failed.Load() > 0 {
		t.Errorf("%d of %d other requests failed meanwhile", failed.Load(), asked.Load())
	}
	recovers(t, h, address, ended)
	t.Logf("%d connections, the last one cut after %v; %d other requests, the longest %v", n, latest, asked.Load(), time.Duration(longest.Load()))
}

// recovers holds that a host is well at most 5 s after an attack.
func recovers(t *testing.T, h *Host, address string, ended time.Time) {
	t.Helper()
	for h.conns.Load().Open() > 2 {
		if time.Since(ended) > 5*time.Second {
			t.Fatalf("%d connections are left", h.conns.Load().Open())
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err := healthy(address); err != nil || time.Since(ended) > 5*time.Second {
		t.Errorf("not well after %v: %v", time.Since(ended), err)
	}
	t.Logf("well %v after the attack", time.Since(ended))
}

// download reads a file in steps, and returns how much it got.
func download(address, path string, step int, pause time.Duration) (int64, error) {
	c, err := net.Dial("tcp", address)
	if err != nil {
		return 0, err
	}
	defer c.Close()
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetReadBuffer(64 << 10) // what the system takes by itself is not taken slowly
	}
	if _, err := io.WriteString(c, "GET "+path+" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"); err != nil {
		return 0, err
	}
	resp, err := http.ReadResponse(bufio.NewReaderSize(c, 4<<10), nil)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	total, buf := int64(0), make([]byte, step)
	for {
		n, err := io.ReadFull(resp.Body, buf)
		total += int64(n)
		if err == io.EOF || err == io.ErrUnexpectedEOF && total == resp.ContentLength {
			return total, nil
		}
		if err != nil {
			return total, err
		}
		time.Sleep(pause)
	}
}

func TestWhoTakesNothingIsCutAndAnHonestSlowDownloadEnds(t *testing.T) {
	const size = 16 << 20
	attackers, window, rate, pause := 20, time.Second, 64<<10, 15*time.Millisecond // 4 MiB a second
	if soak() {
		attackers, window, rate, pause = 1000, 10*time.Second, 8<<10, 120*time.Millisecond // 0.5 MiB a second
	}
	s := newStore(t)
	publish(t, s, portal("eins").with(files{"gross.bin": strings.Repeat("0123456789abcdef", size/16)}))
	h, base := running(t, s, func(o *Options) { o.Limits.Window, o.Limits.MinRate = window, rate })
	address := strings.TrimPrefix(base, "http://")
	var wg sync.WaitGroup
	var full, cut atomic.Int64
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	wg.Go(func() {
		defer stop()
		start := time.Now()
		n, err := download(address, "/gross.bin", 64<<10, pause)
		if n != size || err != nil {
			t.Errorf("the honest download got %d bytes in %v: %v", n, time.Since(start), err)
		}
		if took := time.Since(start); took < 2*window {
			t.Errorf("the download took only %v: it proves nothing", took)
		}
		t.Logf("the honest download took %v", time.Since(start))
	})
	for range attackers {
		wg.Go(func() {
			if _, err := download(address, "/gross.bin", 512, time.Second); err != nil {
				cut.Add(1)
				return
			}
			full.Add(1)
		})
	}
	for end := time.Now().Add(window*3 + 10*time.Second); ; time.Sleep(20 * time.Millisecond) {
		if slow, _ := h.conns.Load().Cut(); int(slow) >= attackers {
			break
		}
		if time.Now().After(end) {
			slow, _ := h.conns.Load().Cut()
			t.Fatalf("%d of %d were cut", slow, attackers)
		}
	}
	if err := healthy(address); err != nil {
		t.Errorf("a page meanwhile: %v", err)
	}
	<-ctx.Done()
	// Attackers read what the system had taken; nobody waits for that.
}

func TestIdleConnectionsMakeRoomForNewOnes(t *testing.T) {
	s := newStore(t)
	publish(t, s, portal("eins"))
	_, base := running(t, s, func(o *Options) { o.Limits.Conns = 8 })
	address := strings.TrimPrefix(base, "http://")
	for range 40 { // each stays open, idle
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if _, err := io.WriteString(c, "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		_ = c.SetDeadline(time.Now().Add(5 * time.Second))
		if resp, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: "HEAD"}); err != nil || resp.StatusCode != 200 {
			t.Fatal("no answer while others are idle: ", err)
		}
	}
}

func TestASlowBodyIsCut(t *testing.T) {
	s := newStore(t)
	publish(t, s, portal("eins"))
	_, base := running(t, s, func(o *Options) { o.Limits.Header, o.Limits.Request = 300*time.Millisecond, 500*time.Millisecond })
	c, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	start := time.Now()
	_, _ = io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")
	go func() {
		for range 100 {
			if _, err := c.Write([]byte("x")); err != nil {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
	}()
	_ = c.SetReadDeadline(time.Now().Add(10 * time.Second))
	_, _ = io.Copy(io.Discard, c)
	if took := time.Since(start); took > 4*time.Second {
		t.Errorf("a body trickled for %v", took)
	}
}

// childDir is the store of a host that is run as a program of its own, with few
// open files.
const childDir = "NACHBAR_TEST_HOST"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		os.Exit(child(dir))
	}
	os.Exit(m.Run())
}

func child(dir string) int {
	if err := limitFiles(256); err != nil {
		fmt.Println(err)
		return 1
	}
	h := New(Options{Dir: dir, Addr: "127.0.0.1:0", Limits: Limits{Header: time.Second}, OnReady: func(url, _ string) { fmt.Println(url) }})
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	go func() { // ends with who started it
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	if err := h.Load(ctx); err != nil {
		fmt.Println(err)
		return 1
	}
	if err := h.Run(ctx); err != nil {
		fmt.Println(err)
		return 1
	}
	return 0
}

func TestMoreConnectionsThanOpenFilesDoNoLastingHarm(t *testing.T) {
	s := newStore(t)
	publish(t, s, portal("eins"))
	address := startChild(t, s)
	done := make(chan []time.Duration)
	go func() { done <- trickle(t, address, 600, 50*time.Millisecond) }()
	<-done
	ended := time.Now()
	for healthy(address) != nil {
		if time.Since(ended) > 5*time.Second {
			t.Fatal("not well 5 s after the attack")
		}
	}
	t.Logf("600 connections with 256 open files; well %v after the attack", time.Since(ended))
}

func startChild(t *testing.T, s *release.Store) (address string) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), childDir+"="+filepath.Clean(s.Dir()))
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "http://")
	if err != nil || !ok {
		t.Fatalf("%q, %v", line, err)
	}
	return strings.TrimSuffix(address, "/")
}
