package watch

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// tree is what is watched: the roots, less what is ignored below them.
type tree struct {
	roots  []string // cleaned
	ignore func(path string) bool
}

func newTree(roots []string, ignore func(string) bool) tree {
	t := tree{ignore: ignore}
	for _, root := range roots {
		t.roots = append(t.roots, filepath.Clean(root))
	}
	slices.Sort(t.roots)
	t.roots = slices.Compact(t.roots)
	return t
}

// reachable fails unless every root exists or can appear in its folder.
func (t tree) reachable() error {
	for _, root := range t.roots {
		if _, err := os.Stat(root); err == nil {
			continue
		}
		if _, err := os.Stat(filepath.Dir(root)); err != nil {
			return fmt.Errorf("find the folder of %s: %w", root, err)
		}
	}
	return nil
}

// local returns ErrNetwork, with the root, if one lies on a network drive.
func (t tree) local() error {
	for _, root := range t.roots {
		if remote(root) || remote(filepath.Dir(root)) {
			return fmt.Errorf("%s: %w", root, ErrNetwork)
		}
	}
	return nil
}

// wants reports whether a change at path is to be told: it is a root or below
// one, and neither passing nor ignored. Its folders are not looked at: what is
// in a folder that is not wanted is never come by.
func (t tree) wants(path string) bool {
	if slices.Contains(t.roots, path) {
		return true
	}
	under := func(root string) bool { _, ok := below(root, path); return ok }
	return slices.ContainsFunc(t.roots, under) &&
		!passing(filepath.Base(path)) && (t.ignore == nil || !t.ignore(path))
}

// below returns path relative to root if it lies under it.
func below(root, path string) (rel string, ok bool) {
	if root == "." {
		return path, path != "." && filepath.IsLocal(path)
	}
	if !strings.HasSuffix(root, string(filepath.Separator)) {
		root += string(filepath.Separator)
	}
	return strings.CutPrefix(path, root)
}

// walk calls visit for path and all that is wanted below it, a folder before
// what it holds. Links below a root are not followed. What vanishes or cannot
// be read on the way is left out. It ends at the first error of visit.
func (t tree) walk(path string, visit func(path string, info fs.FileInfo) error) error {
	info, err := t.stat(path)
	if err != nil || !t.wants(path) {
		return nil
	}
	if err := visit(path, info); err != nil || !info.IsDir() {
		return err
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil
	}
	for _, entry := range entries {
		if err := t.walk(filepath.Join(path, entry.Name()), visit); err != nil {
			return err
		}
	}
	return nil
}

// stat follows a link only where it is a root.
func (t tree) stat(path string) (fs.FileInfo, error) {
	if slices.Contains(t.roots, path) {
		return os.Stat(path)
	}
	return os.Lstat(path)
}
