package release

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"

	"github.com/kaaw/nachbar/internal/release/disk"
	"github.com/kaaw/nachbar/internal/site"
)

// audienceTree is the site.Sink for one audience of a draft.
type audienceTree struct {
	disk disk.Disk
	dir  string // where it is made
	prev string // the same audience in the release before; "" without one

	mu   sync.Mutex
	made map[string]bool // folders
	put  map[string]bool // files
	done bool
}

func newTree(d disk.Disk, dir, previous, audience string) *audienceTree {
	t := &audienceTree{disk: d, dir: dir, made: map[string]bool{dir: true}, put: map[string]bool{}}
	if previous != "" {
		t.prev = filepath.Join(previous, audience)
	}
	return t
}

// Intact implements site.Sink.
func (t *audienceTree) Intact(path string, stamp site.Stamp) bool {
	if t.prev == "" {
		return false
	}
	info, err := t.disk.Lstat(t.earlier(path))
	return err == nil && info.Mode().IsRegular() && stampOf(info) == stamp
}

func (t *audienceTree) earlier(path string) string {
	return filepath.Join(t.prev, filepath.FromSlash(path))
}

// Put implements site.Sink.
func (t *audienceTree) Put(path string, body []byte) (site.Stamp, bool, error) {
	full, err := t.place(path)
	if err != nil {
		return site.Stamp{}, false, fmt.Errorf("write %s: %w", path, err)
	}
	if info, same := t.same(path, body); same && t.disk.Link(t.earlier(path), full) == nil {
		return stampOf(info), false, nil
	}
	if err := t.disk.WriteFile(full, body, publicFile); err != nil {
		return site.Stamp{}, false, fmt.Errorf("write %s: %w", path, err)
	}
	info, err := t.disk.Lstat(full)
	if err != nil {
		return site.Stamp{}, false, fmt.Errorf("write %s: %w", path, err)
	}
	return stampOf(info), true, nil
}

// place is where a file goes; its folder is there afterwards.
func (t *audienceTree) place(path string) (string, error) {
	if !fs.ValidPath(path) || !filepath.IsLocal(filepath.FromSlash(path)) {
		return "", errors.New("not a path inside a build")
	}
	full := filepath.Join(t.dir, filepath.FromSlash(path))
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.put[path] {
		return "", errors.New("it is there already")
	}
	t.put[path] = true
	return full, t.mkdir(filepath.Dir(full))
}

// mkdir makes a folder and those above it, each once.
func (t *audienceTree) mkdir(dir string) error {
	if t.made[dir] {
		return nil
	}
	if err := t.mkdir(filepath.Dir(dir)); err != nil {
		return err
	}
	if err := t.disk.Mkdir(dir, publicDir); err != nil {
		return err
	}
	t.made[dir] = true
	return nil
}

// same reports whether the release before has a file with exactly these bytes.
func (t *audienceTree) same(path string, body []byte) (fs.FileInfo, bool) {
	if t.prev == "" {
		return nil, false
	}
	info, err := t.disk.Lstat(t.earlier(path))
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(body)) {
		return nil, false
	}
	f, err := t.disk.Open(t.earlier(path))
	if err != nil {
		return nil, false
	}
	defer f.Close()
	return info, holds(f, body)
}

// holds reports whether a reader has exactly body.
func holds(r io.Reader, body []byte) bool {
	chunk := make([]byte, min(64<<10, len(body)+1))
	for {
		n, err := r.Read(chunk)
		if n > len(body) || !bytes.Equal(chunk[:n], body[:n]) {
			return false
		}
		body = body[n:]
		if err != nil {
			return errors.Is(err, io.EOF) && len(body) == 0
		}
	}
}

// Commit implements site.Sink: the tree gets what the build kept of the
// release before. Readers see nothing of it before Draft.Publish.
func (t *audienceTree) Commit(keep func(path string) bool) (removed int, err error) {
	if t.prev != "" {
		sums, err := disk.ReadFile(t.disk, t.earlier(sumsFile), maxSums)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return 0, err
		}
		for line := range strings.Lines(string(sums)) {
			_, path, ok := parseSum(line)
			switch {
			case !ok || t.put[path]:
			case !keep(path):
				removed++
			default:
				if err := t.take(path); err != nil {
					return removed, err
				}
			}
		}
	}
	t.done = true
	return removed, nil
}

// take gives a file of the release before a second name. Where a disk has no
// second names, or no more of them, it is copied.
func (t *audienceTree) take(path string) error {
	full, err := t.place(path)
	if err != nil {
		return fmt.Errorf("take %s over: %w", path, err)
	}
	if err := t.disk.Link(t.earlier(path), full); err == nil {
		return nil
	} else if !noLinks(err) {
		return fmt.Errorf("take %s over: %w", path, err)
	}
	body, err := disk.ReadFile(t.disk, t.earlier(path), maxFile)
	if err == nil {
		err = t.disk.WriteFile(full, body, publicFile)
	}
	if err != nil {
		return fmt.Errorf("take %s over: %w", path, err)
	}
	return nil
}

// maxFile is the largest file of a build, in bytes.
const maxFile = 1 << 30

// Abort implements site.Sink. Draft.Abort removes what was put.
func (t *audienceTree) Abort() error { return nil }
