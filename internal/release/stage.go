// Package release puts finished builds where readers find them.
//
// # Releases
//
// A Store is a folder that keeps what was published:
//
//	releases/<id>/<audience>/…   a tree for each audience
//	releases/<id>/release.json   what the release was made of, and what it has to hold (Manifest)
//	current                      a link to releases/<id>: what readers see
//	state/                       the log, locks, mirrors and caches
//
// A publisher takes the Lock, begins a Draft, builds each audience into its
// sink and calls Publish. The order in which things get onto the disk is the
// promise: all files of the draft, one sync of the file system, the manifest,
// the name of the release; then the new link under a temporary name, its rename
// over current, and the line of the log, each synced. Wherever a publisher
// dies or the power fails, current is one complete release whose checksums
// were read back, and what the log calls published is there. Whatever was left
// half done is out of the way when the next one has the lock.
//
// Releases are numbered, not dated: a clock that jumps changes nothing. Files
// that did not change are the same file in several releases (a hard link), so
// nobody may edit them in place. Nothing of time or commit is inside an
// audience's folder.
//
// The log (log.go) is a chain of hashes; it names the manifest of each release,
// the manifest names the list of checksums, and that list every file. Verify
// follows all of it.
//
// # One folder
//
// A Stage takes the files of a build into a folder of its own, beside the
// target and on the same disk, and moves them into place when the build is
// known to be good. Until then, and if anything fails, the target stays as it
// was. Files whose bytes did not change are not touched: their times stay, and
// copying tools have nothing to do.
package release

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/kaaw/nachbar/internal/site"
)

// marker is the file by which a folder is known to be a build of nachbar.
const marker = "pruefsummen.txt"

// Stage is a site.Sink for a folder.
type Stage struct {
	dir, temp string

	mu      sync.Mutex
	made    map[string]bool
	staged  []string
	earlier map[string]bool // files of the build that stands there
}

// NotOursError is returned for a target folder that holds files and is no
// build: nachbar would remove files that it did not write.
type NotOursError struct{ Dir string }

func (e *NotOursError) Error() string { return e.Dir + " is not empty and no earlier build" }

// Open prepares to build into dir, which need not exist. The caller ends with
// Commit or Abort.
func Open(dir string) (*Stage, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		abs = real // a link to a folder stays one: its target is built into
	}
	s := &Stage{dir: abs, made: map[string]bool{}, earlier: map[string]bool{}}
	if err := s.readEarlier(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(abs), 0o777); err != nil {
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	removeLeftovers(abs)
	s.temp = filepath.Join(filepath.Dir(abs), fmt.Sprint(tempPrefix(abs), os.Getpid()))
	if err := errors.Join(os.RemoveAll(s.temp), os.Mkdir(s.temp, 0o777)); err != nil {
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	return s, nil
}

// readEarlier lists the files of the build that stands in the target.
func (s *Stage) readEarlier() error {
	sums, err := os.ReadFile(filepath.Join(s.dir, marker))
	if errors.Is(err, fs.ErrNotExist) {
		entries, err := os.ReadDir(s.dir)
		if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
			return nil
		}
		if err != nil {
			return fmt.Errorf("open %s: %w", s.dir, err)
		}
		return &NotOursError{s.dir}
	}
	if err != nil {
		return fmt.Errorf("open %s: %w", s.dir, err)
	}
	s.earlier[marker] = true
	for line := range strings.Lines(string(sums)) {
		if _, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  "); ok && filepath.IsLocal(name) {
			s.earlier[name] = true
		}
	}
	return nil
}

// Audience is the label of the build that stands in the target, such as
// "TLP:CLEAR"; "" if there is none or its manifest cannot be read.
func (s *Stage) Audience() string {
	var manifest struct{ Audience string }
	body, err := os.ReadFile(filepath.Join(s.dir, "manifest.json"))
	if err != nil || json.Unmarshal(body, &manifest) != nil {
		return ""
	}
	return manifest.Audience
}

// Intact implements site.Sink.
func (s *Stage) Intact(path string, stamp site.Stamp) bool {
	info, err := os.Lstat(s.target(path))
	return err == nil && info.Mode().IsRegular() && stampOf(info) == stamp
}

func (s *Stage) target(path string) string { return filepath.Join(s.dir, filepath.FromSlash(path)) }

func stampOf(info fs.FileInfo) site.Stamp {
	return site.Stamp{Size: info.Size(), ModTime: info.ModTime().UnixNano()}
}

// Put implements site.Sink.
func (s *Stage) Put(path string, body []byte) (site.Stamp, bool, error) {
	if info, same := sameFile(s.target(path), body); same {
		return stampOf(info), false, nil
	}
	full := filepath.Join(s.temp, filepath.FromSlash(path))
	if err := s.mkdir(filepath.Dir(full)); err != nil {
		return site.Stamp{}, false, fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.WriteFile(full, body, 0o666); err != nil {
		return site.Stamp{}, false, fmt.Errorf("write %s: %w", path, err)
	}
	info, err := os.Lstat(full)
	if err != nil {
		return site.Stamp{}, false, fmt.Errorf("write %s: %w", path, err)
	}
	s.mu.Lock()
	s.staged = append(s.staged, path)
	s.mu.Unlock()
	return stampOf(info), true, nil
}

// mkdir makes a folder of the staging area once.
func (s *Stage) mkdir(dir string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.made[dir] {
		return nil
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	s.made[dir] = true
	return nil
}

// sameFile reports whether the regular file name holds exactly body.
func sameFile(name string, body []byte) (fs.FileInfo, bool) {
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(body)) {
		return nil, false
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, false
	}
	defer f.Close()
	chunk := make([]byte, 64<<10)
	for len(body) > 0 {
		n, err := f.Read(chunk)
		if n > len(body) || !bytes.Equal(chunk[:n], body[:n]) {
			return nil, false
		}
		if body = body[n:]; err != nil {
			return info, errors.Is(err, io.EOF) && len(body) == 0
		}
	}
	return info, true
}

// Commit implements site.Sink. An empty or missing target is replaced in one
// step; otherwise files are moved one by one, after those of the earlier build
// that are no part of this one were removed.
func (s *Stage) Commit(keep func(path string) bool) (removed int, err error) {
	if len(s.earlier) == 0 {
		if err := os.Remove(s.dir); err == nil || errors.Is(err, fs.ErrNotExist) {
			return 0, os.Rename(s.temp, s.dir)
		}
	}
	for path := range s.earlier {
		if !keep(path) && os.Remove(s.target(path)) == nil {
			removed++
			s.removeEmpty(filepath.Dir(s.target(path)))
		}
	}
	for _, path := range s.inOrder() {
		if err := s.moveIn(path); err != nil {
			return removed, fmt.Errorf("move build into place: %w", err)
		}
	}
	return removed, os.RemoveAll(s.temp)
}

// inOrder lists the staged files, the list of all files first: a build that is
// cut off leaves no file behind that the next one does not know.
func (s *Stage) inOrder() []string {
	files := slices.Clone(s.staged)
	if i := slices.Index(files, marker); i > 0 {
		files = slices.Insert(slices.Delete(files, i, i+1), 0, marker)
	}
	return files
}

// moveIn moves one staged file to the target.
func (s *Stage) moveIn(path string) error {
	from, to := filepath.Join(s.temp, filepath.FromSlash(path)), s.target(path)
	if os.Rename(from, to) == nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	return os.Rename(from, to)
}

// removeEmpty removes folders that the build left empty, up to the target.
func (s *Stage) removeEmpty(dir string) {
	for dir != s.dir && strings.HasPrefix(dir, s.dir) && os.Remove(dir) == nil {
		dir = filepath.Dir(dir)
	}
}

// Abort implements site.Sink.
func (s *Stage) Abort() error { return os.RemoveAll(s.temp) }
