//go:build unix

package release

import (
	"errors"
	"syscall"
)

// noLinks reports whether a disk refused a second name for a file as such: too
// many, none at all, or none for files of others.
func noLinks(err error) bool {
	for _, no := range []error{syscall.EMLINK, syscall.EPERM, syscall.EXDEV, syscall.EOPNOTSUPP, syscall.ENOSYS} {
		if errors.Is(err, no) {
			return true
		}
	}
	return false
}
