package content

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"sync"
	"sync/atomic"
)

// listAll lists the folders that are not listed yet, level by level and those
// of a level at once: most of the time goes into waiting for the system.
// Folders that vanish meanwhile stay without a listing; that the content
// folder itself is missing is an fs.ErrNotExist.
func (l *Loader) listAll() error {
	level := []string{l.opt.Dir}
	for depth := 0; len(level) > 0 && depth <= maxFolderDepth; depth++ {
		lists, err := l.listLevel(level, depth)
		if err != nil {
			return err
		}
		var below []string
		for i, dir := range level {
			if lists[i] != nil {
				l.listings[dir] = lists[i]
			}
			for _, e := range l.listings[dir] {
				if full := path.Join(dir, e.name); e.dir && e.bad == nil && !l.opt.Ignored(l.relative(full)) {
					below = append(below, full)
				}
			}
		}
		level = below
	}
	return nil
}

// listLevel lists those folders that have no listing; the others, and those
// that are gone, are nil.
func (l *Loader) listLevel(dirs []string, depth int) ([][]entry, error) {
	lists, failed := make([][]entry, len(dirs)), make([]error, len(dirs))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(len(dirs), runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(dirs)); i = next.Add(1) - 1 {
				if _, ok := l.listings[dirs[i]]; ok {
					continue
				}
				lists[i], failed[i] = listing(l.fsys, dirs[i])
				if errors.Is(failed[i], fs.ErrNotExist) && depth > 0 {
					lists[i], failed[i] = nil, nil
				}
			}
		})
	}
	wg.Wait()
	for i, err := range failed {
		if err != nil {
			return nil, fmt.Errorf("list %s: %w", dirs[i], err)
		}
	}
	return lists, nil
}
