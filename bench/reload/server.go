package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/kaaw/nachbar/bench/sample"
)

// server is a running preview.
type server struct {
	cmd  *exec.Cmd
	base string
}

var (
	address   = regexp.MustCompile(`http://[0-9.]+:\d+/`)
	dataState = regexp.MustCompile(`data-state="([^"]*)"`)
)

// start runs the preview and waits until it says where it listens.
func start(ctx context.Context, bin, site string) (*server, error) {
	cmd := exec.CommandContext(ctx, bin, "serve", "--addr", "127.0.0.1:0", "-C", site)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if base := address.FindString(lines.Text()); base != "" {
			go func() { _, _ = io.Copy(io.Discard, out) }() // ends with the process
			return &server{cmd: cmd, base: strings.TrimSuffix(base, "/")}, nil
		}
	}
	return nil, errors.Join(errors.New("the preview ended"), cmd.Wait())
}

func (s *server) stop() {
	_ = s.cmd.Process.Signal(os.Interrupt)
	_ = s.cmd.Wait() // it was interrupted
}

// settle waits until the preview has been idle for a moment.
func (s *server) settle() {
	for before := s.busy(); ; {
		time.Sleep(700 * time.Millisecond)
		now := s.busy()
		if now-before <= 2 {
			return
		}
		before = now
	}
}

// ticks are the units of busy in a second (USER_HZ of Linux).
const ticks = 100

// busy is how long the process has computed, in ticks of the system; 0 where
// that cannot be told.
func (s *server) busy() int {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return user + system
}

// edit saves the file and waits for the page with the marker in it.
func (s *server) edit(ctx context.Context, page, file, text, marker string) (sample.Sample, error) {
	body, err := s.get(ctx, page)
	if err != nil {
		return sample.Sample{}, err
	}
	state := dataState.FindSubmatch(body)
	if state == nil {
		return sample.Sample{}, fmt.Errorf("%s carries no live reload", page)
	}
	events, err := s.open(ctx, page, string(state[1]))
	if err != nil {
		return sample.Sample{}, err
	}
	defer events.Close()
	lines := bufio.NewScanner(events)
	lines.Buffer(nil, 16<<20)
	if !lines.Scan() { // "retry:", the stream stands
		return sample.Sample{}, errors.New("the stream of events ended")
	}
	start, before := time.Now(), s.busy()
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		return sample.Sample{}, err
	}
	for lines.Scan() {
		if lines.Text() != "event: reload" {
			continue
		}
		if body, err = s.get(ctx, page); err != nil {
			return sample.Sample{}, err
		}
		if bytes.Contains(body, []byte(marker)) {
			wall := time.Since(start).Seconds()
			return sample.Sample{Wall: wall, CPU: float64(s.busy()-before) / ticks}, nil
		}
	}
	return sample.Sample{}, errors.Join(errors.New("no reload came"), lines.Err())
}

// open opens the stream of events of a page in a state.
func (s *server) open(ctx context.Context, page, state string) (io.ReadCloser, error) {
	query := url.Values{"path": {page}, "state": {state}}
	return s.request(ctx, "/_nachbar/events?"+query.Encode())
}

func (s *server) get(ctx context.Context, page string) ([]byte, error) {
	body, err := s.request(ctx, page)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	return io.ReadAll(body)
}

func (s *server) request(ctx context.Context, path string) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.base+path, nil)
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errors.Join(fmt.Errorf("%s answers %s", path, resp.Status), resp.Body.Close())
	}
	return resp.Body, nil
}
