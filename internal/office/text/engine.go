package text

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Reader reads documents one after the other or several at a time, and keeps
// the PDF engine between them. Close frees it.
type Reader struct {
	dir string

	mu    sync.Mutex // held while an engine starts: the first one compiles
	code  wazero.CompilationCache
	idle  []*engine
	ended bool
}

// engineVersion names the modules that code in the cache was made of. It
// follows go.mod.
const engineVersion = "pdfium-1.20.0-wazero-1.12.0"

// NewReader returns a Reader. Nothing is started before the first PDF.
//
// dir is the folder that keeps the compiled PDF engine, 22 MB of machine code,
// so that only the first start on a machine takes seconds; "" is nachbar in the
// user's folder for caches. The folder must be one that only the operator
// writes to: never a folder inside a site, for what lies in it is executed. If
// it cannot be used, every Reader compiles anew.
func NewReader(dir string) *Reader {
	if dir == "" {
		if caches, err := os.UserCacheDir(); err == nil {
			dir = filepath.Join(caches, "nachbar")
		}
	}
	return &Reader{dir: dir}
}

// Close ends the engines. Extract must not be running, nor be called again.
func (r *Reader) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ended = true
	for _, e := range r.idle {
		e.close()
	}
	r.idle = nil
	if r.code == nil {
		return nil
	}
	return r.code.Close(context.Background())
}

// take returns an engine that nobody uses, or starts one.
func (r *Reader) take() (*engine, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended {
		return nil, fmt.Errorf("starting the PDF engine: reader is closed")
	}
	if n := len(r.idle); n > 0 {
		e := r.idle[n-1]
		r.idle = r.idle[:n-1]
		return e, nil
	}
	if r.code == nil {
		r.code = openCodeCache(r.dir)
	}
	return startEngine(r.code)
}

// give takes an engine back.
func (r *Reader) give(e *engine) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended {
		e.close()
		return
	}
	r.idle = append(r.idle, e)
}

// openCodeCache keeps compiled code in dir, or else only in memory.
func openCodeCache(dir string) wazero.CompilationCache {
	if dir != "" {
		if code, err := wazero.NewCompilationCacheWithDir(filepath.Join(dir, engineVersion)); err == nil {
			return code
		}
	}
	return wazero.NewCompilationCache()
}

// engine is PDFium in a WebAssembly runtime of its own. It has no files, no
// network, no real clock and no real randomness: what it makes of a file
// depends on the file. stop ends what it is doing; it is useless then.
type engine struct {
	pool    pdfium.Pool
	stop    context.CancelFunc
	stopped func() bool
	memory  *memory
}

// startEngine takes about a tenth of a second, seconds if code is empty.
func startEngine(code wazero.CompilationCache) (*engine, error) {
	room, err := reserve(maxMemory)
	if err != nil {
		return nil, fmt.Errorf("reserving memory for the PDF engine: %w", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	e := &engine{stop: stop, stopped: func() bool { return ctx.Err() != nil }, memory: &memory{room: room}}
	pool, err := webassembly.Init(webassembly.Config{
		Context:  experimental.WithMemoryAllocator(ctx, e.memory),
		MaxTotal: 1,
		RuntimeConfig: wazero.NewRuntimeConfig().
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithCompilationCache(code).
			WithCloseOnContextDone(true),
		FSConfig:     wazero.NewFSConfig(),
		Stdout:       io.Discard,
		Stderr:       io.Discard,
		RandomSource: zeros{},
	})
	if err != nil {
		stop()
		release(room)
		return nil, fmt.Errorf("starting the PDF engine: %w", err)
	}
	e.pool = pool
	return e, nil
}

// close ends an engine that is not working.
func (e *engine) close() {
	e.pool.Close()
	e.stop()
	release(e.memory.room)
}

// zeros is a source of randomness without any.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
