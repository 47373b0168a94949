package diag

import "io/fs"

// Irregular returns the problem of a directory entry that is neither a regular
// file nor a folder. A link may lead out of the site, and a pipe has no end:
// neither is ever opened.
func Irregular(path string, mode fs.FileMode) (p Problem, found bool) {
	switch {
	case mode&fs.ModeSymlink != 0:
		return New("content-symlink", path, 0), true
	case !mode.IsRegular() && !mode.IsDir():
		return New("content-special-file", path, 0), true
	}
	return Problem{}, false
}
