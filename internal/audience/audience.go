// Package audience makes the input of one audience: a file system in which
// nothing that is meant for fewer people exists.
//
// Who may read a page is known only when front matter and cascades of its
// folders are read, so a site is loaded in two steps. First the labels: package
// content reads the front matter of all pages and says which of them belong to
// the audience. Then everything else, from an FS: bodies, attachments, released
// versions, data. What the first step withheld can no longer be opened, listed
// or asked for, whatever a layout, a search or a mistake in a program wants.
//
// Two laws:
//
//   - Below a folder with pages nothing exists but what the tree of pages names
//     (Only): a file that nobody thought of is hidden.
//   - In the data folder everything exists but what has a label above that of
//     the audience (Labels).
package audience

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"
)

// FS is a file system in which some files do not exist. It implements
// fs.ReadDirFS, fs.ReadFileFS, fs.StatFS and fs.ReadLinkFS, and is as safe for
// concurrent use as what lies below it.
type FS struct {
	real fs.FS
	// hidden reports whether a file or folder does not exist; of what lies below
	// a hidden folder nothing exists.
	hidden func(name string) bool
}

// Without returns fsys without what hidden names. It is asked about files and
// folders, and about those above them.
func Without(fsys fs.FS, hidden func(name string) bool) *FS { return &FS{real: fsys, hidden: hidden} }

// Only returns fsys with nothing in the folder dir but what has names: files, and
// folders that hold such. Outside dir all is as it was.
func Only(fsys fs.FS, dir string, has func(name string) bool) *FS {
	return Without(fsys, func(name string) bool { return strings.HasPrefix(name, dir+"/") && !has(name) })
}

// Hides reports whether a file does not exist here, although it may below.
func (f *FS) Hides(name string) bool {
	for ; name != "."; name = path.Dir(name) {
		if f.hidden(name) {
			return true
		}
	}
	return false
}

// check returns the error of a name that is none, or that does not exist.
func (f *FS) check(op, name string) error {
	switch {
	case !fs.ValidPath(name):
		return &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	case f.Hides(name):
		return &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	return nil
}

// Open implements fs.FS. Folders list what exists.
func (f *FS) Open(name string) (fs.File, error) {
	if err := f.check("open", name); err != nil {
		return nil, err
	}
	file, err := f.real.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	if !info.IsDir() {
		return file, nil
	}
	return &folder{File: file, fsys: f, name: name}, nil
}

// ReadFile implements fs.ReadFileFS.
func (f *FS) ReadFile(name string) ([]byte, error) {
	if err := f.check("read", name); err != nil {
		return nil, err
	}
	return fs.ReadFile(f.real, name)
}

// ReadDir implements fs.ReadDirFS.
func (f *FS) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := f.check("read", name); err != nil {
		return nil, err
	}
	entries, err := fs.ReadDir(f.real, name)
	return f.existing(name, entries), err
}

// Stat implements fs.StatFS.
func (f *FS) Stat(name string) (fs.FileInfo, error) {
	if err := f.check("stat", name); err != nil {
		return nil, err
	}
	return fs.Stat(f.real, name)
}

// Lstat implements fs.ReadLinkFS.
func (f *FS) Lstat(name string) (fs.FileInfo, error) {
	if err := f.check("lstat", name); err != nil {
		return nil, err
	}
	return fs.Lstat(f.real, name)
}

// ReadLink implements fs.ReadLinkFS.
func (f *FS) ReadLink(name string) (string, error) {
	if err := f.check("readlink", name); err != nil {
		return "", err
	}
	return fs.ReadLink(f.real, name)
}

// existing are the entries of a folder that are not hidden. Folders lose the
// time of their last change: it tells of what is hidden in them.
func (f *FS) existing(dir string, entries []fs.DirEntry) []fs.DirEntry {
	kept := make([]fs.DirEntry, 0, len(entries))
	for _, entry := range entries {
		switch {
		case f.hidden(path.Join(dir, entry.Name())):
		case entry.IsDir():
			kept = append(kept, timeless{entry})
		default:
			kept = append(kept, entry)
		}
	}
	return kept
}

// timeless is the entry of a folder whose times nobody may know.
type timeless struct{ fs.DirEntry }

// Info implements fs.DirEntry.
func (t timeless) Info() (fs.FileInfo, error) {
	info, err := t.DirEntry.Info()
	return untimed{info}, err
}

// untimed is a folder without times and size, which count what lies in it.
type untimed struct{ fs.FileInfo }

func (untimed) ModTime() time.Time { return time.Time{} }
func (untimed) Size() int64        { return 0 }
func (untimed) Sys() any           { return nil }

// folder is an open folder that lists what exists.
type folder struct {
	fs.File
	fsys *FS
	name string
	left []fs.DirEntry
	read bool
}

// ReadDir implements fs.ReadDirFile.
func (d *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	if !d.read {
		entries, err := d.fsys.ReadDir(d.name)
		if err != nil {
			return nil, err
		}
		d.left, d.read = entries, true
	}
	if n > 0 && len(d.left) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(d.left) {
		n = len(d.left)
	}
	out := d.left[:n:n]
	d.left = d.left[n:]
	return out, nil
}
