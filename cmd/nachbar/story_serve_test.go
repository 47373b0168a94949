package main

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// listen takes a port until the story ends and names it in $ADDR.
func listen(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: listen")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { _ = l.Close() })
	ts.Setenv("ADDR", l.Addr().String())
}

// served is a running "nachbar serve" or "nachbar host".
type served struct {
	cmd    *exec.Cmd
	rest   chan string // what it prints after its address
	errors said
}

// said is what a program has said so far.
type said struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// serve ARGS… starts "nachbar serve ARGS…" and names its address in $URL.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: serve ARGS...")
	}
	launch(ts, "serve", args)
}

// hosts ARGS… starts "nachbar host ARGS…" in the same way.
func hosts(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: hosts ARGS...")
	}
	launch(ts, "host", append([]string{"--addr", "127.0.0.1:0", "--metrics-addr", ""}, args...))
}

// launch starts a server and waits for its address.
func launch(ts *testscript.TestScript, command string, args []string) {
	program, err := exec.LookPath("nachbar")
	ts.Check(err)
	cmd := exec.Command(program, append([]string{command}, args...)...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = append(os.Environ(), "LANG=", "LC_ALL=")
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	s := &served{cmd: cmd, rest: make(chan string, 1)}
	cmd.Stderr = &s.errors
	ts.Check(cmd.Start())
	ts.Defer(func() { _ = cmd.Process.Kill() })
	first := make(chan string, 1)
	go func() {
		r := bufio.NewReader(out)
		line, _ := r.ReadString('\n')
		first <- line
		rest, _ := io.ReadAll(r)
		s.rest <- string(rest)
	}()
	select {
	case line := <-first:
		url := regexp.MustCompile(`http://[0-9.:]+`).FindString(line)
		if url == "" {
			ts.Fatalf("no address in %q", line)
		}
		ts.Setenv("URL", url)
	case <-time.After(20 * time.Second):
		ts.Fatalf("the server does not start")
	}
	running.Store(ts.Getenv("WORK"), s)
}

// fetch PATH [STATUS] prints what the server answers.
func fetch(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 || len(args) > 2 {
		ts.Fatalf("usage: fetch PATH [STATUS]")
	}
	resp, err := (&http.Client{Timeout: 10 * time.Second}).Get(ts.Getenv("URL") + args[0])
	ts.Check(err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	ts.Check(err)
	want := "200"
	if len(args) == 2 {
		want = args[1]
	}
	if strconv.Itoa(resp.StatusCode) != want {
		ts.Fatalf("%s answers %s, want %s", args[0], resp.Status, want)
	}
	_, err = ts.Stdout().Write(body)
	ts.Check(err)
}

// push FILE REF tells the hook of the server that a branch was pushed, signed with
// the secret in a file.
func push(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: push FILE REF")
	}
	body := fmt.Sprintf(`{"ref":%q,"time":%d}`, args[1], time.Now().UnixNano())
	mac := hmac.New(sha256.New, []byte(strings.TrimSpace(ts.ReadFile(args[0]))))
	mac.Write([]byte(body))
	r, err := http.NewRequest(http.MethodPost, ts.Getenv("URL")+"/_nachbar/hook", strings.NewReader(body))
	ts.Check(err)
	r.Header.Set("X-Hub-Signature-256", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	resp, err := http.DefaultClient.Do(r)
	ts.Check(err)
	defer resp.Body.Close()
	fmt.Fprintln(ts.Stdout(), resp.StatusCode)
}

// await PATH TEXT asks the server again and again until its answer holds TEXT.
func await(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: await PATH TEXT")
	}
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		resp, err := http.Get(ts.Getenv("URL") + args[0])
		ts.Check(err)
		body, err := io.ReadAll(resp.Body)
		ts.Check(errors.Join(err, resp.Body.Close()))
		if strings.Contains(string(body), args[1]) {
			return
		}
	}
	ts.Fatalf("%s never shows %q", args[0], args[1])
}

// hears TEXT waits until the server says TEXT on the terminal.
func hears(ts *testscript.TestScript, neg bool, args []string) {
	value, ok := running.Load(ts.Getenv("WORK"))
	if neg || len(args) != 1 || !ok {
		ts.Fatalf("usage: hears TEXT, while a server runs")
	}
	s := value.(*served)
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if strings.Contains(s.errors.String(), args[0]) {
			return
		}
	}
	ts.Fatalf("the server never says %q, but %q", args[0], s.errors.String())
}

// stop ends the server as Ctrl+C does and prints what it had to say; it has to
// leave with status 0.
func stop(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: stop")
	}
	value, ok := running.LoadAndDelete(ts.Getenv("WORK"))
	if !ok {
		ts.Fatalf("no server runs")
	}
	s := value.(*served)
	ts.Check(s.cmd.Process.Signal(syscall.SIGINT))
	done := make(chan error, 1)
	rest := ""
	go func() { rest = <-s.rest; done <- s.cmd.Wait() }()
	select {
	case err := <-done:
		ts.Check(err)
		fmt.Fprint(ts.Stdout(), rest)
		fmt.Fprint(ts.Stderr(), s.errors.String())
	case <-time.After(10 * time.Second):
		ts.Fatalf("the server does not stop")
	}
}
