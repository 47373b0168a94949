// Package derived lays pages over a site that nobody wrote as files: each entry
// of a list in the data folder becomes a Markdown file of the content folder.
//
// To everything above it a derived page is a page like others: it has a path, a
// label handed down by its folder, a place in menus, search and feeds. An author
// who wants to say more about an entry writes a file of the same name, which
// then stands in its place.
package derived

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/kaaw/nachbar/internal/overlay"
)

// Page is a page that stands in a data file.
type Page struct {
	// Name is the file's name in the content folder, below the site's root:
	// "content/prozesse/01-01.md".
	Name string
	// Source is its text: front matter and, perhaps, a body.
	Source []byte
	// Origin is the data file, Line the line of the entry: where problems of the
	// page are to be mended.
	Origin string
	Line   int
}

// FS is a file system with derived pages in it. Files that are really there win.
// It implements fs.ReadDirFS, fs.ReadFileFS and fs.ReadLinkFS, and is safe for
// concurrent use.
type FS struct {
	real fs.FS
	now  atomic.Pointer[layers]
}

// layers are what an FS shows at one moment.
type layers struct {
	fs    fs.FS // of pages over real; real alone if there are none
	pages tree
}

// Over lays pages over fsys. Of two with one name the first counts.
func Over(fsys fs.FS, pages []Page) *FS {
	f := &FS{real: fsys}
	f.now.Store(&layers{fs: fsys})
	f.Set(pages)
	return f
}

// Set replaces all derived pages, and returns the names of those that came, went
// or have another text, sorted.
func (f *FS) Set(pages []Page) (changed []string) {
	next := &layers{fs: f.real, pages: newTree(pages)}
	if len(pages) > 0 {
		next.fs = overlay.New(f.real, next.pages, next.pages.tops()...)
	}
	before := f.now.Swap(next)
	for name, p := range next.pages.pages {
		if old := before.pages.pages[name]; old == nil || !bytes.Equal(old.Source, p.Source) {
			changed = append(changed, name)
		}
	}
	for name := range before.pages.pages {
		if next.pages.pages[name] == nil {
			changed = append(changed, name)
		}
	}
	slices.Sort(changed)
	return changed
}

// Page returns the derived page of a name; nil if there is none, or if a file
// stands in its place.
func (f *FS) Page(name string) *Page {
	p := f.now.Load().pages.pages[name]
	if p == nil {
		return nil
	}
	if _, err := fs.Stat(f.real, name); err == nil {
		return nil
	}
	return p
}

// Open implements fs.FS.
func (f *FS) Open(name string) (fs.File, error) { return f.now.Load().fs.Open(name) }

// ReadFile implements fs.ReadFileFS.
func (f *FS) ReadFile(name string) ([]byte, error) { return fs.ReadFile(f.now.Load().fs, name) }

// ReadDir implements fs.ReadDirFS.
func (f *FS) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(f.now.Load().fs, name) }

// Lstat implements fs.ReadLinkFS.
func (f *FS) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(f.now.Load().fs, name) }

// ReadLink implements fs.ReadLinkFS.
func (f *FS) ReadLink(name string) (string, error) { return fs.ReadLink(f.real, name) }

// tree is the derived pages alone, as a file system in memory.
type tree struct {
	pages map[string]*Page
	dirs  map[string][]fs.DirEntry // sorted by name
}

func newTree(pages []Page) tree {
	t := tree{pages: map[string]*Page{}, dirs: map[string][]fs.DirEntry{".": nil}}
	for i := range pages {
		if p := &pages[i]; t.pages[p.Name] == nil {
			t.pages[p.Name] = p
			t.list(p.Name, info{name: path.Base(p.Name), page: p})
		}
	}
	for _, entries := range t.dirs {
		slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	}
	return t
}

// tops are the names at the root.
func (t tree) tops() (names []string) {
	for _, e := range t.dirs["."] {
		names = append(names, e.Name())
	}
	return names
}

// list notes an entry in its folder, and the folder in those above it.
func (t tree) list(name string, entry fs.DirEntry) {
	dir := path.Dir(name)
	_, known := t.dirs[dir]
	t.dirs[dir] = append(t.dirs[dir], entry)
	if !known {
		t.list(dir, info{name: path.Base(dir), dir: true})
	}
}

// Open implements fs.FS.
func (t tree) Open(name string) (fs.File, error) {
	if p := t.pages[name]; p != nil {
		return &file{Reader: bytes.NewReader(p.Source), info: info{name: path.Base(name), page: p}}, nil
	}
	if entries, ok := t.dirs[name]; ok {
		return &folder{info: info{name: path.Base(name), dir: true}, entries: entries}, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// file is an open derived page.
type file struct {
	*bytes.Reader
	info info
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error               { return nil }

// folder is an open folder of derived pages.
type folder struct {
	info    info
	entries []fs.DirEntry
}

func (d *folder) Stat() (fs.FileInfo, error) { return d.info, nil }
func (d *folder) Close() error               { return nil }
func (d *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.info.name, Err: fs.ErrInvalid}
}

// ReadDir implements fs.ReadDirFile.
func (d *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n > 0 && len(d.entries) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(d.entries) {
		n = len(d.entries)
	}
	out := d.entries[:n]
	d.entries = d.entries[n:]
	return slices.Clone(out), nil
}

// info describes a derived file or folder.
type info struct {
	name string
	page *Page
	dir  bool
}

func (i info) Name() string               { return i.name }
func (i info) IsDir() bool                { return i.dir }
func (i info) Type() fs.FileMode          { return i.Mode().Type() }
func (i info) Info() (fs.FileInfo, error) { return i, nil }
func (i info) Sys() any                   { return nil }

func (i info) Size() int64 {
	if i.page == nil {
		return 0
	}
	return int64(len(i.page.Source))
}

func (i info) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

// ModTime is made of the text, so that caches that trust the time of a file
// notice every change of it, and nothing but a change.
func (i info) ModTime() time.Time {
	if i.page == nil {
		return time.Time{}
	}
	sum := sha256.Sum256(i.page.Source)
	return time.Unix(0, int64(binary.BigEndian.Uint64(sum[:8])>>2))
}
