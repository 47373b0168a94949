package stick

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/release/disk"
)

// Written tells what WriteDir did.
type Written struct {
	Files   int   // of the edition
	Changed int   // that were written
	Removed int   // of an earlier edition
	Bytes   int64 // of all files
}

// maxFile is the size of the largest file of a stick.
const maxFile = 1 << 30

// writingFile is what a file is called until it is complete.
const writingFile = "wird-geschrieben.tmp"

// target is a folder that a stick is written to.
type target struct {
	disk disk.Disk
	dir  string
	made map[string]bool
}

// Audience is the label of an edition, such as "TLP:CLEAR", in a folder or in a
// ZIP file; "" if there is none that can be read.
func Audience(stick fs.FS) string {
	var manifest struct{ Audience string }
	body, err := fs.ReadFile(stick, Folder+"/manifest.json")
	if err != nil || json.Unmarshal(body, &manifest) != nil {
		return ""
	}
	return manifest.Audience
}

// WriteDir brings the folder dir, which need not exist, to this edition. The
// error is a *release.NotOursError if it holds something else. What lies beside
// an edition, and is no part of it, stays.
func (e *Edition) WriteDir(ctx context.Context, d disk.Disk, dir string) (Written, error) {
	t := &target{disk: d, dir: dir, made: map[string]bool{}}
	if err := t.open(); err != nil {
		return Written{}, err
	}
	earlier := t.earlier()
	out := Written{Files: len(e.files)}
	last := len(e.files) - 2 // the list, as a script and as a text
	for i, f := range e.files {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		if i == last {
			if err := t.settle(e, earlier, &out); err != nil {
				return out, err
			}
		}
		if err := t.bring(e, f, &out); err != nil {
			return out, fmt.Errorf("write %s: %w", f.path, err)
		}
	}
	return out, d.SyncAll(dir)
}

// settle removes what only the earlier edition had and waits until the files
// are on the stick: then the list may say so.
func (t *target) settle(e *Edition, earlier []string, out *Written) error {
	kept := map[string]bool{}
	for _, f := range e.files {
		kept[f.path] = true
	}
	for _, name := range earlier {
		if kept[name] {
			continue
		}
		if info, err := t.disk.Lstat(t.name(name)); err != nil || !info.Mode().IsRegular() {
			continue
		}
		if err := t.disk.RemoveAll(t.name(name)); err != nil {
			return fmt.Errorf("remove %s: %w", name, err)
		}
		out.Removed++
		t.removeEmpty(name)
	}
	return t.disk.SyncAll(t.dir)
}

// removeEmpty removes folders that an earlier edition left empty.
func (t *target) removeEmpty(name string) {
	for dir := filepath.Dir(filepath.FromSlash(name)); dir != "."; dir = filepath.Dir(dir) {
		full := filepath.Join(t.dir, dir)
		if entries, err := t.disk.ReadDir(full); err != nil || len(entries) > 0 || t.disk.RemoveAll(full) != nil {
			return
		}
	}
}

// bring writes a file unless it lies there with the same bytes.
func (t *target) bring(e *Edition, f file, out *Written) error {
	body, err := e.bytes(f)
	if err != nil {
		return err
	}
	out.Bytes += int64(len(body))
	if t.has(f, body) {
		return nil
	}
	out.Changed++
	temp := filepath.Join(t.dir, writingFile)
	err = errors.Join(t.mkdir(filepath.Dir(filepath.FromSlash(f.path))), t.disk.RemoveAll(temp))
	if err == nil {
		err = t.disk.WriteFile(temp, body, 0o666)
	}
	if err == nil {
		err = t.disk.Rename(temp, t.name(f.path))
	}
	return err
}

// has reports whether a file lies there with the same bytes: it is read, since
// a worn stick may hold others than were written.
func (t *target) has(f file, body []byte) bool {
	info, err := t.disk.Lstat(t.name(f.path))
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(body)) {
		return false
	}
	there, err := disk.ReadFile(t.disk, t.name(f.path), info.Size())
	return err == nil && sha256.Sum256(there) == sha256.Sum256(body)
}

func (t *target) name(path string) string { return filepath.Join(t.dir, filepath.FromSlash(path)) }

// mkdir makes a folder below the target, and those above it.
func (t *target) mkdir(dir string) error {
	if dir == "." || t.made[dir] {
		return nil
	}
	if err := t.mkdir(filepath.Dir(dir)); err != nil {
		return err
	}
	t.made[dir] = true
	return mkdir(t.disk, filepath.Join(t.dir, dir))
}

func mkdir(d disk.Disk, name string) error {
	if err := d.Mkdir(name, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// open makes the target, or makes sure that it is ours.
func (t *target) open() error {
	entries, err := t.disk.ReadDir(t.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return t.makeAll(t.dir)
	case err != nil:
		return fmt.Errorf("open %s: %w", t.dir, err)
	}
	foreign := slices.ContainsFunc(entries, func(entry fs.DirEntry) bool {
		return !leftBySystem(entry.Name()) && entry.Name() != writingFile
	})
	if foreign && !t.ours() {
		return &release.NotOursError{Dir: t.dir}
	}
	return nil
}

func (t *target) makeAll(dir string) error {
	if _, err := t.disk.Lstat(dir); err == nil || dir == filepath.Dir(dir) {
		return nil
	}
	if err := t.makeAll(filepath.Dir(dir)); err != nil {
		return err
	}
	return mkdir(t.disk, dir)
}

// ours reports whether a stick was written here, even half of one.
func (t *target) ours() bool {
	page, err := disk.ReadFile(t.disk, t.name(StartFile), 64<<10)
	return err == nil && bytes.Contains(page, []byte(generator))
}

// earlier lists the files of the edition that lies there. Paths that lead out
// of the folder, or that are not an edition's, are left out.
func (t *target) earlier() []string {
	list, err := disk.ReadFile(t.disk, t.name(ListFile), maxFile)
	if err != nil {
		return nil
	}
	var paths []string
	for line := range strings.Lines(string(list)) {
		_, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if ok && strings.HasPrefix(name, Folder+"/") && fs.ValidPath(name) {
			paths = append(paths, name)
		}
	}
	return paths
}
