package disktest

import (
	"bytes"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Memory is a disk in memory that remembers every change and what was synced.
// Its root is "/".
type Memory struct {
	mu      sync.Mutex
	root    *inode
	changes []*change
	ticks   int64 // a clock for the times of files
}

// inode is a folder, a file or a link; names of it are in folders.
type inode struct {
	mode   fs.FileMode
	names  map[string]*inode // of a folder
	body   []byte            // of a file
	target string            // of a link
	time   int64
}

// NewMemory is an empty disk.
func NewMemory() *Memory { return &Memory{root: newDir()} }

func newDir() *inode { return &inode{mode: fs.ModeDir | 0o755, names: map[string]*inode{}} }

func fail(op, name string, err error) error { return &fs.PathError{Op: op, Path: name, Err: err} }

// find is what stands at a path. Links inside a path are not followed.
func (m *Memory) find(op, name string) (*inode, error) {
	at := m.root
	for part := range strings.SplitSeq(strings.Trim(filepath.ToSlash(name), "/"), "/") {
		if part == "" {
			continue
		}
		if at.names == nil {
			return nil, fail(op, name, syscall.ENOTDIR)
		}
		next := at.names[part]
		if next == nil {
			return nil, fail(op, name, fs.ErrNotExist)
		}
		at = next
	}
	return at, nil
}

// folder is the folder that a name is in, and the last part of the name.
func (m *Memory) folder(op, name string) (*inode, string, error) {
	dir, err := m.find(op, filepath.Dir(name))
	if err == nil && dir.names == nil {
		err = fail(op, name, syscall.ENOTDIR)
	}
	return dir, filepath.Base(name), err
}

// bind gives n a new name, which must be free.
func (m *Memory) bind(op, name string, n *inode) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	dir, base, err := m.folder(op, name)
	if err != nil {
		return err
	}
	if dir.names[base] != nil {
		return fail(op, name, fs.ErrExist)
	}
	if n.time == 0 {
		m.ticks++
		n.time = m.ticks
	}
	m.change(&change{dir: dir, names: map[string]*inode{base: n}})
	return nil
}

// Mkdir implements disk.Disk.
func (m *Memory) Mkdir(name string, _ fs.FileMode) error { return m.bind("mkdir", name, newDir()) }

// WriteFile implements disk.Disk.
func (m *Memory) WriteFile(name string, body []byte, perm fs.FileMode) error {
	n := &inode{mode: perm}
	if err := m.bind("write", name, n); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.change(&change{file: n, body: bytes.Clone(body)})
	return nil
}

// Append implements disk.Disk.
func (m *Memory) Append(name string, body []byte) error {
	m.mu.Lock()
	n, err := m.find("append", name)
	m.mu.Unlock()
	if err != nil {
		return m.WriteFile(name, body, 0o640)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.change(&change{file: n, body: append(bytes.Clone(n.body), body...)})
	return nil
}

// Truncate implements disk.Disk.
func (m *Memory) Truncate(name string, size int64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.find("truncate", name)
	if err != nil {
		return err
	}
	m.change(&change{file: n, body: bytes.Clone(n.body[:min(int(size), len(n.body))])})
	return nil
}

// Link implements disk.Disk.
func (m *Memory) Link(from, to string) error {
	m.mu.Lock()
	n, err := m.find("link", from)
	m.mu.Unlock()
	if err != nil {
		return err
	}
	return m.bind("link", to, n)
}

// Symlink implements disk.Disk.
func (m *Memory) Symlink(target, name string) error {
	return m.bind("symlink", name, &inode{mode: fs.ModeSymlink | 0o777, target: target})
}

// Rename implements disk.Disk for two names in one folder.
func (m *Memory) Rename(from, to string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.find("rename", from)
	if err != nil {
		return err
	}
	dir, base, err := m.folder("rename", to)
	if err != nil {
		return err
	}
	if filepath.Dir(from) != filepath.Dir(to) {
		return fail("rename", to, syscall.EXDEV)
	}
	if old := dir.names[base]; old != nil && old.names != nil {
		return fail("rename", to, fs.ErrExist)
	}
	m.change(&change{dir: dir, names: map[string]*inode{filepath.Base(from): nil, base: n}})
	return nil
}

// RemoveAll implements disk.Disk.
func (m *Memory) RemoveAll(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	dir, base, err := m.folder("remove", name)
	if err != nil || dir.names[base] == nil {
		return nil
	}
	m.remove(dir, base)
	return nil
}

// remove removes the lowest first, as a system has to.
func (m *Memory) remove(dir *inode, base string) {
	n := dir.names[base]
	for _, below := range slices.Sorted(maps.Keys(n.names)) {
		m.remove(n, below)
	}
	m.change(&change{dir: dir, names: map[string]*inode{base: nil}})
}

// Open implements disk.Disk. The last part of the name is followed by nobody:
// the store opens no links.
func (m *Memory) Open(name string) (fs.File, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.find("open", name)
	if err != nil {
		return nil, err
	}
	return &file{Reader: bytes.NewReader(n.body), info: info{filepath.Base(name), *n}}, nil
}

// Lstat implements disk.Disk.
func (m *Memory) Lstat(name string) (fs.FileInfo, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.find("lstat", name)
	if err != nil {
		return nil, err
	}
	return info{filepath.Base(name), *n}, nil
}

// ReadDir implements disk.Disk.
func (m *Memory) ReadDir(name string) ([]fs.DirEntry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.find("readdir", name)
	if err != nil {
		return nil, err
	}
	if n.names == nil {
		return nil, fail("readdir", name, syscall.ENOTDIR)
	}
	var out []fs.DirEntry
	for _, base := range slices.Sorted(maps.Keys(n.names)) {
		out = append(out, fs.FileInfoToDirEntry(info{base, *n.names[base]}))
	}
	return out, nil
}

// Readlink implements disk.Disk.
func (m *Memory) Readlink(name string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.find("readlink", name)
	if err == nil && n.mode&fs.ModeSymlink == 0 {
		err = fail("readlink", name, syscall.EINVAL)
	}
	if err != nil {
		return "", err
	}
	return n.target, nil
}

// info describes an inode by one of its names.
type info struct {
	name string
	node inode
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return int64(len(i.node.body)) }
func (i info) Mode() fs.FileMode  { return i.node.mode }
func (i info) ModTime() time.Time { return time.Unix(i.node.time, 0) }
func (i info) IsDir() bool        { return i.node.names != nil }
func (i info) Sys() any           { return nil }

// file is an open file.
type file struct {
	io.Reader
	info info
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error               { return nil }
