// Package overlay lays one file system over another.
//
// A file of the upper one hides the file of the same path in the lower one;
// folders are joined. Only some top-level folders are taken from below, so
// that a site without content is not silently filled with somebody else's.
package overlay

import (
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// FS is upper over lower. It implements fs.ReadDirFS, fs.ReadFileFS and
// fs.ReadLinkFS.
type FS struct {
	upper, lower fs.FS
	folders      []string
}

// New lays upper over the named top-level folders of lower.
func New(upper, lower fs.FS, folders ...string) *FS {
	return &FS{upper: upper, lower: lower, folders: folders}
}

// below reports whether the lower file system takes part in a path.
func (o *FS) below(name string) bool {
	top, _, _ := strings.Cut(name, "/")
	return name == "." || slices.Contains(o.folders, top)
}

// Open opens the upper file, or the lower one if there is none above.
func (o *FS) Open(name string) (fs.File, error) {
	f, err := o.upper.Open(name)
	if err == nil {
		if info, statErr := f.Stat(); statErr == nil && info.IsDir() && o.below(name) {
			return o.openDir(name, f, info)
		}
		return f, nil
	}
	if !errors.Is(err, fs.ErrNotExist) || !o.below(name) {
		return nil, err
	}
	return o.lower.Open(name)
}

func (o *FS) openDir(name string, f fs.File, info fs.FileInfo) (fs.File, error) {
	if err := f.Close(); err != nil {
		return nil, err
	}
	entries, err := o.ReadDir(name)
	if err != nil {
		return nil, err
	}
	return &dir{info: info, entries: entries}, nil
}

// ReadFile reads the upper file, or the lower one.
func (o *FS) ReadFile(name string) ([]byte, error) {
	src, err := fs.ReadFile(o.upper, name)
	if err != nil && errors.Is(err, fs.ErrNotExist) && o.below(name) {
		return fs.ReadFile(o.lower, name)
	}
	return src, err
}

// Lstat describes the upper file, or the lower one, without following a link.
func (o *FS) Lstat(name string) (fs.FileInfo, error) {
	info, err := fs.Lstat(o.upper, name)
	if err != nil && errors.Is(err, fs.ErrNotExist) && o.below(name) {
		return fs.Stat(o.lower, name) // built in: holds no links
	}
	return info, err
}

// ReadLink returns where the upper link leads.
func (o *FS) ReadLink(name string) (string, error) { return fs.ReadLink(o.upper, name) }

// ReadDir lists both folders, sorted by name.
func (o *FS) ReadDir(name string) ([]fs.DirEntry, error) {
	above, err := fs.ReadDir(o.upper, name)
	if !o.below(name) {
		return above, err
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	below, lowerErr := fs.ReadDir(o.lower, name)
	if err != nil && lowerErr != nil {
		return nil, err
	}
	for _, entry := range below {
		if name == "." && !slices.Contains(o.folders, entry.Name()) {
			continue
		}
		if !slices.ContainsFunc(above, func(e fs.DirEntry) bool { return e.Name() == entry.Name() }) {
			above = append(above, entry)
		}
	}
	slices.SortFunc(above, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return above, nil
}

// dir is an open joined folder.
type dir struct {
	info    fs.FileInfo
	entries []fs.DirEntry
}

func (d *dir) Stat() (fs.FileInfo, error) { return d.info, nil }
func (d *dir) Close() error               { return nil }
func (d *dir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.info.Name(), Err: fs.ErrInvalid}
}

// ReadDir returns the next n entries; all of them if n ≤ 0.
func (d *dir) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		out := d.entries
		d.entries = nil
		return out, nil
	}
	if len(d.entries) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(d.entries))
	out := d.entries[:n]
	d.entries = d.entries[n:]
	return out, nil
}
