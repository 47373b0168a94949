package git

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"sync"
)

// pool is a handful of "git cat-file --batch" that read blobs of one
// repository. It is safe for concurrent use.
type pool struct {
	ctx  context.Context
	dir  string
	idle chan *reader // holds one entry for each place; nil is one not started yet

	mu     sync.Mutex
	closed bool
}

// reader is one git that reads blobs, one after the other.
type reader struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

var errClosed = errors.New("closed")

func newPool(ctx context.Context, dir string, places int) *pool {
	p := &pool{ctx: ctx, dir: dir, idle: make(chan *reader, places)}
	for range places {
		p.idle <- nil
	}
	return p
}

// read returns the blob of a name, which has to have the size that the listing
// said.
func (p *pool) read(id string, size int64) ([]byte, error) {
	var r *reader
	select {
	case r = <-p.idle:
	case <-p.ctx.Done():
		return nil, p.ctx.Err()
	}
	body, r, err := p.readWith(r, id, size)
	p.idle <- r
	return body, err
}

// readWith reads with r, or a new one if r is nil. It returns the one that can
// go on, nil after an error.
func (p *pool) readWith(r *reader, id string, size int64) ([]byte, *reader, error) {
	p.mu.Lock()
	closed := p.closed
	p.mu.Unlock()
	if closed {
		return nil, r, errClosed
	}
	if r == nil {
		var err error
		if r, err = p.start(); err != nil {
			return nil, nil, err
		}
	}
	body, err := r.blob(id, size)
	if err != nil {
		if p.ctx.Err() != nil {
			err = p.ctx.Err()
		}
		_ = r.end() // what went wrong is known already
		return nil, nil, err
	}
	return body, r, nil
}

func (p *pool) start() (*reader, error) {
	cmd := command(p.ctx, p.dir, "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start git: %w", err)
	}
	return &reader{cmd: cmd, in: in, out: bufio.NewReaderSize(out, 64<<10)}, nil
}

// blob asks for one blob: "<name> blob <size>\n<bytes>\n".
func (r *reader) blob(id string, size int64) ([]byte, error) {
	if _, err := io.WriteString(r.in, id+"\n"); err != nil {
		return nil, fmt.Errorf("ask git: %w", err)
	}
	head, err := r.out.ReadSlice('\n')
	if err != nil {
		return nil, fmt.Errorf("read from git: %w", err)
	}
	if want := id + " blob " + strconv.FormatInt(size, 10); strings.TrimSpace(string(head)) != want {
		return nil, fmt.Errorf("git says %q, not %q", strings.TrimSpace(string(head)), want)
	}
	body := make([]byte, size+1)
	if _, err := io.ReadFull(r.out, body); err != nil {
		return nil, fmt.Errorf("read from git: %w", err)
	}
	return body[:size:size], nil
}

// end lets git finish and waits for it.
func (r *reader) end() error { return errors.Join(r.in.Close(), ended(r.cmd.Wait())) }

// ended leaves out that git was stopped in the middle of an answer.
func ended(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil
	}
	return err
}

// close ends all processes, each when its last answer was read. What is read
// later fails.
func (p *pool) close() error {
	p.mu.Lock()
	again := p.closed
	p.closed = true
	p.mu.Unlock()
	if again {
		return nil
	}
	var errs []error
	for range cap(p.idle) {
		if r := <-p.idle; r != nil {
			if err := r.end(); p.ctx.Err() == nil { // else it was stopped
				errs = append(errs, err)
			}
		}
	}
	for range cap(p.idle) {
		p.idle <- nil
	}
	return errors.Join(errs...)
}
