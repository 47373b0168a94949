package git

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"time"
)

// Blob names the bytes of a file: equal names, equal bytes. It is what
// FileInfo.Sys returns for a file of a Tree.
type Blob string

// ContentID is the name, in hexadecimal.
func (b Blob) ContentID() string { return string(b) }

// ErrTooLarge is returned instead of the bytes of a file above MaxFileBytes.
var ErrTooLarge = errors.New("the file is too large")

// node is a file or folder of a commit: fs.FileInfo and fs.DirEntry.
type node struct {
	name     string
	mode     fs.FileMode
	size     int64
	id       string
	children []fs.DirEntry // sorted by name
}

func (n *node) Name() string               { return n.name }
func (n *node) Size() int64                { return n.size }
func (n *node) Mode() fs.FileMode          { return n.mode }
func (n *node) Type() fs.FileMode          { return n.mode.Type() }
func (n *node) ModTime() time.Time         { return time.Time{} }
func (n *node) IsDir() bool                { return n.mode.IsDir() }
func (n *node) Info() (fs.FileInfo, error) { return n, nil }

// Sys is the Blob of a file, nil for anything else.
func (n *node) Sys() any {
	if n.mode.IsRegular() {
		return Blob(n.id)
	}
	return nil
}

// find returns the node of a path. Following links is not for this file system:
// behind one there is nothing.
func (t *Tree) find(op, name string, follow bool) (*node, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	n := t.nodes[name]
	if n == nil || follow && !n.mode.IsRegular() && !n.mode.IsDir() {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	return n, nil
}

// Open implements fs.FS. A link or a submodule cannot be opened: to those who
// follow it, it does not exist.
func (t *Tree) Open(name string) (fs.File, error) {
	n, err := t.find("open", name, true)
	if err != nil {
		return nil, err
	}
	if n.IsDir() {
		return &folder{node: n, left: n.children}, nil
	}
	return &file{tree: t, node: n, path: name}, nil
}

// ReadFile implements fs.ReadFileFS.
func (t *Tree) ReadFile(name string) ([]byte, error) {
	n, err := t.find("read", name, true)
	if err != nil {
		return nil, err
	}
	if n.IsDir() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrInvalid}
	}
	return t.bytes(n, name)
}

// bytes reads the blob of a file or link.
func (t *Tree) bytes(n *node, name string) ([]byte, error) {
	if n.size > MaxFileBytes {
		return nil, &fs.PathError{Op: "read", Path: name, Err: ErrTooLarge}
	}
	body, err := t.blobs.read(n.id, n.size)
	if err != nil {
		return nil, fmt.Errorf("read %s of commit %.12s: %w", name, t.Commit, err)
	}
	return body, nil
}

// ReadDir implements fs.ReadDirFS.
func (t *Tree) ReadDir(name string) ([]fs.DirEntry, error) {
	n, err := t.find("read", name, true)
	if err != nil {
		return nil, err
	}
	if !n.IsDir() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrInvalid}
	}
	return slices.Clone(n.children), nil
}

// Stat implements fs.StatFS.
func (t *Tree) Stat(name string) (fs.FileInfo, error) { return info(t.find("stat", name, true)) }

// Lstat implements fs.ReadLinkFS.
func (t *Tree) Lstat(name string) (fs.FileInfo, error) { return info(t.find("lstat", name, false)) }

// info keeps a missing node from becoming a FileInfo that is not nil.
func info(n *node, err error) (fs.FileInfo, error) {
	if err != nil {
		return nil, err
	}
	return n, nil
}

// ReadLink implements fs.ReadLinkFS: where a link leads is for messages only.
func (t *Tree) ReadLink(name string) (string, error) {
	n, err := t.find("readlink", name, false)
	if err != nil {
		return "", err
	}
	if n.mode&fs.ModeSymlink == 0 || n.size > maxPathBytes {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	target, err := t.bytes(n, name)
	return string(target), err
}

// file is an open file. Its bytes are fetched by the first Read.
type file struct {
	*node
	tree   *Tree
	path   string
	reader *bytes.Reader
}

func (f *file) Stat() (fs.FileInfo, error) { return f.node, nil }
func (f *file) Close() error               { return nil }

// Read implements fs.File.
func (f *file) Read(p []byte) (int, error) {
	if f.reader == nil {
		body, err := f.tree.bytes(f.node, f.path)
		if err != nil {
			return 0, err
		}
		f.reader = bytes.NewReader(body)
	}
	return f.reader.Read(p)
}

// folder is an open folder.
type folder struct {
	*node
	left []fs.DirEntry
}

func (d *folder) Stat() (fs.FileInfo, error) { return d.node, nil }
func (d *folder) Close() error               { return nil }
func (d *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.name, Err: fs.ErrInvalid}
}

// ReadDir implements fs.ReadDirFile.
func (d *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n > 0 && len(d.left) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(d.left) {
		n = len(d.left)
	}
	out := d.left[:n]
	d.left = d.left[n:]
	return slices.Clone(out), nil
}
