package stick

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
)

// MaxPath is the length of the longest path on a stick, in UTF-16 units as
// Windows counts: its own limit is 259 with drive and folders in front.
const MaxPath = 180

// CheckPaths returns what would not survive Windows or FAT among paths with
// slashes. Paths of the problems are those of the stick.
func CheckPaths(paths []string) diag.List {
	var problems diag.List
	spelled := map[string]string{} // by what case does not change
	checked := map[string]bool{}
	for _, full := range slices.Sorted(slices.Values(paths)) {
		if n := len(utf16.Encode([]rune(full))); n > MaxPath {
			problems.Add(diag.New("stick-path-long", full, 0, "length", strconv.Itoa(n), "limit", strconv.Itoa(MaxPath)))
		}
		for part := range prefixes(full) {
			if checked[part] {
				continue
			}
			checked[part] = true
			if p, found := content.CheckName(part); found {
				problems.Add(p)
			}
			twin := content.Twin(part)
			if other, taken := spelled[twin]; taken && other != part {
				problems.Add(diag.New("stick-twin", part, 0, "other", other))
				continue
			}
			spelled[twin] = part
		}
	}
	return problems
}

// prefixes are the folders of a path, then the path itself.
func prefixes(full string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for i := range len(full) {
			if full[i] == '/' && !yield(full[:i]) {
				return
			}
		}
		yield(full)
	}
}

// leftBySystem reports whether an entry at the root of a stick was left by an
// operating system.
func leftBySystem(name string) bool {
	switch strings.ToLower(path.Base(name)) {
	case "system volume information", "$recycle.bin", ".trashes", ".spotlight-v100", ".fseventsd", "lost+found", ".ds_store", "thumbs.db", "desktop.ini":
		return true
	}
	return strings.HasPrefix(name, "._") || strings.HasPrefix(name, ".Trash-")
}
