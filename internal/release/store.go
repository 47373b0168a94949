package release

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"sync"
	"time"

	"github.com/kaaw/nachbar/internal/release/disk"
)

// The layout of a store.
const (
	releasesDir = "releases" // a folder a release, and hidden ones for drafts and trash
	stateDir    = "state"    // the log, the lock, mirrors and caches: nothing that readers see
	currentLink = "current"  // leads to releases/<id>
	logFile     = "log.jsonl"
	lockFile    = "lock"
	draftPrefix = ".neu-"
	trashPrefix = ".weg-"
)

// Permissions of what readers see, and of what they do not.
const (
	publicDir  = 0o755
	publicFile = 0o444 // a file may belong to several releases: nobody edits it in place
	privateDir = 0o750
)

// Options of a store. The zero value opens one that exists.
type Options struct {
	// Create makes the store if the folder is missing or empty.
	Create bool
	// By is who acts, for the log: a role such as "cli" or "webhook", never a
	// person. Empty is "cli".
	By string
	// Now is the clock of log and manifests; nil is time.Now.
	Now func() time.Time
	// Disk is where everything is kept; nil is the disk of this machine.
	Disk disk.Disk
}

// Store is a folder of releases. Reading it needs no lock. Its methods may be
// called by several goroutines and processes.
type Store struct {
	dir  string
	by   string
	now  func() time.Time
	disk disk.Disk

	sweepers sync.WaitGroup
	sweeping sync.Mutex
}

// ErrNoStore is returned for a folder that holds no releases.
var ErrNoStore = errors.New("no releases of nachbar")

// OpenStore opens the store in a folder. A folder that holds other files is
// refused with a NotOursError, one without releases with ErrNoStore unless
// Options.Create is set. The caller ends with Close.
func OpenStore(dir string, opt Options) (*Store, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("open releases in %s: %w", dir, err)
	}
	s := &Store{dir: abs, by: opt.By, now: opt.Now, disk: opt.Disk}
	if s.by == "" {
		s.by = "cli"
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.disk == nil {
		s.disk = disk.Real{}
	}
	if err := s.open(opt.Create); err != nil {
		return nil, fmt.Errorf("open releases in %s: %w", dir, err)
	}
	return s, nil
}

// open looks whether dir is a store, and makes it one.
func (s *Store) open(create bool) error {
	entries, err := s.disk.ReadDir(s.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	known := 0
	for _, e := range entries {
		if e.IsDir() && (e.Name() == releasesDir || e.Name() == stateDir) {
			known++
		}
	}
	switch {
	case known == 2:
		return nil
	case known == 0 && len(entries) > 0:
		return &NotOursError{s.dir}
	case !create:
		return ErrNoStore
	}
	if err := s.mkdirs(filepath.Dir(s.dir)); err != nil {
		return err
	}
	for _, d := range []struct {
		name string
		perm fs.FileMode
	}{{s.dir, publicDir}, {s.path(releasesDir), publicDir}, {s.StateDir(), privateDir}} {
		if err := s.disk.Mkdir(d.name, d.perm); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return errors.Join(s.disk.Sync(s.dir), s.disk.Sync(filepath.Dir(s.dir)))
}

// mkdirs makes a folder and those above it, for good.
func (s *Store) mkdirs(dir string) error {
	if _, err := s.disk.Lstat(dir); err == nil || dir == filepath.Dir(dir) {
		return err
	}
	if err := s.mkdirs(filepath.Dir(dir)); err != nil {
		return err
	}
	if err := s.disk.Mkdir(dir, publicDir); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return s.disk.Sync(filepath.Dir(dir))
}

// Dir is the folder of the store, as an absolute path.
func (s *Store) Dir() string { return s.dir }

// StateDir is the folder for what publishing keeps between two runs: mirrors
// and caches. No reader ever sees it; losing it costs time only, except for
// the log.
func (s *Store) StateDir() string { return s.path(stateDir) }

// path is a path inside the store.
func (s *Store) path(parts ...string) string {
	return filepath.Join(append([]string{s.dir}, parts...)...)
}

// Close waits until what was thrown away is gone.
func (s *Store) Close() error {
	s.sweepers.Wait()
	return nil
}
