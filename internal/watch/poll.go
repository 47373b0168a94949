package watch

import (
	"context"
	"io/fs"
	"time"
)

// stamp is what a poll knows of a file or folder. Only files have size and
// mod: a folder changes by what appears and vanishes in it.
type stamp struct {
	size int64
	mod  int64 // nanoseconds
	dir  bool
}

// poller finds changes by looking at all of the tree again and again.
type poller struct {
	tree  tree
	every time.Duration
	seen  map[string]stamp
}

func newPoller(t tree, every time.Duration) *poller {
	return &poller{tree: t, every: every, seen: t.stamps()}
}

// run emits the differences between one look and the next until ctx ends. The
// pause is at least four times as long as a look took, so that a big tree on
// a slow drive costs at most a fifth of a core.
func (p *poller) run(ctx context.Context, emit func([]string)) {
	timer := time.NewTimer(p.every)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		start := time.Now()
		if paths := p.look(); len(paths) > 0 {
			emit(paths)
		}
		timer.Reset(max(p.every, 4*time.Since(start)))
	}
}

// look returns what appeared, changed or vanished since the last look.
func (p *poller) look() (paths []string) {
	now := p.tree.stamps()
	for path, stamp := range now {
		if before, known := p.seen[path]; !known || before != stamp {
			paths = append(paths, path)
		}
	}
	for path := range p.seen {
		if _, still := now[path]; !still {
			paths = append(paths, path)
		}
	}
	p.seen = now
	return paths
}

// stamps reads the state of all that is wanted.
func (t tree) stamps() map[string]stamp {
	stamps := map[string]stamp{}
	for _, root := range t.roots {
		_ = t.walk(root, func(path string, info fs.FileInfo) error {
			s := stamp{dir: info.IsDir()}
			if !s.dir {
				s.size, s.mod = info.Size(), info.ModTime().UnixNano()
			}
			stamps[path] = s
			return nil
		})
	}
	return stamps
}
