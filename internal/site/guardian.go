package site

import (
	"context"
	"fmt"
	"io/fs"
	"sync"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/leak"
)

// LeakError says that a build holds something that was withheld from its
// audience. Nothing was committed.
type LeakError struct{ Problems diag.List }

func (e *LeakError) Error() string { return "the build holds what is withheld from its audience" }

// Guardian is a Sink that looks for secrets in all that another one takes, and
// commits nothing if it finds some. Build makes problems of what it found.
type Guardian struct {
	sink    Sink
	secrets *leak.Secrets
	kept    fs.FS

	mu    sync.Mutex
	seen  map[string]bool
	found diag.List
}

// Guard puts a Guardian in front of sink; nil writes nothing. kept is the folder
// of an earlier build, whose files a build may keep; nil if there is none.
func Guard(sink Sink, secrets *leak.Secrets, kept fs.FS) *Guardian {
	if sink == nil {
		sink = nowhere{}
	}
	return &Guardian{sink: sink, secrets: secrets, kept: kept, seen: map[string]bool{}}
}

// Intact implements Sink.
func (g *Guardian) Intact(path string, stamp Stamp) bool { return g.sink.Intact(path, stamp) }

// Put implements Sink.
func (g *Guardian) Put(path string, body []byte) (Stamp, bool, error) {
	g.look(path, body)
	return g.sink.Put(path, body)
}

func (g *Guardian) look(path string, body []byte) {
	found := g.secrets.File(path, body)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.seen[path] = true
	g.found.Add(found...)
}

// Commit implements Sink. What stays of the earlier build is looked at, too: what
// is a secret may have changed since.
func (g *Guardian) Commit(keep func(path string) bool) (removed int, err error) {
	if err := g.lookAtKept(keep); err != nil {
		return 0, fmt.Errorf("look for leaks: %w", err)
	}
	if len(g.found) > 0 {
		return 0, &LeakError{g.found.Sorted()}
	}
	return g.sink.Commit(keep)
}

func (g *Guardian) lookAtKept(keep func(path string) bool) error {
	if g.kept == nil || g.secrets.Empty() {
		return nil
	}
	if _, err := fs.Stat(g.kept, "."); err != nil {
		return nil // the first build of this folder
	}
	found, err := g.secrets.Scan(context.Background(), only{g.kept, func(name string) bool { return !g.seen[name] && keep(name) }})
	g.found.Add(found...)
	return err
}

// Abort implements Sink.
func (g *Guardian) Abort() error { return g.sink.Abort() }

// only lists some files of a folder.
type only struct {
	fs.FS
	has func(name string) bool
}

// ReadDir implements fs.ReadDirFS.
func (o only) ReadDir(dir string) (entries []fs.DirEntry, err error) {
	all, err := fs.ReadDir(o.FS, dir)
	for _, entry := range all {
		name := entry.Name()
		if dir != "." {
			name = dir + "/" + name
		}
		if entry.IsDir() || o.has(name) {
			entries = append(entries, entry)
		}
	}
	return entries, err
}
