// Package browser runs the search of the browser without one: the script that
// pages load, in Node, on the shards of an index in a folder that is gone
// afterwards. It holds the two engines together (twin_test.go) and lets the
// browser's be measured (nachbar eval --engine browser).
//
// Both find the same documents in the same order and show the same, with two
// exceptions, as a browser should not load much: it reads less text for phrases
// (its answer is partial then), and of a document of more than about 64 KB only
// the beginning for the section that answers best.
//
// host.js gives the script the little that it takes from a browser: elements
// that run other scripts. Requests and answers are lines of JSON.
package browser

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/search/shards"
)

// ErrNoNode says that the program that runs scripts is not installed.
var ErrNoNode = errors.New("node is not installed")

//go:embed host.js
var host string

// Engine answers queries. It is used by one goroutine.
type Engine struct {
	dir    string
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *json.Decoder
	stderr bytes.Buffer
}

// Request is a query as it is typed, and what is wanted of its results.
type Request struct {
	Query  string `json:"query"`
	Limit  int    `json:"limit"`
	Offset int    `json:"offset"`
}

// Open starts the engine that script is on an index. When ctx ends, the engine
// does; Close has to be called all the same.
func Open(ctx context.Context, script []byte, ix *search.Index) (_ *Engine, err error) {
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, fmt.Errorf("run the search of the browser: %w", ErrNoNode)
	}
	e := &Engine{}
	if e.dir, err = os.MkdirTemp("", "nachbar-browser-"); err != nil {
		return nil, fmt.Errorf("run the search of the browser: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("run the search of the browser: %w", err), os.RemoveAll(e.dir))
		}
	}()
	file := filepath.Join(e.dir, "search.js")
	if err := os.WriteFile(file, script, 0o600); err != nil {
		return nil, err
	}
	if err := writeShards(ctx, e.dir, ix); err != nil {
		return nil, err
	}
	e.cmd = exec.CommandContext(ctx, node, "-e", host, "--", file, e.dir+string(filepath.Separator))
	e.cmd.Stderr = &e.stderr
	if e.in, err = e.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := e.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	e.out = json.NewDecoder(out)
	return e, e.cmd.Start()
}

func writeShards(ctx context.Context, dir string, ix *search.Index) error {
	if err := os.Mkdir(filepath.Join(dir, "d"), 0o700); err != nil {
		return err
	}
	return shards.Write(ctx, ix, shards.Options{Stable: true}, func(name string, body []byte) error {
		return os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), body, 0o600)
	})
}

// Search answers a request. Of the fields of search.Results those are set that
// the browser's have as well.
func (e *Engine) Search(req Request) (*search.Results, error) {
	line, err := json.Marshal(req)
	if err != nil {
		return nil, err
	}
	var answer struct {
		search.Results
		Error string
	}
	if _, err = e.in.Write(append(line, '\n')); err == nil {
		err = e.out.Decode(&answer)
	}
	if err == nil && answer.Error != "" {
		err = errors.New(answer.Error)
	}
	if err != nil {
		return nil, fmt.Errorf("search %q in the browser: %w", req.Query, err)
	}
	return &answer.Results, nil
}

// Close ends the engine and removes its folder. What the engine complained
// about is the error.
func (e *Engine) Close() error {
	err := e.in.Close()
	if wait := e.cmd.Wait(); wait != nil {
		err = fmt.Errorf("run the search of the browser: %w: %s", wait, strings.TrimSpace(e.stderr.String()))
	}
	return errors.Join(err, os.RemoveAll(e.dir))
}
