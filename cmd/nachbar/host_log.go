package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

// reopened is a file that is opened again when somebody has moved it away.
type reopened struct {
	name string // "" for a stream

	mu sync.Mutex
	to io.Writer
}

// openAccessLog opens the file of the access log: "" is none, "-" the standard
// output.
func openAccessLog(name string, out io.Writer) (*reopened, error) {
	switch name {
	case "":
		return nil, nil
	case "-":
		return &reopened{to: out}, nil
	}
	f, err := openAppend(name)
	if err != nil {
		return nil, err
	}
	return &reopened{name: name, to: f}, nil
}

func openAppend(name string) (*os.File, error) {
	return os.OpenFile(name, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o640)
}

// Write implements io.Writer.
func (r *reopened) Write(b []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.to.Write(b)
}

// reopen goes on in a new file of the same name; without one the old one stays.
func (r *reopened) reopen() {
	if r == nil || r.name == "" {
		return
	}
	f, err := openAppend(r.name)
	if err != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	old := r.to
	r.to = f
	if c, ok := old.(io.Closer); ok {
		_ = c.Close()
	}
}

// Close closes the file.
func (r *reopened) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if c, ok := r.to.(io.Closer); ok && r.name != "" {
		return c.Close()
	}
	return nil
}

// publishTime is how long a publish may take before it is ended, and endTime how
// long it may take to end.
const (
	publishTime = 30 * time.Minute
	endTime     = 20 * time.Second
)

// runSelf runs this program with other arguments; what it says is logged.
func runSelf(ctx context.Context, program string, args []string, log *slog.Logger) error {
	ctx, cancel := context.WithTimeout(ctx, publishTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Args[0] = os.Args[0]
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = endTime
	r, w := io.Pipe()
	cmd.Stdout, cmd.Stderr = w, w
	var wg sync.WaitGroup
	wg.Go(func() {
		lines := bufio.NewScanner(r)
		for lines.Scan() {
			log.Info("publish", "said", lines.Text())
		}
		_, _ = io.Copy(io.Discard, r) // behind a line that is too long
	})
	err := cmd.Run()
	err = errors.Join(err, w.Close())
	wg.Wait()
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	return nil
}
