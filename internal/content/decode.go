package content

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"strings"
	"sync"
)

// decode reads section files top down, because they say of what kind the
// pages below them are, and then all pages at once.
func (l *Loader) decode(ctx context.Context, folders []folder, seen map[string]bool) error {
	cascaded := map[string]Kind{} // by folder; "" if no section says so
	var jobs []job
	for _, f := range folders {
		kind := cascaded[path.Dir(f.path)]
		if f.index != "" {
			seen[f.index] = true
			if err := l.decodeOne(job{f.index, Plain, f.stamps[f.index]}, new(sync.Mutex)); err != nil {
				return err
			}
			if c := l.files[f.index].front.Cascade; c != nil && c.Kind != "" {
				kind = c.Kind
			}
		}
		cascaded[f.path] = kind
		kind = cmp.Or(kind, KindOf(l.relative(f.path)))
		for _, source := range f.pageSources() {
			seen[source] = true
			jobs = append(jobs, job{source, kind, f.stamps[source]})
		}
	}
	return l.decodeAll(ctx, jobs)
}

func (f folder) pageSources() []string {
	if f.bundle != "" {
		return append([]string{f.bundle}, f.pages...)
	}
	return f.pages
}

// relative is a folder's path below the content folder, "" for itself.
func (l *Loader) relative(dir string) string {
	return strings.TrimPrefix(strings.TrimPrefix(dir, l.opt.Dir), "/")
}

// job is one file to decode; fallback is its kind if it names none itself.
type job struct {
	source   string
	fallback Kind
	stamp    stamp
}

func (l *Loader) decodeAll(ctx context.Context, jobs []job) error {
	workers := min(runtime.GOMAXPROCS(0), len(jobs))
	feed := make(chan job)
	results := make([]error, workers)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for j := range feed {
				if results[w] == nil {
					results[w] = l.decodeOne(j, &mu)
				}
			}
		})
	}
	for _, j := range jobs {
		if ctx.Err() != nil {
			break
		}
		feed <- j
	}
	close(feed)
	wg.Wait()
	return errors.Join(append(results, ctx.Err())...)
}

// decodeOne decodes a file unless it is known. mu guards the maps of files.
func (l *Loader) decodeOne(j job, mu *sync.Mutex) error {
	mu.Lock()
	old := l.files[j.source]
	book, found := l.shelf.find(j)
	mu.Unlock()
	if old != nil && old.fallback == j.fallback {
		return nil
	}
	if found {
		if f := l.shelf.open(book, j); f != nil {
			mu.Lock()
			defer mu.Unlock()
			l.files[j.source] = f
			return nil
		}
	}
	src, err := readAll(l.fsys, j.source, j.stamp.Size)
	if errors.Is(err, fs.ErrNotExist) {
		src, err = nil, nil // removed between listing and reading: an empty page, until the next change
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", j.source, err)
	}
	f := decodeFile(j.source, src, j.fallback, l.rules(j.source), l.opt.Lenient)
	f.hash, f.size, f.titleKey = sha256.Sum256(src), int64(len(src)), TitleKey(f.front.Title)
	mu.Lock()
	defer mu.Unlock()
	l.files[j.source] = f
	l.shelf.put(j, f)
	return nil
}
