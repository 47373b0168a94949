// Command host measures "nachbar host" beside nginx: the same files, the same
// headers, the same client (wrk), in turn, on one machine.
//
//	go run ./bench/host -nachbar bin/nachbar [-rounds 3] [-seconds 5]
//
// It needs nginx and wrk. Ratios of one round count: both servers ran within
// seconds of each other. Medians of the ratios are printed.
package main

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

var (
	program = flag.String("nachbar", "bin/nachbar", "the program")
	rounds  = flag.Int("rounds", 3, "how often each case is measured")
	seconds = flag.Int("seconds", 5, "how long each run takes")
	conns   = flag.Int("connections", 32, "connections of the client")
)

// Addresses of both servers.
const (
	hostAddr  = "127.0.0.1:18480"
	nginxAddr = "127.0.0.1:18481"
)

// sizes are what is asked for, with the share of nginx that has to be reached.
var sizes = []struct {
	name  string
	bytes int
	goal  float64
}{{"1 kB", 1000, 0.8}, {"20 kB", 20_000, 0.5}, {"200 kB", 200_000, 0.7}}

func main() {
	log.SetFlags(0)
	log.SetPrefix("bench/host: ")
	flag.Parse()
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	dir, err := os.MkdirTemp("", "bench-host-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := makeStore(ctx, filepath.Join(dir, "store")); err != nil {
		return err
	}
	stopHost, err := start(ctx, *program, "host", "--dir", filepath.Join(dir, "store"), "--addr", hostAddr, "--metrics-addr", "", "--quiet")
	if err != nil {
		return err
	}
	defer stopHost()
	header, err := packedHeader(ctx)
	if err != nil {
		return err
	}
	config := filepath.Join(dir, "nginx.conf")
	if err := writeNginx(dir, config, header); err != nil {
		return err
	}
	stopNginx, err := start(ctx, "nginx", "-c", config, "-p", dir, "-e", filepath.Join(dir, "error.log"))
	if err != nil {
		return err
	}
	defer stopNginx()
	if err := alike(ctx); err != nil {
		return err
	}
	return measure(ctx)
}

// start starts a server, and returns what ends it.
func start(ctx context.Context, name string, args ...string) (stop func(), err error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	cmd.Stdout, cmd.Stderr = io.Discard, os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	return func() { _ = cmd.Process.Signal(os.Interrupt); _ = cmd.Wait() }, nil
}

// path is where a file of a size is.
func path(bytes int) string { return fmt.Sprintf("/probe-%d.html", bytes) }

// ask asks a server for a file, again and again until it is up.
func ask(ctx context.Context, addr, file, accept string) (*http.Response, []byte, error) {
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}, Timeout: 5 * time.Second}
	var last error
	for range 50 {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+file, nil)
		if err != nil {
			return nil, nil, err
		}
		r.Header.Set("Accept-Encoding", accept)
		resp, err := client.Do(r)
		if err == nil {
			body, err := io.ReadAll(resp.Body)
			return resp, body, errorsOf(err, resp.Body.Close())
		}
		last = err
		time.Sleep(100 * time.Millisecond)
	}
	return nil, nil, last
}

func errorsOf(list ...error) error {
	for _, err := range list {
		if err != nil {
			return err
		}
	}
	return nil
}

// packedHeader waits until the host has packed everything, and returns the
// headers it sends.
func packedHeader(ctx context.Context) (http.Header, error) {
	for range 100 {
		resp, _, err := ask(ctx, hostAddr, path(sizes[2].bytes), "gzip")
		if err != nil {
			return nil, err
		}
		if resp.Header.Get("Content-Encoding") == "gzip" {
			time.Sleep(time.Second) // Brotli comes afterwards
			return resp.Header, nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return nil, fmt.Errorf("the host packs nothing")
}

// alike holds that both servers send the same bytes.
func alike(ctx context.Context) error {
	for _, s := range sizes {
		for _, accept := range []string{"identity", "gzip"} {
			a, one, err := ask(ctx, hostAddr, path(s.bytes), accept)
			if err != nil {
				return err
			}
			b, two, err := ask(ctx, nginxAddr, path(s.bytes), accept)
			if err != nil {
				return err
			}
			if !bytes.Equal(one, two) || a.Header.Get("Content-Encoding") != b.Header.Get("Content-Encoding") {
				return fmt.Errorf("%s, %s: %d and %d bytes, %q and %q", s.name, accept, len(one), len(two), a.Header, b.Header)
			}
		}
	}
	return nil
}

var perSecond = regexp.MustCompile(`Requests/sec:\s+([0-9.]+)`)

// load is how many requests a second a server answers.
func load(ctx context.Context, addr, file, accept string) (float64, error) {
	out, err := exec.CommandContext(ctx, "wrk", "-t1", fmt.Sprint("-c", *conns), fmt.Sprintf("-d%ds", *seconds),
		"-H", "Accept-Encoding: "+accept, "http://"+addr+file).CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("wrk: %w: %s", err, out)
	}
	found := perSecond.FindSubmatch(out)
	if found == nil || bytes.Contains(out, []byte("Non-2xx")) || bytes.Contains(out, []byte("Socket errors")) {
		return 0, fmt.Errorf("wrk: %s", out)
	}
	return strconv.ParseFloat(string(found[1]), 64)
}

// measure runs both servers in turn and prints a table.
func measure(ctx context.Context) error {
	out := bufio.NewWriter(os.Stdout)
	fmt.Fprintf(out, "nachbar host beside nginx: %d rounds of %d s, %d connections, %d processors, %s\n\n",
		*rounds, *seconds, *conns, runtime.NumCPU(), time.Now().Format(time.DateOnly))
	fmt.Fprintf(out, "%-8s %-8s %12s %12s %8s %8s  %s\n", "size", "form", "nachbar /s", "nginx /s", "ratio", "goal", "ratios of the rounds")
	for _, s := range sizes {
		for _, accept := range []string{"identity", "gzip"} {
			var ours, theirs, ratios []float64
			for range *rounds {
				a, err := load(ctx, hostAddr, path(s.bytes), accept)
				if err != nil {
					return err
				}
				b, err := load(ctx, nginxAddr, path(s.bytes), accept)
				if err != nil {
					return err
				}
				ours, theirs, ratios = append(ours, a), append(theirs, b), append(ratios, a/b)
			}
			var each []string
			for _, r := range ratios {
				each = append(each, fmt.Sprintf("%.2f", r))
			}
			word := map[string]string{"identity": "plain", "gzip": "gzip"}[accept]
			fmt.Fprintf(out, "%-8s %-8s %12.0f %12.0f %8.2f %8.2f  %s\n", s.name, word, median(ours), median(theirs), median(ratios), s.goal, strings.Join(each, " "))
			if err := out.Flush(); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

func median(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2]
}
