package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
)

// ErrTooMuch says that git wrote more than was asked for.
var ErrTooMuch = errors.New("too much output")

// RunWithin is Run without input for answers of at most max bytes: when git
// writes more it is stopped, and the error is ErrTooMuch.
func RunWithin(ctx context.Context, dir string, max int64, args ...string) ([]byte, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := command(ctx, dir, args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start git: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start git: %w", err)
	}
	out, err := io.ReadAll(io.LimitReader(pipe, max+1))
	if int64(len(out)) > max {
		cancel()
		_ = cmd.Wait() // it was stopped
		return nil, ErrTooMuch
	}
	ended := cmd.Wait()
	var exit *exec.ExitError
	if errors.As(ended, &exit) {
		exit.Stderr = said.Bytes()[:min(said.Len(), 4<<10)]
	}
	return out, errors.Join(err, ended)
}
