package site

import (
	"io/fs"
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/diag"
)

// guard names the folders of the site that are links, or lie below one, and
// returns fsys without them. Links inside these folders are found by whoever
// lists them.
func guard(fsys fs.FS, cfg *conf.Config) (fs.FS, diag.List) {
	g := &guarded{FS: fsys, links: map[string]bool{}}
	var problems diag.List
	for _, folder := range []string{cfg.Content, cfg.Layouts, cfg.Static, cfg.Data, cfg.I18n} {
		for dir := folder; dir != "."; dir = path.Dir(dir) {
			info, err := fs.Lstat(fsys, dir)
			if err == nil && info.Mode()&fs.ModeSymlink != 0 && !g.links[dir] {
				g.links[dir] = true
				problems.Add(diag.New("content-symlink", dir, 0))
			}
		}
	}
	if len(problems) == 0 {
		return fsys, nil
	}
	return g, problems
}

// guarded is a file system in which links to folders do not exist.
type guarded struct {
	fs.FS
	links map[string]bool
}

// hides returns an error for a path that leads over a link.
func (g *guarded) hides(op, name string) error {
	for dir := range g.links {
		if name == dir || strings.HasPrefix(name, dir+"/") {
			return &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
		}
	}
	return nil
}

// Open implements fs.FS.
func (g *guarded) Open(name string) (fs.File, error) {
	if err := g.hides("open", name); err != nil {
		return nil, err
	}
	return g.FS.Open(name)
}

// ReadFile implements fs.ReadFileFS.
func (g *guarded) ReadFile(name string) ([]byte, error) {
	if err := g.hides("read", name); err != nil {
		return nil, err
	}
	return fs.ReadFile(g.FS, name)
}

// ReadDir implements fs.ReadDirFS.
func (g *guarded) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := g.hides("read", name); err != nil {
		return nil, err
	}
	return fs.ReadDir(g.FS, name)
}
