package leak

import (
	"context"
	"fmt"
	"io/fs"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/kaaw/nachbar/internal/diag"
)

// maxFiles is how many files with findings are named: the first ones show what
// went wrong.
const maxFiles = 100

// Scan looks for secrets in all files of a tree. The error is one of reading it.
func (s *Secrets) Scan(ctx context.Context, out fs.FS) (diag.List, error) {
	if s.Empty() {
		return nil, nil
	}
	var names []string
	err := fs.WalkDir(out, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for leaks: %w", err)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	found := make([]diag.List, len(names))
	var next, files atomic.Int64
	var wg sync.WaitGroup
	for range min(len(names), runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(names)) && ctx.Err() == nil && files.Load() < maxFiles; i = next.Add(1) - 1 {
				body, err := fs.ReadFile(out, names[i])
				if err != nil {
					cancel(fmt.Errorf("look for leaks: %w", err))
					return
				}
				if found[i] = s.File(names[i], body); len(found[i]) > 0 {
					files.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	var problems diag.List
	for _, list := range found {
		problems.Add(list...)
	}
	return problems.Sorted(), nil
}
