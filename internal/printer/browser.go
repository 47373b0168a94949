package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// once prints a page, whose text is body, and returns the file.
func once(ctx context.Context, job Job, body []byte) (pdf []byte, err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("serve the page: %w", err)
	}
	server := &http.Server{Handler: handler(job, body), ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	defer func() {
		closed := server.Close()
		if served := <-done; err == nil && !errors.Is(served, http.ErrServerClosed) {
			err = served
		}
		err = errors.Join(err, closed)
	}()
	dir, err := os.MkdirTemp("", "nachbar-pdf-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the browser: %w", err)
	}
	defer func() { err = errors.Join(err, removeAll(dir)) }()
	address := "http://" + listener.Addr().String() + "/" + strings.TrimSuffix(job.Page, "index.html")
	return run(ctx, job.Browser, dir, address)
}

// run has the browser print an address into a file in dir.
func run(ctx context.Context, browser, dir, address string) ([]byte, error) {
	out := filepath.Join(dir, "page.pdf")
	args := []string{
		"--headless", "--no-pdf-header-footer", "--generate-pdf-document-outline",
		"--user-data-dir=" + filepath.Join(dir, "profile"), "--print-to-pdf=" + out,
		"--no-first-run", "--no-default-browser-check", "--disable-gpu", "--disable-extensions", "--disable-sync",
		"--disable-background-networking", "--disable-component-update", "--disable-domain-reliability",
		"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--no-proxy-server", "--force-color-profile=srgb",
	}
	if os.Geteuid() == 0 { // its sandbox does not start for root
		args = append(args, "--no-sandbox")
	}
	cmd := exec.CommandContext(ctx, browser, append(args, address)...)
	cmd.WaitDelay = 5 * time.Second
	said := &tail{}
	cmd.Stderr = said
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return nil, fmt.Errorf("run %s: %w: %s", browser, err, said.line())
	}
	info, err := os.Stat(out)
	if err != nil {
		return nil, fmt.Errorf("%s wrote no file: %s", browser, said.line())
	}
	if info.Size() > maxFile {
		return nil, fmt.Errorf("%s wrote %d bytes, at most %d are read", browser, info.Size(), maxFile)
	}
	pdf, err := os.ReadFile(out)
	if err != nil {
		return nil, fmt.Errorf("read what %s wrote: %w", browser, err)
	}
	return pdf, nil
}

// removeAll removes a folder in which a browser that ends may still write.
func removeAll(dir string) error {
	var err error
	for range 20 {
		if err = os.RemoveAll(dir); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return fmt.Errorf("remove the browser's folder: %w", err)
}

// handler answers with the files of the job, and with body for its page.
func handler(job Job, body []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if strings.HasSuffix(r.URL.Path, "/") {
			name = path.Join(name, "index.html")
		}
		text, err := body, error(nil)
		if name != job.Page {
			text, err = job.File(r.Context(), name)
		}
		switch {
		case errors.Is(err, fs.ErrNotExist):
			http.NotFound(w, r)
			return
		case err != nil:
			http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
			return
		}
		if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
			w.Header().Set("Content-Type", kind)
		}
		_, _ = w.Write(text) // the browser tells what it misses
	})
}

// tail keeps the end of what a program says.
type tail struct{ text []byte }

const maxTail = 2000

func (t *tail) Write(p []byte) (int, error) {
	t.text = append(t.text, p...)
	if len(t.text) > maxTail {
		t.text = bytes.Clone(t.text[len(t.text)-maxTail:])
	}
	return len(p), nil
}

// line is the last line.
func (t *tail) line() string {
	lines := strings.Split(strings.TrimSpace(string(t.text)), "\n")
	return lines[len(lines)-1]
}
